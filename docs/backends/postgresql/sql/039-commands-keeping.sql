-- What those with a role do to others and to the community. Who they are and as what is read inside the transaction, once the
-- row of the community is locked; nothing in a body says so.

create or replace function linju.invitation_row(i linju.invitations) returns jsonb
language sql stable
as $$
  select linju.sparse(jsonb_build_object('code', i.code, 'community', i.community_id, 'role', i.role, 'uses', i.uses,
      'until', linju.rfc(i.until), 'approval', i.approval, 'note', i.note, 'by', linju.called(i.user_id, i.community_id),
      'made', linju.rfc(i.made), 'revoked', linju.rfc(i.revoked)))
    || case when i.used > 0 then jsonb_build_object('used', i.used) else '{}' end
$$;

create or replace function linju.command_follow(person text, kind text, thing text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if kind = 'unfollow' then
    delete from linju.following f where f.user_id = person and f.community_id = thing;
  else
    perform from linju.communities c where c.id = thing for key share;
    if not found then return linju.refusal('{"why": "gone"}'); end if;
    insert into linju.following (user_id, community_id) values (person, thing) on conflict do nothing;
  end if;
  return jsonb_build_object('community', thing);
end
$$;

-- What is done to somebody who has knocked, or is in: by the id that organisers have of them.
create or replace function linju.command_person(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c linju.communities;
  m linju.memberships;
  own linju.memberships;
  now timestamptz;
  is_now jsonb;
  whom jsonb;
  ruled jsonb;
  done jsonb;
begin
  select * into c from linju.communities where id = thing for no key update;
  now := linju.clock();
  select * into own from linju.memberships where user_id = person and community_id = thing;
  is_now := case when own.id is null then '{"state": "none"}' else linju.membership_state(own) end;
  -- To whom it is not said who is there, it is not said that somebody is not.
  if not linju.organises(linju.role(is_now, now)) then return linju.refusal('{"why": "forbidden"}'); end if;
  select * into m from linju.memberships where id = body ->> 'id' and community_id = thing;
  if c.id is null or m.id is null then return linju.refusal('{"why": "gone"}'); end if;
  ruled := linju.ruled(c, now);
  whom := linju.membership_state(m);
  case kind
    when 'appoint' then
      if not linju.is_role(body ->> 'role') then
        return linju.refusal('{"why": "invalid", "faults": [{"key": "role", "kind": "not-an-option"}]}');
      end if;
      done := linju.appoint(is_now, whom, body ->> 'role', ruled, now);
    when 'remove' then done := linju.remove(is_now, whom, linju.text_of(body, 'reason'), ruled, now);
    when 'hand-over' then done := linju.hand_over(is_now, whom, ruled, now);
    when 'say' then
      done := linju.ask_back(is_now, whom, coalesce(nullif(linju.called(person, thing), ''), linju.say('organiser', linju.languages())),
        linju.text_of(body, 'text'), ruled, now);
  end case;
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  if kind = 'hand-over' then
    perform linju.write_membership(own.id, done #> '{gives,0}', 0, own.looked_at);
    done := jsonb_build_object('gives', done #> '{gives,1}');
  end if;
  perform linju.write_membership(m.id, done -> 'gives', 0, m.looked_at);
  if kind = 'remove' then perform linju.move_up(thing, now); end if;
  return jsonb_build_object('id', m.id) || (select linju.settled(linju.membership_state(w), now) from linju.memberships w
    where w.id = m.id);
end
$$;

-- A text of a body; what is none says nothing.
create or replace function linju.text_of(body jsonb, name text) returns text
language sql immutable parallel safe
as $$ select case jsonb_typeof(body -> name) when 'string' then body ->> name else '' end $$;

-- Invitations: `code` is whose it is about.
create or replace function linju.command_invitation(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  shape constant jsonb := '{"code!": "text", "role!": {"one of": ["owner", "deputy", "admin", "host", "lecturer", "member"]},
    "uses": "count", "until": "moment", "approval": "yes", "note": "text"}';
  c linju.communities;
  i linju.invitations;
  now timestamptz;
  is_now jsonb;
  given jsonb;
  done jsonb;
begin
  select * into c from linju.communities where id = thing for no key update;
  if not found then return linju.refusal('{"why": "gone"}'); end if;
  now := linju.clock();
  is_now := linju.standing_in(thing, person, now);
  if kind = 'revoke' then
    select * into i from linju.invitations where community_id = thing and code = body ->> 'code' for no key update;
    -- Whoever is no organiser takes back their own; of others they are told nothing, not even that they are not there.
    if not linju.organises(linju.role(is_now, now)) and i.user_id is distinct from person then
      return linju.refusal('{"why": "forbidden"}');
    end if;
    if i.code is null then return linju.refusal('{"why": "gone"}'); end if;
    done := linju.revoke(is_now, linju.invitation_row(i), linju.ruled(c, now), now);
    if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
    update linju.invitations set revoked = now where community_id = thing and code = i.code returning * into i;
    return linju.invitation_row(i);
  end if;
  if not linju.may(is_now, 'invite', 'member', null, linju.ruled(c, now), now) and not linju.has_ended(linju.ruled(c, now), now) then
    return linju.refusal('{"why": "forbidden"}');
  end if;
  given := linju.shaped(body, shape);
  if given is null then
    return linju.refusal(jsonb_build_object('why', 'invalid', 'faults', coalesce((select jsonb_agg(jsonb_build_object(
      'key', rtrim(s.key, '!'), 'kind', 'malformed')) from jsonb_each(shape) as s
      where linju.shaped(body, jsonb_build_object(s.key, s.value)) is null), '[]')));
  end if;
  done := linju.invite(is_now, given, '', linju.ruled(c, now), now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  given := done -> 'gives';
  -- A code is one of these or an applicant's own, never both.
  if exists (select from linju.memberships m where m.code = given ->> 'code') then return linju.refusal('{"why": "already"}'); end if;
  insert into linju.invitations (community_id, code, role, uses, until, approval, note, user_id, made)
  values (thing, given ->> 'code', given ->> 'role', (given ->> 'uses')::bigint, linju.moment(given ->> 'until'),
    coalesce((given -> 'approval')::boolean, false), coalesce(given ->> 'note', ''), person, now)
  on conflict do nothing returning * into i;
  return case when i.code is null then linju.refusal('{"why": "already"}') else linju.invitation_row(i) end;
end
$$;
