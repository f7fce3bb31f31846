// The floor under the dispatcher, for deploy/bench: consume, COPY into a table of the same columns and key, republish
// with the headers to the matches' topics in a transaction with the offsets. Same partitions, same batch size,
// transactions in turn, nothing decoded. Ends on SIGTERM.
//
//   bench-floor TOPIC GROUP SCHEMA OUTPUT-PREFIX BATCH       with KAFKA_BOOTSTRAP_SERVERS and DATABASE_URL
#include "floor.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void die(const char *what, const char *why) {
  fprintf(stderr, "bench-floor: %s: %s\n", what, why);
  exit(1);
}

static void run_sql(PGconn *db, const char *sql) {
  PGresult *result = PQexec(db, sql);
  ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) die(sql, PQerrorMessage(db));
  PQclear(result);
}

static rd_kafka_t *make_consumer(const char *brokers, const char *group, const char *topic) {
  char text[512];
  const char *settings[][2] = {
      {"bootstrap.servers", brokers},         {"group.id", group},
      {"isolation.level", "read_committed"},  {"enable.auto.commit", "false"},
      {"auto.offset.reset", "earliest"},      {"queued.max.messages.kbytes", "32768"},
      {"partition.assignment.strategy", "range"},
  };
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
    if (rd_kafka_conf_set(conf, settings[i][0], settings[i][1], text, sizeof text)) die("configure", text);
  rd_kafka_t *consumer = rd_kafka_new(RD_KAFKA_CONSUMER, conf, text, sizeof text);
  if (!consumer) die("consumer", text);
  rd_kafka_poll_set_consumer(consumer);
  rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(topics, topic, RD_KAFKA_PARTITION_UA);
  if (rd_kafka_subscribe(consumer, topics)) die("subscribe", topic);
  rd_kafka_topic_partition_list_destroy(topics);
  return consumer;
}

// The topic of the match in the record's headers, for this producer.
static rd_kafka_topic_t *output(rd_kafka_t *producer, const char *prefix, const void *match, size_t count) {
  static struct { rd_kafka_t *producer; char match[80]; rd_kafka_topic_t *topic; } known[64];
  static int used;
  for (int i = 0; i < used; i++)
    if (known[i].producer == producer && strlen(known[i].match) == count && !memcmp(known[i].match, match, count))
      return known[i].topic;
  char name[300];
  if (used == 64 || count >= sizeof known->match) die("output", "too many matches");
  snprintf(name, sizeof name, "%s%.*s", prefix, (int)count, (const char *)match);
  memcpy(known[used].match, match, count);
  known[used].producer = producer;
  known[used].topic = rd_kafka_topic_new(producer, name, NULL);
  return known[used++].topic;
}

static void publish(rd_kafka_t *producer, const char *prefix, rd_kafka_message_t *m, const char *topic) {
  rd_kafka_headers_t *headers = NULL;
  const void *match = "";
  size_t count = 0;
  char number[24];
  if (rd_kafka_message_detach_headers(m, &headers)) die("consume", "a record without headers");
  rd_kafka_header_get_last(headers, "ce_subject", &match, &count);
  rd_kafka_topic_t *target = output(producer, prefix, match, count);
  rd_kafka_header_add(headers, "origin_topic", -1, topic, -1);
  snprintf(number, sizeof number, "%d", (int)m->partition);
  rd_kafka_header_add(headers, "origin_partition", -1, number, -1);
  snprintf(number, sizeof number, "%lld", (long long)m->offset);
  rd_kafka_header_add(headers, "origin_offset", -1, number, -1);
  rd_kafka_resp_err_t error = rd_kafka_producev(
      producer, RD_KAFKA_V_RKT(target), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
      RD_KAFKA_V_KEY(m->key, m->key_len), RD_KAFKA_V_VALUE(m->payload, m->len),
      RD_KAFKA_V_TIMESTAMP(rd_kafka_message_timestamp(m, NULL)), RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
  if (error) die("produce", rd_kafka_err2str(error));
}

// Rows and progress in one transaction.
static void store(
    PGconn *db, const char *copy, const char *schema, const char *topic, buffer *rows,
    rd_kafka_topic_partition_list_t *offsets) {
  char sql[600];
  run_sql(db, "BEGIN");
  PGresult *result = PQexec(db, copy);
  if (PQresultStatus(result) != PGRES_COPY_IN) die("copy", PQerrorMessage(db));
  PQclear(result);
  if (PQputCopyData(db, rows->bytes, (int)rows->count) != 1 || PQputCopyEnd(db, NULL) != 1)
    die("copy", PQerrorMessage(db));
  while ((result = PQgetResult(db))) {
    if (PQresultStatus(result) != PGRES_COMMAND_OK) die("copy", PQerrorMessage(db));
    PQclear(result);
  }
  for (int i = 0; i < offsets->cnt; i++) {
    snprintf(
        sql, sizeof sql,
        "INSERT INTO \"%s\".progress VALUES ('floor-%s', %d, %lld, 'floor') ON CONFLICT (topic, partition) DO UPDATE "
        "SET next_offset = EXCLUDED.next_offset, updated_at = now()",
        schema, topic, (int)offsets->elems[i].partition, (long long)offsets->elems[i].offset);
    run_sql(db, sql);
  }
  run_sql(db, "COMMIT");
}

int main(int argc, char **argv) {
  const char *brokers = getenv("KAFKA_BOOTSTRAP_SERVERS"), *url = getenv("DATABASE_URL");
  if (argc != 6 || !brokers || !url) die("usage", "bench-floor TOPIC GROUP SCHEMA OUTPUT-PREFIX BATCH");
  const char *topic = argv[1], *schema = argv[3], *prefix = argv[4];
  size_t batch = strtoul(argv[5], NULL, 10);
  char copy[1200], create[300];
  PGconn *db = PQconnectdb(url);
  if (PQstatus(db) != CONNECTION_OK) die("database", PQerrorMessage(db));
  snprintf(create, sizeof create, "CREATE TABLE \"%s\".floor (LIKE \"%s\".xgoals INCLUDING ALL)", schema, schema);
  run_sql(db, create);
  snprintf(copy, sizeof copy, "COPY \"%s\".floor (%s) FROM STDIN (FORMAT binary)", schema, row_columns);
  pair *producers = pair_new(brokers, argv[2]);
  rd_kafka_t *consumer = make_consumer(brokers, argv[2], topic);
  rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(consumer);
  rd_kafka_message_t **messages = calloc(batch, sizeof *messages);
  buffer rows = {0};
  for (;;) {
    ssize_t count = rd_kafka_consume_batch_queue(queue, 100, messages, batch);
    if (count <= 0) continue;
    rd_kafka_topic_partition_list_t *offsets = rd_kafka_topic_partition_list_new(8);
    begin_rows(&rows);
    for (ssize_t i = 0; i < count; i++) {
      rd_kafka_message_t *m = messages[i];
      if (m->err) die("consume", rd_kafka_message_errstr(m));
      add_row(&rows, m, topic);
      rd_kafka_topic_partition_t *place = rd_kafka_topic_partition_list_find(offsets, topic, m->partition);
      if (!place) place = rd_kafka_topic_partition_list_add(offsets, topic, m->partition);
      place->offset = m->offset + 1;
    }
    end_rows(&rows);
    store(db, copy, schema, topic, &rows, offsets);
    rd_kafka_t *producer = pair_begin(producers);
    for (ssize_t i = 0; i < count; i++) {
      publish(producer, prefix, messages[i], topic);
      rd_kafka_message_destroy(messages[i]);
    }
    pair_commit(producers, offsets, rd_kafka_consumer_group_metadata(consumer));
  }
}
