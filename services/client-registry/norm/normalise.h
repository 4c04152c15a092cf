/* normalise.h: texts made comparable, step by step (docs/clients.md). The raw value is always
 * kept beside; nothing here is shown to people. Every result is a new string of the caller's. */
#ifndef OTKLIK_NORMALISE_H
#define OTKLIK_NORMALISE_H

#include <stdbool.h>

#include <glib.h>

/* Step 1: NFC, no control or zero-width characters, no quotes, every dash "-" without spaces around, "№" as "N", single
 * spaces, trimmed. NULL reads as "". */
char *normalise_text(const char *raw);
/* Steps 1-3: also look-alikes of the other alphabet inside a word corrected, upper case, Ё as Е. */
char *normalise_name(const char *raw);
/* Every Latin letter that looks like a Cyrillic one becomes it, also in words of such letters only (account numbers).
 */
char *normalise_cyrillic(const char *text);
/* Every Cyrillic letter that looks like a Latin one becomes it (Roman numerals). */
char *normalise_latin(const char *text);
/* A normalised name without Ъ, Ь and И before Е, Ю, Я: НАТАЛИЯ and НАТАЛЬЯ are one. */
char *normalise_loose(const char *name);
/* What a person meant who typed Russian on an English keyboard: "bdfyjd" is "иванов". */
char *normalise_layout(const char *query);
/* A key in which a name, its passport transliteration and its common Latin spellings are equal. */
char *normalise_translit(const char *name);
/* True for "", and for one digit repeated: nobody's number. */
bool normalise_is_repeated(const char *digits);
/* Only the ASCII digits of the text. */
char *normalise_digits(const char *text);

#endif
