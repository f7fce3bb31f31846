# Building with Swift.
# shellcheck shell=bash

need_swift() {
  local version
  have swift || die "Swift is not installed or not in PATH: see https://www.swift.org/install/linux/debian/12"
  version=$(cd / && swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  [[ $(printf '%s\n' 6.2 "${version:-0}" | sort -V | head -n 1) == 6.2 ]] ||
    die "Touchline needs Swift 6.2 or newer; this is ${version:-unknown}."
}

# build_touchline CONFIGURATION: sets TOUCHLINE, the program.
build_touchline() {
  local configuration=$1
  say "Building ($configuration; the first time takes some minutes)"
  cd "$ROOT" || exit
  if [[ -t 2 ]]; then
    run swift build -c "$configuration" --product touchline >&2 || die "The build failed."
  else
    run swift build -c "$configuration" --product touchline >"$LOGS/build.log" 2>&1 || {
      show_end "$LOGS/build.log" 40
      die "The build failed (see $LOGS/build.log)."
    }
  fi
  TOUCHLINE=$(swift build -c "$configuration" --show-bin-path)/touchline
  [[ -x $TOUCHLINE ]] || die "The build made no $TOUCHLINE."
}

# touchline …: the program, in the foreground.
touchline() { run "$TOUCHLINE" "$@"; }
