# The running pipeline, `touchline up`.
# shellcheck shell=bash

start_pipeline() {
  touchline topics apply --quiet >"$LOGS/topics.log" || die "The topics could not be made."
  touchline migrate >"$LOGS/migrate.log" || die "The tables could not be made."
  spawn up TERM '' "$TOUCHLINE" up
}

# The workers have dealt with all that was produced.
wait_until_done() {
  local i zeros=0
  for ((i = 0; i < 120; i++)); do
    is_up up || _failed "touchline up has ended."
    _read_lag
    # Twice: groups and topics are not looked at in the same instant.
    if [[ $_lag == 0 ]]; then ((++zeros)); else zeros=0; fi
    ((zeros < 2)) || return 0
    _pause 0.5
  done
  _failed "The workers are not done after a minute."
}

# Sets _lag: the sum over all groups and partitions; empty if that cannot be told.
_read_lag() {
  _lag=''
  run "$TOUCHLINE" status --json >"$LOGS/status.json" 2>>"$LOGS/status.log" || return 0
  _lag=$(grep -oE '"lag": ?[0-9]+' "$LOGS/status.json" | awk -F: '{ sum += $2; n++ } END { if (n) print sum }') || _lag=''
}

_failed() {
  show_end "$LOGS/produce.log" 5
  show_end "$LOGS/up.log"
  die "$1 Logs are in $LOGS."
}
