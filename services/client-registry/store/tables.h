/* tables.h: the rows of client-registry. Each table's columns and statements stand in <table>_store.c. */
#ifndef OTKLIK_CLIENT_TABLES_H
#define OTKLIK_CLIENT_TABLES_H

#include "table.h"

/* A client of any kind: FL a person, IP a sole trader, UL a company, GOV a budget body, UKO a manager of houses. */
struct client {
    struct row row;
    char *id;
    int64_t version;
    char *kind;
    char *display_name;
    char *status; /* draft, active, merged, closed, deceased, liquidated */
    char *origin; /* historic, billing, manual */
    char *branch;
    char *language;
    char *check_state; /* passed, overridden, legacy_unchecked */
    char *note;
    char *merged_into_id;
    char *last, *first, *middle;
    char *birth_date;
    char *sex;
    char *snils, *inn;
    char *full_name, *short_name, *opf, *kpp, *ogrn, *head_name;
    char *parent_client_id;
    char *last_norm, *given_norm; /* for search: IVANOVA, MARIA PETROVNA in Cyrillic */
    char *name_norm;              /* company's, without its form */
    instant created_at, updated_at;
    char *created_by;
};

struct contact {
    struct row row;
    char *id;
    char *client_id;
    char *kind; /* phone, email, post, edo, lk, messenger */
    char *value_raw, *value_norm;
    char *purpose; /* main, bill, response, marketing */
    char *source;  /* "manual" or the billing system that said it */
    instant verified_at;
    char *verified_by; /* code, operator, billing */
    bool shared;       /* of a family: several clients may have it */
    bool do_not_use;
    int64_t phone;      /* E.164 as a number, 0 for other kinds */
    int64_t email_hash; /* of email_key, 0 for other kinds */
};

struct id_document {
    struct row row;
    char *id;
    char *client_id;
    char *type; /* FNS code: 21 passport, 03 birth certificate, ... */
    char *series, *number;
    char *number_norm; /* "21:0001000123"; NULL for stubs */
    char *issued_by;
    char *issue_date;
    char *valid_to;
};

/* A personal account as billing numbers it. */
struct account {
    struct row row;
    char *id;
    int64_t version;
    char *account_key; /* "1c.billing.SVE/0012345678": unique */
    char *billing_system;
    char *number, *number_norm;
    char *branch;
    char *client_kind;
    json_t *services; /* ["H", "W"] */
    char *status;     /* open, closed, archived */
    char *opened, *closed;
    char *address, *address_norm;
    int64_t balance_kopecks;
    char *balance_on;
};

struct account_party {
    struct row row;
    char *id;
    char *account_id;
    char *client_id;
    char *role; /* owner, tenant, payer, user, ex_owner */
    char *valid_from, *valid_to;
};

struct contract {
    struct row row;
    char *id;
    char *contract_key; /* "SVE/ЭС-123/2019": unique */
    char *number, *number_norm;
    char *branch;
    char *kind, *state;
    char *signed_on, *ends_on;
    char *client_id;
};

/* What another system calls a thing of ours. */
struct external_ref {
    struct row row;
    char *ref_key; /* "system|object kind|external id": unique */
    char *system, *object_kind, *external_id;
    char *entity; /* client, account */
    char *entity_id;
    char *source_order; /* texts of one source compare by strcmp; equal or lower is old news */
    bool deleted_in_source;
};

/* The key of a rule B1-B8 belongs to one client: this row makes exact doubles impossible, also at the same moment. */
struct strong_key {
    struct row row;
    char *key; /* a hash, so that no personal data stand in it */
    char *client_id;
    char *rule;
};

/* Two clients that may be one; a data steward decides. */
struct candidate {
    struct row row;
    char *pair; /* "lesser id/greater id": unique */
    char *a_id, *b_id;
    char *rule;
    int64_t score; /* per cent */
    char *state;   /* new, same, different, merged */
    char *decided_by;
    char *reason;
    instant created_at;
};

/* How far a billing source was taken; one that numbers its messages gets the number back. */
struct billing_source {
    struct row row;
    char *source;
    int64_t last_number;
    instant last_at;
};

extern const struct table client_table, contact_table, id_document_table, account_table, account_party_table,
    contract_table, external_ref_table, strong_key_table, candidate_table, billing_source_table;

#endif
