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

# run_tests TITLE: failures as they come, then the closing lines.
run_tests() {
  say "$1"
  local log filter status=0
  log=$LOGS/${1,,}.log
  log=${log// /-}
  exec 8> >(tee "$log" | grep --line-buffered -vE "$_noise")
  filter=$!
  run timeout -k 20 "$_test_limit" swift test --skip-build >&8 2>&1 || status=$?
  exec 8>&-
  wait "$filter" || true
  _count_skipped "$log"
  case $status in
    0) ;;
    124 | 137) die "$1: not done after $_test_limit s (TOUCHLINE_TEST_LIMIT); the whole output is in $log." ;;
    *)
      show_end "$log" 5
      die "$1: failed; the whole output is in $log."
      ;;
  esac
  # No closing line, or no test: that is no success either.
  grep -qE 'Test run with [1-9][0-9]* tests?.* passed' "$log" || die "$1: nothing was tested, see $log."
}

# What passed, began or was skipped one by one; XCTest's empty run.
_noise='^(◇|✔) (Test|Suite) |^(◇|✔) Passing|^➜ |^Test Suite |Executed 0 tests|^\[[0-9]+/[0-9]+\]|^Build complete|^Building for|^↳ '

_count_skipped() {
  local count
  count=$(grep -c '^➜ ' "$1") || return 0
  note "$count skipped:"
  sed -nE 's/^➜ .* skipped: "?([^"]*)"?\.?$/\1/p' "$1" | sort | uniq -c | sort -rn | head -n 10 | sed 's/^/  /' >&2
}
