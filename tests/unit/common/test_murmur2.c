#include "murmur2.h"
#include "unit.h"

#include <librdkafka/rdkafka.h>

/* Vectors of Apache Kafka's UtilsTest.testMurmur2. */
static void hashes_are_those_of_the_java_client(void **state)
{
    static const struct {
        const char *key;
        int32_t hash;
    } cases[] = {{"21", -973932308},
                 {"foobar", -790332482},
                 {"a-little-bit-long-string", -985981536},
                 {"a-little-bit-longer-string", -1486304829},
                 {"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971},
                 {"abc", 479470107}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal((int32_t)murmur2(cases[i].key, strlen(cases[i].key)), cases[i].hash);
}

static void partitions_are_those_of_librdkafka(void **state)
{
    char key[64];
    uint64_t random = 88172645463325252;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        size_t size = (size_t)(i % (int)sizeof key);
        for (size_t j = 0; j < size; j++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            key[j] = (char)random;
        }
        int32_t partitions = 1 + i % 97;
        assert_int_equal(murmur2_partition(key, size, partitions),
                         rd_kafka_msg_partitioner_murmur2(NULL, key, size, partitions, NULL, NULL));
    }
}

RUN_TESTS(T(hashes_are_those_of_the_java_client), T(partitions_are_those_of_librdkafka))
