#include "audit_chain.h"

#include <string.h>

#include <sodium.h>

static void add_line(crypto_hash_sha256_state *state, const char *text)
{
    if (text)
        crypto_hash_sha256_update(state, (const unsigned char *)text, strlen(text));
    crypto_hash_sha256_update(state, (const unsigned char *)"\n", 1);
}

static void add_place(crypto_hash_sha256_state *state, const struct audit *row)
{
    char at[INSTANT_TEXT_SIZE];
    g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, row->seq);

    add_line(state, row->prev_hash);
    add_line(state, seq);
    add_line(state, instant_format(row->at, at));
}

static char *hash_of(const struct audit *row)
{
    const char *const lines[] = {row->service,   row->person_id, row->login, row->action, row->entity,
                                 row->entity_id, row->branch,    row->peer,  row->outcome};
    g_autofree char *changes = row->changes ? json_dumps(row->changes, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    unsigned char hash[crypto_hash_sha256_BYTES];
    char text[2 * sizeof hash + 1];
    crypto_hash_sha256_state state;

    crypto_hash_sha256_init(&state);
    add_place(&state, row);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        add_line(&state, lines[i]);
    add_line(&state, changes);
    crypto_hash_sha256_final(&state, hash);
    sodium_bin2hex(text, sizeof text, hash, sizeof hash);
    return g_strdup(text);
}

void audit_chain_add(struct audit_head *head, struct audit *row)
{
    row->seq = ++head->seq;
    text_set(&row->prev_hash, head->hash);
    g_free(row->hash);
    row->hash = hash_of(row);
    text_set(&head->hash, row->hash);
}
