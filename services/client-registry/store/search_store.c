#include "store/stores.h"

/* What every search shows, and whom: the person's branches in $2 ("*" = all), one branch in $3 or '' for any. Merged
 * cards are found through the surviving one. */
#define SHOWN                                                                                                          \
    "SELECT c.id, c.version, c.kind, c.display_name, c.branch, c.status, coalesce(c.given_norm, c.name_norm, '')\n"
#define VISIBLE                                                                                                        \
    "  AND ($2::text[] && ARRAY['*', c.branch])\n"                                                                     \
    "  AND ($3::text = '' OR c.branch = $3::text)\n"                                                                   \
    "  AND c.status <> 'merged'\n"
#define BY_ID                                                                                                          \
    "  AND c.id > $4::uuid\n"                                                                                          \
    "ORDER BY c.id\n"                                                                                                  \
    "LIMIT $5::int"

const struct statement search_statements[] = {
    {"search_email", SHOWN "FROM contact k JOIN client c ON c.id = k.client_id\n"
                           "WHERE k.email_hash = $1::bigint\n" VISIBLE BY_ID},
    {"search_phone", SHOWN "FROM contact k JOIN client c ON c.id = k.client_id\n"
                           "WHERE k.phone = $1::bigint\n" VISIBLE BY_ID},
    {"search_snils", SHOWN "FROM client c\n"
                           "WHERE c.snils = $1::text\n" VISIBLE BY_ID},
    {"search_inn", SHOWN "FROM client c\n"
                         "WHERE c.inn = $1::text\n" VISIBLE BY_ID},
    {"search_document", SHOWN "FROM id_document d JOIN client c ON c.id = d.client_id\n"
                              "WHERE d.number_norm = $1::text\n" VISIBLE BY_ID},
    {"search_account", SHOWN "FROM account a\n"
                             "JOIN account_party p ON p.account_id = a.id\n"
                             "JOIN client c ON c.id = p.client_id\n"
                             "WHERE a.number_norm = $1::text\n" VISIBLE BY_ID},
    {"search_contract", SHOWN "FROM contract t JOIN client c ON c.id = t.client_id\n"
                              "WHERE t.number_norm = $1::text\n" VISIBLE BY_ID},
    /* $6 the end of the range that begins with the given names typed, $7 the
     * last row's place in the order of names. A company's range begins with $1 itself: ordered by id, the planner would
     * walk the primary key. */
    {"search_person",
     SHOWN "FROM client c\n"
           "WHERE c.last_norm = $1::text\n"
           "  AND c.given_norm >= $8::text\n"
           "  AND c.given_norm < $6::text\n" VISIBLE "  AND (c.given_norm, c.id) > ($7::text, $4::uuid)\n"
           "ORDER BY c.given_norm, c.id\n"
           "LIMIT $5::int"},
    {"search_company",
     SHOWN "FROM client c\n"
           "WHERE c.name_norm >= $1::text\n"
           "  AND c.name_norm < $6::text\n" VISIBLE "  AND (c.name_norm, c.id) > ($7::text, $4::uuid)\n"
           "ORDER BY c.name_norm, c.id\n"
           "LIMIT $5::int"},
};
