# Building and running the Swift tests.
# shellcheck shell=bash

# In seconds: a test that hangs must not hold up everything for ever.
_test_limit=${TOUCHLINE_TEST_LIMIT:-2400}

build_tests() {
  say "Building the tests"
  local log=$LOGS/build.log
  if [[ -t 2 ]]; then
    exec 8> >(exec tee "$log" >&2)
  else
    exec 8>"$log"
  fi
  run swift build --build-tests >&8 2>&1 || {
    exec 8>&-
    [[ -t 2 ]] || grep -E -A4 'error:' "$log" | head -n 60 >&2
    show_end "$log" 5
    die "The build failed (see $log)."
  }
  exec 8>&-
  if grep -E '^[^ ].*(Sources|Tests)/.* warning: ' "$log" | sort -u >&2; then
    die "The build has warnings; there are none allowed."
  fi
}

# run_tests TITLE OPTION…: failures as they come, then the closing line. OPTIONs are those of `swift test`.
run_tests() {
  say "$1"
  local log filter status=0 title=$1
  shift
  log=$LOGS/${title,,}.log
  log=${log// /-}
  exec 8> >(tee "$log" | grep --line-buffered -E "$_news")
  filter=$!
  run timeout -k 20 "$_test_limit" swift test --skip-build "$@" >&8 2>&1 || status=$?
  exec 8>&-
  wait "$filter" || true
  _count_skipped "$log"
  case $status in
    0) ;;
    124 | 137) die "$title: not done after $_test_limit s (TOUCHLINE_TEST_LIMIT); the whole output is in $log." ;;
    *)
      show_end "$log" 5
      die "$title: failed; the whole output is in $log."
      ;;
  esac
  # No closing line, or no test: that is no success either.
  grep -qE 'Test run with [1-9][0-9]* tests?.* passed' "$log" || die "$title: nothing was tested, see $log."
}

# Failures with their details, crashes, and the closing line.
_news='^✘|^↳|^✔ Test run with|error:|Fatal error|Program crashed|unexpected signal|^Thread [0-9]+ .*crashed'

# Unit tests need nothing from outside, and so are fast.
run_unit_tests() {
  local name outside=(TOUCHLINE_DATA TOUCHLINE_TOOLS KAFKA_HOME TOUCHLINE_TEST_KAFKA TOUCHLINE_TEST_DATABASE)
  local -A kept=()
  for name in "${outside[@]}"; do
    [[ -z ${!name:-} ]] || kept[$name]=${!name}
    unset "$name"
  done
  run_tests "Unit tests"
  for name in "${!kept[@]}"; do export "$name=${kept[$name]}"; done
}

_count_skipped() {
  local count
  count=$(grep -c '^➜ ' "$1") || return 0
  note "$count skipped:"
  sed -nE 's/^➜ .* skipped: "?([^"]*)"?\.?$/\1/p' "$1" | sort | uniq -c | sort -rn | head -n 10 | sed 's/^/  /' >&2
}
