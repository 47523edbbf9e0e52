-- Joining, leaving and what lies between, on the rows of `memberships`.

-- What a code brings: an invitation, or nothing; `known` says whether there is such a code. An applicant's own code opens no door by itself: whoever comes
-- by it knocks like anybody, and `of` is the membership of whom they came for.
create or replace function linju.brought_by(community text, person text, code text, out known boolean, out brought jsonb, out of text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  i linju.invitations;
  other linju.memberships;
begin
  known := true;
  if code = '' then return; end if;
  select * into i from linju.invitations v where v.community_id = community and v.code = brought_by.code for no key update;
  if found then
    brought := linju.invitation_row(i);
    return;
  end if;
  select * into other from linju.memberships m where m.community_id = community and m.code = brought_by.code;
  if not found then
    known := false;
  elsif other.user_id <> person then
    of := other.id;
  end if;
end
$$;

-- Whether somebody who stands so comes from outside, where codes are looked at.
create or replace function linju.comes(is_now jsonb, community jsonb, now timestamptz) returns boolean
language sql immutable parallel safe
as $$
  select is_now ->> 'state' in ('none', 'left', 'rejected')
    or is_now ->> 'state' = 'expired' and not linju.in_grace(community, is_now ->> 'at', now)
$$;

create or replace function linju.command_membership(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  input jsonb := linju.input(body);
  c linju.communities;
  m linju.memberships;
  ruled jsonb;
  now timestamptz;
  was jsonb;
  is_now jsonb;
  done jsonb;
  state jsonb;
  by_code record;
  invitation jsonb;
  comes boolean;
begin
  if input ? 'faults' then return linju.refusal(input || '{"why": "invalid"}'); end if;
  if kind = 'agree' and input -> 'rules' = 'null' then
    return linju.refusal('{"why": "invalid", "faults": [{"key": "rules", "kind": "missing"}]}');
  end if;
  select * into c from linju.communities where id = thing for no key update;
  if not found then
    -- A community that is not there yet can be withdrawn by who wanted to found it.
    if kind in ('leave', 'withdraw') then
      delete from linju.foundings f where f.community_id = thing and f.user_id = person;
      if found then return jsonb_build_object('community', thing, 'state', 'none'); end if;
    end if;
    return linju.refusal('{"why": "gone"}');
  end if;
  now := linju.clock();
  ruled := linju.ruled(c, now);
  select * into m from linju.memberships where user_id = person and community_id = thing;
  was := case when found then linju.membership_state(m) else '{"state": "none"}' end;
  is_now := linju.settled(was, now);
  comes := kind = 'join' and linju.comes(is_now, ruled, now);
  -- To go is to leave or to withdraw.
  if kind in ('leave', 'withdraw') then
    kind := case when is_now ->> 'state' = 'member' then 'leave' else 'withdraw' end;
  end if;
  select * into by_code from linju.brought_by(thing, person, case kind when 'join' then input ->> 'invitation' else '' end);
  if not by_code.known then return linju.refusal('{"why": "code-unknown"}'); end if;
  -- Who is invited, or was in lately, needs none.
  invitation := case when comes then by_code.brought end;
  done := linju.membership_transition(was, input || jsonb_build_object('do', kind, 'brought', invitation), ruled, now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  state := done -> 'gives';
  -- Who waits is asked nothing again when there is room.
  if state ->> 'state' = 'waitlisted' and comes and coalesce(invitation -> 'approval', 'true') = 'true' then
    state := state || jsonb_build_object('answers', nullif(linju.clean_answers(c.policy -> 'form', input -> 'answers'), '{}'))
      || case when invitation is null then jsonb_build_object('sponsor', linju.sponsor(ruled, input) -> 'said') else '{}' end;
  end if;
  if m.id is null then
    insert into linju.memberships (user_id, community_id, state) values (person, thing, 'none') returning * into m;
  end if;
  if kind = 'join' then
    update linju.memberships set listed = (input -> 'listed')::boolean, brought = by_code.of,
      to_look = coalesce(invitation -> 'approval' = 'true', false) where id = m.id;
  end if;
  if invitation is not null then
    update linju.invitations set used = used + 1 where community_id = thing and code = invitation ->> 'code';
  end if;
  perform linju.write_membership(m.id, state,
    case when state ->> 'state' = 'waitlisted' then (select coalesce(max(q.turn), 0) + 1 from linju.memberships q
      where q.community_id = thing and q.state = 'waitlisted') else 0 end,
    is_now ->> 'state' = 'invited' or is_now ->> 'state' = 'expired' and not comes
      or coalesce(invitation -> 'approval' = 'false' or not invitation ? 'approval', false));
  if state ->> 'state' in ('left', 'none') then perform linju.move_up(thing, now); end if;
  return jsonb_build_object('community', thing) || linju.standing_in(thing, person, now);
end
$$;
