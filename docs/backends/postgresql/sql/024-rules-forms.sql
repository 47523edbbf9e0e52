-- What is wrong with the answers to a form, and the form in which they are kept: src/model/form/check.rs. Only questions
-- that are shown count. `tests/rules/form.json` is run against both.

-- What was chosen, without blanks and doubles, in its order.
create or replace function linju.chosen(answer text) returns text
language sql immutable parallel safe
as $$
  select coalesce(string_agg(c.one, E'\n' order by c.at), '') from (
    select linju.trim(line) as one, min(at) as at
    from unnest(string_to_array(answer, E'\n')) with ordinality as lines (line, at)
    where linju.trim(line) <> '' group by linju.trim(line)
  ) c
$$;

-- An answer as it is kept; what cannot be understood is left as it was written.
create or replace function linju.clean_one(field jsonb, given text) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  answer text := linju.trim(given);
begin
  case coalesce(field ->> 'kind', 'text')
    when 'text' then return translate(answer, E'\r\n', '  ');
    when 'choices' then return linju.chosen(answer);
    when 'number' then return coalesce(linju.whole(linju.packed(answer)), answer);
    when 'date' then return coalesce(linju.date(answer), answer);
    when 'phone' then return coalesce(linju.phone(answer), answer);
    when 'email' then return linju.trim(linju.half_width(answer));
    when 'consent' then return case when answer = 'yes' then 'yes' else '' end;
    else return answer;
  end case;
end
$$;

-- Whether a size is within a field's bounds, or what is wrong with it.
create or replace function linju.check_bounds(field jsonb, size numeric) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when size < (field ->> 'min')::numeric then jsonb_build_object('too-little', field -> 'min')
    when size > (field ->> 'max')::numeric then jsonb_build_object('too-much', field -> 'max')
  end
$$;

-- Without options, which somebody may have forgotten, every answer is one.
create or replace function linju.is_option(field jsonb, answer text) returns boolean
language sql immutable parallel safe
as $$
  select jsonb_array_length(coalesce(field -> 'options', '[]')) = 0
    or exists (select from jsonb_array_elements_text(field -> 'options') as options (one) where linju.trim(one) = answer)
$$;

-- What is wrong with one answer, or null.
create or replace function linju.check_one(field jsonb, given text) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  answer text := linju.clean_one(field, given);
  well boolean;
  all_chosen text[];
begin
  if answer = '' then
    return case when field -> 'required' = 'true' then '"missing"'::jsonb end;
  end if;
  case coalesce(field ->> 'kind', 'text')
    when 'number' then
      if linju.whole(answer) is not null then return linju.check_bounds(field, linju.whole(answer)::numeric); end if;
      well := false;
    when 'choice' then
      return case when linju.is_option(field, answer) then null else '"not-an-option"'::jsonb end;
    when 'choices' then
      all_chosen := string_to_array(answer, E'\n');
      if exists (select from unnest(all_chosen) as a (one) where not linju.is_option(field, one)) then
        return '"not-an-option"'::jsonb;
      end if;
      return linju.check_bounds(field, array_length(all_chosen, 1));
    when 'date' then well := linju.is_date(answer);
    when 'phone' then well := linju.is_phone(answer);
    when 'email' then well := linju.is_email(answer);
    when 'consent' then well := true;
    else return linju.check_bounds(field, char_length(answer));
  end case;
  return case when not well then '"malformed"'::jsonb end;
end
$$;

-- Shown if the one that it hangs on is shown and answered so; a ring is not shown.
create or replace function linju.is_shown(form jsonb, field jsonb, answers jsonb, depth int) returns boolean
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  condition jsonb := nullif(field -> 'shown_if', 'null');
  other jsonb;
  answer text;
  so boolean;
begin
  if condition is null then return true; end if;
  select f.one into other from jsonb_array_elements(form) with ordinality as f (one, at)
    where f.one ->> 'key' = condition ->> 'key' order by f.at limit 1;
  if other is null then return false; end if;
  answer := linju.clean_one(other, coalesce(answers ->> (other ->> 'key'), ''));
  if other ->> 'kind' = 'choices' then
    so := linju.trim(condition ->> 'equals') = any (string_to_array(answer, E'\n'))
      or (answer = '' and linju.trim(condition ->> 'equals') = '');
  else
    so := answer = linju.clean_one(other, condition ->> 'equals');
  end if;
  return so and depth > 0 and linju.is_shown(form, other, answers, depth - 1);
end
$$;

-- What is wrong, in the order of the questions: `[{"key", "kind"}]`.
create or replace function linju.check_form(form jsonb, answers jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select coalesce(jsonb_agg(jsonb_build_object('key', f.key, 'kind', f.kind) order by f.at), '[]') from (
    select q.field ->> 'key' as key, q.at,
      linju.check_one(q.field, coalesce(answers ->> (q.field ->> 'key'), '')) as kind
    from jsonb_array_elements(coalesce(nullif(form, 'null'), '[]')) with ordinality as q (field, at)
    where linju.is_shown(form, q.field, answers, jsonb_array_length(form))
  ) f where f.kind is not null
$$;

-- The answers to shown questions, in the plain form of their kind, without empty ones.
create or replace function linju.clean_answers(form jsonb, answers jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select coalesce(jsonb_object_agg(f.key, f.answer) filter (where f.answer <> ''), '{}') from (
    select q.field ->> 'key' as key,
      linju.clean_one(q.field, coalesce(answers ->> (q.field ->> 'key'), '')) as answer
    from jsonb_array_elements(coalesce(nullif(form, 'null'), '[]')) with ordinality as q (field, at)
    where linju.is_shown(form, q.field, answers, jsonb_array_length(form)) order by q.at
  ) f
$$;
