#include "expr_internal.h"

#include <string.h>

static bool is_name_char(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

static void set(struct lexer *lexer, enum token token, const char *end)
{
    lexer->token = token;
    lexer->length = (size_t)(end - lexer->start);
    lexer->next = end;
}

static void set_bad(struct lexer *lexer, const char *reason)
{
    set(lexer, TOKEN_BAD, lexer->start);
    lexer->reason = reason;
}

/* Digits added to the lexer's number; false on overflow. */
static bool take_digits(struct lexer *lexer, const char **at)
{
    for (; g_ascii_isdigit(**at); ++*at)
        if (__builtin_mul_overflow(lexer->number, 10, &lexer->number) ||
            __builtin_add_overflow(lexer->number, **at - '0', &lexer->number))
            return false;
    return true;
}

static void lex_fraction(struct lexer *lexer, const char *at)
{
    const char *first = at;
    bool fits = take_digits(lexer, &at);
    size_t decimals = (size_t)(at - first);
    if (decimals == 0 || decimals > 4)
        return set_bad(lexer, "a number has 1 to 4 decimals");
    for (size_t i = decimals; i < 4; i++)
        fits = fits && !__builtin_mul_overflow(lexer->number, 10, &lexer->number);
    if (!fits)
        return set_bad(lexer, "the number is too large");
    if (is_name_char(*at))
        return set_bad(lexer, "a letter follows the number");
    set(lexer, TOKEN_NUMBER, at);
}

static void lex_number(struct lexer *lexer)
{
    const char *at = lexer->start;
    lexer->number = 0;
    bool fits = take_digits(lexer, &at);
    if (fits && *at == '.')
        return lex_fraction(lexer, at + 1);
    bool days = *at == 'd';
    at += days;
    if (!fits || (!days && __builtin_mul_overflow(lexer->number, EXPR_SCALE, &lexer->number)))
        return set_bad(lexer, "the number is too large");
    if (is_name_char(*at))
        return set_bad(lexer, "a letter follows the number");
    set(lexer, days ? TOKEN_DAYS : TOKEN_NUMBER, at);
}

static void lex_text(struct lexer *lexer)
{
    const char *at = lexer->start + 1;
    while (*at && *at != *lexer->start)
        at += *at == '\\' && at[1] ? 2 : 1;
    if (!*at)
        return set_bad(lexer, "the text has no end");
    set(lexer, TOKEN_TEXT, at + 1);
}

static void lex_name(struct lexer *lexer)
{
    const char *at = lexer->start;
    while (is_name_char(*at))
        at++;
    set(lexer, TOKEN_NAME, at);
}

static void lex_symbol(struct lexer *lexer)
{
    static const char *const symbols[] = {"||", "&&", "==", "!=", "<=", ">=", "<", ">", "+", "-",
                                          "*",  "/",  "!",  ".",  ",",  "(",  ")", "[", "]"};
    for (size_t i = 0; i < G_N_ELEMENTS(symbols); i++)
        if (g_str_has_prefix(lexer->start, symbols[i]))
            return set(lexer, TOKEN_SYMBOL, lexer->start + strlen(symbols[i]));
    set_bad(lexer, "no such sign here");
}

void lexer_advance(struct lexer *lexer)
{
    lexer->start = lexer->next + strspn(lexer->next, " \t\r\n");
    char c = *lexer->start;
    if (!c)
        set(lexer, TOKEN_END, lexer->start);
    else if (g_ascii_isdigit(c))
        lex_number(lexer);
    else if (c == '"' || c == '\'')
        lex_text(lexer);
    else if (is_name_char(c))
        lex_name(lexer);
    else
        lex_symbol(lexer);
}

bool lexer_is(const struct lexer *lexer, const char *symbol)
{
    return (lexer->token == TOKEN_SYMBOL || lexer->token == TOKEN_NAME) && strlen(symbol) == lexer->length &&
           memcmp(lexer->start, symbol, lexer->length) == 0;
}

char *lexer_unquote(const struct lexer *lexer)
{
    GString *text = g_string_sized_new(lexer->length);
    for (size_t i = 1; i + 1 < lexer->length; i++) {
        i += lexer->start[i] == '\\';
        g_string_append_c(text, lexer->start[i]);
    }
    return g_string_free(text, FALSE);
}
