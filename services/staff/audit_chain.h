/* audit_chain.h: the hash that ties each row of the audit trail to the one before it. */
#ifndef OTKLIK_STAFF_AUDIT_CHAIN_H
#define OTKLIK_STAFF_AUDIT_CHAIN_H

#include "rows.h"

/* Gives the row its place: seq, prev_hash and hash from the head, which moves on. hash = sha256 in hex of the lines
 * prev_hash, seq, at, service, person_id, login, action, entity, entity_id, branch, peer, outcome, changes; absent ones
 * are empty, `at` is RFC 3339 in UTC with microseconds, `changes` compact JSON with sorted keys. */
void audit_chain_add(struct audit_head *head, struct audit *row);

#endif
