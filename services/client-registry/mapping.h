/* mapping.h: how one foreign billing system's members become ours, as data: deploy/company/mappings/<name>.json.
 *
 *     {"name": "1c", "topic": "in.billing.1c.v1",
 *      "nodes": {"УПС_SVE": {"system": "1c.billing.SVE", "branch": "SVE", "zone": "Asia/Yekaterinburg"}},
 *      "objects": [{"type": "Справочник.ЛицевыеСчета", "id": "Ссылка", "deleted": "ПометкаУдаления",
 *        "members": [{"from": "Контрагент/Фамилия", "to": "client/last", "do": ["trim"]},
 *                    {"from": "Услуги", "to": "account/services", "words": {"Отопление": "H"}},
 *                    {"each": "КонтактнаяИнформация", "when": {"Вид": "Телефон"}, "from": "Представление",
 *                     "to": "client/contacts", "do": ["phones"]}]}]}
 *
 * What a transform finds to be empty (a zero reference, 0001-01-01, an empty text, an unchanged large value) says
 * nothing: the member is left out. */
#ifndef OTKLIK_MAPPING_H
#define OTKLIK_MAPPING_H

#include "status.h"

#include <jansson.h>

struct mapping;

struct mapping_node {
    const char *system; /* the name accounts and references are kept under; borrowed from the mapping */
    const char *branch;
    const char *zone; /* IANA */
};

/* Checks the document: unknown transforms and missing members are refused, with the reason in *out_reason (caller
 * frees). */
struct mapping *mapping_new(const json_t *document, char **out_reason);
void mapping_free(struct mapping *mapping);
const char *mapping_topic(const struct mapping *mapping);
/* The node (database) the data come from. ST_NOT_FOUND: not listed, so nothing of it may be taken. */
enum status MUST_CHECK mapping_node(const struct mapping *mapping, const char *name, struct mapping_node *out);
/* One foreign object of `type` as {"id", "deleted", "client": {...}, "account": {...}}; NULL when the type is not
 * mapped or the object has no id. Caller owns it. */
json_t *mapping_apply(const struct mapping *mapping, const char *type, const json_t *object, const char *zone);

#endif
