#include "store/stores.h"

#include "store/tables.h"

const struct store registry_stores[] = {
    {&client_table, search_statements, SEARCH_STATEMENTS},
    {&contact_table, NULL, 0},
    {&id_document_table, NULL, 0},
    {&account_table, NULL, 0},
    {&account_party_table, NULL, 0},
    {&contract_table, NULL, 0},
    {&external_ref_table, NULL, 0},
    {&strong_key_table, &strong_key_lock, 1},
    {&candidate_table, NULL, 0},
    {&billing_source_table, NULL, 0},
    {0},
};
