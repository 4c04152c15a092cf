#include "ids.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include <glib.h>

/* The 74 bits behind the time are one number per thread that only grows, by random steps and whatever the time: so ids
 * of one time sort in the order of their making even when times alternate (RFC 9562, 6.2, method 2). */
#define LOW_BITS 62
#define LOW_MASK ((UINT64_C(1) << LOW_BITS) - 1)

struct tail {
    uint64_t low;
    uint16_t high;
    bool seeded;
    uint32_t steps[60];
    size_t steps_left;
};

static _Thread_local struct tail tail;

static void fill_random(void *out, size_t size)
{
    /* Up to 256 bytes come whole or not at all once the pool is ready. */
    if (getrandom(out, size, 0) != (ssize_t)size)
        abort();
}

static void tail_seed(void)
{
    uint64_t seed[2];
    fill_random(seed, sizeof seed);
    tail.low = seed[0] & LOW_MASK;
    tail.high = seed[1] & 0x7ff; /* the top bit stays free: no overflow in the life of a thread */
    tail.seeded = true;
}

static void tail_advance(void)
{
    if (!tail.seeded)
        tail_seed();
    if (tail.steps_left == 0) {
        fill_random(tail.steps, sizeof tail.steps);
        tail.steps_left = sizeof tail.steps / sizeof *tail.steps;
    }
    tail.low += (uint64_t)tail.steps[--tail.steps_left] + 1;
    if (tail.low > LOW_MASK) {
        tail.low &= LOW_MASK;
        tail.high = (tail.high + 1) & 0xfff;
    }
}

/* `count` digits and what follows them; returns the end. Every event and every new row has an id, so not by printf. */
static char *put_hex(char *out, uint64_t value, int count, char follows)
{
    for (int i = count - 1; i >= 0; i--, value >>= 4)
        out[i] = "0123456789abcdef"[value & 0xf];
    out[count] = follows;
    return out + count + 1;
}

static char *put_time(char *out, instant at)
{
    uint64_t ms = at > 0 ? (uint64_t)at / 1000 & UINT64_C(0xffffffffffff) : 0;
    char *end = put_hex(out, ms >> 16, 8, '-');
    return put_hex(end, ms & 0xffff, 4, '-');
}

void uuid7_floor(instant at, char out[UUID_TEXT_SIZE])
{
    char *end = put_time(out, at);
    end = put_hex(end, 0, 4, '-');
    end = put_hex(end, 0, 4, '-');
    put_hex(end, 0, 12, '\0');
}

void uuid7_make(instant at, char out[UUID_TEXT_SIZE])
{
    tail_advance();
    uint64_t variant_and_low = UINT64_C(2) << LOW_BITS | tail.low;
    char *end = put_time(out, at);
    end = put_hex(end, 0x7000 | ((uint64_t)tail.high & 0xfff), 4, '-');
    end = put_hex(end, variant_and_low >> 48, 4, '-');
    put_hex(end, variant_and_low & UINT64_C(0xffffffffffff), 12, '\0');
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool uuid_valid(const char *text)
{
    if (!text)
        return false;
    for (int i = 0; i < UUID_TEXT_SIZE - 1; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !is_hex(text[i]))
            return false;
    }
    return text[UUID_TEXT_SIZE - 1] == '\0';
}

instant uuid7_time(const char *id)
{
    if (!uuid_valid(id) || id[14] != '7')
        return 0;
    return (instant)(strtoull(id, NULL, 16) << 16 | strtoull(id + 9, NULL, 16)) * 1000;
}

unsigned char hex_byte(const char *digits)
{
    return (unsigned char)(g_ascii_xdigit_value(digits[0]) << 4 | g_ascii_xdigit_value(digits[1]));
}
