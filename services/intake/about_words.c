#include "about_words.h"

#include <string.h>

#define WORDS_MAX 40
/* So short a word is left as it is: «Ким» is no case of «К». */
#define STEM_MIN 3

/* Longest first: of «Достоевского» goes the whole «ого». */
static const char *const endings[] = {"ого", "ому", "его", "ему", "ыми", "ими", "ою", "ой", "ей", "ая",
                                      "яя",  "ую",  "юю",  "ый",  "ий",  "ым",  "им", "ом", "ем", "а",
                                      "я",   "у",   "ю",   "е",   "ы",   "и",   "о",  "ь",  "й"};

static char *stem_of(char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(word, endings[i])) {
            size_t bytes = strlen(word) - strlen(endings[i]);
            if (g_utf8_strlen(word, (gssize)bytes) < STEM_MIN)
                continue;
            word[bytes] = '\0';
            break;
        }
    return word;
}

static void take(GPtrArray *words, GString *word)
{
    if (word->len && words->len < WORDS_MAX)
        g_ptr_array_add(words, stem_of(g_strdup(word->str)));
    g_string_truncate(word, 0);
}

GPtrArray *about_words(const char *text)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    GString *word = g_string_new(NULL);

    for (const char *at = text ? text : ""; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(at));
        if (g_unichar_isalnum(c))
            g_string_append_unichar(word, c == 0x451 ? 0x435 : c);
        else
            take(words, word);
    }
    take(words, word);
    g_string_free(word, TRUE);
    return words;
}
