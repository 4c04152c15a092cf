#include "rules/rule.h"

#include <string.h>

/* More specific wins: type > category, then client kind, service, channel over "any" (domain rule of company rules). */
enum { BY_CHANNEL = 1, BY_SERVICE = 2, BY_CLIENT_KIND = 4, BY_CATEGORY = 8, BY_TYPE = 16, NO_FIT = -1 };

static bool in_list(const char *const *list, const char *word)
{
    return list && word && g_strv_contains(list, word);
}

/* A list that is given must contain the word; one that is not fits anything. What is not known yet fits every legal
 * rule, so that the deadline is rather too early than too late, and no company rule. */
static bool fits(const struct rule *rule, GStrv list, const char *word)
{
    if (!list || (!word && rule->kind == RULE_LEGAL))
        return true;
    return in_list((const char *const *)list, word);
}

static bool rule_in_force(const struct rule *rule, civil_day on)
{
    return !rule->blocked && on >= rule->valid_from && (rule->valid_to == CIVIL_NONE || on <= rule->valid_to);
}

/* How narrowly the rule's scope names this appeal; NO_FIT when it does not apply. */
static int rule_specificity(const struct rule *rule, const struct rule_facts *facts)
{
    if (!fits(rule, rule->client_kinds, facts->client_kind) || !fits(rule, rule->services, facts->service) ||
        !fits(rule, rule->channels, facts->channel))
        return NO_FIT;
    int score = (rule->client_kinds ? BY_CLIENT_KIND : 0) | (rule->services ? BY_SERVICE : 0) |
                (rule->channels ? BY_CHANNEL : 0);
    if (in_list(facts->named, rule->code) || in_list((const char *const *)rule->types, facts->type))
        return score | BY_TYPE;
    if (in_list((const char *const *)rule->categories, facts->category))
        return score | BY_CATEGORY;
    return rule->is_default ? score : NO_FIT;
}

static bool rule_is_candidate(const struct rule *rule, const struct rule_facts *facts, enum rule_object object)
{
    return rule->object == object && rule_in_force(rule, facts->on) && rule_specificity(rule, facts) != NO_FIT;
}

/* What the candidates hold at best, found before choosing. */
struct best {
    bool named_legal;   /* a legal rule that the type or its category names */
    bool special_legal; /* one of them is none of the default rules */
    int company;        /* the narrowest company rule */
};

static void best_consider(struct best *best, const struct rule *rule, int specificity)
{
    if (rule->kind == RULE_COMPANY)
        best->company = MAX(best->company, specificity);
    else if (specificity >= BY_CATEGORY) {
        best->named_legal = true;
        best->special_legal |= !rule->is_default;
    }
}

static bool best_takes(const struct best *best, const struct rule *rule, int specificity)
{
    if (rule->kind == RULE_COMPANY)
        return specificity == best->company && (specificity >= BY_CATEGORY || !best->special_legal);
    return specificity >= BY_CATEGORY || !best->named_legal;
}

GPtrArray *rule_select(const GPtrArray *rules, const struct rule_facts *facts, enum rule_object object)
{
    struct best best = {.company = NO_FIT};
    GPtrArray *chosen = g_ptr_array_new();
    for (guint i = 0; i < rules->len; i++) {
        const struct rule *rule = rules->pdata[i];
        if (rule_is_candidate(rule, facts, object))
            best_consider(&best, rule, rule_specificity(rule, facts));
    }
    for (guint i = 0; i < rules->len; i++) {
        struct rule *rule = rules->pdata[i];
        if (rule_is_candidate(rule, facts, object) && best_takes(&best, rule, rule_specificity(rule, facts)))
            g_ptr_array_add(chosen, rule);
    }
    return chosen;
}
