#include "expr_internal.h"

#include <string.h>

struct expr {
    struct expr_node *root;
    GPtrArray *nodes, *texts;
    GPtrArray *names; /* ended by NULL; borrowed from texts */
};

struct parser {
    struct lexer lexer;
    struct expr *expr;
    struct expr_error *error;
    unsigned depth;
    bool failed;
};

static struct expr_node *parse_level(struct parser *parser, unsigned level);

static void *refuse(struct parser *parser, const char *reason)
{
    if (!parser->failed) {
        parser->error->position = (size_t)(parser->lexer.start - parser->lexer.text);
        g_strlcpy(parser->error->reason, parser->lexer.token == TOKEN_BAD ? parser->lexer.reason : reason,
                  sizeof parser->error->reason);
    }
    parser->failed = true;
    return NULL;
}

static void node_free(void *pointer)
{
    struct expr_node *node = pointer;
    g_clear_pointer(&node->items, g_ptr_array_unref);
    g_free(node);
}

static struct expr_node *node_new(struct parser *parser, expr_eval *eval)
{
    struct expr_node *node = g_new0(struct expr_node, 1);
    node->eval = eval;
    node->position = (size_t)(parser->lexer.start - parser->lexer.text);
    g_ptr_array_add(parser->expr->nodes, node);
    return node;
}

/* The depth of left chains (a + b + c ...) counts as well: evaluation descends along it. */
static struct expr_node *adopt(struct parser *parser, struct expr_node *node, struct expr_node *left,
                               struct expr_node *right)
{
    node->left = left;
    node->right = right;
    node->depth = 1 + MAX(left ? left->depth : 0, right ? right->depth : 0);
    return node->depth > EXPR_DEPTH_MAX ? refuse(parser, "too many parts in one expression") : node;
}

static const char *keep_text(struct parser *parser, char *text)
{
    g_ptr_array_add(parser->expr->texts, text);
    return text;
}

static struct expr_node *literal_take(struct parser *parser, struct operand value)
{
    struct expr_node *node = node_new(parser, eval_literal);
    node->literal = value;
    lexer_advance(&parser->lexer);
    return node;
}

static bool skip(struct parser *parser, const char *symbol)
{
    if (!lexer_is(&parser->lexer, symbol))
        return false;
    lexer_advance(&parser->lexer);
    return true;
}

static void note_name(struct parser *parser, const char *name)
{
    GPtrArray *names = parser->expr->names;
    for (guint i = 0; i < names->len; i++)
        if (strcmp(g_ptr_array_index(names, i), name) == 0)
            return;
    g_ptr_array_add(names, (gpointer)name);
}

/* The items up to the closing sign, which is taken too. */
static bool parse_items(struct parser *parser, struct expr_node *node, unsigned level, const char *closing)
{
    node->items = g_ptr_array_new();
    if (skip(parser, closing))
        return true;
    do {
        struct expr_node *item = parse_level(parser, level);
        if (!item)
            return false;
        node->depth = MAX(node->depth, item->depth + 1);
        g_ptr_array_add(node->items, item);
    } while (skip(parser, ","));
    return skip(parser, closing) || refuse(parser, "a comma or the closing bracket is missing");
}

static struct expr_node *parse_call(struct parser *parser, struct expr_node *node, const struct expr_function *function)
{
    node->eval = eval_call;
    node->function = function;
    if (!parse_items(parser, node, 1, ")"))
        return NULL;
    if (node->items->len < function->least || node->items->len > function->most)
        return refuse(parser, "wrong number of arguments");
    if (function->variable && node->items->len < function->most)
        note_name(parser, function->variable);
    return adopt(parser, node, node->items->len ? g_ptr_array_index(node->items, 0) : NULL, NULL);
}

static struct expr_node *parse_name(struct parser *parser)
{
    struct lexer word = parser->lexer;
    if (lexer_is(&word, "true") || lexer_is(&word, "false"))
        return literal_take(parser, (struct operand){EXPR_BOOL, .number = lexer_is(&word, "true")});
    if (lexer_is(&word, "in"))
        return refuse(parser, "a value is missing");
    struct expr_node *node = node_new(parser, eval_variable);
    lexer_advance(&parser->lexer);
    if (!lexer_is(&parser->lexer, "(")) {
        node->literal.text = keep_text(parser, g_strndup(word.start, word.length));
        note_name(parser, node->literal.text);
        return node;
    }
    const struct expr_function *function = expr_function_named(word.start, word.length);
    if (!function)
        return refuse(parser, "there is no such function");
    lexer_advance(&parser->lexer);
    return parse_call(parser, node, function);
}

static struct expr_node *parse_text(struct parser *parser)
{
    const char *text = keep_text(parser, lexer_unquote(&parser->lexer));
    return literal_take(parser, (struct operand){EXPR_TEXT, .text = text, .length = strlen(text)});
}

static struct expr_node *parse_primary(struct parser *parser)
{
    switch (parser->lexer.token) {
    case TOKEN_NUMBER:
        return literal_take(parser, (struct operand){EXPR_NUMBER, .number = parser->lexer.number});
    case TOKEN_DAYS:
        return literal_take(parser, (struct operand){EXPR_DAYS, .number = parser->lexer.number});
    case TOKEN_TEXT:
        return parse_text(parser);
    case TOKEN_NAME:
        return parse_name(parser);
    default:
        break;
    }
    if (!skip(parser, "("))
        return refuse(parser, "a value is missing");
    struct expr_node *inner = parse_level(parser, 1);
    if (!inner)
        return NULL;
    return skip(parser, ")") ? inner : refuse(parser, "the closing bracket is missing");
}

static struct expr_node *parse_member(struct parser *parser)
{
    struct expr_node *object = parse_primary(parser);
    while (object && skip(parser, ".")) {
        if (parser->lexer.token != TOKEN_NAME)
            return refuse(parser, "a member's name is missing");
        struct expr_node *member = node_new(parser, eval_member);
        member->literal.text = keep_text(parser, g_strndup(parser->lexer.start, parser->lexer.length));
        lexer_advance(&parser->lexer);
        object = adopt(parser, member, object, NULL);
    }
    return object;
}

static struct expr_node *parse_unary(struct parser *parser)
{
    bool is_not = lexer_is(&parser->lexer, "!");
    if (!is_not && !lexer_is(&parser->lexer, "-"))
        return parse_member(parser);
    if (parser->depth >= EXPR_DEPTH_MAX)
        return refuse(parser, "nested too deep");
    struct expr_node *node = node_new(parser, is_not ? eval_not : eval_minus);
    lexer_advance(&parser->lexer);
    parser->depth++;
    struct expr_node *operand = parse_unary(parser);
    parser->depth--;
    return operand ? adopt(parser, node, operand, NULL) : NULL;
}

static const struct expr_operator *operator_here(const struct parser *parser, unsigned level)
{
    for (const struct expr_operator *op = expr_operators; op->symbol; op++)
        if (op->level == level && lexer_is(&parser->lexer, op->symbol))
            return op;
    return NULL;
}

static struct expr_node *parse_right(struct parser *parser, const struct expr_operator *op)
{
    if (strcmp(op->symbol, "in") != 0 || !lexer_is(&parser->lexer, "["))
        return parse_level(parser, op->level + 1);
    struct expr_node *list = node_new(parser, NULL);
    lexer_advance(&parser->lexer);
    return parse_items(parser, list, EXPR_LEVELS - 1, "]") ? list : NULL;
}

static struct expr_node *parse_binary(struct parser *parser, unsigned level)
{
    const struct expr_operator *op;
    struct expr_node *left = parse_level(parser, level + 1);
    while (left && (op = operator_here(parser, level))) {
        struct expr_node *node = node_new(parser, op->eval);
        node->op = op;
        lexer_advance(&parser->lexer);
        struct expr_node *right = parse_right(parser, op);
        left = right ? adopt(parser, node, left, right) : NULL;
        if (left && op->level == 3 && operator_here(parser, level))
            return refuse(parser, "comparisons do not chain: use &&");
    }
    return left;
}

static struct expr_node *parse_level(struct parser *parser, unsigned level)
{
    if (parser->depth >= EXPR_DEPTH_MAX * EXPR_LEVELS)
        return refuse(parser, "nested too deep");
    parser->depth++;
    struct expr_node *node = level > EXPR_LEVELS ? parse_unary(parser) : parse_binary(parser, level);
    parser->depth--;
    return node;
}

static bool parse_all(struct parser *parser, const char *text)
{
    parser->lexer = (struct lexer){.text = text, .next = text, .start = text};
    if (strlen(text) > EXPR_TEXT_MAX)
        return refuse(parser, "the expression is too long");
    if (!g_utf8_validate(text, -1, NULL))
        return refuse(parser, "the expression is not UTF-8");
    lexer_advance(&parser->lexer);
    parser->expr->root = parse_level(parser, 1);
    if (parser->expr->root && parser->lexer.token != TOKEN_END)
        refuse(parser, "an operator is missing");
    return !parser->failed;
}

struct expr *expr_compile(const char *text, struct expr_error *error)
{
    struct expr_error ignored;
    struct expr *expr = g_new0(struct expr, 1);
    expr->nodes = g_ptr_array_new_with_free_func(node_free);
    expr->texts = g_ptr_array_new_with_free_func(g_free);
    expr->names = g_ptr_array_new();
    struct parser parser = {.expr = expr, .error = error ? error : &ignored};
    if (!parse_all(&parser, text)) {
        expr_free(expr);
        return NULL;
    }
    g_ptr_array_add(expr->names, NULL);
    return expr;
}

void expr_free(struct expr *expr)
{
    if (!expr)
        return;
    g_ptr_array_unref(expr->nodes);
    g_ptr_array_unref(expr->texts);
    g_ptr_array_unref(expr->names);
    g_free(expr);
}

const char *const *expr_names(const struct expr *expr)
{
    return (const char *const *)expr->names->pdata;
}

static bool run(const struct expr *expr, const json_t *variables, struct operand *out, struct expr_error *error)
{
    struct machine machine = {variables, error, 0};
    return machine_eval(&machine, expr->root, out);
}

enum status expr_test(const struct expr *expr, const json_t *variables, bool *out_holds, struct expr_error *error)
{
    struct operand value;
    if (!run(expr, variables, &value, error))
        return ST_INVALID;
    if (value.kind != EXPR_BOOL && value.kind != EXPR_NULL) {
        struct machine machine = {variables, error, 0};
        machine_fail(&machine, expr->root, "%s is no condition", expr_kind_name(value.kind));
        return ST_INVALID;
    }
    *out_holds = value.kind == EXPR_BOOL && value.number;
    return ST_OK;
}

enum status expr_value(const struct expr *expr, const json_t *variables, json_t **out_value, struct expr_error *error)
{
    struct operand value;
    if (!run(expr, variables, &value, error))
        return ST_INVALID;
    *out_value = operand_to_json(&value);
    return ST_OK;
}
