/* texts.h: messages for people by stable code, in Russian and English: proto-schemas/texts/{ru,en}.json. */
#ifndef OTKLIK_TEXTS_H
#define OTKLIK_TEXTS_H

/* The text of `code` in "ru" or "en" (others read as "ru"); the code itself when there is none. Static. Loaded once,
 * on first use, thread safe. */
const char *text_of(const char *code, const char *language);
/* The text with its "%s" replaced by `detail` (NULL: removed). Caller frees. */
char *text_format(const char *code, const char *language, const char *detail);

#endif
