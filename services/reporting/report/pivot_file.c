#include "log.h"
#include "pivot.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define PART_MAX (16 << 20)
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TYPES "application/vnd.openxmlformats-officedocument.spreadsheetml."

#define RELATIONSHIP_PART(target, type)                                                                                \
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"                                                  \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"                           \
    "<Relationship Id=\"rId1\" Type=\"" RELATIONS "/" type "\" Target=\"" target "\"/></Relationships>"

static bool put_part(zip_t *zip, const char *name, const char *text)
{
    char *copy = NULL; /* libzip frees it */
    int size = asprintf(&copy, "%s", text);
    zip_source_t *source = size < 0 ? NULL : zip_source_buffer(zip, copy, (zip_uint64_t)size, 1);
    if (source && zip_file_add(zip, name, source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) >= 0)
        return true;
    zip_source_free(source);
    return false;
}

/* A part as XML, or NULL. Caller frees. */
static xmlDocPtr read_part(zip_t *zip, const char *name)
{
    zip_stat_t stat;
    xmlDocPtr doc = NULL;
    zip_file_t *file = zip_stat(zip, name, 0, &stat) == 0 && stat.size < PART_MAX ? zip_fopen(zip, name, 0) : NULL;
    if (!file)
        return NULL;
    g_autofree char *text = g_malloc(stat.size);
    if (zip_fread(file, text, stat.size) == (zip_int64_t)stat.size)
        doc = xmlReadMemory(text, (int)stat.size, name, NULL, XML_PARSE_NONET);
    zip_fclose(file);
    return doc;
}

static bool put_document(zip_t *zip, const char *name, xmlDocPtr doc)
{
    xmlChar *text = NULL;
    int size = 0;

    xmlDocDumpMemoryEnc(doc, &text, &size, "UTF-8");
    bool ok = text && put_part(zip, name, (const char *)text);
    xmlFree(text);
    return ok;
}

static void add_type(xmlNodePtr types, const char *part, const char *type)
{
    xmlNodePtr node = xmlNewChild(types, NULL, BAD_CAST "Override", NULL);

    xmlNewProp(node, BAD_CAST "PartName", BAD_CAST part);
    xmlNewProp(node, BAD_CAST "ContentType", BAD_CAST type);
}

static bool change_content_types(zip_t *zip)
{
    static const char part[] = "[Content_Types].xml";
    xmlDocPtr doc = read_part(zip, part);
    if (!doc)
        return false;
    xmlNodePtr root = xmlDocGetRootElement(doc);
    add_type(root, "/xl/pivotCache/pivotCacheDefinition1.xml", TYPES "pivotCacheDefinition+xml");
    add_type(root, "/xl/pivotTables/pivotTable1.xml", TYPES "pivotTable+xml");
    bool ok = put_document(zip, part, doc);
    xmlFreeDoc(doc);
    return ok;
}

static bool change_workbook_relations(zip_t *zip)
{
    static const char part[] = "xl/_rels/workbook.xml.rels";
    xmlDocPtr doc = read_part(zip, part);
    if (!doc)
        return false;
    xmlNodePtr node = xmlNewChild(xmlDocGetRootElement(doc), NULL, BAD_CAST "Relationship", NULL);
    xmlNewProp(node, BAD_CAST "Id", BAD_CAST "rIdPivot1");
    xmlNewProp(node, BAD_CAST "Type", BAD_CAST RELATIONS "/pivotCacheDefinition");
    xmlNewProp(node, BAD_CAST "Target", BAD_CAST "pivotCache/pivotCacheDefinition1.xml");
    bool ok = put_document(zip, part, doc);
    xmlFreeDoc(doc);
    return ok;
}

/* The schema orders a workbook's children: pivotCaches come behind calcPr. */
static bool change_workbook(zip_t *zip)
{
    static const char part[] = "xl/workbook.xml";
    xmlDocPtr doc = read_part(zip, part);
    xmlNodePtr calculation = doc ? xmlDocGetRootElement(doc)->children : NULL;

    while (calculation && strcmp((const char *)calculation->name, "calcPr") != 0)
        calculation = calculation->next;
    bool ok = calculation != NULL;
    if (ok) {
        xmlNsPtr relations = xmlSearchNsByHref(doc, calculation, BAD_CAST RELATIONS);
        xmlNodePtr caches = xmlNewNode(calculation->ns, BAD_CAST "pivotCaches");
        xmlNodePtr cache = xmlNewChild(caches, calculation->ns, BAD_CAST "pivotCache", NULL);
        xmlNewProp(cache, BAD_CAST "cacheId", BAD_CAST "1");
        xmlNewNsProp(cache, relations, BAD_CAST "id", BAD_CAST "rIdPivot1");
        xmlAddNextSibling(calculation, caches);
        ok = relations && put_document(zip, part, doc);
    }
    xmlFreeDoc(doc);
    return ok;
}

static bool put_all(zip_t *zip, const struct pivot *pivot, int sheet, int64_t rows)
{
    g_autofree char *cache = pivot_cache_xml(pivot, rows);
    g_autofree char *table = pivot_table_xml(pivot);
    g_autofree char *relations = g_strdup_printf("xl/worksheets/_rels/sheet%d.xml.rels", sheet);

    return put_part(zip, "xl/pivotCache/pivotCacheDefinition1.xml", cache) &&
           put_part(zip, "xl/pivotTables/pivotTable1.xml", table) &&
           put_part(zip, "xl/pivotTables/_rels/pivotTable1.xml.rels",
                    RELATIONSHIP_PART("../pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition")) &&
           put_part(zip, relations, RELATIONSHIP_PART("../pivotTables/pivotTable1.xml", "pivotTable")) &&
           change_content_types(zip) && change_workbook_relations(zip) && change_workbook(zip);
}

enum status pivot_add_to_file(const struct pivot *pivot, const char *path, int sheet, int64_t rows)
{
    int code = 0;
    zip_t *zip = zip_open(path, 0, &code);
    if (zip && put_all(zip, pivot, sheet, rows) && zip_close(zip) == 0)
        return ST_OK;
    log_error("pivot cannot be put into the workbook", LOG_NUMBER("code", code),
              LOG_TEXT("reason", zip ? zip_strerror(zip) : "not opened"));
    if (zip)
        zip_discard(zip);
    return ST_INVALID;
}
