/* service_config.h: the settings every service has. */
#ifndef OTKLIK_SERVICE_CONFIG_H
#define OTKLIK_SERVICE_CONFIG_H

#include "config.h"

/* Ends with {0}. */
extern const struct config_key service_config_keys[];

#endif
