/* letter.h: the answer in its form: as a PDF letter and as the words of a mail. */
#ifndef OTKLIK_LETTER_H
#define OTKLIK_LETTER_H

#include "layout_text.h"
#include "store/tables.h"

#define LAYOUT_LETTER "T-HEAD"
#define LAYOUT_MAIL "T-MAIL"

/* The PDF of the answer, from the folder of kept letters or rendered now. NULL: it cannot be rendered (logged). Caller
 * owns it. */
GBytes *letter_of(struct work *w, const struct response *r);
/* The same answer's texts by their places on the page; letter_text_release frees. */
void letter_fill(struct work *w, const struct response *r, struct letter_text *out);
/* "Ответ SMR-2026-0000012-1.pdf". Caller frees. */
char *letter_file_name(const struct response *r);

/* "Иванова Мария Петровна" or the firm's name; "" where the applicant has none. Caller frees. */
char *applicant_name(const json_t *applicant);

struct mail_words {
    char *subject, *text;
    bool attach_letter;
};
/* Subject and text of the mail that brings the answer; mail_words_release frees. */
void letter_mail_words(struct work *w, const struct response *r, struct mail_words *out);
void mail_words_release(struct mail_words *words);

#endif
