# PostgreSQL: DATABASE_URL, or a cluster of our own in RUN_DIR/postgres.
# shellcheck shell=bash disable=SC2034

_postgres_bin() {
  local folder
  folder=$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort -V | tail -n 1)
  [[ -x $folder/bin/initdb ]] && echo "$folder/bin"
}

# start_postgres: sets and exports DATABASE_URL. DATABASE says whose it is: own (the user's) or started.
start_postgres() {
  DATABASE=started
  if [[ -n ${DATABASE_URL:-} ]]; then
    DATABASE=own
    say "PostgreSQL: yours (DATABASE_URL)"
    return 0
  fi
  local bin data=$RUN_DIR/postgres user='' port password attempt
  bin=$(_postgres_bin) || die "PostgreSQL is not installed: apt-get install postgresql, or set DATABASE_URL."
  if ((EUID == 0)); then
    user=${TOUCHLINE_POSTGRES_USER:-postgres} # the server refuses to run as root
    id "$user" >/dev/null 2>&1 || die "There is no user $user to run PostgreSQL: set TOUCHLINE_POSTGRES_USER."
  fi
  install -d -m 700 ${user:+-o "$user" -g "$(id -g "$user")"} "$data"
  _as "$user" test -w "$data" ||
    die "User $user cannot reach $data: set TOUCHLINE_HOME to a folder outside of /root."
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  _make_cluster "$user" "$bin" "$data" "$password"
  for attempt in 1 2 3; do
    port=$(free_port "${TOUCHLINE_POSTGRES_PORT:-5432}")
    # Everything on TCP: the name of a socket could be too long for the kernel.
    spawn postgres INT "$user" "$bin/postgres" -D "$data" -p "$port" \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200
    if _postgres_is_ready "$bin" "$port"; then
      export DATABASE_URL="postgresql://touchline:$password@127.0.0.1:$port/touchline"
      PGPASSWORD=$password "$bin/createdb" -h 127.0.0.1 -p "$port" -U touchline touchline ||
        die "Could not create the database (see $LOGS/postgres.log)."
      say "PostgreSQL: port $port"
      return 0
    fi
    stop postgres # perhaps somebody took the port in the meantime
  done
  show_end "$LOGS/postgres.log"
  die "PostgreSQL did not start after $attempt attempts (see $LOGS/postgres.log)."
}

_as() { # USER COMMAND…
  local user=$1
  shift
  if [[ -z $user ]]; then "$@"; else
    setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups -- "$@"
  fi
}

_make_cluster() { # USER BIN DATA PASSWORD
  # initdb reads the password from a file, here a pipe; without --no-sync it would wait for the disk.
  # shellcheck disable=SC2016 # expanded by the inner shell
  (cd / && _as "$1" env PASSWORD="$4" bash -c \
    'exec "$1/initdb" -D "$2" -U touchline -A scram-sha-256 -E UTF8 --no-locale --no-sync --pwfile=<(echo "$PASSWORD")' \
    - "$2" "$3") >"$LOGS/initdb.log" 2>&1 || {
    show_end "$LOGS/initdb.log"
    die "PostgreSQL's data folder could not be made (see $LOGS/initdb.log)."
  }
}

_postgres_is_ready() { # BIN PORT
  local i
  for ((i = 0; i < 600; i++)); do
    is_up postgres || return 1
    "$1/pg_isready" -q -h 127.0.0.1 -p "$2" && return 0
    sleep 0.05
  done
  return 1
}
