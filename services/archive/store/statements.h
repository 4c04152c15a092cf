/* statements.h: further statements of the store files, each with its parameters and rows. */
#ifndef OTKLIK_ARCHIVE_STATEMENTS_H
#define OTKLIK_ARCHIVE_STATEMENTS_H

#include "db.h"

enum file_statement {
    FILE_LOCK,    /* sha256: one writer or sweeper of a content at a time, until the transaction ends */
    FILE_IS_USED, /* sha256, claim -> true when a document or another claim has it */
    FILE_ORPHANS, /* names -> those that have no row */
    FILE_STATEMENTS
};
extern const struct statement file_statements[];

enum claim_statement {
    CLAIM_LEASE,   /* now, until -> id, sha256 of one claim to be checked; no row: none is due */
    CLAIM_EXPIRED, /* before -> id of a claim nobody used */
    CLAIM_STATEMENTS
};
extern const struct statement claim_statements[];

enum fetch_statement {
    FETCH_LEASE, /* now, until -> id, appeal, url, attempts, file_hosts (null: source not known); no row: none is due */
    FETCH_STATEMENTS
};
extern const struct statement fetch_statements[];

enum folder_statement {
    FOLDER_LIST,         /* client -> id, code, ord, ru, en, documents */
    FOLDER_DOCUMENTS,    /* folder, after (null: first page), limit -> the columns of document_table */
    FOLDER_TEMPLATES,    /* all -> the columns of folder_template_table */
    FOLDER_SORT_BEGIN,   /* kind: its clients are to be sorted anew, from the first one */
    FOLDER_SORT_NEXT,    /* -> client_kind, after of one task, locked; no row: nothing to do or another works on it */
    FOLDER_SORT_CLIENTS, /* kind, after, limit -> ids */
    FOLDER_STATEMENTS
};
extern const struct statement folder_statements[];

enum letter_statement {
    LETTER_COUNT,  /* counter -> the next number */
    LETTER_HOLD,   /* text: one registration of such a letter at a time, until the transaction ends */
    LETTER_DOUBLE, /* branch, direction, correspondent, number, date -> id, number, registered_at of the first */
    LETTER_PAGE,   /* branches seen, after, branch, direction, from, to, number, is_appeal, limit -> letter_table */
    LETTER_STATEMENTS
};
extern const struct statement letter_statements[];

#endif
