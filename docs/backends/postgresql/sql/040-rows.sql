-- What PostGraphile makes GraphQL of stands in a schema of its own, `linju_api`: functions to ask and to act by, and rows as
-- the viewer may see them. Nothing else is in it: no table, no filter, no order, no count, no relation, so that what is
-- hidden cannot be asked after. The schema is made anew whenever any of these files changes.
--
-- The functions run as the owner of the tables and look only at what `linju.viewer()` may see; the policies of 021 hold for
-- whoever comes to the tables by another way.

drop schema if exists linju_api cascade;
create schema linju_api;
grant usage on schema linju_api to linju_visitor;

-- Rows in the words of docs/api.md, nested parts as JSON, moments as RFC 3339. `cursor` is what the next page begins behind.
create type linju_api.community as (
  id text, name text, purpose text, about text, area jsonb, tags jsonb, cover text, rules jsonb, culture jsonb, rhythm jsonb,
  people jsonb, policy jsonb, activity jsonb, members float8, goal jsonb, parent text, links jsonb,
  chapters jsonb, chat jsonb, cursor text
);
create type linju_api.event as (
  id text, community text, community_name text, title text, description text, start text, "end" text, zone text, venue jsonb,
  capacity float8, taken float8, waiting float8, sign_up jsonb, price text, hosts jsonb, status text, status_note text,
  series text, tags jsonb, cover int, photos text, faces jsonb, cursor text
);
create type linju_api.member as (
  id text, community text, name text, sort_key text, picture text, headline text, role text, joined text, hometown text,
  district text, skills jsonb, offers jsonb, seeks jsonb, contacts jsonb, birthday text, household text, visibility jsonb,
  on_request jsonb, unlisted boolean, request jsonb, cursor text
);
-- What is the viewer's own in a directory: their entry, who asks them, whom they have blocked.
create type linju_api.my_entry as (entry jsonb, requests jsonb, blocked jsonb);
-- What a member told the organisers of another.
create type linju_api.report as (
  id text, member text, name text, "by" text, reason text, text text, at text, settled text, cursor text
);
-- Where the viewer stands: `standing` is a Membership or a SignUp of the contract.
create type linju_api.my_membership as (community text, standing jsonb, cursor text);
create type linju_api.my_sign_up as (event text, standing jsonb, cursor text);
-- Somebody who knocks or comes, for organisers and hosts. `standing` is all of it: an Applicant or an Attendee of the contract.
create type linju_api.applicant as (id text, name text, state text, since text, answers jsonb, standing jsonb, cursor text);
create type linju_api.attendee as (
  id text, name text, state text, since text, people float8, party jsonb, answers jsonb, ticket text, standing jsonb, cursor text
);
create type linju_api.followed as (community text, cursor text);
-- What a code opens. How often it was used, by whom and for whom it was made is told to organisers and to its maker.
create type linju_api.invited as (
  code text, community text, role text, uses float8, used float8, until text, approval boolean, note text, "by" text,
  made text, revoked text, cursor text
);
-- What came of a command: a status of HTTP, and the body that docs/api.md has for it, a problem too.
create type linju_api.outcome as (status int, body jsonb);
-- Who is signed in.
create type linju_api.account as (id text, name text, email text, phone text, verified boolean);

-- Ends a query with a status of HTTP and a word that the server says in the reader's language.
create or replace function linju.end_with(status int, word text) returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$ begin raise exception '%', word using errcode = 'LJ' || status; end $$;

-- So many rows on a page: 50 unless asked, 100 at most.
create or replace function linju.page_size(asked int) returns int
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select case when asked between 1 and 100 then asked when asked > 100 then 100 else 50 end $$;

-- A cursor is a list of so many texts in JSON; null for none.
create or replace function linju.behind(cursor text, parts int) returns text[]
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  given jsonb;
begin
  if cursor is null or cursor = '' then return null; end if;
  begin
    given := cursor::jsonb;
  exception when others then
    perform linju.end_with(400, 'unreadable');
  end;
  if jsonb_typeof(given) <> 'array' or jsonb_array_length(given) <> parts
    or exists (select from jsonb_array_elements(given) as e (one) where jsonb_typeof(e.one) <> 'string') then
    perform linju.end_with(400, 'unreadable');
  end if;
  return array(select e.one from jsonb_array_elements_text(given) with ordinality as e (one, at) order by e.at);
end
$$;

-- A moment that was asked for, or the usual.
create or replace function linju.asked(moment text, usual timestamptz) returns timestamptz
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if moment is null or moment = '' then return usual; end if;
  if linju.moment(moment) is null then perform linju.end_with(400, 'unreadable'); end if;
  return linju.moment(moment);
end
$$;

-- The viewer, who has to be somebody.
create or replace function linju.somebody() returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.viewer();
begin
  if viewer is null then perform linju.end_with(401, 'sign-in'); end if;
  return viewer;
end
$$;

-- Rows as they are shown. Views, since PostgreSQL plans a function within a function anew for every row.
drop view if exists linju.shown_communities;
create view linju.shown_communities as
  select c.id, c.name, c.purpose, c.about, c.area, c.tags, c.cover, c.rules, c.culture, c.rhythm,
    c.people || linju.people_of(c) as people, c.policy,
    c.activity, linju.members_of(c, linju.clock())::float8 as members, c.goal, c.parent, c.links,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.made) from linju.communities p
      where p.parent = c.id and p.activity ->> 'archived' is null), '[]') as chapters,
    case when c.chat is not null and linju.role_in(c.id, linju.viewer(), linju.clock()) is not null then c.chat end as chat,
    jsonb_build_array(c.made::text)::text as cursor, c.made
  from linju.communities c;

drop view if exists linju.shown_events;
create view linju.shown_events as
  select e.id, e.community_id as community, coalesce((select c.name from linju.communities c where c.id = e.community_id), '')
      as community_name, e.title, e.description, linju.rfc(e.starts) as start, linju.rfc(e.ends) as "end", e.zone,
    case when e.venue -> 'address_hidden' = 'true' then linju.visible_venue(e, linju.viewer()) else e.venue end as venue,
    e.capacity::float8 as capacity, linju.taken_of(e, linju.clock())::float8 as taken, e.waiting::float8 as waiting,
    e.sign_up, e.price, e.hosts, e.status, e.status_note, e.series, e.tags, e.cover, e.photos,
    null::jsonb as faces,
    jsonb_build_array(linju.rfc(e.starts), e.id)::text as cursor
  from linju.events e;

-- An entry as it is seen; what is hidden cannot be told from what is not there.
create or replace function linju.whole_entry(seen jsonb, sorted text) returns jsonb
language sql immutable
as $$
  select jsonb '{"sort_key": "", "headline": "", "hometown": "", "district": "", "skills": [], "offers": [], "seeks": [],
    "contacts": [], "household": "", "visibility": {}, "on_request": [], "unlisted": false}' || seen
    || jsonb_build_object('cursor', jsonb_build_array(sorted, seen ->> 'id')::text)
$$;
