-- What organisers decide: who is let in, who gets a seat that has to be asked for. Whether somebody is one is read inside
-- the transaction, from their own membership; nothing in a body says so.

create or replace function linju.command_review_application(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c linju.communities;
  m linju.memberships;
  now timestamptz := linju.clock();
  done jsonb;
  state jsonb;
begin
  if not linju.organises(linju.role_in(thing, person, now)) then return linju.refusal('{"why": "forbidden"}'); end if;
  select * into c from linju.communities where id = thing for no key update;
  select * into m from linju.memberships where id = body ->> 'id' and community_id = thing;
  if c.id is null or m.id is null then return linju.refusal('{"why": "gone"}'); end if;
  -- The role once more, as it is now that nobody changes it.
  now := linju.clock();
  if not linju.organises(linju.role_in(thing, person, now)) then return linju.refusal('{"why": "forbidden"}'); end if;
  done := linju.review_membership(linju.membership_state(m), body, linju.ruled(c, now), now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  state := done -> 'gives';
  perform linju.write_membership(m.id, state,
    case when state ->> 'state' = 'waitlisted' then (select coalesce(max(q.turn), 0) + 1 from linju.memberships q
      where q.community_id = thing and q.state = 'waitlisted') else 0 end, true);
  if state ->> 'state' = 'rejected' then perform linju.move_up(thing, now); end if;
  return jsonb_build_object('id', m.id) || state;
end
$$;

create or replace function linju.command_review_sign_up(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  e linju.events;
  s linju.sign_ups;
  now timestamptz;
  role text;
  done jsonb;
  gives jsonb;
begin
  select * into e from linju.events where id = thing for no key update;
  now := linju.clock();
  role := linju.role_in(e.community_id, person, now);
  if not linju.organises(role) and role is distinct from 'host' then return linju.refusal('{"why": "forbidden"}'); end if;
  perform linju.settle(thing, now);
  select * into e from linju.events where id = thing;
  select * into s from linju.sign_ups where id = body ->> 'id' and event_id = thing;
  if s.id is null then return linju.refusal('{"why": "gone"}'); end if;
  done := linju.review_sign_up(linju.sign_up_state(s), body, linju.ruled(e, now), now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  gives := done -> 'gives';
  -- By its id: a guest of whom only a host knows has no account.
  update linju.sign_ups set state = gives ->> 'state', since = linju.moment(gives ->> 'since'),
    reason = coalesce(gives ->> 'reason', ''), party = gives -> 'party',
    answers = gives -> 'answers',
    people = coalesce(jsonb_array_length(gives -> 'party'), 0) + 1,
    ticket = case gives ->> 'state' when 'confirmed' then coalesce(s.ticket, linju.ticket()) end,
    turn = case gives ->> 'state' when 'waitlisted' then linju.next_turn(thing) else turn end
    where id = s.id returning * into s;
  return jsonb_build_object('id', s.id, 'event', thing) || linju.sign_up_state(s);
end
$$;
