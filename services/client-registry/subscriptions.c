/* What client-registry hears: topic, event, handler, and which rows are loaded for a whole batch. */
#include "appeal_received.h"
#include "billing_loads.h"
#include "client_registry.h"
#include "store/stores.h"
#include "store/tables.h"

/* What a change of billing is about: found by the references, with all that a card and its keys are made of. */
#define BILLING_LOADS                                                                                                  \
    LOADS({&external_ref_table, "ref_key", .values = billing_load_refs},                                               \
          {&account_table, "id", .values = billing_load_accounts, .round = 1},                                         \
          {&account_party_table, "account_id", .values = billing_load_accounts, .round = 1},                           \
          {&account_party_table, "client_id", .values = billing_load_clients, .round = 1},                             \
          {&client_table, "id", .values = billing_load_clients, .round = 1},                                           \
          {&contact_table, "client_id", .values = billing_load_clients, .round = 1},                                   \
          {&id_document_table, "client_id", .values = billing_load_clients, .round = 1},                               \
          {&strong_key_table, "key", .values = billing_load_keys, .round = 2})

const struct subscription registry_subscriptions[] = {
    {"otklik.intake.v1", NULL, &appeal_received_event, on_appeal_received,
     LOADS(
         {&account_table, "number_norm", .values = appeal_account_norm},
         {&contact_table, "phone", .values = appeal_phone}, {&contact_table, "email_hash", .values = appeal_email_hash},
         {&contract_table, "number_norm", .values = appeal_contract_norm}, {&client_table, "inn", .values = appeal_inn},
         {&account_party_table, "account_id", .values = appeal_account_ids, .round = 1},
         {&client_table, "id", .values = appeal_client_ids, .round = 2})},
    {"in.billing.1c.v1", NULL, NULL, on_billing_package, BILLING_LOADS, .raw = true},
    {"ora_perm.BILL.ABONENT", NULL, NULL, on_billing_row, BILLING_LOADS, .raw = true},
    {0},
};
