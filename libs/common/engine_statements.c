#include "engine_batch.h"

const struct statement engine_statements[] = {
    [ENGINE_PLACE_MAKE] = {"engine_place_make", "INSERT INTO bus_offset (topic, partition, next)\n"
                                                "SELECT topic, partition, -1\n"
                                                "FROM unnest($1::text[], $2::int[]) AS new (topic, partition)\n"
                                                "ON CONFLICT DO NOTHING"},
    [ENGINE_PLACE_GET] = {"engine_place_get",
                          "SELECT topic, partition, next\n"
                          "FROM bus_offset\n"
                          "JOIN unnest($1::text[], $2::int[]) AS mine (topic, partition) USING (topic, partition)"},
    [ENGINE_NUMBER_GET] = {"engine_number_get",
                           "SELECT source, topic, partition, epoch, sequence\n"
                           "FROM bus_sequence\n"
                           "JOIN unnest($1::text[], $2::int[]) AS mine (topic, partition) USING (topic, partition)"},
    [ENGINE_PLACE_MOVE] = {"engine_place_move", "UPDATE bus_offset AS place\n"
                                                "SET next = new.next\n"
                                                "FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[])\n"
                                                "     AS new (topic, partition, expected, next)\n"
                                                "WHERE place.topic = new.topic\n"
                                                "  AND place.partition = new.partition\n"
                                                "  AND place.next = new.expected\n"
                                                "RETURNING 1"},
    [ENGINE_NUMBER_SET] = {"engine_number_set",
                           "INSERT INTO bus_sequence (source, topic, partition, epoch, sequence)\n"
                           "SELECT source, topic, partition, epoch, sequence\n"
                           "FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::bigint[])\n"
                           "     AS new (source, topic, partition, epoch, sequence)\n"
                           "ON CONFLICT (source, topic, partition) DO UPDATE\n"
                           "SET epoch = excluded.epoch,\n"
                           "    sequence = excluded.sequence"},
    [ENGINE_PARKED_KEYS] =
        {"engine_parked_keys",
         "SELECT DISTINCT convert_from(key, 'UTF8'), topic\n"
         "FROM parked\n"
         "WHERE key = ANY(ARRAY(SELECT convert_to(wanted, 'UTF8') FROM unnest($1::text[]) AS wanted))"},
    [ENGINE_PARKED_TAKE] = {"engine_parked_take",
                            "SELECT id, topic, partition, message_offset, message_time, headers,\n"
                            "       encode(key, 'hex'), encode(value, 'hex'), tries\n"
                            "FROM (SELECT *\n"
                            "      FROM parked\n"
                            "      WHERE ($1::text[] IS NULL OR park_key = ANY($1::text[]))\n"
                            "        AND id > $2::bigint\n"
                            "      ORDER BY id\n"
                            "      LIMIT 500) AS page\n"
                            "ORDER BY topic, partition, message_offset, id"},
    [ENGINE_PARKED_COUNT] = {"engine_parked_count", "SELECT count(*)\n"
                                                    "FROM (SELECT FROM parked LIMIT 10000) AS few"},
    [ENGINE_PARKED_ADD] =
        {"engine_parked_add",
         "INSERT INTO parked (park_key, topic, partition, message_offset, message_time, headers, key, value)\n"
         "VALUES ($1::text, $2::text, $3::int, $4::bigint, $5::timestamptz, $6::text,\n"
         "        decode($7::text, 'hex'), decode($8::text, 'hex'))"},
    [ENGINE_PARKED_BEHIND] = {"engine_parked_behind", "SELECT mine.id\n"
                                                      "FROM parked AS mine\n"
                                                      "WHERE mine.id = ANY($1::bigint[])\n"
                                                      "  AND EXISTS (SELECT\n"
                                                      "              FROM parked AS earlier\n"
                                                      "              WHERE earlier.key = mine.key\n"
                                                      "                AND earlier.topic = mine.topic\n"
                                                      "                AND earlier.partition = mine.partition\n"
                                                      "                AND earlier.message_offset < "
                                                      "mine.message_offset\n"
                                                      "                AND earlier.id <> ALL($1::bigint[]))"},
    [ENGINE_PARKED_KEEP] = {"engine_parked_keep", "UPDATE parked\n"
                                                  "SET tries = tries + 1,\n"
                                                  "    park_key = new.park_key\n"
                                                  "FROM unnest($1::bigint[], $2::text[]) AS new (id, park_key)\n"
                                                  "WHERE parked.id = new.id"},
    [ENGINE_PARKED_DROP] = {"engine_parked_drop", "DELETE FROM parked\nWHERE id = ANY($1::bigint[])\nRETURNING 1"},
    [ENGINE_DEAD_ADD] = {"engine_dead_add",
                         "INSERT INTO outbox (topic, key, type, headers, bytes)\n"
                         "VALUES ('otklik.dead-letter.v1', $1::text, $2::text, $3::text, $4::bytea)"},
    [ENGINE_DEAD_KEEP] =
        {"engine_dead_keep",
         "INSERT INTO dead_letter (id, at, reason, type, event_id, source, topic, partition, message_offset,\n"
         "                         message_time, headers, key, value, attempts)\n"
         "VALUES ($1::uuid, $2::timestamptz, $3::text, $4::text, $5::text, $6::text, $7::text, $8::int,\n"
         "        $9::bigint, $10::timestamptz, $11::text, decode($12::text, 'hex'),\n"
         "        decode($13::text, 'hex'), $14::bigint)"},
};
const size_t engine_statement_count = sizeof engine_statements / sizeof *engine_statements;
