-- The rules by the tables in `tests/rules`, for whoever runs them.

-- A community with the parts that say nothing, as the model writes it.
create or replace function linju.whole_community(community jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select linju.sparse(community) || jsonb_build_object('members', coalesce(community -> 'members', '0'),
    'area', linju.sparse(coalesce(community -> 'area', '{}')),
    'rules', '{"version": 0, "lines": []}' || coalesce(community -> 'rules', '{}'),
    'activity', '{"met_90d": 0, "joined_90d": 0}' || coalesce(community -> 'activity', '{}'),
    'policy', '{"door": "open", "consent": false}' || coalesce(community -> 'policy', '{}'))
$$;

-- What these rules say to one case of a table in `tests/rules`, for whoever runs them.
create or replace function linju.rule_says(of_table jsonb, one jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  state jsonb := of_table #> array['states', one ->> 'state'];
  command jsonb := of_table #> array['commands', one ->> 'command'];
  is_now jsonb := of_table #> array['states', one ->> 'is'];
  invitation jsonb := coalesce(of_table #> array['invitations', one ->> 'invitation'], '{}');
  charter jsonb := linju.read_charter(of_table #> array['charters', one ->> 'charter']);
  said jsonb;
  thing jsonb := of_table #> array['things', one ->> 'thing'];
  verdict jsonb := of_table #> array['verdicts', one ->> 'verdict'];
  member jsonb := of_table #> array['members', one ->> 'member'];
  now timestamptz := linju.moment(of_table ->> 'now');
begin
  case of_table ->> 'rule'
    when 'membership' then
      if command ->> 'invitation' is not null then
        invitation := of_table #> array['invitations', command ->> 'invitation'];
        if invitation is null then return linju.refused('code-unknown'); end if;
        command := command || jsonb_build_object('brought', invitation);
      end if;
      return linju.membership_transition(state, command, thing, now);
    when 'keeping' then
      case command ->> 'do'
        when 'appoint' then return linju.appoint(is_now, state, command ->> 'role', thing, now);
        when 'remove' then return linju.remove(is_now, state, command ->> 'reason', thing, now);
        when 'say' then return linju.ask_back(is_now, state, '陈姐', command ->> 'text', thing, now);
        when 'hand-over' then
          said := linju.hand_over(is_now, state, thing, now);
          return case when said ? 'refused' then said
            else jsonb_build_object('gives', said #> '{gives,1}', 'stays', said #> '{gives,0}') end;
      end case;
    when 'invitation' then
      said := case one ->> 'do' when 'invite' then linju.invite(is_now, invitation, '陈姐', thing, now)
        when 'revoke' then linju.revoke(is_now, invitation, thing, now)
        else coalesce(linju.invitation_over(invitation, now), linju.gives(invitation)) end;
      return case when said ? 'refused' then said
        else linju.gives('{"used": 0}' || (said -> 'gives')) end;
    when 'charter' then
      if one ->> 'do' = 'found' then
        said := linju.check_charter(charter, true);
        if said <> '[]' then return linju.refused('invalid', jsonb_build_object('faults', said)); end if;
        said := linju.whole_community(linju.charter_applied(charter, jsonb_build_object('id', 'new', 'members', 1,
          'activity', jsonb_build_object('founded', linju.rfc(now)))));
        return linju.gives(said) || jsonb_build_object('is', jsonb_build_object('state', 'member', 'role', 'owner',
          'since', linju.rfc(now), 'rules', said #> '{rules,version}'));
      elsif one ->> 'do' = 'edit' then
        said := linju.edit(is_now, charter, thing, now);
        return case when said ? 'refused' then said else linju.gives(linju.whole_community(said -> 'gives')) end;
      elsif one ->> 'do' = 'chapter' then
        return coalesce(linju.chapter_of(of_table #> array['things', one ->> 'parent'], is_now, thing, now), 'null');
      end if;
      said := linju.end_of(is_now, one ->> 'do', one ->> 'farewell', thing, now);
      return case when said ? 'refused' then said
        else linju.gives('{"met_90d": 0, "joined_90d": 0}' || (said -> 'gives')) end;
    when 'plan' then return linju.plan_says(of_table, one);
    when 'sign-up' then return linju.sign_up_transition(state, command, thing, member, now);
    when 'review' then return linju.review_membership(state, verdict, thing, now);
    when 'review-sign-up' then return linju.review_sign_up(state, verdict, thing, now);
    when 'hosting' then
      is_now := of_table #> array['members', one ->> 'is'];
      if one ->> 'command' = 'no show' then return coalesce(linju.no_show(state), 'null'); end if;
      case command ->> 'do'
        when 'close-attendance' then return coalesce(linju.not_closing(is_now, thing, now), 'null');
        when 'walk-in' then return linju.walk_in(is_now, command, thing, now);
        else return linju.host_transition(is_now, state, (one -> 'guest')::boolean, command, thing, now);
      end case;
    when 'form' then return jsonb_build_object('faults', linju.check_form(one -> 'form', one -> 'answers'),
      'clean', linju.clean_answers(one -> 'form', one -> 'answers'));
    when 'sight' then
      return coalesce(linju.as_seen_by(of_table #> array['entries', one ->> 'entry'], one ->> 'rank',
        array(select g.field from jsonb_array_elements_text(coalesce(one -> 'grants', '[]')) as g (field))), 'null');
    when 'asking' then
      state := nullif(of_table #> array['requests', one ->> 'request'], 'null');
      case command ->> 'do'
        when 'ask-contact' then return linju.ask_contact(jsonb_build_object('is', is_now, 'before', state, 'on_request', one -> 'on_request',
          'pending', one -> 'pending'), command -> 'fields', coalesce(command ->> 'word', ''), now);
        when 'take-back-request' then return linju.take_back(state, now);
        when 'grant-request' then return linju.grant_request(state, command -> 'fields', coalesce(one -> 'closed', '[]'),
          command ->> 'until', now);
        when 'refuse-request' then return linju.refuse_request(state, coalesce(command ->> 'reason', ''), now);
        else return linju.revoke_grant(state, now);
      end case;
    when 'entry' then
      said := linju.written_entry(nullif(of_table #> array['entries', one ->> 'entry'], 'null'),
        of_table #> array['changes', one ->> 'change']);
      if said ? 'faults' then
        return jsonb_build_object('wrong', (select jsonb_agg(distinct f.fault ->> 'key' order by f.fault ->> 'key')
          from jsonb_array_elements(said -> 'faults') as f (fault)));
      end if;
      return linju.gives(linju.sparse(said));
    when 'seats' then
      return linju.moved((one ->> 'capacity')::numeric, (one ->> 'held')::numeric, one -> 'queue');
  end case;
end
$$;
