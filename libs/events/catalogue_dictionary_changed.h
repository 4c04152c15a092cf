/* catalogue.dictionary_changed: A dictionary of the catalogue was loaded or changed. Published by intake. */
#ifndef OTKLIK_CATALOGUE_DICTIONARY_CHANGED_H
#define OTKLIK_CATALOGUE_DICTIONARY_CHANGED_H

#include "event.h"

struct catalogue_dictionary_changed {
    char *name;
    int64_t version;
    json_t *doc;
};

extern const struct event_type catalogue_dictionary_changed_event;

#endif
