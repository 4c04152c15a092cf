#include "norm/identity.h"

#include "norm/normalise.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

static int weighted(const char *digits, const int *weights, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += (digits[i] - '0') * weights[i];
    return sum;
}

/* The weights of INN: the 12-digit one uses all eleven for its last digit, the shorter sums use their tails. */
static const int INN_WEIGHTS[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

static bool inn_digit_right(const char *inn, int at)
{
    return weighted(inn, INN_WEIGHTS + 11 - at, at) % 11 % 10 == inn[at] - '0';
}

static bool inn10_right(const char *inn)
{
    return inn_digit_right(inn, 9);
}

static bool inn12_right(const char *inn)
{
    return inn_digit_right(inn, 10) && inn_digit_right(inn, 11);
}

static bool remainder_right(const char *number, int count, int modulus)
{
    gint64 head = 0;
    for (int i = 0; i < count; i++)
        head = head * 10 + (number[i] - '0');
    return head % modulus % 10 == number[count] - '0';
}

static bool ogrn_right(const char *ogrn)
{
    return remainder_right(ogrn, 12, 11);
}

static bool ogrnip_right(const char *ogrnip)
{
    return remainder_right(ogrnip, 14, 13);
}

/* Numbers up to 001-001-998 were issued before control digits. */
static bool snils_right(const char *snils)
{
    static const int weights[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    if (strncmp(snils, "001001998", 9) <= 0)
        return true;
    int control = weighted(snils, weights, 9) % 101 % 100;
    return control == (snils[9] - '0') * 10 + snils[10] - '0';
}

/* 1234567890 is what a person types to get past the field. */
static bool passport_right(const char *number)
{
    return strcmp(number, "1234567890") != 0;
}

static const struct identity_kind {
    const char *name;
    const char *pattern; /* of the normal form */
    bool (*right)(const char *normal);
    enum { DIGITS, LETTERS_LATIN, LETTERS_CYRILLIC, AS_WRITTEN } form;
} KINDS[] = {
    {"inn10", "^[0-9]{10}$", inn10_right, DIGITS},
    {"inn12", "^[0-9]{12}$", inn12_right, DIGITS},
    {"kpp", "^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$", NULL, LETTERS_LATIN},
    {"ogrn", "^[15][0-9]{12}$", ogrn_right, DIGITS},
    {"ogrnip", "^3[0-9]{14}$", ogrnip_right, DIGITS},
    {"snils", "^[0-9]{11}$", snils_right, DIGITS},
    {"passport", "^[0-9]{10}$", passport_right, DIGITS},
    {"dept_code", "^[0-9]{6}$", NULL, DIGITS},
    {"birth_certificate", "^[IVXLC]+[А-Я]{2}[0-9]{6}$", NULL, AS_WRITTEN},
    {"els", "^[0-9]{2}[А-Я]{2}[0-9]{6}$", NULL, LETTERS_CYRILLIC},
    {"izhku", "^[0-9]{2}[А-Я]{2}[0-9]{8}$", NULL, LETTERS_CYRILLIC},
    {"epd", "^[0-9]{2}[А-Я]{2}[0-9]{6}[0-9А-Я]{8}$", NULL, LETTERS_CYRILLIC},
    {"cadastral", "^[0-9]{2}:[0-9]{2}:[0-9]{6,7}:[0-9]+$", NULL, AS_WRITTEN},
    {"bik", "^[0-9]{9}$", NULL, DIGITS},
    {"account20", "^[0-9]{20}$", NULL, DIGITS},
};

static const struct identity_kind *kind_named(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (!strcmp(KINDS[i].name, name))
            return &KINDS[i];
    g_assert_not_reached();
}

static char *without(const char *text, const char *separators)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p++)
        if (!strchr(separators, *p))
            g_string_append_c(out, *p);
    return g_string_free(out, FALSE);
}

/* "1-АИ", "I-АИ" and Roman numerals in Cyrillic letters are one: the part before the dash is Latin. */
static char *certificate_form(const char *upper)
{
    g_auto(GStrv) parts = g_strsplit(upper, "-", 2);
    if (!parts[0] || !parts[1])
        return without(upper, " -.");
    g_autofree char *roman = normalise_latin(parts[0]);
    g_autofree char *rest = normalise_cyrillic(parts[1]);
    g_autofree char *joined = g_strconcat(roman, rest, NULL);
    return without(joined, " -.");
}

static char *form_of(const struct identity_kind *kind, const char *raw)
{
    g_autofree char *text = normalise_text(raw);
    g_autofree char *upper = g_utf8_strup(text, -1);
    if (!strcmp(kind->name, "birth_certificate"))
        return certificate_form(upper);
    g_autofree char *bare = without(upper, " -.");
    switch (kind->form) {
    case LETTERS_LATIN:
        return normalise_latin(bare);
    case LETTERS_CYRILLIC:
        return normalise_cyrillic(bare);
    default:
        return g_steal_pointer(&bare);
    }
}

char *identity_normal(const char *name, const char *raw)
{
    const struct identity_kind *kind = kind_named(name);
    g_autofree char *normal = form_of(kind, raw);
    bool right = g_regex_match_simple(kind->pattern, normal, G_REGEX_DOLLAR_ENDONLY, 0) &&
                 !normalise_is_repeated(normal) && (!kind->right || kind->right(normal));
    return right ? g_steal_pointer(&normal) : NULL;
}

static bool bank_key_right(const char *prefix, const char *account)
{
    static const int weights[] = {7, 1, 3};
    int sum = 0;
    for (int i = 0; i < 23; i++)
        sum += ((i < 3 ? prefix[i] : account[i - 3]) - '0') * weights[i % 3] % 10;
    return sum % 10 == 0;
}

static bool bank_forms_right(const char *bik, const char *account)
{
    g_autofree char *bank = identity_normal("bik", bik);
    g_autofree char *number = identity_normal("account20", account);
    return bank && number && !strcmp(bank, bik) && !strcmp(number, account);
}

bool identity_bank_account_valid(const char *bik, const char *account)
{
    return bank_forms_right(bik, account) && bank_key_right(bik + 6, account);
}

bool identity_correspondent_account_valid(const char *bik, const char *account)
{
    char prefix[] = {'0', bik[0] ? bik[4] : '0', bik[0] ? bik[5] : '0', '\0'};
    return bank_forms_right(bik, account) && bank_key_right(prefix, account);
}

char *identity_document_normal(const char *type, const char *series, const char *number)
{
    g_autofree char *joined = g_strconcat(series ? series : "", " ", number ? number : "", NULL);
    if (type && !strcmp(type, "21"))
        return identity_normal("passport", joined);
    if (type && !strcmp(type, "03"))
        return identity_normal("birth_certificate", joined);
    g_autofree char *name = normalise_name(joined);
    g_autofree char *bare = without(name, " -./N");
    return normalise_is_repeated(bare) ? NULL : g_steal_pointer(&bare);
}

const char *identity_date(const char *date)
{
    unsigned year, month, day;
    if (!date || strlen(date) != 10 || sscanf(date, "%4u-%2u-%2u", &year, &month, &day) != 3 || month > 12 || day > 31)
        return NULL;
    return g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year) ? date : NULL;
}

const char *identity_birth_date(const char *date)
{
    static const char *const fillers[] = {"1900-01-01", "1970-01-01", NULL};
    if (!date || strcmp(date, "1900") < 0 || g_strv_contains(fillers, date))
        return NULL;
    return identity_date(date);
}
