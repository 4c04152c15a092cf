/* What archive hears: topic, event, handler, and which rows are loaded for a whole batch. */
#include "archive.h"
#include "events.h"
#include "store/tables.h"

#define APPEAL LOAD(&appeal_table, "id", "appeal_id")
#define CLIENT LOAD(&client_table, "id", "client_id")
#define FOLDERS LOAD(&folder_table, "client_id", "client_id")
#define INTAKE "otklik.intake.v1"
#define CLIENTS "otklik.client-registry.v1"
#define ROUTING "otklik.routing.v1"

const struct subscription archive_subscriptions[] = {
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
