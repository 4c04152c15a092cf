#include "log.h"
#include "metrics.h"
#include "rules/thresholds.h"
#include "sla_approaching.h"
#include "sla_escalated.h"
#include "sla_reached.h"
#include "sla_timer.h"

#include <string.h>

METRIC_COUNTER(fired, "otklik_sla_fired_total", "Thresholds of deadlines that came, by kind.", "kind");
METRIC_COUNTER(stale, "otklik_sla_stale_timers_total", "Timers of cleared or re-armed deadlines that were dropped.",
               NULL);
METRIC_HISTOGRAM(lateness, "otklik_sla_lateness_seconds", "How long after its time a timer was taken.", NULL);

/* Timers that other instances make are seen after this at the latest. */
#define LOOK_EVERY (1 * USEC_PER_SEC)
/* No transaction that makes timers lives longer (statement and idle timeouts of db.h). */
#define SLOWEST_TRANSACTION (60 * USEC_PER_SEC)

/* What one batch writes. */
struct batch {
    struct work *w;
    GHashTable *deadlines; /* id -> struct deadline_row *, owned */
    struct db_array *timers, *ids, *states, *fired;
};

static void emit_before(struct work *w, const struct deadline_row *d, const struct warning *t)
{
    emit(w, &sla_approaching_event, d->appeal_id,
         &(struct sla_approaching){.appeal_id = d->appeal_id,
                                   .deadline_id = d->id,
                                   .object = d->object,
                                   .stage_id = d->stage_id,
                                   .cycle_no = d->cycle_no,
                                   .number = d->number,
                                   .branch = d->branch,
                                   .due_at = d->due_at,
                                   .threshold = (char *)t->threshold,
                                   .at = t->at,
                                   .department_id = d->department_id,
                                   .employee_id = d->employee_id,
                                   .head_id = d->head_id,
                                   .excluded = d->excluded,
                                   .notify = d->notify});
}

static void emit_reached(struct work *w, const struct deadline_row *d, const struct warning *t)
{
    emit(w, &sla_reached_event, d->appeal_id,
         &(struct sla_reached){.appeal_id = d->appeal_id,
                               .deadline_id = d->id,
                               .object = d->object,
                               .stage_id = d->stage_id,
                               .cycle_no = d->cycle_no,
                               .number = d->number,
                               .branch = d->branch,
                               .due_at = d->due_at,
                               .at = t->at,
                               .department_id = d->department_id,
                               .employee_id = d->employee_id,
                               .head_id = d->head_id,
                               .excluded = d->excluded,
                               .notify = d->notify});
}

static void emit_escalated(struct work *w, const struct deadline_row *d, const struct warning *t)
{
    emit(w, &sla_escalated_event, d->appeal_id,
         &(struct sla_escalated){.appeal_id = d->appeal_id,
                                 .deadline_id = d->id,
                                 .object = d->object,
                                 .stage_id = d->stage_id,
                                 .cycle_no = d->cycle_no,
                                 .number = d->number,
                                 .branch = d->branch,
                                 .level = t->level,
                                 .to_role = (char *)warnings_role(t->level),
                                 .due_at = d->due_at,
                                 .at = t->at,
                                 .department_id = d->department_id,
                                 .employee_id = d->employee_id,
                                 .head_id = d->head_id,
                                 .excluded = d->excluded});
}

static const struct {
    const char *name;
    void (*emit)(struct work *w, const struct deadline_row *d, const struct warning *t);
} kinds[] = {
    [WARNING_BEFORE] = {"approaching", emit_before},
    [WARNING_REACHED] = {"reached", emit_reached},
    [WARNING_ESCALATION] = {"escalated", emit_escalated},
};

/* Every threshold whose time has come, once and in order; then a timer for the next one. */
static void fire_deadline(struct batch *batch, struct deadline_row *d)
{
    struct warning t;
    while (thresholds_get(d->thresholds, (size_t)d->fired, &t) && t.at <= work_now(batch->w)) {
        kinds[t.kind].emit(batch->w, d, &t);
        metric_add(&fired, kinds[t.kind].name, 1);
        if (t.kind == WARNING_REACHED)
            text_set(&d->state, "reached");
        d->fired++;
    }
    if (thresholds_get(d->thresholds, (size_t)d->fired, &t))
        arm_timer(batch->w, d, t.at);
    g_autofree char *count = g_strdup_printf("%" G_GINT64_FORMAT, d->fired);
    db_array_add(batch->ids, d->id);
    db_array_add(batch->states, d->state);
    db_array_add(batch->fired, count);
}

enum { ID, DEADLINE, GENERATION, DUE_AT };

/* Cancelling beats firing: a timer of another generation, or of a cleared deadline, only disappears. A deadline that a
 * handler holds at this moment keeps its timer for the next round. */
static void fire_timer(struct batch *batch, const struct rows *timers, int i)
{
    struct deadline_row *d = g_hash_table_lookup(batch->deadlines, rows_text(timers, i, DEADLINE));
    if (!d)
        return;
    db_array_add(batch->timers, rows_text(timers, i, ID));
    if (d->generation != rows_int(timers, i, GENERATION) || strcmp(d->state, "cleared") == 0) {
        metric_add(&stale, NULL, 1);
        return;
    }
    metric_observe_us(&lateness, NULL, work_now(batch->w) - rows_time(timers, i, DUE_AT));
    fire_deadline(batch, d);
}

static void free_deadline(void *row)
{
    record_release(&deadline_table.record, row);
    g_free(row);
}

static enum status lock_deadlines(struct batch *batch, const struct rows *timers)
{
    auto_rows rows = {0};
    auto_array ids = db_array_new();
    for (int i = 0; i < rows_count(timers); i++)
        db_array_add(ids, rows_text(timers, i, DEADLINE));
    enum status st = deadlines_lock(work_db(batch->w), db_array_text(ids), &rows);
    for (int i = 0; st == ST_OK && i < rows_count(&rows); i++) {
        struct deadline_row *d = table_row_from(&deadline_table, &rows, i);
        g_hash_table_insert(batch->deadlines, d->id, d);
    }
    return st;
}

static enum status write_batch(struct batch *batch)
{
    struct db *db = work_db(batch->w);
    enum status st = timers_delete(db, db_array_text(batch->timers));
    if (st != ST_OK)
        return st;
    return deadlines_advance(db, db_array_text(batch->ids), db_array_text(batch->states), db_array_text(batch->fired));
}

static enum status fire_batch(struct work *w, const struct rows *timers)
{
    auto_array taken = db_array_new();
    auto_array ids = db_array_new();
    auto_array states = db_array_new();
    auto_array counts = db_array_new();
    g_autoptr(GHashTable) deadlines = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_deadline);
    struct batch batch = {w, deadlines, taken, ids, states, counts};
    enum status st = lock_deadlines(&batch, timers);
    for (int i = 0; st == ST_OK && i < rows_count(timers); i++)
        fire_timer(&batch, timers, i);
    return st == ST_OK ? write_batch(&batch) : st;
}

/* Nothing is due: finds when to look again, and moves the mark under which no timer is left. */
static enum status plan_next(struct work *w, struct fire_place *place)
{
    instant next, now = work_now(w);
    enum status st = timers_next(work_db(w), place->low, &next);
    if (st != ST_OK)
        return st;
    place->low = MAX(place->low, now - SLOWEST_TRANSACTION);
    place->next = next ? MIN(next, now + LOOK_EVERY) : now + LOOK_EVERY;
    return ST_NOT_FOUND;
}

bool fire_awaited(void *arg)
{
    struct sla_timer *app = arg;
    struct fire_place *place = app_fire_place(app);
    instant now = clock_now();
    /* Holds as well when the clock was set back. */
    place->next = MIN(MIN(place->next, app_take_note(app)), now + LOOK_EVERY);
    return !app_skewed(app) && now >= place->next;
}

enum status fire_due(struct work *w)
{
    struct fire_place *place = app_fire_place(work_app(w));
    auto_rows timers = {0};
    instant now = work_now(w);
    place->low = MIN(place->low, now - SLOWEST_TRANSACTION); /* the clock may have been set back */
    enum status st = timers_due(work_db(w), place->low, now, &timers);
    if (st != ST_OK)
        return st;
    if (rows_count(&timers) == 0)
        return plan_next(w, place);
    st = fire_batch(w, &timers);
    return st == ST_OK && rows_count(&timers) < TIMER_BATCH ? ST_NOT_FOUND : st;
}
