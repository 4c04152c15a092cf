/* letter_pdf.h: a letter as A4 pages by Pango and Cairo, PT fonts embedded. */
#ifndef OTKLIK_LETTER_PDF_H
#define OTKLIK_LETTER_PDF_H

#include "layout_text.h"

/* Changes with every change of how letters look: kept ones are then rendered anew. */
#define LETTER_PDF_VERSION "1"

/* The PDF's bytes; the same text gives the same bytes. NULL: Cairo failed. Caller owns them. */
GBytes *letter_pdf_render(const struct letter_text *text);

#endif
