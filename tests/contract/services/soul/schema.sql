-- What the contract suite serves by soul. Each table has one key, for soul takes rows by one; lists and objects are JSON
-- in a text, times are RFC 3339 in UTC, yes and no are 1 and 0. Nobody's account is known to it: who is meant stands in the key.
create table communities (
  id text primary key, name text not null, tagline text, story text,
  city text, district text, place text, lat real, lng real, labels text, cover text,
  rules text, customs text, rhythm text, people text, entry text, history text,
  head_count integer, goal text, parent text, links text
);
create index communities_by_name on communities (name, id);
create table events (
  id text primary key, community text not null, community_name text, title text not null, story text,
  starts text not null, ends text, zone text not null,
  city text, district text, place text, lat real, lng real,
  address text, address_hidden integer, online integer, online_url text,
  seats integer, taken integer, waiting integer,
  who text, opens text, closes text, party_max integer, waitlist integer, questions text,
  price text, hosts text, status text, status_note text, series text, labels text
);
create index events_by_start on events (starts, id);
create table members (
  id text primary key, community text not null, name text not null, sort_key text,
  picture text, headline text, role text, joined text, hometown text, district text,
  skills text, offers text, seeks text, contacts text, on_request text
);
create index members_of on members (community, sort_key, id);
create table memberships (
  id text primary key, person text not null, community text not null, state text not null,
  since text, answers text, rules integer, request text
);
create table sign_ups (
  id text primary key, person text not null, event text not null, state text not null,
  since text, answers text, party text, request text
);
