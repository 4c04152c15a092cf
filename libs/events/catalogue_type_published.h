/* catalogue.type_published: A version of an appeal type came into force. Published by intake. */
#ifndef OTKLIK_CATALOGUE_TYPE_PUBLISHED_H
#define OTKLIK_CATALOGUE_TYPE_PUBLISHED_H

#include "event.h"

struct catalogue_type_published {
    char *code;
    int64_t config_version;
    char *ru;
    char *en;
    char *category;
    char *service;
    instant published_at;
    json_t *type;
};

extern const struct event_type catalogue_type_published_event;

#endif
