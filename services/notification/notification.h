/* notification.h: what the files of this service offer each other, by file. */
#ifndef OTKLIK_NOTIFICATION_H
#define OTKLIK_NOTIFICATION_H

#include "app.h"
#include "delivery.h"
#include "letter.h"
#include "notice.h"
#include "service.h"
#include "store/tables.h"

/* on_<event>.c */
enum status on_appeal_sending(struct work *w, const struct event *e);
enum status on_appeal_cancelled(struct work *w, const struct event *e);
enum status on_appeal_withdrawn(struct work *w, const struct event *e);
enum status on_appeal_reopened(struct work *w, const struct event *e);
enum status on_response_confirmed(struct work *w, const struct event *e);
enum status on_sla_approaching(struct work *w, const struct event *e);
enum status on_sla_reached(struct work *w, const struct event *e);
enum status on_sla_escalated(struct work *w, const struct event *e);
enum status on_stage_assigned(struct work *w, const struct event *e);
enum status on_route_failed(struct work *w, const struct event *e);
enum status on_staff_branch_changed(struct work *w, const struct event *e);
enum status on_staff_department_changed(struct work *w, const struct event *e);
enum status on_staff_employee_changed(struct work *w, const struct event *e);

/* mail_job.c: sends one letter a run; see there. */
enum status mail_job_run(struct work *w);
bool mail_job_after(void *app, struct db *db);

/* http_<resource>.c */
enum status http_response_get(struct work *w, struct request *rq, struct answer *out);
enum status http_response_letter(struct work *w, struct request *rq, struct answer *out);
enum status http_letter_preview(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_deliveries(struct work *w, struct request *rq, struct answer *out);
enum status http_delivery_confirm(struct work *w, struct request *rq, struct answer *out);
enum status http_task_list(struct work *w, struct request *rq, struct answer *out);
enum status http_task_done(struct work *w, struct request *rq, struct answer *out);
enum status http_task_failed(struct work *w, struct request *rq, struct answer *out);
enum status http_task_resend(struct work *w, struct request *rq, struct answer *out);
enum status http_notice_list(struct work *w, struct request *rq, struct answer *out);
enum status http_notice_read(struct work *w, struct request *rq, struct answer *out);
enum status http_notice_read_all(struct work *w, struct request *rq, struct answer *out);
enum status http_layout_list(struct work *w, struct request *rq, struct answer *out);
enum status http_layout_get(struct work *w, struct request *rq, struct answer *out);
enum status http_layout_put(struct work *w, struct request *rq, struct answer *out);

/* subscriptions.c, routes.c */
extern const struct subscription notification_subscriptions[];
extern const struct route notification_routes[];

#endif
