/* notice_words.h: what a notice says and what to do about it (R41, R42), as a table by event. Pure. */
#ifndef OTKLIK_NOTICE_WORDS_H
#define OTKLIK_NOTICE_WORDS_H

#include "store/tables.h"

/* "Срок по обращению SMR-2026-0000012 близко: осталось 20%". Caller frees. */
char *notice_title(const struct notice *notice, const char *language);
/* The corrective action. Static. */
const char *notice_action(const struct notice *notice, const char *language);

#endif
