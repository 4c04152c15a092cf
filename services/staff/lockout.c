#include "lockout.h"

static void fail(struct credential *credential, instant now)
{
    if (++credential->failures < LOCKOUT_FAILURES)
        return;
    credential->failures = 0;
    credential->locked_until = now + LOCKOUT_S * USEC_PER_SEC;
}

bool lockout_try(struct credential *credential, bool matched, instant now)
{
    if (credential->locked_until > now)
        return false;
    credential->locked_until = 0;
    if (!matched) {
        fail(credential, now);
        return false;
    }
    credential->failures = 0;
    return true;
}
