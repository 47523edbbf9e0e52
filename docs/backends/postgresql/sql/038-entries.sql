-- One's own entry in a community's directory, which one writes, hides parts of, and takes away. Nobody is listed who has
-- not asked to be; role and date are those of the membership. And entries as others see them.

-- Whether a value is a text of at most so many characters.
create or replace function linju.is_text(value jsonb, most int) returns boolean
language sql immutable parallel safe
as $$ select jsonb_typeof(value) = 'string' and char_length(value #>> '{}') <= most $$;

-- Whether one field of an entry is as it should be.
create or replace function linju.is_entry_field(field text, value jsonb) returns boolean
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  case field
    when 'name' then return linju.is_text(value, 100);
    when 'sort_key' then return linju.is_text(value, 200);
    when 'headline' then return linju.is_text(value, 300);
    when 'hometown', 'district', 'household' then return linju.is_text(value, 100);
    when 'picture' then
      return linju.is_text(value, 2000) and (value = '""' or value #>> '{}' ~ ('^https?://[^' || linju.space() || ']+$'));
    when 'skills', 'offers', 'seeks' then
      if jsonb_typeof(value) <> 'array' then return false; end if;
      return jsonb_array_length(value) <= 30
        and (select coalesce(bool_and(linju.is_text(v.one, 100)), true) from jsonb_array_elements(value) as v (one));
    when 'contacts' then
      if jsonb_typeof(value) <> 'array' then return false; end if;
      return jsonb_array_length(value) <= 10 and (select coalesce(bool_and(case jsonb_typeof(v.one) when 'object'
          then coalesce(v.one ->> 'kind' in ('phone', 'wechat', 'email', 'other')
            and jsonb_typeof(v.one -> 'kind') = 'string' and linju.is_text(v.one -> 'value', 200)
            and v.one - 'kind' - 'value' = '{}', false)
          else false end), true) from jsonb_array_elements(value) as v (one));
    when 'birthday' then
      return jsonb_typeof(value) = 'string' and (value = '""' or linju.is_date('2024-' || (value #>> '{}')));
    when 'visibility' then
      if jsonb_typeof(value) <> 'object' then return false; end if;
      return (select coalesce(bool_and(v.field = any (linju.entry_fields()) and v.who in ('"everyone"', '"on-request"', '"organisers"', '"nobody"')), true)
        from jsonb_each(value) as v (field, who));
    when 'unlisted' then return jsonb_typeof(value) = 'boolean';
  end case;
end
$$;

-- An entry (null where there is none yet) once it is changed so: what the body does not have, or has as null, stays, and who sees a
-- field is changed field by field; whatever else a body holds is left aside. Or `{"faults"}`.
create or replace function linju.written_entry(before jsonb, body jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  usual constant jsonb := '{"name": "", "sort_key": "", "headline": "", "hometown": "", "district": "", "household": "",
    "picture": "", "birthday": "", "skills": [], "offers": [], "seeks": [], "contacts": [], "visibility": {}, "unlisted": false}';
  field text;
  value jsonb;
  entry jsonb := '{}';
  faults jsonb := '[]';
begin
  foreach field in array array['name', 'sort_key', 'headline', 'hometown', 'district', 'household', 'picture', 'skills', 'offers',
    'seeks', 'contacts', 'birthday', 'visibility', 'unlisted']
  loop
    value := nullif(body -> field, 'null');
    if field = 'visibility' and jsonb_typeof(value) = 'object' then
      value := coalesce(nullif(before -> field, 'null'), '{}') || value;
    end if;
    value := coalesce(value, nullif(before -> field, 'null'), usual -> field);
    if coalesce(linju.is_entry_field(field, value), false) then
      entry := entry || jsonb_build_object(field, value);
    else
      faults := faults || jsonb_build_object('key', field, 'kind', 'malformed');
    end if;
  end loop;
  if linju.trim(coalesce(entry ->> 'name', '')) = '' then
    faults := faults || '{"key": "name", "kind": "missing"}';
  end if;
  return case when faults = '[]' then entry else jsonb_build_object('faults', faults) end;
end
$$;

create or replace function linju.command_write_entry(person text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  m linju.members;
  member jsonb;
  before jsonb;
  entry jsonb;
begin
  perform from linju.communities where id = thing for no key update;
  if not found then return linju.refusal('{"why": "gone"}'); end if;
  member := linju.standing_in(thing, person, linju.clock());
  if member ->> 'state' <> 'member' then return linju.refusal('{"why": "members-only"}'); end if;
  select linju.entry(own) into before from linju.members own where own.user_id = person and own.community_id = thing;
  entry := linju.written_entry(before, body);
  if entry ? 'faults' then return linju.refusal(entry || '{"why": "invalid"}'); end if;
  insert into linju.members (community_id, user_id, name, sort_key, picture, headline, role, joined, hometown, district,
    skills, offers, seeks, contacts, birthday, household, visibility, unlisted)
  values (thing, person, entry ->> 'name', entry ->> 'sort_key', nullif(entry ->> 'picture', ''), entry ->> 'headline',
    member ->> 'role', linju.moment(member ->> 'since'), entry ->> 'hometown', entry ->> 'district', entry -> 'skills',
    entry -> 'offers', entry -> 'seeks', entry -> 'contacts', nullif(entry ->> 'birthday', ''), entry ->> 'household',
    entry -> 'visibility', (entry ->> 'unlisted')::boolean)
  on conflict (user_id, community_id) do update set name = excluded.name, sort_key = excluded.sort_key,
    picture = excluded.picture, headline = excluded.headline, role = excluded.role, joined = excluded.joined,
    hometown = excluded.hometown, district = excluded.district, skills = excluded.skills, offers = excluded.offers,
    seeks = excluded.seeks, contacts = excluded.contacts, birthday = excluded.birthday, household = excluded.household,
    visibility = excluded.visibility, unlisted = excluded.unlisted
  returning * into m;
  return jsonb_strip_nulls(jsonb_build_object('id', m.id, 'community', thing, 'role', m.role, 'joined', linju.rfc(m.joined)))
    || case when entry ->> 'birthday' = '' then entry - 'birthday' else entry end;
end
$$;

create or replace function linju.command_delete_entry(person text, thing text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform from linju.communities where id = thing for no key update;
  delete from linju.members where user_id = person and community_id = thing;
  if not found then return linju.refusal('{"why": "nothing-there"}'); end if;
  return jsonb_build_object('community', thing);
end
$$;

-- As what somebody looks at a directory: stranger, member or organiser.
create or replace function linju.rank_in(community text, viewer text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select case when r.role is null then 'stranger' when linju.organises(r.role) then 'organiser' else 'member' end
    from (select linju.role_in(community, viewer, linju.clock()) as role) r
  );
end
$$;

-- An entry, whole, as the contract has it; whose it is stays here.
create or replace function linju.entry(m linju.members) returns jsonb
language sql immutable parallel safe
as $$
  select jsonb_strip_nulls(jsonb_build_object('id', m.id, 'community', m.community_id, 'name', m.name,
    'sort_key', m.sort_key, 'picture', m.picture, 'headline', m.headline, 'role', m.role, 'joined', linju.rfc(m.joined),
    'hometown', m.hometown, 'district', m.district, 'skills', m.skills, 'offers', m.offers, 'seeks', m.seeks,
    'contacts', m.contacts, 'birthday', m.birthday, 'household', m.household, 'visibility', m.visibility, 'unlisted', case when m.unlisted then true end))
$$;

-- Whether an entry is of somebody whose term is over: it is shown again once they are back.
create or replace function linju.is_out(m linju.members) returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return m.user_id is not null and exists (select from linju.memberships o where o.user_id = m.user_id
    and o.community_id = m.community_id and (o.state <> 'member' or o.until <= linju.clock()));
end
$$;

-- Where an event is: exactly to those with a seat and to those who prepare it, where its address is hidden from others.
create or replace function linju.visible_venue(e linju.events, viewer text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select case
      when e.venue -> 'address_hidden' is distinct from 'true'
        or exists (select from linju.sign_ups s where s.user_id = viewer and s.event_id = e.id
          and s.state in ('confirmed', 'checked-in'))
        or linju.role_in(e.community_id, viewer, linju.clock()) in ('owner', 'deputy', 'admin', 'host')
        or e.proposer = viewer
      then e.venue else e.venue - 'address' - 'online_url' end
  );
end
$$;
