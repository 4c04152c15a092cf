/* expr_internal.h: the compiled form of an expression. Only for expr*.c. */
#ifndef OTKLIK_EXPR_INTERNAL_H
#define OTKLIK_EXPR_INTERNAL_H

#include "expr.h"

#include <stdint.h>

#include <glib.h>

#define EXPR_SCALE 10000 /* a number counts ten-thousandths */

enum expr_kind { EXPR_NULL, EXPR_BOOL, EXPR_NUMBER, EXPR_DAYS, EXPR_DATE, EXPR_TEXT, EXPR_LIST, EXPR_OBJECT };

struct operand {
    enum expr_kind kind;
    int64_t number;     /* bool, scaled number, days, date as days since 0001-01-01 */
    const char *text;   /* borrowed from the variables or the expression */
    size_t length;      /* of text */
    const json_t *json; /* list or object, borrowed from the variables */
};

struct machine {
    const json_t *variables;
    struct expr_error *error;
    unsigned steps;
};

struct expr_node;
/* False after machine_fail. */
typedef bool expr_eval(struct machine *machine, const struct expr_node *node, struct operand *out);

struct expr_node {
    expr_eval *eval;
    const struct expr_operator *op;
    const struct expr_function *function;
    size_t position;
    unsigned depth;
    struct operand literal; /* a name is a literal text */
    struct expr_node *left, *right;
    GPtrArray *items; /* arguments, items of a list */
};

struct expr_operator {
    const char *symbol;
    unsigned level; /* 1 binds loosest */
    expr_eval *eval;
};

struct expr_function {
    const char *name;
    unsigned least, most; /* arguments */
    bool (*call)(struct machine *machine, const struct expr_node *node, const struct operand *arguments,
                 struct operand *out);
    const char *variable; /* used when the last argument is left out */
};

enum { EXPR_ARGUMENTS_MAX = 2, EXPR_LEVELS = 5 };

/* ---- expr_lex.c */
enum token { TOKEN_END, TOKEN_NUMBER, TOKEN_DAYS, TOKEN_TEXT, TOKEN_NAME, TOKEN_SYMBOL, TOKEN_BAD };

struct lexer {
    const char *text, *next; /* where the token after the current one begins */
    enum token token;
    const char *start; /* of the current token */
    size_t length;
    int64_t number;
    const char *reason; /* of TOKEN_BAD */
};

void lexer_advance(struct lexer *lexer);
/* True when the current token is that symbol or word. */
bool lexer_is(const struct lexer *lexer, const char *symbol);
/* The current text token without quotes and backslashes; the caller owns it. */
char *lexer_unquote(const struct lexer *lexer);

/* ---- expr_eval.c */
extern const struct expr_operator expr_operators[];
expr_eval eval_literal, eval_variable, eval_member, eval_not, eval_minus, eval_call;
/* Evaluates a node, counting the step. */
bool machine_eval(struct machine *machine, const struct expr_node *node, struct operand *out);
bool machine_spend(struct machine *machine, const struct expr_node *node, unsigned steps);
/* Notes the reason. Always false. */
bool machine_fail(struct machine *machine, const struct expr_node *node, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* ---- expr_operand.c */
const char *expr_kind_name(enum expr_kind kind);
bool operand_from_json(struct machine *machine, const struct expr_node *node, const json_t *json, struct operand *out);
json_t *operand_to_json(const struct operand *operand);
/* Turns a text that is a date into a date; other kinds and texts stay. */
void operand_as_date(struct operand *operand);
/* -1, 0, 1; fails for kinds that do not compare. `equality`: only equal or not is asked, so texts and bools do too. */
bool operand_compare(struct machine *machine, const struct expr_node *node, struct operand a, struct operand b,
                     bool equality, int *out_order);

/* ---- expr_functions.c */
const struct expr_function *expr_function_named(const char *name, size_t length);

#endif
