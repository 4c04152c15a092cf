#include "acls.h"

#include <string.h>

static void acl_free(void *arg)
{
    struct acl *acl = arg;

    g_free(acl->principal);
    g_free(acl->name);
    g_free(acl->host);
    g_free(acl);
}

GPtrArray *acls_new(void)
{
    return g_ptr_array_new_with_free_func(acl_free);
}

static gboolean same(const void *a, const void *b)
{
    const struct acl *left = a, *right = b;

    return left->operation == right->operation && left->resource == right->resource &&
           left->pattern == right->pattern && !strcmp(left->principal, right->principal) &&
           !strcmp(left->name, right->name) && !strcmp(left->host, right->host);
}

const struct acl *acls_find(const GPtrArray *acls, const struct acl *acl)
{
    guint index;

    return g_ptr_array_find_with_equal_func((GPtrArray *)acls, acl, same, &index) ? acls->pdata[index] : NULL;
}

void acls_add(GPtrArray *acls, const char *principal, rd_kafka_AclOperation_t operation,
              rd_kafka_ResourceType_t resource, const char *name)
{
    struct acl *acl = g_new0(struct acl, 1);
    bool prefix = g_str_has_suffix(name, "*");

    acl->principal = g_strdup_printf("User:%s", principal);
    acl->operation = operation;
    acl->resource = resource;
    acl->pattern = prefix ? RD_KAFKA_RESOURCE_PATTERN_PREFIXED : RD_KAFKA_RESOURCE_PATTERN_LITERAL;
    acl->name = g_strndup(name, strlen(name) - prefix);
    acl->host = g_strdup("*");
    if (acls_find(acls, acl))
        acl_free(acl);
    else
        g_ptr_array_add(acls, acl);
}

static const char *operation_word(const struct acl *acl)
{
    return acl->operation == RD_KAFKA_ACL_OPERATION_WRITE  ? "Write"
           : acl->operation == RD_KAFKA_ACL_OPERATION_READ ? "Read"
                                                           : "All";
}

static const char *resource_word(const struct acl *acl)
{
    return acl->resource == RD_KAFKA_RESOURCE_GROUP ? "group" : "topic";
}

static bool is_prefix(const struct acl *acl)
{
    return acl->pattern == RD_KAFKA_RESOURCE_PATTERN_PREFIXED;
}

char *acl_text(const struct acl *acl)
{
    return g_strdup_printf("%s %s %s%s by %s", operation_word(acl), resource_word(acl), acl->name,
                           is_prefix(acl) ? "*" : "", acl->principal);
}

json_t *acl_json(const struct acl *acl)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s}", "principal", acl->principal, "operation", operation_word(acl),
                     "resource", resource_word(acl), "pattern", is_prefix(acl) ? "prefixed" : "literal", "name",
                     acl->name);
}

/* What stands in one command line: all but the name. */
static bool one_command(const struct acl *a, const struct acl *b)
{
    return a->operation == b->operation && a->resource == b->resource && a->pattern == b->pattern &&
           !strcmp(a->principal, b->principal);
}

static bool stands_before(const GPtrArray *acls, guint index)
{
    for (guint i = 0; i < index; i++)
        if (one_command(acls->pdata[i], acls->pdata[index]))
            return true;
    return false;
}

static char *command(const GPtrArray *acls, guint index, const char *brokers)
{
    const struct acl *first = acls->pdata[index];
    g_autofree char *principal = g_shell_quote(first->principal);
    GString *line = g_string_new(NULL);

    g_string_printf(line,
                    "kafka-acls.sh --bootstrap-server %s --command-config admin.properties --add "
                    "--allow-principal %s --operation %s%s",
                    brokers, principal, operation_word(first),
                    is_prefix(first) ? " --resource-pattern-type prefixed" : "");
    for (guint i = index; i < acls->len; i++)
        if (one_command(first, acls->pdata[i]))
            g_string_append_printf(line, " --%s %s", resource_word(first), ((struct acl *)acls->pdata[i])->name);
    return g_string_free(line, FALSE);
}

GPtrArray *acls_commands(const GPtrArray *acls, const char *brokers)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < acls->len; i++)
        if (!stands_before(acls, i))
            g_ptr_array_add(lines, command(acls, i, brokers));
    return lines;
}
