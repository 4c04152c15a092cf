#include "sla_timer.h"

enum status question_begin(struct work *w, struct question *question, const char *branch_code, const char **out_missing)
{
    *question = (struct question){0};
    *out_missing = RULEBOOK_NAME;
    question->book = app_rulebook(w);
    if (!question->book)
        return ST_NOT_FOUND;
    *out_missing = branch_code;
    const struct branch *branch = work_find(w, &branch_table, "code", branch_code);
    if (!branch)
        return ST_NOT_FOUND;
    if (site_of(work_app(w), question->book, &(struct site_names){branch->tz, branch->calendar, NULL},
                &question->site) != ST_OK)
        return ST_INVALID;
    question->request.book = question->book;
    question->request.federal = question->site.federal;
    question->request.branch = question->site.own;
    return ST_OK;
}

enum status question_begin_or_park(struct work *w, struct question *question, const char *branch_code)
{
    const char *missing;
    enum status st = question_begin(w, question, branch_code, &missing);
    if (st == ST_NOT_FOUND)
        return park(w, missing);
    return st == ST_OK ? ST_OK : reject(w, "branch '%s' has an unknown time zone", branch_code);
}

/* Strings of a JSON array, NULL-terminated and borrowed from it; the caller frees the array alone. */
static const char **words_of(const json_t *list)
{
    const char **words = g_new0(const char *, json_array_size(list) + 1);
    for (size_t i = 0, n = 0; i < json_array_size(list); i++) {
        const char *word = json_string_value(json_array_get(list, i));
        if (word)
            words[n++] = word;
    }
    return words;
}

void question_facts(struct question *question, const struct rule_facts *facts, const json_t *rules)
{
    question->named = words_of(rules);
    question->request.facts = *facts;
    question->request.facts.named = question->named;
    if (!facts->category)
        question->request.facts.category = question->category = term_category(facts->type);
}

void question_release(struct question *question)
{
    rulebook_unref(question->book);
    g_free(question->category);
    g_free(question->named);
    *question = (struct question){0};
}
