-- Where somebody stands, between the columns and the contract's JSON, and things as the rules see them.

-- The state and what belongs to it, without what says nothing; `also` belongs to every state.
create or replace function linju.wire(fields jsonb, also text[] default '{}') returns jsonb
language sql immutable parallel safe
as $$
  select jsonb_object_agg(f.name, f.value) from jsonb_each(fields) as f (name, value)
  where f.value not in ('null', '""', '{}', '[]', 'false') and (f.name = 'state' or f.name = any (also) or f.name = any (
    case fields ->> 'state'
      when 'invited' then '{until}'::text[]
      when 'pending-approval' then '{since,answers,rules,sponsor,listed,code,came,talk}'
      when 'pending-payment' then '{since,role,rules,link}'
      when 'waitlisted' then '{since,position,offer_until,rules}'
      when 'member' then '{since,until,role,rules,paying}'
      when 'rejected' then '{reason,again_from}'
      when 'left' then '{at}'
      when 'removed' then '{reason}'
      when 'expired' then '{at}'
      when 'confirmed' then '{since}'
      when 'cancelled' then '{at}'
      when 'checked-in' then '{at}'
      else '{}'
    end))
$$;

-- By what name others know somebody here: that of their account, else of their directory entry.
create or replace function linju.name_of(person text, community text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce((select nullif(u.name, '') from linju.users u where u.id = person),
    (select e.name from linju.members e where e.user_id = person and e.community_id = community), '');
end
$$;

-- The same; who has given no name, by the first letters of their address.
create or replace function linju.called(person text, community text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(nullif(linju.name_of(person, community), ''),
    (select coalesce(left(u.email, 2) || '…', '…' || right(u.phone, 2)) from linju.users u where u.id = person), '');
end
$$;

-- Names of those who came by an applicant's code and are still there, in the order in which they came.
create or replace function linju.came_by(membership text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(linju.called(b.user_id, b.community_id) order by b.since, b.id), '[]')
    from linju.memberships b where b.brought = membership
      and b.state in ('pending-approval', 'pending-payment', 'waitlisted', 'member')
  );
end
$$;

-- A membership as the contract has it, at its last change.
create or replace function linju.membership_state(m linju.memberships) returns jsonb
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(linju.wire(jsonb_build_object('state', m.state, 'since', linju.rfc(m.since), 'until', linju.rfc(m.until),
      'at', linju.rfc(m.at), 'again_from', linju.rfc(m.again_from), 'role', m.role, 'reason', m.reason,
      'answers', m.answers, 'rules', m.rules, 'paying', linju.rfc(m.paying), 'link', m.link, 'sponsor', m.sponsor,
      'listed', m.listed, 'code', m.code, 'talk', m.talk,
      'came', case when m.state = 'pending-approval' and m.code is not null then linju.came_by(m.id) end, 'position', case when m.state = 'waitlisted' then (select count(*) from linju.memberships q
        where q.community_id = m.community_id and q.state = 'waitlisted' and q.turn <= m.turn) end)), '{"state": "none"}')
  );
end
$$;

-- A sign-up as the contract has it. A place in the queue is counted in parties.
create or replace function linju.sign_up_state(s linju.sign_ups) returns jsonb
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(linju.wire(jsonb_build_object('state', s.state, 'since', linju.rfc(s.since), 'at', linju.rfc(s.at),
      'offer_until', linju.rfc(s.offer_until), 'reason', s.reason, 'party', s.party, 'answers', s.answers,
      'ticket', s.ticket, 'seen', s.seen, 'feedback', s.feedback, 'position', case when linju.waits(s) then (select count(*) from linju.sign_ups q
        where q.event_id = s.event_id and q.state = 'waitlisted' and q.offer_until is null and q.turn <= s.turn) end),
      '{party,answers,ticket,seen,feedback}'), '{"state": "none"}')
  );
end
$$;

-- How many members a community has: those elsewhere, and those here whose time is not over.
create or replace function linju.members_of(c linju.communities, now timestamptz) returns bigint
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select c.elsewhere + c.joined - (select count(*) from linju.memberships m
      where m.community_id = c.id and m.state = 'member' and m.until is not null and m.until <= now)
  );
end
$$;

-- How many seats of an event are held: an offer that is over holds none, also before anybody has settled it.
create or replace function linju.taken_of(e linju.events, now timestamptz) returns bigint
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select e.taken - (select coalesce(sum(s.people), 0)::bigint from linju.sign_ups s where s.event_id = e.id
      and s.state = 'waitlisted' and s.offer_until is not null and not s.lapsed and s.offer_until <= now)
  );
end
$$;

-- A community as the rules see it.
create or replace function linju.ruled(c linju.communities, now timestamptz) returns jsonb
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select jsonb_build_object('id', c.id, 'policy', c.policy, 'rules', c.rules, 'activity', c.activity,
      'members', linju.members_of(c, now))
  );
end
$$;

-- An event as the rules see it. Of those who wait, the ones who could never be seated hold back nobody.
create or replace function linju.ruled(e linju.events, now timestamptz) returns jsonb
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select jsonb_build_object('id', e.id, 'start', linju.rfc(e.starts), 'end', linju.rfc(e.ends), 'status', e.status,
      'sign_up', e.sign_up, 'capacity', e.capacity, 'taken', linju.taken_of(e, now),
      'waiting', case when e.waiting > 0 and (e.capacity is null or exists (select from linju.sign_ups s
        where s.event_id = e.id and s.state = 'waitlisted' and s.offer_until is null and s.people <= e.capacity))
        then e.waiting else 0 end)
  );
end
$$;

-- Where somebody stands in a community at a moment; `{"state": "none"}` for who was never there.
create or replace function linju.standing_in(community text, person text, now timestamptz) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce((select linju.settled(linju.membership_state(m), now) from linju.memberships m
      where m.user_id = person and m.community_id = community), '{"state": "none"}')
  );
end
$$;

-- Somebody's role in a community at a moment, or null.
create or replace function linju.role_in(community text, person text, now timestamptz) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select m.role from linju.memberships m where m.user_id = person and m.community_id = community
      and m.state = 'member' and (m.until is null or m.until > now)
  );
end
$$;

-- Those with a role here, as the community presents them: whoever carries it is named to everybody. Those whom it names by
-- their entries already are not named twice.
create or replace function linju.people_of(c linju.communities) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(linju.sparse(jsonb_build_object('member', p.entry, 'name', p.name, 'role', p.role))
      order by linju.rank(p.role) desc, p.since, p.id), '[]') from (
        select m.id, m.role, m.since, case when not e.unlisted then e.id end as entry,
          coalesce(nullif(linju.name_of(m.user_id, c.id), ''), linju.say('organiser', linju.languages())) as name
        from linju.memberships m left join linju.members e on e.user_id = m.user_id and e.community_id = m.community_id
        where m.community_id = c.id and m.state = 'member' and m.role <> 'member' and (m.until is null or m.until > linju.clock())
          and not exists (select from jsonb_array_elements(c.people) as n (one) where n.one ->> 'member' = e.id)) p
  );
end
$$;
