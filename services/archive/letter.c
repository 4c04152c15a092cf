#include "letter.h"

#include "letter_registered.h"
#include "store/statements.h"
#include "zone.h"

#include <string.h>

#include <glib.h>

static const char *const appeal_members[] = {"type_code", "client_kind", "account",          "applicant",
                                             "text",      "fields",      "response_channels"};

char *letter_counter(const char *direction, const char *branch, instant at)
{
    GTimeZone *zone = zone_of("Europe/Moscow");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / USEC_PER_SEC);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);

    return g_strdup_printf("%s-%s-%d-", strcmp(direction, "in") == 0 ? "Вх" : "Исх", branch,
                           g_date_time_get_year(local));
}

enum status letter_give_number(struct work *w, struct letter *letter)
{
    auto_rows rows = {0};
    g_autofree char *counter = letter_counter(letter->direction, letter->branch, letter->registered_at);
    enum status status = db_run(work_db(w), &letter_statements[LETTER_COUNT], DB_PARAMS(counter), &rows);
    if (status != ST_OK)
        return status;
    g_autofree char *number = g_strdup_printf("%s%06" G_GINT64_FORMAT, counter, rows_int(&rows, 0, 0));
    text_set(&letter->number, number);
    struct letter_number *entry = work_new(w, &letter_number_table);
    text_set(&entry->number, number);
    text_set(&entry->letter_id, letter->id);
    return ST_OK;
}

static char *text_in(const json_t *object, const char *name)
{
    return (char *)json_string_value(json_object_get(object, name));
}

void letter_announce(struct work *w, const struct letter *letter)
{
    const json_t *appeal = letter->appeal;

    emit(w, &letter_registered_event, letter->id,
         &(struct letter_registered){.letter_id = letter->id,
                                     .number = letter->number,
                                     .direction = letter->direction,
                                     .branch = letter->branch,
                                     .registered_at = letter->registered_at,
                                     .received_on = letter->received_on,
                                     .correspondent = letter->correspondent,
                                     .is_appeal = letter->is_appeal,
                                     .type_code = text_in(appeal, "type_code"),
                                     .client_kind = text_in(appeal, "client_kind"),
                                     .client_id = letter->client_id,
                                     .account = text_in(appeal, "account"),
                                     .text = text_in(appeal, "text"),
                                     .applicant = json_object_get(appeal, "applicant"),
                                     .fields = json_object_get(appeal, "fields"),
                                     .response_channels = json_object_get(appeal, "response_channels"),
                                     .files = letter->files,
                                     .registered_by = letter->registered_by});
}

json_t *letter_appeal_part(const json_t *body)
{
    json_t *part = json_object();

    for (size_t i = 0; i < G_N_ELEMENTS(appeal_members); i++) {
        json_t *value = json_object_get(body, appeal_members[i]);
        if (value && !json_is_null(value))
            json_object_set(part, appeal_members[i], value);
    }
    return part;
}
