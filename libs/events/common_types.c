/* Keeps the library non-empty until the first event stands here. */
extern int otklik_events_placeholder;
int otklik_events_placeholder = 0;
