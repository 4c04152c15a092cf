/* submission.h: what can be told from the bytes of a submission before there is an appeal. Pure. */
#ifndef OTKLIK_SUBMISSION_H
#define OTKLIK_SUBMISSION_H

#include "source.h"

#include <stdbool.h>

#include <jansson.h>

#define EXTERNAL_ID_MAX 200
#define SUBMISSION_KEY_SIZE 512

/* The sender's own id, or NULL when there is none that can be used. Borrowed. */
const char *submission_external_id(const json_t *data);
/* A text, a type or a file: without any of them it is no appeal. */
bool submission_says_something(const json_t *data);
/* "source/external id": names a submission for ever. Written into `out`, returned. */
const char *submission_key(const char *source, const char *external_id, char out[SUBMISSION_KEY_SIZE]);

#endif
