-- Who moves up when there is room, and offers that expire. Whoever moves anybody has locked the row of the event or of the
-- community, so one does so at a time; what it looks at are those who move and the one after them, not the whole queue.

-- Ten letters and digits that nobody takes for one another, out of fifty bits of chance.
create or replace function linju.ticket() returns text
language sql volatile
as $$
  select string_agg(substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', get_byte(r.bytes, g.at) % 32 + 1, 1), '' order by g.at)
  from (select sha256(uuid_send(gen_random_uuid())) as bytes) r, generate_series(0, 9) as g (at)
$$;

-- Offers that are over fall to the next, and seats that are free go to the head of the queue.
create or replace function linju.settle(event text, now timestamptz) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  e linju.events;
  one record;
  taken numeric;
  up text[] := '{}';
begin
  select * into e from linju.events where id = event for no key update;
  if not found then return; end if;
  update linju.sign_ups s set lapsed = true where s.event_id = event and s.state = 'waitlisted'
    and s.offer_until is not null and not s.lapsed and s.offer_until <= now;
  select * into e from linju.events where id = event;
  if e.waiting = 0 or linju.sign_up_window(linju.ruled(e, now), now) in ('off', 'begun', 'over') then return; end if;
  taken := e.taken;
  for one in select s.id, s.people from linju.sign_ups s
    where s.event_id = event and s.state = 'waitlisted' and s.offer_until is null order by s.turn
  loop
    case linju.head(e.capacity, taken, one.people)
      when 'never' then continue;
      when 'waits' then exit;
      else
        taken := taken + one.people;
        up := up || one.id;
    end case;
  end loop;
  if up = '{}' then return; end if;
  if e.offer_minutes > 0 then
    update linju.sign_ups s set offer_until = least(now + make_interval(mins => e.offer_minutes), e.starts)
      where s.id = any (up);
  else
    update linju.sign_ups s set state = 'confirmed', since = now, ticket = linju.ticket() where s.id = any (up);
  end if;
end
$$;

-- All offers and terms that are over by now: for the server's clock, once a minute. Gives how many events it settled. Events
-- first, then communities, as whoever is forgotten locks them.
create or replace function linju.settle_due() returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  event text;
  community text;
  settled int := 0;
begin
  for event in select distinct s.event_id from linju.sign_ups s
    where s.offer_until is not null and not s.lapsed and s.offer_until <= linju.clock() order by 1
  loop
    perform linju.settle(event, linju.clock());
    settled := settled + 1;
  end loop;
  -- A term that is over leaves a place.
  for community in select distinct m.community_id from linju.memberships m where m.state = 'waitlisted' and exists (
    select from linju.memberships o where o.community_id = m.community_id and o.state = 'member' and o.until <= linju.clock())
    order by 1
  loop
    perform linju.move_up(community, linju.clock());
  end loop;
  return settled;
end
$$;

-- Those who wait come in while there is room, in the order in which they came; nobody comes into what has ended.
create or replace function linju.move_up(community text, now timestamptz) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c linju.communities;
  ruled jsonb;
  free numeric;
  one record;
  state jsonb;
begin
  select * into c from linju.communities where id = community for no key update;
  if not found or c.policy ->> 'capacity' is null then return; end if;
  ruled := linju.ruled(c, now);
  if linju.has_ended(ruled, now) then return; end if;
  free := (c.policy ->> 'capacity')::numeric - (ruled ->> 'members')::numeric
    - (select count(*) from linju.memberships m where m.community_id = community and m.state = 'pending-payment');
  if free <= 0 then return; end if;
  for one in select m.id, m.looked_at, m.to_look, m.answers, m.sponsor, m.listed, m.rules from linju.memberships m
    where m.community_id = community and m.state = 'waitlisted' order by m.turn limit free
  loop
    state := case when (linju.looks(ruled) or one.to_look) and not one.looked_at
      then linju.sparse(jsonb_build_object('state', 'pending-approval', 'since', linju.rfc(now), 'answers', one.answers,
        'sponsor', one.sponsor, 'listed', one.listed, 'rules', one.rules))
      else linju.in_after_dues(ruled, case when one.rules is null then '{}' else jsonb_build_object('rules', one.rules) end,
        'member', now) end;
    perform linju.write_membership(one.id, state, 0, one.looked_at);
  end loop;
end
$$;

-- Writes a state into a membership: what belongs to it, and all else empty, so that nothing of a former state stays. Whoever
-- waits goes on wanting to be listed; who has knocked where a referral is asked for has a code of their own, and keeps it.
create or replace function linju.write_membership(membership text, gives jsonb, new_turn bigint, looked boolean) returns void
language sql
as $$
  update linju.memberships m set state = gives ->> 'state', since = linju.moment(gives ->> 'since'),
    until = linju.moment(gives ->> 'until'), at = linju.moment(gives ->> 'at'),
    again_from = linju.moment(gives ->> 'again_from'), role = gives ->> 'role', reason = coalesce(gives ->> 'reason', ''),
    answers = nullif(gives -> 'answers', 'null'), turn = new_turn, looked_at = looked,
    rules = (gives ->> 'rules')::bigint, paying = linju.moment(gives ->> 'paying'),
    link = case when m.state = gives ->> 'state' then m.link else '' end, sponsor = coalesce(gives ->> 'sponsor', ''),
    talk = coalesce(gives -> 'talk', '[]'),
    listed = m.listed and gives ->> 'state' in ('pending-approval', 'pending-payment', 'waitlisted', 'member'),
    code = case when m.code is null and gives ->> 'state' = 'pending-approval' and (select (c.policy #>> '{referral,count}')::numeric > 0
      from linju.communities c where c.id = m.community_id) then linju.ticket() else m.code end
  where m.id = membership
$$;

-- The next turn in a queue of an event: what the server took first comes first.
create or replace function linju.next_turn(event text) returns bigint
language sql
as $$ select coalesce(max(s.turn), 0) + 1 from linju.sign_ups s where s.event_id = event $$;
