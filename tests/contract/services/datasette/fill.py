"""Makes a database: fill.py <schema.sql> <rows.json> <linju.db>; rows by table and column."""

import json
import sqlite3
import sys

schema, rows, to = sys.argv[1:]
database = sqlite3.connect(to)
with open(schema, encoding="utf-8") as file:
    database.executescript(file.read())
with open(rows, encoding="utf-8") as file:
    tables = json.load(file)
for table, rows in tables.items():
    for row in rows:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        database.execute(f"insert into {table} ({columns}) values ({marks})", list(row.values()))
database.commit()
