/* intake.h: the register of appeals: its rows, its rules and its handlers, grouped under the file that defines them. */
#ifndef OTKLIK_INTAKE_H
#define OTKLIK_INTAKE_H

#include "appeal.h"
#include "catalogue.h"
#include "event.h"
#include "http.h"
#include "service.h"

/* on_<event>.c */
enum status on_appeal_submitted(struct work *w, const struct event *e);
enum status on_letter_registered(struct work *w, const struct event *e);
enum status on_client_match_resolved(struct work *w, const struct event *e);
enum status on_document_stored(struct work *w, const struct event *e);
enum status on_document_failed(struct work *w, const struct event *e);
enum status on_sla_armed(struct work *w, const struct event *e);
enum status on_sla_reached(struct work *w, const struct event *e);
enum status on_route_built(struct work *w, const struct event *e);
enum status on_route_failed(struct work *w, const struct event *e);
enum status on_stage_queued(struct work *w, const struct event *e);
enum status on_stage_assigned(struct work *w, const struct event *e);
enum status on_stage_completed(struct work *w, const struct event *e);
enum status on_stage_returned(struct work *w, const struct event *e);
enum status on_stage_cancelled(struct work *w, const struct event *e);
enum status on_route_completed(struct work *w, const struct event *e);
enum status on_response_signed(struct work *w, const struct event *e);
enum status on_response_returned(struct work *w, const struct event *e);
enum status on_delivery_sent(struct work *w, const struct event *e);
enum status on_staff_branch_changed(struct work *w, const struct event *e);
enum status on_staff_employee_changed(struct work *w, const struct event *e);
enum status on_account_changed(struct work *w, const struct event *e);

/* http_appeals.c: the card and its commands */
enum status http_appeal_create(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_change(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_register(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_send(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_solve(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_cancel(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_withdraw(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_close(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_reopen(struct work *w, struct request *rq, struct answer *out);
/* http_journal.c: lists and views */
enum status http_journal_page(struct work *w, struct request *rq, struct answer *out);
enum status http_journal_counts(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_get(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_status(struct work *w, struct request *rq, struct answer *out);
/* http_catalogue.c */
enum status http_type_list(struct work *w, struct request *rq, struct answer *out);
enum status http_type_get(struct work *w, struct request *rq, struct answer *out);
enum status http_type_put(struct work *w, struct request *rq, struct answer *out);
enum status http_dictionary_get(struct work *w, struct request *rq, struct answer *out);
enum status http_dictionary_put(struct work *w, struct request *rq, struct answer *out);
enum status http_source_list(struct work *w, struct request *rq, struct answer *out);
enum status http_source_put(struct work *w, struct request *rq, struct answer *out);

/* close_answered.c, catalogue_refresh.c: jobs */
enum status job_close_answered(struct work *w);
enum status job_catalogue_refresh(struct work *w);

/* <table>_store.c */
extern const struct table appeal_table, appeal_number_table, submission_table, attachment_table;
extern const struct table appeal_text_table, stage_line_table, history_table, appeal_type_table, config_counter_table,
    dictionary_table;
extern const struct table source_table, branch_table, employee_table, account_owner_table;
extern const struct store intake_stores[];

/* subscriptions.c, routes.c */
extern const struct subscription intake_subscriptions[];
extern const struct route intake_routes[];

#endif
