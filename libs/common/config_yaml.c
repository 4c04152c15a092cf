#include "config_yaml.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib.h>
#include <yaml.h>

#define DEPTH_MAX 8 /* also ends aliases that contain themselves */

struct walk {
    const char *path;
    yaml_document_t document;
    void (*each)(const char *name, const char *value, size_t line, void *arg);
    void *arg;
    bool ok;
};

static void complain(struct walk *walk, size_t line, const char *name, const char *problem)
{
    fprintf(stderr, "%s:%zu: %s%s%s\n", walk->path, line, name, *name ? ": " : "", problem);
    walk->ok = false;
}

static void walk_node(struct walk *walk, const char *name, yaml_node_t *node, int depth);

static void walk_pair(struct walk *walk, const char *prefix, const yaml_node_pair_t *pair, int depth)
{
    yaml_node_t *key = yaml_document_get_node(&walk->document, pair->key);
    if (key->type != YAML_SCALAR_NODE) {
        complain(walk, key->start_mark.line + 1, prefix, "a key must be plain text");
        return;
    }
    const char *word = (const char *)key->data.scalar.value;
    g_autofree char *name = g_strconcat(prefix, *prefix ? "." : "", word, NULL);
    walk_node(walk, name, yaml_document_get_node(&walk->document, pair->value), depth + 1);
}

static void walk_node(struct walk *walk, const char *name, yaml_node_t *node, int depth)
{
    size_t line = node->start_mark.line + 1;
    if (depth > DEPTH_MAX)
        complain(walk, line, name, "nested too deeply");
    else if (node->type == YAML_SCALAR_NODE && depth > 0)
        walk->each(name, (const char *)node->data.scalar.value, line, walk->arg);
    else if (node->type != YAML_MAPPING_NODE)
        complain(walk, line, name, depth ? "lists are not understood" : "the file must be a mapping of keys");
    else
        for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++)
            walk_pair(walk, name, pair, depth);
}

/* False: no further document, or a broken one. */
static bool walk_document(struct walk *walk, yaml_parser_t *parser)
{
    if (!yaml_parser_load(parser, &walk->document)) {
        complain(walk, parser->problem_mark.line + 1, "", parser->problem ? parser->problem : "not YAML");
        return false;
    }
    yaml_node_t *root = yaml_document_get_root_node(&walk->document);
    if (root)
        walk_node(walk, "", root, 0);
    yaml_document_delete(&walk->document);
    return root != NULL;
}

bool config_yaml_read(const char *path, void (*each)(const char *name, const char *value, size_t line, void *arg),
                      void *arg)
{
    struct walk walk = {.path = path, .each = each, .arg = arg, .ok = true};
    FILE *file = fopen(path, "re");
    if (!file) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return false;
    }
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        g_error("out of memory");
    yaml_parser_set_input_file(&parser, file);
    while (walk_document(&walk, &parser))
        ;
    yaml_parser_delete(&parser);
    fclose(file);
    return walk.ok;
}
