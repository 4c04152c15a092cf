/* One letter at a time, in three steps, so that no transaction waits for a mail server and no letter goes twice:
 *   run    writes down how the last letter ended, then sets the next one to "sending"; committed
 *   after  talks to the server; when it agrees to take the letter, "reached" is committed before the first byte
 *   run    writes down how it ended
 * After a crash, "sending" without "reached" is sent again; with it nobody knows, and a person decides (unknown). */
#include "crash.h"
#include "log.h"
#include "mail_build.h"
#include "metrics.h"
#include "notification.h"

#include <string.h>

METRIC_COUNTER(tries, "otklik_mail_attempts_total", "Attempts to send a letter, by how they ended.", "outcome");
METRIC_GAUGE(away_now, "otklik_mail_server_away", "1 while the mail server takes no letters.", NULL);

#define PAUSE_FIRST_US (1 * USEC_PER_SEC)
#define PAUSE_MOST_US (60 * USEC_PER_SEC)

static const char *const outcome_names[] = {[MAIL_SENT] = "sent",
                                            [MAIL_LATER] = "later",
                                            [MAIL_REFUSED] = "refused",
                                            [MAIL_AWAY] = "away",
                                            [MAIL_UNKNOWN] = "unknown"};

static unsigned spread_of(const char *id)
{
    return g_str_hash(id);
}

static char *reason_of(const struct mail_result *r)
{
    return r->smtp_code ? g_strdup_printf("the mail server answered %ld", r->smtp_code)
                        : g_strdup_printf("the mail server was not reached (%d)", r->curl_code);
}

/* The server takes no letters at all: all of them wait, and this one's attempts do not count. */
static void note_away(struct app *app, const struct mail_result *r)
{
    app->away++;
    app->pause_until_us = clock_monotonic_us() + mail_backoff_us(app->away, PAUSE_FIRST_US, PAUSE_MOST_US, 0);
    metric_set(&away_now, NULL, 1);
    log_warn("mail server takes no letters", LOG_NUMBER("curl_code", r->curl_code),
             LOG_NUMBER("smtp_code", r->smtp_code), LOG_NUMBER("tries", app->away));
}

static void note_there(struct app *app)
{
    if (app->away)
        log_info("mail server takes letters again");
    app->away = 0;
    app->pause_until_us = 0;
    metric_set(&away_now, NULL, 0);
}

static enum status record_later(struct work *w, struct delivery *d, const char *reason)
{
    const struct app *app = work_app(w);
    if (d->attempts >= app->max_attempts)
        return delivery_failed(w, d, reason, NULL);
    int64_t wait = mail_backoff_us(d->attempts, app->backoff_first_us, app->backoff_most_us, spread_of(d->id));
    return delivery_later(w, d, reason, work_now(w) + wait);
}

static enum status record_sent(struct work *w, struct delivery *d)
{
    const struct app *app = work_app(w);
    g_autofree char *id = mail_message_id(d->id, app->on_way->from);
    return delivery_sent(w, d, &(struct proof){"message_id", id, work_now(w), NULL});
}

static enum status record(struct work *w, struct delivery *d, const struct mail_result *result)
{
    g_autofree char *reason = reason_of(result);

    switch (mail_outcome_of(result)) {
    case MAIL_SENT:
        return record_sent(w, d);
    case MAIL_LATER:
        return record_later(w, d, reason);
    case MAIL_REFUSED:
        return delivery_failed(w, d, reason, NULL);
    case MAIL_AWAY:
        d->attempts--;
        return delivery_later(w, d, reason, work_now(w));
    case MAIL_UNKNOWN:
        break;
    }
    return delivery_lost(w, d, reason);
}

/* A conflict: another instance took this attempt for lost, and somebody has dealt with it since. */
static void record_on_way(struct work *w)
{
    const struct app *app = work_app(w);
    struct delivery *d = work_find(w, &delivery_table, "id", app->on_way->delivery_id);

    if (d && d->attempts == app->on_way->attempts && record(w, d, &app->on_way->result) != ST_OK)
        log_warn("outcome of a letter came too late", LOG_TEXT("delivery", d->id), LOG_TEXT("state", d->state));
}

/* What an ended process left in "sending": nobody works on it, for this job runs once at a time. */
static enum status recover(struct work *w)
{
    const struct app *app = work_app(w);
    auto_rows rows = {0};
    enum status status = deliveries_sending(work_db(w), &rows);

    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++) {
        const char *id = rows_text(&rows, i, 0);
        struct delivery *d = work_find(w, &delivery_table, "id", id);
        if (!d || strcmp(d->state, "sending") != 0 || (app->on_way && strcmp(app->on_way->delivery_id, id) == 0))
            continue;
        status = d->reached ? delivery_lost(w, d, "the service ended while the letter was being handed over")
                            : delivery_later(w, d, "the service ended before the mail server was reached", work_now(w));
    }
    return status;
}

static char *from_of(const struct app *app, const char *branch)
{
    g_autofree char *code = g_ascii_strdown(branch, -1);
    g_auto(GStrv) parts = g_strsplit(app->mail_from, "{branch}", -1);
    return g_strjoinv(code, parts);
}

static GBytes *letter_for(struct work *w, const struct delivery *d, const struct response *r, const char *from)
{
    struct mail_words words = {0};
    g_autofree char *name = letter_file_name(r);

    letter_mail_words(w, r, &words);
    g_autoptr(GBytes) pdf = words.attach_letter ? letter_of(w, r) : NULL;
    GBytes *bytes = mail_build(&(struct mail){.id = d->id,
                                              .from = from,
                                              .to = d->address,
                                              .to_name = r->client_name,
                                              .subject = words.subject,
                                              .text = words.text,
                                              .at = r->signed_at,
                                              .letter = pdf,
                                              .letter_name = name});
    mail_words_release(&words);
    return bytes;
}

static enum status claim(struct work *w, struct delivery *d)
{
    struct app *app = work_app(w);
    const struct response *r = work_find(w, &response_table, "id", d->response_id);
    g_autofree char *from = from_of(app, d->branch);
    enum status status = delivery_change(w, d, DELIVERY_CLAIM);
    if (status != ST_OK || !r)
        return status == ST_OK ? ST_INVALID : status;
    d->attempts++;
    d->reached = false;
    GBytes *letter = letter_for(w, d, r, from);
    if (!letter)
        return delivery_failed(w, d, "the address is no e-mail address", NULL);
    app->on_way = g_new0(struct mail_on_way, 1);
    *app->on_way = (struct mail_on_way){.delivery_id = g_strdup(d->id),
                                        .attempts = d->attempts,
                                        .from = mail_address(from),
                                        .to = mail_address(d->address),
                                        .letter = letter};
    return ST_OK;
}

static enum status claim_next(struct work *w, bool worked)
{
    const struct app *app = work_app(w);
    auto_rows rows = {0};
    if (clock_monotonic_us() < app->pause_until_us)
        return worked ? ST_OK : ST_NOT_FOUND;
    enum status status = delivery_due(work_db(w), work_now(w), &rows);
    if (status != ST_OK)
        return status;
    struct delivery *d = rows_count(&rows) ? work_find(w, &delivery_table, "id", rows_text(&rows, 0, 0)) : NULL;
    if (!d || strcmp(d->state, "planned") != 0)
        return worked ? ST_OK : ST_NOT_FOUND;
    return claim(w, d);
}

/* The outcome on record stays in the app until its commit is known: mail_job_after drops it. */
enum status mail_job_run(struct work *w)
{
    struct app *app = work_app(w);
    bool outcome = app->on_way && app->on_way->tried;

    if (app->on_way && !outcome) /* its "sending" was rolled back */
        g_clear_pointer(&app->on_way, mail_on_way_free);
    enum status status = recover(w);
    if (status != ST_OK)
        return status;
    if (!outcome)
        return claim_next(w, false);
    record_on_way(w);
    return ST_OK;
}

struct marking {
    const struct mail_on_way *mail;
    struct db *db;
};

static bool mark_reached(void *arg)
{
    const struct marking *marking = arg;
    auto_rows rows = {0};

    crash_point("mail_before_reached");
    bool marked =
        delivery_mark_reached(marking->db, marking->mail->delivery_id, marking->mail->attempts, &rows) == ST_OK &&
        rows_count(&rows) == 1;
    crash_point("mail_after_reached");
    return marked;
}

bool mail_job_after(void *arg, struct db *db)
{
    struct app *app = arg;
    struct mail_on_way *mail = app->on_way;
    if (!mail)
        return false;
    if (mail->tried) { /* its outcome is committed now */
        g_clear_pointer(&app->on_way, mail_on_way_free);
        return false;
    }
    crash_point("mail_sending");
    struct marking marking = {mail, db};
    mail->result = mail_send(app->sender, &(struct mail_transfer){.from = mail->from,
                                                                  .to = mail->to,
                                                                  .letter = mail->letter,
                                                                  .before_data = mark_reached,
                                                                  .arg = &marking,
                                                                  .must_end = job_must_end});
    mail->tried = true;
    crash_point("mail_before_sent");
    enum mail_outcome outcome = mail_outcome_of(&mail->result);
    metric_add(&tries, outcome_names[outcome], 1);
    if (outcome == MAIL_AWAY)
        note_away(app, &mail->result);
    else
        note_there(app);
    return true;
}
