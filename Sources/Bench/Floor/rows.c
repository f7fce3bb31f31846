#include "floor.h"
#include <endian.h>
#include <stdlib.h>
#include <string.h>

const char *row_columns =
    "match_id, season, id, revision, withdrawn, event_time, period, clock_s, team_id, opponent_id, player_id, x, y, "
    "distance_m, angle_deg, body_part, xgoals, goal, goal_cancelled, penalty, outcome, provider_xgoals, model, "
    "position_source, kick_offset_s, topic, partition, kafka_offset, ingested_at, record";
enum { column_count = 30 };

static void put(buffer *b, const void *bytes, size_t count) {
  if (b->count + count > b->capacity) {
    b->capacity = (b->count + count) * 2;
    b->bytes = realloc(b->bytes, b->capacity);
    if (!b->bytes) die("rows", "out of memory");
  }
  memcpy(b->bytes + b->count, bytes, count);
  b->count += count;
}
static void put_length(buffer *b, int32_t length) {
  uint32_t big = htobe32((uint32_t)length);
  put(b, &big, 4);
}
static void put_text(buffer *b, const void *text, size_t count) {
  put_length(b, (int32_t)count);
  put(b, text, count);
}
static void put_int8(buffer *b, int64_t value) {
  uint64_t big = htobe64((uint64_t)value);
  put_text(b, &big, 8);
}
static void put_int4(buffer *b, int32_t value) {
  uint32_t big = htobe32((uint32_t)value);
  put_text(b, &big, 4);
}
static void put_bool(buffer *b, char value) { put_text(b, &value, 1); }
static void put_double(buffer *b, double value) {
  uint64_t bits;
  memcpy(&bits, &value, 8);
  put_int8(b, (int64_t)bits);
}

void begin_rows(buffer *b) {
  b->count = 0;
  put(b, "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
}
void end_rows(buffer *b) { put(b, "\377\377", 2); }

void add_row(buffer *b, const rd_kafka_message_t *m, const char *topic) {
  rd_kafka_headers_t *headers = NULL;
  const void *match = "", *name = "";
  size_t match_count = 0, name_count = 0;
  if (rd_kafka_message_headers(m, &headers) == 0) {
    rd_kafka_header_get_last(headers, "ce_subject", &match, &match_count);
    rd_kafka_header_get_last(headers, "ce_id", &name, &name_count); // xgoals/<id>/<revision>
  }
  const char *id = memchr(name, '/', name_count), *end = (const char *)name + name_count;
  const char *last = id ? memchr(id + 1, '/', (size_t)(end - id - 1)) : NULL;
  if (!last) die("consume", "a record without ce_id");
  int64_t time = (rd_kafka_message_timestamp(m, NULL) - 946684800000) * 1000;
  uint16_t columns = htobe16(column_count);
  put(b, &columns, 2);
  put_text(b, match, match_count);
  put_text(b, m->key, m->key_len);
  put_text(b, id + 1, (size_t)(last - id - 1));
  put_int8(b, strtoll(last + 1, NULL, 10)); // librdkafka ends header values with a NUL
  put_bool(b, 0);
  put_int8(b, time);
  put_int4(b, 1);
  put_double(b, 1834.21);
  put_text(b, "DFL-CLU-000008", 14);
  put_text(b, "DFL-CLU-00000G", 14);
  put_text(b, "DFL-OBJ-0028FW", 14);
  put_double(b, 41.37);
  put_double(b, -6.2);
  put_double(b, 12.76);
  put_double(b, 26.4);
  put_text(b, "right_foot", 10);
  put_double(b, 0.123456789);
  put_bool(b, 0);
  put_bool(b, 0);
  put_bool(b, 0);
  put_text(b, "saved", 5);
  put_double(b, 0.1);
  put_text(b, "xgoals-2025-11", 14);
  put_text(b, "tracking", 8);
  put_double(b, -0.48);
  put_text(b, topic, strlen(topic));
  put_int4(b, m->partition);
  put_int8(b, m->offset);
  put_int8(b, time);
  put_text(b, m->payload, m->len);
}
