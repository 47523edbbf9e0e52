-- What signing in needs beside accounts and sessions: how often somebody tried, and what is on its way to people.

-- The server's own login is granted this role: it becomes a visitor for every request, sends what is in `outgoing`, and
-- does what time does.
do $$ begin
  create role linju_server nologin noinherit;
exception when duplicate_object then null;
end $$;

-- Wrong passwords of a name (as a hash) since a moment.
create table linju.tries (
  name text primary key,
  count int not null,
  until timestamptz not null
);
create index tries_until on linju.tries (until);

-- Letters and messages; gone once they are sent, or too old.
create table linju.outgoing (
  id bigint primary key generated always as identity,
  address text not null check (char_length(address) <= 254),
  subject text not null default '' check (char_length(subject) <= 200),
  text text not null check (char_length(text) <= 2000),
  at timestamptz not null default clock_timestamp(),
  due timestamptz not null default clock_timestamp()
);
create index outgoing_due on linju.outgoing (due, id);

-- pgcrypto hashes passwords. Where a database has it already, it stays where it is.
create schema if not exists linju_private;
do $$
declare
  there text;
begin
  select n.nspname into there from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pgcrypto';
  if there is null then
    create extension pgcrypto with schema linju_private;
  else
    execute format('create function linju_private.crypt(text, text) returns text language sql immutable strict as
      ''select %1$I.crypt($1, $2)'';
      create function linju_private.gen_salt(text, int) returns text language sql volatile strict as
      ''select %1$I.gen_salt($1, $2)'';
      create function linju_private.gen_random_bytes(int) returns bytea language sql volatile strict as
      ''select %1$I.gen_random_bytes($1)''', there);
  end if;
end $$;
revoke all on schema linju_private from public;
