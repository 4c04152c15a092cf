/* Formats that can be asserted. */
#include "json_schema_internal.h"

#include <string.h>

static bool digits(const char *text, size_t count, int *out_value)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *out_value = value;
    return true;
}

/* RFC 3339, full-date. */
static bool is_date(const char *text, size_t length)
{
    int year, month, day;
    if (length != 10 || text[4] != '-' || text[7] != '-')
        return false;
    if (!digits(text, 4, &year) || !digits(text + 5, 2, &month) || !digits(text + 8, 2, &day))
        return false;
    return year == 0 ? month >= 1 && month <= 12 && day >= 1 && day <= 29
                     : month <= 12 && g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

/* "Z" or "+hh:mm", in minutes. */
static bool offset_minutes(const char *text, size_t length, int *out_minutes)
{
    int hours, minutes;
    *out_minutes = 0;
    if (length == 1)
        return *text == 'Z' || *text == 'z';
    if (length != 6 || (*text != '+' && *text != '-') || text[3] != ':')
        return false;
    if (!digits(text + 1, 2, &hours) || !digits(text + 4, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *out_minutes = (hours * 60 + minutes) * (*text == '-' ? -1 : 1);
    return true;
}

/* RFC 3339, full-time; a leap second only where it can be: 23:59:60 UTC. */
static bool is_time(const char *text, size_t length)
{
    int hour, minute, second, offset;
    if (length < 9 || text[2] != ':' || text[5] != ':')
        return false;
    if (!digits(text, 2, &hour) || !digits(text + 3, 2, &minute) || !digits(text + 6, 2, &second))
        return false;
    size_t end = 8;
    if (text[end] == '.') {
        while (++end < length && g_ascii_isdigit(text[end]))
            ;
        if (end == 9)
            return false;
    }
    if (!offset_minutes(text + end, length - end, &offset) || hour > 23 || minute > 59 || second > 60)
        return false;
    return second < 60 || (hour * 60 + minute - offset + 1440) % 1440 == 1439;
}

static bool is_date_time(const char *text, size_t length)
{
    return length > 11 && (text[10] == 'T' || text[10] == 't') && is_date(text, 10) && is_time(text + 11, length - 11);
}

static bool is_uuid(const char *text, size_t length)
{
    bool good = length == 36;
    for (size_t i = 0; good && i < length; i++)
        good = i == 8 || i == 13 || i == 18 || i == 23 ? text[i] == '-' : g_ascii_isxdigit(text[i]);
    return good;
}

/* RFC 3339, appendix A, says which units may stand beside which. All these patterns match in linear time. */
#define DURATION_TIME "T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S)"
#define DURATION_DATE "(?:\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D)"
#define DURATION "\\AP(?:" DURATION_DATE "(?:" DURATION_TIME ")?|" DURATION_TIME "|\\d+W)\\z"

#define OCTET "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"
#define IPV4 OCTET "(?:\\." OCTET "){3}"
#define H16 "[0-9A-Fa-f]{1,4}"
#define LS32 "(?:" H16 ":" H16 "|" IPV4 ")"
/* RFC 3986, IPv6address, line by line. */
#define IPV6                                                                                                           \
    "(?:(?:" H16 ":){6}" LS32 "|::(?:" H16 ":){5}" LS32 "|(?:" H16 ")?::(?:" H16 ":){4}" LS32 "|(?:(?:" H16            \
    ":){0,1}" H16 ")?::(?:" H16 ":){3}" LS32 "|(?:(?:" H16 ":){0,2}" H16 ")?::(?:" H16 ":){2}" LS32 "|(?:(?:" H16      \
    ":){0,3}" H16 ")?::" H16 ":" LS32 "|(?:(?:" H16 ":){0,4}" H16 ")?::" LS32 "|(?:(?:" H16 ":){0,5}" H16 ")?::" H16   \
    "|(?:(?:" H16 ":){0,6}" H16 ")?::)"

/* RFC 5321, 4.1.2 and 4.1.3; Cyrillic addresses need the format idn-email. */
#define LABEL "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
#define ATOM "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
#define QUOTED "\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\\x20-\\x7E])*\""
#define EMAIL                                                                                                          \
    "\\A(?:" ATOM "(?:\\." ATOM ")*|" QUOTED ")@(?:" LABEL "(?:\\." LABEL ")*|\\[" IPV4 "\\]|\\[IPv6:" IPV6 "\\])\\z"

/* RFC 3986, appendix A. */
#define PCHAR "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
#define USERINFO "(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*"
#define REG_NAME "(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
#define IP_LITERAL "\\[(?:" IPV6 "|[vV][0-9A-Fa-f]+\\.[A-Za-z0-9._~!$&'()*+,;=:-]+)\\]"
#define AUTHORITY "(?:" USERINFO "@)?(?:" IP_LITERAL "|" REG_NAME ")(?::\\d*)?"
#define PATH "(?://" AUTHORITY "(?:/" PCHAR "*)*|/(?:" PCHAR "+(?:/" PCHAR "*)*)?|" PCHAR "+(?:/" PCHAR "*)*|)"
#define URI "\\A[A-Za-z][A-Za-z0-9+.-]*:" PATH "(?:\\?(?:" PCHAR "|[/?])*)?(?:#(?:" PCHAR "|[/?])*)?\\z"

static bool matches(const char *pattern, gsize *compiled, const char *text, size_t length)
{
    if (g_once_init_enter(compiled)) {
        int error;
        PCRE2_SIZE offset;
        pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, 0, &error, &offset, NULL);
        g_assert(code);
        g_once_init_leave(compiled, (gsize)code);
    }
    pcre2_match_data *match = pcre2_match_data_create(1, NULL);
    int result = pcre2_match((pcre2_code *)*compiled, (PCRE2_SPTR)text, length, 0, 0, match, NULL);
    pcre2_match_data_free(match);
    return result >= 0;
}

static bool is_duration(const char *text, size_t length)
{
    static gsize code;
    return length <= 100 && matches(DURATION, &code, text, length);
}

static bool is_email(const char *text, size_t length)
{
    static gsize code;
    return length <= 254 && matches(EMAIL, &code, text, length);
}

static bool is_uri(const char *text, size_t length)
{
    static gsize code;
    return length <= 8192 && matches(URI, &code, text, length);
}

const struct format *json_schema_format_named(const char *name)
{
    static const struct format formats[] = {
        {"date-time", is_date_time, "bad_time"},
        {"date", is_date, "bad_date"},
        {"time", is_time, "bad_time"},
        {"email", is_email, "bad_email"},
        {"uuid", is_uuid, "bad_uuid"},
        {"duration", is_duration},
        {"uri", is_uri},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}
