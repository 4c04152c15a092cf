#include "log.h"
#include "report_book.h"
#include "report_query.h"
#include "report_run.h"
#include "reporting.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define ATTEMPTS_MAX 3
#define PIVOT_COUNT 3 /* the column of the number of rows */
#define TELL_EVERY_US USEC_PER_SEC

/* One report in the making. The job's transaction is the snapshot that all its reads see; what others are to see at
 * once (progress, the end) is written on a connection beside it. */
struct making {
    struct work *w;
    struct db *side;
    const struct report_run *run;
    struct report_scope scope;
    struct report_book *book;
    struct pivot pivot;
    int64_t total, done;
    int64_t told_at;
    char *path, *part;
};

static const char *member(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static void scope_of_run(struct report_scope *scope, const struct report_run *run, instant as_of)
{
    *scope = (struct report_scope){.as_of = as_of,
                                   .language = run->language,
                                   .allowed = run->branches,
                                   .confidential = run->confidential,
                                   .people = run->people,
                                   .from = member(run->params, "from"),
                                   .to = member(run->params, "to"),
                                   .branches = json_object_get(run->params, "branches"),
                                   .services = json_object_get(run->params, "services"),
                                   .types = json_object_get(run->params, "types")};
}

/* ST_NOT_FOUND: the person has deleted it meanwhile. */
static enum status tell_progress(struct making *m)
{
    g_autofree char *done = g_strdup_printf("%" G_GINT64_FORMAT, m->done);
    g_autofree char *total = g_strdup_printf("%" G_GINT64_FORMAT, m->total);
    auto_rows rows = {0};

    m->told_at = clock_monotonic_us();
    enum status status = db_run(m->side, &run_statements[RUN_PROGRESS], DB_PARAMS(m->run->id, done, total), &rows);
    return status == ST_OK && !rows_count(&rows) ? ST_NOT_FOUND : status;
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

static void read_line(struct pivot *pivot, const struct rows *rows, int row)
{
    static const enum pivot_level levels[] = {PIVOT_LEAF, PIVOT_SUBTOTAL, PIVOT_LEAF, PIVOT_TOTAL};
    struct pivot_line line = {.level = levels[rows_int(rows, row, 2) & 3], .item = {-1, -1}};

    if (line.level != PIVOT_TOTAL)
        line.item[0] = pivot_item(pivot, 0, rows_text(rows, row, 0));
    if (line.level == PIVOT_LEAF)
        line.item[1] = pivot_item(pivot, 1, rows_text(rows, row, 1));
    for (int i = 0; i < REPORT_MEASURES; i++) {
        line.known[i] = !rows_null(rows, row, 3 + i);
        line.figure[i] = g_ascii_strtod(rows_text(rows, row, 3 + i), NULL);
    }
    g_array_append_val(pivot->lines, line);
}

/* The items of an axis stand in the order in which they are shown. */
static enum status read_pivot(struct making *m)
{
    auto_rows rows = {0};
    enum status status = report_query_pivot(work_db(m->w), &m->scope, &rows);
    if (status != ST_OK)
        return status;
    for (int i = 0; i < rows_count(&rows); i++)
        for (int axis = 0; axis < REPORT_AXES; axis++)
            if (rows_int(&rows, i, 2) == 0)
                pivot_item(&m->pivot, axis, rows_text(&rows, i, axis));
    for (int axis = 0; axis < REPORT_AXES; axis++)
        g_ptr_array_sort(m->pivot.items[axis], by_text);
    for (int i = 0; i < rows_count(&rows); i++)
        read_line(&m->pivot, &rows, i);
    m->total = rows_int(&rows, rows_count(&rows) - 1, PIVOT_COUNT);
    return ST_OK;
}

static enum status add_rows(struct making *m, struct report_walk *walk)
{
    auto_rows rows = {0};
    enum status status = report_walk_next(walk, &rows);
    if (status != ST_OK)
        return status;
    for (int i = 0; i < rows_count(&rows); i++)
        report_book_add(m->book, &rows, i);
    m->done += rows_count(&rows);
    if (work_stopping(m->w))
        return ST_RETRY;
    return clock_monotonic_us() - m->told_at > TELL_EVERY_US ? tell_progress(m) : ST_OK;
}

/* The pivot counted the rows in the same snapshot. */
static enum status write_rows(struct making *m)
{
    struct report_walk walk;
    enum status status = report_walk_begin(&walk, work_db(m->w), &m->scope);

    while (status == ST_OK && m->done < m->total)
        status = add_rows(m, &walk);
    report_walk_end(&walk);
    return status;
}

static void list_parameter(struct making *m, const char *ru, const char *en, const json_t *list)
{
    GString *text = g_string_new(NULL);
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)list, i, one)
        g_string_append_printf(text, "%s%s", i ? ", " : "", json_string_value(one));
    if (!text->len || g_strcmp0(text->str, "*") == 0)
        g_string_assign(text, report_word(m->run->language, "все", "all"));
    report_book_parameter(m->book, report_word(m->run->language, ru, en), text->str);
    g_string_free(text, TRUE);
}

static const struct {
    const char *ru, *en, *ru_text, *en_text;
} definitions[] = {
    {"Период", "Period", "по дате поступления на календаре филиала, обе границы включены; аннулированные не считаются",
     "by the date of reception on the branch's calendar, both ends included; void registrations are left out"},
    {"Ответ дан", "Is answered", "есть доказательство отправки хотя бы одним способом в текущем цикле",
     "at least one way has a proof of sending in the present cycle"},
    {"В срок", "In time", "1, если ответ отправлен не позже срока; пусто, если ответа или срока нет",
     "1 when the answer left by its due time; empty without an answer or a due time"},
    {"Просрочено", "Overdue", "ответ отправлен позже срока либо срок прошёл, а ответа нет",
     "answered after the due time, or not answered and the due time has passed"},
    {"Дней до ответа", "Days to answer", "календарные дни от поступления до ответа",
     "calendar days from reception to the answer"},
    {"Дней в работе", "Days in work", "календарные дни от передачи в работу до ответа",
     "calendar days from sending to work to the answer"},
    {"Возвратов", "Returns", "сколько раз этапы возвращали на доработку", "how often stages were returned"},
    {"Время", "Times", "по часам филиала", "by the branch's clock"},
};

static void write_parameters(struct making *m)
{
    const char *language = m->run->language;
    char at[INSTANT_TEXT_SIZE];
    g_autofree char *count = g_strdup_printf("%" G_GINT64_FORMAT, m->total);

    report_book_parameter(m->book, report_word(language, "Отчёт", "Report"),
                          report_word(language, "Обращения: эффективность", "Appeals: effectiveness"));
    report_book_parameter(m->book, report_word(language, "Заказал", "Ordered by"),
                          m->run->requested_by_name ? m->run->requested_by_name : "");
    report_book_parameter(m->book, report_word(language, "Данные на (UTC)", "As of (UTC)"),
                          instant_format(m->scope.as_of, at));
    report_book_parameter(m->book, report_word(language, "Поступило с", "Received from"), m->scope.from);
    report_book_parameter(m->book, report_word(language, "Поступило по", "Received to"), m->scope.to);
    list_parameter(m, "Филиалы", "Branches", m->scope.branches);
    list_parameter(m, "Услуги", "Services", m->scope.services);
    list_parameter(m, "Типы обращений", "Appeal types", m->scope.types);
    list_parameter(m, "Доступные заказавшему филиалы", "Branches open to him", m->scope.allowed);
    report_book_parameter(m->book, report_word(language, "Строк", "Rows"), count);
    for (size_t i = 0; i < G_N_ELEMENTS(definitions); i++)
        report_book_parameter(m->book, report_word(language, definitions[i].ru, definitions[i].en),
                              report_word(language, definitions[i].ru_text, definitions[i].en_text));
}

/* A pivot has one range for its source: rows on several sheets, or none, leave the figures as plain cells. */
static const char *pivot_note(const struct making *m, bool native)
{
    if (native)
        return NULL;
    if (!m->total)
        return report_word(m->run->language, "За период обращений нет", "No appeals in the period");
    return report_word(m->run->language,
                       "Строк больше, чем помещается на лист: здесь готовые итоги. Чтобы менять разрез, сузьте период",
                       "More rows than a sheet holds: these are final figures. Narrow the period to re-cut them");
}

static enum status fill_book(struct making *m, bool *out_native)
{
    int sheets = report_book_data_sheets(m->book);

    *out_native = m->total > 0 && sheets == 1;
    report_book_pivot(m->book, &m->pivot, pivot_note(m, *out_native));
    write_parameters(m);
    enum status status = write_rows(m);
    enum status closed = report_book_close(m->book);
    if (status != ST_OK || closed != ST_OK || !*out_native)
        return status != ST_OK ? status : closed;
    return pivot_add_to_file(&m->pivot, m->part, sheets + 1, m->total);
}

/* The name appears only with the whole file behind it. */
static enum status publish_file(struct making *m)
{
    int file = open(m->part, O_RDONLY | O_CLOEXEC);
    bool ok = file >= 0 && fsync(file) == 0;

    if (file >= 0)
        close(file);
    if (ok && rename(m->part, m->path) == 0)
        return ST_OK;
    log_error("report cannot be kept", LOG_TEXT("reason", g_strerror(errno)));
    return ST_INVALID;
}

static enum status write_file(struct making *m)
{
    struct reporting *app = work_app(m->w);
    bool native;
    enum status status = read_pivot(m);

    if (status == ST_OK)
        status = tell_progress(m);
    if (status != ST_OK)
        return status;
    m->book = report_book_new(&(struct report_book_options){.path = m->part,
                                                            .folder = reporting_folder(app),
                                                            .language = m->run->language,
                                                            .rows = m->total,
                                                            .sheet_rows = reporting_sheet_rows(app)});
    status = m->book ? fill_book(m, &native) : ST_INVALID;
    return status == ST_OK ? publish_file(m) : status;
}

static enum status finish(struct making *m)
{
    struct stat file = {0};
    char now[INSTANT_TEXT_SIZE], expires[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    instant at = clock_now();

    if (stat(m->path, &file) != 0)
        return ST_INVALID;
    g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, (int64_t)file.st_size);
    g_autofree char *name = g_strdup_printf(
        "%s %s - %s.xlsx", report_word(m->run->language, "Обращения, эффективность", "Appeals, effectiveness"),
        m->scope.from, m->scope.to);
    enum status status = db_run(m->side, &run_statements[RUN_DONE],
                                DB_PARAMS(m->run->id, instant_format(at, now), name, size,
                                          instant_format(at + reporting_keep_us(work_app(m->w)), expires)),
                                &rows);
    return status == ST_OK && !rows_count(&rows) ? ST_NOT_FOUND : status;
}

static void give_up(struct making *m)
{
    char now[INSTANT_TEXT_SIZE], expires[INSTANT_TEXT_SIZE];
    instant at = clock_now();

    if (db_run(m->side, &run_statements[RUN_FAILED],
               DB_PARAMS(m->run->id, instant_format(at, now), "report_failed",
                         instant_format(at + reporting_keep_us(work_app(m->w)), expires)),
               NULL) != ST_OK)
        log_warn("report stays to be made", LOG_TEXT("id", m->run->id));
}

/* What the world prevented is tried again later; what cannot work is told. */
static void settle(struct making *m, enum status status)
{
    if (status != ST_OK)
        unlink(m->part);
    if (status == ST_NOT_FOUND)
        unlink(m->path);
    if (status == ST_RETRY && work_stopping(m->w) &&
        db_run(m->side, &run_statements[RUN_RELEASE], DB_PARAMS(m->run->id), NULL) != ST_OK)
        log_warn("report is taken up after the start", LOG_TEXT("id", m->run->id));
    if (status != ST_OK && status != ST_NOT_FOUND && status != ST_RETRY)
        give_up(m);
    if (status == ST_OK)
        log_info("report made", LOG_TEXT("id", m->run->id), LOG_NUMBER("rows", m->total));
}

static void make(struct work *w, struct db *side, const struct report_run *run)
{
    struct making m = {.w = w, .side = side, .run = run};

    scope_of_run(&m.scope, run, work_now(w));
    pivot_init(&m.pivot, run->language);
    m.path = report_run_path(reporting_folder(work_app(w)), run->id);
    m.part = g_strdup_printf("%s.part", m.path);
    enum status status = write_file(&m);
    if (status == ST_OK)
        status = finish(&m);
    settle(&m, status);
    pivot_release(&m.pivot);
    g_free(m.path);
    g_free(m.part);
}

/* The snapshot stands for as long as the file is written: the server must not end it for idling, nor the pivot of many
 * rows for being slower than a request may. */
static const char snapshot[] = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;\n"
                               "SET LOCAL idle_in_transaction_session_timeout = 0;\n"
                               "SET LOCAL statement_timeout = '10min'";

static enum status take(struct work *w, struct db *side, const char *id)
{
    char now[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    enum status status = db_run(side, &run_statements[RUN_TAKE],
                                DB_PARAMS(id, instant_format(work_now(w), now), G_STRINGIFY(ATTEMPTS_MAX)), &rows);
    if (status != ST_OK)
        return status;
    if (!rows_count(&rows) || rows_text(&rows, 0, 0)[0] != 'r')
        return ST_NOT_FOUND;
    status = db_command(work_db(w), snapshot);
    if (status != ST_OK)
        return status;
    const struct report_run *run = work_find(w, &report_run_table, "id", id);
    if (run)
        make(w, side, run);
    return ST_OK;
}

static enum status take_if_free(struct work *w, struct db *side, const char *id)
{
    auto_rows rows = {0};
    enum status status = db_run(side, &run_statements[RUN_LOCK], DB_PARAMS(id), &rows);
    if (status != ST_OK || !rows_bool(&rows, 0, 0))
        return status == ST_OK ? ST_NOT_FOUND : status;
    status = take(w, side, id);
    enum status unlocked = db_run(side, &run_statements[RUN_UNLOCK], DB_PARAMS(id), NULL);
    return status == ST_OK ? unlocked : status;
}

enum status job_make_report(struct work *w)
{
    struct db *side = reporting_side_db(work_app(w));
    auto_rows rows = {0};
    enum status status = side ? db_run(side, &run_statements[RUN_CANDIDATES], DB_NO_PARAMS, &rows) : ST_RETRY;

    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++) {
        enum status taken = take_if_free(w, side, rows_text(&rows, i, 0));
        if (taken != ST_NOT_FOUND)
            return taken;
    }
    return status == ST_OK ? ST_NOT_FOUND : status;
}
