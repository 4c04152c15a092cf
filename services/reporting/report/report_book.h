/* report_book.h: the XLSX of a report, written row by row with flat memory. */
#ifndef OTKLIK_REPORT_BOOK_H
#define OTKLIK_REPORT_BOOK_H

#include "db.h"
#include "pivot.h"

struct report_book;

struct report_book_options {
    const char *path;   /* of the new file */
    const char *folder; /* of the temporary files of sheets; on disk */
    const char *language;
    int64_t rows;       /* that will come */
    int64_t sheet_rows; /* at most on one sheet, without the header */
};

/* Opens the book with its sheets: data (as many as the rows need), pivot, parameters. NULL: it cannot. */
struct report_book *report_book_new(const struct report_book_options *options);
/* The number of sheets of base rows; the pivot's sheet follows them. */
int report_book_data_sheets(const struct report_book *book);
/* Adds the next base row: the columns of `rows` are those of report_columns. */
void report_book_add(struct report_book *book, const struct rows *rows, int row);
/* The figures as plain cells where the pivot stands: what is seen before Excel computes it. `note` may be NULL. */
void report_book_pivot(struct report_book *book, const struct pivot *pivot, const char *note);
/* The next line of the sheet of parameters. */
void report_book_parameter(struct report_book *book, const char *name, const char *value);
/* Writes the file and frees the book. ST_INVALID: it cannot be written (logged). */
enum status MUST_CHECK report_book_close(struct report_book *book);

#endif
