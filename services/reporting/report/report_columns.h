/* report_columns.h: the columns of the sheet of base rows, in the order of report_query_page, and the measures of the
 * pivot over them. */
#ifndef OTKLIK_REPORT_COLUMNS_H
#define OTKLIK_REPORT_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

enum cell_kind { CELL_TEXT, CELL_TIME, CELL_COUNT, CELL_DECIMAL };

struct report_column {
    const char *ru, *en;
    enum cell_kind kind;
    double width; /* characters */
};

struct pivot_measure {
    const char *ru, *en;
    int column;           /* of report_columns */
    const char *subtotal; /* as OOXML names it: "count", "average", "sum" */
    int number_format;    /* built-in id of OOXML: 1 "0", 2 "0.00", 10 "0.00%" */
};

extern const struct report_column report_columns[];
extern const size_t report_column_count;
/* The axes of the pivot: branch, then category. */
extern const int report_axes[];
#define REPORT_AXES 2
extern const struct pivot_measure report_measures[];
#define REPORT_MEASURES 4

static inline const char *report_word(const char *language, const char *ru, const char *en)
{
    return language[0] == 'e' ? en : ru;
}

#endif
