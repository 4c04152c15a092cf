/* http_disposition.h: file names in headers: RFC 6266, RFC 7578, RFC 8187. */
#ifndef OTKLIK_HTTP_DISPOSITION_H
#define OTKLIK_HTTP_DISPOSITION_H

#include <stddef.h>

/* A parameter of a header's value, unquoted; NULL if absent. Caller frees. */
char *http_header_parameter(const char *value, const char *name);
/* The file name of a Content-Disposition: without folders and control characters, UTF-8. NULL if there is none. */
char *http_disposition_file_name(const char *value);
/* attachment; filename="..."; filename*=UTF-8''... Caller frees. */
char *http_disposition_make(const char *file_name);

#endif
