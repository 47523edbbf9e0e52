-- What is read: communities, events, a directory as its viewer may see it, where the viewer stands. Pages go on behind the
-- last row, by an index, so that a list of many costs as much as one of few, and rows that come or go meanwhile make no
-- other come twice or never.

create function linju_api.communities(after text default null, size int default 50) returns setof linju_api.community
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  behind text := (linju.behind(after, 1))[1];
begin
  if behind !~ '^[0-9]{1,18}$' then perform linju.end_with(400, 'unreadable'); end if;
  return query select c.id, c.name, c.purpose, c.about, c.area, c.tags, c.cover, c.rules, c.culture, c.rhythm, c.people, c.policy,
      c.activity, c.members, c.goal, c.parent, c.links, c.chapters, c.chat, c.cursor
    from linju.shown_communities c
    where c.made > coalesce(behind::bigint, -1) and c.activity ->> 'archived' is null order by c.made limit linju.page_size(size);
end
$$;

create function linju_api.community(id text) returns linju_api.community
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select c.id, c.name, c.purpose, c.about, c.area, c.tags, c.cover, c.rules, c.culture, c.rhythm, c.people, c.policy,
    c.activity, c.members, c.goal, c.parent, c.links, c.chapters, c.chat, c.cursor
  from linju.shown_communities c where c.id = community.id
$$;

-- Whether the events of a community are listed: not once it has been put away.
create or replace function linju.lists_events(community text) returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return not exists (select from linju.communities c where c.id = community and c.activity ->> 'archived' is not null);
end
$$;

-- Those that are not over at `since` and begin before `until`. What goes on at `since` is found by another index than what
-- begins later, so that nobody looks at what is over.
-- Each list is planned for what is asked; that would hold for all that shows the rows, too, hence this is by itself.
create or replace function linju.events_found(community text, since text, until text, after text, size int) returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  most int := linju.page_size(size);
  behind text[] := linju.behind(after, 2);
  behind_at timestamptz := linju.asked(behind[1], '-infinity');
  behind_id text := coalesce(behind[2], '');
  not_over_at timestamptz := linju.asked(since, '-infinity');
  before timestamptz := linju.asked(until, 'infinity');
begin
  if community is null then
    return array(select x.id from (
      (select e.id, e.starts from linju.events e
        where tstzrange(e.starts, e.over, '[]') @> not_over_at and e.starts < least(not_over_at, before)
          and (e.starts, e.id) > (behind_at, behind_id) and e.proposer is null and linju.lists_events(e.community_id) order by e.starts, e.id limit most)
      union all
      (select e.id, e.starts from linju.events e
        where e.starts >= not_over_at and e.starts < before
          and (e.starts, e.id) > (behind_at, behind_id) and e.proposer is null and linju.lists_events(e.community_id) order by e.starts, e.id limit most)
    ) x order by x.starts, x.id limit most);
  elsif linju.lists_events(community) then
    return array(select x.id from (
      (select e.id, e.starts from linju.events e
        where e.community_id = events_found.community
          and tstzrange(e.starts, e.over, '[]') @> not_over_at and e.starts < least(not_over_at, before)
          and (e.starts, e.id) > (behind_at, behind_id) and linju.sees_event(e, linju.viewer()) order by e.starts, e.id limit most)
      union all
      (select e.id, e.starts from linju.events e
        where e.community_id = events_found.community and e.starts >= not_over_at and e.starts < before
          and (e.starts, e.id) > (behind_at, behind_id) and linju.sees_event(e, linju.viewer()) order by e.starts, e.id limit most)
    ) x order by x.starts, x.id limit most);
  end if;
  return '{}';
end
$$;

create function linju_api.events(community text default null, since text default null, until text default null,
  after text default null, size int default 50) returns setof linju_api.event
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
begin
  -- One after another: joined, the planner might make all rows to show fifty of them.
  return query select e.* from unnest(linju.events_found(community, since, until, after, size)) with ordinality as f (id, at),
    lateral (select s.* from linju.shown_events s where s.id = f.id offset 0) e order by f.at;
end
$$;

-- Who goes to an event, as far as they want it known (src/model/event/faces.rs). By name stands only who has a seat and has agreed
-- to be seen, and only for whoever has a seat as well or is in the community that holds it. How many of those who go share
-- a community with the viewer is a number alone. Who has no name but an address stays unnamed, and what stands in an entry that is
-- not listed names nobody. To an entry leads what is listed, and to none where either has blocked the other, but for organisers.
create or replace function linju.faces(event text, community text, viewer text, now timestamptz) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  inside constant boolean := linju.role_in(community, viewer, now) is not null;
  mine constant text[] := array(select m.community_id from linju.memberships m
    where m.user_id = viewer and m.state = 'member' and (m.until is null or m.until > now));
  hidden constant text[] := case when linju.rank_in(community, viewer) = 'member'
    then linju.hidden_from(community, viewer) else '{}' end;
  known bigint;
  going jsonb := '[]';
begin
  if viewer is null then return null; end if;
  select count(*) into known from linju.sign_ups s where s.event_id = event and s.state in ('confirmed', 'checked-in')
    and s.user_id <> viewer and exists (select from linju.memberships m where m.user_id = s.user_id
      and m.community_id = any (mine) and m.state = 'member' and (m.until is null or m.until > now));
  if inside or exists (select from linju.sign_ups s where s.event_id = event and s.user_id = viewer
      and s.state in ('confirmed', 'checked-in')) then
    select coalesce(jsonb_agg(linju.sparse(jsonb_build_object('name', f.called, 'member', f.entry)) order by f.at), '[]') into going
    from (
      select g.called, g.entry, row_number() over (order by g.shares desc, g.since, g.id) as at from (
        select s.id, s.since, coalesce(nullif(linju.trim(u.name), ''),
            case when not m.unlisted then nullif(linju.trim(m.name), '') end) as called,
          case when inside and not m.unlisted and m.id <> all (hidden) then m.id end as entry,
          exists (select from linju.memberships o where o.user_id = s.user_id and o.community_id = any (mine)
            and o.state = 'member' and (o.until is null or o.until > now)) as shares
        from linju.sign_ups s join linju.users u on u.id = s.user_id
          left join linju.members m on m.user_id = s.user_id and m.community_id = community
        where s.event_id = event and s.seen and s.state in ('confirmed', 'checked-in')
      ) g where g.called is not null order by at limit 12
    ) f;
  end if;
  return jsonb_build_object('known', known) || case when going = '[]' then '{}' else jsonb_build_object('going', going) end;
end
$$;

create function linju_api.event(id text) returns linju_api.event
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  told linju_api.event;
begin
  select s.* into told from linju.shown_events s join linju.events e on e.id = s.id
    where s.id = event.id and linju.sees_event(e, linju.viewer());
  if not found then return null; end if;
  told.faces := linju.faces(told.id, told.community, linju.viewer(), linju.clock());
  return told;
end
$$;

-- Who is looking at a directory: nobody is told to sign in, a stranger that it is not for them.
create or replace function linju.looking(community text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.somebody();
begin
  if not exists (select from linju.communities c where c.id = community) then perform linju.end_with(404, 'not-there'); end if;
  if linju.rank_in(community, viewer) = 'stranger' then perform linju.end_with(403, 'may-not'); end if;
  return viewer;
end
$$;

-- With `q` those in whose entry, as the viewer sees it, all of its words are.
create function linju_api.directory(community text, after text default null, size int default 50, q text default null)
returns setof linju_api.member
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.looking(community);
  behind text[] := linju.behind(after, 2);
begin
  return query select s.* from linju.visible_members(community, viewer, behind[1], behind[2], linju.page_size(size), q) v,
    jsonb_populate_record(null::linju_api.member, linju.whole_entry(v.entry, v.sorted)) s;
end
$$;

-- How many entries of a directory the viewer may see; with `q` how many of them are found, up to a thousand: null says more.
create function linju_api.listed(community text, q text default null) returns int
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return linju.visible_members_count(community, linju.looking(community), q);
end
$$;

-- One entry; what is hidden is not there.
create function linju_api.entry(community text, id text) returns linju_api.member
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  seen jsonb := linju.visible_member(id, linju.looking(community));
begin
  if seen is null or seen ->> 'community' <> community then perform linju.end_with(404, 'not-there'); end if;
  return jsonb_populate_record(null::linju_api.member, linju.whole_entry(seen, ''));
end
$$;

create function linju_api.me() returns linju_api.account
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select u.id, u.name, u.email, u.phone, u.verified from linju.users u where u.id = linju.viewer()
$$;

-- Where the viewer stands, everywhere; with communities that are not there yet, too.
create function linju_api.memberships(after text default null, size int default 50) returns setof linju_api.my_membership
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.somebody();
  behind text := coalesce((linju.behind(after, 1))[1], '');
begin
  return query select s.community, s.standing || jsonb_build_object('community', s.community),
      jsonb_build_array(s.community)::text
    from (select m.community_id as community, linju.settled(linju.membership_state(m), linju.clock()) as standing
        from linju.memberships m where m.user_id = viewer and m.state <> 'none'
      union all
      select f.community_id, linju.founding_state(f) from linju.foundings f where f.user_id = viewer) s
    where s.community > behind order by s.community limit linju.page_size(size);
end
$$;

create function linju_api.sign_ups(after text default null, size int default 50) returns setof linju_api.my_sign_up
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.somebody();
  behind text := coalesce((linju.behind(after, 1))[1], '');
begin
  return query select s.event_id, linju.sign_up_state(s) || jsonb_build_object('event', s.event_id),
      jsonb_build_array(s.event_id)::text
    from linju.sign_ups s where s.user_id = viewer and s.event_id > behind
    order by s.event_id limit linju.page_size(size);
end
$$;

-- Who comes, for those who organise, and hosts; in an order that stays. A hall of people is a few pages.
create function linju_api.attendance(event text, after text default null, size int default 50)
returns setof linju_api.attendee
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  behind text := coalesce((linju.behind(after, 1))[1], '');
  viewer text := linju.somebody();
  now timestamptz := linju.clock();
  community text := (select e.community_id from linju.events e where e.id = event);
  s linju.sign_ups;
  standing jsonb;
begin
  if not linju.hosts(linju.standing_in(community, viewer, now), now) then perform linju.end_with(403, 'may-not'); end if;
  for s in select r.* from linju.sign_ups r
    where r.event_id = attendance.event and r.state not in ('cancelled', 'rejected') and r.id > behind
    order by r.id limit case when size between 1 and 200 then size when size > 200 then 200 else 50 end
  loop
    standing := linju.attendee(s, community, now);
    return next (s.id, standing ->> 'name', s.state, linju.rfc(s.since), s.people::float8, s.party, s.answers, s.ticket, standing,
      jsonb_build_array(s.id)::text)::linju_api.attendee;
  end loop;
end
$$;
