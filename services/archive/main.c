/* archive: documents and their files, folders of clients, the journal of letters. */
#include "archive.h"
#include "events.h"
#include "store/tables.h"

/* One thread fetches one file at a time; the others look for work while one is at it. */
static const struct job jobs[] = {
    {"fetch-1", 1000, job_fetch, .upon_news = true},
    {"fetch-2", 1000, job_fetch, .awaited = fetch_needs_help, .upon_news = true},
    {"fetch-3", 1000, job_fetch, .awaited = fetch_needs_help, .upon_news = true},
    {"fetch-4", 1000, job_fetch, .awaited = fetch_needs_help, .upon_news = true},
    {"scan-claims", 1000, job_scan_claims, .upon_news = true},
    {"expire-claims", 5000, job_expire_claims, true},
    {"sweep-files", 20000, job_sweep_files, true},
    {"sort-folders", 1000, job_sort_folders, .upon_news = true},
    {0},
};

static const struct event_type *const emits[] = {
    &document_stored_event,   &document_failed_event, &document_filed_event,
    &letter_registered_event, &audit_recorded_event,  NULL,
};

static const struct service archive = {
    .name = "archive",
    .about = "documents and their files, folders of clients, the journal of letters",
    .config = archive_config,
    .subscriptions = archive_subscriptions,
    .gather_ms = 500,
    .may_wait_s = 10,
    .jobs = jobs,
    .routes = archive_routes,
    .stores = archive_stores,
    .emits = emits,
    .start = archive_start,
    .stop = archive_stop,
};

int main(int argc, char **argv)
{
    return service_main(&archive, argc, argv);
}
