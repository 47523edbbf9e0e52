// Brings a database to the state of `sql/`: files below 020 each once, those from there on again whenever one of them has
// changed, all in one transaction, one server at a time.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { require } from './modules.mjs';

const { Client } = require('pg');
const folder = new URL('../sql/', import.meta.url);

/** Any number that nobody else locks. */
const LOCK = 7_265_331;

function files() {
  return readdirSync(folder).filter((name) => name.endsWith('.sql')).sort().map((name) => ({
    name,
    once: name < '020',
    sql: readFileSync(new URL(name, folder), 'utf8'),
  }));
}

export async function migrate(connectionString, say = console.log) {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(`create schema if not exists linju;
      create table if not exists linju.migrations (name text primary key, hash text not null, at timestamptz not null default now())`);
    const { rows } = await client.query('select name, hash from linju.migrations');
    const done = new Map(rows.map((row) => [row.name, row.hash]));
    const all = files();
    const hash = (file) => createHash('sha256').update(file.sql).digest('hex');
    const again = all.filter((file) => !file.once);
    const changed = again.some((file) => done.get(file.name) !== hash(file));
    for (const file of all.filter((f) => (f.once ? !done.has(f.name) : changed))) {
      try {
        await client.query(file.sql);
      } catch (error) {
        const line = file.sql.slice(0, Number(error.position) || 0).split('\n').length;
        throw new Error(`sql/${file.name}:${line}: ${error.message}${error.where ? `\n${error.where}` : ''}`);
      }
      await client.query(`insert into linju.migrations (name, hash) values ($1, $2)
        on conflict (name) do update set hash = excluded.hash, at = now()`, [file.name, hash(file)]);
      say(`applied ${file.name}`);
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}
