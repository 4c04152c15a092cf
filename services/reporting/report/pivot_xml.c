#include "pivot.h"

#include <inttypes.h>
#include <libxml/xmlwriter.h>
#include <string.h>

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define CACHE_ID "1"

void pivot_init(struct pivot *pivot, const char *language)
{
    pivot->language = language;
    for (int axis = 0; axis < REPORT_AXES; axis++)
        pivot->items[axis] = g_ptr_array_new_with_free_func(g_free);
    pivot->lines = g_array_new(FALSE, TRUE, sizeof(struct pivot_line));
}

void pivot_release(struct pivot *pivot)
{
    for (int axis = 0; axis < REPORT_AXES; axis++)
        g_ptr_array_free(pivot->items[axis], TRUE);
    g_array_free(pivot->lines, TRUE);
}

int pivot_item(struct pivot *pivot, int axis, const char *name)
{
    GPtrArray *items = pivot->items[axis];

    for (guint i = 0; i < items->len; i++)
        if (strcmp(items->pdata[i], name) == 0)
            return (int)i;
    g_ptr_array_add(items, g_strdup(name));
    return (int)items->len - 1;
}

/* A writer into memory cannot fail but for memory. */
struct writer {
    xmlBufferPtr buffer;
    xmlTextWriterPtr to;
};

static struct writer begin(const char *element)
{
    struct writer w = {.buffer = xmlBufferCreate()};

    w.to = xmlNewTextWriterMemory(w.buffer, 0);
    xmlTextWriterStartDocument(w.to, NULL, "UTF-8", "yes");
    xmlTextWriterStartElement(w.to, BAD_CAST element);
    xmlTextWriterWriteAttribute(w.to, BAD_CAST "xmlns", BAD_CAST MAIN_NS);
    return w;
}

static char *end(struct writer *w)
{
    xmlTextWriterEndDocument(w->to);
    xmlFreeTextWriter(w->to);
    char *text = g_strdup((const char *)xmlBufferContent(w->buffer));
    xmlBufferFree(w->buffer);
    return text;
}

/* Opens an element with attributes given as name, value, ..., NULL. */
static void open_element(struct writer *w, const char *element, ...)
{
    va_list attributes;
    const char *name;

    xmlTextWriterStartElement(w->to, BAD_CAST element);
    va_start(attributes, element);
    while ((name = va_arg(attributes, const char *)))
        xmlTextWriterWriteAttribute(w->to, BAD_CAST name, BAD_CAST va_arg(attributes, const char *));
    va_end(attributes);
}

static void close_element(struct writer *w)
{
    xmlTextWriterEndElement(w->to);
}

static void attribute_number(struct writer *w, const char *name, int64_t value)
{
    xmlTextWriterWriteFormatAttribute(w->to, BAD_CAST name, "%" PRId64, value);
}

static int axis_of(int column)
{
    for (int axis = 0; axis < REPORT_AXES; axis++)
        if (report_axes[axis] == column)
            return axis;
    return -1;
}

static bool is_measured(int column)
{
    for (int i = 0; i < REPORT_MEASURES; i++)
        if (report_measures[i].column == column)
            return true;
    return false;
}

static const char *header_of(const struct pivot *pivot, int column)
{
    return report_word(pivot->language, report_columns[column].ru, report_columns[column].en);
}

/* Axis fields must list their items; others are left to the first refresh (a full list there makes Excel repair). */
static void cache_field(struct writer *w, const struct pivot *pivot, int column)
{
    int axis = axis_of(column);

    open_element(w, "cacheField", "name", header_of(pivot, column), "numFmtId", "0", NULL);
    open_element(w, "sharedItems", NULL);
    if (axis >= 0) {
        attribute_number(w, "count", pivot->items[axis]->len);
        for (guint i = 0; i < pivot->items[axis]->len; i++) {
            open_element(w, "s", "v", pivot->items[axis]->pdata[i], NULL);
            close_element(w);
        }
    }
    close_element(w);
    close_element(w);
}

/* The letters of a column, "AB" of 27. Caller frees. */
static char *letters_of(int column)
{
    return column < 26 ? g_strdup_printf("%c", 'A' + column)
                       : g_strdup_printf("%c%c", 'A' + column / 26 - 1, 'A' + column % 26);
}

char *pivot_cache_xml(const struct pivot *pivot, int64_t rows)
{
    struct writer w = begin("pivotCacheDefinition");
    g_autofree char *last = letters_of((int)report_column_count - 1);
    g_autofree char *range = g_strdup_printf("A1:%s%" PRId64, last, rows + 1);

    xmlTextWriterWriteAttribute(w.to, BAD_CAST "saveData", BAD_CAST "0");
    xmlTextWriterWriteAttribute(w.to, BAD_CAST "refreshOnLoad", BAD_CAST "1");
    xmlTextWriterWriteAttribute(w.to, BAD_CAST "refreshedBy", BAD_CAST "Otklik");
    xmlTextWriterWriteAttribute(w.to, BAD_CAST "createdVersion", BAD_CAST "6");
    xmlTextWriterWriteAttribute(w.to, BAD_CAST "refreshedVersion", BAD_CAST "6");
    xmlTextWriterWriteAttribute(w.to, BAD_CAST "minRefreshableVersion", BAD_CAST "3");
    open_element(&w, "cacheSource", "type", "worksheet", NULL);
    open_element(&w, "worksheetSource", "ref", range, "sheet", report_word(pivot->language, "Данные", "Data"), NULL);
    close_element(&w);
    close_element(&w);
    open_element(&w, "cacheFields", NULL);
    attribute_number(&w, "count", (int64_t)report_column_count);
    for (size_t column = 0; column < report_column_count; column++)
        cache_field(&w, pivot, (int)column);
    close_element(&w);
    return end(&w);
}

static void axis_items(struct writer *w, guint count)
{
    open_element(w, "items", NULL);
    attribute_number(w, "count", count + 1);
    for (guint i = 0; i < count; i++) {
        open_element(w, "item", NULL);
        attribute_number(w, "x", i);
        close_element(w);
    }
    open_element(w, "item", "t", "default", NULL);
    close_element(w);
    close_element(w);
}

static void pivot_fields(struct writer *w, const struct pivot *pivot)
{
    open_element(w, "pivotFields", NULL);
    attribute_number(w, "count", (int64_t)report_column_count);
    for (size_t column = 0; column < report_column_count; column++) {
        int axis = axis_of((int)column);
        open_element(w, "pivotField", NULL);
        if (axis >= 0)
            xmlTextWriterWriteAttribute(w->to, BAD_CAST "axis", BAD_CAST "axisRow");
        if (is_measured((int)column))
            xmlTextWriterWriteAttribute(w->to, BAD_CAST "dataField", BAD_CAST "1");
        xmlTextWriterWriteAttribute(w->to, BAD_CAST "compact", BAD_CAST "0");
        xmlTextWriterWriteAttribute(w->to, BAD_CAST "outline", BAD_CAST "0");
        xmlTextWriterWriteAttribute(w->to, BAD_CAST "showAll", BAD_CAST "0");
        if (axis >= 0)
            axis_items(w, pivot->items[axis]->len);
        close_element(w);
    }
    close_element(w);
}

static void row_fields(struct writer *w)
{
    open_element(w, "rowFields", NULL);
    attribute_number(w, "count", REPORT_AXES);
    for (int axis = 0; axis < REPORT_AXES; axis++) {
        open_element(w, "field", NULL);
        attribute_number(w, "x", report_axes[axis]);
        close_element(w);
    }
    close_element(w);
}

static void item_reference(struct writer *w, int item)
{
    open_element(w, "x", NULL);
    if (item > 0)
        attribute_number(w, "v", item);
    close_element(w);
}

/* What a line shares with the one above it is not repeated: `r` counts the leading items taken over. */
static void row_item(struct writer *w, const struct pivot_line *line, const struct pivot_line *above)
{
    bool same = above && line->level == PIVOT_LEAF && above->level == PIVOT_LEAF && above->item[0] == line->item[0];

    open_element(w, "i", NULL);
    if (line->level == PIVOT_TOTAL)
        xmlTextWriterWriteAttribute(w->to, BAD_CAST "t", BAD_CAST "grand");
    if (line->level == PIVOT_SUBTOTAL)
        xmlTextWriterWriteAttribute(w->to, BAD_CAST "t", BAD_CAST "default");
    if (same)
        attribute_number(w, "r", 1);
    if (!same)
        item_reference(w, MAX(line->item[0], 0));
    if (line->level == PIVOT_LEAF)
        item_reference(w, line->item[1]);
    close_element(w);
}

static void row_items(struct writer *w, const struct pivot *pivot)
{
    open_element(w, "rowItems", NULL);
    attribute_number(w, "count", pivot->lines->len);
    for (guint i = 0; i < pivot->lines->len; i++)
        row_item(w, &g_array_index(pivot->lines, struct pivot_line, i),
                 i ? &g_array_index(pivot->lines, struct pivot_line, i - 1) : NULL);
    close_element(w);
}

/* Several measures stand side by side: the column field -2 is "the values". */
static void column_items(struct writer *w)
{
    open_element(w, "colFields", "count", "1", NULL);
    open_element(w, "field", "x", "-2", NULL);
    close_element(w);
    close_element(w);
    open_element(w, "colItems", NULL);
    attribute_number(w, "count", REPORT_MEASURES);
    for (int i = 0; i < REPORT_MEASURES; i++) {
        open_element(w, "i", NULL);
        if (i)
            attribute_number(w, "i", i);
        item_reference(w, i);
        close_element(w);
    }
    close_element(w);
}

static void data_fields(struct writer *w, const struct pivot *pivot)
{
    open_element(w, "dataFields", NULL);
    attribute_number(w, "count", REPORT_MEASURES);
    for (int i = 0; i < REPORT_MEASURES; i++) {
        const struct pivot_measure *m = &report_measures[i];
        open_element(w, "dataField", "name", report_word(pivot->language, m->ru, m->en), NULL);
        attribute_number(w, "fld", m->column);
        xmlTextWriterWriteAttribute(w->to, BAD_CAST "subtotal", BAD_CAST m->subtotal);
        attribute_number(w, "baseField", 0);
        attribute_number(w, "baseItem", 0);
        attribute_number(w, "numFmtId", m->number_format);
        close_element(w);
    }
    close_element(w);
}

static void table_attributes(struct writer *w)
{
    static const char *const pairs[] = {"name",
                                        "Pivot1",
                                        "cacheId",
                                        CACHE_ID,
                                        "applyNumberFormats",
                                        "0",
                                        "applyBorderFormats",
                                        "0",
                                        "applyFontFormats",
                                        "0",
                                        "applyPatternFormats",
                                        "0",
                                        "applyAlignmentFormats",
                                        "0",
                                        "applyWidthHeightFormats",
                                        "1",
                                        "dataCaption",
                                        "Values",
                                        "updatedVersion",
                                        "6",
                                        "minRefreshableVersion",
                                        "3",
                                        "useAutoFormatting",
                                        "1",
                                        "createdVersion",
                                        "6",
                                        "compact",
                                        "0",
                                        "compactData",
                                        "0",
                                        "outline",
                                        "0",
                                        "multipleFieldFilters",
                                        "0",
                                        NULL};

    for (size_t i = 0; pairs[i]; i += 2)
        xmlTextWriterWriteAttribute(w->to, BAD_CAST pairs[i], BAD_CAST pairs[i + 1]);
}

char *pivot_table_xml(const struct pivot *pivot)
{
    struct writer w = begin("pivotTableDefinition");
    g_autofree char *last = letters_of(REPORT_AXES + REPORT_MEASURES - 1);
    g_autofree char *place =
        g_strdup_printf("A%d:%s%d", PIVOT_FIRST_ROW + 1, last, PIVOT_FIRST_ROW + 1 + (int)pivot->lines->len);
    g_autofree char *axes = g_strdup_printf("%d", REPORT_AXES);

    table_attributes(&w);
    open_element(&w, "location", "ref", place, "firstHeaderRow", "0", "firstDataRow", "1", "firstDataCol", axes, NULL);
    close_element(&w);
    pivot_fields(&w, pivot);
    row_fields(&w);
    row_items(&w, pivot);
    column_items(&w);
    data_fields(&w, pivot);
    open_element(&w, "pivotTableStyleInfo", "name", "PivotStyleLight16", "showRowHeaders", "1", "showColHeaders", "1",
                 "showRowStripes", "0", "showColStripes", "0", "showLastColumn", "1", NULL);
    close_element(&w);
    return end(&w);
}
