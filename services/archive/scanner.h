/* scanner.h: asks clamd, by its INSTREAM command over a Unix socket, whether a file is clean. */
#ifndef OTKLIK_ARCHIVE_SCANNER_H
#define OTKLIK_ARCHIVE_SCANNER_H

enum verdict {
    VERDICT_CLEAN,
    VERDICT_INFECTED,
    VERDICT_UNKNOWN, /* no answer, or any other than clean: ask again later */
};

/* Sends the file at `path`; waits at most a minute for each step. The signature's name is only logged. */
enum verdict scanner_ask(const char *socket_path, const char *path);
/* What clamd's answer line means: "stream: OK" or "stream: NAME FOUND"; everything else is not known to be clean. */
enum verdict scanner_verdict(const char *answer);

#endif
