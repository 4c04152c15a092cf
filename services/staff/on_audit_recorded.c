#include "audit_chain.h"
#include "audit_recorded.h"
#include "staff.h"

enum status on_audit_recorded(struct work *w, const struct event *e)
{
    const struct audit_recorded *said = e->data;
    struct audit_head *head = work_find(w, &audit_head_table, "id", "audit");
    if (!head)
        return reject(w, "the audit trail has no head");
    struct audit *row = work_new(w, &audit_table);

    row->at = said->at;
    text_set(&row->service, said->service);
    text_set(&row->person_id, said->person_id);
    text_set(&row->login, said->login);
    text_set(&row->action, said->action);
    text_set(&row->entity, said->entity);
    text_set(&row->entity_id, said->entity_id);
    text_set(&row->branch, said->branch);
    text_set(&row->peer, said->peer);
    text_set(&row->outcome, said->outcome);
    json_set_take(&row->changes, json_incref(said->changes));
    audit_chain_add(head, row);
    work_save(w, head);
    return ST_OK;
}
