-- What those with a role may do in their community, and what comes of it: src/model/keeping.rs. `tests/rules/keeping.json` and
-- `invitation.json` are run against both. `is_now` is the membership of who does it.

-- How much a role decides about others.
create or replace function linju.rank(role text) returns int
language sql immutable parallel safe
as $$ select case role when 'owner' then 3 when 'deputy' then 2 when 'admin' then 1 else 0 end $$;

-- Whether somebody may do something: `of_role` is the role of whom it is about, or for which somebody is invited; `to_role` the
-- one that they are given. Nobody decides about who decides as much as they do; in a community that has ended its owner alone
-- does anything.
create or replace function linju.may(is_now jsonb, power text, of_role text, to_role text, community jsonb, now timestamptz)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(case
    when r.role is null then false
    when linju.has_ended(community, now) then r.role = 'owner' and power in ('archive', 'reopen')
    when power in ('review', 'edit') then linju.organises(r.role)
    when power = 'invite' then case when linju.organises(r.role) then linju.rank(r.role) > linju.rank(of_role)
      else community #> '{policy,members_invite}' = 'true' and of_role = 'member' end
    when power = 'appoint' then linju.rank(r.role) > linju.rank(of_role) and linju.rank(r.role) > linju.rank(to_role)
    when power = 'remove' then linju.rank(r.role) > linju.rank(of_role)
    when power in ('hand-over', 'close') then r.role = 'owner'
    else false
  end, false)
  from (select linju.role(is_now, now) as role) r
$$;

create or replace function linju.is_role(given text) returns boolean
language sql immutable parallel safe
as $$ select coalesce(given in ('owner', 'deputy', 'admin', 'host', 'lecturer', 'member'), false) $$;

create or replace function linju.invalid(key text, kind jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select linju.refused('invalid', jsonb_build_object('faults', jsonb_build_array(jsonb_build_object('key', key, 'kind', kind))))
$$;

-- The membership of somebody who is given a role.
create or replace function linju.appoint(is_now jsonb, whom jsonb, to_role text, community jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when w.is ->> 'state' <> 'member' then linju.refused('nothing-there')
    when not linju.may(is_now, 'appoint', w.is ->> 'role', to_role, community, now) then linju.refused('forbidden')
    when w.is ->> 'role' = to_role then linju.refused('already')
    else linju.gives(w.is || jsonb_build_object('role', to_role)) end
  from (select linju.settled(whom, now) as is) w
$$;

-- The membership of somebody who is put out. Who was not renewed could come back without knocking, and can be put out as a member.
create or replace function linju.remove(is_now jsonb, whom jsonb, reason text, community jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when w.is ->> 'state' = 'removed' then linju.refused('already')
    when w.is ->> 'state' not in ('member', 'expired') then linju.refused('nothing-there')
    when not linju.may(is_now, 'remove', coalesce(w.is ->> 'role', 'member'), null, community, now) then linju.refused('forbidden')
    when w.why ? 'refused' then w.why
    else linju.gives(jsonb_build_object('state', 'removed', 'reason', w.why -> 'said')) end
  from (select linju.settled(whom, now) as is, linju.said('reason', reason, 2000) as why) w
$$;

-- The memberships of the owner, who stays as a deputy, and of who becomes the owner, whose term does not end: nobody could renew
-- in place of an owner who has not.
create or replace function linju.hand_over(is_now jsonb, whom jsonb, community jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when w.is ->> 'state' <> 'member' then linju.refused('nothing-there')
    when not linju.may(is_now, 'hand-over', null, null, community, now) then linju.refused('forbidden')
    when w.is ->> 'role' = 'owner' then linju.refused('already')
    else linju.gives(jsonb_build_array(linju.settled(is_now, now) || '{"role": "deputy"}',
      w.is - 'until' - 'paying' || '{"role": "owner"}')) end
  from (select linju.settled(whom, now) as is) w
$$;

-- What is asked of somebody who has knocked, by one of the organisers.
create or replace function linju.ask_back(is_now jsonb, whom jsonb, named text, given text, community jsonb, now timestamptz)
returns jsonb
language sql immutable parallel safe
as $$
  select case when linju.may(is_now, 'review', null, null, community, now) then linju.with_word(whom, named, given, now)
    else linju.refused('forbidden') end
$$;

-- What is wrong with an invitation, which is `{"code", "role", "uses", "until", "approval", "note"}`.
create or replace function linju.check_invitation(invitation jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case when coalesce(invitation ->> 'code', '') ~ '^[A-Za-z0-9_-]{8,64}$' then '[]'
      else '[{"key": "code", "kind": "malformed"}]' end::jsonb
    || case when (invitation ->> 'uses')::numeric = 0 then '[{"key": "uses", "kind": {"too-little": 1}}]' else '[]' end::jsonb
    || case when linju.has_come(invitation ->> 'until', now) then '[{"key": "until", "kind": "malformed"}]' else '[]' end::jsonb
    || case when char_length(invitation ->> 'note') > 200 then '[{"key": "note", "kind": {"too-much": 200}}]' else '[]' end::jsonb
$$;

-- An invitation as it is kept when it is made.
create or replace function linju.invite(is_now jsonb, invitation jsonb, named text, community jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when linju.has_ended(community, now) then linju.refused('closed')
    when not linju.may(is_now, 'invite', invitation ->> 'role', null, community, now) then linju.refused('forbidden')
    when f.faults <> '[]' then linju.refused('invalid', jsonb_build_object('faults', f.faults))
    else linju.gives('{"used": 0}' || linju.sparse((invitation - 'used' - 'revoked') || jsonb_build_object('community',
      community -> 'id', 'note', linju.trim(coalesce(invitation ->> 'note', '')), 'by', coalesce(named, ''),
      'made', linju.rfc(now)))) end
  from (select linju.check_invitation(invitation, now) as faults) f
$$;

-- An invitation that is taken back.
create or replace function linju.revoke(is_now jsonb, invitation jsonb, community jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when not linju.may(is_now, 'invite', invitation ->> 'role', null, community, now) then linju.refused('forbidden')
    when invitation ->> 'revoked' is not null then linju.refused('already')
    else linju.gives(invitation || jsonb_build_object('revoked', linju.rfc(now))) end
$$;

-- Why a community may not be a chapter of another, or null: one has to be allowed to change both, nothing is a chapter of itself,
-- and chapters are one level deep. `is_now` is the membership of the parent, which is null where there is none.
create or replace function linju.chapter_of(parent jsonb, is_now jsonb, chapter jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when parent is null or parent ->> 'id' = chapter ->> 'id' or parent ->> 'parent' is not null
      or coalesce(chapter -> 'chapters', '[]') <> '[]' then linju.invalid('parent', '"not-an-option"')
    when not linju.may(is_now, 'edit', null, null, parent, now) then linju.refused('forbidden') end
$$;

-- What becomes of a community that its owner ends, puts away, or goes on with: its `activity`.
create or replace function linju.end_of(is_now jsonb, power text, farewell text, community jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  activity jsonb := coalesce(community -> 'activity', '{}');
  ended boolean := linju.has_ended(community, now);
  word jsonb := linju.said('farewell', farewell, 2000);
begin
  if power = 'archive' then
    if not ended then return linju.refused('nothing-there'); end if;
  elsif ended <> (power = 'reopen') then
    return linju.refused('already');
  end if;
  if not linju.may(is_now, power, null, null, community, now) then return linju.refused('forbidden'); end if;
  case power
    when 'close' then
      if word ? 'refused' then return word; end if;
      return linju.gives(activity || jsonb_build_object('closed', linju.rfc(now), 'farewell', word -> 'said'));
    when 'archive' then
      if activity ->> 'archived' is not null then return linju.refused('already'); end if;
      return linju.gives(activity || jsonb_build_object('archived', linju.rfc(now)));
    else return linju.gives(activity - 'closed' - 'farewell' - 'archived');
  end case;
end
$$;
