#include "notification.h"
#include "route_failed.h"

/* Those who can bind the role: the branch's administrators and the head office's. */
enum status on_route_failed(struct work *w, const struct event *e)
{
    const struct route_failed *f = e->data;
    const struct app *app = work_app(w);

    notice_make_for_roles(w, f->branch ? f->branch : "", app->admin_roles,
                          &(struct notice){.event = "route.failed",
                                           .object = f->appeal_id,
                                           .threshold = f->role,
                                           .appeal_id = f->appeal_id,
                                           .branch = f->branch,
                                           .detail = f->role,
                                           .created_at = f->at,
                                           .excluded = f->excluded});
    return ST_OK;
}
