/* client_registry.h: what main.c declares, grouped under the files that define it. */
#ifndef OTKLIK_CLIENT_REGISTRY_H
#define OTKLIK_CLIENT_REGISTRY_H

#include "mapping.h"
#include "service.h"

/* subscriptions.c, routes.c */
extern const struct subscription registry_subscriptions[];
extern const struct route registry_routes[];

/* registry.c: the service's own object: the mappings in memory, read by all threads. */
extern const struct config_key registry_config[];
void *registry_start(const struct config *config, struct db *db);
void registry_stop(void *app);
/* The mapping of that topic (borrowed) and its node of that name (may be NULL). False: nothing of it may be taken. */
bool registry_node(const void *app, const char *topic, const char *name, const struct mapping **out_mapping,
                   struct mapping_node *out_node);

/* on_appeal_received.c */
enum status on_appeal_received(struct work *w, const struct event *e);
/* What of it is looked up (service.h: load), and whom that leads to. */
void appeal_account_norm(struct work *w, const struct event *e, GPtrArray *out);
void appeal_contract_norm(struct work *w, const struct event *e, GPtrArray *out);
void appeal_phone(struct work *w, const struct event *e, GPtrArray *out);
void appeal_email_hash(struct work *w, const struct event *e, GPtrArray *out);
void appeal_inn(struct work *w, const struct event *e, GPtrArray *out);
void appeal_account_ids(struct work *w, const struct event *e, GPtrArray *out);
void appeal_client_ids(struct work *w, const struct event *e, GPtrArray *out);

/* on_billing_package.c, on_billing_row.c */
enum status on_billing_package(struct work *w, const struct event *e);
enum status on_billing_row(struct work *w, const struct event *e);

/* http_clients.c */
enum status http_client_create(struct work *w, struct request *rq, struct answer *out);
enum status http_client_change(struct work *w, struct request *rq, struct answer *out);
enum status http_client_get(struct work *w, struct request *rq, struct answer *out);

/* http_search.c */
enum status http_client_search(struct work *w, struct request *rq, struct answer *out);

#endif
