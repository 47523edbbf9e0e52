-- What becomes of a membership when its holder does something: src/model/membership/transition.rs. Gives
-- `{"gives": state}` or `{"refused": {"why", …}}`; `tests/rules/membership.json` is run against both.

create or replace function linju.join_from(is_now jsonb, community jsonb, command jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when is_now ->> 'state' in ('pending-approval', 'pending-payment', 'waitlisted', 'member') then linju.refused('already')
    when is_now ->> 'state' = 'removed' then linju.refused('not-again')
    when is_now ->> 'state' = 'invited'
      or is_now ->> 'state' = 'expired' and linju.in_grace(community, is_now ->> 'at', now)
      then linju.let_in(community, command, 'member', now)
    when is_now ->> 'state' = 'rejected' and is_now ->> 'again_from' is not null
      and not linju.has_come(is_now ->> 'again_from', now)
      then linju.refused('not-again', jsonb_build_object('from', is_now -> 'again_from'))
    else linju.come(community, command, now)
  end
$$;

create or replace function linju.accept_from(was jsonb, is_now jsonb, community jsonb, command jsonb, now timestamptz)
returns jsonb
language sql immutable parallel safe
as $$
  select case
    when is_now ->> 'state' = 'invited' then linju.let_in(community, command, 'member', now)
    when is_now ->> 'state' in ('member', 'pending-payment') then linju.refused('already')
    when is_now ->> 'state' = 'none' and was ->> 'state' = 'invited' then linju.refused('offer-expired')
    else linju.refused('nothing-there')
  end
$$;

-- The rules that hold now, agreed to.
create or replace function linju.agree_from(is_now jsonb, community jsonb, command jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when is_now ->> 'state' <> 'member' or not linju.asks_consent(community) then linju.refused('nothing-there')
    when linju.agreed(community, command) is not null then linju.agreed(community, command)
    when (is_now ->> 'rules')::numeric = (command ->> 'rules')::numeric then linju.refused('already')
    else linju.gives(is_now || jsonb_build_object('rules', command -> 'rules'))
  end
$$;

-- Another term behind the one that ends, once its dues have come, if there are any; from some days before its end.
create or replace function linju.renew_from(is_now jsonb, community jsonb, command jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  ends constant timestamptz := linju.moment(is_now ->> 'until');
  months constant numeric := linju.months(community);
  opens constant timestamptz := ends - linju.renew_days(community)::float8 * interval '24 hours';
begin
  if is_now ->> 'state' = 'expired' and linju.in_grace(community, is_now ->> 'at', now) then
    return linju.let_in(community, command, 'member', now);
  end if;
  if is_now ->> 'state' <> 'member' or ends is null or months is null then return linju.refused('nothing-there'); end if;
  if linju.has_ended(community, now) then return linju.refused('closed'); end if;
  if now < opens then return linju.refused('not-yet', jsonb_build_object('opens', linju.rfc(opens))); end if;
  if is_now ->> 'paying' is not null then return linju.refused('already'); end if;
  if linju.agreed(community, command) is not null then return linju.agreed(community, command); end if;
  return linju.gives(is_now || linju.rules_of(community, command) || case when linju.is_paid(community)
    then jsonb_build_object('paying', linju.rfc(now))
    else jsonb_build_object('until', linju.rfc(linju.plus_months(ends, months))) end);
end
$$;

-- What was answered, changed while nobody has decided.
create or replace function linju.amend_from(is_now jsonb, community jsonb, command jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  form jsonb := community #> '{policy,form}';
  answers jsonb := coalesce(command -> 'answers', '{}');
  -- Who came by a code, or before that was asked, has named nobody, and need not now.
  sponsor jsonb := case when coalesce(is_now ->> 'sponsor', '') = '' and linju.trim(coalesce(command ->> 'sponsor', '')) = ''
    then '{"said": ""}' else linju.sponsor(community, command) end;
begin
  if is_now ->> 'state' <> 'pending-approval' then return linju.refused('nothing-there'); end if;
  if linju.has_ended(community, now) then return linju.refused('closed'); end if;
  if linju.check_form(form, answers) <> '[]' then
    return linju.refused('invalid', jsonb_build_object('faults', linju.check_form(form, answers)));
  end if;
  if sponsor ? 'refused' then return sponsor; end if;
  return linju.gives(linju.sparse(is_now || jsonb_build_object('answers', linju.clean_answers(form, answers),
    'sponsor', sponsor -> 'said')));
end
$$;

-- An application with one more word of somebody; of the applicant where nobody is named.
create or replace function linju.with_word(application jsonb, named text, given text, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  word jsonb := linju.said('text', given, 2000);
  talk jsonb := coalesce(application -> 'talk', '[]');
begin
  if application ->> 'state' <> 'pending-approval' then return linju.refused('nothing-there'); end if;
  if word ? 'refused' then return word; end if;
  if jsonb_array_length(talk) >= 50 then
    return linju.refused('invalid', '{"faults": [{"key": "text", "kind": {"too-much": 50}}]}');
  end if;
  return linju.gives(application || jsonb_build_object('talk', talk || linju.sparse(
    jsonb_build_object('at', linju.rfc(now), 'by', coalesce(named, ''), 'text', word -> 'said'))));
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
    when 'amend' then return linju.amend_from(is_now, community, command, now);
    when 'agree' then return linju.agree_from(is_now, community, command);
    when 'renew' then return linju.renew_from(is_now, community, command, now);
    when 'say' then return linju.with_word(is_now, '', command ->> 'text', now);
    else return linju.refused('not-offered');
  end case;
end
$$;
