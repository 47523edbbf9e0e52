-- Joining, leaving and what lies between, on the rows of `memberships`.

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
begin
  if input ? 'faults' then return linju.refusal(input || '{"why": "invalid"}'); end if;
  select * into c from linju.communities where id = thing for no key update;
  if not found then return linju.refusal('{"why": "gone"}'); end if;
  now := linju.clock();
  ruled := linju.ruled(c, now);
  select * into m from linju.memberships where user_id = person and community_id = thing;
  was := case when found then linju.membership_state(m) else '{"state": "none"}' end;
  is_now := linju.settled(was, now);
  -- To go is to leave or to withdraw.
  if kind in ('leave', 'withdraw') then
    kind := case when is_now ->> 'state' = 'member' then 'leave' else 'withdraw' end;
  end if;
  done := linju.membership_transition(was, input || jsonb_build_object('do', kind), ruled, now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  state := done -> 'gives';
  -- Who waits is asked nothing again when there is room.
  if state ->> 'state' = 'waitlisted' and input -> 'answers' <> '{}' then
    state := state || jsonb_build_object('answers',
      linju.clean_answers(c.policy -> 'form', input -> 'answers'));
  end if;
  if m.id is null then
    insert into linju.memberships (user_id, community_id, state) values (person, thing, 'none') returning * into m;
  end if;
  perform linju.write_membership(m.id, state,
    case when state ->> 'state' = 'waitlisted' then (select coalesce(max(q.turn), 0) + 1 from linju.memberships q
      where q.community_id = thing and q.state = 'waitlisted') else 0 end,
    is_now ->> 'state' in ('invited', 'expired'));
  if state ->> 'state' in ('left', 'none') then
    delete from linju.members where user_id = person and community_id = thing;
    perform linju.move_up(thing, now);
  end if;
  return jsonb_build_object('community', thing) || linju.standing_in(thing, person, now);
end
$$;
