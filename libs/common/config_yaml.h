/* config_yaml.h: a YAML file of nested mappings as flat dotted keys. Internal to config. */
#ifndef OTKLIK_CONFIG_YAML_H
#define OTKLIK_CONFIG_YAML_H

#include <stdbool.h>
#include <stddef.h>

/* Calls `each` for every scalar, `line` counting from 1. False when the file cannot be read or holds anything but
 * mappings and scalars; every such problem is written to standard error. */
bool config_yaml_read(const char *path, void (*each)(const char *name, const char *value, size_t line, void *arg),
                      void *arg);

#endif
