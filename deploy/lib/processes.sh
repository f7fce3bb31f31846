# Starting and ending processes, by pid, so that none is left however a script ends.
# shellcheck shell=bash
#
# Everything started here dies with the script, kill -9 included: the kernel signals it when its parent is
# gone (pdeathsig). That is why these functions must run in the script's own shell, never in $(…) or (…).

_started=()    # names, in order of start
_foreground='' # pid of the command that `run` waits for
_signal=''     # the signal that ends this script

# A pid may be another process's by now: the time of its start tells.
_born() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# alive PID: a killed JVM shows as a zombie while its other threads still hold the port, so count them too.
alive() {
  [[ -n ${1:-} && -d /proc/$1 ]] || return 1
  grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null || return 0
  local threads=("/proc/$1/task/"*)
  ((${#threads[@]} > 1))
}

# gone PID SECONDS: true as soon as it is.
gone() {
  local i
  for ((i = 0; i < $2 * 20; i++)); do
    alive "$1" || return 0
    sleep 0.05
  done
  ! alive "$1"
}

# spawn NAME SIGNAL USER COMMAND…: in the background with its output in logs/NAME.log, ended with SIGNAL.
# USER is empty for our own; else we are root and step down.
spawn() {
  local name=$1 signal=$2 user=$3 as=() pid
  shift 3
  # (Its working folder must be one that it can reach.)
  [[ -z $user ]] || as=(--reuid "$user" --regid "$(id -g "$user")" --init-groups)
  # A session of its own: Ctrl-C is for the script, which ends the others in order.
  setsid env -C / --default-signal=INT,QUIT setpriv "${as[@]}" --pdeathsig "$signal" -- "$@" \
    >>"$LOGS/$name.log" 2>&1 </dev/null 9>&- &
  pid=$!
  # Disowned, so that the shell does not remark on its end; `keep=yes spawn …` leaves it to `wait`.
  [[ -n ${keep:-} ]] || disown "$pid"
  _started+=("$name")
  echo "$pid $(_born "$pid") $signal" >"$RUN_DIR/pids/$name"
}

pid_of() { cut -d' ' -f1 "$RUN_DIR/pids/$1" 2>/dev/null; }
is_up() { alive "$(pid_of "$1")"; }

# stop NAME [SECONDS]: in order, and by force when it takes too long.
stop() {
  local pid born signal
  read -r pid born signal 2>/dev/null <"$RUN_DIR/pids/$1" || return 0
  if alive "$pid" && [[ $(_born "$pid") == "$born" ]]; then
    kill "-$signal" "$pid" 2>/dev/null || true
    if ! gone "$pid" "${2:-20}"; then
      warn "$1 (pid $pid) did not end in ${2:-20} s: killed"
      kill -KILL "$pid" 2>/dev/null || true
      gone "$pid" 10 || warn "$1 (pid $pid) is still there"
    fi
  fi
  rm -f "$RUN_DIR/pids/$1"
}

# What an earlier run left when it was killed itself.
end_leftovers() {
  local file
  for file in "$RUN_DIR"/pids/*; do
    [[ -e $file ]] && stop "$(basename "$file")"
  done
  _sweep "$(cat "$RUN_DIR/run-id" 2>/dev/null)"
  export TOUCHLINE_RUN_ID=$$-$RANDOM$RANDOM
  echo "$TOUCHLINE_RUN_ID" >"$RUN_DIR/run-id"
}

# Ends what descends from the run with this id and is still there, such as a server that a test had started.
_sweep() {
  local pid pids=()
  [[ -n $1 ]] || return 0
  mapfile -t pids < <(grep -lzx "TOUCHLINE_RUN_ID=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3)
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null; done
  for pid in "${pids[@]}"; do gone "$pid" 10 || kill -KILL "$pid" 2>/dev/null; done
  return 0
}

# run COMMAND…: in the foreground, yet so that a signal to the script is answered at once.
run() {
  env --default-signal=INT,QUIT setpriv --pdeathsig INT -- "$@" 9>&- &
  _foreground=$!
  local status=0
  wait "$_foreground" || status=$?
  _foreground=''
  return "$status"
}

# run_until NAME COMMAND…: the same, but ended with SIGINT when the process NAME is gone. Its exit code is no news.
run_until() {
  local name=$1
  shift
  env --default-signal=INT,QUIT setpriv --pdeathsig INT -- "$@" 9>&- &
  _foreground=$!
  while is_up "$name" && alive "$_foreground"; do _pause 0.2; done
  _pause 2 # what is still on its way
  alive "$_foreground" && kill -INT "$_foreground" 2>/dev/null
  gone "$_foreground" 10 || kill -KILL "$_foreground" 2>/dev/null
  wait "$_foreground" || true
  _foreground=''
}

# A sleep that a signal to the script interrupts.
_pause() {
  sleep "$1" &
  wait $! || true
}

_end_foreground() {
  [[ -n $_foreground ]] && alive "$_foreground" || return 0
  # After Ctrl-C it has been told already, and a second Ctrl-C would end it without its clean-up.
  if [[ $_signal == INT ]] && gone "$_foreground" 3; then return 0; fi
  kill -INT "$_foreground" 2>/dev/null || true
  gone "$_foreground" 10 || kill -KILL "$_foreground" 2>/dev/null || true
}

_end() {
  local status=$? i
  trap - EXIT
  trap '' INT TERM HUP
  set +e
  _end_foreground
  for ((i = ${#_started[@]} - 1; i >= 0; i--)); do stop "${_started[i]}"; done
  _sweep "${TOUCHLINE_RUN_ID:-}"
  [[ -z ${_at_end:-} ]] || "$_at_end" "$status"
  exit "$status"
}

trap _end EXIT
trap '_signal=INT; exit 130' INT
trap '_signal=TERM; exit 143' TERM
trap '_signal=HUP; exit 129' HUP
