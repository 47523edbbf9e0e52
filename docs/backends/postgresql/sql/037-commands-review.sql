-- What organisers decide: who is let in, who gets a seat that has to be asked for. Whether somebody is one is read inside
-- the transaction, from their own membership; nothing in a body says so.

-- Why somebody is refused, and from when they may knock again; or `{"faults"}`.
create or replace function linju.reasons(body jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when coalesce(body -> 'again_from', 'null') <> 'null'
      and (jsonb_typeof(body -> 'again_from') <> 'string' or linju.moment(body ->> 'again_from') is null)
      then '{"faults": [{"key": "again_from", "kind": "malformed"}]}'::jsonb
    else jsonb_strip_nulls(jsonb_build_object(
      'reason', case jsonb_typeof(body -> 'reason') when 'string' then left(body ->> 'reason', 2000) else '' end,
      'again_from', linju.rfc(linju.moment(body ->> 'again_from'))))
  end
$$;

create or replace function linju.command_review_application(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  verdict text := body ->> 'verdict';
  c linju.communities;
  m linju.memberships;
  ruled jsonb;
  now timestamptz := linju.clock();
  why jsonb := linju.reasons(body);
  state jsonb;
begin
  if not linju.organises(linju.role_in(thing, person, now)) then return linju.problem(403, 'may-not'); end if;
  select * into c from linju.communities where id = thing for no key update;
  select * into m from linju.memberships where id = body ->> 'id' and community_id = thing;
  if c.id is null or m.id is null then return linju.refusal('{"why": "gone"}'); end if;
  -- The role once more, as it is now that nobody changes it.
  now := linju.clock();
  if not linju.organises(linju.role_in(thing, person, now)) then return linju.problem(403, 'may-not'); end if;
  if verdict is null or verdict not in ('approve', 'reject', 'paid') then
    return linju.refusal('{"why": "not-offered"}');
  end if;
  if m.state <> (case verdict when 'paid' then 'pending-payment' else 'pending-approval' end) then
    return linju.refusal('{"why": "nothing-there"}');
  end if;
  ruled := linju.ruled(c, now);
  if verdict = 'reject' then
    if why ? 'faults' then return linju.refusal(why || '{"why": "invalid"}'); end if;
    state := '{"state": "rejected"}' || why;
  elsif linju.is_full(ruled) then
    if verdict = 'paid' then return linju.refusal('{"why": "full"}'); end if;
    state := jsonb_build_object('state', 'waitlisted', 'since', linju.rfc(now));
  elsif verdict = 'paid' then
    state := jsonb_build_object('state', 'member', 'since', linju.rfc(now), 'role', 'member');
  else
    state := linju.in_after_dues(ruled, now);
  end if;
  perform linju.write_membership(m.id, state,
    case when state ->> 'state' = 'waitlisted' then (select coalesce(max(q.turn), 0) + 1 from linju.memberships q
      where q.community_id = thing and q.state = 'waitlisted') else 0 end, true);
  if verdict = 'reject' then perform linju.move_up(thing, now); end if;
  return jsonb_build_object('id', m.id) || state;
end
$$;

create or replace function linju.command_review_sign_up(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  verdict text := body ->> 'verdict';
  e linju.events;
  s linju.sign_ups;
  ruled jsonb;
  now timestamptz;
  role text;
  fits boolean;
begin
  select * into e from linju.events where id = thing for no key update;
  now := linju.clock();
  role := linju.role_in(e.community_id, person, now);
  if not linju.organises(role) and role is distinct from 'host' then return linju.problem(403, 'may-not'); end if;
  perform linju.settle(thing, now);
  select * into e from linju.events where id = thing;
  select * into s from linju.sign_ups where id = body ->> 'id' and event_id = thing;
  if s.id is null then return linju.refusal('{"why": "gone"}'); end if;
  if verdict is null or verdict not in ('approve', 'reject') then return linju.refusal('{"why": "not-offered"}'); end if;
  if s.state <> 'pending-approval' then return linju.refusal('{"why": "nothing-there"}'); end if;
  if verdict = 'reject' then
    update linju.sign_ups set state = 'rejected', since = null, party = null, answers = null, people = 1,
      reason = case jsonb_typeof(body -> 'reason') when 'string' then left(body ->> 'reason', 2000) else '' end
      where id = s.id returning * into s;
  else
    ruled := linju.ruled(e, now);
    fits := e.capacity is null
      or ((ruled ->> 'waiting')::numeric = 0 and (ruled ->> 'taken')::numeric + s.people <= e.capacity);
    if not fits and e.sign_up -> 'waitlist' = 'false' then return linju.refusal('{"why": "full"}'); end if;
    if fits then
      update linju.sign_ups set state = 'confirmed', since = now, ticket = linju.ticket() where id = s.id returning * into s;
    else
      update linju.sign_ups set state = 'waitlisted', since = now, turn = linju.next_turn(thing) where id = s.id
        returning * into s;
    end if;
  end if;
  return jsonb_build_object('id', s.id, 'event', thing) || linju.sign_up_state(s);
end
$$;
