#include "engine_place.h"

#include "bus_consumer.h"

#include <string.h>

struct place {
    char *topic;
    int32_t partition;
    int64_t next;  /* committed */
    int64_t noted; /* after the batch at hand; -1 = untouched */
};

struct number {
    char *source, *topic;
    int32_t partition;
    int64_t epoch, sequence;             /* committed */
    int64_t noted_epoch, noted_sequence; /* after the batch at hand; -1 = untouched */
};

struct places {
    GHashTable *places;  /* set of struct place, by topic and partition */
    GHashTable *numbers; /* set of struct number, by source, topic and partition */
    GArray *moves;       /* struct bus_place of the batch */
    GArray *news;        /* struct bus_number of the batch */
};

static void place_free(void *arg)
{
    struct place *place = arg;
    g_free(place->topic);
    g_free(place);
}

static void number_free(void *arg)
{
    struct number *number = arg;
    g_free(number->source);
    g_free(number->topic);
    g_free(number);
}

static guint place_hash(const void *key)
{
    const struct place *place = key;
    return g_str_hash(place->topic) + (guint)place->partition;
}

static gboolean place_equal(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    return left->partition == right->partition && strcmp(left->topic, right->topic) == 0;
}

static guint number_hash(const void *key)
{
    const struct number *number = key;
    return g_str_hash(number->source) + g_str_hash(number->topic) + (guint)number->partition;
}

static gboolean number_equal(const void *a, const void *b)
{
    const struct number *left = a, *right = b;
    return left->partition == right->partition && strcmp(left->topic, right->topic) == 0 &&
           strcmp(left->source, right->source) == 0;
}

struct places *places_new(void)
{
    struct places *places = g_new0(struct places, 1);
    places->places = g_hash_table_new_full(place_hash, place_equal, place_free, NULL);
    places->numbers = g_hash_table_new_full(number_hash, number_equal, number_free, NULL);
    places->moves = g_array_new(FALSE, FALSE, sizeof(struct bus_place));
    places->news = g_array_new(FALSE, FALSE, sizeof(struct bus_number));
    return places;
}

void places_free(struct places *places)
{
    if (!places)
        return;
    g_hash_table_destroy(places->places);
    g_hash_table_destroy(places->numbers);
    g_array_free(places->moves, TRUE);
    g_array_free(places->news, TRUE);
    g_free(places);
}

static struct place *find_place(const struct places *places, const char *topic, int32_t partition)
{
    return g_hash_table_lookup(places->places, &(struct place){.topic = (char *)topic, .partition = partition});
}

static void take_place(struct places *places, const struct rows *rows, int row)
{
    struct place *place = g_new0(struct place, 1);
    place->topic = g_strdup(rows_text(rows, row, 0));
    place->partition = (int32_t)rows_int(rows, row, 1);
    place->next = rows_int(rows, row, 2);
    place->noted = -1;
    g_hash_table_add(places->places, place);
}

static void take_number(struct places *places, const struct rows *rows, int row)
{
    struct number *number = g_new0(struct number, 1);
    number->source = g_strdup(rows_text(rows, row, 0));
    number->topic = g_strdup(rows_text(rows, row, 1));
    number->partition = (int32_t)rows_int(rows, row, 2);
    number->epoch = rows_int(rows, row, 3);
    number->sequence = rows_int(rows, row, 4);
    number->noted_epoch = -1;
    g_hash_table_add(places->numbers, number);
}

static enum status read_places(struct places *places, struct db *db, const char *topics, const char *partitions)
{
    auto_rows offsets = {0};
    auto_rows numbers = {0};

    enum status status = db_run(db, &engine_statements[ENGINE_PLACE_MAKE], DB_PARAMS(topics, partitions), NULL);
    if (status == ST_OK)
        status = db_run(db, &engine_statements[ENGINE_PLACE_GET], DB_PARAMS(topics, partitions), &offsets);
    if (status == ST_OK)
        status = db_run(db, &engine_statements[ENGINE_NUMBER_GET], DB_PARAMS(topics, partitions), &numbers);
    if (status != ST_OK)
        return status;
    g_hash_table_remove_all(places->places);
    g_hash_table_remove_all(places->numbers);
    for (int i = 0; i < rows_count(&offsets); i++)
        take_place(places, &offsets, i);
    for (int i = 0; i < rows_count(&numbers); i++)
        take_number(places, &numbers, i);
    return ST_OK;
}

enum status places_assign(struct places *places, struct db *db, rd_kafka_topic_partition_list_t *list)
{
    auto_array topics = db_array_new();
    auto_array partitions = db_array_new();

    for (int i = 0; i < list->cnt; i++) {
        g_autofree char *partition = g_strdup_printf("%d", list->elems[i].partition);
        db_array_add(topics, list->elems[i].topic);
        db_array_add(partitions, partition);
    }
    enum status status = read_places(places, db, db_array_text(topics), db_array_text(partitions));
    for (int i = 0; status == ST_OK && i < list->cnt; i++) {
        const struct place *place = find_place(places, list->elems[i].topic, list->elems[i].partition);
        list->elems[i].offset = place->next < 0 ? BUS_EARLIEST : place->next;
    }
    return status;
}

static struct number *number_of(struct places *places, const struct event *event)
{
    const struct number wanted = {
        .source = (char *)event->source, .topic = (char *)event->topic, .partition = event->partition};
    struct number *number = g_hash_table_lookup(places->numbers, &wanted);

    if (number)
        return number;
    number = g_new0(struct number, 1);
    number->source = g_strdup(event->source);
    number->topic = g_strdup(event->topic);
    number->partition = event->partition;
    number->epoch = number->sequence = number->noted_epoch = -1;
    g_hash_table_add(places->numbers, number);
    return number;
}

/* The first number of an unknown publisher or of a new epoch is taken as it is: earlier ones may have expired. */
enum number_verdict places_number(struct places *places, const struct event *event)
{
    if (event->epoch < 0 || event->sequence < 0)
        return NUMBER_NEW;
    struct number *number = number_of(places, event);
    bool noted = number->noted_epoch >= 0;
    int64_t epoch = noted ? number->noted_epoch : number->epoch;
    int64_t sequence = noted ? number->noted_sequence : number->sequence;

    if (event->epoch < epoch || (event->epoch == epoch && event->sequence <= sequence))
        return NUMBER_REPEAT;
    if (event->epoch == epoch && event->sequence > sequence + 1)
        return NUMBER_GAP;
    number->noted_epoch = event->epoch;
    number->noted_sequence = event->sequence;
    return NUMBER_NEW;
}

bool places_next(const struct places *places, const struct message *message)
{
    const struct place *place = find_place(places, message->topic, message->partition);

    return place && message->offset >= (place->noted >= 0 ? place->noted : place->next);
}

void places_note(struct places *places, const struct message *message)
{
    struct place *place = find_place(places, message->topic, message->partition);

    if (place)
        place->noted = message->offset + 1;
}

void places_rollback(struct places *places)
{
    GHashTableIter iter;
    void *value;

    g_hash_table_iter_init(&iter, places->places);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        ((struct place *)value)->noted = -1;
    g_hash_table_iter_init(&iter, places->numbers);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        ((struct number *)value)->noted_epoch = -1;
}

void places_of_batch(struct places *places, struct batch *out)
{
    GHashTableIter iter;
    void *value;

    g_array_set_size(places->moves, 0);
    g_array_set_size(places->news, 0);
    g_hash_table_iter_init(&iter, places->places);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct place *p = value;
        struct bus_place move = {p->topic, p->partition, p->next, p->noted};
        if (p->noted >= 0)
            g_array_append_val(places->moves, move);
    }
    g_hash_table_iter_init(&iter, places->numbers);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct number *n = value;
        struct bus_number number = {n->source, n->topic, n->partition, n->noted_epoch, n->noted_sequence};
        if (n->noted_epoch >= 0)
            g_array_append_val(places->news, number);
    }
    out->places = (const struct bus_place *)places->moves->data;
    out->place_count = places->moves->len;
    out->numbers = (const struct bus_number *)places->news->data;
    out->number_count = places->news->len;
}

void places_commit(struct places *places)
{
    GHashTableIter iter;
    void *value;

    g_hash_table_iter_init(&iter, places->places);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        struct place *p = value;
        p->next = p->noted >= 0 ? p->noted : p->next;
        p->noted = -1;
    }
    g_hash_table_iter_init(&iter, places->numbers);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        struct number *n = value;
        if (n->noted_epoch < 0)
            continue;
        n->epoch = n->noted_epoch;
        n->sequence = n->noted_sequence;
        n->noted_epoch = -1;
    }
}

static rd_kafka_topic_partition_list_t *places_from(const struct places *places, int64_t least)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(8);
    GHashTableIter iter;
    void *value;

    g_hash_table_iter_init(&iter, places->places);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct place *p = value;
        if (p->next >= least)
            rd_kafka_topic_partition_list_add(list, p->topic, p->partition)->offset = p->next;
    }
    return list;
}

rd_kafka_topic_partition_list_t *places_committed(const struct places *places)
{
    return places_from(places, 0);
}

rd_kafka_topic_partition_list_t *places_all(const struct places *places)
{
    return places_from(places, INT64_MIN);
}
