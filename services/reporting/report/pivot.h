/* pivot.h: the aggregates of a report as the pivot shows them, and the parts of an XLSX package that make Excel
 * compute them anew by any section (ISO/IEC 29500-1, 18.10). */
#ifndef OTKLIK_PIVOT_H
#define OTKLIK_PIVOT_H

#include "report_columns.h"
#include "status.h"

#include <glib.h>

enum pivot_level { PIVOT_LEAF, PIVOT_SUBTOTAL, PIVOT_TOTAL };

struct pivot_line {
    enum pivot_level level;
    int item[REPORT_AXES]; /* index into pivot.items; -1 where it does not apply */
    double figure[REPORT_MEASURES];
    bool known[REPORT_MEASURES];
};

struct pivot {
    const char *language; /* borrowed */
    GPtrArray *items[REPORT_AXES];
    GArray *lines; /* of struct pivot_line */
};

#define PIVOT_FIRST_ROW 2 /* of the header, from 0 */

void pivot_init(struct pivot *pivot, const char *language);
void pivot_release(struct pivot *pivot);
/* The index of the name among the axis' items; added when new. */
int pivot_item(struct pivot *pivot, int axis, const char *name);

/* pivot_xml.c: the two parts as XML; `rows` counts base rows. Caller frees with g_free. */
char *pivot_cache_xml(const struct pivot *pivot, int64_t rows);
char *pivot_table_xml(const struct pivot *pivot);

/* pivot_file.c: puts them into the workbook `path`, whose sheet number `sheet` (from 1) shows the pivot. ST_INVALID:
 * the file is no such workbook or cannot be written (logged). */
enum status MUST_CHECK pivot_add_to_file(const struct pivot *pivot, const char *path, int sheet, int64_t rows);

#endif
