#include "archive.h"
#include "claim.h"
#include "file_store.h"
#include "scanner.h"
#include "store/statements.h"

#include <string.h>

#define LEASE (300 * USEC_PER_SEC) /* longer than the scanner's time limits together */
#define RETRY (15 * USEC_PER_SEC)
#define TRIES 8
#define UNUSED (24 * 3600 * USEC_PER_SEC)

static void settle(struct work *w, struct claim *claim, enum verdict verdict)
{
    if (verdict == VERDICT_CLEAN) {
        claim->scanned = true;
        claim_settle(w, claim, "clean", NULL);
    } else if (verdict == VERDICT_INFECTED) {
        claim_settle(w, claim, "infected", "infected");
    } else if (claim->attempts >= TRIES) {
        claim_settle(w, claim, "failed", "scan_failed");
    } else {
        claim->next_at = work_now(w) + RETRY;
        work_save(w, claim);
    }
}

/* The scanner was taken out of the configuration while claims waited for it: they are what the first checks made them.
 */
static enum status settle_without_scanner(struct work *w)
{
    char now[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};

    instant_format(work_now(w), now);
    enum status status = db_run(work_db(w), &claim_statements[CLAIM_LEASE], DB_PARAMS(now, now), &rows);
    if (status != ST_OK || !rows_count(&rows))
        return status == ST_OK ? ST_NOT_FOUND : status;
    struct claim *claim = work_find(w, &claim_table, "id", rows_text(&rows, 0, 0));
    if (claim && strcmp(claim->state, "pending") == 0)
        claim_settle(w, claim, "clean", NULL);
    return status;
}

/* One claim: the scanner is asked between two transactions. */
enum status job_scan_claims(struct work *w)
{
    const struct archive *app = work_app(w);
    char now[INSTANT_TEXT_SIZE], until[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    if (!*app->clamd_socket)
        return settle_without_scanner(w);
    enum status status =
        db_run(work_db(w), &claim_statements[CLAIM_LEASE],
               DB_PARAMS(instant_format(work_now(w), now), instant_format(work_now(w) + LEASE, until)), &rows);
    if (status != ST_OK || !rows_count(&rows))
        return status == ST_OK ? ST_NOT_FOUND : status;
    status = work_pause(w);
    if (status != ST_OK)
        return status;
    g_autofree char *path = file_store_path(app->folder, rows_text(&rows, 0, 1));
    enum verdict verdict = scanner_ask(app->clamd_socket, path);
    status = work_resume(w);
    struct claim *claim = status == ST_OK ? work_find(w, &claim_table, "id", rows_text(&rows, 0, 0)) : NULL;
    if (claim && strcmp(claim->state, "pending") == 0)
        settle(w, claim, verdict);
    return status;
}

/* A content that nothing else uses loses its row; the sweep takes the file. */
static enum status forget_file(struct work *w, const struct claim *claim)
{
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &file_statements[FILE_LOCK], DB_PARAMS(claim->sha256), NULL);
    if (status == ST_OK)
        status = db_run(work_db(w), &file_statements[FILE_IS_USED], DB_PARAMS(claim->sha256, claim->id), &rows);
    struct file *file =
        status == ST_OK && !rows_bool(&rows, 0, 0) ? work_find(w, &file_table, "sha256", claim->sha256) : NULL;
    if (file)
        work_delete(w, file);
    return status;
}

enum status job_expire_claims(struct work *w)
{
    char before[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &claim_statements[CLAIM_EXPIRED],
                                DB_PARAMS(instant_format(work_now(w) - UNUSED, before)), &rows);
    if (status != ST_OK || !rows_count(&rows))
        return status == ST_OK ? ST_NOT_FOUND : status;
    struct claim *claim = work_find(w, &claim_table, "id", rows_text(&rows, 0, 0));
    if (!claim || claim->document_id)
        return ST_OK; /* used at the last moment */
    if (claim->wanted)
        claim_settle(w, claim, "failed", "scan_failed");
    status = forget_file(w, claim);
    work_delete(w, claim);
    return status;
}

enum status job_sweep_files(struct work *w)
{
    struct archive *app = work_app(w);
    enum status status = file_store_sweep(w, app->folder, work_now(w) - UNUSED, &app->sweep_cursor);
    return status == ST_OK ? ST_NOT_FOUND : status;
}
