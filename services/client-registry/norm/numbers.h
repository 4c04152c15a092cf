/* numbers.h: normal forms of the numbers people read from their bills. NULL for nothing said and for stubs. Callers
 * free the results. */
#ifndef OTKLIK_NUMBERS_H
#define OTKLIK_NUMBERS_H

/* A personal account: no spaces, dashes or dots, Cyrillic for its look-alikes, upper case, leading zeros kept. */
char *numbers_account(const char *raw);
/* A contract: no "№", spaces or quotes, every kind of slash as "/", upper case. */
char *numbers_contract(const char *raw);
/* A meter's serial number: letters and digits without leading zeros. */
char *numbers_meter(const char *raw);

#endif
