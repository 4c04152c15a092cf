/* phone.h: telephone numbers as whole numbers: 73430000000 is +7 343 000-00-00. libphonenumber below. */
#ifndef OTKLIK_PHONE_H
#define OTKLIK_PHONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PHONE_EXTENSION_SIZE 16

struct phone {
    int64_t number; /* country code and national number; 0 = none */
    bool mobile;
    char extension[PHONE_EXTENSION_SIZE];
};

/* Reads one number as a Russian would write it; `area` ("343", may be NULL) completes short local ones. False when it
 * is no valid number or a stub; keep the raw text then. */
bool phone_parse(const char *raw, const char *area, struct phone *out);
/* Reads every number of a text like "8 (343) 000-00-00, моб. 8900..."; returns how many were found, at most `max`. */
size_t phone_parse_all(const char *text, const char *area, struct phone *out, size_t max);

/* phone_shim.cpp: true when valid. */
bool phone_shim_parse(const char *raw, const char *region, int64_t *number, bool *mobile, char *extension, size_t size);

#endif
