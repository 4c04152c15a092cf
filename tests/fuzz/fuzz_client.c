/* Input: one line as a person or a billing system writes it: it is read as everything that a client's datum can be. */
#include "norm/company.h"
#include "norm/email.h"
#include "norm/fio.h"
#include "norm/identity.h"
#include "norm/normalise.h"
#include "norm/numbers.h"
#include "norm/phone.h"
#include "norm/similarity.h"

#include <stdint.h>
#include <string.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void is_text(char *made)
{
    g_assert(!made || g_utf8_validate(made, -1, NULL));
    g_free(made);
}

static void read_name(const char *line)
{
    static char *(*const keys[])(const struct fio *fio) = {fio_full_key, fio_initials_key};
    struct fio name, fields;
    fio_parse(line, &name);
    fio_set(line, "Иван", NULL, &fields);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        is_text(keys[i](&name));
    is_text(fio_sound_key(name.last));
    bool sayable = !name.stub && !name.several && *name.last;
    g_assert(fio_same_last(&name, &name) == sayable && fio_compatible_given(&name, &name));
    double alike = similarity_fio(&name, &fields);
    g_assert(alike >= 0 && alike <= 1);
    g_assert(similarity_distance(line, line) == 0 && similarity_is_typo(line, line));
    fio_release(&name);
    fio_release(&fields);
}

static void read_identity(const char *line)
{
    static const char *const kinds[] = {
        "inn10", "inn12", "kpp", "ogrn",      "ogrnip", "snils",    "passport", "dept_code", "birth_certificate",
        "els",   "izhku", "epd", "cadastral", "bik",    "account20"};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        is_text(identity_normal(kinds[i], line));
    is_text(identity_document_normal("21", line, line));
    is_text(identity_document_normal("10", NULL, line));
    identity_bank_account_valid("044525225", line);
    identity_correspondent_account_valid("044525225", line);
    identity_date(line);
    identity_birth_date(line);
}

static void read_texts(const char *line)
{
    static char *(*const forms[])(const char *raw) = {
        normalise_text,   normalise_name,     normalise_cyrillic, normalise_latin, normalise_loose,
        normalise_layout, normalise_translit, normalise_digits,   email_normal,    email_key,
        numbers_account,  numbers_contract,   numbers_meter};
    struct company_name company;
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
        is_text(forms[i](line));
    company_parse(line, &company);
    company_release(&company);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct phone phones[4];
    g_autofree char *line = g_strndup((const char *)data, size);
    if (!g_utf8_validate(line, -1, NULL)) /* JSON has none */
        return 0;
    read_name(line);
    read_identity(line);
    read_texts(line);
    g_assert(phone_parse_all(line, "343", phones, G_N_ELEMENTS(phones)) <= G_N_ELEMENTS(phones));
    return 0;
}
