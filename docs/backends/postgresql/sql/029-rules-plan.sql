-- What hosts write about an event, and what becomes of it: src/model/plan.rs, src/model/planning.rs. `tests/rules/plan.json` is run
-- against both.

-- The parts of a plan.
create or replace function linju.plan_shape() returns jsonb
language sql immutable parallel safe
as $$
  select '{
    "title": "text", "description": "text", "start": "moment", "end": "moment", "zone": "text", "price": "text", "photos": "text",
    "capacity": "count", "opens": "moment", "closes": "moment", "party_max": "count", "waitlist": "yes", "children": "yes", "each": "yes", "series": "recurrence",
    "tags": ["text"], "cover": "count", "hosts": ["text"], "who": {"one of": ["open", "approval", "members", "invitation"]},
    "without": [{"one of": ["end", "capacity", "opens", "closes", "series", "cover"]}],
    "venue": {"city": "text", "district": "text", "place": "text", "position": {"lat!": "degrees north", "lng!": "degrees east"},
      "address": "text", "address_hidden": "yes", "online": "yes", "online_url": "text"}
  }'::jsonb || jsonb_build_object('form', linju.charter_shape() #> '{policy,form}')
$$;

-- A plan in its shape; or `{"faults"}`, by part.
create or replace function linju.read_plan(given jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  made jsonb := '{}';
  faults jsonb := '[]';
  part record;
  shaped jsonb;
begin
  for part in select s.key, s.value as shape, given -> s.key as value from jsonb_each(linju.plan_shape()) as s loop
    continue when part.value is null or part.value = 'null';
    shaped := linju.shaped(part.value, part.shape);
    if shaped is null then
      faults := faults || jsonb_build_object('key', part.key, 'kind', 'malformed');
    else
      made := made || jsonb_build_object(part.key, shaped);
    end if;
  end loop;
  return case when faults = '[]' then made else jsonb_build_object('faults', faults) end;
end
$$;

-- Who is called so: as they were known, else by name alone.
create or replace function linju.host_called(name text, known jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select coalesce((select k.one from jsonb_array_elements(coalesce(known, '[]')) with ordinality as k (one, at)
      where k.one ->> 'name' = linju.trim(name) order by k.at limit 1),
    jsonb_build_object('name', linju.trim(name), 'role', 'host'))
$$;

-- An event once it is changed so. How many have signed up stays as it is.
create or replace function linju.plan_applied(plan jsonb, event jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  made jsonb := event;
  policy jsonb := '{"who": "open", "party_max": 1, "waitlist": true}' || coalesce(event -> 'sign_up', '{}');
  field text;
begin
  for field in select * from jsonb_array_elements_text(coalesce(plan -> 'without', '[]')) loop
    if field in ('opens', 'closes') then policy := policy - field; else made := made - field; end if;
  end loop;
  foreach field in array array['title', 'description', 'zone', 'price', 'photos'] loop
    if plan ? field then made := made || jsonb_build_object(field, linju.trim(plan ->> field)); end if;
  end loop;
  foreach field in array array['start', 'end', 'capacity', 'series', 'cover', 'venue', 'tags'] loop
    if plan ? field then made := made || jsonb_build_object(field, plan -> field); end if;
  end loop;
  foreach field in array array['who', 'opens', 'closes', 'party_max', 'waitlist', 'form', 'children', 'each'] loop
    if plan ? field then policy := policy || jsonb_build_object(field, plan -> field); end if;
  end loop;
  if plan ? 'hosts' then
    made := made || jsonb_build_object('hosts', (select coalesce(jsonb_agg(linju.host_called(h.name, event -> 'hosts') order by h.at), '[]')
      from jsonb_array_elements_text(plan -> 'hosts') with ordinality as h (name, at)));
  end if;
  return made || jsonb_build_object('sign_up', policy);
end
$$;

create or replace function linju.at_field(key text, kind jsonb) returns jsonb
language sql immutable parallel safe
as $$ select jsonb_build_array(jsonb_build_object('key', key, 'kind', kind)) $$;

-- Whether a page makes a link of it: a host behind `https://`, and all of it printing characters.
create or replace function linju.is_safe(url text) returns boolean
language sql immutable parallel safe
as $$
  select url ~ '^https://[A-Za-z0-9]' and url !~ '[\u0001-\u001f\u007f-\u009f]' and translate(url, linju.space(), '') = url
$$;

-- Title, description, place, interests, hosts, questions, pictures.
create or replace function linju.check_plan_words(plan jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  faults jsonb := '[]';
  field record;
begin
  for field in select f.key, f.most, f.given from (values
    (1, 'title', 120, plan ->> 'title'), (2, 'description', 20000, plan ->> 'description'), (3, 'price', 200, plan ->> 'price'),
    (4, 'photos', 2000, plan ->> 'photos'),
    (5, 'city', 200, plan #>> '{venue,city}'), (6, 'district', 200, plan #>> '{venue,district}'),
    (7, 'place', 200, plan #>> '{venue,place}'), (8, 'address', 200, plan #>> '{venue,address}')) as f (at, key, most, given)
    order by f.at
  loop
    if char_length(linju.trim(field.given)) > field.most then faults := faults || linju.too_much(field.key, field.most); end if;
  end loop;
  if coalesce(plan #>> '{venue,online_url}', '') <> '' and not linju.is_web(plan #>> '{venue,online_url}') then
    faults := faults || linju.at_field('online_url', '"malformed"');
  end if;
  for field in select * from (values ('tags', 12, 30), ('hosts', 12, 60)) as f (key, many, long) loop
    if jsonb_array_length(plan -> field.key) > field.many then
      faults := faults || linju.too_much(field.key, field.many);
    elsif exists (select from jsonb_array_elements_text(coalesce(plan -> field.key, '[]')) as l (line)
      where char_length(l.line) > field.long) then
      faults := faults || linju.too_much(field.key, field.long);
    end if;
  end loop;
  if jsonb_array_length(plan -> 'form') > 30 then faults := faults || linju.too_much('form', 30); end if;
  if (plan ->> 'cover')::numeric >= 6 then faults := faults || linju.too_much('cover', 5); end if;
  -- They show people: nothing over an open line.
  if linju.trim(plan ->> 'photos') <> '' and not linju.is_safe(linju.trim(plan ->> 'photos')) then
    faults := faults || linju.at_field('photos', '"malformed"');
  end if;
  return faults;
end
$$;

-- What is wrong with a plan, by field. Without an event `before`, what an event cannot be without has to be there; times are checked on the
-- event as it would be.
create or replace function linju.check_plan(plan jsonb, before jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  faults jsonb := linju.check_plan_words(plan);
  made jsonb := linju.plan_applied(plan, coalesce(before, '{"title": "", "zone": ""}'));
  starts timestamptz := linju.moment(made ->> 'start');
  ends timestamptz := linju.moment(made ->> 'end');
  opens timestamptz := linju.moment(made #>> '{sign_up,opens}');
  closes timestamptz := linju.moment(made #>> '{sign_up,closes}');
  zone text := made ->> 'zone';
  seats numeric := (plan ->> 'capacity')::numeric;
  least_seats numeric := greatest(coalesce((before ->> 'taken')::numeric, 0), 1);
  party numeric := (plan ->> 'party_max')::numeric;
begin
  if made ->> 'title' = '' then faults := faults || linju.at_field('title', '"missing"'); end if;
  if zone = '' then faults := faults || linju.at_field('zone', '"missing"');
  elsif zone !~ '^[A-Za-z][A-Za-z0-9_+/-]{0,59}$' then faults := faults || linju.at_field('zone', '"malformed"'); end if;
  if before is null and not plan ? 'start' then
    faults := faults || linju.at_field('start', '"missing"');
  else
    if (before is null or linju.moment(before ->> 'start') <> starts) and starts <= now then
      faults := faults || linju.at_field('start', '"malformed"');
    end if;
    if plan ?| array['start', 'end', 'opens', 'closes'] then
      if ends <= starts then faults := faults || linju.at_field('end', '"malformed"');
      elsif ends - starts > interval '744 hours' then faults := faults || linju.too_much('end', 31); end if;
      if closes > starts then faults := faults || linju.at_field('closes', '"malformed"'); end if;
      if opens >= least(closes, starts) then faults := faults || linju.at_field('opens', '"malformed"'); end if;
    end if;
  end if;
  if seats < least_seats then faults := faults || linju.at_field('capacity', jsonb_build_object('too-little', least_seats));
  elsif seats > 100000 then faults := faults || linju.too_much('capacity', 100000); end if;
  if party = 0 then faults := faults || linju.at_field('party_max', '{"too-little": 1}');
  elsif party > 20 then faults := faults || linju.too_much('party_max', 20); end if;
  return faults;
end
$$;

-- What is wrong with the starts of the later meetings of a series, a list of moments.
create or replace function linju.check_more(plan jsonb, more jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  first timestamptz := coalesce(linju.moment(plan ->> 'start'), 'epoch');
  all_starts timestamptz[] := first || array(select linju.moment(m.one) from jsonb_array_elements_text(more) with ordinality as m (one, at)
    order by m.at);
  n constant int := cardinality(all_starts);
begin
  if n > 60 then return jsonb_build_array(linju.too_much('more', 60)); end if;
  if exists (select from generate_series(2, n) as g (at) where all_starts[g.at] <= all_starts[g.at - 1]) then
    return linju.at_field('more', '"malformed"');
  end if;
  if all_starts[n] - first > interval '8784 hours' then return jsonb_build_array(linju.too_much('more', 366)); end if;
  return '[]';
end
$$;

-- Whether somebody plans events of a community, rather than proposing them.
create or replace function linju.may_plan(is_now jsonb, community jsonb, now timestamptz) returns boolean
language sql immutable parallel safe
as $$
  select not linju.has_ended(community, now) and coalesce(linju.role(is_now, now) in ('owner', 'deputy', 'admin', 'host'), false)
$$;

-- The same event at another time: its end and the hours of its sign-up keep their distance from the start.
create or replace function linju.moved_to(event jsonb, start text) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  later interval := linju.moment(start) - linju.moment(event ->> 'start');
  made jsonb := event || jsonb_build_object('start', start);
  place text[];
begin
  foreach place slice 1 in array array[['end', ''], ['sign_up', 'opens'], ['sign_up', 'closes']] loop
    place := array_remove(place, '');
    if event #>> place is not null then
      made := jsonb_set(made, place, to_jsonb(linju.rfc(linju.moment(event #>> place) + later)));
    end if;
  end loop;
  return made;
end
$$;

-- The meetings that are planned. `called` is what the planner is called, `proposals` how many of theirs nobody has answered.
create or replace function linju.plan_event(plan jsonb, more jsonb, id text, is_now jsonb, called text, proposals bigint, community jsonb,
  now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  plans boolean := linju.may_plan(is_now, community, now);
  faults jsonb;
  first jsonb;
begin
  if linju.has_ended(community, now) then return linju.refused('closed'); end if;
  if linju.role(is_now, now) is null then return linju.refused('members-only'); end if;
  faults := linju.check_plan(plan, null, now) || linju.check_more(plan, more);
  if not plans and more <> '[]' then faults := faults || linju.too_much('more', 1); end if;
  if not plans and proposals >= 5 then faults := faults || linju.too_much('proposals', 5); end if;
  if faults <> '[]' then return linju.refused('invalid', jsonb_build_object('faults', faults)); end if;
  first := linju.plan_applied(plan, jsonb_build_object('id', id, 'community', community -> 'id', 'community_name', community -> 'name',
    'status', case when plans then 'scheduled' else 'proposed' end, 'taken', 0, 'waiting', 0));
  if coalesce(first -> 'hosts', '[]') = '[]' and called <> '' then
    first := first || jsonb_build_object('hosts', jsonb_build_array(linju.host_called(called, '[]')));
  end if;
  return linju.gives(jsonb_build_array(first) || (select coalesce(jsonb_agg(linju.moved_to(first, m.one)
      || jsonb_build_object('id', id || '-' || (m.at + 1)) order by m.at), '[]')
    from jsonb_array_elements_text(more) with ordinality as m (one, at)));
end
$$;

-- Why somebody may not change an event, or null: as a host, or because they proposed it (`own`) and it waits for a word.
create or replace function linju.may_not_change(is_now jsonb, own boolean, event jsonb, community jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when linju.has_ended(community, now) then linju.refused('closed')
    when linju.may_plan(is_now, community, now) then null
    when own and event ->> 'status' = 'proposed' and linju.role(is_now, now) is not null then null
    else linju.refused('forbidden') end
$$;

-- An event as a host has changed it. What has ended keeps its time, its place and its seats.
create or replace function linju.edit_event(is_now jsonb, own boolean, plan jsonb, event jsonb, community jsonb, now timestamptz)
returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  done jsonb := linju.may_not_change(is_now, own, event, community, now);
begin
  if done is not null then return done; end if;
  if plan ? 'faults' then return linju.refused('invalid', plan); end if;
  -- What was put off may still get its day, after the one that it had.
  if linju.sign_up_window(event, now) = 'over' and event ->> 'status' is distinct from 'postponed' and (plan - array['title', 'description', 'price', 'tags', 'cover', 'hosts', 'photos', 'series',
    'without']
      <> '{}' or exists (select from jsonb_array_elements_text(coalesce(plan -> 'without', '[]')) as w (what) where w.what <> 'cover')) then
    return linju.refused('over');
  end if;
  done := linju.check_plan(plan, event, now);
  if done <> '[]' then return linju.refused('invalid', jsonb_build_object('faults', done)); end if;
  return linju.gives(linju.plan_applied(plan, event));
end
$$;

-- An event that is called off, put off, or takes place after all. Sign-ups stay as they are.
create or replace function linju.call_off(is_now jsonb, own boolean, status text, reason text, event jsonb, community jsonb, now timestamptz)
returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  done jsonb := linju.may_not_change(is_now, own, event, community, now);
  was text := coalesce(event ->> 'status', 'scheduled');
  note text := '';
begin
  if done is not null then return done; end if;
  if linju.sign_up_window(event, now) = 'over' and not (was = 'postponed' and status = 'cancelled') then
    return linju.refused('over');
  end if;
  if status = 'proposed' or was = 'proposed' and status <> 'cancelled' then return linju.refused('nothing-there'); end if;
  if was = status then return linju.refused('already'); end if;
  -- Who takes back what they proposed owes nobody a reason.
  if status <> 'scheduled' and (linju.may_plan(is_now, community, now) or linju.trim(coalesce(reason, '')) <> '') then
    done := linju.said('reason', reason, 2000);
    if done ? 'refused' then return done; end if;
    note := done ->> 'said';
  end if;
  return linju.gives(event || jsonb_build_object('status', status, 'status_note', note));
end
$$;

-- An event that a member has proposed, once a host has made it one of theirs.
create or replace function linju.adopt_event(is_now jsonb, event jsonb, community jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when linju.has_ended(community, now) then linju.refused('closed')
    when not linju.may_plan(is_now, community, now) then linju.refused('forbidden')
    when coalesce(event ->> 'status', 'scheduled') in ('scheduled', 'postponed') then linju.refused('already')
    when event ->> 'status' = 'cancelled' then linju.refused('nothing-there')
    when linju.has_come(event ->> 'start', now) then linju.refused('over')
    else linju.gives(event || '{"status": "scheduled"}') end
$$;

-- An event with the parts that say nothing, as the model writes it: for the table.
create or replace function linju.whole_event(event jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select linju.sparse(event) || jsonb_build_object('taken', coalesce(event -> 'taken', '0'), 'waiting', coalesce(event -> 'waiting', '0'),
    'status', coalesce(event -> 'status', '"scheduled"'),
    'venue', '{"address_hidden": false, "online": false}' || linju.sparse(coalesce(event -> 'venue', '{}')),
    'sign_up', '{"who": "open", "party_max": 1, "waitlist": true}' || linju.sparse(coalesce(event -> 'sign_up', '{}'))
      || jsonb_build_object('waitlist', coalesce(event #> '{sign_up,waitlist}', 'true')))
$$;

-- What these rules say to one case of `tests/rules/plan.json`.
create or replace function linju.plan_says(of_table jsonb, one jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  is_now jsonb := of_table #> array['states', one ->> 'is'];
  thing jsonb := of_table #> array['things', one ->> 'thing'];
  event jsonb := of_table #> array['events', one ->> 'event'];
  plan jsonb := linju.read_plan(of_table #> array['plans', one ->> 'plan']);
  own boolean := coalesce((one ->> 'own')::boolean, false);
  now timestamptz := linju.moment(of_table ->> 'now');
  said jsonb;
begin
  said := case one ->> 'do'
    when 'create' then linju.plan_event(plan, coalesce(one -> 'more', '[]'), 'new', is_now, '陈姐', coalesce((one ->> 'proposals')::bigint, 0),
      thing, now)
    when 'edit' then linju.edit_event(is_now, own, plan, event, thing, now)
    when 'adopt' then linju.adopt_event(is_now, event, thing, now)
    else linju.call_off(is_now, own, one ->> 'status', one ->> 'reason', event, thing, now) end;
  if said ? 'refused' then return said; end if;
  if one ->> 'do' <> 'create' then return linju.gives(linju.whole_event(said -> 'gives')); end if;
  return linju.gives((select jsonb_agg(linju.whole_event(e.one) order by e.at)
    from jsonb_array_elements(said -> 'gives') with ordinality as e (one, at)));
end
$$;
