/* layout_text.h: fills the forms of letters and mails. Pure: text in, text out; values are never read as form. */
#ifndef OTKLIK_LAYOUT_TEXT_H
#define OTKLIK_LAYOUT_TEXT_H

#include <glib.h>

/* Replaces each {{name}}. Unknown or empty ones become nothing, and a line whose placeholders are all empty is left out
 * (nobody's telephone is not announced). `values`: name -> text. Caller frees. */
char *layout_fill(const char *form, GHashTable *values);

/* A letter by its places on the page. */
struct letter_text {
    char *head;       /* sender, number, date: top left */
    char *addressee;  /* top right */
    char *body;       /* justified, over several pages */
    char *position;   /* signature: left ... */
    char *signer;     /* ... and right */
    char *footer;     /* small, last */
    char *title;      /* of the document */
    char *created_at; /* RFC 3339: the same letter gives the same bytes */
    const char *language;
};

/* Cuts the form at its blank lines: the first part is the head, those before {{body}} the addressee, the first behind
 * it the signature (left and right parted by four spaces or more), the rest the footer. Sets the members up to footer;
 * letter_text_release frees all. */
void letter_text_fill(const char *form, GHashTable *values, struct letter_text *out);
void letter_text_release(struct letter_text *text);

#endif
