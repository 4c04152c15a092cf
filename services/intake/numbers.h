/* numbers.h: the counters behind the numbers of appeals: one of each branch and year. A number is taken on a connection
 * of its own, before and outside of the transaction that uses it: the counter is one row, and who held it until his
 * commit would make every window of the branch wait for him, a batch of the bus above all. What is taken and not used
 * is a gap, which is allowed. */
#ifndef OTKLIK_NUMBERS_H
#define OTKLIK_NUMBERS_H

#include "db.h"

struct numbers;

/* Connects when the first number is wanted. */
struct numbers *numbers_new(const char *conninfo);
void numbers_free(struct numbers *numbers);
/* The next number of the counter ("SMR-2026"), given to nobody else. Any thread. As db_run; *out is then unchanged. */
enum status MUST_CHECK numbers_take(struct numbers *numbers, const char *counter, int64_t *out);

enum number_statement { NUMBER_TAKE, NUMBER_STATEMENTS };
extern const struct statement number_statements[];

#endif
