-- What organisers decide about who is let in. Whether somebody is one is read inside the transaction, from their own membership;
-- nothing in a body says so.

create or replace function linju.command_review_application(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c linju.communities;
  m linju.memberships;
  now timestamptz := linju.clock();
  done jsonb;
  state jsonb;
begin
  if not linju.organises(linju.role_in(thing, person, now)) then return linju.refusal('{"why": "forbidden"}'); end if;
  select * into c from linju.communities where id = thing for no key update;
  select * into m from linju.memberships where id = body ->> 'id' and community_id = thing;
  if c.id is null or m.id is null then return linju.refusal('{"why": "gone"}'); end if;
  -- The role once more, as it is now that nobody changes it.
  now := linju.clock();
  if not linju.organises(linju.role_in(thing, person, now)) then return linju.refusal('{"why": "forbidden"}'); end if;
  done := linju.review_membership(linju.membership_state(m), body, linju.ruled(c, now), now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  state := done -> 'gives';
  perform linju.write_membership(m.id, state,
    case when state ->> 'state' = 'waitlisted' then (select coalesce(max(q.turn), 0) + 1 from linju.memberships q
      where q.community_id = thing and q.state = 'waitlisted') else 0 end, true);
  if state ->> 'state' = 'rejected' then perform linju.move_up(thing, now); end if;
  return jsonb_build_object('id', m.id) || state;
end
$$;
