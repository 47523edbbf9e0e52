-- How one comes into a community: src/model/membership/transition.rs, `come` and `let_in`, and the policy that they ask.
-- A code that was brought is looked up by who calls, who refuses one that nobody knows: `command` has the invitation as `brought`.

create or replace function linju.refused(why text, more jsonb default '{}') returns jsonb
language sql immutable parallel safe
as $$ select jsonb_build_object('refused', jsonb_build_object('why', why) || more) $$;

create or replace function linju.gives(state jsonb) returns jsonb
language sql immutable parallel safe
as $$ select jsonb_build_object('gives', state) $$;

-- A row without the fields that say nothing.
create or replace function linju.sparse(row_of jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select coalesce(jsonb_object_agg(f.name, f.value) filter (where f.value not in ('null', '""', '{}', '[]', 'false')), '{}')
  from jsonb_each(row_of) as f (name, value)
$$;

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

-- Whether one has to agree to rules before one is in: asked to, and there are some.
create or replace function linju.asks_consent(community jsonb) returns boolean
language sql immutable parallel safe
as $$
  select coalesce(community #> '{policy,consent}' = 'true' and (community #>> '{rules,version}')::numeric > 0, false)
$$;

-- Nothing, or the refusal of who has not agreed to the rules that hold.
create or replace function linju.agreed(community jsonb, command jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case when linju.asks_consent(community)
      and (command ->> 'rules')::numeric is distinct from (community #>> '{rules,version}')::numeric
    then linju.refused('rules-not-agreed', jsonb_build_object('version', community #> '{rules,version}')) end
$$;

-- The version that was agreed to, where one is asked for it: `{"rules"}` or nothing.
create or replace function linju.rules_of(community jsonb, command jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case when linju.asks_consent(community) and command ->> 'rules' is not null
    then jsonb_build_object('rules', command -> 'rules') else '{}' end
$$;

-- The version that somebody comes in under: agreed to, or what they were shown where nobody is asked.
create or replace function linju.comes_under(community jsonb, command jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case when not linju.asks_consent(community) and (community #>> '{rules,version}')::numeric > 0
    then jsonb_build_object('rules', community #> '{rules,version}') else linju.rules_of(community, command) end
$$;

create or replace function linju.has_ended(community jsonb, now timestamptz) returns boolean
language sql immutable parallel safe
as $$ select linju.has_come(community #>> '{activity,closed}', now) $$;

create or replace function linju.is_paid(community jsonb) returns boolean
language sql immutable parallel safe
as $$ select coalesce((community #>> '{policy,dues,amount}')::numeric > 0, false) $$;

-- For how many months one is in before one renews: the term, else the period of the dues; null for ever.
create or replace function linju.months(community jsonb) returns numeric
language sql immutable parallel safe
as $$
  select nullif(coalesce((community #>> '{policy,term}')::numeric, case when linju.is_paid(community) then
    case community #>> '{policy,dues,period}' when 'month' then 1 when 'year' then 12 end end), 0)
$$;

-- From how many days before its end a term can be renewed: a week for each of its months, a month at most.
create or replace function linju.renew_days(community jsonb) returns numeric
language sql immutable parallel safe
as $$ select least(30, 7 * linju.months(community)) $$;

-- Whether who was not renewed at a moment still comes back without knocking.
create or replace function linju.in_grace(community jsonb, at text, now timestamptz) returns boolean
language sql immutable parallel safe
as $$
  select community #>> '{policy,grace}' is null or extract(epoch from now)
    < extract(epoch from linju.moment(at)) + (community #>> '{policy,grace}')::numeric * 86400
$$;

-- In as what, until when: `{"state": "member", …}`.
create or replace function linju.member_now(community jsonb, rules jsonb, role text, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select rules || jsonb_build_object('state', 'member', 'since', linju.rfc(now), 'role', role)
    || case when linju.months(community) is null then '{}'
      else jsonb_build_object('until', linju.rfc(linju.plus_months(now, linju.months(community)))) end
$$;

-- Whom nothing keeps outside but what is to be paid. `rules` is `{"rules": version}`, or `{}`.
create or replace function linju.in_after_dues(community jsonb, rules jsonb, role text, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case when linju.is_paid(community)
    then rules || jsonb_build_object('state', 'pending-payment', 'since', linju.rfc(now))
      || case role when 'member' then '{}' else jsonb_build_object('role', role) end
    else linju.member_now(community, rules, role, now) end
$$;

-- The name of who brought somebody, where that is asked: `{"said"}`, or a refusal.
create or replace function linju.sponsor(community jsonb, command jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case when community #> '{policy,sponsor}' = 'true' then linju.said('sponsor', command ->> 'sponsor', 100)
    else '{"said": ""}' end
$$;

-- Nothing, or why an invitation opens no door any more.
create or replace function linju.invitation_over(invitation jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when invitation ->> 'revoked' is not null or linju.has_come(invitation ->> 'until', now) then linju.refused('code-over')
    when coalesce((invitation ->> 'used')::numeric, 0) >= (invitation ->> 'uses')::numeric then linju.refused('code-used-up')
  end
$$;

-- Somebody whom nobody needs to look at any more.
create or replace function linju.let_in(community jsonb, command jsonb, role text, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when linju.has_ended(community, now) then linju.refused('closed')
    when linju.agreed(community, command) is not null then linju.agreed(community, command)
    when linju.is_full(community) then linju.gives(linju.comes_under(community, command)
      || jsonb_build_object('state', 'waitlisted', 'since', linju.rfc(now)))
    else linju.gives(linju.in_after_dues(community, linju.comes_under(community, command), role, now))
  end
$$;

-- Somebody from outside.
create or replace function linju.come(community jsonb, command jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  policy jsonb := coalesce(community -> 'policy', '{}');
  answers jsonb := coalesce(command -> 'answers', '{}');
  brought jsonb := nullif(command -> 'brought', 'null');
  looked_at boolean := true;
  faults jsonb;
  sponsor jsonb := '{"said": ""}';
  gives jsonb := linju.comes_under(community, command) || jsonb_build_object('since', linju.rfc(now));
begin
  if brought is not null then
    if linju.invitation_over(brought, now) is not null then return linju.invitation_over(brought, now); end if;
    if coalesce(brought -> 'approval', 'false') <> 'true' then
      return linju.let_in(community, command, coalesce(brought ->> 'role', 'member'), now);
    end if;
  else
    if policy ->> 'door' = 'closed' then return linju.refused('closed'); end if;
    if policy ->> 'door' = 'invitation' then return linju.refused('invitation-needed'); end if;
    looked_at := linju.looks(community);
  end if;
  if linju.has_ended(community, now) then return linju.refused('closed'); end if;
  if linju.agreed(community, command) is not null then return linju.agreed(community, command); end if;
  faults := linju.check_form(policy -> 'form', answers);
  if faults <> '[]' then return linju.refused('invalid', jsonb_build_object('faults', faults)); end if;
  if brought is null then sponsor := linju.sponsor(community, command); end if;
  if sponsor ? 'refused' then return sponsor; end if;
  if linju.is_full(community) then return linju.gives(gives || '{"state": "waitlisted"}'); end if;
  if not looked_at then
    return linju.gives(linju.in_after_dues(community, linju.comes_under(community, command), 'member', now));
  end if;
  return linju.gives(linju.sparse(gives || jsonb_build_object('state', 'pending-approval',
    'answers', linju.clean_answers(policy -> 'form', answers), 'sponsor', sponsor -> 'said',
    'listed', coalesce(command -> 'listed', 'false'))));
end
$$;
