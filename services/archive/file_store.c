#include "file_store.h"

#include "crash.h"
#include "log.h"
#include "store/statements.h"
#include "store/tables.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *file_store_path(const char *folder, const char *sha256)
{
    return g_strdup_printf("%s/%.2s/%.2s/%s", folder, sha256, sha256 + 2, sha256);
}

char *file_store_temporary(const char *folder)
{
    g_autofree char *name = g_uuid_string_random();
    return g_build_filename(folder, "tmp", name, NULL);
}

bool file_store_is_sha256(const char *text)
{
    return text && strlen(text) == SHA256_TEXT_SIZE - 1 && strspn(text, "0123456789abcdef") == SHA256_TEXT_SIZE - 1;
}

enum status file_store_open(const char *folder)
{
    g_autofree char *temporary = g_build_filename(folder, "tmp", NULL);
    if (*folder && g_mkdir_with_parents(temporary, 0750) == 0)
        return ST_OK;
    log_error("files.folder cannot be used", LOG_TEXT("reason", *folder ? g_strerror(errno) : "not set"));
    return ST_INVALID;
}

static bool sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return synced;
}

/* A folder that a crash forgets would take its files along: its own name is synced in its parent. */
static bool make_folder(const char *folder)
{
    g_autofree char *parent = g_path_get_dirname(folder);
    if (mkdir(folder, 0750) != 0)
        return errno == EEXIST;
    return sync_path(parent, O_RDONLY | O_DIRECTORY);
}

static bool move_in(const char *from, const char *to)
{
    g_autofree char *folder = g_path_get_dirname(to);
    g_autofree char *upper = g_path_get_dirname(folder);

    return make_folder(upper) && make_folder(folder) && sync_path(from, O_RDONLY) && rename(from, to) == 0 &&
           sync_path(folder, O_RDONLY | O_DIRECTORY);
}

static void add_row(struct work *w, const struct content *content)
{
    struct file *file = work_new(w, &file_table);
    text_set(&file->sha256, content->sha256);
    text_set(&file->mime, content->mime);
    file->size_bytes = content->size_bytes;
    file->scanned = content->scanned;
    file->stored_at = work_now(w);
}

enum status file_store_keep(struct work *w, const char *folder, const char *path, const struct content *content)
{
    g_autofree char *target = file_store_path(folder, content->sha256);
    enum status status = db_run(work_db(w), &file_statements[FILE_LOCK], DB_PARAMS(content->sha256), NULL);
    if (status != ST_OK)
        return status;
    struct file *known = work_find(w, &file_table, "sha256", content->sha256);
    if (access(target, R_OK) != 0 && !move_in(path, target)) {
        log_error("a file cannot be stored", LOG_TEXT("reason", g_strerror(errno)));
        return ST_RETRY;
    }
    crash_point("after_file_rename");
    if (!known)
        add_row(w, content);
    return ST_OK;
}

size_t file_store_head(const char *path, void *head, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? read(fd, head, size) : 0;
    if (fd >= 0)
        close(fd);
    return got > 0 ? (size_t)got : 0;
}

static bool is_old(const char *path, instant before)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && (instant)about.st_ctime * USEC_PER_SEC < before;
}

/* Under the content's lock: whoever stores it now waits and then finds it gone. */
static enum status remove_orphan(struct work *w, const char *folder, const char *sha256)
{
    g_autofree char *path = file_store_path(folder, sha256);
    enum status status = db_run(work_db(w), &file_statements[FILE_LOCK], DB_PARAMS(sha256), NULL);
    if (status != ST_OK || work_find(w, &file_table, "sha256", sha256))
        return status;
    if (unlink(path) == 0)
        log_info("orphan file removed", LOG_TEXT("sha256", sha256));
    return ST_OK;
}

/* Names of old files of one folder. Caller frees. */
static struct db_array *old_files(const char *path, instant before, int *count)
{
    struct db_array *names = db_array_new();
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        if (!file_store_is_sha256(name) || !is_old(file, before))
            continue;
        db_array_add(names, name);
        (*count)++;
    }
    return names;
}

static enum status sweep_folder(struct work *w, const char *folder, const char *path, instant before)
{
    int count = 0;
    auto_rows rows = {0};
    auto_array names = old_files(path, before, &count);
    if (!count)
        return ST_OK;
    enum status status = db_run(work_db(w), &file_statements[FILE_ORPHANS], DB_PARAMS(db_array_text(names)), &rows);
    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++)
        status = remove_orphan(w, folder, rows_text(&rows, i, 0));
    return status;
}

static void sweep_temporary(const char *folder, instant before)
{
    g_autofree char *path = g_build_filename(folder, "tmp", NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        if (is_old(file, before))
            unlink(file);
    }
}

enum status file_store_sweep(struct work *w, const char *folder, instant before, int *cursor)
{
    enum status status = ST_OK;

    sweep_temporary(folder, before);
    for (int low = 0; status == ST_OK && low < 256; low++) {
        g_autofree char *path = g_strdup_printf("%s/%02x/%02x", folder, *cursor, low);
        status = sweep_folder(w, folder, path, before);
    }
    *cursor = (*cursor + 1) % 256;
    return status;
}
