-- What hosts do about those who come to an event. Whether somebody hosts is read inside the transaction, from their own membership,
-- once the row of the event is locked; nothing in a body says so.

-- Somebody as hosts see them: an Attendee of the contract. Who is on a paper list with others is counted with them, also where nobody
-- wrote their names.
create or replace function linju.attendee(s linju.sign_ups, community text, now timestamptz) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  is_now constant jsonb := linju.sign_up_state(s);
  party constant jsonb := coalesce(is_now -> 'party', '[]');
  unnamed constant int := least(s.people - 1, 1000) - jsonb_array_length(party);
begin
  return linju.sparse(jsonb_build_object('id', s.id, 'guest', s.user_id is null,
      'name', case when s.user_id is null then s.guest else linju.called(s.user_id, community) end,
      'member', linju.role_in(community, s.user_id, now) is not null)) || is_now
    || case when unnamed > 0 then jsonb_build_object('party', party || to_jsonb(array_fill(''::text, array[unnamed]))) else '{}' end;
end
$$;

-- Keeps a new state. How many come stays as it is; who waits again has the place that they had.
create or replace function linju.keep_hosted(s linju.sign_ups, kind text, gives jsonb) returns linju.sign_ups
language sql
as $$
  update linju.sign_ups k set state = gives ->> 'state', since = linju.moment(gives ->> 'since'),
    at = linju.moment(gives ->> 'at'), offer_until = null, reason = coalesce(gives ->> 'reason', ''), lapsed = false,
    party = case when gives ->> 'state' <> 'rejected' then k.party end, answers = nullif(gives -> 'answers', 'null'),
    people = case when gives ->> 'state' <> 'rejected' then k.people else 1 end,
    ticket = case when gives ->> 'state' = 'confirmed' then coalesce(gives ->> 'ticket', linju.ticket()) else gives ->> 'ticket' end,
    turn = case when gives ->> 'state' <> 'waitlisted' or (kind = 'undo-check-in' and k.turn > 0) then k.turn
      else linju.next_turn(k.event_id) end
  where k.id = s.id returning k.*
$$;

-- What a body says of when somebody came, and with how many: `{"at", "people"}`; now and one, unless said. Or a refusal.
create or replace function linju.said_of_coming(body jsonb, now timestamptz) returns jsonb
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  at constant jsonb := coalesce(nullif(body -> 'at', 'null'), to_jsonb(linju.rfc(now)));
  people constant jsonb := coalesce(nullif(body -> 'people', 'null'), '1');
  well boolean := jsonb_typeof(people) = 'number';
begin
  if jsonb_typeof(at) <> 'string' or linju.moment(at #>> '{}') is null then return linju.invalid('at', '"malformed"'); end if;
  if well then well := people::numeric >= 0 and people::numeric % 1 = 0; end if;
  if not well then return linju.invalid('people', '"malformed"'); end if;
  return jsonb_build_object('at', at, 'people', people);
end
$$;

create or replace function linju.command_hosting(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  e linju.events;
  s linju.sign_ups;
  kept linju.sign_ups;
  now timestamptz;
  is_now jsonb;
  whom jsonb;
  said jsonb;
  done jsonb;
begin
  select * into e from linju.events where id = thing for no key update;
  if not found then return linju.refusal('{"why": "gone"}'); end if;
  now := linju.clock();
  is_now := linju.standing_in(e.community_id, person, now);
  -- To whom it is not said who comes, it is not said that somebody does not.
  if not linju.hosts(is_now, now) then return linju.refusal('{"why": "forbidden"}'); end if;
  perform linju.settle(thing, now);
  select * into e from linju.events where id = thing;
  if kind = 'close-attendance' then
    done := linju.not_closing(is_now, linju.ruled(e, now), now);
    if done is not null then return linju.refusal(done -> 'refused'); end if;
    update linju.sign_ups a set state = 'no-show', since = null
      where a.event_id = thing and a.state in ('confirmed', 'pending-payment');
    return linju.told_event(thing);
  end if;
  select * into s from linju.sign_ups where id = body ->> 'id' and event_id = thing;
  if s.id is null and kind <> 'walk-in' then return linju.refusal('{"why": "gone"}'); end if;
  said := linju.said_of_coming(case kind when 'walk-in' then body when 'check-in' then body - 'people' else '{}' end, now);
  if said ? 'refused' then return linju.refusal(said -> 'refused'); end if;
  if kind = 'walk-in' then
    done := linju.walk_in(is_now, said || jsonb_build_object('person', body -> 'id', 'name', linju.text_of(body, 'name')),
      linju.ruled(e, now), now);
    if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
    -- As the app makes them.
    if coalesce(body ->> 'id', '') !~ '^[a-z0-9]{15}$' then return linju.refusal(linju.invalid('person', '"malformed"') -> 'refused'); end if;
    done := done -> 'gives';
    insert into linju.sign_ups (id, guest, event_id, state, at, party, people)
      values (done ->> 'id', done ->> 'name', thing, done ->> 'state', linju.moment(done ->> 'at'), done -> 'party', (said ->> 'people')::bigint)
      on conflict (id) do nothing returning * into kept;
    -- One of another event is nothing that a host is told of.
    if kept.id is null then return linju.refusal(jsonb_build_object('why', case when s.id is null then 'gone' else 'already' end)); end if;
  else
    whom := linju.attendee(s, e.community_id, now);
    done := linju.host_transition(is_now, whom - '{id,name,guest,member}'::text[], s.user_id is null,
      said || jsonb_build_object('do', kind, 'verdict', body -> 'verdict', 'reason', linju.text_of(body, 'reason')), linju.ruled(e, now), now);
    if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
    kept := linju.keep_hosted(s, kind, done -> 'gives');
    -- Who waits, and to whom nothing was offered, is written to as whoever moves up.
    if kind = 'promote' and s.offer_until is not null
      or kind = 'turn-away' and s.state in ('confirmed', 'pending-payment', 'waitlisted') then
      perform linju.write_to(kept);
    end if;
    perform linju.settle(thing, now);
  end if;
  return jsonb_build_object('event', thing) || (select linju.attendee(a, e.community_id, now) from linju.sign_ups a where a.id = kept.id);
end
$$;

-- An event as whoever asks for it is shown it.
create or replace function linju.told_event(event text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select jsonb_strip_nulls(to_jsonb(v) - 'cursor') from linju.shown_events v where v.id = event);
end
$$;
