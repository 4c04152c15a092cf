/* notify.h: what systemd is told of a service's state (sd_notify(3)). Nothing happens where NOTIFY_SOCKET is not set.
 */
#ifndef OTKLIK_NOTIFY_H
#define OTKLIK_NOTIFY_H

/* Start-up is done: migrated, connected, serving. */
void notify_ready(void);
/* The service drains and will end. */
void notify_stopping(void);
/* The caller's loop is alive. To be called often; systemd hears of it at most every third of WatchdogSec. */
void notify_watchdog(void);

#endif
