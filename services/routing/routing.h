/* routing.h: who works on an appeal: rows, rules and handlers, grouped under the file that defines them. */
#ifndef OTKLIK_ROUTING_H
#define OTKLIK_ROUTING_H

#include "http.h"
#include "rows.h"
#include "service.h"

/* on_<event>.c */
enum status on_appeal_sent_to_work(struct work *w, const struct event *e);
enum status on_appeal_cancelled(struct work *w, const struct event *e);
enum status on_appeal_withdrawn(struct work *w, const struct event *e);
enum status on_appeal_answered(struct work *w, const struct event *e);
enum status on_sla_armed(struct work *w, const struct event *e);
enum status on_staff_department_changed(struct work *w, const struct event *e);
enum status on_staff_employee_changed(struct work *w, const struct event *e);
enum status on_staff_absence_changed(struct work *w, const struct event *e);

/* http_stages.c */
enum status http_stage_take_next(struct work *w, struct request *rq, struct answer *out);
enum status http_stage_take(struct work *w, struct request *rq, struct answer *out);
enum status http_stage_assign(struct work *w, struct request *rq, struct answer *out);
enum status http_stage_complete(struct work *w, struct request *rq, struct answer *out);
enum status http_stage_return(struct work *w, struct request *rq, struct answer *out);
/* http_worklist.c */
enum status http_worklist(struct work *w, struct request *rq, struct answer *out);
enum status http_load(struct work *w, struct request *rq, struct answer *out);
enum status http_case_get(struct work *w, struct request *rq, struct answer *out);
enum status http_unrouted(struct work *w, struct request *rq, struct answer *out);
/* http_responses.c */
enum status http_response_put(struct work *w, struct request *rq, struct answer *out);
enum status http_template_offer(struct work *w, struct request *rq, struct answer *out);
enum status http_response_approve(struct work *w, struct request *rq, struct answer *out);
enum status http_response_sign(struct work *w, struct request *rq, struct answer *out);
enum status http_response_return(struct work *w, struct request *rq, struct answer *out);
/* http_settings.c */
enum status http_binding_list(struct work *w, struct request *rq, struct answer *out);
enum status http_binding_put(struct work *w, struct request *rq, struct answer *out);
enum status http_responsible_put(struct work *w, struct request *rq, struct answer *out);
enum status http_template_list(struct work *w, struct request *rq, struct answer *out);
enum status http_template_put(struct work *w, struct request *rq, struct answer *out);
enum status http_case_retry(struct work *w, struct request *rq, struct answer *out);

/* case_access.c: the case of a stage or an answer, locked before they are read; NULL: no such thing. */
struct case_file *stage_case(struct work *w, const char *stage_id);
struct case_file *response_case(struct work *w, const char *response_id);

extern const struct table case_file_table, stage_table, response_table, binding_table, template_table;
extern const struct table responsible_table, department_table, employee_table, absence_table;
extern const struct store routing_stores[];

/* subscriptions.c, routes.c */
extern const struct subscription routing_subscriptions[];
extern const struct route routing_routes[];

#endif
