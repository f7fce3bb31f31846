# One node of Apache Kafka from KAFKA_HOME/libs (KRaft, broker and controller in one) on 127.0.0.1.
# shellcheck shell=bash

_java() { echo "${JAVA_HOME:+$JAVA_HOME/bin/}java"; }

_has_java() {
  local major
  major=$("$(_java)" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')
  ((${major:-0} >= 17))
}

_spawn_kafka() { # PORT
  local port=$1 dir=$RUN_DIR/kafka heap=${KAFKA_HEAP:-512m} id
  rm -rf "$dir"
  mkdir -p "$dir"
  _kafka_settings "$port" "$dir" >"$dir/server.properties"
  _kafka_logging >"$dir/log4j2.properties"
  id=$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | cut -c1-22)
  run "$(_java)" -XX:TieredStopAtLevel=1 -cp "$KAFKA_HOME/libs/*" \
    -Dlog4j2.configurationFile="$dir/log4j2.properties" -Dkafka.logs="$LOGS/kafka-format.log" \
    kafka.tools.StorageTool format -t "${id/#-/A}" -c "$dir/server.properties" >>"$LOGS/kafka.log" 2>&1 || {
    show_end "$LOGS/kafka.log"
    die "Apache Kafka could not prepare its folder (see $LOGS/kafka.log)."
  }
  spawn kafka TERM '' "$(_java)" "-Xms$heap" "-Xmx$heap" -XX:+UseG1GC -XX:MaxGCPauseMillis=20 \
    -cp "$KAFKA_HOME/libs/*" -Dlog4j2.configurationFile="$dir/log4j2.properties" \
    -Dkafka.logs="$LOGS/kafka-server.log" kafka.Kafka "$dir/server.properties"
}

_kafka_settings() { # PORT DIR
  cat <<END
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:$1,CONTROLLER://127.0.0.1:$(($1 + 1))
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$(($1 + 1))
log.dirs=$2/log
offsets.topic.replication.factor=1
offsets.topic.num.partitions=8
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=8
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
END
}

_kafka_logging() {
  cat <<'END'
status = error
appender.file.type = File
appender.file.name = file
appender.file.fileName = ${sys:kafka.logs:-/dev/null}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n
rootLogger.level = ${env:KAFKA_LOG_LEVEL:-warn}
rootLogger.appenderRef.file.ref = file
END
}
