-- Founding a community, changing what it says of itself, ending it.

-- A community as its viewer is told of it.
create or replace function linju.told_community(community text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select jsonb_strip_nulls(to_jsonb(s) - 'made' - 'cursor') from linju.shown_communities s where s.id = community);
end
$$;

-- Why somebody may not make a community a chapter of another, or null. Who asks has locked the rows of both, if they are there.
create or replace function linju.not_chapter(chapter text, parent text, person text, now timestamptz) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return linju.chapter_of(
    (select linju.ruled(p, now) || jsonb_build_object('parent', p.parent) from linju.communities p where p.id = not_chapter.parent),
    linju.standing_in(parent, person, now),
    jsonb_build_object('id', chapter, 'chapters', (select coalesce(jsonb_agg(c.id), '[]') from linju.communities c
      where c.parent = chapter)), now) -> 'refused';
end
$$;

-- Makes a community of a charter that has been checked, with its owner; false where the id is taken.
create or replace function linju.make_community(community text, charter jsonb, person text, now timestamptz) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  made jsonb := linju.charter_applied(charter, jsonb_build_object('name', '', 'rules', '{}'::jsonb));
begin
  insert into linju.communities (id, name, purpose, about, area, tags, culture, rhythm, policy, rules, goal, parent, links, chat,
    activity)
  values (community, made ->> 'name', made ->> 'purpose', coalesce(made ->> 'about', ''), made -> 'area',
    coalesce(made -> 'tags', '[]'), coalesce(made -> 'culture', '[]'), coalesce(made -> 'rhythm', '[]'),
    coalesce(made -> 'policy', '{}'), made -> 'rules', nullif(made -> 'goal', 'null'), made ->> 'parent',
    coalesce(made -> 'links', '[]'), nullif(made -> 'chat', 'null'), jsonb_build_object('founded', linju.rfc(now)))
  on conflict do nothing;
  if not found then return false; end if;
  insert into linju.memberships (user_id, community_id, state, role, since, rules)
  values (person, community, 'member', 'owner', now, coalesce((made #>> '{rules,version}')::bigint, 0));
  return true;
end
$$;

create or replace function linju.command_found(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  how constant bigint := coalesce((select s.value from linju.settings s where s.name = 'founding'), 1);
  a_day constant bigint := coalesce((select s.value from linju.settings s where s.name = 'foundings_a_day'), 20);
  now timestamptz := linju.clock();
  charter jsonb;
  faults jsonb;
  word text := linju.trim(linju.text_of(body, 'word'));
  waits linju.foundings;
  refused jsonb;
begin
  -- What none of these is, is no leave to begin.
  if how not in (1, 2) then return linju.refusal('{"why": "not-offered"}'); end if;
  if coalesce(jsonb_typeof(body -> 'charter'), '') <> 'object' then
    return linju.refusal('{"why": "invalid", "faults": [{"key": "charter", "kind": "malformed"}]}');
  end if;
  charter := linju.read_charter(body -> 'charter');
  faults := case when charter ? 'faults' then charter -> 'faults' else linju.check_charter(charter, true) end;
  if char_length(word) > 2000 then faults := faults || linju.too_much('word', 2000); end if;
  if faults <> '[]' then return linju.refusal(jsonb_build_object('why', 'invalid', 'faults', faults)); end if;
  if exists (select from linju.communities c where c.id = thing)
    or exists (select from linju.foundings f where f.community_id = thing and (f.user_id <> person or f.reason = '')) then
    return linju.refusal('{"why": "already"}');
  end if;
  if coalesce(charter ->> 'parent', '') <> '' then
    perform from linju.communities p where p.id = charter ->> 'parent' for no key update;
    refused := linju.not_chapter(thing, charter ->> 'parent', person, now);
    if refused is not null then return linju.refusal(refused); end if;
  end if;
  if a_day <= (select count(*) from linju.memberships m join linju.communities c on c.id = m.community_id
      where m.user_id = person and linju.moment(c.activity ->> 'founded') > now - interval '24 hours')
    + (select count(*) from linju.foundings f where f.user_id = person and f.at > now - interval '24 hours') then
    return linju.problem(429, 'too-many');
  end if;
  if how = 2 then
    insert into linju.foundings as f (community_id, user_id, charter, word, at) values (thing, person, charter, word, now)
    on conflict (community_id) do update set charter = excluded.charter, word = excluded.word, at = excluded.at, reason = ''
      where f.user_id = excluded.user_id and f.reason <> ''
    returning * into waits;
    if waits.community_id is null then return linju.refusal('{"why": "already"}'); end if;
    return jsonb_build_object('community', thing) || linju.founding_state(waits);
  end if;
  if not linju.make_community(thing, charter, person, now) then return linju.refusal('{"why": "already"}'); end if;
  delete from linju.foundings f where f.community_id = thing;
  return jsonb_build_object('community', thing) || linju.standing_in(thing, person, now);
end
$$;

-- Where somebody stands with a community that they want to found.
create or replace function linju.founding_state(f linju.foundings) returns jsonb
language sql immutable
as $$
  select case when f.reason = '' then jsonb_build_object('state', 'pending-approval', 'since', linju.rfc(f.at))
    else jsonb_build_object('state', 'rejected', 'reason', f.reason) end
$$;

-- For the operator: lets a community begin, or says why not. `select * from linju.foundings` says who waits.
create or replace function linju.let_found(community text) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  f linju.foundings;
begin
  select * into f from linju.foundings w where w.community_id = community for update;
  if not found then raise exception 'nobody waits to found %', community; end if;
  -- A parent that cannot be one any more is left out.
  perform from linju.communities p where p.id = f.charter ->> 'parent' for no key update;
  if linju.not_chapter(community, f.charter ->> 'parent', f.user_id, linju.clock()) is not null then
    f.charter := f.charter - 'parent';
  end if;
  if not linju.make_community(f.community_id, f.charter, f.user_id, linju.clock()) then
    raise exception 'there is a community % already', community;
  end if;
  delete from linju.foundings w where w.community_id = community;
  return f.charter ->> 'name';
end
$$;

create or replace function linju.refuse_founding(community text, reason text) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if linju.trim(coalesce(reason, '')) = '' then raise exception 'a reason is needed: it is what they are told'; end if;
  update linju.foundings w set reason = linju.trim(refuse_founding.reason) where w.community_id = community;
  if not found then raise exception 'nobody waits to found %', community; end if;
  return community;
end
$$;

create or replace function linju.command_edit(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c linju.communities;
  now timestamptz;
  done jsonb;
  edited jsonb;
  charter jsonb := linju.read_charter(body);
begin
  -- A parent beside it, in one order, so that no two wait for one another.
  perform from linju.communities l where l.id in (thing, charter ->> 'parent') order by l.id for no key update;
  select * into c from linju.communities where id = thing;
  if not found then return linju.refusal('{"why": "gone"}'); end if;
  now := linju.clock();
  done := linju.edit(linju.standing_in(thing, person, now), charter, to_jsonb(c), now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  edited := done -> 'gives';
  if edited ->> 'parent' is distinct from c.parent and edited ->> 'parent' is not null then
    done := linju.not_chapter(thing, edited ->> 'parent', person, now);
    if done is not null then return linju.refusal(done); end if;
  end if;
  update linju.communities set name = edited ->> 'name', purpose = edited ->> 'purpose', about = edited ->> 'about',
    area = edited -> 'area', tags = edited -> 'tags', culture = edited -> 'culture', rhythm = edited -> 'rhythm',
    policy = edited -> 'policy', rules = edited -> 'rules', goal = nullif(edited -> 'goal', 'null'), parent = edited ->> 'parent',
    links = edited -> 'links', chat = nullif(edited -> 'chat', 'null') where id = thing;
  return linju.told_community(thing);
end
$$;

create or replace function linju.command_end(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c linju.communities;
  now timestamptz;
  done jsonb;
begin
  select * into c from linju.communities where id = thing for no key update;
  if not found then return linju.refusal('{"why": "gone"}'); end if;
  now := linju.clock();
  done := linju.end_of(linju.standing_in(thing, person, now), kind, linju.text_of(body, 'farewell'), linju.ruled(c, now), now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  update linju.communities set activity = done -> 'gives' where id = thing;
  return linju.told_community(thing);
end
$$;
