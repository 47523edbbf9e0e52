// A data set out of a file: `{"communities", "events", "members", "invitations"}`, rows of Linju's own contract, directory
// entries whole with what their members hide. All or nothing; rows that are there by their ids and codes are written over.
import { readFileSync } from 'node:fs';
import { require } from './modules.mjs';

const { Client } = require('pg');

/** So many rows are sent at once. */
const AT_ONCE = 2000;

const text = (name, usual = "''") => `coalesce(r ->> '${name}', ${usual})`;
const json = (name, usual) => `coalesce(r -> '${name}', '${usual}')`;
const moment = (name) => `(r ->> '${name}')::timestamptz`;

const TABLES = {
  communities: {
    id: "r ->> 'id'", name: "r ->> 'name'", purpose: text('purpose'), about: text('about'), area: json('area', '{}'),
    tags: json('tags', '[]'), cover: "r ->> 'cover'", rules: json('rules', '{}'), culture: json('culture', '[]'),
    rhythm: json('rhythm', '[]'), people: json('people', '[]'), policy: json('policy', '{}'),
    activity: json('activity', '{}'), goal: "r -> 'goal'", parent: "r ->> 'parent'", links: json('links', '[]'),
    chat: "r -> 'chat'",
    // Who is counted in the data set is on no list here.
    elsewhere: "coalesce((r ->> 'members')::int, 0)",
  },
  events: {
    id: "r ->> 'id'", community_id: "r ->> 'community'", title: "r ->> 'title'", description: text('description'),
    starts: moment('start'), ends: moment('end'), zone: "r ->> 'zone'", venue: json('venue', '{}'),
    capacity: "(r ->> 'capacity')::bigint", sign_up: json('sign_up', '{}'), price: text('price'), hosts: json('hosts', '[]'),
    status: text('status', "'scheduled'"), status_note: text('status_note'), series: "r ->> 'series'", tags: json('tags', '[]'),
    cover: "(r ->> 'cover')::int", photos: text('photos'),
  },
  members: {
    id: "r ->> 'id'", community_id: "r ->> 'community'", name: "r ->> 'name'", sort_key: text('sort_key'),
    picture: "r ->> 'picture'", headline: text('headline'), role: text('role', "'member'"), joined: moment('joined'),
    hometown: text('hometown'), district: text('district'), skills: json('skills', '[]'), offers: json('offers', '[]'),
    seeks: json('seeks', '[]'), contacts: json('contacts', '[]'),
    birthday: "nullif(r ->> 'birthday', '')", household: text('household'), visibility: json('visibility', '{}'),
    unlisted: "coalesce((r ->> 'unlisted')::boolean, false)",
  },
  invitations: {
    community_id: "r ->> 'community'", code: "r ->> 'code'", role: text('role', "'member'"), uses: "(r ->> 'uses')::bigint",
    used: "coalesce((r ->> 'used')::bigint, 0)", until: moment('until'), approval: "coalesce((r ->> 'approval')::boolean, false)",
    note: text('note'), made: `coalesce(${moment('made')}, now())`, revoked: moment('revoked'),
  },
};
/** By what a row is known. */
const KEYS = { invitations: ['community_id', 'code'] };

function upsert(table) {
  const columns = TABLES[table];
  const names = Object.keys(columns);
  const key = KEYS[table] ?? ['id'];
  const written = names.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
  return `insert into linju.${table} (${names.join(', ')}) select ${Object.values(columns).join(', ')}
    from jsonb_array_elements($1::jsonb) as e (r) on conflict (${key.join(', ')}) do update set ${written.join(', ')}`;
}

/** Seats that are taken in the data set are held by guests, and guests wait. */
const GUESTS = [
  `delete from linju.sign_ups s using jsonb_array_elements($1::jsonb) as e (r)
    where s.event_id = r ->> 'id' and s.user_id is null`,
  `insert into linju.sign_ups (event_id, state, people, since)
    select r ->> 'id', 'confirmed', (r ->> 'taken')::bigint, now() from jsonb_array_elements($1::jsonb) as e (r)
    where (r ->> 'taken')::bigint > 0`,
  `insert into linju.sign_ups (event_id, state, since, turn)
    select r ->> 'id', 'waitlisted', now(), g.n from jsonb_array_elements($1::jsonb) as e (r),
      generate_series(1, coalesce((r ->> 'waiting')::int, 0)) as g (n)`,
];

export async function seed(connectionString, words, say = console.log) {
  if (words.length !== 1) throw new Error('seed FILE: which file?');
  const data = JSON.parse(readFileSync(words[0], 'utf8'));
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query('begin');
    for (const table of Object.keys(TABLES)) {
      const rows = data[table] ?? [];
      for (let at = 0; at < rows.length; at += AT_ONCE) {
        const some = JSON.stringify(rows.slice(at, at + AT_ONCE));
        await client.query(upsert(table), [some]);
        if (table === 'events') for (const sql of GUESTS) await client.query(sql, [some]);
      }
      say(`${rows.length} ${table}`);
    }
    await client.query('commit');
    await client.query('analyze linju.communities, linju.events, linju.members, linju.sign_ups');
  } finally {
    await client.end();
  }
}
