-- What becomes of a membership or a sign-up when an organiser decides about it: src/model/review.rs. Gives `{"gives": state}`
-- or `{"refused": {"why", …}}`; `tests/rules/review.json` and `review-sign-up.json` are run against both.

-- A reason that says something: `{"reason"}`, or what is wrong with it.
create or replace function linju.given_reason(verdict jsonb) returns jsonb
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select case
    when r.reason = '' then
      linju.refused('invalid', '{"faults": [{"key": "reason", "kind": "missing"}]}')
    when char_length(r.reason) > 2000 then
      linju.refused('invalid', '{"faults": [{"key": "reason", "kind": {"too-much": 2000}}]}')
    else jsonb_build_object('reason', r.reason)
  end
  from (select case jsonb_typeof(verdict -> 'reason') when 'string' then linju.trim(verdict ->> 'reason') else '' end) as r (reason)
$$;

create or replace function linju.rejected(verdict jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  why jsonb := linju.given_reason(verdict);
  again jsonb := coalesce(verdict -> 'again_from', 'null');
begin
  if why ? 'refused' then return why; end if;
  if again = 'null' then return linju.gives('{"state": "rejected"}' || why); end if;
  if jsonb_typeof(again) <> 'string' or linju.moment(again #>> '{}') is null then
    return linju.refused('invalid', '{"faults": [{"key": "again_from", "kind": "malformed"}]}');
  end if;
  return linju.gives('{"state": "rejected"}' || why
    || jsonb_build_object('again_from', linju.rfc(linju.moment(again #>> '{}'))));
end
$$;

-- The membership of who knocked, after a verdict.
create or replace function linju.review_membership(was jsonb, verdict jsonb, community jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  is_now jsonb := linju.settled(was, now);
  state text := is_now ->> 'state';
  says text := verdict ->> 'verdict';
  rules jsonb := case when is_now ->> 'rules' is null then '{}' else jsonb_build_object('rules', is_now -> 'rules') end;
begin
  if says = 'reject' then
    if state = 'rejected' then return linju.refused('already'); end if;
    return case when state in ('pending-approval', 'pending-payment', 'waitlisted') then linju.rejected(verdict)
      else linju.refused('nothing-there') end;
  end if;
  if says is null or says not in ('approve', 'paid') then return linju.refused('not-offered'); end if;
  -- Another term, whose dues have come: asked for in time, they may come when the term is over.
  if says = 'paid' and was ->> 'state' = 'member' and was ->> 'until' is not null and was ->> 'paying' is not null then
    return linju.gives(was - 'paying' || case when linju.months(community) is null then '{}' else
      jsonb_build_object('until', linju.rfc(linju.plus_months(linju.moment(was ->> 'until'), linju.months(community)))) end);
  end if;
  if state = 'member' or says = 'approve' and state in ('pending-payment', 'waitlisted') then
    return linju.refused('already');
  end if;
  if state <> (case says when 'paid' then 'pending-payment' else 'pending-approval' end) then
    return linju.refused('nothing-there');
  end if;
  if linju.has_ended(community, now) then return linju.refused('closed'); end if;
  if linju.is_full(community) then
    return case says when 'paid' then linju.refused('full')
      else linju.gives(rules || jsonb_build_object('state', 'waitlisted', 'since', linju.rfc(now))) end;
  end if;
  return linju.gives(case says when 'paid' then linju.member_now(community, rules,
      coalesce(is_now ->> 'role', 'member'), now)
    else linju.in_after_dues(community, rules, 'member', now) end);
end
$$;

-- The sign-up of who asked for a seat, after a verdict; the ticket is written by who keeps it.
create or replace function linju.review_sign_up(was jsonb, verdict jsonb, event jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  state text := was ->> 'state';
  says text := verdict ->> 'verdict';
  why jsonb;
  people numeric := coalesce(jsonb_array_length(was -> 'party'), 0) + 1;
  -- Without a capacity: as many as come.
  seats numeric := (event ->> 'capacity')::numeric;
  waiting numeric := coalesce((event ->> 'waiting')::numeric, 0);
  coming constant text := linju.sign_up_window(event, now);
begin
  if says is null or says not in ('approve', 'reject') then return linju.refused('not-offered'); end if;
  if state = 'rejected' and says = 'reject'
    or state in ('confirmed', 'waitlisted', 'checked-in') and says = 'approve' then return linju.refused('already'); end if;
  if state <> 'pending-approval' then return linju.refused('nothing-there'); end if;
  if says = 'reject' then
    why := linju.given_reason(verdict);
    return case when why ? 'refused' then why else linju.gives('{"state": "rejected"}' || why) end;
  end if;
  if coming in ('off', 'over') then return linju.refused(coming); end if;
  if waiting = 0 and (seats is null or coalesce((event ->> 'taken')::numeric, 0) + people <= seats) then
    return linju.gives(was || jsonb_build_object('state', 'confirmed', 'since', linju.rfc(now)));
  end if;
  if event #> '{sign_up,waitlist}' = 'false' or people > seats then return linju.refused('full'); end if;
  return linju.gives(was || jsonb_build_object('state', 'waitlisted', 'since', linju.rfc(now), 'position', waiting + 1));
end
$$;
