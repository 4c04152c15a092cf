#include "query.h"

#include "norm/company.h"
#include "norm/email.h"
#include "norm/fio.h"
#include "norm/identity.h"
#include "norm/normalise.h"
#include "norm/numbers.h"
#include "norm/phone.h"
#include "party.h"

#include <stdbool.h>
#include <string.h>

#define LETTERS_MIN 2

static void query_clear(void *arg)
{
    struct query *query = arg;
    g_free(query->value);
    g_free(query->more);
}

/* Takes over `value`; NULL adds nothing. */
static void add_take(GArray *queries, enum query_kind kind, char *value, const char *more)
{
    if (!value)
        return;
    struct query query = {kind, value, g_strdup(more)};
    g_array_append_val(queries, query);
}

static char *number_text(int64_t number)
{
    return number ? g_strdup_printf("%" G_GINT64_FORMAT, number) : NULL;
}

static void read_email(GArray *queries, const char *line)
{
    g_autofree char *key = email_key(line);
    add_take(queries, QUERY_EMAIL, key ? number_text(party_email_hash(key)) : NULL, "");
}

static void read_numbers(GArray *queries, const char *line)
{
    struct phone phone = {0};
    g_autofree char *passport = identity_normal("passport", line);
    char *inn = identity_normal("inn10", line);
    if (!phone_parse(line, NULL, &phone))
        phone.number = 0;
    add_take(queries, QUERY_SNILS, identity_normal("snils", line), "");
    add_take(queries, QUERY_INN, inn ? inn : identity_normal("inn12", line), "");
    add_take(queries, QUERY_PHONE, number_text(phone.number), "");
    add_take(queries, QUERY_ACCOUNT, numbers_account(line), "");
    add_take(queries, QUERY_DOCUMENT, passport ? g_strconcat("21:", passport, NULL) : NULL, "");
    add_take(queries, QUERY_CONTRACT, numbers_contract(line), "");
}

static void read_person(GArray *queries, const char *line)
{
    auto_fio fio;
    fio_parse(line, &fio);
    g_autofree char *given = g_strjoin(" ", fio.first, fio.middle, NULL);
    if (!fio.stub && g_utf8_strlen(fio.last, -1) >= LETTERS_MIN)
        add_take(queries, QUERY_PERSON, g_strdup(fio.last), g_strdelimit(g_strchomp(given), ".", '\0'));
}

static void read_company(GArray *queries, const char *line)
{
    auto_company name;
    company_parse(line, &name);
    if (g_utf8_strlen(name.name, -1) > LETTERS_MIN)
        add_take(queries, QUERY_COMPANY, g_strdup(name.name), "");
}

static bool has_class(const char *line, bool (*test)(gunichar))
{
    for (const char *p = line; *p; p = g_utf8_next_char(p))
        if (test(g_utf8_get_char(p)))
            return true;
    return false;
}

static bool is_letter(gunichar c)
{
    return g_unichar_isalpha(c);
}

static bool is_digit(gunichar c)
{
    return g_unichar_isdigit(c);
}

static bool is_cyrillic(gunichar c)
{
    return c >= 0x400 && c < 0x500;
}

GArray *query_read(const char *line)
{
    GArray *queries = g_array_new(FALSE, TRUE, sizeof(struct query));
    g_array_set_clear_func(queries, query_clear);
    g_autofree char *text = normalise_text(line);
    if (strchr(text, '@')) {
        read_email(queries, text);
        return queries;
    }
    if (has_class(text, is_digit))
        read_numbers(queries, text);
    else if (has_class(text, is_letter))
        read_person(queries, text);
    if (has_class(text, is_letter))
        read_company(queries, text);
    if (!has_class(text, is_cyrillic) && has_class(text, is_letter) && !has_class(text, is_digit)) {
        g_autofree char *meant = normalise_layout(line);
        read_person(queries, meant);
    }
    return queries;
}

const char *query_kind_name(enum query_kind kind)
{
    static const char *const names[] = {
        [QUERY_EMAIL] = "email",       [QUERY_PHONE] = "phone",       [QUERY_SNILS] = "snils",
        [QUERY_INN] = "inn",           [QUERY_DOCUMENT] = "document", [QUERY_ACCOUNT] = "account",
        [QUERY_CONTRACT] = "contract", [QUERY_PERSON] = "person",     [QUERY_COMPANY] = "company",
    };
    return names[kind];
}
