# Starts and ends the example "by name"; for the scripts beside this one, which source it.
#
# BY_NAME, if set, is the command that starts it, such as "java -cp … io.discovery.…ByName".
# shellcheck shell=bash

example=io.discovery.examples.byname.ByName
work=$(mktemp -d)
ports=$work/ports
output=$work/output
started=

# Ends what was started by this script, by its own process id, and leaves nothing behind.
leave() {
  if [ -n "$started" ]; then
    kill "$(pid)" "$started" 2>/dev/null
    wait "$started" 2>/dev/null
  fi
  rm -rf "$work"
}
trap leave EXIT
trap 'exit 130' INT TERM

mkfifo "$work/commands"
exec 3<>"$work/commands"

# start OPTION...: returns once all Services can be reached.
start() {
  local options="--ports $ports --commands --dns-port 0 $*"
  rm -f "$ports"
  if [ -n "${BY_NAME:-}" ]; then
    # shellcheck disable=SC2086  # words, on purpose
    $BY_NAME $options <&3 >"$output" 2>&1 &
  else
    echo "building and starting the example"
    mvn -q -Pexample verify -Dexample=$example "-Dargs=$options" <&3 >"$output" 2>&1 &
  fi
  started=$!
  until [ -f "$ports" ]; do
    if ! kill -0 "$started" 2>/dev/null; then
      started=
      echo "the example did not start:" >&2
      cat "$output" >&2
      exit 2
    fi
    sleep 0.2
  done
}

# tell WORD...: a command to the example, such as: tell roll shop/web
tell() {
  echo "$*" >&3
}

# end: ends the example and returns its status.
end() {
  tell end
  wait "$started"
  local status=$?
  started=
  return $status
}

# The process id of the example; it may be another one than that of the command that started it.
pid() {
  awk -F '\t' '$1 == "pid" {print $2}' "$ports" 2>/dev/null
}

# host KIND NAME PROTOCOL: where that listens, such as: host vip shop/web:http TCP
host() {
  awk -F '\t' -v kind="$1" -v name="$2" -v protocol="$3" \
    '$1 == kind && $2 == name && $3 == protocol {print $4}' "$ports"
}

# port KIND NAME PROTOCOL: the number of that port.
port() {
  awk -F '\t' -v kind="$1" -v name="$2" -v protocol="$3" \
    '$1 == kind && $2 == name && $3 == protocol {print $5}' "$ports"
}

# url KIND NAME: for curl and wrk.
url() {
  echo "http://$(host "$1" "$2" TCP):$(port "$1" "$2" TCP)/"
}

# said TEXT: whether the example has said that.
said() {
  grep -q -- "$1" "$output"
}

# await SECONDS COMMAND...: until it succeeds.
await() {
  local left=$(($1 * 10))
  shift
  until "$@"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 0.1
  done
}
