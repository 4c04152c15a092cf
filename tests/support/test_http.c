/* test_http.c: the HTTP server on a real database, without a service.
 * otk-test-http serve CONNINFO SERVICE        prints its port, serves until its input ends
 * otk-test-http rights CONNINFO SEED COUNT    compares rights_sql with person_may_see on random people and objects */
#include "http_server.h"
#include "migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

static const struct statement insert_thing = {"thing_insert", "INSERT INTO thing (name)\n"
                                                              "SELECT $1::text FROM pg_sleep($2::float8)\n"
                                                              "RETURNING id"};

/* {"name": "...", "hold_s": 0.5}: makes a row and keeps the transaction open that long. */
static enum status make_thing(struct work *w, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    g_autofree char *hold = g_strdup_printf("%f", json_number_value(json_object_get(rq->body, "hold_s")));
    const char *name = json_string_value(json_object_get(rq->body, "name"));
    enum status st = db_run(work_db(w), &insert_thing, DB_PARAMS(name, hold), &rows);
    if (st != ST_OK)
        return st;
    if (strcmp(name, "refused") == 0)
        return answer_problem(out, 409, "conflict", NULL);
    answer_version(out, 1);
    out->location = g_strdup_printf("/v1/things/%s", rows_text(&rows, 0, 0));
    return answer_json_take(out, 201, json_pack("{s:I}", "id", (json_int_t)rows_int(&rows, 0, 0)));
}

static const struct route routes[] = {
    {"POST", "/v1/things", make_thing, .flags = ROUTE_PUBLIC | ROUTE_CREATES, .summary = "Makes a thing"},
    {0},
};

static int serve(const char *conninfo, const char *service)
{
    struct db *db = db_open(conninfo, service, 5 * USEC_PER_SEC);
    if (!db || migrate_run(db, &(struct migrate_options){.service = service}) != ST_OK)
        return 1;
    db_close(db);
    struct http_server *server = http_server_start(&(struct http_options){.service = service,
                                                                          .listen = "127.0.0.1:0",
                                                                          .routes = routes,
                                                                          .conninfo = conninfo,
                                                                          .works = &http_works_database});
    if (!server)
        return 1;
    printf("%d\n", http_server_port(server));
    fflush(stdout);
    while (getchar() != EOF)
        ;
    http_server_stop(server);
    return 0;
}

#define DEPARTMENT "00000000-0000-0000-0000-00000000000"
#define PERSON "00000000-0000-0000-0000-0000000000a"

static const char *const departments[] = {"", DEPARTMENT "1", DEPARTMENT "2"};
static const char *const people[] = {"", PERSON "1", PERSON "2", PERSON "3"};
static const char *const branches[] = {"", "SVE", "KOM", "HQ"};

static const char *pick(GRand *rand, const char *const *from, int count)
{
    return from[g_rand_int_range(rand, 0, count)];
}
#define PICK(rand, from) pick(rand, from, (int)G_N_ELEMENTS(from))

/* $1..$6 are the rights' own, $7..$12 the object. Caller frees. */
static char *question(void)
{
    return g_strconcat("SELECT 1\n"
                       "FROM (VALUES (nullif($7, ''), nullif($8, '')::uuid, nullif($9, '')::uuid, $10::uuid[],\n"
                       "              $11::boolean, $12::uuid[]))\n"
                       "     AS t (branch, department, holder, held_by, confidential, excluded)\n"
                       "WHERE ",
                       rights_sql(1), NULL);
}

static struct person random_person(GRand *rand)
{
    static char *lists[][3] = {{NULL}, {"*", NULL}, {"SVE", NULL}, {"SVE", "KOM", NULL}};
    static char *heads[][2] = {{NULL}, {DEPARTMENT "1", NULL}, {DEPARTMENT "2", NULL}};
    static char *superiors[][3] = {{NULL}, {PERSON "1", NULL}, {PERSON "2", PERSON "3", NULL}};
    return (struct person){.id = (char *)people[g_rand_int_range(rand, 1, 4)],
                           .department = (char *)PICK(rand, departments),
                           .branches = lists[g_rand_int_range(rand, 0, 4)],
                           .heads = heads[g_rand_int_range(rand, 0, 3)],
                           .superiors = superiors[g_rand_int_range(rand, 0, 3)],
                           .confidential = g_rand_boolean(rand)};
}

/* At most two people; the caller's to free. */
static json_t *random_people(GRand *rand)
{
    json_t *list = json_array();
    for (int i = g_rand_int_range(rand, 0, 3); i > 0; i--)
        json_array_append_new(list, json_string(people[g_rand_int_range(rand, 1, 4)]));
    return list;
}

static struct subject random_subject(GRand *rand, const json_t *held_by, const json_t *excluded)
{
    return (struct subject){
        PICK(rand, branches), PICK(rand, departments), PICK(rand, people), held_by, g_rand_boolean(rand), excluded};
}

static struct db_array *array_of(const json_t *ids)
{
    struct db_array *array = db_array_new();
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)ids, i, one) db_array_add(array, json_string_value(one));
    return array;
}

/* What the SQL says: 1 seen, 0 not, -1 it failed. */
static int ask_database(struct db *db, const struct statement *statement, struct person *person,
                        const struct subject *subject)
{
    const char *rights[RIGHTS_PARAMETERS];
    auto_rows rows = {0};
    auto_array held = array_of(subject->held_by);
    auto_array excluded = array_of(subject->excluded);
    rights_params(person, rights);
    enum status st = db_run(db, statement,
                            DB_PARAMS(rights[0], rights[1], rights[2], rights[3], rights[4], rights[5], subject->branch,
                                      subject->department, subject->holder, db_array_text(held),
                                      subject->confidential ? "t" : "f", db_array_text(excluded)),
                            &rows);
    g_free(person->branches_literal);
    g_free(person->heads_literal);
    g_free(person->chain_literal);
    return st == ST_OK ? rows_count(&rows) : -1;
}

static int compare_rights(const char *conninfo, guint32 seed, int count)
{
    struct db *db = db_open(conninfo, "otk-test-http", 5 * USEC_PER_SEC);
    g_autofree char *text = question();
    struct statement statement = {"rights_ask", text};
    GRand *rand = g_rand_new_with_seed(seed);
    int seen = 0, wrong = 0;
    for (int i = 0; db && i < count; i++) {
        json_auto_t *held_by = random_people(rand);
        json_auto_t *excluded = random_people(rand);
        struct person person = random_person(rand);
        struct subject subject = random_subject(rand, held_by, excluded);
        int expected = person_may_see(&person, &subject);
        wrong += ask_database(db, &statement, &person, &subject) != expected;
        seen += expected;
    }
    printf("%d seen, %d wrong\n", seen, wrong);
    g_rand_free(rand);
    db_close(db);
    return db && !wrong ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "serve") == 0)
        return serve(argv[2], argv[3]);
    if (argc == 5 && strcmp(argv[1], "rights") == 0)
        return compare_rights(argv[2], (guint32)atoi(argv[3]), atoi(argv[4]));
    return 2;
}
