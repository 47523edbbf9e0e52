-- Who asks whom for what is shown on request, and what the owner says; who does not want to see whom; what organisers are told. Each
-- sees no other than what concerns them: a request is found by who asked, or by whose entry it is about, never by its id alone.

-- Writes down what became of a request.
create or replace function linju.keep_request(request_id text, is_now jsonb) returns void
language sql
as $$
  update linju.asks set fields = is_now -> 'fields', word = is_now ->> 'word', state = is_now ->> 'state',
    at = linju.moment(is_now ->> 'at'), until = linju.moment(is_now ->> 'until'),
    again_from = linju.moment(is_now ->> 'again_from'), reason = coalesce(is_now ->> 'reason', '')
  where id = request_id
$$;

-- What a body brings with a request or an answer to one: `{"fields", "word", "until", "reason"}`, or `{"faults"}`.
create or replace function linju.asking_input(body jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  fields jsonb := coalesce(nullif(body -> 'fields', 'null'), '[]');
  faults jsonb := '[]';
  well boolean := jsonb_typeof(fields) = 'array';
begin
  if well then
    select coalesce(bool_and(jsonb_typeof(f.one) = 'string'), true) into well from jsonb_array_elements(fields) as f (one);
  end if;
  if not well then faults := faults || '[{"key": "fields", "kind": "malformed"}]'; end if;
  select faults || coalesce(jsonb_agg(jsonb_build_object('key', t.key, 'kind', 'malformed')), '[]') into faults
    from unnest(array['word', 'reason', 'text']) as t (key)
    where coalesce(jsonb_typeof(body -> t.key), 'null') not in ('string', 'null');
  if coalesce(body -> 'until', 'null') <> 'null' and linju.moment(linju.text_of(body, 'until')) is null then
    faults := faults || '[{"key": "until", "kind": "malformed"}]';
  end if;
  if faults <> '[]' then return jsonb_build_object('faults', faults); end if;
  return jsonb_build_object('fields', fields, 'word', linju.text_of(body, 'word'), 'reason', linju.text_of(body, 'reason'),
    'text', linju.text_of(body, 'text'), 'until', nullif(linju.text_of(body, 'until'), ''));
end
$$;

create or replace function linju.command_ask(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  member text := linju.text_of(body, 'member');
  input jsonb := linju.asking_input(body);
  a linju.asks;
  now timestamptz;
  seen jsonb;
  is_now jsonb;
  before jsonb;
  done jsonb;
begin
  perform from linju.communities where id = thing for no key update;
  now := linju.clock();
  select * into a from linju.asks r where r.user_id = person and r.member_id = member and r.community_id = thing;
  before := case when a.id is not null then linju.request(a) end;
  if kind = 'take-back-request' then
    done := linju.take_back(before, now);
    if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
    delete from linju.asks r where r.id = a.id;
    return jsonb_build_object('community', thing);
  end if;
  if not exists (select from linju.communities c where c.id = thing) then return linju.refusal('{"why": "gone"}'); end if;
  if input ? 'faults' then return linju.refusal(input || '{"why": "invalid"}'); end if;
  is_now := linju.standing_in(thing, person, now);
  if linju.role(is_now, now) is not null then
    seen := linju.visible_member(member, person);
    if seen is null or seen ->> 'community' <> thing then return linju.refusal('{"why": "gone"}'); end if;
  end if;
  done := linju.ask_contact(jsonb_build_object('is', is_now, 'before', before, 'on_request', seen -> 'on_request', 'pending',
    (select count(*) from linju.asks r where r.user_id = person and r.community_id = thing and r.state = 'pending')),
    input -> 'fields', input ->> 'word', now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  if a.id is null then
    insert into linju.asks (community_id, user_id, member_id, fields, state, at) values (thing, person, member, '[]', 'pending', now)
      returning * into a;
  end if;
  perform linju.keep_request(a.id, done -> 'gives');
  return done -> 'gives';
end
$$;

-- Who asks the owner of an entry, as they are told: with the name of who asks, and their entry where the owner sees it.
create or replace function linju.asked_of(a linju.asks, organises boolean) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select jsonb_strip_nulls(jsonb_build_object('person', a.id,
      'name', coalesce(case when not m.unlisted or organises then m.name end, linju.called(a.user_id, a.community_id)),
      'member', case when not m.unlisted or organises then m.id end)) || linju.request(a)
    from (select 1) one left join linju.members m on m.user_id = a.user_id and m.community_id = a.community_id);
end
$$;

-- Requests to the owner of an entry by those who are in: that wait first, the newest first; not between two of whom one has blocked the
-- other, unless the owner organises.
create or replace function linju.requests_to(community text, viewer text) returns setof linju.asks
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select a.* from linju.members m join linju.asks a on a.member_id = m.id
    where m.user_id = viewer and m.community_id = community and linju.role_in(community, a.user_id, linju.clock()) is not null
      and (linju.rank_in(community, viewer) = 'organiser' or not exists (select from linju.blocks b where b.community_id = community
        and (b.user_id = viewer and b.whom = a.user_id or b.user_id = a.user_id and b.whom = viewer)))
    order by a.state <> 'pending', a.at desc, a.id;
end
$$;

create or replace function linju.command_answer(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  input jsonb := linju.asking_input(body);
  a linju.asks;
  now timestamptz;
  is_now jsonb;
  closed jsonb;
  done jsonb;
begin
  perform from linju.communities where id = thing for no key update;
  now := linju.clock();
  if linju.role_in(thing, person, now) is null then return linju.refusal('{"why": "members-only"}'); end if;
  if input ? 'faults' then return linju.refusal(input || '{"why": "invalid"}'); end if;
  select r.* into a from linju.requests_to(thing, person) r where r.id = linju.text_of(body, 'person');
  is_now := case when a.id is not null then linju.request(a) end;
  select linju.closed_fields(linju.entry(own)) into closed from linju.members own
  where own.user_id = person and own.community_id = thing;
  done := case kind when 'grant-request'
      then linju.grant_request(is_now, input -> 'fields', coalesce(closed, '[]'), input ->> 'until', now)
    when 'refuse-request' then linju.refuse_request(is_now, input ->> 'reason', now)
    else linju.revoke_grant(is_now, now) end;
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  perform linju.keep_request(a.id, done -> 'gives');
  select r.* into a from linju.asks r where r.id = a.id;
  return linju.asked_of(a, linju.rank_in(thing, person) = 'organiser');
end
$$;

-- What is done about another's entry, which one may see, or has blocked: to block them, or to tell the organisers of them, once until
-- that is settled.
create or replace function linju.command_about(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  member text := linju.text_of(body, 'member');
  input jsonb := linju.asking_input(body);
  reason text := linju.text_of(body, 'reason');
  said text;
  now timestamptz;
  m linju.members;
begin
  perform from linju.communities where id = thing for no key update;
  if not found then return linju.refusal('{"why": "gone"}'); end if;
  now := linju.clock();
  if linju.role_in(thing, person, now) is null then return linju.refusal('{"why": "members-only"}'); end if;
  select * into m from linju.members v where v.id = member and v.community_id = thing;
  if m.id is null or linju.visible_member(m.id, person,
      array(select b.member from linju.blocks b where b.user_id = person and b.community_id = thing)) is null then
    return linju.refusal('{"why": "gone"}');
  end if;
  if m.user_id = person then return linju.refusal('{"why": "nothing-there"}'); end if;
  if kind = 'block' then
    insert into linju.blocks (community_id, user_id, whom, member, name) values (thing, person, m.user_id, m.id, m.name)
      on conflict do nothing;
    -- What was between the two goes; what was refused stays so for who comes back.
    delete from linju.asks r where r.state in ('pending', 'granted') and (r.user_id = person and r.member_id = m.id
      or r.user_id = m.user_id and r.member_id in (select v.id from linju.members v where v.user_id = person and v.community_id = thing));
    return jsonb_build_object('community', thing);
  end if;
  if input ? 'faults' then return linju.refusal(input || '{"why": "invalid"}'); end if;
  if reason not in ('spam', 'rude', 'false', 'privacy', 'other') then
    return linju.refusal('{"why": "invalid", "faults": [{"key": "reason", "kind": "malformed"}]}');
  end if;
  said := linju.trim(input ->> 'text');
  if char_length(said) > 1000 then
    return linju.refusal('{"why": "invalid", "faults": [{"key": "text", "kind": {"too-much": 1000}}]}');
  end if;
  if exists (select from linju.reports r where r.community_id = thing and r.user_id = person and r.member = m.id and r.settled is null) then
    return linju.refusal('{"why": "already"}');
  end if;
  insert into linju.reports (community_id, user_id, whom, member, name, reason, text, at)
    values (thing, person, m.user_id, m.id, m.name, reason, said, now);
  return jsonb_build_object('community', thing);
end
$$;

-- By the id that their entry had then; all of one person's.
create or replace function linju.command_unblock(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  b linju.blocks;
begin
  select * into b from linju.blocks o where o.user_id = person and o.community_id = thing and o.member = linju.text_of(body, 'member');
  if b.id is null then return linju.refusal('{"why": "nothing-there"}'); end if;
  delete from linju.blocks o where o.user_id = person and o.community_id = thing and (o.id = b.id or o.whom = b.whom);
  return jsonb_build_object('community', thing);
end
$$;

-- What is said of oneself is not for oneself.
create or replace function linju.command_settle_report(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  r linju.reports;
  now timestamptz := linju.clock();
begin
  if not coalesce(linju.organises(linju.role_in(thing, person, now)), false) then return linju.refusal('{"why": "forbidden"}'); end if;
  select * into r from linju.reports o where o.id = linju.text_of(body, 'report') and o.community_id = thing
    and o.whom is distinct from person for no key update;
  if r.id is null then return linju.refusal('{"why": "gone"}'); end if;
  if r.settled is not null then return linju.refusal('{"why": "already"}'); end if;
  update linju.reports set settled = now where id = r.id;
  return jsonb_build_object('community', thing);
end
$$;

-- Whoever stands in the directory no more takes their requests with them; those to them go with the entry.
create or replace function linju.end_requests() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from linju.asks r where r.user_id = old.user_id and r.community_id = old.community_id and r.state in ('pending', 'granted');
  return null;
end
$$;
create or replace trigger ends_their_requests after delete on linju.members
  for each row execute function linju.end_requests();
create or replace trigger ends_their_requests after delete on linju.memberships
  for each row execute function linju.end_requests();
-- So does whoever leaves or is put out without an entry.
create or replace trigger ends_their_requests_too after update of state on linju.memberships
  for each row when (new.state is distinct from old.state and new.state in ('left', 'none', 'removed', 'rejected'))
  execute function linju.end_requests();
