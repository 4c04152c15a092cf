/* lockout.h: who may try a password, and what a try leaves behind. Five failures lock for a quarter of an hour; a try
 * while locked neither succeeds nor makes it longer. */
#ifndef OTKLIK_STAFF_LOCKOUT_H
#define OTKLIK_STAFF_LOCKOUT_H

#include "rows.h"

#define LOCKOUT_FAILURES 5
#define LOCKOUT_S 900

/* True when this try lets the person in. `matched`: the password is right. Changes the credential accordingly. */
bool lockout_try(struct credential *credential, bool matched, instant now);

#endif
