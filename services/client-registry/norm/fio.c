#include "norm/fio.h"

#include "norm/first_names.h"
#include "norm/normalise.h"

#include <string.h>

#include <glib.h>

#define DOT_MARK "." /* kept at the end of a shortened word: "СЕРГ." */

/* Words of clerks, not of names; a field with one of them names nobody. */
static const char *const STUB_WORDS[] = {"КВАРТИРА",
                                         "КВ",
                                         "КВ.",
                                         "СОБСТВЕННИК",
                                         "СОБСТВЕННИКИ",
                                         "АБОНЕНТ",
                                         "ЖИЛЕЦ",
                                         "ЖИЛЬЦЫ",
                                         "АДМИНИСТРАЦИЯ",
                                         "НЕИЗВЕСТНО",
                                         "НЕИЗВЕСТНЫЙ",
                                         "НЕТ",
                                         "Н/Д",
                                         "НД",
                                         "ТЕСТ",
                                         "НАСЛЕДНИКИ",
                                         "НАСЛЕДНИК",
                                         "ПОТРЕБИТЕЛЬ",
                                         "МУНИЦИПАЛЬНАЯ",
                                         "НАНИМАТЕЛЬ",
                                         "ДОМ",
                                         "НЕИЗВЕСТНА",
                                         "НОВЫЙ",
                                         "БЕЗ",
                                         "КОМНАТА",
                                         "ПУСТО",
                                         "НЕЗАСЕЛЕННАЯ",
                                         "ОБЩЕЖИТИЕ",
                                         NULL};
/* Remarks that were typed behind a real name. */
static const char *const REMARKS[] = {"ПЕРЕЕХАЛ", "ПЕРЕЕХАЛА", "УМЕР",   "УМЕРЛА",  "УМЕРШИЙ", "ВЫБЫЛ",
                                      "ВЫБЫЛА",   "ПРОДАНО",   "ПРОДАЛ", "ПРОДАЛА", NULL};
static const char *const SUFFIX_WORDS[] = {"ОГЛЫ", "КЫЗЫ", "УГЛЫ", "УЛЫ", "ГЫЗЫ", NULL};

static bool ends(const char *word, const char *const *suffixes)
{
    for (; *suffixes; suffixes++)
        if (g_str_has_suffix(word, *suffixes) && strlen(word) > strlen(*suffixes))
            return true;
    return false;
}

static bool is_patronymic(const char *word)
{
    static const char *const suffixes[] = {"ОВИЧ", "ЕВИЧ", "ЕИЧ",  "ЫЧ",   "ЬИЧ",  "ЬМИЧ", "ТИЧ",  "ЛУКИЧ", "ФОМИЧ",
                                           "ОВНА", "ЕВНА", "ИЧНА", "ОГЛЫ", "КЫЗЫ", "УГЛЫ", "ГЫЗЫ", " УЛЫ",  NULL};
    return ends(word, suffixes);
}

static bool is_initial(const char *word)
{
    return g_utf8_strlen(word, -1) <= 2 && (g_utf8_strlen(word, -1) == 1 || g_str_has_suffix(word, DOT_MARK));
}

/* "А.С." becomes "А." "С."; commas were cut off before. */
static GPtrArray *words_of(const char *text)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    GString *word = g_string_new(NULL);
    for (const char *p = text;; p++) {
        bool dot = *p == '.';
        if (dot && word->len > 0)
            g_string_append(word, DOT_MARK);
        if ((dot || *p == ' ' || *p == '\0') && word->len > 0) {
            g_ptr_array_add(words, g_strdup(word->str));
            g_string_truncate(word, 0);
        }
        if (*p == '\0')
            break;
        if (!dot && *p != ' ')
            g_string_append_c(word, *p);
    }
    g_string_free(word, TRUE);
    return words;
}

static void drop_remarks(GPtrArray *words)
{
    for (guint i = words->len; i-- > 1;)
        if (g_strv_contains(REMARKS, words->pdata[i]))
            g_ptr_array_remove_index(words, i);
}

/* "МАМЕД ОГЛЫ" is one patronymic. */
static void join_suffixes(GPtrArray *words)
{
    for (guint i = words->len; i-- > 1;) {
        if (!g_strv_contains(SUFFIX_WORDS, words->pdata[i]))
            continue;
        char *joined = g_strconcat(words->pdata[i - 1], " ", words->pdata[i], NULL);
        g_free(words->pdata[i - 1]);
        words->pdata[i - 1] = joined;
        g_ptr_array_remove_index(words, i);
    }
}

static bool names_nobody(GPtrArray *words)
{
    if (words->len == 0 || (words->len == 1 && g_utf8_strlen(words->pdata[0], -1) < 2))
        return true;
    for (guint i = 0; i < words->len; i++)
        if (g_strv_contains(STUB_WORDS, words->pdata[i]) || strpbrk(words->pdata[i], "0123456789"))
            return true;
    return false;
}

static char *joined(GPtrArray *words, guint from, guint to)
{
    GString *out = g_string_new(NULL);
    for (guint i = from; i < to && i < words->len; i++)
        g_string_append_printf(out, "%s%s", i > from ? "-" : "", (const char *)words->pdata[i]);
    return g_string_free(out, FALSE);
}

static char *word_at(GPtrArray *words, guint index)
{
    return g_strdup(index < words->len ? words->pdata[index] : "");
}

/* Where the given names begin; what is before or behind them is the family name. */
struct order {
    guint first, middle; /* indexes; words->len = not said */
    guint last_from, last_to;
};

static struct order order_of(GPtrArray *words)
{
    guint n = words->len;
    guint patronymic = 1;
    while (patronymic < n && !is_patronymic(words->pdata[patronymic]))
        patronymic++;
    if (patronymic == 1 && n >= 3)
        return (struct order){0, 1, 2, n};
    if (patronymic == 1 && n == 2 && first_names_known(words->pdata[0]))
        return (struct order){0, 1, n, n};
    if (patronymic >= 2 && patronymic < n)
        return (struct order){patronymic - 1, patronymic, 0, patronymic - 1};
    if (n >= 3 && is_initial(words->pdata[0]) && is_initial(words->pdata[1]))
        return (struct order){0, 1, 2, n};
    bool swapped = n == 2 && ((first_names_known(words->pdata[0]) && !first_names_known(words->pdata[1])) ||
                              (is_initial(words->pdata[0]) && !is_initial(words->pdata[1])));
    return swapped ? (struct order){0, n, 1, n} : (struct order){1, 2, 0, 1};
}

/* Сергеич is Сергеевич, Иваныч is Иванович. */
static char *full_patronymic(char *spoken)
{
    if (g_str_has_suffix(spoken, "ЕИЧ"))
        return g_strdup_printf("%.*sЕВИЧ", (int)(strlen(spoken) - strlen("ИЧ")), spoken);
    if (g_str_has_suffix(spoken, "ЫЧ"))
        return g_strdup_printf("%.*sОВИЧ", (int)(strlen(spoken) - strlen("ЫЧ")), spoken);
    return g_strdup(spoken);
}

static void take_words(GPtrArray *words, struct fio *out)
{
    drop_remarks(words);
    join_suffixes(words);
    struct order order = order_of(words);
    out->stub = names_nobody(words);
    out->last = joined(words, order.last_from, order.last_to);
    out->first = word_at(words, order.first);
    g_autofree char *middle = word_at(words, order.middle);
    out->middle = full_patronymic(middle);
}

/* Cuts "(Сидорова)" out of the text. */
static char *former_name(char *text)
{
    char *open = strchr(text, '('), *close = open ? strchr(open, ')') : NULL;
    if (!close)
        return g_strdup("");
    char *former = g_strstrip(g_strndup(open + 1, (gsize)(close - open - 1)));
    memset(open, ' ', (size_t)(close - open + 1));
    return former;
}

static bool is_several(const char *text)
{
    return g_regex_match_simple("[,;].*\\p{L}{3}| И \\p{L}{3}", text, 0, 0);
}

void fio_parse(const char *text, struct fio *out)
{
    g_autofree char *name = normalise_name(text);
    *out = (struct fio){0};
    out->former = former_name(name);
    out->several = is_several(name);
    name[strcspn(name, ",;")] = '\0';
    g_autoptr(GPtrArray) words = words_of(name);
    take_words(words, out);
}

static char *form_field(const char *raw)
{
    g_autofree char *name = normalise_name(raw);
    char *end = name + strlen(name);
    while (end > name && (end[-1] == '.' || end[-1] == ','))
        *--end = '\0';
    if (g_utf8_strlen(name, -1) > 1 && raw && strchr(raw, '.'))
        return g_strconcat(name, DOT_MARK, NULL);
    return g_steal_pointer(&name);
}

void fio_set(const char *last, const char *first, const char *middle, struct fio *out)
{
    g_autofree char *given = form_field(first);
    if (!*given) {
        fio_parse(last, out);
        return;
    }
    g_autofree char *family = normalise_name(last);
    *out = (struct fio){.former = former_name(family), .several = is_several(family)};
    g_autoptr(GPtrArray) words = words_of(family);
    drop_remarks(words);
    out->stub = names_nobody(words);
    out->last = joined(words, 0, words->len);
    out->first = g_steal_pointer(&given);
    g_autofree char *patronymic = form_field(middle);
    out->middle = full_patronymic(patronymic);
}

void fio_release(struct fio *fio)
{
    g_free(fio->last);
    g_free(fio->first);
    g_free(fio->middle);
    g_free(fio->former);
    *fio = (struct fio){0};
}

static bool is_short(const char *word)
{
    return g_utf8_strlen(word, -1) < 2 || g_str_has_suffix(word, DOT_MARK) || strchr(word, '-');
}

bool fio_is_full(const struct fio *fio)
{
    return !fio->stub && !fio->several && *fio->last && !is_short(fio->first);
}

char *fio_full_key(const struct fio *fio)
{
    if (!fio_is_full(fio) || (*fio->middle && is_short(fio->middle)))
        return NULL;
    g_autofree char *last = normalise_loose(fio->last);
    g_autofree char *first = normalise_loose(first_names_canonical(fio->first));
    g_autofree char *middle = normalise_loose(fio->middle);
    return g_strjoin("|", last, first, middle, NULL);
}

char *fio_initials_key(const struct fio *fio)
{
    if (fio->stub || fio->several || !*fio->last || !*fio->first)
        return NULL;
    g_autofree char *last = normalise_loose(fio->last);
    g_autofree char *first = g_utf8_substring(fio->first, 0, 1);
    g_autofree char *middle = *fio->middle ? g_utf8_substring(fio->middle, 0, 1) : g_strdup("");
    return g_strjoin("|", last, first, middle, NULL);
}

static gunichar reduced(gunichar c)
{
    static const char *const pairs[] = {"ОА", "ЕИ", "ЯИ", "ЭИ", "ЫИ"};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (g_utf8_get_char(pairs[i]) == c)
            return g_utf8_get_char(g_utf8_next_char(pairs[i]));
    return c;
}

static void unvoice_end(GString *word)
{
    static const char *const pairs[][2] = {{"Б", "П"}, {"В", "Ф"}, {"Г", "К"}, {"Д", "Т"}, {"Ж", "Ш"}, {"З", "С"}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (!g_str_has_suffix(word->str, pairs[i][0]))
            continue;
        g_string_truncate(word, word->len - strlen(pairs[i][0]));
        g_string_append(word, pairs[i][1]);
        return;
    }
}

char *fio_sound_key(const char *last)
{
    GString *out = g_string_new(NULL);
    gunichar before = 0;
    for (const char *p = last; *p; p = g_utf8_next_char(p)) {
        gunichar c = reduced(g_utf8_get_char(p));
        if (c != before && !g_utf8_strchr("ЬЪ", -1, c))
            g_string_append_unichar(out, c);
        before = c;
    }
    unvoice_end(out);
    return g_string_free(out, FALSE);
}

bool fio_same_last(const struct fio *a, const struct fio *b)
{
    if (a->stub || b->stub || a->several || b->several || !*a->last || !*b->last)
        return false;
    g_autofree char *left = normalise_loose(a->last);
    g_autofree char *right = normalise_loose(b->last);
    return !strcmp(left, right);
}

/* "СЕРГ." and "С" abbreviate СЕРГЕЙ; "АЛ-ДР" begins like АЛЕКСАНДР, more is not asked of it. */
static bool abbreviates(const char *part, const char *whole)
{
    g_autofree char *stem = g_strndup(part, strcspn(part, ".-"));
    return *stem && is_short(part) && g_str_has_prefix(whole, stem);
}

static bool compatible(const char *a, const char *b)
{
    if (!*a || !*b || abbreviates(a, b) || abbreviates(b, a))
        return true;
    g_autofree char *left = normalise_loose(first_names_canonical(a));
    g_autofree char *right = normalise_loose(first_names_canonical(b));
    return !strcmp(left, right);
}

bool fio_compatible_given(const struct fio *a, const struct fio *b)
{
    return compatible(a->first, b->first) && compatible(a->middle, b->middle);
}
