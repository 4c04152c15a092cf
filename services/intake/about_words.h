/* about_words.h: the words by which a text names a person. Pure. */
#ifndef OTKLIK_ABOUT_WORDS_H
#define OTKLIK_ABOUT_WORDS_H

#include <glib.h>

/* The runs of letters and digits of the text, lower-case, ё as е, without the ending of a Russian case or gender:
 * «на Петрову А., таб. 00123» gives "на", "петров", "а", "таб", "00123". At most 40. Caller owns it. */
GPtrArray *about_words(const char *text);

#endif
