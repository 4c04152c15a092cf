/* reporting.h: facts from events and the reports made of them; prototypes under the file that defines them. */
#ifndef OTKLIK_REPORTING_H
#define OTKLIK_REPORTING_H

#include "event.h"
#include "facts.h"
#include "http.h"
#include "service.h"

/* facts/on_appeal.c */
enum status on_appeal_received(struct work *w, const struct event *e);
enum status on_appeal_registered(struct work *w, const struct event *e);
enum status on_appeal_access_changed(struct work *w, const struct event *e);
enum status on_appeal_sent_to_work(struct work *w, const struct event *e);
enum status on_appeal_response_prep(struct work *w, const struct event *e);
enum status on_appeal_sending(struct work *w, const struct event *e);
enum status on_appeal_answered(struct work *w, const struct event *e);
enum status on_appeal_closed(struct work *w, const struct event *e);
enum status on_appeal_reopened(struct work *w, const struct event *e);
enum status on_appeal_status_changed(struct work *w, const struct event *e);
/* facts/on_stage.c */
enum status on_stage_queued(struct work *w, const struct event *e);
enum status on_stage_assigned(struct work *w, const struct event *e);
enum status on_stage_completed(struct work *w, const struct event *e);
enum status on_stage_returned(struct work *w, const struct event *e);
enum status on_stage_cancelled(struct work *w, const struct event *e);
/* facts/on_sla.c */
enum status on_sla_armed(struct work *w, const struct event *e);
/* facts/on_delivery.c */
enum status on_delivery_queued(struct work *w, const struct event *e);
enum status on_delivery_sent(struct work *w, const struct event *e);
enum status on_delivery_delivered(struct work *w, const struct event *e);
enum status on_delivery_failed(struct work *w, const struct event *e);
/* facts/on_dimension.c */
enum status on_branch_changed(struct work *w, const struct event *e);
enum status on_department_changed(struct work *w, const struct event *e);
enum status on_employee_changed(struct work *w, const struct event *e);
enum status on_type_published(struct work *w, const struct event *e);

/* http_reports.c */
enum status http_report_order(struct work *w, struct request *rq, struct answer *out);
enum status http_report_list(struct work *w, struct request *rq, struct answer *out);
enum status http_report_get(struct work *w, struct request *rq, struct answer *out);
enum status http_report_file(struct work *w, struct request *rq, struct answer *out);
enum status http_report_delete(struct work *w, struct request *rq, struct answer *out);
/* http_figures.c */
enum status http_figures(struct work *w, struct request *rq, struct answer *out);
/* http_labels.c: the company's dictionaries of codes */
enum status http_labels_put(struct work *w, struct request *rq, struct answer *out);

/* report/make_report.c, report/expire_reports.c: jobs */
enum status job_make_report(struct work *w);
enum status job_expire_reports(struct work *w);

/* app.c: where reports lie, and the connection on which their progress is told */
struct reporting;
/* subscriptions.c, routes.c */
extern const struct subscription reporting_subscriptions[];
extern const struct route reporting_routes[];

extern const struct config_key reporting_config[];
void *reporting_start(const struct config *config, struct db *db);
void reporting_stop(void *app);
const char *reporting_folder(const struct reporting *app);
int64_t reporting_sheet_rows(const struct reporting *app);
int64_t reporting_keep_us(const struct reporting *app);
/* A connection beside the job's transaction, of the job's thread alone; NULL while the database is away. */
struct db *reporting_side_db(struct reporting *app);

#endif
