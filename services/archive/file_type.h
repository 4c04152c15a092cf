/* file_type.h: what a file is by its first bytes. Only kinds that people send with appeals are taken; programs and
 * pages are not, whatever they call themselves. */
#ifndef OTKLIK_ARCHIVE_FILE_TYPE_H
#define OTKLIK_ARCHIVE_FILE_TYPE_H

#include <stdbool.h>
#include <stddef.h>

#define FILE_TYPE_HEAD_BYTES 512

/* The media type by the first `size` bytes (as many as FILE_TYPE_HEAD_BYTES if the file has them); NULL: not a kind
 * that is taken. Static. */
const char *file_type_detect(const void *head, size_t size);
/* The media type to be kept of a file of the kind `detected` that was declared as `declared` (NULL or
 * "application/octet-stream": nothing said; parameters are ignored): the declared one where it is a finer word for the
 * same form (a .docx is a zip), else the detected one. NULL: it is not what it was said to be. Static. */
const char *file_type_settle(const char *detected, const char *declared);

#endif
