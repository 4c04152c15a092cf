#include "archive.h"
#include "client_changed.h"
#include "client_created.h"
#include "filing.h"

/* R64: the set of folders exists with the client, and takes what came before him. */
static void take(struct work *w, const struct client_changed *said)
{
    struct client *client = work_find(w, &client_table, "id", said->client_id);
    if (client && client->version >= said->version)
        return;
    if (!client) {
        client = work_new(w, &client_table);
        text_set(&client->id, said->client_id);
    }
    bool sorted = g_strcmp0(client->kind, said->kind) == 0;
    client->version = said->version;
    text_set(&client->kind, said->kind);
    text_set(&client->branch, said->branch);
    work_save(w, client);
    if (!sorted)
        filing_sort_client(w, client);
}

enum status on_client_created(struct work *w, const struct event *e)
{
    const struct client_created *created = e->data;
    take(w, &(struct client_changed){.client_id = created->client_id,
                                     .version = created->version,
                                     .kind = created->kind,
                                     .branch = created->branch});
    return ST_OK;
}

enum status on_client_changed(struct work *w, const struct event *e)
{
    take(w, e->data);
    return ST_OK;
}
