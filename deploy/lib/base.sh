# Talking to the user. Sourced first by demo, test and bench.
# shellcheck shell=bash

umask 022 # another user must be able to reach PostgreSQL's folder
# shellcheck disable=SC2034 # used by the scripts that source this
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if [[ -t 2 && -z ${NO_COLOR:-} ]]; then
  _bold=$'\e[1m' _dim=$'\e[2m' _red=$'\e[31m' _plain=$'\e[0m'
else
  _bold='' _dim='' _red='' _plain=''
fi

say() { printf '%s\n' "${_bold}$*${_plain}" >&2; }
note() { printf '%s\n' "  ${_dim}$*${_plain}" >&2; }
warn() { printf '%s\n' "  ${_red}$*${_plain}" >&2; }

# die MESSAGE [CODE]
die() {
  printf '%s\n' "${_red}$1${_plain}" >&2
  exit "${2:-1}"
}

have() { command -v "$1" >/dev/null 2>&1; }

# What a script says of itself in its first comment.
usage() { sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p}' "$0"; }

# The last lines of a log, as part of an error.
show_end() {
  [[ -s $1 ]] || return 0
  note "the last lines of $1:"
  tail -n "${2:-15}" "$1" | sed 's/^/    /' >&2
}

# The folders that the environment names, by their whole paths: later steps change the current folder.
for _name in KAFKA_HOME TOUCHLINE_DATA TOUCHLINE_TOOLS TOUCHLINE_HOME; do
  [[ -z ${!_name:-} ]] || export "$_name=$(realpath -m "${!_name}")"
done
