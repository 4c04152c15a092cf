/* Permissions of a broker by librdkafka's admin requests. */
#include "acls.h"

#include <string.h>

/* Who waits is a person. */
#define ASK_MS 10000

struct session {
    rd_kafka_t *rk;
    rd_kafka_queue_t *queue;
};

static bool session_open(struct session *s, const struct kafka_settings *settings)
{
    s->rk = kafka_admin_new(settings);
    s->queue = s->rk ? rd_kafka_queue_new(s->rk) : NULL;
    return s->rk;
}

static void session_close(struct session *s)
{
    rd_kafka_queue_destroy(s->queue);
    rd_kafka_destroy(s->rk);
}

/* The answer to the request just sent, which the caller destroys; otherwise why there is none (told). */
static enum status answer(struct session *s, rd_kafka_event_t **out_event)
{
    rd_kafka_event_t *event = rd_kafka_queue_poll(s->queue, ASK_MS);
    rd_kafka_resp_err_t error = event ? rd_kafka_event_error(event) : RD_KAFKA_RESP_ERR__TIMED_OUT;

    if (!error) {
        *out_event = event;
        return ST_OK;
    }
    otk_fail(OTK_FAILED, "%s", event ? rd_kafka_event_error_string(event) : rd_kafka_err2str(error));
    if (event)
        rd_kafka_event_destroy(event);
    /* The client's own errors are negative: nobody answered. */
    return error < 0 ? ST_RETRY : ST_INVALID;
}

static bool is_of_interest(const rd_kafka_AclBinding_t *binding)
{
    rd_kafka_AclOperation_t operation = rd_kafka_AclBinding_operation(binding);
    rd_kafka_ResourceType_t resource = rd_kafka_AclBinding_restype(binding);

    return rd_kafka_AclBinding_permission_type(binding) == RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW &&
           (resource == RD_KAFKA_RESOURCE_TOPIC || resource == RD_KAFKA_RESOURCE_GROUP) &&
           (operation == RD_KAFKA_ACL_OPERATION_READ || operation == RD_KAFKA_ACL_OPERATION_WRITE ||
            operation == RD_KAFKA_ACL_OPERATION_ALL);
}

static void take(GPtrArray *acls, const rd_kafka_AclBinding_t *binding)
{
    struct acl *acl = g_new0(struct acl, 1);

    acl->principal = g_strdup(rd_kafka_AclBinding_principal(binding));
    acl->operation = rd_kafka_AclBinding_operation(binding);
    acl->resource = rd_kafka_AclBinding_restype(binding);
    acl->pattern = rd_kafka_AclBinding_resource_pattern_type(binding);
    acl->name = g_strdup(rd_kafka_AclBinding_name(binding));
    acl->host = g_strdup(rd_kafka_AclBinding_host(binding));
    g_ptr_array_add(acls, acl);
}

static enum status read_all(struct session *s, GPtrArray *acls)
{
    char why[128];
    size_t count;
    rd_kafka_event_t *event;
    rd_kafka_AclBindingFilter_t *any =
        rd_kafka_AclBindingFilter_new(RD_KAFKA_RESOURCE_ANY, NULL, RD_KAFKA_RESOURCE_PATTERN_ANY, NULL, NULL,
                                      RD_KAFKA_ACL_OPERATION_ANY, RD_KAFKA_ACL_PERMISSION_TYPE_ANY, why, sizeof why);

    rd_kafka_DescribeAcls(s->rk, any, NULL, s->queue);
    rd_kafka_AclBinding_destroy(any);
    enum status status = answer(s, &event);
    if (status != ST_OK)
        return status;
    const rd_kafka_AclBinding_t **found =
        rd_kafka_DescribeAcls_result_acls(rd_kafka_event_DescribeAcls_result(event), &count);
    for (size_t i = 0; i < count; i++)
        if (is_of_interest(found[i]))
            take(acls, found[i]);
    rd_kafka_event_destroy(event);
    return ST_OK;
}

enum status acls_read(const struct kafka_settings *settings, GPtrArray *out_acls)
{
    struct session s;

    if (!session_open(&s, settings))
        return ST_INVALID;
    enum status status = read_all(&s, out_acls);
    session_close(&s);
    return status;
}

static void free_binding(void *binding)
{
    rd_kafka_AclBinding_destroy(binding);
}

static GPtrArray *bindings_of(const GPtrArray *acls, bool as_filters)
{
    char why[128];
    GPtrArray *bindings = g_ptr_array_new_with_free_func(free_binding);

    for (guint i = 0; i < acls->len; i++) {
        const struct acl *acl = acls->pdata[i];
        g_ptr_array_add(bindings, (as_filters ? rd_kafka_AclBindingFilter_new : rd_kafka_AclBinding_new)(
                                      acl->resource, acl->name, acl->pattern, acl->principal, acl->host, acl->operation,
                                      RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW, why, sizeof why));
    }
    return bindings;
}

/* OK only when each of them was taken. */
static bool taken(const GPtrArray *acls, size_t index, const rd_kafka_error_t *error)
{
    if (!error)
        return true;
    g_autofree char *text = acl_text(acls->pdata[index]);
    otk_fail(OTK_FAILED, "%s: %s", text, rd_kafka_error_string(error));
    return false;
}

static enum status grant(struct session *s, const GPtrArray *acls)
{
    size_t count;
    rd_kafka_event_t *event;
    g_autoptr(GPtrArray) bindings = bindings_of(acls, false);

    rd_kafka_CreateAcls(s->rk, (rd_kafka_AclBinding_t **)bindings->pdata, bindings->len, NULL, s->queue);
    enum status status = answer(s, &event);
    if (status != ST_OK)
        return status;
    const rd_kafka_acl_result_t **results =
        rd_kafka_CreateAcls_result_acls(rd_kafka_event_CreateAcls_result(event), &count);
    for (size_t i = 0; i < count; i++)
        if (!taken(acls, i, rd_kafka_acl_result_error(results[i])))
            status = ST_INVALID;
    rd_kafka_event_destroy(event);
    return status;
}

static enum status withdraw(struct session *s, const GPtrArray *acls)
{
    size_t count;
    rd_kafka_event_t *event;
    g_autoptr(GPtrArray) filters = bindings_of(acls, true);

    rd_kafka_DeleteAcls(s->rk, (rd_kafka_AclBindingFilter_t **)filters->pdata, filters->len, NULL, s->queue);
    enum status status = answer(s, &event);
    if (status != ST_OK)
        return status;
    const rd_kafka_DeleteAcls_result_response_t **results =
        rd_kafka_DeleteAcls_result_responses(rd_kafka_event_DeleteAcls_result(event), &count);
    for (size_t i = 0; i < count; i++)
        if (!taken(acls, i, rd_kafka_DeleteAcls_result_response_error(results[i])))
            status = ST_INVALID;
    rd_kafka_event_destroy(event);
    return status;
}

static enum status change(const struct kafka_settings *settings, const GPtrArray *acls,
                          enum status (*step)(struct session *, const GPtrArray *))
{
    struct session s;

    if (!acls->len)
        return ST_OK;
    if (!session_open(&s, settings))
        return ST_INVALID;
    enum status status = step(&s, acls);
    session_close(&s);
    return status;
}

enum status acls_grant(const struct kafka_settings *settings, const GPtrArray *acls)
{
    return change(settings, acls, grant);
}

enum status acls_revoke(const struct kafka_settings *settings, const GPtrArray *acls)
{
    return change(settings, acls, withdraw);
}
