#include "fetch_rule.h"
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <glib.h>

static void only_listed_hosts_are_asked(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        const char *reason; /* NULL: permitted */
        enum reach reach;
    } cases[] = {
        {"https://files.lk.example.ru/a?X-Amz-Signature=1", NULL, REACH_PRIVATE},
        {"HTTPS://FILES.LK.EXAMPLE.RU:8443/a", NULL, REACH_PRIVATE},
        {"https://files.lk.example.ru./a", NULL, REACH_PRIVATE},
        {"http://a.cdn.example.ru/a", NULL, REACH_PUBLIC},
        {"http://cdn.example.ru/a", "host_not_listed", 0},
        {"http://evilcdn.example.ru/a", "host_not_listed", 0},
        {"http://127.0.0.1:9000/a", NULL, REACH_ANY},
        {"http://127.0.0.2/a", "host_not_listed", 0},
        {"http://2130706433/a", NULL, REACH_ANY}, /* libcurl reads it as 127.0.0.1, which is listed */
        {"http://files.lk.example.ru@evil.ru/a", "bad_url", 0},
        {"http://evil.ru#files.lk.example.ru", "host_not_listed", 0},
        {"http://evil.ru\\@files.lk.example.ru/", "bad_url", 0},
        {"file:///etc/passwd", "bad_url", 0},
        {"ftp://files.lk.example.ru/a", "bad_url", 0},
        {"gopher://127.0.0.1/", "bad_url", 0},
        {"nonsense", "bad_url", 0},
        {"", "bad_url", 0},
    };
    json_auto_t *hosts = json_pack("[s,s,s]", "files.lk.example.ru", "*.cdn.example.ru", "127.0.0.1");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        enum reach reach = REACH_PUBLIC;
        const char *reason = NULL;
        enum status status = fetch_permitted(cases[i].url, hosts, &reach, &reason);
        if (g_strcmp0(reason, cases[i].reason) != 0 || (status == ST_OK && reach != cases[i].reach))
            fail_msg("%s: %s, reach %d", cases[i].url, reason, reach);
    }
}

static void a_connection_stays_within_its_reach(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        enum reach needed;
    } cases[] = {
        {"8.8.8.8", REACH_PUBLIC},
        {"172.32.0.1", REACH_PUBLIC},
        {"10.1.2.3", REACH_PRIVATE},
        {"172.16.0.1", REACH_PRIVATE},
        {"192.168.1.1", REACH_PRIVATE},
        {"100.64.0.1", REACH_PRIVATE},
        {"127.0.0.1", REACH_ANY},
        {"0.0.0.0", REACH_ANY},
        {"169.254.169.254", REACH_ANY},
        {"224.0.0.1", REACH_ANY},
        {"255.255.255.255", REACH_ANY},
        {"2a00:1450::1", REACH_PUBLIC},
        {"fd00::1", REACH_PRIVATE},
        {"::1", REACH_ANY},
        {"fe80::1", REACH_ANY},
        {"::ffff:127.0.0.1", REACH_ANY},
        {"::ffff:10.0.0.1", REACH_PRIVATE},
        {"64:ff9b::7f00:1", REACH_ANY},
        {"2002:7f00:1::", REACH_ANY},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sockaddr_in6 six = {.sin6_family = AF_INET6};
        struct sockaddr_in four = {.sin_family = AF_INET};
        bool is_four = inet_pton(AF_INET, cases[i].address, &four.sin_addr) == 1;
        if (!is_four)
            assert_int_equal(inet_pton(AF_INET6, cases[i].address, &six.sin6_addr), 1);
        const struct sockaddr *address = is_four ? (struct sockaddr *)&four : (struct sockaddr *)&six;
        for (enum reach reach = REACH_PUBLIC; reach <= REACH_ANY; reach++)
            if (fetch_address_permitted(address, reach) != (reach >= cases[i].needed))
                fail_msg("%s with reach %d", cases[i].address, reach);
    }
}

static void an_s3_url_needs_a_base(void **state)
{
    (void)state;
    g_autofree char *mapped = fetch_url("s3://inbox/2026/a.pdf", "https://s3.example.ru");
    assert_string_equal(mapped, "https://s3.example.ru/inbox/2026/a.pdf");
    g_autofree char *slash = fetch_url("s3://inbox/a", "https://s3.example.ru/");
    assert_string_equal(slash, "https://s3.example.ru/inbox/a");
    g_autofree char *plain = fetch_url("https://a/b", "");
    assert_string_equal(plain, "https://a/b");
    assert_null(fetch_url("s3://inbox/a", ""));
}

static void answers_tell_whether_to_try_again(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *reason;
        bool final;
    } cases[] = {
        {404, "not_found", true},       {410, "not_found", true},      {302, "redirect_refused", true},
        {403, "access_refused", false}, {500, "server_failed", false}, {429, "server_failed", false},
    };
    assert_null(fetch_reason(200));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_string_equal(fetch_reason(cases[i].status), cases[i].reason);
        assert_int_equal(fetch_is_final(cases[i].reason), cases[i].final);
    }
    assert_true(fetch_is_final("hash_mismatch") && fetch_is_final("too_large") && !fetch_is_final("unreachable"));
}

static void pauses_grow_to_three_hours(void **state)
{
    (void)state;
    assert_int_equal(fetch_delay_s(1, 5), 5);
    assert_int_equal(fetch_delay_s(2, 5), 15);
    assert_int_equal(fetch_delay_s(4, 5), 135);
    assert_int_equal(fetch_delay_s(1000, 5), 3 * 3600);
}

RUN_TESTS(T(only_listed_hosts_are_asked), T(a_connection_stays_within_its_reach), T(an_s3_url_needs_a_base),
          T(answers_tell_whether_to_try_again), T(pauses_grow_to_three_hours))
