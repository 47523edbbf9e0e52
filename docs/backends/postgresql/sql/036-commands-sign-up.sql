-- Seats and the queue for them, on the rows of `sign_ups`.

-- Of a former version, without `stays`.
drop function if exists linju.keep_sign_up(text, text, jsonb);

-- Keeps a new state of somebody's sign-up, and gives its row: what belongs to the state, and all else empty. With `stays` the place
-- in the queue is as it was.
create or replace function linju.keep_sign_up(person text, event text, gives jsonb, stays boolean default false) returns linju.sign_ups
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  kept linju.sign_ups;
  state constant text := gives ->> 'state';
  ticket constant text := case when state = 'confirmed' then coalesce(gives ->> 'ticket', linju.ticket())
    else gives ->> 'ticket' end;
  party constant jsonb := nullif(gives -> 'party', 'null');
begin
  insert into linju.sign_ups as s (user_id, event_id, state, since, at, offer_until, reason, party, answers, ticket, seen,
    feedback, people, turn)
  values (person, event, state, linju.moment(gives ->> 'since'), linju.moment(gives ->> 'at'),
    linju.moment(gives ->> 'offer_until'), coalesce(gives ->> 'reason', ''), party, nullif(gives -> 'answers', 'null'),
    ticket, coalesce(gives -> 'seen' = 'true', false), coalesce(gives ->> 'feedback', ''), jsonb_array_length(coalesce(party, '[]')) + 1,
    case when state = 'waitlisted' and not stays then linju.next_turn(event) else 0 end)
  on conflict (user_id, event_id) do update set state = excluded.state, since = excluded.since, at = excluded.at,
    offer_until = excluded.offer_until, reason = excluded.reason, party = excluded.party, answers = excluded.answers,
    ticket = excluded.ticket, seen = excluded.seen, feedback = excluded.feedback, people = excluded.people, lapsed = stays and s.lapsed,
    turn = case when excluded.state = 'waitlisted' and not stays then excluded.turn else s.turn end
  returning * into kept;
  return kept;
end
$$;

create or replace function linju.told_sign_up(person text, event text) returns jsonb
language sql stable
as $$
  select jsonb_build_object('event', s.event_id) || linju.sign_up_state(s) from linju.sign_ups s
  where s.user_id = person and s.event_id = event
$$;

create or replace function linju.command_sign_up(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  input jsonb := linju.input(body);
  e linju.events;
  s linju.sign_ups;
  now timestamptz;
  was jsonb;
  done jsonb;
begin
  if input ? 'faults' then return linju.refusal(input || '{"why": "invalid"}'); end if;
  select * into e from linju.events where id = thing for no key update;
  if not found or not linju.sees_event(e, person) then return linju.refusal('{"why": "gone"}'); end if;
  now := linju.clock();
  perform linju.settle(thing, now);
  select * into e from linju.events where id = thing;
  select * into s from linju.sign_ups where user_id = person and event_id = thing;
  was := case when found then linju.sign_up_state(s) else '{"state": "none"}' end;
  done := linju.sign_up_transition(was, input || jsonb_build_object('do', kind), linju.ruled(e, now),
    linju.standing_in(e.community_id, person, now), now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  perform linju.keep_sign_up(person, thing, done -> 'gives', kind in ('change-sign-up', 'give-feedback'));
  if kind in ('cancel-sign-up', 'change-sign-up') then perform linju.settle(thing, now); end if;
  return linju.told_sign_up(person, thing);
end
$$;
