#include "routing.h"
#include "statements.h"

const struct store routing_stores[] = {
    {&case_file_table, NULL, 0},  {&stage_table, stage_statements, STAGE_STATEMENTS},
    {&response_table, NULL, 0},   {&binding_table, settings_statements, SETTINGS_STATEMENTS},
    {&template_table, NULL, 0},   {&responsible_table, NULL, 0},
    {&department_table, NULL, 0}, {&employee_table, NULL, 0},
    {&absence_table, NULL, 0},    {0},
};
