-- Asking for what a member shows on request, and their word to it: src/model/member/asking.rs. Gives `{"gives": request}` or
-- `{"refused": {"why", …}}`; a request that is not there is null. `tests/rules/asking.json` is run against both.

-- Whether a request waits for an answer, and whether it shows something at a moment.
create or replace function linju.request_waits(request jsonb) returns boolean
language sql immutable parallel safe
as $$ select coalesce(request ->> 'state' = 'pending', false) $$;

create or replace function linju.request_holds(request jsonb, now timestamptz) returns boolean
language sql immutable parallel safe
as $$ select coalesce(request ->> 'state' = 'granted' and not linju.has_come(request ->> 'until', now), false) $$;

-- As it is at a moment: a grant that is over is no request any more.
create or replace function linju.request_settled(request jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$ select case when request ->> 'state' is distinct from 'granted' or linju.request_holds(request, now) then request end $$;

-- What it shows at a moment.
create or replace function linju.request_grants(request jsonb, now timestamptz) returns text[]
language sql immutable parallel safe
as $$
  select case when linju.request_holds(request, now)
    then array(select f.field from jsonb_array_elements_text(request -> 'fields') as f (field)) else '{}' end
$$;

-- These fields in the order of all, each once; null where there are none, or one that is not among others.
create or replace function linju.fields_within(fields jsonb, among jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case when among @> fields and fields <> '[]' then (select jsonb_agg(f.field order by f.at)
    from unnest(linju.entry_fields()) with ordinality as f (field, at) where fields ? f.field) end
$$;

-- A text without the spaces around it: `{"said"}`, or what is wrong with it.
create or replace function linju.short(key text, given text) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  if char_length(linju.trim(given)) > 300 then return linju.invalid(key, '{"too-much": 300}'); end if;
  return jsonb_build_object('said', linju.trim(given));
end
$$;

-- `who`: where the one who asks stands (`is`), what they asked `before`, what they may ask for (`on_request`), how many of their
-- requests in this community nobody has answered (`pending`).
create or replace function linju.ask_contact(who jsonb, fields jsonb, word text, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  before jsonb := nullif(who -> 'before', 'null');
  asked jsonb := linju.fields_within(fields, coalesce(who -> 'on_request', '[]'));
  said jsonb := linju.short('word', word);
begin
  if linju.role(coalesce(who -> 'is', '{}'), now) is null then return linju.refused('members-only'); end if;
  if linju.request_waits(before) or linju.request_holds(before, now) then return linju.refused('already'); end if;
  if before ->> 'state' in ('refused', 'revoked') and not linju.has_come(before ->> 'again_from', now) then
    return linju.refused('not-again', jsonb_strip_nulls(jsonb_build_object('from', before -> 'again_from')));
  end if;
  if asked is null then return linju.refused('nothing-there'); end if;
  if said ? 'refused' then return said; end if;
  if (who ->> 'pending')::int >= 20 then return linju.refused('full'); end if;
  return linju.gives(jsonb_build_object('fields', asked, 'word', said -> 'said', 'at', linju.rfc(now), 'state', 'pending'));
end
$$;

-- The owner shows what was asked for, or a part of it; a grant that holds gets another end, or is made smaller. A year at most.
-- `closed`: what the owner shows to nobody, or to organisers alone, and no grant opens.
create or replace function linju.grant_request(request jsonb, fields jsonb, closed jsonb, until text, now timestamptz) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  shown jsonb := linju.fields_within(fields, request -> 'fields');
begin
  if not linju.request_waits(request) and not linju.request_holds(request, now) or shown is null
    or exists (select from jsonb_array_elements_text(shown) as s (field) where closed ? s.field) then
    return linju.refused('nothing-there');
  end if;
  if until is not null and (linju.moment(until) is null or linju.moment(until) <= now
    or linju.moment(until) > now + interval '8784 hours') then
    return linju.invalid('until', '"malformed"');
  end if;
  return linju.gives(request - 'until' || jsonb_build_object('fields', shown, 'state', 'granted')
    || jsonb_strip_nulls(jsonb_build_object('until', linju.rfc(linju.moment(until)))));
end
$$;

create or replace function linju.refuse_request(request jsonb, reason text, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case when not linju.request_waits(request) then linju.refused('nothing-there') when s.is ? 'refused' then s.is
    else linju.gives(request || jsonb_build_object('state', 'refused', 'again_from', linju.rfc(now + interval '720 hours'))
      || case when s.is ->> 'said' = '' then '{}' else jsonb_build_object('reason', s.is -> 'said') end) end
  from (select linju.short('reason', reason) as is) s
$$;

create or replace function linju.revoke_grant(request jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case when not linju.request_holds(request, now) then linju.refused('nothing-there')
    else linju.gives(request - 'until'
      || jsonb_build_object('state', 'revoked', 'again_from', linju.rfc(now + interval '720 hours'))) end
$$;

-- Then there is none.
create or replace function linju.take_back(request jsonb, now timestamptz) returns jsonb
language sql immutable parallel safe
as $$
  select case when linju.request_waits(request) or linju.request_holds(request, now) then '{"gives": null}'::jsonb
    else linju.refused('nothing-there') end
$$;
