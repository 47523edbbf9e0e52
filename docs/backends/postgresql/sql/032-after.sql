-- What an operator changes by hand has its consequences, too: more seats, somebody's account that is gone, a guest who is
-- put into a queue.

create or replace function linju.after_event() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform linju.settle(new.id, linju.clock());
  return null;
end
$$;
create or replace trigger settle_changed after update of capacity, starts, ends, status, offer_minutes on linju.events
  for each row execute function linju.after_event();

create or replace function linju.after_sign_ups_gone() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  event text;
begin
  for event in select distinct s.event_id from old_rows s order by 1 loop
    perform linju.settle(event, linju.clock());
  end loop;
  return null;
end
$$;
create or replace trigger settle_gone after delete on linju.sign_ups
  referencing old table as old_rows for each statement execute function linju.after_sign_ups_gone();

-- Who is put into a queue by hand stands behind those who are there.
create or replace function linju.before_sign_up() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.state = 'waitlisted' and new.turn = 0 then
    perform from linju.events e where e.id = new.event_id for no key update;
    new.turn := linju.next_turn(new.event_id);
  end if;
  return new;
end
$$;
create or replace trigger takes_a_turn before insert on linju.sign_ups
  for each row execute function linju.before_sign_up();

create or replace function linju.after_community() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform linju.move_up(new.id, linju.clock());
  return null;
end
$$;
create or replace trigger move_up_changed after update of policy, elsewhere, activity on linju.communities
  for each row execute function linju.after_community();

create or replace function linju.after_memberships_gone() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  community text;
begin
  for community in select distinct m.community_id from old_rows m order by 1 loop
    perform linju.move_up(community, linju.clock());
  end loop;
  return null;
end
$$;
create or replace trigger move_up_gone after delete on linju.memberships
  referencing old table as old_rows for each statement execute function linju.after_memberships_gone();

-- Whoever wants to be forgotten: what they held is locked first, in the order in which commands lock it, so that no two wait
-- for one another.
create or replace function linju.before_user_gone() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform from linju.events e where e.id in (select s.event_id from linju.sign_ups s where s.user_id = old.id)
    order by e.id for no key update;
  perform from linju.communities c
    where c.id in (select m.community_id from linju.memberships m where m.user_id = old.id
      union all select m.community_id from linju.members m where m.user_id = old.id)
    order by c.id for no key update;
  -- As whoever leaves: nobody comes in by a code of somebody who is not there.
  update linju.invitations i set revoked = linju.clock() where i.user_id = old.id and i.revoked is null;
  return old;
end
$$;
create or replace trigger lock_what_they_held before delete on linju.users
  for each row execute function linju.before_user_gone();
