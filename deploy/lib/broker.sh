# The broker: KAFKA_BOOTSTRAP_SERVERS, else Apache Kafka in KAFKA_HOME, else noida-db.
# shellcheck shell=bash disable=SC2034

has_apache_kafka() { [[ -n ${KAFKA_HOME:-} ]] && compgen -G "$KAFKA_HOME/libs/*.jar" >/dev/null; }

# The package groups that the broker needs.
broker_packages() {
  if [[ -n ${KAFKA_BOOTSTRAP_SERVERS:-} ]]; then return 0; fi
  if has_apache_kafka; then _has_java || echo kafka; else echo python; fi
}

# start_broker: sets and exports KAFKA_BOOTSTRAP_SERVERS. BROKER says which kind it is: own, apache or noida.
start_broker() {
  if [[ -n ${KAFKA_BOOTSTRAP_SERVERS:-} ]]; then
    BROKER=own
    say "Broker: yours ($KAFKA_BOOTSTRAP_SERVERS)"
    return 0
  fi
  if [[ -n ${KAFKA_HOME:-} ]] && ! has_apache_kafka; then
    die "KAFKA_HOME is $KAFKA_HOME, but there is no libs/*.jar in it: unpack Apache Kafka there, or unset it."
  fi
  if has_apache_kafka; then
    BROKER=apache
    _start_attempts kafka 2 _spawn_kafka
    say "Broker: Apache Kafka at $KAFKA_BOOTSTRAP_SERVERS"
  else
    BROKER=noida
    _install_noida
    _start_attempts noida 1 _spawn_noida
    say "Broker: noida-db at $KAFKA_BOOTSTRAP_SERVERS"
    note "noida-db speaks Kafka's protocol and is enough to try things. It does not keep Touchline's promises:"
    note "it shows aborted transactions wrongly, never evicts a dead consumer, and loses data when it is killed."
    note "For those set KAFKA_HOME to an unpacked Apache Kafka, or KAFKA_BOOTSTRAP_SERVERS to your cluster."
  fi
}

_start_attempts() { # NAME PORTS FUNCTION
  local attempt port
  for attempt in 1 2 3; do
    port=$(free_port "${TOUCHLINE_BROKER_PORT:-9092}" $(($2 - 1)))
    "$3" "$port"
    if _answers_soon "$1" "$port"; then
      export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:$port
      return 0
    fi
    stop "$1" # perhaps somebody took the port in the meantime
  done
  show_end "$LOGS/$1.log"
  die "The broker did not start after $attempt attempts (see $LOGS/$1.log)."
}

_answers_soon() { # NAME PORT
  local i
  for ((i = 0; i < 1200; i++)); do
    is_up "$1" || return 1
    answers "$2" && return 0
    sleep 0.05
  done
  return 1
}
