/* acls.h: who may do what on the bus: what a broker with an authorizer must be told, and what one says. One thread. */
#ifndef OTK_ACLS_H
#define OTK_ACLS_H

#include "otk.h"
#include "status.h"
#include "topics.h"

/* One permission. */
struct acl {
    char *principal; /* "User:otklik-intake" */
    rd_kafka_AclOperation_t operation;
    rd_kafka_ResourceType_t resource; /* a topic or a group */
    rd_kafka_ResourcePatternType_t pattern;
    char *name; /* of the topic or group, or what their names begin with */
    char *host; /* "*": any */
};

/* acls.c */
/* A list of struct acl that owns them. Freed by g_ptr_array_free. */
GPtrArray *acls_new(void);
/* Adds a permission unless it is there. `principal` is without "User:"; a name that ends in '*' is a prefix. */
void acls_add(GPtrArray *acls, const char *principal, rd_kafka_AclOperation_t operation,
              rd_kafka_ResourceType_t resource, const char *name);
/* The same permission in the list, or NULL. Borrowed. */
const struct acl *acls_find(const GPtrArray *acls, const struct acl *acl);
/* "Write topic otklik.intake.v1 by User:otklik-intake". Caller frees. */
char *acl_text(const struct acl *acl);
/* For programs. The caller owns it. */
json_t *acl_json(const struct acl *acl);
/* Command lines of Kafka's own tool, one for each principal, operation and kind of name. Caller frees the lines. */
GPtrArray *acls_commands(const GPtrArray *acls, const char *brokers);

/* acls_wanted.c: pure. */
/* What one service needs: `described` is what it prints by --events. */
void acls_of_service(GPtrArray *acls, const struct topics *topics, const json_t *described);
/* True for what comes from outside, by the topic's own row or that of its family. */
bool topic_is_for_sources(const struct topics *topics, const char *topic);
/* What an outside source needs: to write its topics and to read the answers to them. A fault (a topic that is not for
 * sources) is told to `faults` as a line; a source without a principal needs nothing. */
void acls_of_source(GPtrArray *acls, const struct topics *topics, const json_t *source, GPtrArray *faults);
/* What somebody needs who reads the public events: topics without personal data, by a group of the own name. */
void acls_of_reader(GPtrArray *acls, const struct topics *topics, const char *principal);
/* True when a permission is about a topic of the table or its families, or a group of the wanted permissions. */
bool acl_touches(const struct acl *acl, const struct topics *topics, const GPtrArray *wanted);
/* Lines that name sources which share a topic (each of them can write in the name of the others), and those that have
 * no principal. Caller frees. */
GPtrArray *acls_remarks(const json_t *sources);

/* acls_broker.c: ST_RETRY: the broker is away; ST_INVALID: it refused, told on standard error. */
/* Permissions the broker grants to write or read, of topics and groups. */
enum status MUST_CHECK acls_read(const struct kafka_settings *settings, GPtrArray *out_acls);
/* Grants what is in the list. */
enum status MUST_CHECK acls_grant(const struct kafka_settings *settings, const GPtrArray *acls);
/* Takes away what is in the list. */
enum status MUST_CHECK acls_revoke(const struct kafka_settings *settings, const GPtrArray *acls);

#endif
