#include "service_config.h"

const struct config_key service_config_keys[] = {
    {"database.url", CONFIG_SECRET, NULL, "libpq connection string of the service's own role"},
    {"kafka.bootstrap", CONFIG_TEXT, "127.0.0.1:9092", "brokers, host:port[,host:port]"},
    {"kafka.client.*", CONFIG_PREFIX, "", "passed to librdkafka as it is: kafka.client.security.protocol and the like"},
    {"bus.batch_max", CONFIG_INT, "1000", "messages in one transaction at most"},
    {"bus.accept_gaps", CONFIG_BOOL, "false", "go on over missing event numbers; only after a person has looked"},
    {"bus.instance", CONFIG_TEXT, "",
     "the process as a member of its consumer group, unique and the same after a restart; letters, digits, . _ - "
     "(empty: "
     "host, service and port)"},
    {"http.listen", CONFIG_TEXT, "127.0.0.1:8080", "address and port of the HTTP API; loopback or a private network"},
    {"http.threads", CONFIG_INT, "8", "database connections of the HTTP API"},
    {"http.upload_folder", CONFIG_TEXT, "", "folder of temporary upload files; empty: uploads are refused"},
    {"token.jwks_url", CONFIG_TEXT, "", "where the key set of the service staff is fetched"},
    {"token.jwks_file", CONFIG_TEXT, "", "the key set as a file, instead of the URL"},
    {"token.issuer", CONFIG_TEXT, "otklik-staff", "issuer that tokens must name"},
    {"token.audience", CONFIG_TEXT, "otklik", "audience that tokens must name"},
    {"log.level", CONFIG_TEXT, "info", "lowest level written: debug, info, warn or error"},
    {0},
};
