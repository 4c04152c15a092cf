/* file_store.h: files by their content, below files.folder: ab/cd/abcd...; beside them tmp/ for what is being
 * fetched. A file is written elsewhere, synced, renamed here, and only then has a row: a file without a row is an
 * orphan of a crash and swept after a day. */
#ifndef OTKLIK_ARCHIVE_FILE_STORE_H
#define OTKLIK_ARCHIVE_FILE_STORE_H

#include "http.h"
#include "work.h"

#define SHA256_TEXT_SIZE 65

/* What is known of a content before it is kept. */
struct content {
    const char *sha256;
    const char *mime;
    int64_t size_bytes;
    bool scanned;
};

/* Makes the folders. */
enum status MUST_CHECK file_store_open(const char *folder);
/* Caller frees. */
char *file_store_path(const char *folder, const char *sha256);
/* A path for a temporary file that is to be stored later. Caller frees. */
char *file_store_temporary(const char *folder);
/* True for 64 lower-case hex digits. */
bool file_store_is_sha256(const char *text);
/* Renames the synced file at `path` into the store and makes its row, if that content is new; else `path` is left. */
enum status MUST_CHECK file_store_keep(struct work *w, const char *folder, const char *path,
                                       const struct content *content);
/* The first bytes of a file; their number, 0 when it cannot be read. */
size_t file_store_head(const char *path, void *head, size_t size);
/* Removes what has no row and is older than `before`: in a folder of two levels at a time, the one `*cursor` names (0
 * to 255), which is moved on. Also temporary files. */
enum status MUST_CHECK file_store_sweep(struct work *w, const char *folder, instant before, int *cursor);

#endif
