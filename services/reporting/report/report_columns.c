#include "report_columns.h"

enum { NUMBER = 0, BRANCH = 1, CATEGORY = 6, IN_TIME = 23, OVERDUE = 24, DAYS = 25 };

const struct report_column report_columns[] = {
    {"Номер", "Number", CELL_TEXT, 18},
    {"Филиал", "Branch", CELL_TEXT, 24},
    {"Месяц поступления", "Month received", CELL_TEXT, 12},
    {"Канал", "Channel", CELL_TEXT, 18},
    {"Вид клиента", "Client kind", CELL_TEXT, 20},
    {"Услуга", "Service", CELL_TEXT, 18},
    {"Категория", "Category", CELL_TEXT, 26},
    {"Код типа", "Type code", CELL_TEXT, 12},
    {"Тип обращения", "Appeal type", CELL_TEXT, 36},
    {"Состояние", "State", CELL_TEXT, 18},
    {"Поступило", "Received", CELL_TIME, 16},
    {"Зарегистрировано", "Registered", CELL_TIME, 16},
    {"Передано в работу", "Sent to work", CELL_TIME, 16},
    {"Срок ответа", "Answer due", CELL_TIME, 16},
    {"Ответ направлен", "Answered", CELL_TIME, 16},
    {"Закрыто", "Closed", CELL_TIME, 16},
    {"Цикл", "Cycle", CELL_COUNT, 8},
    {"Результат", "Result", CELL_TEXT, 20},
    {"Обоснованность", "Justified", CELL_TEXT, 14},
    {"Способ ответа", "Answered by way", CELL_TEXT, 18},
    {"Подразделение", "Department", CELL_TEXT, 30},
    {"Исполнитель", "Employee", CELL_TEXT, 20},
    {"Ответ дан", "Is answered", CELL_COUNT, 10},
    {"В срок", "In time", CELL_COUNT, 10},
    {"Просрочено", "Overdue", CELL_COUNT, 11},
    {"Дней до ответа", "Days to answer", CELL_DECIMAL, 12},
    {"Дней в работе", "Days in work", CELL_DECIMAL, 12},
    {"Возвратов", "Returns", CELL_COUNT, 10},
};
const size_t report_column_count = sizeof report_columns / sizeof *report_columns;

const int report_axes[REPORT_AXES] = {BRANCH, CATEGORY};

const struct pivot_measure report_measures[REPORT_MEASURES] = {
    {"Обращений", "Appeals", NUMBER, "count", 1},
    {"Доля ответов в срок", "Share answered in time", IN_TIME, "average", 10},
    {"Просрочено, всего", "Overdue in all", OVERDUE, "sum", 1},
    {"Среднее дней до ответа", "Average days to answer", DAYS, "average", 2},
};
