-- What follows from how somebody stands, whoever changes it: what was between them before is noted, their directory entry comes
-- and goes with them and has their role.

create or replace function linju.past(at timestamptz, what text, reason text) returns jsonb
language sql immutable parallel safe
as $$ select jsonb_build_array(linju.sparse(jsonb_build_object('at', linju.rfc(at), 'what', what, 'reason', reason))) $$;

create or replace function linju.note_past() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  now timestamptz := linju.clock();
  waiting constant text[] := '{pending-approval,pending-payment,waitlisted}';
  is_over boolean := old.state = 'member' and old.until <= now and (new.state <> 'member' or new.since is distinct from old.since);
begin
  if is_over and new.state <> 'expired' then new.history := new.history || linju.past(old.until, 'expired', ''); end if;
  if new.state <> old.state or is_over then
    new.history := new.history || case
      when new.state = any (waiting) and not old.state = any (waiting) then linju.past(coalesce(new.since, now), 'applied', '')
      when new.state = 'member' then linju.past(coalesce(new.since, now), 'joined', '')
      when new.state = 'none' and old.state = any (waiting) then linju.past(now, 'withdrew', '')
      when new.state in ('left', 'expired') then linju.past(coalesce(new.at, now), new.state, '')
      when new.state in ('rejected', 'removed') then linju.past(now, new.state, new.reason)
      else '[]' end;
  end if;
  -- So many are kept.
  while jsonb_array_length(new.history) > 50 loop new.history := new.history - 0; end loop;
  return new;
end
$$;
create or replace trigger notes_what_was before update of state, since on linju.memberships
  for each row execute function linju.note_past();

-- What was before, without what made it as it is now.
create or replace function linju.history_of(m linju.memberships) returns jsonb
language sql stable
as $$
  select coalesce(jsonb_agg(h.one order by h.at), '[]') from jsonb_array_elements(m.history) with ordinality as h (one, at)
  where not (h.at = jsonb_array_length(m.history) and h.one ->> 'what' = case
    when m.state in ('pending-approval', 'pending-payment', 'waitlisted') then 'applied'
    when m.state = 'member' and (m.until is null or m.until > linju.clock()) then 'joined'
    when m.state in ('left', 'rejected', 'removed', 'expired') then m.state end)
$$;

-- Who comes in and asked for it is listed by their name, and shows no more than that until they write more.
create or replace function linju.keep_entry() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.state = 'member' then
    if new.listed then
      insert into linju.members (community_id, user_id, name, role, joined)
      select new.community_id, u.id, coalesce(nullif(linju.trim(u.name), ''), linju.say('newcomer', u.language)), new.role, new.since
      from linju.users u where u.id = new.user_id
      on conflict (user_id, community_id) do nothing;
    end if;
    update linju.members e set role = new.role
      where e.user_id = new.user_id and e.community_id = new.community_id and e.role <> new.role;
  elsif new.state in ('left', 'none', 'removed', 'rejected') then
    delete from linju.members e where e.user_id = new.user_id and e.community_id = new.community_id;
  end if;
  return null;
end
$$;
create or replace trigger keeps_the_entry after update of state, role on linju.memberships
  for each row when (new.state is distinct from old.state or new.role is distinct from old.role)
  execute function linju.keep_entry();

-- Whoever decides less than they did, or is not in any more, lets nobody in by a code that they could not make now.
create or replace function linju.keep_codes() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  now timestamptz := linju.clock();
begin
  update linju.invitations i set revoked = now where i.community_id = new.community_id and i.user_id = new.user_id
    and i.revoked is null and not linju.may(linju.membership_state(new), 'invite', i.role, null,
      (select linju.ruled(c, now) from linju.communities c where c.id = new.community_id), now);
  return null;
end
$$;
create or replace trigger keeps_the_codes after update of state, role on linju.memberships
  for each row when (old.state = 'member' and (new.state <> 'member' or new.role is distinct from old.role))
  execute function linju.keep_codes();
