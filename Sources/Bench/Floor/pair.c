#include "floor.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct pair {
  rd_kafka_t *producers[2];
  int turn;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  // The commit that was handed over, until it is done; flushed: its records are in the log.
  int slot, flushed;
  rd_kafka_topic_partition_list_t *offsets;
  rd_kafka_consumer_group_metadata_t *group;
};

static void check(rd_kafka_error_t *error, const char *what) {
  if (error) die(what, rd_kafka_error_string(error));
}

static void *commit_loop(void *opaque) {
  pair *p = opaque;
  for (;;) {
    pthread_mutex_lock(&p->lock);
    while (p->slot < 0) pthread_cond_wait(&p->changed, &p->lock);
    rd_kafka_t *producer = p->producers[p->slot];
    pthread_mutex_unlock(&p->lock);
    while (rd_kafka_outq_len(producer) > 0) rd_kafka_poll(producer, 1);
    pthread_mutex_lock(&p->lock);
    p->flushed = 1;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    check(rd_kafka_send_offsets_to_transaction(producer, p->offsets, p->group, 10000), "send offsets");
    check(rd_kafka_commit_transaction(producer, 10000), "commit");
    rd_kafka_topic_partition_list_destroy(p->offsets);
    rd_kafka_consumer_group_metadata_destroy(p->group);
    pthread_mutex_lock(&p->lock);
    p->slot = -1;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
  }
  return NULL;
}

static rd_kafka_t *make(const char *brokers, const char *id, int slot) {
  char text[512], name[256];
  snprintf(name, sizeof name, "%s-%d", id, slot);
  const char *settings[][2] = {
      {"bootstrap.servers", brokers}, {"transactional.id", name}, {"linger.ms", "0.5"},
      {"retry.backoff.ms", "5"},      {"acks", "all"},            {"queue.buffering.max.messages", "500000"},
  };
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
    if (rd_kafka_conf_set(conf, settings[i][0], settings[i][1], text, sizeof text)) die("configure", text);
  rd_kafka_t *producer = rd_kafka_new(RD_KAFKA_PRODUCER, conf, text, sizeof text);
  if (!producer) die("producer", text);
  check(rd_kafka_init_transactions(producer, 30000), "start transactions");
  return producer;
}

pair *pair_new(const char *brokers, const char *id) {
  pair *p = calloc(1, sizeof *p);
  if (!p) die("pair", "out of memory");
  pthread_mutex_init(&p->lock, NULL);
  pthread_cond_init(&p->changed, NULL);
  p->slot = -1;
  for (int i = 0; i < 2; i++) p->producers[i] = make(brokers, id, i);
  pthread_t thread;
  if (pthread_create(&thread, NULL, commit_loop, p)) die("pair", "no thread");
  pthread_detach(thread);
  return p;
}

rd_kafka_t *pair_begin(pair *p) {
  pthread_mutex_lock(&p->lock);
  while (p->slot == p->turn || (p->slot >= 0 && !p->flushed)) pthread_cond_wait(&p->changed, &p->lock);
  pthread_mutex_unlock(&p->lock);
  check(rd_kafka_begin_transaction(p->producers[p->turn]), "begin");
  return p->producers[p->turn];
}

void pair_commit(
    pair *p, rd_kafka_topic_partition_list_t *offsets, rd_kafka_consumer_group_metadata_t *group) {
  pthread_mutex_lock(&p->lock);
  while (p->slot >= 0) pthread_cond_wait(&p->changed, &p->lock);
  p->slot = p->turn;
  p->flushed = 0;
  p->offsets = offsets;
  p->group = group;
  p->turn = 1 - p->turn;
  pthread_cond_broadcast(&p->changed);
  pthread_mutex_unlock(&p->lock);
}
