-- What becomes of a sign-up when its holder does something: src/model/sign_up/transition.rs. Gives `{"gives": sign_up}`
-- or `{"refused": {"why", …}}`; `tests/rules/sign-up.json` is run against both. Who moves up: `tests/rules/seats.json`.

-- Whether one can sign up at a moment, seats aside: open, not-yet, closed, begun, over, off.
create or replace function linju.sign_up_window(event jsonb, now timestamptz) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  starts timestamptz := linju.moment(event ->> 'start');
  ends timestamptz := linju.moment(event ->> 'end');
  opens timestamptz := linju.moment(event #>> '{sign_up,opens}');
  closes timestamptz := linju.moment(event #>> '{sign_up,closes}');
  over timestamptz := case when ends >= starts then ends else starts + interval '3 hours' end;
begin
  if event ->> 'status' in ('cancelled', 'postponed', 'proposed') and now < over then return 'off'; end if;
  if now >= over then return 'over'; end if;
  if now >= starts then return 'begun'; end if;
  if now < opens then return 'not-yet'; end if;
  return case when now >= least(closes, starts) then 'closed' else 'open' end;
end
$$;

-- Seats that nobody has; without a capacity, as many as come.
create or replace function linju.seats_left(event jsonb) returns numeric
language sql immutable parallel safe
as $$
  select case when event ->> 'capacity' is null then 4294967295
    else greatest(0, (event ->> 'capacity')::numeric - coalesce((event ->> 'taken')::numeric, 0)) end
$$;

-- The most people on one sign-up: no more than there are seats in all.
create or replace function linju.party_limit(event jsonb) returns numeric
language sql immutable parallel safe
as $$
  select least(greatest(coalesce((event #>> '{sign_up,party_max}')::numeric, 1), 1),
    greatest(coalesce((event ->> 'capacity')::numeric, 4294967295), 1))
$$;

-- What one gets who asks for seats for so many people, questions aside: `{"gets": state}` or a refusal.
create or replace function linju.seat(was jsonb, event jsonb, member jsonb, people int, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  policy jsonb := coalesce(event -> 'sign_up', '{}');
  who text := coalesce(policy ->> 'who', 'open');
  free numeric := linju.seats_left(event);
  party_max numeric := linju.party_limit(event);
begin
  case linju.sign_up_window(event, now)
    when 'open' then null;
    when 'not-yet' then return linju.refused('not-yet', jsonb_build_object('opens', policy -> 'opens'));
    when 'closed' then return linju.refused('closed');
    when 'off' then return linju.refused('off');
    else return linju.refused('over');
  end case;
  if was ->> 'state' = 'rejected' then return linju.refused('not-again'); end if;
  if who = 'members' and linju.role(member, now) is null then return linju.refused('members-only'); end if;
  if who = 'invitation' then return linju.refused('invitation-needed'); end if;
  if people > party_max then return linju.refused('party-too-large', jsonb_build_object('limit', party_max)); end if;
  if policy -> 'waitlist' is distinct from 'false' then
    if (event ->> 'capacity')::numeric = 0 then return linju.refused('full'); end if;
    if coalesce((event ->> 'waiting')::numeric, 0) > 0 or people > free then return '{"gets": "waitlisted"}'; end if;
  else
    if free = 0 then return linju.refused('full'); end if;
    if people > free then return linju.refused('party-too-large', jsonb_build_object('limit', free)); end if;
  end if;
  return jsonb_build_object('gets', case when who = 'approval' then 'pending-approval' else 'confirmed' end);
end
$$;

-- One who comes along, as it is kept: a plain name, or with what the event asks of each.
create or replace function linju.companion(one jsonb, policy jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  called jsonb := to_jsonb(linju.trim(case jsonb_typeof(one) when 'string' then one #>> '{}' else one ->> 'name' end));
  is_child boolean := one -> 'child' = 'true' and policy -> 'children' = 'true';
  answers jsonb := '{}';
begin
  if policy -> 'each' = 'true' then
    answers := linju.clean_answers(policy -> 'form', coalesce(one -> 'answers', '{}'));
  end if;
  if not coalesce(is_child, false) and answers = '{}' then return called; end if;
  return jsonb_build_object('name', called)
    || case when is_child then '{"child": true}'::jsonb else '{}' end
    || case when answers = '{}' then answers else jsonb_build_object('answers', answers) end;
end
$$;

-- What is asked for, in the form in which it is kept, and what is wrong with it: `{"people", "faults", "kept"}`.
create or replace function linju.asked_for(command jsonb, event jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  policy jsonb := coalesce(event -> 'sign_up', '{}');
  form jsonb := policy -> 'form';
  given jsonb := coalesce(command -> 'party', '[]');
  answers jsonb := coalesce(command -> 'answers', '{}');
  faults jsonb := linju.check_form(form, answers);
  party jsonb;
  wrong jsonb;
begin
  if policy -> 'each' = 'true' then
    select coalesce(jsonb_agg(f.one || jsonb_build_object('key', 'party.' || (p.at - 1) || '.' || (f.one ->> 'key'))
        order by p.at, f.nth), '[]') into wrong
      from jsonb_array_elements(given) with ordinality as p (one, at),
        jsonb_array_elements(linju.check_form(form, coalesce(p.one -> 'answers', '{}'))) with ordinality as f (one, nth);
    faults := faults || wrong;
  end if;
  select coalesce(jsonb_agg(linju.companion(p.one, policy) order by p.at), '[]') into party
    from jsonb_array_elements(given) with ordinality as p (one, at);
  answers := linju.clean_answers(form, answers);
  return jsonb_build_object('people', jsonb_array_length(party) + 1, 'faults', faults, 'kept',
    case when party = '[]' then '{}' else jsonb_build_object('party', party) end
    || case when answers = '{}' then answers else jsonb_build_object('answers', answers) end
    || case when command -> 'seen' = 'true' then '{"seen": true}'::jsonb else '{}' end);
end
$$;

create or replace function linju.ask(was jsonb, command jsonb, event jsonb, member jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  asked jsonb := linju.asked_for(command, event);
  found jsonb := linju.seat(was, event, member, (asked ->> 'people')::int, now);
begin
  if found ? 'refused' then return found; end if;
  if asked -> 'faults' <> '[]' then return linju.refused('invalid', jsonb_build_object('faults', asked -> 'faults')); end if;
  return linju.gives(jsonb_build_object('state', found -> 'gets', 'since', linju.rfc(now))
    || case when found ->> 'gets' = 'waitlisted'
      then jsonb_build_object('position', coalesce((event ->> 'waiting')::numeric, 0) + 1) else '{}' end
    || (asked -> 'kept'));
end
$$;

-- Refuses so many more people, `people` in all, or gives null: who has seats gets more only where some are free and nobody waits.
create or replace function linju.not_growing(was jsonb, event jsonb, people int, more int, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  party_max numeric := linju.party_limit(event);
  holds boolean := was ->> 'state' in ('confirmed', 'pending-payment')
    or (was ->> 'state' = 'waitlisted' and was ->> 'offer_until' is not null);
begin
  case linju.sign_up_window(event, now)
    when 'open' then null;
    when 'not-yet' then return linju.refused('not-yet', jsonb_build_object('opens', event #> '{sign_up,opens}'));
    else return linju.refused('closed');
  end case;
  if people > party_max then return linju.refused('party-too-large', jsonb_build_object('limit', party_max)); end if;
  if holds and (coalesce((event ->> 'waiting')::numeric, 0) > 0 or more > linju.seats_left(event)) then
    return linju.refused('full');
  end if;
  return null;
end
$$;

-- Others come along, or other things were answered. Where the person stands, their place and their ticket stay.
create or replace function linju.change_sign_up(was jsonb, command jsonb, event jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  asked jsonb := linju.asked_for(command, event);
  people int := (asked ->> 'people')::int;
  more int := people - 1 - jsonb_array_length(coalesce(nullif(was -> 'party', 'null'), '[]'));
  found jsonb;
begin
  if more > 0 then
    found := linju.not_growing(was, event, people, more, now);
    if found is not null then return found; end if;
  end if;
  if asked -> 'faults' <> '[]' then return linju.refused('invalid', jsonb_build_object('faults', asked -> 'faults')); end if;
  return linju.gives((was - 'party' - 'answers' - 'seen') || (asked -> 'kept'));
end
$$;

-- What somebody says afterwards: who had a seat, from the end on for thirty days; empty takes it back.
create or replace function linju.give_feedback(was jsonb, command jsonb, event jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  starts timestamptz := linju.moment(event ->> 'start');
  ends timestamptz := linju.moment(event ->> 'end');
  over timestamptz := case when ends >= starts then ends else starts + interval '3 hours' end;
  said text := linju.trim(coalesce(command ->> 'text', ''));
begin
  if was ->> 'state' not in ('confirmed', 'checked-in') then return linju.refused('nothing-there'); end if;
  if event ->> 'status' in ('cancelled', 'postponed') then return linju.refused('off'); end if;
  if now < over then return linju.refused('not-yet', jsonb_build_object('opens', linju.rfc(over))); end if;
  if now >= over + interval '720 hours' then return linju.refused('over'); end if;
  if char_length(said) > 2000 then
    return linju.refused('invalid', '{"faults": [{"key": "text", "kind": {"too-much": 2000}}]}');
  end if;
  return linju.gives((was - 'feedback') || case when said = '' then '{}' else jsonb_build_object('feedback', said) end);
end
$$;

create or replace function linju.accept_offer(was jsonb, event jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  if was ->> 'state' = 'confirmed' then return linju.refused('already'); end if;
  if was ->> 'state' <> 'waitlisted' or was ->> 'offer_until' is null then return linju.refused('nothing-there'); end if;
  case linju.sign_up_window(event, now)
    when 'off' then return linju.refused('off');
    when 'begun', 'over' then return linju.refused('over');
    else null;
  end case;
  if linju.has_come(was ->> 'offer_until', now) then return linju.refused('offer-expired'); end if;
  return linju.gives((was - 'position' - 'offer_until')
    || jsonb_build_object('state', 'confirmed', 'since', linju.rfc(now)));
end
$$;

-- The sign-up after a command; the ticket is written by who keeps it.
create or replace function linju.sign_up_transition(was jsonb, command jsonb, event jsonb, member jsonb, now timestamptz)
returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  lives boolean := was ->> 'state' in
    ('pending-approval', 'pending-payment', 'confirmed', 'waitlisted', 'checked-in', 'no-show');
  came boolean := was ->> 'state' in ('checked-in', 'no-show');
  is_off boolean := linju.sign_up_window(event, now) = 'off';
  is_before boolean := now < linju.moment(event ->> 'start');
begin
  case command ->> 'do'
    when 'sign-up' then
      return case when lives then linju.refused('already') else linju.ask(was, command, event, member, now) end;
    when 'change-sign-up' then
      if not lives then return linju.refused('nothing-there'); end if;
      if is_off then return linju.refused('off'); end if;
      if came or not is_before then return linju.refused('over'); end if;
      return linju.change_sign_up(was, command, event, now);
    when 'cancel-sign-up' then
      if not lives then return linju.refused('nothing-there'); end if;
      -- Until the start, or until the end when it is called off. What was answered, and who would have come along, is
      -- nobody's business any more.
      if not came and (is_before or is_off) then
        return linju.gives(jsonb_build_object('state', 'cancelled', 'at', linju.rfc(now)));
      end if;
      return linju.refused('over');
    when 'accept-offer' then return linju.accept_offer(was, event, now);
    when 'give-feedback' then return linju.give_feedback(was, command, event, now);
    else return linju.refused('not-offered');
  end case;
end
$$;

-- What becomes of the head of the queue (src/model/capacity.rs): it `moves` up; it `never` can, being larger than the
-- whole, and holds back nobody; or it `waits`, and with it all behind it, for a party is neither split nor overtaken.
create or replace function linju.head(capacity numeric, taken numeric, people numeric) returns text
language sql immutable parallel safe
as $$
  select case when people > capacity then 'never' when taken + people > capacity then 'waits' else 'moves' end
$$;

-- The ids in the queue that get their seats now, in order; `queue` is `[{"id", "people"}]`.
create or replace function linju.moved(capacity numeric, held numeric, queue jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  up jsonb := '[]';
  taken numeric := held;
  one jsonb;
begin
  for one in select q.one from jsonb_array_elements(queue) with ordinality as q (one, at) order by q.at loop
    case linju.head(capacity, taken, (one ->> 'people')::numeric)
      when 'never' then continue;
      when 'waits' then exit;
      else
        taken := taken + (one ->> 'people')::numeric;
        up := up || jsonb_build_array(one -> 'id');
    end case;
  end loop;
  return up;
end
$$;
