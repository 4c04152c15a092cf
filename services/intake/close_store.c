#include "statements.h"

#define CLOSE_AFTER_DAYS "10" /* the company's days for objections */

const struct statement close_statements[] = {
    [CLOSE_DUE] = {"close_due", "SELECT id\n"
                                "FROM intake.appeal\n"
                                "WHERE state = 'ANSWERED'\n"
                                "  AND answered_at < $1::timestamptz - make_interval(days => " CLOSE_AFTER_DAYS ")\n"
                                "ORDER BY answered_at\n"
                                "LIMIT 500"},
};
