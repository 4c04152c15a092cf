#include "http_private.h"

json_t *openapi_make(const struct http_options *options)
{
    return json_pack("{s:s, s:{s:s, s:s}, s:{}}", "openapi", "3.1.0", "info", "title", options->service, "version", "1",
                     "paths");
}
