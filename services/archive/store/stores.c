#include "archive.h"
#include "store/statements.h"
#include "store/tables.h"

const struct store archive_stores[] = {
    {&appeal_table, NULL, 0},
    {&source_table, NULL, 0},
    {&doc_type_table, NULL, 0},
    {&client_table, NULL, 0},
    {&file_table, file_statements, FILE_STATEMENTS},
    {&document_table, NULL, 0},
    {&claim_table, claim_statements, CLAIM_STATEMENTS},
    {&fetch_table, fetch_statements, FETCH_STATEMENTS},
    {&folder_template_table, folder_statements, FOLDER_STATEMENTS},
    {&resort_table, NULL, 0},
    {&folder_table, NULL, 0},
    {&folder_item_table, NULL, 0},
    {&letter_table, letter_statements, LETTER_STATEMENTS},
    {&letter_number_table, NULL, 0},
    {0},
};
