#include "billing_loads.h"

#include "billing.h"
#include "billing_client.h"

/* What has no mapping is told by the handler. */
static void each(struct work *w, const struct event *e, billing_visit *visit, GPtrArray *out)
{
    if (json_object_get(e->json, "Объекты"))
        (void)billing_package_each(w, e, visit, out);
    else
        (void)billing_row_each(w, e, visit, out);
}

/* Caller frees. */
static char *object_key(const struct billing_change *change)
{
    const char *id = json_string_value(json_object_get(change->content, "id"));
    return billing_ref_key(change->node.system, change->object_kind, id);
}

static char *client_key(const struct billing_change *change)
{
    return billing_ref_key(change->node.system, "client", billing_client_external_id(change));
}

static void add_keys(struct work *w, const struct billing_change *change, void *arg)
{
    GPtrArray *out = arg;
    (void)w;
    g_ptr_array_add(out, object_key(change));
    g_ptr_array_add(out, client_key(change));
}

/* What the reference points to, if it is of that kind; NULL if none. Borrowed. */
static const char *entity_id(struct work *w, const char *key, const char *entity)
{
    const struct external_ref *ref = work_find(w, &external_ref_table, "ref_key", key);
    return ref && !g_strcmp0(ref->entity, entity) ? ref->entity_id : NULL;
}

static void add_account(struct work *w, const struct billing_change *change, void *arg)
{
    g_autofree char *key = object_key(change);
    g_ptr_array_add(arg, g_strdup(entity_id(w, key, "account")));
}

static void add_client(struct work *w, const struct billing_change *change, void *arg)
{
    g_autofree char *key = client_key(change);
    g_ptr_array_add(arg, g_strdup(entity_id(w, key, "client")));
}

static void add_strong_keys(struct work *w, const struct billing_change *change, void *arg)
{
    g_autofree char *key = client_key(change);
    json_t *said = json_object_get(change->content, "client");
    if (said)
        billing_client_keys(w, entity_id(w, key, "client"), said, arg);
}

void billing_load_refs(struct work *w, const struct event *e, GPtrArray *out)
{
    each(w, e, add_keys, out);
}

void billing_load_accounts(struct work *w, const struct event *e, GPtrArray *out)
{
    each(w, e, add_account, out);
}

void billing_load_clients(struct work *w, const struct event *e, GPtrArray *out)
{
    each(w, e, add_client, out);
}

void billing_load_keys(struct work *w, const struct event *e, GPtrArray *out)
{
    each(w, e, add_strong_keys, out);
}
