/* What reporting hears: topic, event, handler, and which rows are loaded for a whole batch. */
#include "appeal_access_changed.h"
#include "appeal_answered.h"
#include "appeal_closed.h"
#include "appeal_received.h"
#include "appeal_registered.h"
#include "appeal_reopened.h"
#include "appeal_response_prep.h"
#include "appeal_sending.h"
#include "appeal_sent_to_work.h"
#include "appeal_status_changed.h"
#include "catalogue_type_published.h"
#include "delivery_delivered.h"
#include "delivery_failed.h"
#include "delivery_queued.h"
#include "delivery_sent.h"
#include "events.h"
#include "report/report_query.h"
#include "report/report_run.h"
#include "reporting.h"
#include "sla_armed.h"
#include "staff_branch_changed.h"
#include "staff_department_changed.h"
#include "staff_employee_changed.h"
#include "stage_assigned.h"
#include "stage_cancelled.h"
#include "stage_completed.h"
#include "stage_queued.h"
#include "stage_returned.h"

#define APPEAL LOAD(&fact_appeal_table, "appeal_id", "appeal_id")
#define STAGE LOAD(&fact_stage_table, "stage_id", "stage_id")
#define TO_STAGE LOAD(&fact_stage_table, "stage_id", "to_stage_id")
#define DELIVERY LOAD(&fact_delivery_table, "delivery_id", "delivery_id")
#define INTAKE "otklik.intake.v1"
#define ROUTING "otklik.routing.v1"
#define NOTIFICATION "otklik.notification.v1"
#define STAFF "otklik.staff.v1"

const struct subscription reporting_subscriptions[] = {
    {INTAKE, NULL, &appeal_received_event, on_appeal_received, LOADS(APPEAL)},
    {INTAKE, NULL, &appeal_registered_event, on_appeal_registered, LOADS(APPEAL)},
    {INTAKE, NULL, &appeal_access_changed_event, on_appeal_access_changed, LOADS(APPEAL)},
    {INTAKE, NULL, &appeal_sent_to_work_event, on_appeal_sent_to_work, LOADS(APPEAL)},
    {INTAKE, NULL, &appeal_response_prep_event, on_appeal_response_prep, LOADS(APPEAL)},
    {INTAKE, NULL, &appeal_sending_event, on_appeal_sending, LOADS(APPEAL)},
    {INTAKE, NULL, &appeal_answered_event, on_appeal_answered, LOADS(APPEAL)},
    {INTAKE, NULL, &appeal_closed_event, on_appeal_closed, LOADS(APPEAL)},
    {INTAKE, NULL, &appeal_reopened_event, on_appeal_reopened, LOADS(APPEAL)},
    {INTAKE, NULL, &catalogue_type_published_event, on_type_published,
     LOADS({&appeal_type_table, "code", "code", NULL, 0})},
    {"otklik.appeal-events.v1", NULL, &appeal_status_changed_event, on_appeal_status_changed, LOADS(APPEAL)},
    {ROUTING, NULL, &stage_queued_event, on_stage_queued, LOADS(APPEAL, STAGE)},
    {ROUTING, NULL, &stage_assigned_event, on_stage_assigned, LOADS(APPEAL, STAGE)},
    {ROUTING, NULL, &stage_completed_event, on_stage_completed, LOADS(STAGE)},
    {ROUTING, NULL, &stage_returned_event, on_stage_returned, LOADS(APPEAL, STAGE, TO_STAGE)},
    {ROUTING, NULL, &stage_cancelled_event, on_stage_cancelled, LOADS(STAGE)},
    {"otklik.sla-timer.v1", NULL, &sla_armed_event, on_sla_armed, LOADS(APPEAL, STAGE)},
    {NOTIFICATION, NULL, &delivery_queued_event, on_delivery_queued, LOADS(DELIVERY)},
    {NOTIFICATION, NULL, &delivery_sent_event, on_delivery_sent, LOADS(DELIVERY)},
    {NOTIFICATION, NULL, &delivery_delivered_event, on_delivery_delivered, LOADS(DELIVERY)},
    {NOTIFICATION, NULL, &delivery_failed_event, on_delivery_failed, LOADS(DELIVERY)},
    {STAFF, NULL, &staff_branch_changed_event, on_branch_changed, LOADS({&branch_table, "code", "code", NULL, 0})},
    {STAFF, NULL, &staff_department_changed_event, on_department_changed,
     LOADS({&department_table, "department_id", "department_id", NULL, 0})},
    {STAFF, NULL, &staff_employee_changed_event, on_employee_changed,
     LOADS({&employee_table, "employee_id", "employee_id", NULL, 0})},
    {0},
};
