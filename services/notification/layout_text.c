#include "layout_text.h"

#include <stdbool.h>
#include <string.h>

/* Appends a line's text; false when it had placeholders and all were empty. */
static bool fill_line(const char *line, GHashTable *values, GString *out)
{
    bool asked = false, given = false;

    for (const char *at = line; *at;) {
        const char *open = strstr(at, "{{"), *close = open ? strstr(open, "}}") : NULL;
        if (!close) {
            g_string_append(out, at);
            break;
        }
        g_autofree char *name = g_strndup(open + 2, (gsize)(close - open - 2));
        const char *value = g_hash_table_lookup(values, g_strstrip(name));
        asked = true;
        given |= value && *value;
        g_string_append_len(out, at, open - at);
        g_string_append(out, value ? value : "");
        at = close + 2;
    }
    return given || !asked;
}

char *layout_fill(const char *form, GHashTable *values)
{
    g_auto(GStrv) lines = g_strsplit(form, "\n", -1);
    GString *out = g_string_new(NULL);

    for (char **line = lines; *line; line++) {
        g_autoptr(GString) filled = g_string_new(NULL);
        if (!fill_line(*line, values, filled))
            continue;
        if (out->len)
            g_string_append_c(out, '\n');
        g_string_append_len(out, filled->str, (gssize)filled->len);
    }
    return g_string_free(out, FALSE);
}

static void append_part(char **member, char *part_take)
{
    g_autofree char *part = part_take, *before = *member;
    *member = !before || !*before ? g_strdup(part) : g_strconcat(before, "\n", part, NULL);
}

static void set_signature(struct letter_text *out, const char *line)
{
    const char *gap = strstr(line, "    ");

    out->position = gap ? g_strndup(line, (gsize)(gap - line)) : g_strdup(line);
    out->signer = gap ? g_strstrip(g_strdup(gap)) : g_strdup("");
}

void letter_text_fill(const char *form, GHashTable *values, struct letter_text *out)
{
    g_auto(GStrv) parts = g_strsplit(form, "\n\n", -1);
    bool behind = false;

    for (char **part = parts; *part; part++) {
        char *text = layout_fill(*part, values);
        if (strstr(*part, "{{body}}")) {
            append_part(&out->body, text);
            behind = true;
        } else if (!behind) {
            append_part(part == parts ? &out->head : &out->addressee, text);
        } else if (!out->position) {
            set_signature(out, text);
            g_free(text);
        } else {
            append_part(&out->footer, text);
        }
    }
}

void letter_text_release(struct letter_text *text)
{
    char **members[] = {&text->head,   &text->addressee, &text->body,  &text->position,
                        &text->signer, &text->footer,    &text->title, &text->created_at};

    for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
        g_clear_pointer(members[i], g_free);
}
