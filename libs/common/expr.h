/* expr.h: the small language of conditions and checks in the catalogue of appeal types:
 *
 *     days(abs) > 5 && received_on <= abs.to + 30d
 *     client_kind == "FL" && channel in ["LK", "SITE"]
 *     applicant != holder || !present(poa)
 *
 * Grammar, loosest first; comparisons do not chain:
 *     or      = and { "||" and }
 *     and     = compare { "&&" compare }
 *     compare = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum | "in" ( list | sum ) ]
 *     sum     = product { ("+" | "-") product }
 *     product = unary { ("*" | "/") unary }
 *     unary   = { "!" | "-" } member
 *     member  = primary { "." name }
 *     primary = number | days | text | "true" | "false" | name | name "(" or { "," or } ")" | "(" or ")"
 *     list    = "[" [ sum { "," sum } ] "]"
 *     number  = digits [ "." 1 to 4 digits ]       days = digits "d"        name = [A-Za-z_][A-Za-z0-9_]*
 *     text    = '"' ... '"' or "'" ... "'"; a backslash takes the next character as it is
 *
 * Kinds of values: number (integers and money: fixed point with four decimals, about +-9.2e14), days, date, text, bool,
 * list, object, null. Text written as a date ("2026-11-20") is a date where a date is needed. Arithmetic: numbers with
 * + - * / (quotients and products rounded half away from zero); date + days, date - days, date - date = days, days +-
 * days. Days compare with numbers. Texts have == and != (byte by byte); < and the like need dates, numbers or days.
 *
 * Null: a variable or member that is absent or null. A comparison or "in" with null is false, also "!="; arithmetic and
 * functions of null are null; null as a condition is false, so !null is true. Only present() tells null.
 *
 * Functions: present(x): not null, not "", not an empty list or object. len(x): characters of a text, items of a list,
 * members of an object. days(x): of a period object {"from", "to"} the days in it, both ends counted; of days their
 * number. age(birth), age(birth, on): full years on the date; without `on` on the variable `today`. date(text).
 *
 * Evaluation is pure, allocates nothing but its result and stops after EXPR_STEPS_MAX steps. What cannot be computed
 * (kinds that do not go together, overflow, division by zero, no such date) is ST_INVALID with place and reason. */
#ifndef OTKLIK_EXPR_H
#define OTKLIK_EXPR_H

#include "status.h"

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#define EXPR_TEXT_MAX 8192   /* bytes of one expression */
#define EXPR_DEPTH_MAX 200   /* nesting of its parts */
#define EXPR_STEPS_MAX 20000 /* operations and list items of one evaluation */

struct expr;

struct expr_error {
    size_t position; /* bytes from the expression's beginning */
    char reason[120];
};

/* NULL when the text is no expression; `error` (may be NULL) says where and why. Caller owns the result. */
struct expr *expr_compile(const char *text, struct expr_error *error);
/* Accepts NULL. */
void expr_free(struct expr *expr);
/* The variables it uses, each once, ended by NULL; borrowed from the expression. */
const char *const *expr_names(const struct expr *expr);
/* Evaluates a condition against an object of variables; null counts as false, any other kind is ST_INVALID. */
enum status MUST_CHECK expr_test(const struct expr *expr, const json_t *variables, bool *out_holds,
                                 struct expr_error *error);
/* Evaluates to any value: dates come as "2026-11-20", days and whole numbers as integers. The caller owns it. */
enum status MUST_CHECK expr_value(const struct expr *expr, const json_t *variables, json_t **out_value,
                                  struct expr_error *error);

#endif
