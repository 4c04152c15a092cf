#include "appeal_cancelled.h"
#include "appeal_reopened.h"
#include "appeal_withdrawn.h"
#include "notification.h"

/* The appeal's cycle is over: ways that have not gone yet are not to go. */
static enum status end(struct work *w, const char *appeal_id, const char *reason)
{
    g_autoptr(GPtrArray) open = g_ptr_array_new();

    for (void **list = work_list(w, &delivery_table, "appeal_id", appeal_id); *list; list++)
        g_ptr_array_add(open, *list);
    for (guint i = 0; i < open->len; i++)
        delivery_cancel(w, open->pdata[i], reason);
    return ST_OK;
}

enum status on_appeal_cancelled(struct work *w, const struct event *e)
{
    return end(w, ((const struct appeal_cancelled *)e->data)->appeal_id, "appeal cancelled");
}

enum status on_appeal_withdrawn(struct work *w, const struct event *e)
{
    return end(w, ((const struct appeal_withdrawn *)e->data)->appeal_id, "appeal withdrawn");
}

enum status on_appeal_reopened(struct work *w, const struct event *e)
{
    return end(w, ((const struct appeal_reopened *)e->data)->appeal_id, "appeal reopened");
}
