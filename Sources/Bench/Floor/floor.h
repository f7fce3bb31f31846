// The floor under the dispatcher: its job in plain C calls. What belongs together in a file stands together here.
#pragma once
#include <libpq-fe.h>
#include <librdkafka/rdkafka.h>
#include <stddef.h>
#include <stdint.h>

// Ends the program with a message.
void die(const char *what, const char *why) __attribute__((noreturn));

// --- rows.c: binary COPY -------------------------------------------------------------------------------------

typedef struct {
  char *bytes;
  size_t count, capacity;
} buffer;

// The columns of the table xgoals in the order in which add_row writes them.
extern const char *row_columns;
void begin_rows(buffer *);
// Key and id come from the headers; the other columns are filled with constants: nothing is decoded.
void add_row(buffer *, const rd_kafka_message_t *, const char *topic);
void end_rows(buffer *);

// --- pair.c: two transactional producers in turn ------------------------------------------------------------

typedef struct pair pair;
pair *pair_new(const char *brokers, const char *id);
// The producer whose turn it is, in a new transaction.
rd_kafka_t *pair_begin(pair *);
// Commits on a thread of its own; takes over both arguments.
void pair_commit(pair *, rd_kafka_topic_partition_list_t *offsets, rd_kafka_consumer_group_metadata_t *);
