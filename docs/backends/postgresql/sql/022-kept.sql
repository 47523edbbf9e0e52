-- What the tables keep of themselves, whoever writes: when an event is over, and the counts that lists show. The counts
-- change in the transaction that changes the rows, after the row that they stand on is locked.

-- Somebody who holds seats (src/model/capacity.rs): confirmed, or offered some and the offer was not let pass.
create or replace function linju.holds(s linju.sign_ups) returns boolean
language sql immutable parallel safe
as $$
  select s.state in ('confirmed', 'pending-payment', 'checked-in', 'no-show')
    or (s.state = 'waitlisted' and s.offer_until is not null and not s.lapsed)
$$;

-- Somebody in the queue.
create or replace function linju.waits(s linju.sign_ups) returns boolean
language sql immutable parallel safe
as $$ select s.state = 'waitlisted' and s.offer_until is null $$;

-- An event without an end, or with one before its start, lasts three hours (`Event::ends`, src/model/event.rs).
create or replace function linju.keep_over() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.starts := date_trunc('second', new.starts);
  new.ends := date_trunc('second', new.ends);
  new.over := case when new.ends >= new.starts then new.ends else new.starts + interval '3 hours' end;
  return new;
end
$$;
create or replace trigger keep_over before insert or update of starts, ends, over on linju.events
  for each row execute function linju.keep_over();

create or replace function linju.add_seats(event text, more_taken numeric, more_waiting numeric) returns void
language sql
as $$
  update linju.events e set taken = e.taken + more_taken, waiting = e.waiting + more_waiting
  where e.id = event and (more_taken <> 0 or more_waiting <> 0)
$$;

create or replace function linju.add_joined(community text, more numeric) returns void
language sql
as $$ update linju.communities c set joined = c.joined + more where c.id = community and more <> 0 $$;

create or replace function linju.add_entries(community text, more numeric, more_unlisted numeric) returns void
language sql
as $$
  update linju.communities c set entries = c.entries + more, unlisted = c.unlisted + more_unlisted
  where c.id = community and (more <> 0 or more_unlisted <> 0)
$$;

create or replace function linju.keep_seats() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  changed record;
begin
  -- Events in one order, so that two who change many do not wait for one another.
  if tg_op = 'INSERT' then
    for changed in
      select s.event_id, coalesce(sum(s.people) filter (where linju.holds(s)), 0) as taken,
        coalesce(sum(s.people) filter (where linju.waits(s)), 0) as waiting
      from now_rows s group by s.event_id order by s.event_id
    loop
      perform linju.add_seats(changed.event_id, changed.taken, changed.waiting);
    end loop;
  elsif tg_op = 'DELETE' then
    for changed in
      select s.event_id, coalesce(sum(s.people) filter (where linju.holds(s)), 0) as taken,
        coalesce(sum(s.people) filter (where linju.waits(s)), 0) as waiting
      from old_rows s group by s.event_id order by s.event_id
    loop
      perform linju.add_seats(changed.event_id, -changed.taken, -changed.waiting);
    end loop;
  else
    for changed in
      select c.event_id, sum(c.taken) as taken, sum(c.waiting) as waiting from (
        select s.event_id, case when linju.holds(s) then s.people else 0 end as taken,
          case when linju.waits(s) then s.people else 0 end as waiting from now_rows s
        union all
        select s.event_id, case when linju.holds(s) then -s.people else 0 end,
          case when linju.waits(s) then -s.people else 0 end from old_rows s
      ) c group by c.event_id order by c.event_id
    loop
      perform linju.add_seats(changed.event_id, changed.taken, changed.waiting);
    end loop;
  end if;
  return null;
end
$$;

create or replace function linju.keep_joined() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  changed record;
begin
  if tg_op = 'INSERT' then
    for changed in select m.community_id, count(*) filter (where m.state = 'member') as joined
      from now_rows m group by m.community_id order by m.community_id
    loop
      perform linju.add_joined(changed.community_id, changed.joined);
    end loop;
  elsif tg_op = 'DELETE' then
    for changed in select m.community_id, count(*) filter (where m.state = 'member') as joined
      from old_rows m group by m.community_id order by m.community_id
    loop
      perform linju.add_joined(changed.community_id, -changed.joined);
    end loop;
  else
    for changed in
      select c.community_id, sum(c.joined) as joined from (
        select m.community_id, case when m.state = 'member' then 1 else 0 end as joined from now_rows m
        union all
        select m.community_id, case when m.state = 'member' then -1 else 0 end from old_rows m
      ) c group by c.community_id order by c.community_id
    loop
      perform linju.add_joined(changed.community_id, changed.joined);
    end loop;
  end if;
  return null;
end
$$;

create or replace function linju.keep_entries() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  changed record;
begin
  if tg_op = 'INSERT' then
    for changed in select m.community_id, count(*) as entries, count(*) filter (where m.unlisted) as unlisted
      from now_rows m group by m.community_id order by m.community_id
    loop
      perform linju.add_entries(changed.community_id, changed.entries, changed.unlisted);
    end loop;
  elsif tg_op = 'DELETE' then
    for changed in select m.community_id, count(*) as entries, count(*) filter (where m.unlisted) as unlisted
      from old_rows m group by m.community_id order by m.community_id
    loop
      perform linju.add_entries(changed.community_id, -changed.entries, -changed.unlisted);
    end loop;
  else
    for changed in
      select c.community_id, sum(c.entries) as entries, sum(c.unlisted) as unlisted from (
        select m.community_id, 1 as entries, m.unlisted::int as unlisted from now_rows m
        union all
        select m.community_id, -1, -m.unlisted::int from old_rows m
      ) c group by c.community_id order by c.community_id
    loop
      perform linju.add_entries(changed.community_id, changed.entries, changed.unlisted);
    end loop;
  end if;
  return null;
end
$$;

create or replace trigger keep_seats_of_new after insert on linju.sign_ups
  referencing new table as now_rows for each statement execute function linju.keep_seats();
create or replace trigger keep_seats_of_changed after update on linju.sign_ups
  referencing old table as old_rows new table as now_rows for each statement execute function linju.keep_seats();
create or replace trigger keep_seats_of_gone after delete on linju.sign_ups
  referencing old table as old_rows for each statement execute function linju.keep_seats();

create or replace trigger keep_joined_of_new after insert on linju.memberships
  referencing new table as now_rows for each statement execute function linju.keep_joined();
create or replace trigger keep_joined_of_changed after update on linju.memberships
  referencing old table as old_rows new table as now_rows for each statement execute function linju.keep_joined();
create or replace trigger keep_joined_of_gone after delete on linju.memberships
  referencing old table as old_rows for each statement execute function linju.keep_joined();

create or replace trigger keep_entries_of_new after insert on linju.members
  referencing new table as now_rows for each statement execute function linju.keep_entries();
create or replace trigger keep_entries_of_changed after update on linju.members
  referencing old table as old_rows new table as now_rows for each statement execute function linju.keep_entries();
create or replace trigger keep_entries_of_gone after delete on linju.members
  referencing old table as old_rows for each statement execute function linju.keep_entries();
