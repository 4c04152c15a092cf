/* password.h: argon2id by libsodium, at most so many at once: each takes tens of MiB. Thread safe. */
#ifndef OTKLIK_STAFF_PASSWORD_H
#define OTKLIK_STAFF_PASSWORD_H

#include "status.h"

#include <stdbool.h>
#include <stdint.h>

#define PASSWORD_MIN 10
#define PASSWORD_MAX 256

struct passwords;

struct password_cost {
    int64_t memory_kib;
    int64_t passes;
    int parallel; /* hashes at once */
};

/* NULL: libsodium cannot be used or the cost is none (logged). */
struct passwords *passwords_new(const struct password_cost *cost);
void passwords_free(struct passwords *passwords);
/* *out_hash belongs to the caller. ST_RETRY: too many at once, or no memory. */
enum status MUST_CHECK password_hash(struct passwords *passwords, const char *password, char **out_hash);
/* Sets *out_matched. `hash` NULL (no such login) costs the same time and matches nothing. ST_RETRY as above. */
enum status MUST_CHECK password_verify(struct passwords *passwords, const char *hash, const char *password,
                                       bool *out_matched);
/* The hash was made at another cost. */
bool password_outdated(const struct passwords *passwords, const char *hash);
/* The code of texts that says why it will not do, NULL if it will. `login` may be NULL. */
const char *password_fault(const char *password, const char *login);

#endif
