# Every record that the program publishes for a real match, held against the JSON Schemas.
# shellcheck shell=bash

# Needs a broker, a database, TOUCHLINE_DATA and PYTHON (check_topics).
check_records() {
  local match=${TOUCHLINE_DATA:-}/football/matches/dfl_J03WPY folder=$RUN_DIR/records fact arguments=()
  if [[ ! -d $match || -z ${PYTHON:-} ]]; then
    note "no TOUCHLINE_DATA with football/matches/dfl_J03WPY, or no Python: published records were not checked"
    return 0
  fi
  say "Published records against their schemas"
  # shellcheck disable=SC2034 # for `touchline`
  TOUCHLINE=$(swift build --show-bin-path)/touchline
  export TOUCHLINE_PREFIX=records TOUCHLINE_SCHEMA=records
  rm -rf "$folder"
  mkdir -p "$folder"
  start_pipeline
  touchline produce "$match" >"$LOGS/produce.log" 2>&1 || die "Records: could not produce (see $LOGS/produce.log)."
  wait_until_done
  stop up
  _take feed.football football.feed
  for fact in xgoals xpass setpieces appearances duels chains; do _take "facts.$fact" "football.$fact"; done
  _take rankings.setpiecethreat football.ranking-setpiecethreat
  _take rankings.skill football.skill
  _take rankings.xgoals football.ranking-xgoals
  run "$PYTHON" Tests/Topics/check.py --records "${arguments[@]}" || die "Records: see above."
  unset TOUCHLINE_PREFIX TOUCHLINE_SCHEMA
}

_take() { # TOPIC KIND
  touchline consume --topic "$1" --from-beginning --to-end --json >"$folder/$1" ||
    die "Records: could not read $1."
  arguments+=("$2=$folder/$1")
}
