-- What the contract suite serves by PostGraphile: tables to read, functions to read a window of
-- events and to write, each a transaction.
create schema linju;
set search_path = linju;

create table communities (
  id text primary key, name text not null, purpose text not null, about text,
  city text, district text, place text, lat double precision, lng double precision,
  tags text[], cover text, rules_version integer, rules text[], culture text[],
  rhythm jsonb, people jsonb, door text, questions jsonb, consent boolean, referral jsonb, dues jsonb,
  max_members integer, founded timestamptz, last_met timestamptz, met integer, joined integer,
  closed timestamptz, farewell text, size integer, goal jsonb, parent text, links jsonb
);
create table events (
  id text primary key, community_id text not null references communities (id), title text not null,
  body text, starts timestamptz not null, ends timestamptz, zone text not null,
  city text, district text, place text, lat double precision, lng double precision,
  address text, address_hidden boolean, online boolean, online_url text,
  seats integer, taken integer not null default 0, waiting integer not null default 0,
  who text, opens timestamptz, closes timestamptz, party_max integer, queue boolean, questions jsonb,
  price text, hosts jsonb, status text, status_note text, series text, tags text[]
);
create table members (
  id text primary key, community_id text not null references communities (id), name text not null,
  sort_key text, picture text, headline text, role text, joined timestamptz, hometown text, district text,
  skills text[], offers text[], seeks text[], contacts jsonb, on_request text[]
);
create table memberships (
  person text, community_id text references communities (id), state text not null, since timestamptz not null,
  reason text, answers jsonb, rules integer, primary key (person, community_id)
);
create table sign_ups (
  person text, event_id text references events (id), state text not null, since timestamptz not null,
  reason text, party text[] not null default '{}', answers jsonb, ticket text, primary key (person, event_id)
);
create index on events (starts, id);
create index on members (community_id, sort_key, id);

create function upcoming(since timestamptz, until timestamptz, community text) returns setof events
language sql stable as $$
  select * from linju.events
  where (since is null or ends >= since) and (until is null or starts < until)
    and (community is null or community_id = community)
  order by starts, id
$$;

create function directory(community text) returns setof members language sql stable as $$
  select * from linju.members where community_id = community order by sort_key, id
$$;

create function join_community(person text, community text, state text, answers jsonb, rules integer)
returns memberships language sql volatile as $$
  insert into linju.memberships values (person, community, state, now(), null, answers, rules) returning *
$$;

create function leave_community(person text, community text) returns memberships language plpgsql volatile as $$
declare gone linju.memberships;
begin
  delete from linju.memberships m where m.person = $1 and m.community_id = $2 returning * into gone;
  if gone is null then raise exception 'nothing there'; end if;
  return gone;
end $$;

-- The row of the event is locked, so that the last seat is taken once.
create function take_seats(person text, event text, state text, party text[], answers jsonb)
returns sign_ups language plpgsql volatile as $$
declare made linju.sign_ups; people integer := 1 + cardinality(party); it linju.events;
begin
  select * into it from linju.events where id = event for update;
  if it.seats is not null and it.taken + people > it.seats then raise exception 'full'; end if;
  insert into linju.sign_ups values (person, event, state, now(), null, party, answers, null) returning * into made;
  update linju.events set taken = taken + people where id = event;
  return made;
end $$;

create function give_seats_back(person text, event text) returns sign_ups language plpgsql volatile as $$
declare gone linju.sign_ups;
begin
  delete from linju.sign_ups s where s.person = $1 and s.event_id = $2 returning * into gone;
  if gone is null then raise exception 'nothing there'; end if;
  update linju.events set taken = taken - 1 - cardinality(gone.party) where id = event;
  return gone;
end $$;

-- Nobody writes but by the functions.
comment on table communities is '@behavior -insert -update -delete';
comment on table events is '@behavior -insert -update -delete';
comment on table members is '@behavior -insert -update -delete';
comment on table memberships is '@behavior -insert -update -delete';
comment on table sign_ups is '@behavior -insert -update -delete';
