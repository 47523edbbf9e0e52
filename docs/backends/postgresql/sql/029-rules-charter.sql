-- What organisers write about their community: src/model/charter.rs; `tests/rules/charter.json` is run against both. What is
-- written is first brought into its shape, so that nothing is kept that a reader of the contract could not read.

-- A value in its shape, without what the shape does not have; null where it does not fit. A shape is a word for a plain value, a
-- list of one shape for a list of such, `{"one of": [words]}`, or an object of shapes, whose names end in ! where they are needed.
create or replace function linju.shaped(value jsonb, shape jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  kind constant text := jsonb_typeof(value);
  plain constant text := value #>> '{}';
  made jsonb;
  one jsonb;
  name text;
  field text;
  inner_shape jsonb;
begin
  if jsonb_typeof(shape) = 'array' then
    if kind <> 'array' then return null; end if;
    made := '[]';
    for one in select v.it from jsonb_array_elements(value) with ordinality as v (it, at) order by v.at loop
      one := linju.shaped(one, shape -> 0);
      if one is null then return null; end if;
      made := made || jsonb_build_array(one);
    end loop;
    return made;
  end if;
  if shape ? 'one of' then return case when kind = 'string' and shape -> 'one of' ? plain then value end; end if;
  if jsonb_typeof(shape) = 'object' then
    if kind <> 'object' then return null; end if;
    made := '{}';
    for name, inner_shape in select s.key, s.value from jsonb_each(shape) as s loop
      field := rtrim(name, '!');
      one := nullif(value -> field, 'null');
      if one is null then
        if name <> field then return null; end if;
        continue;
      end if;
      one := linju.shaped(one, inner_shape);
      if one is null then return null; end if;
      made := made || jsonb_build_object(field, one);
    end loop;
    return made;
  end if;
  case shape #>> '{}'
    when 'text' then return case when kind = 'string' then value end;
    when 'yes' then return case when kind = 'boolean' then value end;
    when 'number' then return case when kind = 'number' then value end;
    when 'count', 'amount' then
      if kind <> 'number' then return null; end if;
      return case when plain::numeric % 1 = 0 and plain::numeric between 0
        and (case shape #>> '{}' when 'count' then 4294967295 else 9007199254740991 end) then to_jsonb(trunc(plain::numeric)) end;
    when 'degrees north' then
      if kind <> 'number' then return null; end if;
      return case when plain::numeric between -90 and 90 then value end;
    when 'degrees east' then
      if kind <> 'number' then return null; end if;
      return case when plain::numeric between -180 and 180 then value end;
    when 'moment' then
      return case when kind = 'string' and linju.moment(plain) is not null then to_jsonb(linju.rfc(linju.moment(plain))) end;
    when 'date' then return case when kind = 'string' and linju.is_date(plain) then value end;
    when 'time' then return case when kind = 'string' and plain ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' then value end;
    when 'recurrence' then
      return case when kind = 'string' and octet_length(plain) <= 500
        and plain ~ '^([A-Z]+=[A-Z0-9,+-]+;)*FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$'
        and plain !~ '(BYHOUR|BYMINUTE|BYSECOND|BYWEEKNO|BYYEARDAY)' then value end;
    when 'zone' then return case when kind = 'string' and plain ~ '^[A-Za-z0-9_+/-]{1,60}$' then value end;
  end case;
end
$$;

-- The parts of a charter.
create or replace function linju.charter_shape() returns jsonb
language sql immutable parallel safe
as $$
  select '{
    "name": "text", "purpose": "text", "about": "text", "tags": ["text"], "rules": ["text"], "culture": ["text"],
    "area": {"city": "text", "district": "text", "place": "text", "position": {"lat!": "degrees north", "lng!": "degrees east"}},
    "rhythm": [{"rule!": "recurrence", "from!": "date", "start!": "time", "end": "time", "zone!": "zone", "except": ["date"],
      "what": "text"}],
    "policy": {"door": {"one of": ["open", "approval", "invitation", "closed"]}, "consent": "yes", "sponsor": "yes",
      "members_invite": "yes", "capacity": "count", "answer_days": "count", "term": "count", "grace": "count",
      "phrases": ["text"], "referral": {"count!": "count", "kind": "text"},
      "dues": {"amount!": "amount", "currency!": "text", "period!": {"one of": ["once", "month", "year"]}, "link": "text",
        "how": "text"},
      "form": [{"key!": "text", "label!": "text", "kind": {"one of": ["text", "paragraph", "number", "choice", "choices", "date",
        "phone", "email", "consent"]}, "required": "yes", "help": "text", "min": "count", "max": "count", "options": ["text"],
        "shown_if": {"key!": "text", "equals!": "text"}}]},
    "goal": {"what!": "text", "done!": "count", "of!": "count", "unit": "text", "by": "date"},
    "parent": "text", "links": [{"label!": "text", "url!": "text"}],
    "chat": {"label": "text", "url": "text", "picture": "text", "until": "moment"}
  }'::jsonb
$$;

-- A charter in its shape; or `{"faults"}`, by part.
create or replace function linju.read_charter(given jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  made jsonb := '{}';
  faults jsonb := '[]';
  part record;
  shaped jsonb;
begin
  for part in select s.key, s.value as shape, given -> s.key as value from jsonb_each(linju.charter_shape()) as s loop
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

create or replace function linju.is_web(url text) returns boolean
language sql immutable parallel safe
as $$ select starts_with(url, 'https://') or starts_with(url, 'http://') $$;

create or replace function linju.too_much(key text, most int) returns jsonb
language sql immutable parallel safe
as $$ select jsonb_build_object('key', key, 'kind', jsonb_build_object('too-much', most)) $$;

-- What is wrong with a charter, by field. `founding`: what a community cannot be without has to be there.
create or replace function linju.check_charter(charter jsonb, founding boolean) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  faults jsonb := '[]';
  field record;
  given text;
  area jsonb := charter -> 'area';
  policy jsonb := charter -> 'policy';
  links jsonb := coalesce(charter -> 'links', '[]');
begin
  for field in select * from (values ('name', 60, true), ('purpose', 200, true), ('about', 20000, false))
    as f (key, most, needed) loop
    given := linju.trim(charter ->> field.key);
    if field.needed and (given = '' or given is null and founding) then
      faults := faults || jsonb_build_object('key', field.key, 'kind', 'missing');
    elsif char_length(given) > field.most then
      faults := faults || linju.too_much(field.key, field.most);
    end if;
  end loop;
  if area is null and founding or area is not null
    and linju.trim(concat(area ->> 'city', area ->> 'district', area ->> 'place')) = '' then
    faults := faults || '{"key": "area", "kind": "missing"}';
  end if;
  for field in select * from (values ('tags', 12, 30), ('rules', 50, 500), ('culture', 50, 500)) as f (key, many, long) loop
    if jsonb_array_length(charter -> field.key) > field.many then
      faults := faults || linju.too_much(field.key, field.many);
    elsif exists (select from jsonb_array_elements_text(coalesce(charter -> field.key, '[]')) as l (line)
      where char_length(l.line) > field.long) then
      faults := faults || linju.too_much(field.key, field.long);
    end if;
  end loop;
  if jsonb_array_length(charter -> 'rhythm') > 12 then faults := faults || linju.too_much('rhythm', 12); end if;
  if jsonb_array_length(policy -> 'form') > 30 then faults := faults || linju.too_much('form', 30); end if;
  if policy ->> 'capacity' = '0' then faults := faults || '{"key": "capacity", "kind": {"too-little": 1}}'; end if;
  if jsonb_array_length(policy -> 'phrases') > 50 then faults := faults || linju.too_much('phrases', 50); end if;
  if coalesce(policy #>> '{dues,link}', '') <> '' and not linju.is_web(policy #>> '{dues,link}') then
    faults := faults || '{"key": "dues", "kind": "malformed"}';
  end if;
  if charter #>> '{goal,what}' <> '' and charter #>> '{goal,of}' = '0' then
    faults := faults || '{"key": "goal", "kind": {"too-little": 1}}';
  end if;
  if jsonb_array_length(links) > 20 then
    faults := faults || linju.too_much('links', 20);
  elsif exists (select from jsonb_array_elements(links) as l (one) where not (linju.is_web(l.one ->> 'url')
    or starts_with(l.one ->> 'url', 'mailto:') or starts_with(l.one ->> 'url', 'tel:'))) then
    faults := faults || '{"key": "links", "kind": "malformed"}';
  end if;
  if exists (select from unnest(array[charter #>> '{chat,url}', charter #>> '{chat,picture}']) as u (url)
    where u.url <> '' and not linju.is_web(u.url)) then
    faults := faults || '{"key": "chat", "kind": "malformed"}';
  end if;
  return faults;
end
$$;

-- A community once it is changed so. Numbers that it counts by itself stay as they are.
create or replace function linju.charter_applied(charter jsonb, community jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  made jsonb := community;
  field text;
begin
  foreach field in array array['name', 'purpose', 'about'] loop
    if charter ? field then made := made || jsonb_build_object(field, linju.trim(charter ->> field)); end if;
  end loop;
  foreach field in array array['area', 'tags', 'culture', 'rhythm', 'policy', 'links'] loop
    if charter ? field then made := made || jsonb_build_object(field, charter -> field); end if;
  end loop;
  if charter ? 'rules' and charter -> 'rules' <> coalesce(community #> '{rules,lines}', '[]') then
    made := made || jsonb_build_object('rules', jsonb_build_object('lines', charter -> 'rules',
      'version', least(coalesce((community #>> '{rules,version}')::bigint, 0) + 1, 4294967295)));
  end if;
  if charter ? 'goal' then
    made := made || jsonb_build_object('goal', case when charter #>> '{goal,what}' <> '' then charter -> 'goal' end);
  end if;
  if charter ? 'parent' then made := made || jsonb_build_object('parent', nullif(charter ->> 'parent', '')); end if;
  if charter ? 'chat' then
    made := made || jsonb_build_object('chat', case when concat(charter #>> '{chat,url}', charter #>> '{chat,picture}') <> ''
      then charter -> 'chat' end);
  end if;
  return made;
end
$$;

-- A community as an organiser has changed it.
create or replace function linju.edit(is_now jsonb, charter jsonb, community jsonb, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  faults jsonb;
begin
  if linju.has_ended(community, now) then return linju.refused('closed'); end if;
  if not linju.may(is_now, 'edit', null, null, community, now) then return linju.refused('forbidden'); end if;
  faults := case when charter ? 'faults' then charter -> 'faults' else linju.check_charter(charter, false) end;
  if faults <> '[]' then return linju.refused('invalid', jsonb_build_object('faults', faults)); end if;
  return linju.gives(linju.charter_applied(charter, community));
end
$$;
