#include "report/pivot.h"
#include "unit.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

static void add_line(struct pivot *pivot, enum pivot_level level, const char *branch, const char *category,
                     double count)
{
    struct pivot_line line = {.level = level, .item = {-1, -1}, .figure = {count}, .known = {true}};

    if (branch)
        line.item[0] = pivot_item(pivot, 0, branch);
    if (category)
        line.item[1] = pivot_item(pivot, 1, category);
    g_array_append_val(pivot->lines, line);
}

/* Two branches; the first has two categories, the second only the later one of them. */
static void make_pivot(struct pivot *pivot)
{
    pivot_init(pivot, "ru");
    add_line(pivot, PIVOT_LEAF, "Самара", "Платежи", 3);
    add_line(pivot, PIVOT_LEAF, "Самара", "Учёт & «приборы»", 2);
    add_line(pivot, PIVOT_SUBTOTAL, "Самара", NULL, 5);
    add_line(pivot, PIVOT_LEAF, "Уфа", "Учёт & «приборы»", 1);
    add_line(pivot, PIVOT_SUBTOTAL, "Уфа", NULL, 1);
    add_line(pivot, PIVOT_TOTAL, NULL, NULL, 6);
}

/* The XPath's value as text; "m" is the spreadsheet's namespace. Caller frees. */
static char *value_of(const char *xml, const char *path)
{
    xmlDocPtr doc = xmlReadMemory(xml, (int)strlen(xml), "part.xml", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlXPathContextPtr context = xmlXPathNewContext(doc);
    xmlXPathRegisterNs(context, BAD_CAST "m", BAD_CAST "http://schemas.openxmlformats.org/spreadsheetml/2006/main");
    xmlXPathObjectPtr found = xmlXPathEvalExpression(BAD_CAST path, context);
    assert_non_null(found);
    xmlChar *text = xmlXPathCastToString(found);
    char *copy = g_strdup((const char *)text);
    xmlFree(text);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(doc);
    return copy;
}

static void assert_value(const char *xml, const char *path, const char *expected)
{
    g_autofree char *value = value_of(xml, path);
    assert_string_equal(value, expected);
}

static void the_cache_has_no_records_and_is_refreshed_on_load(void **state)
{
    struct pivot pivot;
    (void)state;
    make_pivot(&pivot);
    g_autofree char *xml = pivot_cache_xml(&pivot, 6);
    assert_value(xml, "string(/m:pivotCacheDefinition/@refreshOnLoad)", "1");
    assert_value(xml, "string(/m:pivotCacheDefinition/@saveData)", "0");
    assert_value(xml, "count(/m:pivotCacheDefinition/@recordCount)", "0");
    assert_value(xml, "string(//m:worksheetSource/@ref)", "A1:AB7");
    assert_value(xml, "string(//m:worksheetSource/@sheet)", "Данные");
    pivot_release(&pivot);
}

static void only_the_axes_list_their_items(void **state)
{
    struct pivot pivot;
    (void)state;
    make_pivot(&pivot);
    g_autofree char *xml = pivot_cache_xml(&pivot, 6);
    assert_value(xml, "count(//m:cacheField) = //m:cacheFields/@count", "true");
    assert_value(xml, "count(//m:cacheField[m:sharedItems/m:s])", "2");
    assert_value(xml, "string(//m:cacheField[@name='Категория']//m:s[2]/@v)", "Учёт & «приборы»");
    pivot_release(&pivot);
}

static void every_list_counts_what_it_holds(void **state)
{
    static const char *const pairs[][2] = {
        {"pivotFields", "pivotField"}, {"rowFields", "field"}, {"rowItems", "i"},
        {"colFields", "field"},        {"colItems", "i"},      {"dataFields", "dataField"}};
    struct pivot pivot;
    (void)state;
    make_pivot(&pivot);
    g_autofree char *xml = pivot_table_xml(&pivot);
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *path =
            g_strdup_printf("count(//m:%s/m:%s) = //m:%s/@count", pairs[i][0], pairs[i][1], pairs[i][0]);
        assert_value(xml, path, "true");
    }
    assert_value(xml, "string(//m:location/@ref)", "A3:F9");
    pivot_release(&pivot);
}

static void lines_of_one_branch_take_it_over_from_the_line_above(void **state)
{
    struct pivot pivot;
    (void)state;
    make_pivot(&pivot);
    g_autofree char *xml = pivot_table_xml(&pivot);
    assert_value(xml, "string(//m:rowItems/m:i[2]/@r)", "1");
    assert_value(xml, "string(//m:rowItems/m:i[2]/m:x/@v)", "1");
    assert_value(xml, "string(//m:rowItems/m:i[3]/@t)", "default");
    assert_value(xml, "string(//m:rowItems/m:i[4]/m:x[1]/@v)", "1");
    assert_value(xml, "string(//m:rowItems/m:i[6]/@t)", "grand");
    pivot_release(&pivot);
}

/* Its sheets are those of a report: data, pivot. Caller frees the name. */
static char *make_workbook(void)
{
    g_autofree char *folder = g_dir_make_tmp("otklik-pivot-XXXXXX", NULL);
    char *path = g_build_filename(folder, "book.xlsx", NULL);
    lxw_workbook *workbook = workbook_new(path);
    workbook_add_worksheet(workbook, "Данные");
    workbook_add_worksheet(workbook, "Сводная");
    assert_int_equal(workbook_close(workbook), LXW_NO_ERROR);
    return path;
}

static char *read_part(const char *path, const char *name)
{
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    zip_stat_t stat;
    assert_non_null(zip);
    assert_int_equal(zip_stat(zip, name, 0, &stat), 0);
    char *text = g_malloc0(stat.size + 1);
    zip_file_t *file = zip_fopen(zip, name, 0);
    assert_int_equal(zip_fread(file, text, stat.size), (int)stat.size);
    zip_fclose(file);
    zip_discard(zip);
    return text;
}

static void the_package_names_the_pivot_everywhere(void **state)
{
    struct pivot pivot;
    g_autofree char *path = make_workbook();
    (void)state;
    make_pivot(&pivot);
    assert_int_equal(pivot_add_to_file(&pivot, path, 2, 6), ST_OK);
    g_autofree char *types = read_part(path, "[Content_Types].xml");
    g_autofree char *workbook = read_part(path, "xl/workbook.xml");
    g_autofree char *sheet = read_part(path, "xl/worksheets/_rels/sheet2.xml.rels");
    assert_value(types, "count(//*[contains(@ContentType, 'pivot')])", "2");
    assert_value(workbook, "name(//m:calcPr/following-sibling::*[1])", "pivotCaches");
    assert_value(workbook, "string(//m:pivotCache/@*[local-name() = 'id'])", "rIdPivot1");
    assert_value(sheet, "string(//*[local-name() = 'Relationship']/@Target)", "../pivotTables/pivotTable1.xml");
    pivot_release(&pivot);
    unlink(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
}

static void what_is_no_workbook_is_refused(void **state)
{
    struct pivot pivot;
    (void)state;
    make_pivot(&pivot);
    assert_int_equal(pivot_add_to_file(&pivot, "/dev/null/none.xlsx", 2, 6), ST_INVALID);
    pivot_release(&pivot);
}

RUN_TESTS(T(the_cache_has_no_records_and_is_refreshed_on_load), T(only_the_axes_list_their_items),
          T(every_list_counts_what_it_holds), T(lines_of_one_branch_take_it_over_from_the_line_above),
          T(the_package_names_the_pivot_everywhere), T(what_is_no_workbook_is_refused))
