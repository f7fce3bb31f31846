# What the demo shows.
# shellcheck shell=bash

# On servers of the user's own nothing may mix with what is there, and every run begins anew.
choose_names() {
  local name
  name=demo$(date +%Y%m%d%H%M%S)
  if [[ $BROKER == own || $DATABASE == own ]]; then
    export TOUCHLINE_PREFIX=${TOUCHLINE_PREFIX:-$name} TOUCHLINE_SCHEMA=${TOUCHLINE_SCHEMA:-$name}
  fi
}

show_past_match() {
  say "Loading $PAST_TITLE"
  touchline produce "${PAST_FILES[@]}" || _failed "The match could not be produced."
  wait_until_done
}

# Rankings move while the match is played: a table in a terminal, else a line an update.
show_live_match() { # SPEED
  local follow=(consume --ranking setpiecethreat)
  [[ ! -t 1 ]] || follow=(rankings setpiecethreat --season "$LIVE_SEASON" --watch)
  say "$LIVE_TITLE, played at $1 times its speed: Set Piece Threat as it changes"
  keep=yes spawn produce INT '' "$TOUCHLINE" produce "${LIVE_FILES[@]}" --speed "$1"
  _wait_for_ranking
  run_until produce "$TOUCHLINE" "${follow[@]}"
  wait "$(pid_of produce)" || _failed "The match could not be produced."
  wait_until_done
}

# The first set piece has been ranked.
_wait_for_ranking() {
  local i
  for ((i = 0; i < 60; i++)); do
    run "$TOUCHLINE" rankings setpiecethreat --season "$LIVE_SEASON" >/dev/null 2>&1 && return 0
    is_up up || _failed "touchline up has ended."
    _pause 0.5
  done
  _failed "No ranking after 30 s."
}

show_results() {
  say "Shots of $LIVE_TITLE with their xGoals"
  touchline consume --match "$LIVE_MATCH" --fact xgoals --from-beginning --to-end || _failed "No facts."
  say "Its corners and free kicks"
  touchline consume --match "$LIVE_MATCH" --fact setpieces --from-beginning --to-end || _failed "No facts."
  say "Set Piece Threat"
  touchline rankings setpiecethreat --season "$LIVE_SEASON" || _failed "No ranking."
  say "Matches"
  touchline matches || _failed "No matches."
  say "Status"
  touchline status || _failed "No status."
}

say_goodbye() {
  local keep='' name
  [[ -n $stay ]] || keep='
    deploy/demo --stay     and, in another terminal, with the settings that it prints:'
  say "Done. What to try next:"
  {
    echo "$keep"
    if [[ -n $stay ]]; then
      for name in KAFKA_BOOTSTRAP_SERVERS DATABASE_URL TOUCHLINE_PREFIX TOUCHLINE_SCHEMA; do
        [[ -z ${!name:-} ]] || echo "    export $name='${!name}'"
      done
      echo "    PATH=$(dirname "$TOUCHLINE"):\$PATH"
    fi
    cat <<END
    touchline replay --match $LIVE_MATCH --from-clock 45:00 --speed 50
    touchline consume --match $LIVE_MATCH --last 5 --json
    touchline rankings setpiecethreat --kind corner_attack --watch
    kcat -b \$KAFKA_BOOTSTRAP_SERVERS -C -t ${TOUCHLINE_PREFIX:+${TOUCHLINE_PREFIX%.}.}match.$LIVE_MATCH.xgoals -e
    psql \$DATABASE_URL -c 'select player_id, round(xgoals::numeric, 2), goal from ${TOUCHLINE_SCHEMA:-touchline}.current_xgoals'
    touchline --help
END
    if [[ $BROKER == own || $DATABASE == own ]]; then
      echo "  Left on your servers: topics that begin with ${TOUCHLINE_PREFIX:-(no prefix)}, schema ${TOUCHLINE_SCHEMA:-touchline}."
    fi
  } >&2
}
