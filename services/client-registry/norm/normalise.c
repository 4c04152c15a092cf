#include "norm/normalise.h"

#include <string.h>

static const char QUOTES[] = "\"'`«»“”„‚‘’‹›";
static const char DASHES[] = "-‐‑‒–—―−";
/* Position by position the same picture. */
static const char LATIN[] = "ABCEHKMOPTXYaceopxy";
static const char CYRILLIC[] = "АВСЕНКМОРТХУасеорху";
static const char LATIN_KEYS[] = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~";
static const char RUSSIAN_KEYS[] = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ";

static bool one_of(gunichar c, const char *set)
{
    return g_utf8_strchr(set, -1, c) != NULL;
}

/* The character at the same place of `to`, or c itself. */
static gunichar mapped(gunichar c, const char *from, const char *to)
{
    const char *at = g_utf8_strchr(from, -1, c);
    return at ? g_utf8_get_char(g_utf8_offset_to_pointer(to, g_utf8_pointer_to_offset(from, at))) : c;
}

static char *map_all(const char *text, const char *from, const char *to)
{
    GString *out = g_string_sized_new(strlen(text) + 1);
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        g_string_append_unichar(out, mapped(g_utf8_get_char(p), from, to));
    return g_string_free(out, FALSE);
}

static bool invisible(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE ||
           type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED;
}

struct text_state {
    GString *out;
    bool space_due;
};

static void text_put(struct text_state *state, gunichar c)
{
    bool dash = c == '-';
    bool after_dash = state->out->len > 0 && state->out->str[state->out->len - 1] == '-';
    if (state->space_due && state->out->len > 0 && !dash && !after_dash)
        g_string_append_c(state->out, ' ');
    state->space_due = false;
    g_string_append_unichar(state->out, c);
}

static void text_step(struct text_state *state, gunichar c)
{
    if (g_unichar_isspace(c))
        state->space_due = true;
    else if (one_of(c, DASHES))
        text_put(state, '-');
    else if (c == 0x2116)
        text_put(state, 'N');
    else if (!one_of(c, QUOTES) && !invisible(c))
        text_put(state, c);
}

char *normalise_text(const char *raw)
{
    g_autofree char *valid = g_utf8_make_valid(raw ? raw : "", -1);
    g_autofree char *composed = g_utf8_normalize(valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    struct text_state state = {g_string_sized_new(strlen(composed) + 1), false};
    for (const char *p = composed; *p; p = g_utf8_next_char(p))
        text_step(&state, g_utf8_get_char(p));
    return g_string_free(state.out, FALSE);
}

static bool is_latin(gunichar c)
{
    return g_ascii_isalpha((int)c) && c < 128;
}

static bool is_cyrillic(gunichar c)
{
    return c >= 0x400 && c < 0x500;
}

/* Letters that exist in one alphabet only decide what a mixed word is; else the majority, then Cyrillic. */
static int word_lean(const char *word, const char *end)
{
    int lean = 0, sure = 0;
    for (const char *p = word; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        int side = is_cyrillic(c) ? 1 : is_latin(c) ? -1 : 0;
        lean += side;
        sure += one_of(c, LATIN) || one_of(c, CYRILLIC) ? 0 : side;
    }
    return sure ? sure : lean;
}

static bool word_mixed(const char *word, const char *end)
{
    bool latin = false, cyrillic = false;
    for (const char *p = word; p < end; p = g_utf8_next_char(p)) {
        latin |= is_latin(g_utf8_get_char(p));
        cyrillic |= is_cyrillic(g_utf8_get_char(p));
    }
    return latin && cyrillic;
}

static const char *word_end(const char *p)
{
    while (*p && g_unichar_isalpha(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p;
}

static void word_append(GString *out, const char *word, const char *end)
{
    bool mixed = word_mixed(word, end), cyrillic = mixed && word_lean(word, end) >= 0;
    for (const char *p = word; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (mixed)
            c = cyrillic ? mapped(c, LATIN, CYRILLIC) : mapped(c, CYRILLIC, LATIN);
        c = g_unichar_toupper(c);
        g_string_append_unichar(out, c == 0x401 ? 0x415 : c);
    }
}

char *normalise_name(const char *raw)
{
    g_autofree char *text = normalise_text(raw);
    GString *out = g_string_sized_new(strlen(text) + 1);
    for (const char *p = text; *p;) {
        const char *end = word_end(p);
        if (end == p)
            end = g_utf8_next_char(p);
        word_append(out, p, end);
        p = end;
    }
    return g_string_free(out, FALSE);
}

char *normalise_cyrillic(const char *text)
{
    return map_all(text, LATIN, CYRILLIC);
}

char *normalise_latin(const char *text)
{
    return map_all(text, CYRILLIC, LATIN);
}

char *normalise_layout(const char *query)
{
    return map_all(query, LATIN_KEYS, RUSSIAN_KEYS);
}

char *normalise_loose(const char *name)
{
    GString *out = g_string_sized_new(strlen(name) + 1);
    for (const char *p = name; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p), next = g_utf8_get_char(g_utf8_next_char(p));
        if (!(one_of(c, "ЪЬИ") && next && one_of(next, "ЕЮЯ")))
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Cyrillic as the passport writes it (ICAO Doc 9303), already in the folded spelling of FOLDS. */
static const struct {
    const char *from, *to;
} LETTERS[] = {{"А", "A"},  {"Б", "B"},    {"В", "V"}, {"Г", "G"}, {"Д", "D"}, {"Е", "E"}, {"Ж", "ZH"}, {"З", "Z"},
               {"И", "I"},  {"Й", "I"},    {"К", "K"}, {"Л", "L"}, {"М", "M"}, {"Н", "N"}, {"О", "O"},  {"П", "P"},
               {"Р", "R"},  {"С", "S"},    {"Т", "T"}, {"У", "U"}, {"Ф", "F"}, {"Х", "H"}, {"Ц", "TS"}, {"Ч", "CH"},
               {"Ш", "SH"}, {"Щ", "SHCH"}, {"Ъ", ""},  {"Ы", "I"}, {"Ь", ""},  {"Э", "E"}, {"Ю", "IU"}, {"Я", "IA"}},
  /* Spellings of other standards, longest first. */
    FOLDS[] = {{"SCH", "SHCH"}, {"SHCHH", "SHCH"}, {"KH", "H"}, {"YU", "IU"}, {"JU", "IU"}, {"YA", "IA"},
               {"JA", "IA"},    {"YO", "E"},       {"JO", "E"}, {"YE", "E"},  {"JE", "E"},  {"X", "KS"},
               {"W", "V"},      {"Y", "I"},        {"J", "I"},  {"II", "I"}};

char *normalise_translit(const char *name)
{
    g_autofree char *upper = normalise_name(name);
    GString *out = g_string_new(upper);
    for (size_t i = 0; i < G_N_ELEMENTS(LETTERS); i++)
        g_string_replace(out, LETTERS[i].from, LETTERS[i].to, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(FOLDS); i++)
        g_string_replace(out, FOLDS[i].from, FOLDS[i].to, 0);
    return g_string_free(out, FALSE);
}

bool normalise_is_repeated(const char *digits)
{
    return strspn(digits, (char[]){digits[0], '\0'}) == strlen(digits);
}

char *normalise_digits(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p++)
        if (g_ascii_isdigit(*p))
            g_string_append_c(out, *p);
    return g_string_free(out, FALSE);
}
