# Checks that need no build.
# shellcheck shell=bash

check_style() {
  say "Style"
  run swift format lint --strict --recursive Package.swift Sources Tests ||
    die "Style: run 'swift format --in-place --recursive Package.swift Sources Tests'."
}

check_shell() {
  local file files=()
  mapfile -t files < <(find deploy .ci -type f -exec grep -lE '^#!.*bash|shellcheck shell=bash' {} + | sort)
  for file in "${files[@]}"; do bash -n "$file" || die "Shell: $file cannot be read."; done
  if have shellcheck; then
    say "Shell scripts"
    run shellcheck --external-sources "${files[@]}" || die "Shell: see above."
  else
    note "shellcheck is not installed: the shell scripts were only parsed"
  fi
}

# Topic files, schemas and AsyncAPI against each other, then against their own specifications.
check_topics() {
  say "Topics and schemas"
  if _python_for_checks; then
    run "$PYTHON" Tests/Topics/check.py || die "Topics: see above."
  else
    note "no jsonschema and PyYAML for Python to be had: topic files, schemas and AsyncAPI were not compared"
  fi
  if have node && [[ -f ${TOUCHLINE_TOOLS:-}/asyncapi-check.cjs ]]; then
    run node "$TOUCHLINE_TOOLS/asyncapi-check.cjs" topics/schemas/asyncapi.yaml || die "AsyncAPI: see above."
  else
    note "no TOUCHLINE_TOOLS/asyncapi-check.cjs or no node: topics/schemas/asyncapi.yaml was not validated by a parser"
  fi
  if _kubectl_validate; then
    run "$KUBECTL_VALIDATE" --local-crds "$TOUCHLINE_TOOLS/crds" topics/*.yaml >"$LOGS/kubectl.log" 2>&1 || {
      grep -vE 'OK|^$' "$LOGS/kubectl.log" >&2
      die "KafkaTopic documents: see above."
    }
  else
    note "no TOUCHLINE_TOOLS/kubectl-validate: the KafkaTopic documents were not validated by Kubernetes' rules"
  fi
}

# Sets PYTHON to one that has what the checks import.
_python_for_checks() {
  local folder=$HOME_DIR/python-checks
  for PYTHON in python3 "$folder/bin/python3"; do
    "$PYTHON" -c 'import yaml; from jsonschema import Draft202012Validator' 2>/dev/null && return 0
  done
  rm -rf "$folder"
  {
    run python3 -m venv "$folder" &&
      run "$folder/bin/pip" install --quiet --disable-pip-version-check --no-input \
        jsonschema==4.23.0 PyYAML==6.0.2
  } >"$LOGS/pip.log" 2>&1 || {
    show_end "$LOGS/pip.log" 3
    return 1
  }
}

# Sets KUBECTL_VALIDATE; the tool comes packed and is unpacked once.
_kubectl_validate() {
  local packed=${TOUCHLINE_TOOLS:-}/kubectl-validate.xz
  KUBECTL_VALIDATE=$HOME_DIR/tools/kubectl-validate
  [[ -f $packed ]] && have xz || return 1
  [[ -x $KUBECTL_VALIDATE && $KUBECTL_VALIDATE -nt $packed ]] && return 0
  mkdir -p "$HOME_DIR/tools"
  xz -dc "$packed" >"$KUBECTL_VALIDATE.new" && chmod +x "$KUBECTL_VALIDATE.new" &&
    mv "$KUBECTL_VALIDATE.new" "$KUBECTL_VALIDATE"
}

# The README's first command, on servers of its own, and nothing left of it.
check_demo() {
  if [[ ! -d ${TOUCHLINE_DATA:-}/football/matches ]]; then
    note "no TOUCHLINE_DATA: the demo was not run"
    return 0
  fi
  say "The demo"
  run env -u KAFKA_BOOTSTRAP_SERVERS -u DATABASE_URL TOUCHLINE_BUILD=debug TOUCHLINE_HOME="$RUN_DIR/home" \
    deploy/demo --speed 1000 >"$LOGS/demo.log" 2>&1 || {
    show_end "$LOGS/demo.log" 30
    die "The demo failed (see $LOGS/demo.log)."
  }
  if pgrep -f "$RUN_DIR/home" >/dev/null; then
    pgrep -af "$RUN_DIR/home" >&2
    die "The demo left these processes."
  fi
}
