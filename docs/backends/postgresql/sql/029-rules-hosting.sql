-- What hosts do about those who come to an event: src/model/hosting.rs. That somebody came is a fact, which a host notes down and
-- nobody refuses for want of seats; who had a seat may always come late. `tests/rules/hosting.json` is run against both.

-- Whether somebody looks after who comes to the events of a community. `is_now` is their membership of it.
create or replace function linju.hosts(is_now jsonb, now timestamptz) returns boolean
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$ select coalesce(linju.role(is_now, now) in ('owner', 'deputy', 'admin', 'host'), false) $$;

-- When it is over: an event without an end, or with one before its start, lasts three hours.
create or replace function linju.over(event jsonb) returns timestamptz
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select case when e.ends >= e.starts then e.ends else e.starts + interval '3 hours' end
  from (select linju.moment(event ->> 'start') as starts, linju.moment(event ->> 'end') as ends) e
$$;

-- The moment that is kept of somebody's coming: `{"at"}`, or why it is not the time for it. From a day before the start until a week
-- after the end, since marks may wait for a network.
create or replace function linju.came(event jsonb, at timestamptz, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  opens constant timestamptz := linju.moment(event ->> 'start') - interval '24 hours';
begin
  if coalesce(event ->> 'status', 'scheduled') <> 'scheduled' then return linju.refused('off'); end if;
  if now < opens then return linju.refused('not-yet', jsonb_build_object('opens', linju.rfc(opens))); end if;
  if now > linju.over(event) + interval '168 hours' then return linju.refused('over'); end if;
  -- Clocks of phones are what they are.
  return jsonb_build_object('at', linju.rfc(least(greatest(at, opens), now)));
end
$$;

-- The same sign-up in another state.
create or replace function linju.into_state(was jsonb, state jsonb) returns jsonb
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$ select linju.gives((was - '{since,at,position,offer_until,reason}'::text[]) || state) $$;

-- Gives who waits the seats that are free, whoever waits in front of them: a host answers for that.
create or replace function linju.promote(was jsonb, event jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  coming constant text := linju.sign_up_window(event, now);
begin
  if coming in ('off', 'over') then return linju.refused(coming); end if;
  if was ->> 'state' in ('confirmed', 'checked-in') then return linju.refused('already'); end if;
  if was ->> 'state' <> 'waitlisted' then return linju.refused('nothing-there'); end if;
  -- Seats that are offered to them are kept for them.
  if not coalesce(linju.moment(was ->> 'offer_until') > now, false)
    and coalesce(jsonb_array_length(was -> 'party'), 0) + 1 > linju.seats_left(event) then
    return linju.refused('full');
  end if;
  return linju.into_state(was, jsonb_build_object('state', 'confirmed', 'since', linju.rfc(now)));
end
$$;

create or replace function linju.turn_away(was jsonb, reason text, event jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  why constant jsonb := linju.said('reason', reason, 2000);
begin
  case was ->> 'state'
    when 'pending-approval', 'pending-payment', 'confirmed', 'waitlisted' then null;
    when 'rejected' then return linju.refused('already');
    when 'checked-in', 'no-show' then return linju.refused('over');
    else return linju.refused('nothing-there');
  end case;
  if now >= linju.over(event) then return linju.refused('over'); end if;
  -- What was answered, and who would have come along, is nobody's business any more.
  return case when why ? 'refused' then why
    else linju.gives(jsonb_build_object('state', 'rejected', 'reason', why -> 'said')) end;
end
$$;

-- The sign-up of somebody else after a host's command. `is_now` is the membership of who gives it, `guest` says that only the hosts
-- know of whom it is about. The ticket is written by who keeps it.
create or replace function linju.host_transition(is_now jsonb, was jsonb, guest boolean, command jsonb, event jsonb, now timestamptz)
returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  door jsonb;
  state constant text := was ->> 'state';
begin
  if not linju.hosts(is_now, now) then return linju.refused('forbidden'); end if;
  case command ->> 'do'
    when 'review-sign-up' then return linju.review_sign_up(was, command, event, now);
    when 'promote' then return linju.promote(was, event, now);
    when 'turn-away' then return linju.turn_away(was, command ->> 'reason', event, now);
    when 'check-in' then
      door := linju.came(event, linju.moment(command ->> 'at'), now);
      if door ? 'refused' then return door; end if;
      if state = 'checked-in' then return linju.refused('already'); end if;
      -- Who asks, or has still to pay, hears the host's word first: so what is undone takes nobody past it.
      if state in ('none', 'pending-approval', 'pending-payment', 'rejected', 'cancelled') then return linju.refused('nothing-there'); end if;
      return linju.into_state(was, door || '{"state": "checked-in"}');
    when 'undo-check-in' then
      door := linju.came(event, now, now);
      if door ? 'refused' then return door; end if;
      if state <> 'checked-in' then return linju.refused('nothing-there'); end if;
      return linju.into_state(was, case
        when coalesce(was ->> 'ticket', '') <> '' then jsonb_build_object('state', 'confirmed', 'since', was -> 'at')
        when guest then jsonb_build_object('state', 'cancelled', 'at', linju.rfc(now))
        -- Who was let in without a seat waits again.
        else jsonb_build_object('state', 'waitlisted', 'since', was -> 'at') end);
    else return linju.refused('not-offered');
  end case;
end
$$;

-- Somebody who is there without having signed up.
create or replace function linju.walk_in(is_now jsonb, command jsonb, event jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  door jsonb;
  named jsonb;
  people constant numeric := (command ->> 'people')::numeric;
begin
  if not linju.hosts(is_now, now) then return linju.refused('forbidden'); end if;
  door := linju.came(event, linju.moment(command ->> 'at'), now);
  if door ? 'refused' then return door; end if;
  named := linju.said('name', command ->> 'name', 60);
  if named ? 'refused' then return named; end if;
  if people < 1 then return linju.invalid('people', '{"too-little": 1}'); end if;
  if people > 20 then return linju.invalid('people', '{"too-much": 20}'); end if;
  return linju.gives(door || jsonb_build_object('id', command -> 'person', 'name', named -> 'said', 'guest', true,
      'state', 'checked-in')
    || case when people > 1 then jsonb_build_object('party', to_jsonb(array_fill(''::text, array[people::int - 1]))) else '{}' end);
end
$$;

-- Why it cannot be said that nobody else comes, or null: that is known once it has begun.
create or replace function linju.not_closing(is_now jsonb, event jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  door constant jsonb := linju.came(event, now, now);
  starts constant timestamptz := linju.moment(event ->> 'start');
begin
  if not linju.hosts(is_now, now) then return linju.refused('forbidden'); end if;
  if door ? 'refused' then return door; end if;
  if now < starts then return linju.refused('not-yet', jsonb_build_object('opens', linju.rfc(starts))); end if;
  return null;
end
$$;

-- What becomes of a sign-up when nobody else comes: who had a seat did not come. Null of who had none, or is there.
create or replace function linju.no_show(was jsonb) returns jsonb
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select case when was ->> 'state' in ('confirmed', 'pending-payment')
    then linju.into_state(was, '{"state": "no-show"}') -> 'gives' end
$$;
