#include "ways.h"

#include <string.h>

#include <glib.h>

/* The number of a registered letter: 14 digits inland, S10 of the Universal Postal Union abroad. */
#define POST_NUMBER "[0-9]{14}|[A-Z]{2}[0-9]{9}[A-Z]{2}"

static const struct way ways[] = {
    {"lk", WAY_PUBLISH, false, "FO", "confirmation", ".{1,200}", true},
    {"email", WAY_MAIL, true, "FO", "mail_log", ".{1,200}", false},
    {"office", WAY_TASK, false, "FO", "signature", ".{1,200}", true},
    {"post", WAY_TASK, false, "FO", "post_number", POST_NUMBER, false},
    {"edo", WAY_TASK, false, "FO", "edo_receipt", "[^\\s]{1,200}", true},
    {"call", WAY_TASK, false, "CC", "call_id", "[^\\s]{1,100}", true},
};

static const struct {
    const char *channel, *member;
} fallbacks[] = {{"post", "address"}, {"call", "phone"}, {"office", NULL}};

const struct way *way_find(const char *channel)
{
    for (size_t i = 0; channel && i < G_N_ELEMENTS(ways); i++)
        if (strcmp(ways[i].channel, channel) == 0)
            return &ways[i];
    return NULL;
}

bool way_proof_fits(const struct way *way, const char *kind, const char *proof)
{
    g_autofree char *whole = g_strdup_printf("^(?:%s)$", way->proof_form);
    return kind && proof && strcmp(kind, way->proof_kind) == 0 &&
           g_regex_match_simple(whole, proof, G_REGEX_DOLLAR_ENDONLY, 0);
}

const struct way *way_instead(const char *failed, const json_t *applicant, const char **out_address)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fallbacks); i++) {
        const char *member = fallbacks[i].member;
        const char *address = member ? json_string_value(json_object_get(applicant, member)) : NULL;
        if (strcmp(fallbacks[i].channel, failed) == 0 || (member && (!address || !*address)))
            continue;
        *out_address = address;
        return way_find(fallbacks[i].channel);
    }
    return NULL;
}
