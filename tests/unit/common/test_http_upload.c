#include "http_fixture.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define BOUNDARY "----WebKitFormBoundary7MA4YWxk"

static char folder[] = "/tmp/otklik-upload-XXXXXX";

static json_t *part_json(const struct upload *upload)
{
    return json_pack("{s:s, s:s?, s:s?, s:s, s:I, s:s}", "field", upload_field(upload), "file",
                     upload_file_name(upload), "text", upload_text(upload), "type", upload_type(upload), "size",
                     (json_int_t)upload_size_bytes(upload), "sha256", upload_sha256(upload));
}

static enum status take_parts(struct work *w, struct request *rq, struct answer *out)
{
    (void)w;
    json_t *parts = json_array();
    for (size_t i = 0; i < http_upload_count(rq); i++)
        json_array_append_new(parts, part_json(http_upload(rq, i)));
    return answer_json_take(out, 201, parts);
}

static enum status keep_first(struct work *w, struct request *rq, struct answer *out)
{
    (void)w, (void)out;
    g_autofree char *path = g_build_filename(folder, "kept", NULL);
    return upload_keep(http_upload(rq, 0), path);
}

static enum status show_file(struct work *w, struct request *rq, struct answer *out)
{
    (void)w;
    g_autofree char *path = g_build_filename(folder, http_param(rq, "name"), NULL);
    struct stat info;
    out->file = open(path, O_RDONLY | O_CLOEXEC);
    if (out->file < 0 || fstat(out->file, &info) != 0)
        return ST_NOT_FOUND;
    out->file_size_bytes = info.st_size;
    out->file_name = g_strdup("Счёт \"за март\".pdf");
    out->content_type = g_strdup("application/pdf");
    out->etag = g_strdup("abc");
    return ST_OK;
}

static const struct route routes[] = {
    {"POST", "/v1/files", take_parts, .flags = ROUTE_PUBLIC | ROUTE_UPLOAD},
    {"POST", "/v1/kept", keep_first, .flags = ROUTE_PUBLIC | ROUTE_UPLOAD},
    {"GET", "/v1/files/{name}", show_file, .flags = ROUTE_PUBLIC | ROUTE_READ},
    {0},
};

static int start(void **state)
{
    (void)state;
    return mkdtemp(folder) ? start_server((struct http_options){
                                 .routes = routes, .upload_folder = folder, .upload_limit_bytes = 40 << 20})
                           : -1;
}

static void assert_only_file(const char *name)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *entry; (entry = g_dir_read_name(dir));)
        assert_string_equal(entry, name);
    g_dir_close(dir);
}

static char *upload_to(const char *path, const char *body, size_t size, size_t piece)
{
    int fd = connect_to_server();
    g_autofree char *head =
        g_strdup_printf("POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %zu\r\n"
                        "Content-Type: multipart/form-data; boundary=" BOUNDARY "\r\n\r\n",
                        path, size);
    setsockopt(fd, IPPROTO_TCP, 1 /* TCP_NODELAY */, &(int){1}, sizeof(int));
    send_bytes(fd, head, strlen(head));
    for (size_t at = 0; at < size; at += piece)
        send_bytes(fd, body + at, MIN(piece, size - at));
    return read_answer(fd);
}

static char *upload_text_body(const char *body)
{
    return upload_to("/v1/files", body, strlen(body), strlen(body));
}

#define PART(head, content) "--" BOUNDARY "\r\n" head "\r\n\r\n" content "\r\n"
#define END "--" BOUNDARY "--\r\n"
#define FILE_HEAD(name) "Content-Disposition: form-data; name=\"file\"; " name "\r\nContent-Type: text/plain"

static const char two_parts[] = PART("Content-Disposition: form-data; name=\"kind\"", "справка")
    PART(FILE_HEAD("filename=\"Справка о составе семьи.txt\""), "abc\r\n--\r\n----WebKit\r\n\r\nd") END;

static void assert_two_parts(const char *answer)
{
    json_auto_t *parts = json_of(answer);
    json_t *file = json_array_get(parts, 1);
    assert_int_equal(json_array_size(parts), 2);
    assert_string_equal(json_string_value(json_object_get(json_array_get(parts, 0), "text")), "справка");
    assert_string_equal(json_string_value(json_object_get(file, "file")), "Справка о составе семьи.txt");
    assert_int_equal(json_integer_value(json_object_get(file, "size")), 24);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "abc\r\n--\r\n----WebKit\r\n\r\nd", -1);
    assert_string_equal(json_string_value(json_object_get(file, "sha256")), sha256);
}

static void parts_come_out_however_the_bytes_are_split(void **state)
{
    (void)state;
    static const size_t pieces[] = {1, 2, 3, 7, 31, 64, 1000};
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autofree char *answer = upload_to("/v1/files", two_parts, strlen(two_parts), pieces[i]);
        assert_two_parts(answer);
    }
    assert_only_file("none");
}

static void file_names_are_read_as_browsers_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *parameter, *name;
    } cases[] = {
        {"filename=\"C:\\dir\\a.txt\"", "a.txt"},
        {"filename=\"../../etc/passwd\"", "passwd"},
        {"filename=\"a%22b.txt\"", "a\"b.txt"},
        {"filename=\"a\\\"b.txt\"", "a\"b.txt"},
        {"filename=\"x.txt\"; filename*=UTF-8''%D0%90%D0%BA%D1%82.txt", "Акт.txt"},
        {"filename=\"\xc0\xea\xf2.txt\"", "Акт.txt"}, /* windows-1251 */
        {"filename=\"..\"", "file"},
        {"filename=\"\"", "file"},
        {"filename=plain.txt", "plain.txt"},
        {"filename=\"a\tb\x01.txt\"", "ab.txt"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *body = g_strdup_printf(
            "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"file\"; %s\r\n\r\nx\r\n" END, cases[i].parameter);
        g_autofree char *answer = upload_text_body(body);
        json_auto_t *parts = json_of(answer);
        assert_string_equal(json_string_value(json_object_get(json_array_get(parts, 0), "file")), cases[i].name);
    }
}

static void a_malformed_form_is_refused_and_leaves_no_file(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "",
        "x",
        "--" BOUNDARY "\r\n",
        "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\nabc",
        "--" BOUNDARY "\r\n\r\n\r\nx\r\n" END,
        "--" BOUNDARY "\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n" END,
        "--" BOUNDARY "\r\nContent-Disposition: form-data\r\n\r\nx\r\n" END,
        "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n" END,
        "--" BOUNDARY "x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n" END,
        "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n" END,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
        g_autofree char *answer = upload_text_body(bodies[i]);
        assert_problem(answer, 400, i ? "malformed_multipart" : "body_needed");
    }
    assert_only_file("none");
}

static void limits_hold_for_parts_and_fields(void **state)
{
    (void)state;
    g_autoptr(GString) many = g_string_new(NULL);
    for (int i = 0; i < 51; i++)
        g_string_append(many, PART("Content-Disposition: form-data; name=\"a\"", "x"));
    g_string_append(many, END);
    g_autofree char *too_many = upload_text_body(many->str);
    assert_problem(too_many, 400, "too_many_parts");

    g_autofree char *text = g_strnfill(70000, 'x');
    g_autofree char *long_body =
        g_strdup_printf("--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n%s\r\n" END, text);
    g_autofree char *too_long = upload_text_body(long_body);
    assert_problem(too_long, 413, "too_large");

    g_autofree char *head_body = g_strdup_printf("--" BOUNDARY "\r\nX: %.9000s\r\n\r\nx\r\n" END, text);
    g_autofree char *long_head = upload_text_body(head_body);
    assert_problem(long_head, 400, "malformed_multipart");
}

static void a_media_type_without_boundary_is_refused(void **state)
{
    (void)state;
    g_autofree char *answer = exchange("POST /v1/files HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data\r\n"
                                       "Content-Length: 5\r\n\r\n--x--");
    assert_problem(answer, 400, "malformed_multipart");
}

static void a_kept_file_stands_under_its_name(void **state)
{
    (void)state;
    static const char body[] = PART(FILE_HEAD("filename=\"a.txt\""), "0123456789") END;
    g_autofree char *answer = upload_to("/v1/kept", body, strlen(body), 5);
    g_autofree char *path = g_build_filename(folder, "kept", NULL);
    g_autofree char *text = NULL;
    assert_int_equal(status_of(answer), 204);
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, "0123456789");
}

static void a_range_of_a_file_is_served(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        int status;
        const char *body;
    } cases[] = {
        {"", 200, "0123456789"},
        {"Range: bytes=2-4\r\n", 206, "234"},
        {"Range: bytes=7-\r\n", 206, "789"},
        {"Range: bytes=-3\r\n", 206, "789"},
        {"Range: bytes=-30\r\n", 206, "0123456789"},
        {"Range: bytes=0-99\r\n", 206, "0123456789"},
        {"Range: bytes=10-\r\n", 416, ""},
        {"Range: bytes=-0\r\n", 416, ""},
        {"Range: bytes=4-2\r\n", 200, "0123456789"},
        {"Range: bytes=0-1,3-4\r\n", 200, "0123456789"},
        {"Range: lines=1-2\r\n", 200, "0123456789"},
        {"Range: bytes=99999999999999999999-\r\n", 416, ""},
        {"Range: bytes=2-4\r\nIf-Range: \"abc\"\r\n", 206, "234"},
        {"Range: bytes=2-4\r\nIf-Range: \"old\"\r\n", 200, "0123456789"},
        {"If-None-Match: \"abc\"\r\n", 304, ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *answer = ask("GET", "/v1/files/kept", cases[i].header, NULL);
        if (status_of(answer) != cases[i].status)
            fail_msg("%s: %s", cases[i].header, answer);
        assert_string_equal(body_of(answer), cases[i].body);
    }
}

static void a_file_names_itself_in_two_ways_and_cannot_run(void **state)
{
    (void)state;
    g_autofree char *answer = ask("GET", "/v1/files/kept", "Range: bytes=2-4\r\n", NULL);
    g_autofree char *disposition = header_of(answer, "Content-Disposition");
    g_autofree char *range = header_of(answer, "Content-Range");
    g_autofree char *policy = header_of(answer, "Content-Security-Policy");
    assert_string_equal(disposition, "attachment; filename=\"____ ___ _____.pdf\"; "
                                     "filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%20%22%D0%B7%D0%B0%20%D0%BC%D0%B0%D1%80"
                                     "%D1%82%22.pdf");
    assert_string_equal(range, "bytes 2-4/10");
    assert_string_equal(policy, "sandbox; default-src 'none'");
}

static void a_large_file_goes_through_in_bounded_memory(void **state)
{
    (void)state;
    static const char head[] = "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"f\"; filename=\"big\"\r\n\r\n";
    static const char tail[] = "\r\n" END;
    size_t size = 32 << 20;
    g_autofree char *body = g_malloc(sizeof head + size + sizeof tail);
    memcpy(body, head, strlen(head));
    memset(body + strlen(head), '-', size);
    memcpy(body + strlen(head) + size, tail, sizeof tail);
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    g_autofree char *answer = upload_to("/v1/kept", body, strlen(head) + size + strlen(tail), 1 << 20);
    getrusage(RUSAGE_SELF, &after);
    assert_int_equal(status_of(answer), 204);
    assert_in_range(after.ru_maxrss - before.ru_maxrss, 0, 8 << 10);
    g_autofree char *got = ask("GET", "/v1/files/kept", "", NULL);
    assert_int_equal(strlen(body_of(got)), size);
}

static int clean_up(void **state)
{
    g_autofree char *kept = g_build_filename(folder, "kept", NULL);
    stop_server(state);
    unlink(kept);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        H(parts_come_out_however_the_bytes_are_split),
        H(file_names_are_read_as_browsers_write_them),
        H(a_malformed_form_is_refused_and_leaves_no_file),
        H(limits_hold_for_parts_and_fields),
        H(a_media_type_without_boundary_is_refused),
        H(a_kept_file_stands_under_its_name),
        H(a_range_of_a_file_is_served),
        H(a_file_names_itself_in_two_ways_and_cannot_run),
        H(a_large_file_goes_through_in_bounded_memory),
    };
    return cmocka_run_group_tests(tests, start, clean_up);
}
