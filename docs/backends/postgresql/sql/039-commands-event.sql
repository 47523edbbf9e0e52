-- Events that hosts plan, change and call off, and that members propose. Who may is read after the row of the community is locked.

-- Whether somebody sees an event: what a member proposes is for those who are in, until a host makes it one of theirs; what was declined,
-- for who proposed it and for hosts.
create or replace function linju.sees_event(e linju.events, viewer text) returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  role text;
begin
  if e.proposer is null then return true; end if;
  role := linju.role_in(e.community_id, viewer, linju.clock());
  return role is not null and (e.status = 'proposed' or e.proposer = viewer or role in ('owner', 'deputy', 'admin', 'host'));
end
$$;

-- An event as the rules of plans see it.
create or replace function linju.planned(e linju.events, now timestamptz) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return linju.ruled(e, now) || jsonb_build_object('community', e.community_id, 'title', e.title, 'description', e.description,
    'zone', e.zone, 'venue', e.venue, 'price', e.price, 'hosts', e.hosts, 'status_note', e.status_note, 'series', e.series,
    'tags', e.tags, 'cover', e.cover, 'photos', e.photos);
end
$$;

-- An event as its viewer is told of it once a command has changed it.
create or replace function linju.told_event(event text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select linju.sparse(to_jsonb(e) - 'cursor') from linju.shown_events e where e.id = event);
end
$$;

create or replace function linju.command_create_event(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c linju.communities;
  now timestamptz;
  plan jsonb := linju.read_plan(body -> 'plan');
  more jsonb := linju.shaped(coalesce(nullif(body -> 'more', 'null'), '[]'), '["moment"]');
  faults jsonb := coalesce(plan -> 'faults', '[]');
  done jsonb;
  one jsonb;
begin
  -- The last of a series has a longer name.
  if thing !~ '^[A-Za-z0-9_-]{1,90}$' then faults := faults || linju.at_field('event', '"malformed"'); end if;
  if more is null then faults := faults || linju.at_field('more', '"malformed"'); end if;
  if coalesce(jsonb_typeof(body -> 'community'), '') <> 'string' then faults := faults || linju.at_field('community', '"malformed"'); end if;
  if faults <> '[]' then return linju.refusal(jsonb_build_object('why', 'invalid', 'faults', faults)); end if;
  select * into c from linju.communities where id = body ->> 'community' for no key update;
  if not found then return linju.refusal('{"why": "gone"}'); end if;
  now := linju.clock();
  done := linju.plan_event(plan, more, thing, linju.standing_in(c.id, person, now), linju.called(person, c.id),
    (select count(*) from linju.events e where e.proposer = person and e.status = 'proposed' and e.over > now),
    linju.ruled(c, now) || jsonb_build_object('name', c.name), now);
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  if exists (select from jsonb_array_elements(done -> 'gives') as g (one) join linju.events e on e.id = g.one ->> 'id') then
    return linju.refusal('{"why": "already"}');
  end if;
  for one in select g.one from jsonb_array_elements(done -> 'gives') as g (one) loop
    insert into linju.events (id, community_id, title, starts, zone, proposer)
    values (one ->> 'id', c.id, one ->> 'title', linju.moment(one ->> 'start'), one ->> 'zone',
      case when one ->> 'status' = 'proposed' then person end);
    perform linju.write_event(one);
  end loop;
  return linju.told_event(thing);
end
$$;

-- Writes what a rule gives into the row of an event.
create or replace function linju.write_event(gives jsonb) returns void
language sql
as $$
  update linju.events e set title = gives ->> 'title', description = coalesce(gives ->> 'description', ''),
    starts = linju.moment(gives ->> 'start'), ends = linju.moment(gives ->> 'end'), zone = gives ->> 'zone',
    venue = coalesce(gives -> 'venue', '{}'), capacity = (gives ->> 'capacity')::bigint, sign_up = gives -> 'sign_up',
    price = coalesce(gives ->> 'price', ''), hosts = coalesce(gives -> 'hosts', '[]'), status = gives ->> 'status',
    status_note = coalesce(gives ->> 'status_note', ''), series = gives ->> 'series', tags = coalesce(gives -> 'tags', '[]'),
    cover = (gives ->> 'cover')::int, photos = coalesce(gives ->> 'photos', ''),
    proposer = case when gives ->> 'status' in ('scheduled', 'postponed') then null else e.proposer end
  where e.id = gives ->> 'id'
$$;

create or replace function linju.command_event(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c linju.communities;
  e linju.events;
  now timestamptz;
  is_now jsonb;
  community jsonb;
  event jsonb;
  own boolean;
  done jsonb;
begin
  select * into e from linju.events where id = thing for no key update;
  if not found or not linju.sees_event(e, person) then return linju.refusal('{"why": "gone"}'); end if;
  select * into c from linju.communities where id = e.community_id;
  if not found then return linju.refusal('{"why": "not-offered"}'); end if;
  now := linju.clock();
  perform linju.settle(thing, now);
  select * into e from linju.events where id = thing;
  is_now := linju.standing_in(c.id, person, now);
  community := linju.ruled(c, now);
  event := linju.planned(e, now);
  own := coalesce(e.proposer = person, false);
  if kind = 'call-off' and not coalesce(body ->> 'status' in ('scheduled', 'postponed', 'cancelled', 'proposed'), false) then
    return linju.refusal('{"why": "invalid", "faults": [{"key": "status", "kind": "malformed"}]}');
  end if;
  done := case kind
    when 'edit-event' then linju.edit_event(is_now, own, linju.read_plan(body), event, community, now)
    when 'call-off' then linju.call_off(is_now, own, body ->> 'status', linju.text_of(body, 'reason'), event, community, now)
    else linju.adopt_event(is_now, event, community, now) end;
  if done ? 'refused' then return linju.refusal(done -> 'refused'); end if;
  -- Whoever waits moves up by a trigger.
  perform linju.write_event(done -> 'gives');
  perform linju.write_news(e, person);
  return linju.told_event(thing);
end
$$;
