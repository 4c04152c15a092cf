/* archive.h: documents, folders of clients and letters: handlers, grouped under the file that defines them. */
#ifndef OTKLIK_ARCHIVE_H
#define OTKLIK_ARCHIVE_H

#include "http.h"
#include "service.h"

#include <stdatomic.h>

/* app.c: the settings every part reads, which never change while the service runs, and the jobs' own. */
struct archive {
    char *folder;       /* files.folder */
    char *clamd_socket; /* "" = no scanner */
    char *s3_base_url;  /* "" = s3:// URLs are not fetched */
    int64_t fetch_limit_s, fetch_tries, fetch_backoff_s;
    int sweep_cursor;    /* the sweep job's own */
    atomic_int fetching; /* files under way, of all fetch jobs */
};
/* subscriptions.c, routes.c */
extern const struct subscription archive_subscriptions[];
extern const struct route archive_routes[];

extern const struct config_key archive_config[];
void *archive_start(const struct config *config, struct db *db);
void archive_stop(void *app);

/* on_<event>.c */
enum status on_appeal_received(struct work *w, const struct event *e);
enum status on_appeal_registered(struct work *w, const struct event *e);
enum status on_appeal_access_changed(struct work *w, const struct event *e);
enum status on_appeal_sent_to_work(struct work *w, const struct event *e);
enum status on_stage_queued(struct work *w, const struct event *e);
enum status on_stage_assigned(struct work *w, const struct event *e);
enum status on_client_created(struct work *w, const struct event *e);
enum status on_client_changed(struct work *w, const struct event *e);
enum status on_source_changed(struct work *w, const struct event *e);
enum status on_dictionary_changed(struct work *w, const struct event *e);

/* http_<resource>.c */
enum status http_claim_create(struct work *w, struct request *rq, struct answer *out);
enum status http_claim_get(struct work *w, struct request *rq, struct answer *out);
enum status http_document_create(struct work *w, struct request *rq, struct answer *out);
enum status http_document_get(struct work *w, struct request *rq, struct answer *out);
enum status http_document_content(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_documents(struct work *w, struct request *rq, struct answer *out);
enum status http_template_list(struct work *w, struct request *rq, struct answer *out);
enum status http_template_put(struct work *w, struct request *rq, struct answer *out);
enum status http_client_folders(struct work *w, struct request *rq, struct answer *out);
enum status http_folder_documents(struct work *w, struct request *rq, struct answer *out);
enum status http_letter_register(struct work *w, struct request *rq, struct answer *out);
enum status http_letter_mark(struct work *w, struct request *rq, struct answer *out);
enum status http_letter_page(struct work *w, struct request *rq, struct answer *out);
enum status http_letter_get(struct work *w, struct request *rq, struct answer *out);
enum status http_letter_documents(struct work *w, struct request *rq, struct answer *out);

/* fetch_job.c, claim_jobs.c, sort_job.c */
enum status job_fetch(struct work *w);
bool fetch_needs_help(void *app); /* a file is under way, so that the next one would wait for it */
enum status job_scan_claims(struct work *w);
enum status job_expire_claims(struct work *w);
enum status job_sweep_files(struct work *w);
enum status job_sort_folders(struct work *w);

extern const struct store archive_stores[];

#endif
