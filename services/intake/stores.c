#include "catalogue_statements.h"
#include "intake.h"
#include "journal.h"
#include "numbers.h"
#include "statements.h"

const struct store intake_stores[] = {
    {&appeal_table, NULL, 0},
    {&appeal_text_table, NULL, 0},
    {&appeal_number_table, NULL, 0},
    {NULL, number_statements, NUMBER_STATEMENTS},
    {&submission_table, NULL, 0},
    {&attachment_table, NULL, 0},
    {&stage_line_table, NULL, 0},
    {&history_table, NULL, 0},
    {&appeal_type_table, catalogue_statements, CATALOGUE_STATEMENTS},
    {&config_counter_table, NULL, 0},
    {&dictionary_table, NULL, 0},
    {&source_table, source_statements, SOURCE_STATEMENTS},
    {&branch_table, NULL, 0},
    {&account_owner_table, NULL, 0},
    {NULL, journal_statements, JOURNAL_STATEMENTS},
    {NULL, close_statements, CLOSE_STATEMENTS},
    {0},
};
