/* What sla-timer hears: topic, event, handler, and which rows are loaded for a whole batch. */
#include "appeal_access_changed.h"
#include "appeal_answered.h"
#include "appeal_cancelled.h"
#include "appeal_closed.h"
#include "appeal_received.h"
#include "appeal_registered.h"
#include "appeal_sent_to_work.h"
#include "appeal_withdrawn.h"
#include "sla_timer.h"
#include "staff_branch_changed.h"
#include "staff_department_changed.h"
#include "stage_assigned.h"
#include "stage_cancelled.h"
#include "stage_completed.h"
#include "stage_queued.h"
#include "stage_returned.h"

static void the_rulebook(struct work *w, const struct event *e, GPtrArray *out)
{
    (void)w, (void)e;
    g_ptr_array_add(out, g_strdup(RULEBOOK_NAME));
}

#define RULEBOOK                                                                                                       \
    {                                                                                                                  \
        &rulebook_table, "name", NULL, the_rulebook, 0                                                                 \
    }
#define APPEAL LOAD(&appeal_table, "id", "appeal_id")
#define DEADLINES LOAD(&deadline_table, "appeal_id", "appeal_id")
#define STAGE LOAD(&deadline_table, "stage_id", "stage_id")
#define BRANCH LOAD(&branch_table, "code", "branch")
#define INTAKE "otklik.intake.v1"
#define ROUTING "otklik.routing.v1"
#define STAFF "otklik.staff.v1"

const struct subscription sla_timer_subscriptions[] = {
    {INTAKE, NULL, &appeal_received_event, on_appeal_received, LOADS(RULEBOOK, BRANCH, APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_access_changed_event, on_appeal_access_changed, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_registered_event, on_appeal_registered, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_sent_to_work_event, on_appeal_sent_to_work, LOADS(RULEBOOK, BRANCH, APPEAL, DEADLINES),
     false},
    {INTAKE, NULL, &appeal_answered_event, on_appeal_answered, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_closed_event, on_appeal_closed, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_cancelled_event, on_appeal_cancelled, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_withdrawn_event, on_appeal_withdrawn, LOADS(APPEAL, DEADLINES), false},
    {ROUTING, NULL, &stage_queued_event, on_stage_queued,
     LOADS(RULEBOOK, BRANCH, {&department_table, "id", "department_id", NULL, 0}, APPEAL, STAGE), false},
    {ROUTING, NULL, &stage_assigned_event, on_stage_assigned, LOADS(STAGE), false},
    {ROUTING, NULL, &stage_completed_event, on_stage_completed, LOADS(STAGE), false},
    {ROUTING, NULL, &stage_returned_event, on_stage_returned, LOADS(STAGE), false},
    {ROUTING, NULL, &stage_cancelled_event, on_stage_cancelled, LOADS(STAGE), false},
    {STAFF, NULL, &staff_branch_changed_event, on_branch_changed, LOADS({&branch_table, "code", "code", NULL, 0}),
     false},
    {STAFF, NULL, &staff_department_changed_event, on_department_changed,
     LOADS({&department_table, "id", "department_id", NULL, 0}), false},
    {0},
};
