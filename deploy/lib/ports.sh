# Ports on 127.0.0.1.
# shellcheck shell=bash

# answers PORT: somebody listens there.
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port PREFERRED [NEIGHBOURS]: prints it, or where it is taken another one, so that the next NEIGHBOURS are free too.
free_port() {
  local port=$1 neighbours=${2:-0} attempt i
  for ((attempt = 0; attempt < 200; attempt++)); do
    for ((i = 0; i <= neighbours; i++)); do answers $((port + i)) && break; done
    if ((i > neighbours)); then
      echo "$port"
      return 0
    fi
    port=$((20000 + RANDOM % 12000)) # below the ports that the kernel gives to outgoing connections
  done
  die "No free port found on 127.0.0.1."
}
