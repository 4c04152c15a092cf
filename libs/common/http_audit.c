/* Who did, read or was refused what, as `audit.recorded` for the trail that `staff` keeps. A read is recorded in the
 * same transaction that answers it: what cannot be recorded is not shown. A refusal gets a transaction of its own. */
#include "http_pool.h"
#include "http_private.h"
#include "log.h"

#include <string.h>

#define TOPIC "otklik.audit.v1"
#define TYPE "audit.recorded"
#define ANONYMOUS_EVERY_US (1 * G_USEC_PER_SEC)

static void set(json_t *data, const char *name, const char *text)
{
    if (text && *text)
        json_object_set_new(data, name, json_string(text));
}

static void emit_record(struct work *w, const struct request *rq, const struct audit_subject *subject,
                        const char *outcome)
{
    const struct http_options *options = &rq->private->server->options;
    char at[INSTANT_TEXT_SIZE];
    json_t *data =
        json_pack("{s:s, s:s, s:s, s:s, s:s}", "at", instant_format(clock_now(), at), "service", options->service,
                  "action", subject->action, "entity", subject->entity, "outcome", outcome);
    if (rq->person) {
        set(data, "person_id", rq->person->id);
        set(data, "login", rq->person->login);
    }
    set(data, "entity_id", subject->id);
    set(data, "branch", subject->branch);
    set(data, "peer", rq->peer);
    options->works->emit(w, TOPIC, TYPE, subject->id && *subject->id ? subject->id : subject->entity, data);
}

void http_audit(struct work *w, struct request *rq, const struct audit_subject *subject)
{
    rq->private->audited = true;
    emit_record(w, rq, subject, "ok");
}

/* What the path says: its resource and its first parameter. `scratch` keeps the texts. */
static struct audit_subject subject_of(const struct request *rq, GString *scratch)
{
    const char *path = g_str_has_prefix(rq->route->path, "/v1/") ? rq->route->path + strlen("/v1/") : rq->route->path;
    g_string_append_len(scratch, path, (gssize)strcspn(path, "/"));
    g_string_append_c(scratch, '\0');
    size_t action = scratch->len;
    g_string_append_printf(scratch, "%s %s", rq->method, rq->route->path);
    return (struct audit_subject){.action = rq->route->right ? rq->route->right : scratch->str + action,
                                  .entity = scratch->str,
                                  .id = rq->private->param_count ? rq->private->params[0].value : NULL};
}

void http_audit_answered(struct work *w, struct request *rq)
{
    g_autoptr(GString) scratch = g_string_new(NULL);
    if (!(rq->route->flags & ROUTE_AUDITED) || rq->private->audited)
        return;
    struct audit_subject subject = subject_of(rq, scratch);
    http_audit(w, rq, &subject);
}

static void record_apart(struct request *rq, const char *outcome)
{
    g_autoptr(GString) scratch = g_string_new(NULL);
    struct http_server *server = rq->private->server;
    const struct http_works *works = server->options.works;
    struct db *db = http_pool_take(server->pool);
    struct work *w = db ? works->begin(db, &server->options, rq->private->traceparent) : NULL;
    struct audit_subject subject = subject_of(rq, scratch);
    if (w)
        emit_record(w, rq, &subject, outcome);
    if (!w || works->commit(w) != ST_OK) {
        log_error("a refusal could not be recorded", LOG_TEXT("route", rq->route->path), LOG_TEXT("outcome", outcome));
        if (w)
            works->rollback(w);
    } else if (server->options.committed) {
        server->options.committed(server->options.owner);
    }
    works->free(w);
    if (db)
        http_pool_give(server->pool, db);
}

/* Strangers cannot fill the trail: one record a second of all that they try, the metric counts the rest. */
static bool stranger_due(struct http_server *server)
{
    gint64 now = g_get_monotonic_time(), last = atomic_load(&server->stranger_recorded_us);
    return now - last >= ANONYMOUS_EVERY_US &&
           atomic_compare_exchange_strong(&server->stranger_recorded_us, &last, now);
}

void http_audit_refused(struct request *rq, const char *outcome)
{
    if (rq->person || stranger_due(rq->private->server))
        record_apart(rq, outcome);
}
