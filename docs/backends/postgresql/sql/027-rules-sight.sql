-- Who may see which part of a directory entry: src/model/member/sight.rs. The member decides, field by field; what is
-- hidden cannot be told from what is not there. `tests/rules/sight.json` is run against both.

-- Whether a field that its member shows to `visibility` is seen; `granted`: shown to this viewer one by one.
create or replace function linju.visible(visibility text, rank text, granted boolean) returns boolean
language sql immutable parallel safe
as $$
  select case
    when rank = 'oneself' then true
    when rank not in ('member', 'organiser') or visibility = 'nobody' then false
    when visibility = 'everyone' then true
    when visibility = 'on-request' then granted
    else rank = 'organiser'
  end
$$;

-- The parts about which a member decides, in their order.
create or replace function linju.entry_fields() returns text[]
language sql immutable parallel safe
as $$ select '{picture,headline,joined,hometown,district,skills,offers,seeks,contacts,birthday,household}'::text[] $$;

-- Who sees a field: the member's word, or the usual.
create or replace function linju.visibility_of(entry jsonb, field text) returns text
language sql immutable parallel safe
as $$
  select coalesce(entry #>> array['visibility', field], case when field = 'contacts' then 'on-request'
    when field in ('birthday', 'household') then 'organisers' else 'everyone' end)
$$;

-- The fields that no grant opens: those that the member shows to nobody, or to organisers alone.
create or replace function linju.closed_fields(entry jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select coalesce(jsonb_agg(f.field), '[]') from unnest(linju.entry_fields()) as f (field)
  where linju.visibility_of(entry, f.field) in ('nobody', 'organisers')
$$;

-- The entry as a viewer of a rank sees it (stranger, member, organiser, oneself), or null.
create or replace function linju.as_seen_by(entry jsonb, rank text, granted text[] default '{}') returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  seen jsonb := entry - 'on_request' - 'request';
  ask jsonb := '[]';
  field text;
  visibility text;
begin
  if rank = 'oneself' then return seen; end if;
  if rank not in ('member', 'organiser') or (entry -> 'unlisted' = 'true' and rank <> 'organiser') then
    return null;
  end if;
  seen := seen - 'visibility';
  foreach field in array linju.entry_fields()
  loop
    visibility := linju.visibility_of(entry, field);
    continue when linju.visible(visibility, rank, field = any (granted));
    if visibility = 'on-request' and coalesce(entry -> field, 'null') not in ('null', '""', '[]') then
      ask := ask || to_jsonb(field);
    end if;
    seen := seen - field;
  end loop;
  return case when ask = '[]' then seen else seen || jsonb_build_object('on_request', ask) end;
end
$$;
