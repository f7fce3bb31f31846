# Debian packages: what is missing is installed where that is allowed, else named.
# shellcheck shell=bash

# packages_of GROUP…: their names from deploy/packages.
packages_of() {
  local line group='' wanted=" $* "
  while read -r line; do
    case $line in
      '#: '*) group=${line#\#: } ;;
      '' | '#'*) ;;
      *) [[ $wanted == *" $group "* ]] && echo "$line" ;;
    esac
  done <"$ROOT/deploy/packages"
  return 0
}

_is_installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

missing_packages() {
  local package
  for package in $(packages_of "$@"); do _is_installed "$package" || echo "$package"; done
}

# need_packages GROUP…
need_packages() {
  local missing as_root=()
  if ! have dpkg-query; then
    note "This is not Debian: the libraries named in deploy/packages must be there already."
    return 0
  fi
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    # Without a terminal nobody can type a password.
    if have sudo && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
      as_root=(sudo)
    else
      die "These Debian packages are missing: ${missing[*]}
Install them and start again:
  apt-get install --no-install-recommends ${missing[*]}   (as root)"
    fi
  fi
  say "Installing ${missing[*]}"
  # Debian would make and start a cluster of its own; ours is elsewhere.
  if [[ " ${missing[*]} " == *" postgresql "* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
    "${as_root[@]}" mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' |
      "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  _apt_install "${missing[@]}" || {
    run "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=120 update >>"$LOGS/apt.log" 2>&1 || true
    _apt_install "${missing[@]}"
  } || {
    show_end "$LOGS/apt.log"
    die "Could not install ${missing[*]} (see $LOGS/apt.log)."
  }
}

# want_packages GROUP…: the same for what is only useful; never asks, never fails.
want_packages() {
  local missing as_root=()
  mapfile -t missing < <(have dpkg-query && missing_packages "$@")
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    have sudo && sudo -n true 2>/dev/null || return 0
    as_root=(sudo -n)
  fi
  _apt_install "${missing[@]}" || true
}

_apt_install() {
  run "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
    -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold install "$@" >>"$LOGS/apt.log" 2>&1
}
