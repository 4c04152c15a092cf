/* statements.h: statements of the store files beside those that the column tables make. */
#ifndef OTKLIK_ROUTING_STATEMENTS_H
#define OTKLIK_ROUTING_STATEMENTS_H

#include "db.h"

enum stage_statement {
    STAGE_NEXT,      /* department -> id of the next stage of the team, its case locked; no row: the queue is empty */
    STAGE_CASE,      /* stage id -> appeal id, its case locked */
    RESPONSE_CASE,   /* response id -> appeal id, its case locked */
    WORKLIST_MINE,   /* person, after due, after id, limit */
    WORKLIST_QUEUE,  /* department, mode, after due, after id, limit */
    WORKLIST_SIGN,   /* the same as MINE, of action sign_response */
    DEPARTMENT_LOAD, /* department -> employee id, name, open stages, overdue */
    HOLDER_CASES,    /* employee -> ids of the cases of which he has a stage, in their order */
    UNROUTED,        /* rights' branches, limit */
    STAGE_STATEMENTS,
};
extern const struct statement stage_statements[];

enum settings_statement {
    BINDING_LIST,  /* branch or NULL */
    TEMPLATE_LIST, /* all, by code */
    CASE_FAILED,   /* branch, role -> ids of cases that wait for this binding */
    SETTINGS_STATEMENTS,
};
extern const struct statement settings_statements[];

#endif
