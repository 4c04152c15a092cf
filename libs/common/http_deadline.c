/* civetweb's timeout is one per read, so a body at a byte a second holds a thread for ever (docs/dependencies.md). One
 * thread watches the connections that are being read or written and shuts down those that took too long. */
#include "http_deadline.h"

#include "http_private.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct http_deadlines {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    GPtrArray *armed; /* of borrowed struct http_deadline */
    gint64 next_us;   /* when the thread looks again; 0: when told */
    bool stop;
    GThread *thread;
};

static void fire_due(struct http_deadlines *deadlines)
{
    gint64 now = g_get_monotonic_time();
    deadlines->next_us = 0;
    for (guint i = deadlines->armed->len; i-- > 0;) {
        struct http_deadline *deadline = deadlines->armed->pdata[i];
        if (deadline->at_us <= now) {
            deadline->fired = true;
            shutdown(deadline->socket, deadline->how);
            g_ptr_array_remove_index_fast(deadlines->armed, i);
        } else if (!deadlines->next_us || deadline->at_us < deadlines->next_us) {
            deadlines->next_us = deadline->at_us;
        }
    }
}

static void *watch(void *arg)
{
    struct http_deadlines *deadlines = arg;
    pthread_mutex_lock(&deadlines->lock);
    while (!deadlines->stop) {
        fire_due(deadlines);
        struct timespec until = {deadlines->next_us / G_USEC_PER_SEC, deadlines->next_us % G_USEC_PER_SEC * 1000};
        if (deadlines->next_us)
            pthread_cond_clockwait(&deadlines->changed, &deadlines->lock, CLOCK_MONOTONIC, &until);
        else
            pthread_cond_wait(&deadlines->changed, &deadlines->lock);
    }
    pthread_mutex_unlock(&deadlines->lock);
    return NULL;
}

struct http_deadlines *http_deadlines_new(void)
{
    struct http_deadlines *deadlines = g_new0(struct http_deadlines, 1);
    pthread_mutex_init(&deadlines->lock, NULL);
    pthread_cond_init(&deadlines->changed, NULL);
    deadlines->armed = g_ptr_array_new();
    deadlines->thread = g_thread_new("http-deadlines", watch, deadlines);
    return deadlines;
}

void http_deadlines_free(struct http_deadlines *deadlines)
{
    if (!deadlines)
        return;
    pthread_mutex_lock(&deadlines->lock);
    deadlines->stop = true;
    pthread_cond_signal(&deadlines->changed);
    pthread_mutex_unlock(&deadlines->lock);
    g_thread_join(deadlines->thread);
    g_ptr_array_unref(deadlines->armed);
    pthread_mutex_destroy(&deadlines->lock);
    pthread_cond_destroy(&deadlines->changed);
    g_free(deadlines);
}

static bool is_socket_of(int fd, const struct mg_request_info *info)
{
    struct sockaddr_in peer = {0}, own = {0};
    socklen_t peer_size = sizeof peer, own_size = sizeof own;
    if (getpeername(fd, (struct sockaddr *)&peer, &peer_size) != 0 || peer.sin_family != AF_INET ||
        getsockname(fd, (struct sockaddr *)&own, &own_size) != 0)
        return false;
    char address[INET_ADDRSTRLEN] = "";
    inet_ntop(AF_INET, &peer.sin_addr, address, sizeof address);
    return ntohs(peer.sin_port) == info->remote_port && ntohs(own.sin_port) == info->server_port &&
           g_str_equal(address, info->remote_addr);
}

/* civetweb hides the socket; the pair of addresses finds it among the open files. */
static int find_socket(const struct mg_request_info *info)
{
    DIR *folder = opendir("/proc/self/fd");
    int found = -1;
    for (struct dirent *entry; folder && found < 0 && (entry = readdir(folder));) {
        int fd = atoi(entry->d_name);
        if (fd > 2 && is_socket_of(fd, info))
            found = fd;
    }
    if (folder)
        closedir(folder);
    return found;
}

/* Kept with the connection, which the server's init_connection clears. */
static int socket_of(struct mg_connection *connection)
{
    const struct mg_request_info *info = mg_get_request_info(connection);
    if (!info->conn_data)
        mg_set_user_connection_data(connection, GINT_TO_POINTER(find_socket(info)));
    return GPOINTER_TO_INT(mg_get_user_connection_data(connection));
}

void http_deadline_arm(struct http_deadlines *deadlines, struct http_deadline *deadline,
                       struct mg_connection *connection, int how, int64_t limit_ms)
{
    *deadline = (struct http_deadline){socket_of(connection), how, g_get_monotonic_time() + limit_ms * 1000, false};
    pthread_mutex_lock(&deadlines->lock);
    g_ptr_array_add(deadlines->armed, deadline);
    if (!deadlines->next_us || deadline->at_us < deadlines->next_us)
        pthread_cond_signal(&deadlines->changed);
    pthread_mutex_unlock(&deadlines->lock);
}

bool http_deadline_disarm(struct http_deadlines *deadlines, struct http_deadline *deadline)
{
    pthread_mutex_lock(&deadlines->lock);
    g_ptr_array_remove_fast(deadlines->armed, deadline);
    bool fired = deadline->fired;
    pthread_mutex_unlock(&deadlines->lock);
    return fired;
}
