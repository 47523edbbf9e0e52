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

-- The entry as a viewer of a rank sees it (stranger, member, organiser, oneself), or null.
create or replace function linju.as_seen_by(entry jsonb, rank text, granted text[] default '{}') returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  seen jsonb := entry - 'on_request';
  ask jsonb := '[]';
  field text;
  visibility text;
begin
  if rank = 'oneself' then return seen; end if;
  if rank not in ('member', 'organiser') or (entry -> 'unlisted' = 'true' and rank <> 'organiser') then
    return null;
  end if;
  seen := seen - 'visibility';
  foreach field in array
    array['picture', 'headline', 'joined', 'hometown', 'district', 'skills', 'offers', 'seeks', 'contacts']
  loop
    visibility := coalesce(entry #>> array['visibility', field],
      case when field = 'contacts' then 'on-request' else 'everyone' end);
    continue when linju.visible(visibility, rank, field = any (granted));
    if visibility = 'on-request' and coalesce(entry -> field, 'null') not in ('null', '""', '[]') then
      ask := ask || to_jsonb(field);
    end if;
    seen := seen - field;
  end loop;
  return case when ask = '[]' then seen else seen || jsonb_build_object('on_request', ask) end;
end
$$;

-- What these rules say to one case of a table in `tests/rules`, for whoever runs them.
create or replace function linju.rule_says(of_table jsonb, one jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  state jsonb := of_table #> array['states', one ->> 'state'];
  command jsonb := of_table #> array['commands', one ->> 'command'];
  thing jsonb := of_table #> array['things', one ->> 'thing'];
  verdict jsonb := of_table #> array['verdicts', one ->> 'verdict'];
  member jsonb := of_table #> array['members', one ->> 'member'];
  now timestamptz := linju.moment(of_table ->> 'now');
begin
  case of_table ->> 'rule'
    when 'membership' then return linju.membership_transition(state, command, thing, now);
    when 'sign-up' then return linju.sign_up_transition(state, command, thing, member, now);
    when 'review' then return linju.review_membership(state, verdict, thing, now);
    when 'review-sign-up' then return linju.review_sign_up(state, verdict, thing, now);
    when 'form' then return jsonb_build_object('faults', linju.check_form(one -> 'form', one -> 'answers'),
      'clean', linju.clean_answers(one -> 'form', one -> 'answers'));
    when 'sight' then
      return coalesce(linju.as_seen_by(of_table #> array['entries', one ->> 'entry'], one ->> 'rank'), 'null');
    when 'seats' then
      return linju.moved((one ->> 'capacity')::numeric, (one ->> 'held')::numeric, one -> 'queue');
  end case;
end
$$;
