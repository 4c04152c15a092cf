#include "store/tables.h"

const struct store notification_stores[] = {
    {&response_table, NULL, 0},
    {&delivery_table, delivery_statements, DELIVERY_STATEMENTS},
    {&layout_table, layout_statements, LAYOUT_STATEMENTS},
    {&notice_table, notice_statements, NOTICE_STATEMENTS},
    {&branch_table, NULL, 0},
    {&department_table, NULL, 0},
    {&employee_table, NULL, 0},
    {0},
};
