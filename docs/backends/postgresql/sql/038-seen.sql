-- A directory as its viewer may see it: the list, a search in it, one entry, and how many. What is hidden is not there, whatever is
-- asked. The words by which entries are found are kept here, too.

-- Keeps them, whoever writes the row. What a member shows on request, or to nobody, is in neither.
create or replace function linju.keep_found() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into linju.found (member_id, community_id, sorted, unlisted, words, more)
  values (new.id, new.community_id, new.sorted, new.unlisted,
    linju.found_text(linju.as_seen_by(linju.entry(new) - 'unlisted', 'member')), linju.fold(linju.searched(linju.entry(new), true)))
  on conflict (member_id) do update set community_id = excluded.community_id, sorted = excluded.sorted,
    unlisted = excluded.unlisted, words = excluded.words, more = excluded.more;
  return null;
end
$$;
create or replace trigger keeps_the_words after insert or update on linju.members
  for each row execute function linju.keep_found();
insert into linju.found (member_id, community_id, sorted, unlisted, words, more)
  select m.id, m.community_id, m.sorted, m.unlisted, linju.found_text(linju.as_seen_by(linju.entry(m) - 'unlisted', 'member')),
    linju.fold(linju.searched(linju.entry(m), true))
  from linju.members m where not exists (select from linju.found f where f.member_id = m.id);

-- What somebody asked for and what came of it, as the contract has it.
create or replace function linju.request(a linju.asks) returns jsonb
language sql immutable parallel safe
as $$
  select jsonb_strip_nulls(jsonb_build_object('fields', a.fields, 'word', a.word, 'at', linju.rfc(a.at), 'state', a.state,
    'until', linju.rfc(a.until), 'again_from', linju.rfc(a.again_from), 'reason', nullif(a.reason, '')))
$$;

-- What a viewer has asked of whom in a community and is not over: requests by entry.
create or replace function linju.asked_by(community text, viewer text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(jsonb_object_agg(r.member_id, r.is), '{}') from (
    select a.member_id, linju.request_settled(linju.request(a), linju.clock()) as is from linju.asks a
    where a.user_id = viewer and a.community_id = community) r where r.is is not null);
end
$$;

-- The entries of those whom a viewer has blocked, and of those who have blocked them.
create or replace function linju.hidden_from(community text, viewer text) returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select b.member from linju.blocks b where b.user_id = viewer and b.community_id = community
    union select m.id from linju.blocks b join linju.members m on m.user_id = b.whom and m.community_id = b.community_id
      where b.user_id = viewer and b.community_id = community
    union select m.id from linju.blocks b join linju.members m on m.user_id = b.user_id and m.community_id = b.community_id
      where b.whom = viewer and b.community_id = community);
end
$$;

-- An entry for somebody of a rank, with what its member has granted them and what they asked for; or null.
create or replace function linju.entry_seen(m linju.members, seen_as text, request jsonb) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  seen jsonb := linju.as_seen_by(linju.entry(m), seen_as, linju.request_grants(request, linju.clock()));
begin
  return case when request is null or seen_as = 'oneself' then seen else seen || jsonb_build_object('request', request) end;
end
$$;

-- An entry as a viewer may see it, or null; also one that is hidden from them where it is among `also`.
create or replace function linju.visible_member(member text, viewer text, also text[] default '{}') returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  m linju.members;
  rank text;
begin
  select * into m from linju.members v where v.id = member;
  rank := linju.rank_in(m.community_id, viewer);
  if m.id is null or rank = 'stranger' or linju.is_out(m) or rank <> 'organiser' and m.id <> all (also)
    and m.id = any (linju.hidden_from(m.community_id, viewer)) then
    return null;
  end if;
  return linju.entry_seen(m, case when m.user_id = viewer then 'oneself' else rank end,
    linju.asked_by(m.community_id, viewer) -> m.id);
end
$$;

-- Entries that somebody sees otherwise than everybody of their rank: their own, and those of whom they were granted something. With
-- whether all words are in what they see.
create or replace function linju.found_apart(community text, viewer text, rank text, asked jsonb, wanted text[],
  out apart text[], out matching text[])
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(s.id), '{}'), coalesce(array_agg(s.id) filter (where s.seen is not null
      and linju.has_words(linju.found_text(s.seen), wanted)), '{}')
  from (select m.id, linju.entry_seen(m, case when m.user_id = viewer then 'oneself' else rank end, asked -> m.id) as seen
    from linju.members m where m.community_id = community and (m.user_id = viewer
      or m.id in (select r.key from jsonb_each(asked) as r where linju.request_grants(r.value, linju.clock()) <> '{}'))) s
$$;

-- Ids of the entries in which a viewer sees all of some words, in the order of the directory, behind a row; none to strangers. Planned
-- for what is asked. The first word is the longest.
create or replace function linju.members_found(community text, viewer text, rank text, wanted text[], after_sorted text, after_id text,
  size bigint) returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  asked jsonb := linju.asked_by(community, viewer);
  hidden text[] := case when rank = 'organiser' then '{}' else linju.hidden_from(community, viewer) end;
  special record;
begin
  select * into special from linju.found_apart(community, viewer, rank, asked, wanted);
  return array(select f.member_id from linju.found f
    where f.community_id = members_found.community
      and (f.sorted, f.member_id) > (coalesce(after_sorted, '') collate "C", coalesce(after_id, ''))
      and (f.member_id = any (special.matching) or f.member_id <> all (special.apart) and (rank = 'organiser' or not f.unlisted)
        and (strpos(f.words, wanted[1]) > 0 or rank = 'organiser' and strpos(f.more, wanted[1]) > 0)
        and (cardinality(wanted) = 1 or linju.has_words(case rank when 'organiser' then f.words || ' ' || f.more else f.words end, wanted)))
      and f.member_id <> all (hidden)
      and not (select linju.is_out(m) from linju.members m where m.id = f.member_id)
    order by f.sorted, f.member_id limit size);
end
$$;

-- A page of a directory as a viewer may see it, behind the row whose `sorted` and `id` are given; none to strangers. One row
-- more than wanted tells whether there is another page. By `members_sorted` or `members_listed`, whatever its length; what is found for
-- `q` by the words that are kept.
create or replace function linju.visible_members(community text, viewer text, after_sorted text, after_id text, size int, q text default '')
returns table (sorted text, id text, entry jsonb)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  rank text := linju.rank_in(community, viewer);
  words text[] := linju.words(q);
  asked jsonb;
  hidden text[];
begin
  if rank = 'stranger' then return; end if;
  asked := linju.asked_by(community, viewer);
  if cardinality(words) > 0 then
    return query select m.sorted, m.id,
        linju.entry_seen(m, case when m.user_id = viewer then 'oneself' else rank end, asked -> m.id)
      from linju.members m
      where m.id = any (linju.members_found(community, viewer, rank, words, after_sorted, after_id, size)) order by m.sorted, m.id;
  elsif rank = 'organiser' then
    return query select m.sorted, m.id,
        linju.entry_seen(m, case when m.user_id = viewer then 'oneself' else rank end, asked -> m.id)
      from linju.members m where m.community_id = visible_members.community and not linju.is_out(m)
        and (m.sorted, m.id) > (coalesce(after_sorted, '') collate "C", coalesce(after_id, ''))
      order by m.sorted, m.id limit size;
  else
    hidden := linju.hidden_from(community, viewer);
    -- Those who are listed, and oneself.
    return query select e.sorted, e.id, linju.entry_seen(m, e.seen_as, asked -> m.id) from (
        (select m.sorted, m.id, case when m.user_id = viewer then 'oneself' else rank end as seen_as
          from linju.members m where m.community_id = visible_members.community and not m.unlisted and not linju.is_out(m)
            and m.id <> all (hidden) and (m.sorted, m.id) > (coalesce(after_sorted, '') collate "C", coalesce(after_id, ''))
          order by m.sorted, m.id limit size)
        union all
        (select m.sorted, m.id, 'oneself' from linju.members m
          where m.community_id = visible_members.community and m.unlisted and m.user_id = viewer
            and (m.sorted, m.id) > (coalesce(after_sorted, '') collate "C", coalesce(after_id, '')))
      ) e join linju.members m on m.id = e.id order by e.sorted, e.id limit size;
  end if;
end
$$;

-- How many entries that are: from the counts on the community's row, those whose term is over and those who are blocked; of what is
-- found, one by one.
create or replace function linju.visible_members_count(community text, viewer text, q text default '') returns bigint
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  rank text := linju.rank_in(community, viewer);
  words text[] := linju.words(q);
begin
  if rank = 'stranger' then return 0; end if;
  if cardinality(words) > 0 then
    return cardinality(linju.members_found(community, viewer, rank, words, null, null, null));
  end if;
  return (select c.entries
      - (select count(*) from linju.memberships o join linju.members m on m.user_id = o.user_id and m.community_id = o.community_id
        where o.community_id = c.id and o.state = 'member' and o.until <= linju.clock() and (rank = 'organiser' or not m.unlisted))
      - case rank when 'organiser' then 0 else c.unlisted
        + (select count(*) from linju.members m where m.id = any (linju.hidden_from(c.id, viewer)) and m.community_id = c.id
          and not m.unlisted and not linju.is_out(m))
        - (select count(*) from linju.members m where m.community_id = c.id and m.user_id = viewer and m.unlisted) end
    from linju.communities c where c.id = community);
end
$$;
