#include "health_http.h"

#include "build_info.h"
#include "db.h"
#include "http_private.h"

enum { DEAD, PARKED };

const struct statement health_statement = {
    "health_counts", "SELECT (SELECT count(*)\n"
                     "        FROM (SELECT FROM dead_letter WHERE state = 'open' LIMIT 10000) AS few),\n"
                     "       (SELECT count(*) FROM (SELECT FROM parked LIMIT 10000) AS few)"};

static enum status health(struct work *w, struct request *rq, struct answer *out)
{
    const struct http_options *options = &rq->private->server->options;
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &health_statement, DB_NO_PARAMS, &rows);
    if (status != ST_OK)
        return status;
    json_t *reasons = json_array();
    if (options->ready)
        options->ready(options->owner, reasons);
    bool good = json_array_size(reasons) == 0;
    json_t *body = json_pack("{s:s, s:s, s:b, s:o, s:I, s:I}", "service", options->service, "version", build_version(),
                             "ready", good, "reasons", reasons, "dead_letters", (json_int_t)rows_int(&rows, 0, DEAD),
                             "parked", (json_int_t)rows_int(&rows, 0, PARKED));
    if (options->health)
        options->health(options->owner, body);
    return answer_json_take(out, 200, body);
}

const struct route health_route = {
    "GET",         "/v1/health", health,
    "stream.read", ROUTE_READ,   "How this service fares: readiness, lag, outbox, what waits",
    NULL,          "health",     NULL};
