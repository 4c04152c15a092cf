/* What client-registry hears: topic, event, handler, and which rows are loaded for a whole batch. */
#include "appeal_received.h"
#include "client_registry.h"
#include "store/stores.h"
#include "store/tables.h"

const struct subscription registry_subscriptions[] = {
    {"otklik.intake.v1", NULL, &appeal_received_event, on_appeal_received,
     LOADS({&account_table, "number_norm", .value = appeal_account_norm},
           {&contact_table, "phone", .value = appeal_phone}, {&contact_table, "email_hash", .value = appeal_email_hash},
           {&account_party_table, "account_id", .value = appeal_account_id, .round = 1})},
    {"in.billing.1c.v1", NULL, NULL, on_billing_package, .raw = true},
    {"ora_perm.BILL.ABONENT", NULL, NULL, on_billing_row, .raw = true},
    {0},
};
