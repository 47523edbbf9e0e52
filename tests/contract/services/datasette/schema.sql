-- What the contract suite serves by Datasette. Lists and objects are JSON in a text; times are UTC
-- without a zone; yes and no are 1 and 0. Datasette goes on behind the key of a page's last row, but
-- sorts by one column only: the indexes see to it that equal ones are in the order of their keys.
create table communities (
  id text primary key, name text not null, slogan text, about text,
  city text, district text, place text, lat real, lng real, tags text, image text,
  rules_version integer, rules text, customs text, rhythm text, people text,
  door text, questions text, consent integer, referral_count integer, referral_kind text,
  dues_amount integer, dues_currency text, dues_period text, max_members integer,
  founded text, last_met text, met_90d integer, joined_90d integer, closed text, farewell text,
  member_count integer, goal text, parent text, links text
);
create index communities_by_name on communities (name, id);
create table events (
  id text primary key, community text references communities (id), title text not null, body text,
  starts text not null, ends text, zone text not null,
  city text, district text, place text, lat real, lng real,
  address text, address_hidden integer, online integer, online_url text,
  seats integer, taken integer, waiting integer,
  who text, opens text, closes text, party_max integer, queue integer, questions text,
  price text, hosts text, status text, status_note text, series text, tags text
);
create index events_by_start on events (starts, id);
create table members (
  id text primary key, community text references communities (id), name text not null, sort_key text,
  picture text, headline text, role text, joined text, hometown text, district text,
  skills text, offers text, seeks text, contacts text, on_request text
);
create index members_of on members (community, sort_key, id);
create table memberships (
  person text not null, community text not null references communities (id),
  state text not null, at text, reason text, answers text, rules integer, request text,
  primary key (person, community)
);
create table sign_ups (
  person text not null, event text not null references events (id),
  state text not null, at text, reason text, party text, answers text, ticket text, request text,
  primary key (person, event)
);
