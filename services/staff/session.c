#include "staff.h"
#include "statements.h"

#include <string.h>

#include <sodium.h>

#define TOKEN_BYTES 32

static char *random_token(void)
{
    unsigned char bytes[TOKEN_BYTES];
    char text[sodium_base64_ENCODED_LEN(TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return g_strdup(text);
}

/* The token is random: a plain hash keeps it from whoever reads the table. */
char *session_token_hash(const char *token)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, token, -1);
}

char *session_next_token(struct work *w, const struct session *session)
{
    char *token = random_token();
    struct refresh_token *row = work_new(w, &refresh_token_table);

    row->hash = session_token_hash(token);
    text_set(&row->session_id, session->id);
    return token;
}

struct session *session_start(struct work *w, const struct employee *employee, const char *peer, char **out_token)
{
    const struct staff *app = work_app(w);
    struct session *session = work_new(w, &session_table);

    text_set(&session->employee_id, employee->id);
    session->started_at = session->used_at = work_now(w);
    session->expires_at = work_now(w) + app->session_s * USEC_PER_SEC;
    text_set(&session->peer, peer);
    *out_token = session_next_token(w, session);
    return session;
}

bool session_alive(const struct session *session, instant now)
{
    return !session->revoked_at && session->expires_at > now;
}

void session_revoke(struct work *w, struct session *session, const char *why)
{
    if (session->revoked_at)
        return;
    session->revoked_at = work_now(w);
    text_set(&session->revoked_why, why);
    work_save(w, session);
}

void session_revoke_all(struct work *w, const char *employee_id, const char *but, const char *why)
{
    void **list = work_list(w, &session_table, "employee_id", employee_id);

    for (size_t i = 0; list[i]; i++)
        if (g_strcmp0(((struct session *)list[i])->id, but) != 0)
            session_revoke(w, list[i], why);
}

enum status session_forget_old(struct work *w)
{
    char now[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &session_expire, DB_PARAMS(instant_format(work_now(w), now)), &rows);

    return status == ST_OK && !rows_count(&rows) ? ST_NOT_FOUND : status;
}
