# Where servers keep their data: TOUCHLINE_HOME, one folder a script in it.
# shellcheck shell=bash

# PostgreSQL refuses to run as root, so root's folder must be open to another user: not /root.
default_home() {
  if ((EUID == 0)); then
    echo /var/lib/touchline
  else
    echo "${XDG_STATE_HOME:-$HOME/.local/state}/touchline"
  fi
}

# open_home NAME: sets HOME_DIR (kept between runs) and RUN_DIR (of this run) and locks the latter.
open_home() {
  HOME_DIR=${TOUCHLINE_HOME:-$(default_home)}
  mkdir -p "$HOME_DIR" 2>/dev/null || die "Cannot make $HOME_DIR: set TOUCHLINE_HOME to a folder of yours."
  HOME_DIR=$(cd "$HOME_DIR" && pwd -P)
  RUN_DIR=$HOME_DIR/$1
  # What is in there is thrown away, so it has to be ours.
  if [[ -e $RUN_DIR && ! -e $RUN_DIR/.touchline && -n $(ls -A "$RUN_DIR" 2>/dev/null) ]]; then
    die "$RUN_DIR holds something that is not Touchline's: set TOUCHLINE_HOME to another folder."
  fi
  { mkdir -p "$RUN_DIR" && : >"$RUN_DIR/.touchline"; } 2>/dev/null ||
    die "Cannot write to $RUN_DIR: set TOUCHLINE_HOME to a folder of yours."
  exec 9>"$RUN_DIR/lock"
  flock -n 9 || die "Another run is using $RUN_DIR. Wait for it, or set TOUCHLINE_HOME to another folder."
  mkdir -p "$RUN_DIR/pids"
  end_leftovers
  # Every run begins with an empty database and an empty broker, whatever state the last one left.
  rm -rf "${RUN_DIR:?}/postgres" "${RUN_DIR:?}/kafka" "${RUN_DIR:?}/noida" "${RUN_DIR:?}/logs"
  mkdir -p "$RUN_DIR/logs"
  # shellcheck disable=SC2034
  LOGS=$RUN_DIR/logs
}
