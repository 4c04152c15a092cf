/* http_upload.h: one part of a multipart body: a file that was streamed to disk, or a short text. Everything is
 * borrowed for the time of the request. */
#ifndef OTKLIK_HTTP_UPLOAD_H
#define OTKLIK_HTTP_UPLOAD_H

#include "status.h"

#include <stdint.h>

struct upload;

/* The name of its field in the form. */
const char *upload_field(const struct upload *upload);
/* The name of the file at its sender, without folders; NULL: a plain field, its text is upload_text. */
const char *upload_file_name(const struct upload *upload);
/* NULL for a file. */
const char *upload_text(const struct upload *upload);
/* The media type as the sender claims it. */
const char *upload_type(const struct upload *upload);
/* The temporary file, removed after the handler unless upload_keep took it over; NULL for a field. */
const char *upload_path(const struct upload *upload);
/* Of a file, 64 hexadecimal digits. */
const char *upload_sha256(const struct upload *upload);
/* Of a file or a field. */
int64_t upload_size_bytes(const struct upload *upload);
/* Renames the temporary file to `path` (same file system), synced. Also ST_OK when an earlier try of this request did
 * it. */
enum status MUST_CHECK upload_keep(const struct upload *upload, const char *path);

#endif
