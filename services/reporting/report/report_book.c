#include "report_book.h"

#include "log.h"

#include <stdlib.h>
#include <xlsxwriter.h>

#define CELL_TEXT_MAX 32767

struct report_book {
    char *language;
    lxw_workbook *workbook;
    GPtrArray *data; /* of lxw_worksheet; the workbook's */
    lxw_worksheet *pivot, *parameters;
    lxw_format *head, *time, *decimal, *share, *strong;
    int64_t rows, sheet_rows, added;
    lxw_row_t parameter_row;
};

static void make_formats(struct report_book *book)
{
    book->head = workbook_add_format(book->workbook);
    format_set_bold(book->head);
    format_set_text_wrap(book->head);
    format_set_align(book->head, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bg_color(book->head, 0xDDE6F0);
    format_set_border(book->head, LXW_BORDER_THIN);
    book->strong = workbook_add_format(book->workbook);
    format_set_bold(book->strong);
    book->time = workbook_add_format(book->workbook);
    format_set_num_format(book->time, report_word(book->language, "dd.mm.yyyy hh:mm", "yyyy-mm-dd hh:mm"));
    book->decimal = workbook_add_format(book->workbook);
    format_set_num_format(book->decimal, "0.00");
    book->share = workbook_add_format(book->workbook);
    format_set_num_format(book->share, "0.00%");
}

static lxw_worksheet *add_sheet(struct report_book *book, const char *ru, const char *en, int number)
{
    const char *name = report_word(book->language, ru, en);
    g_autofree char *full = number ? g_strdup_printf("%s %d", name, number) : g_strdup(name);
    return workbook_add_worksheet(book->workbook, full);
}

static lxw_format *format_of(const struct report_book *book, enum cell_kind kind)
{
    return kind == CELL_TIME ? book->time : kind == CELL_DECIMAL ? book->decimal : NULL;
}

static void add_data_sheet(struct report_book *book, int number, int64_t rows)
{
    lxw_worksheet *sheet = add_sheet(book, "Данные", "Data", number);

    for (size_t i = 0; i < report_column_count; i++) {
        const struct report_column *column = &report_columns[i];
        worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, column->width, format_of(book, column->kind));
        worksheet_write_string(sheet, 0, (lxw_col_t)i, report_word(book->language, column->ru, column->en), book->head);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_autofilter(sheet, 0, 0, (lxw_row_t)rows, (lxw_col_t)(report_column_count - 1));
    g_ptr_array_add(book->data, sheet);
}

static void add_data_sheets(struct report_book *book)
{
    int64_t left = book->rows;

    for (int number = 1; left > 0 || number == 1; number++) {
        int64_t rows = MIN(left, book->sheet_rows);
        add_data_sheet(book, number == 1 ? 0 : number, rows);
        left -= rows;
    }
}

/* The whole of the first sheet has a name that formulas and other pivots can use. */
static void name_data(struct report_book *book)
{
    char last[LXW_MAX_COL_NAME_LENGTH];

    lxw_col_to_name(last, (lxw_col_t)(report_column_count - 1), 1);
    g_autofree char *range =
        g_strdup_printf("='%s'!$A$1:%s$%" G_GINT64_FORMAT, report_word(book->language, "Данные", "Data"), last,
                        MIN(book->rows, book->sheet_rows) + 1);
    workbook_define_name(book->workbook, "otklik_data", range);
}

struct report_book *report_book_new(const struct report_book_options *options)
{
    lxw_workbook_options workbook_options = {.constant_memory = LXW_TRUE, .tmpdir = (char *)options->folder};
    lxw_workbook *workbook = workbook_new_opt(options->path, &workbook_options);
    if (!workbook)
        return NULL;
    struct report_book *book = g_new0(struct report_book, 1);
    book->workbook = workbook;
    book->language = g_strdup(options->language);
    book->rows = options->rows;
    book->sheet_rows = options->sheet_rows;
    book->data = g_ptr_array_new();
    make_formats(book);
    add_data_sheets(book);
    name_data(book);
    book->pivot = add_sheet(book, "Сводная", "Pivot", 0);
    book->parameters = add_sheet(book, "Параметры", "Parameters", 0);
    worksheet_set_column(book->parameters, 0, 0, 34, NULL);
    worksheet_set_column(book->parameters, 1, 1, 90, NULL);
    return book;
}

int report_book_data_sheets(const struct report_book *book)
{
    return (int)book->data->len;
}

/* In constant memory a cell without a format of its own has none: the column's is given to each. */
static void write_cell(struct report_book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                       const char *text)
{
    enum cell_kind kind = report_columns[column].kind;

    if (kind != CELL_TEXT)
        worksheet_write_number(sheet, row, column, g_ascii_strtod(text, NULL), format_of(book, kind));
    else if (*text && g_utf8_strlen(text, -1) <= CELL_TEXT_MAX)
        worksheet_write_string(sheet, row, column, text, NULL);
}

void report_book_add(struct report_book *book, const struct rows *rows, int row)
{
    lxw_worksheet *sheet = book->data->pdata[MIN(book->added / book->sheet_rows, (int64_t)book->data->len - 1)];
    lxw_row_t place = (lxw_row_t)(book->added % book->sheet_rows) + 1;

    for (size_t i = 0; i < report_column_count; i++)
        if (!rows_null(rows, row, (int)i))
            write_cell(book, sheet, place, (lxw_col_t)i, rows_text(rows, row, (int)i));
    book->added++;
}

static lxw_format *figure_format(const struct report_book *book, int measure)
{
    return report_measures[measure].number_format == 10  ? book->share
           : report_measures[measure].number_format == 2 ? book->decimal
                                                         : NULL;
}

static void write_labels(struct report_book *book, lxw_row_t row, const struct pivot *pivot,
                         const struct pivot_line *line, bool first_of_branch)
{
    g_autofree char *all = NULL;
    const char *branch = line->item[0] >= 0 ? pivot->items[0]->pdata[line->item[0]] : NULL;

    if (line->level == PIVOT_TOTAL)
        all = g_strdup(report_word(book->language, "Общий итог", "Grand Total"));
    if (line->level == PIVOT_SUBTOTAL)
        all = g_strdup_printf(report_word(book->language, "%s Итог", "%s Total"), branch);
    if (all)
        worksheet_write_string(book->pivot, row, 0, all, book->strong);
    if (line->level != PIVOT_LEAF)
        return;
    if (first_of_branch)
        worksheet_write_string(book->pivot, row, 0, branch, NULL);
    worksheet_write_string(book->pivot, row, 1, pivot->items[1]->pdata[line->item[1]], NULL);
}

static void write_pivot_head(struct report_book *book)
{
    for (int axis = 0; axis < REPORT_AXES; axis++) {
        const struct report_column *column = &report_columns[report_axes[axis]];
        worksheet_write_string(book->pivot, PIVOT_FIRST_ROW, (lxw_col_t)axis,
                               report_word(book->language, column->ru, column->en), book->head);
    }
    for (int i = 0; i < REPORT_MEASURES; i++)
        worksheet_write_string(book->pivot, PIVOT_FIRST_ROW, (lxw_col_t)(REPORT_AXES + i),
                               report_word(book->language, report_measures[i].ru, report_measures[i].en), book->head);
}

void report_book_pivot(struct report_book *book, const struct pivot *pivot, const char *note)
{
    const struct pivot_line *above = NULL;

    worksheet_set_column(book->pivot, 0, REPORT_AXES - 1, 34, NULL);
    worksheet_set_column(book->pivot, REPORT_AXES, REPORT_AXES + REPORT_MEASURES - 1, 18, NULL);
    worksheet_write_string(book->pivot, 0, 0,
                           report_word(book->language, "Обращения: эффективность", "Appeals: effectiveness"),
                           book->strong);
    if (note)
        worksheet_write_string(book->pivot, 1, 0, note, NULL);
    write_pivot_head(book);
    for (guint i = 0; i < pivot->lines->len; i++) {
        const struct pivot_line *line = &g_array_index(pivot->lines, struct pivot_line, i);
        lxw_row_t row = PIVOT_FIRST_ROW + 1 + i;
        write_labels(book, row, pivot, line, !above || above->item[0] != line->item[0]);
        for (int m = 0; m < REPORT_MEASURES; m++)
            if (line->known[m])
                worksheet_write_number(book->pivot, row, (lxw_col_t)(REPORT_AXES + m), line->figure[m],
                                       figure_format(book, m));
        above = line;
    }
}

void report_book_parameter(struct report_book *book, const char *name, const char *value)
{
    lxw_row_t row = book->parameter_row++;

    worksheet_write_string(book->parameters, row, 0, name, book->strong);
    worksheet_write_string(book->parameters, row, 1, value, NULL);
}

enum status report_book_close(struct report_book *book)
{
    lxw_error error = workbook_close(book->workbook);

    if (error != LXW_NO_ERROR)
        log_error("report cannot be written", LOG_TEXT("reason", lxw_strerror(error)));
    g_ptr_array_free(book->data, TRUE);
    g_free(book->language);
    g_free(book);
    return error == LXW_NO_ERROR ? ST_OK : ST_INVALID;
}
