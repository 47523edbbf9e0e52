-- What becomes of a membership when its holder does something: src/model/membership/transition.rs. Gives
-- `{"gives": state}` or `{"refused": {"why", …}}`; `tests/rules/membership.json` is run against both.

create or replace function linju.refused(why text, more jsonb default '{}') returns jsonb
language sql immutable parallel safe
as $$ select jsonb_build_object('refused', jsonb_build_object('why', why) || more) $$;

create or replace function linju.gives(state jsonb) returns jsonb
language sql immutable parallel safe
as $$ select jsonb_build_object('gives', state) $$;

-- What it is at a moment, where time alone has changed it.
create or replace function linju.settled(state jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when state ->> 'state' = 'member' and linju.has_come(state ->> 'until', now)
      then jsonb_build_object('state', 'expired', 'at', state -> 'until')
    when state ->> 'state' = 'invited' and linju.has_come(state ->> 'until', now) then '{"state": "none"}'
    else state
  end
$$;

-- The role at a moment, or null.
create or replace function linju.role(state jsonb, now timestamptz) returns text
language sql immutable parallel safe
as $$
  select case when state ->> 'state' = 'member' and not linju.has_come(state ->> 'until', now) then state ->> 'role' end
$$;

-- Owner, deputies and admins see what only organisers see, and decide.
create or replace function linju.organises(role text) returns boolean
language sql immutable parallel safe
as $$ select coalesce(role in ('owner', 'deputy', 'admin'), false) $$;

create or replace function linju.is_full(community jsonb) returns boolean
language sql immutable parallel safe
as $$
  select coalesce(coalesce((community ->> 'members')::numeric, 0) >= (community #>> '{policy,capacity}')::numeric, false)
$$;

-- Whether somebody looks at who knocks: the door says so, or a referral has to be checked.
create or replace function linju.looks(community jsonb) returns boolean
language sql immutable parallel safe
as $$
  select coalesce(community #>> '{policy,door}' = 'approval', false)
    or coalesce((community #>> '{policy,referral,count}')::numeric > 0, false)
$$;

create or replace function linju.in_after_dues(community jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case when (community #>> '{policy,dues,amount}')::numeric > 0
    then jsonb_build_object('state', 'pending-payment', 'since', linju.rfc(now))
    else jsonb_build_object('state', 'member', 'since', linju.rfc(now), 'role', 'member')
  end
$$;

-- Nothing, or the refusal of who has not agreed to the rules that hold.
create or replace function linju.agreed(community jsonb, command jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when community #> '{policy,consent}' = 'true' and (community #>> '{rules,version}')::numeric > 0
      and (command ->> 'rules')::numeric is distinct from (community #>> '{rules,version}')::numeric
    then linju.refused('rules-not-agreed', jsonb_build_object('version', community #> '{rules,version}'))
  end
$$;

-- Somebody from outside.
create or replace function linju.knock(community jsonb, command jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  policy jsonb := coalesce(community -> 'policy', '{}');
  answers jsonb := coalesce(command -> 'answers', '{}');
  waits constant jsonb := linju.gives(jsonb_build_object('state', 'waitlisted', 'since', linju.rfc(now)));
  faults jsonb;
  kept jsonb;
begin
  if policy ->> 'door' = 'closed' then return linju.refused('closed'); end if;
  if policy ->> 'door' = 'invitation' then return linju.refused('invitation-needed'); end if;
  if linju.has_come(community #>> '{activity,closed}', now) then return linju.refused('closed'); end if;
  if linju.agreed(community, command) is not null then return linju.agreed(community, command); end if;
  faults := linju.check_form(policy -> 'form', answers);
  if faults <> '[]' then return linju.refused('invalid', jsonb_build_object('faults', faults)); end if;
  if linju.is_full(community) then return waits; end if;
  if not linju.looks(community) then return linju.gives(linju.in_after_dues(community, now)); end if;
  kept := linju.clean_answers(policy -> 'form', answers);
  return linju.gives(jsonb_build_object('state', 'pending-approval', 'since', linju.rfc(now))
    || case when kept = '{}' then kept else jsonb_build_object('answers', kept) end);
end
$$;

-- Somebody whom nobody needs to look at any more.
create or replace function linju.let_in(community jsonb, command jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when linju.has_come(community #>> '{activity,closed}', now) then linju.refused('closed')
    when linju.agreed(community, command) is not null then linju.agreed(community, command)
    when linju.is_full(community)
      then linju.gives(jsonb_build_object('state', 'waitlisted', 'since', linju.rfc(now)))
    else linju.gives(linju.in_after_dues(community, now))
  end
$$;

create or replace function linju.join_from(is_now jsonb, community jsonb, command jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when is_now ->> 'state' in ('pending-approval', 'pending-payment', 'waitlisted', 'member') then linju.refused('already')
    when is_now ->> 'state' = 'removed' then linju.refused('not-again')
    when is_now ->> 'state' in ('invited', 'expired') then linju.let_in(community, command, now)
    when is_now ->> 'state' = 'rejected' and is_now ->> 'again_from' is not null
      and not linju.has_come(is_now ->> 'again_from', now)
      then linju.refused('not-again', jsonb_build_object('from', is_now -> 'again_from'))
    else linju.knock(community, command, now)
  end
$$;

create or replace function linju.accept_from(was jsonb, is_now jsonb, community jsonb, command jsonb, now timestamptz)
returns jsonb
language sql immutable parallel safe
as $$
  select case
    when is_now ->> 'state' = 'invited' then linju.let_in(community, command, now)
    when is_now ->> 'state' in ('member', 'pending-payment') then linju.refused('already')
    when is_now ->> 'state' = 'none' and was ->> 'state' = 'invited' then linju.refused('offer-expired')
    else linju.refused('nothing-there')
  end
$$;

-- The membership after a command.
create or replace function linju.membership_transition(was jsonb, command jsonb, community jsonb, now timestamptz)
returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  is_now jsonb := linju.settled(was, now);
  state text := is_now ->> 'state';
  none constant jsonb := linju.gives('{"state": "none"}');
  nothing constant jsonb := linju.refused('nothing-there');
begin
  case command ->> 'do'
    when 'join' then return linju.join_from(is_now, community, command, now);
    when 'accept-invitation' then return linju.accept_from(was, is_now, community, command, now);
    when 'decline-invitation' then return case when state = 'invited' then none else nothing end;
    when 'withdraw' then
      return case when state in ('pending-approval', 'pending-payment', 'waitlisted') then none else nothing end;
    when 'leave' then
      if state <> 'member' then return nothing; end if;
      if is_now ->> 'role' = 'owner' then return linju.refused('owner-must-hand-over'); end if;
      return linju.gives(jsonb_build_object('state', 'left', 'at', linju.rfc(now)));
    else return linju.refused('not-offered');
  end case;
end
$$;
