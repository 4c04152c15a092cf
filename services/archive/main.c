/* archive: documents and their files, folders of clients, the journal of letters. */
#include "archive.h"
#include "events.h"
#include "store/tables.h"

#define APPEAL                                                                                                         \
    {                                                                                                                  \
        &appeal_table, "id", "appeal_id", NULL, 0                                                                      \
    }
#define CLIENT                                                                                                         \
    {                                                                                                                  \
        &client_table, "id", "client_id", NULL, 0                                                                      \
    }
#define FOLDERS                                                                                                        \
    {                                                                                                                  \
        &folder_table, "client_id", "client_id", NULL, 0                                                               \
    }
#define INTAKE "otklik.intake.v1"
#define CLIENTS "otklik.client-registry.v1"
#define ROUTING "otklik.routing.v1"

static const struct subscription subscriptions[] = {
    {INTAKE, NULL, &appeal_received_event, on_appeal_received,
     LOADS(APPEAL, {&fetch_table, "appeal_id", "appeal_id", NULL, 0}), false},
    {INTAKE, NULL, &appeal_registered_event, on_appeal_registered,
     LOADS(APPEAL, CLIENT, FOLDERS, {&document_table, "appeal_id", "appeal_id", NULL, 0}), false},
    {INTAKE, NULL, &appeal_access_changed_event, on_appeal_access_changed, LOADS(APPEAL), false},
    {INTAKE, NULL, &appeal_sent_to_work_event, on_appeal_sent_to_work, LOADS(APPEAL), false},
    {INTAKE, NULL, &source_changed_event, on_source_changed, LOADS({&source_table, "name", "name", NULL, 0}), false},
    {INTAKE, NULL, &catalogue_dictionary_changed_event, on_dictionary_changed, NULL, false},
    {ROUTING, NULL, &stage_queued_event, on_stage_queued, LOADS(APPEAL), false},
    {ROUTING, NULL, &stage_assigned_event, on_stage_assigned, LOADS(APPEAL), false},
    {CLIENTS, NULL, &client_created_event, on_client_created,
     LOADS(CLIENT, FOLDERS, {&folder_template_table, "client_kind", "kind", NULL, 0},
           {&document_table, "client_id", "client_id", NULL, 0}),
     false},
    {CLIENTS, NULL, &client_changed_event, on_client_changed, LOADS(CLIENT), false},
    {0},
};

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

static const struct route routes[] = {
    {"POST", "/v1/claims", http_claim_create, "document.add", ROUTE_UPLOAD | ROUTE_CREATES,
     "Upload a file to be used later", NULL, "claim", NULL},
    {"GET", "/v1/claims/{id}", http_claim_get, "document.add", ROUTE_READ, "An own upload and its state", NULL, "claim",
     NULL},
    {"POST", "/v1/documents", http_document_create, "document.add", ROUTE_CREATES,
     "Make an upload a document of an appeal, a letter or a client", "document_form", "document", NULL},
    {"GET", "/v1/documents/{id}", http_document_get, "document.read", ROUTE_READ | ROUTE_AUDITED,
     "What is known of a document", NULL, "document", NULL},
    {"GET", "/v1/documents/{id}/content", http_document_content, "document.read", ROUTE_READ | ROUTE_AUDITED,
     "The file, also in ranges", NULL, NULL, NULL},
    {"GET", "/v1/appeals/{id}/documents", http_appeal_documents, "document.read", ROUTE_READ | ROUTE_AUDITED,
     "Documents of an appeal, with those that are still to come or failed", NULL, "document_page", NULL},
    {"GET", "/v1/folder-templates", http_template_list, NULL, ROUTE_READ, "Folders that clients have", NULL,
     "folder_template_list", NULL},
    {"PUT", "/v1/folder-templates/{kind}/{code}", http_template_put, "admin.catalogue", 0,
     "Declare or change a folder; documents are sorted anew", "folder_template", "changed", NULL},
    {"GET", "/v1/clients/{id}/folders", http_client_folders, "document.read", ROUTE_READ, "A client's folders", NULL,
     "folder_list", NULL},
    {"GET", "/v1/folders/{id}/documents", http_folder_documents, "document.read", ROUTE_READ | ROUTE_AUDITED,
     "Documents of a folder, newest first", NULL, "document_page", "after limit:integer"},
    {"POST", "/v1/letters", http_letter_register, "letter.register", ROUTE_CREATES,
     "Register a letter; one that is an appeal makes a card", "letter_form", "letter", NULL},
    {"POST", "/v1/letters/{id}/mark-as-appeal", http_letter_mark, "letter.register", ROUTE_CHANGES,
     "Make a card of a registered letter", "letter_appeal", "letter", NULL},
    {"GET", "/v1/letters", http_letter_page, "letter.read", ROUTE_READ, "The journal of letters, newest first", NULL,
     "letter_page", "after limit:integer branch direction from to number is_appeal"},
    {"GET", "/v1/letters/{id}/documents", http_letter_documents, "letter.read", ROUTE_READ | ROUTE_AUDITED,
     "Scans of a letter", NULL, "document_page", NULL},
    {"GET", "/v1/letters/{id}", http_letter_get, "letter.read", ROUTE_READ | ROUTE_AUDITED, "A letter", NULL, "letter",
     NULL},
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
    .subscriptions = subscriptions,
    .gather_ms = 500,
    .jobs = jobs,
    .routes = routes,
    .stores = archive_stores,
    .emits = emits,
    .start = archive_start,
    .stop = archive_stop,
};

int main(int argc, char **argv)
{
    return service_main(&archive, argc, argv);
}
