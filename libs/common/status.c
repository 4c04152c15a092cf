#include "status.h"

const char *status_name(enum status status)
{
    static const char *const names[] = {"ok",    "not found", "conflict",  "duplicate",
                                        "retry", "invalid",   "forbidden", "parked"};
    return (unsigned)status < sizeof names / sizeof *names ? names[status] : "unknown";
}
