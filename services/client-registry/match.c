#include "match.h"

#include "norm/company.h"
#include "norm/identity.h"

#include <string.h>

static const char *text_in(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

void applicant_read(const json_t *said, struct applicant *out)
{
    const char *name = text_in(said, "name"), *last = text_in(said, "last"), *inn = text_in(said, "inn");
    *out = (struct applicant){0};
    fio_set(last ? last : name, text_in(said, "first"), text_in(said, "middle"), &out->fio);
    out->inn = inn ? identity_normal("inn10", inn) : NULL;
    if (inn && !out->inn)
        out->inn = identity_normal("inn12", inn);
    if (!name)
        return;
    auto_company company;
    company_parse(name, &company);
    out->company = *company.name ? g_strdup(company.name) : NULL;
}

void applicant_release(struct applicant *applicant)
{
    fio_release(&applicant->fio);
    g_clear_pointer(&applicant->company, g_free);
    g_clear_pointer(&applicant->inn, g_free);
}

bool match_agrees(const struct applicant *applicant, const struct client *client)
{
    if (applicant->inn && client->inn)
        return !strcmp(applicant->inn, client->inn);
    if (!party_is_person(client))
        return applicant->company && !g_strcmp0(applicant->company, client->name_norm);
    auto_fio fio;
    party_fio(client, &fio);
    return fio_same_last(&applicant->fio, &fio) && fio_compatible_given(&applicant->fio, &fio);
}

int match_decide(const struct match_candidate *candidates, size_t count)
{
    int found = -1;
    for (size_t i = 0; i < count; i++) {
        if (!candidates[i].strong || !candidates[i].agrees)
            continue;
        if (found >= 0 && strcmp(candidates[found].client->id, candidates[i].client->id) != 0)
            return -1;
        if (found < 0)
            found = (int)i;
    }
    return found;
}
