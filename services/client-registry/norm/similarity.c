#include "norm/similarity.h"

#include "norm/first_names.h"
#include "norm/normalise.h"

#include <string.h>

#include <glib.h>

#define LONGEST 64
#define UNSAID_LOSS 0.05
#define INITIAL_SCORE 0.9
#define PART_SCORE 0.85

struct letters {
    gunichar at[LONGEST];
    unsigned count;
};

static struct letters letters_of(const char *word)
{
    struct letters letters = {.count = 0};
    for (; *word && letters.count < LONGEST; word = g_utf8_next_char(word))
        letters.at[letters.count++] = g_utf8_get_char(word);
    return letters;
}

unsigned similarity_distance(const char *left, const char *right)
{
    const struct letters a = letters_of(left), b = letters_of(right);
    unsigned cost[LONGEST + 1][LONGEST + 1];
    for (unsigned i = 0; i <= a.count; i++)
        cost[i][0] = i;
    for (unsigned j = 0; j <= b.count; j++)
        cost[0][j] = j;
    for (unsigned i = 1; i <= a.count; i++)
        for (unsigned j = 1; j <= b.count; j++) {
            unsigned best = cost[i - 1][j - 1] + (a.at[i - 1] != b.at[j - 1]);
            best = MIN(best, MIN(cost[i - 1][j], cost[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                best = MIN(best, cost[i - 2][j - 2] + 1);
            cost[i][j] = best;
        }
    return cost[a.count][b.count];
}

bool similarity_is_typo(const char *a, const char *b)
{
    glong longest = MAX(g_utf8_strlen(a, -1), g_utf8_strlen(b, -1));
    return similarity_distance(a, b) <= (longest <= 4 ? 0u : longest <= 8 ? 1u : 2u);
}

static double word_score(const char *a, const char *b)
{
    glong longest = MAX(g_utf8_strlen(a, -1), g_utf8_strlen(b, -1));
    return longest ? 1 - (double)similarity_distance(a, b) / (double)longest : 1;
}

static double given_score(const char *a, const char *b)
{
    const char *shorter = strlen(a) < strlen(b) ? a : b, *longer = shorter == a ? b : a;
    g_autofree char *stem = g_strndup(shorter, strcspn(shorter, "."));
    if (g_utf8_strlen(stem, -1) == 1 && g_str_has_prefix(longer, stem))
        return INITIAL_SCORE;
    g_autofree char *left = normalise_loose(first_names_canonical(a));
    g_autofree char *right = normalise_loose(first_names_canonical(b));
    return word_score(left, right);
}

/* ПЕТРОВА-ИВАНОВА is probably the woman who is ПЕТРОВА elsewhere. */
static bool is_part(const char *a, const char *b)
{
    g_auto(GStrv) parts = g_strsplit(strlen(a) > strlen(b) ? a : b, "-", 2);
    return parts[1] && g_strv_contains((const char *const *)parts, strlen(a) > strlen(b) ? b : a);
}

static double last_score(const struct fio *a, const struct fio *b)
{
    g_autofree char *left = normalise_loose(a->last);
    g_autofree char *right = normalise_loose(b->last);
    bool weak = is_part(left, right) || (*a->former && !strcmp(a->former, b->last)) ||
                (*b->former && !strcmp(b->former, a->last));
    double whole = word_score(left, right);
    return weak ? MAX(whole, PART_SCORE) : whole;
}

double similarity_fio(const struct fio *a, const struct fio *b)
{
    if (a->stub || b->stub || !*a->last || !*b->last)
        return 0;
    const struct {
        const char *a, *b;
        double weight;
    } given[] = {{a->first, b->first, 0.3}, {a->middle, b->middle, 0.2}};
    double score = 0.5 * last_score(a, b), weight = 0.5, loss = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(given); i++) {
        if (!*given[i].a || !*given[i].b) {
            loss += *given[i].a == *given[i].b ? 0 : UNSAID_LOSS;
            continue;
        }
        score += given[i].weight * given_score(given[i].a, given[i].b);
        weight += given[i].weight;
    }
    return score / weight - loss;
}
