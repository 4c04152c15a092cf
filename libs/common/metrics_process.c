#include "metrics_process.h"

#include "clock.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static instant started_at;

__attribute__((constructor)) static void remember_start(void)
{
    started_at = clock_real();
}

static void append(GString *out, const char *name, const char *kind, const char *help, double value)
{
    g_string_append_printf(out, "# HELP %s %s\n# TYPE %s %s\n%s %.15g\n", name, help, name, kind, name, value);
}

static void append_memory(GString *out)
{
    long pages, resident;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file)
        return;
    if (fscanf(file, "%ld %ld", &pages, &resident) == 2) {
        double page_bytes = (double)sysconf(_SC_PAGESIZE);
        append(out, "process_virtual_memory_bytes", "gauge", "Virtual memory.", (double)pages * page_bytes);
        append(out, "process_resident_memory_bytes", "gauge", "Resident memory.", (double)resident * page_bytes);
    }
    fclose(file);
}

static void append_open_files(GString *out)
{
    DIR *folder = opendir("/proc/self/fd");
    if (!folder)
        return;
    int count = -3; /* ".", ".." and the folder itself */
    while (readdir(folder))
        count++;
    closedir(folder);
    append(out, "process_open_fds", "gauge", "Open file descriptors.", count);
}

static void append_cpu(GString *out)
{
    struct timespec used;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0)
        append(out, "process_cpu_seconds_total", "counter", "User and system CPU time.",
               (double)used.tv_sec + (double)used.tv_nsec / 1e9);
}

static void append_file_limit(GString *out)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        append(out, "process_max_fds", "gauge", "Most file descriptors that may be open.", (double)limit.rlim_cur);
}

void metrics_process_render(GString *out)
{
    append_memory(out);
    append_cpu(out);
    append_open_files(out);
    append_file_limit(out);
    append(out, "process_start_time_seconds", "gauge", "Start of the process since 1970.",
           (double)started_at / USEC_PER_SEC);
}
