# noida-db from PyPI: speaks Kafka's protocol, for machines where nothing better can be had.
# shellcheck shell=bash

_noida_version=0.2.3

_install_noida() {
  NOIDA=$HOME_DIR/noida-$_noida_version
  [[ -e $NOIDA/.complete ]] && return 0
  say "Installing noida-db $_noida_version from PyPI"
  rm -rf "$NOIDA"
  {
    run python3 -m venv "$NOIDA" &&
      run "$NOIDA/bin/pip" install --quiet --disable-pip-version-check --no-input "noida-db==$_noida_version"
  } >"$LOGS/pip.log" 2>&1 || {
    show_end "$LOGS/pip.log"
    die "noida-db could not be installed (see $LOGS/pip.log). Set KAFKA_HOME to an unpacked Apache Kafka, or
KAFKA_BOOTSTRAP_SERVERS to a cluster of yours."
  }
  : >"$NOIDA/.complete"
}

_spawn_noida() { # PORT
  rm -rf "$RUN_DIR/noida"
  mkdir -p "$RUN_DIR/noida"
  # Not bin/noida-db: that is a parent of the server which does not take it along when it is ended.
  local servers=("$NOIDA"/lib/python3*/site-packages/noida_db/noida-db)
  chmod +x "${servers[0]}"
  spawn noida TERM '' "${servers[0]}" start --only kafka --kafka-port "$1" --data-dir "$RUN_DIR/noida"
}
