/* download.h: fetches one file by HTTP into a temporary file. No redirects, no proxies, no address outside the reach;
 * size counted and hashed while it streams. */
#ifndef OTKLIK_ARCHIVE_DOWNLOAD_H
#define OTKLIK_ARCHIVE_DOWNLOAD_H

#include "fetch_rule.h"
#include "file_store.h"

#define DOWNLOAD_MAX_BYTES (64 * 1024 * 1024)

struct download {
    const char *url;
    const char *path; /* where it goes; the caller removes it */
    enum reach reach;
    long limit_s; /* for the whole transfer */
    /* results of a success */
    char sha256[SHA256_TEXT_SIZE];
    int64_t size_bytes;
};

/* NULL when the whole file lies at `path`, synced not yet; else the reason (fetch_is_final tells what it means),
 * static.
 */
const char *download_run(struct download *download);

#endif
