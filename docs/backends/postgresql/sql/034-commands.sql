-- The frame of everything that changes something: one transaction with the change and its Idempotency-Key, so that after
-- any end of the server there are both or neither. `linju.command(kind, thing, body, key)` answers `{"status", "body"}`.
--
-- The account's row is locked first, so that one account's commands come one after another: the second of two with one key
-- waits and is told what the first was. Then the row of the event or community is locked; what a rule looks at is read
-- after that (isolation: read committed, PostgreSQL's usual).
--
-- | kind | thing | body |
-- | join | community | `{"answers", "rules", "invitation", "sponsor", "listed"}` |
-- | accept-invitation, agree, renew | community | `{"rules"}` |
-- | amend | community | `{"answers", "sponsor"}` |
-- | say | community | `{"text", "person"}`: of one's own application, or as an organiser of that person's |
-- | leave (or withdraw), decline-invitation, follow, unfollow | community | |
-- | sign-up, change-sign-up | event | `{"party", "answers"}` |
-- | cancel-sign-up, accept-offer | event | |
-- | write-entry, delete-entry | community | what changes of the fields of a Member, `visibility` (by field), `unlisted` |
-- | ask-contact | community | `{"member", "fields", "word"}` |
-- | take-back-request, block, unblock | community | `{"member"}` |
-- | grant-request | community | `{"person", "fields", "until"}`: `person` as the request names who asks |
-- | refuse-request, revoke-grant | community | `{"person", "reason"}`, `{"person"}` |
-- | report-member | community | `{"member", "reason", "text"}` |
-- | settle-report | community | `{"report"}` |
-- | review-application | community | `{"id", "verdict": approve, reject or paid, "reason", "again_from"}` |
-- | appoint, remove, hand-over | community | `{"id"}`, and `{"role"}`, `{"reason"}` or nothing |
-- | invite | community | `{"code", "role", "uses", "until", "approval", "note"}` |
-- | revoke | community | `{"code"}` |
-- | found | community | `{"charter", "word"}` |
-- | edit | community | a charter |
-- | close | community | `{"farewell"}` |
-- | archive, reopen | community | |
-- | create-event | event | `{"community", "plan", "more"}` |
-- | edit-event | event | a plan |
-- | call-off | event | `{"status", "reason"}` |
-- | adopt-event | event | |
-- | review-sign-up | event | `{"id", "verdict": approve or reject, "reason"}` |
-- | promote, undo-check-in | event | `{"id"}` |
-- | turn-away | event | `{"id", "reason"}` |
-- | check-in | event | `{"id", "at"}` |
-- | walk-in | event | `{"id", "name", "people", "at"}`: the id is made by who asks |
-- | close-attendance | event | |
--
-- An answer of 429 goes out with Retry-After: 60. PostgreSQL itself ends a command, with nothing done, by 40001 or 40P01
-- (try again at once), 55P03 or 57014 (a time-out of the operator's: 503).

-- Whether somebody who comes along is a name, or an object of a name, whether it is a child, and answers.
create or replace function linju.is_companion(one jsonb) returns boolean
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  called jsonb := case jsonb_typeof(one) when 'string' then one when 'object' then one -> 'name' end;
  answers jsonb := case jsonb_typeof(one) when 'object' then coalesce(nullif(one -> 'answers', 'null'), '{}') else '{}' end;
begin
  if not coalesce(jsonb_typeof(called) = 'string' and char_length(called #>> '{}') <= 200, false) then return false; end if;
  if jsonb_typeof(one) = 'object' and coalesce(jsonb_typeof(one -> 'child'), 'null') not in ('boolean', 'null') then
    return false;
  end if;
  if jsonb_typeof(answers) <> 'object' then return false; end if;
  return (select count(*) <= 200 and coalesce(bool_and(jsonb_typeof(a.value) = 'string'
      and char_length(a.value #>> '{}') <= 10000), true) from jsonb_each(answers) as a (key, value));
end
$$;

-- What a command brings, in its bounds: answers by key, names of a party, a version of the rules, texts; or `{"faults"}`.
create or replace function linju.input(body jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  answers jsonb := coalesce(nullif(body -> 'answers', 'null'), '{}');
  party jsonb := coalesce(nullif(body -> 'party', 'null'), '[]');
  rules jsonb := coalesce(body -> 'rules', 'null');
  faults jsonb := '[]';
  well boolean;
begin
  well := jsonb_typeof(answers) = 'object';
  if well then well := (select count(*) <= 200 from jsonb_object_keys(answers)); end if;
  if not well then
    faults := faults || '[{"key": "answers", "kind": "malformed"}]';
  else
    select faults || coalesce(jsonb_agg(jsonb_build_object('key', left(a.key, 200),
        'kind', case jsonb_typeof(a.value) when 'string' then 'too-much' else 'malformed' end)), '[]') into faults
      from jsonb_each(answers) as a (key, value)
      where jsonb_typeof(a.value) <> 'string' or char_length(a.value #>> '{}') > 10000;
  end if;
  well := jsonb_typeof(party) = 'array';
  if well then well := jsonb_array_length(party) <= 1000; end if;
  if well then
    select coalesce(bool_and(linju.is_companion(p.one)), true) into well from jsonb_array_elements(party) as p (one);
  end if;
  if not well then faults := faults || '[{"key": "party", "kind": "malformed"}]'; end if;
  well := rules = 'null' or jsonb_typeof(rules) = 'number';
  if well and rules <> 'null' then
    well := rules::numeric between 0 and 4294967295;
    if well then well := rules::numeric % 1 = 0; end if;
  end if;
  if not well then faults := faults || '[{"key": "rules", "kind": "malformed"}]'; end if;
  -- A text that is too long is said to be so by the rule that knows how long it may be.
  select faults || coalesce(jsonb_agg(jsonb_build_object('key', t.key, 'kind', 'malformed')), '[]') into faults
    from unnest(array['sponsor', 'text', 'invitation']) as t (key)
    where coalesce(jsonb_typeof(body -> t.key), 'null') not in ('string', 'null');
  select faults || coalesce(jsonb_agg(jsonb_build_object('key', t.key, 'kind', 'malformed')), '[]') into faults
    from unnest(array['listed', 'seen']) as t (key)
    where coalesce(jsonb_typeof(body -> t.key), 'null') not in ('boolean', 'null');
  if faults <> '[]' then return jsonb_build_object('faults', faults); end if;
  return jsonb_build_object('answers', answers, 'party', party, 'rules', rules, 'sponsor', coalesce(body ->> 'sponsor', ''),
    'text', coalesce(body ->> 'text', ''), 'invitation', coalesce(body ->> 'invitation', ''),
    'listed', coalesce(nullif(body -> 'listed', 'null'), 'false'), 'seen', coalesce(nullif(body -> 'seen', 'null'), 'false'));
end
$$;

-- What hosts do about others, of which more is taken from one account.
create or replace function linju.is_hosting(kind text) returns boolean
language sql immutable parallel safe
as $$
  select kind in ('review-sign-up', 'promote', 'turn-away', 'check-in', 'undo-check-in', 'walk-in', 'close-attendance')
$$;

-- Whether one account has done as much as it may, in the last minute or day: by itself, or as a host about others.
create or replace function linju.too_many(person text, hosts boolean, at timestamptz) returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  what constant text := case when hosts then 'host_' else '' end;
  a_minute bigint := (select s.value from linju.settings s where s.name = what || 'commands_a_minute');
  a_day bigint := (select s.value from linju.settings s where s.name = what || 'commands_a_day');
begin
  return exists (select from linju.commands c where c.user_id = person and c.hosting = hosts
      and c.at > too_many.at - interval '60 seconds' offset coalesce(a_minute, case when hosts then 600 else 120 end) - 1)
    or exists (select from linju.commands c where c.user_id = person and c.hosting = hosts
      and c.at > too_many.at - interval '1 day' offset coalesce(a_day, case when hosts then 20000 else 2000 end) - 1);
end
$$;

-- Carries a command out: the state that came of it, or a problem without its words.
create or replace function linju.carry_out(person text, kind text, thing text, body jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  case kind
    when 'say' then
      if coalesce(body -> 'person', 'null') <> 'null' then
        return linju.command_person(person, kind, thing, body || jsonb_build_object('id', body -> 'person'));
      end if;
      return linju.command_membership(person, kind, thing, body);
    when 'join', 'leave', 'withdraw', 'accept-invitation', 'decline-invitation', 'amend', 'agree', 'renew' then
      return linju.command_membership(person, kind, thing, body);
    when 'sign-up', 'change-sign-up', 'cancel-sign-up', 'accept-offer', 'give-feedback' then
      return linju.command_sign_up(person, kind, thing, body);
    when 'write-entry' then return linju.command_write_entry(person, thing, body);
    when 'delete-entry' then return linju.command_delete_entry(person, thing);
    when 'ask-contact', 'take-back-request' then return linju.command_ask(person, kind, thing, body);
    when 'grant-request', 'refuse-request', 'revoke-grant' then return linju.command_answer(person, kind, thing, body);
    when 'block', 'report-member' then return linju.command_about(person, kind, thing, body);
    when 'unblock' then return linju.command_unblock(person, thing, body);
    when 'settle-report' then return linju.command_settle_report(person, thing, body);
    when 'review-application' then return linju.command_review_application(person, thing, body);
    when 'review-sign-up', 'promote', 'turn-away', 'check-in', 'undo-check-in', 'walk-in', 'close-attendance' then
      return linju.command_hosting(person, kind, thing, body);
    when 'follow', 'unfollow' then return linju.command_follow(person, kind, thing);
    when 'appoint', 'remove', 'hand-over' then return linju.command_person(person, kind, thing, body);
    when 'invite', 'revoke' then return linju.command_invitation(person, kind, thing, body);
    when 'found' then return linju.command_found(person, thing, body);
    when 'edit' then return linju.command_edit(person, thing, body);
    when 'close', 'archive', 'reopen' then return linju.command_end(person, kind, thing, body);
    when 'create-event' then return linju.command_create_event(person, thing, body);
    when 'edit-event', 'call-off', 'adopt-event' then return linju.command_event(person, kind, thing, body);
    else return linju.refusal('{"why": "not-offered"}');
  end case;
end
$$;

-- A command of the viewer, once. A refusal is kept like any answer; what cannot be read, is too much at once, or not for
-- somebody, is not.
create or replace function linju.command(kind text, thing text, body jsonb, key text) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  person text := linju.viewer();
  languages text := linju.languages();
  given jsonb := coalesce(nullif(command.body, 'null'), '{}');
  digest text;
  kept linju.commands;
  done jsonb;
begin
  if person is null then return linju.told(linju.problem(401, 'sign-in'), languages); end if;
  if command.key is null or char_length(command.key) not between 1 and 255 then
    return linju.told(linju.problem(400, 'key-missing'), languages);
  end if;
  if jsonb_typeof(given) <> 'object' or command.kind is null or command.thing is null then
    return linju.told(linju.problem(400, 'unreadable'), languages);
  end if;
  if octet_length(given::text) > 262144 then return linju.told(linju.problem(413, 'too-much'), languages); end if;
  perform from linju.users u where u.id = person for no key update;
  if not found then return linju.told(linju.problem(401, 'sign-in'), languages); end if;
  digest := linju.hashed(jsonb_build_array(command.kind, command.thing, given)::text);
  select * into kept from linju.commands c where c.user_id = person and c.key = command.key;
  if found then
    if kept.digest <> digest then return linju.told(linju.problem(422, 'key-used'), languages); end if;
  else
    if linju.too_many(person, linju.is_hosting(command.kind), clock_timestamp()) then return linju.told(linju.problem(429, 'too-many'), languages); end if;
    -- No id is longer, nor holds anything else: what is asked about is not there.
    done := case when command.thing ~ '^[A-Za-z0-9_-]{1,100}$'
      then linju.carry_out(person, command.kind, command.thing, given) else linju.refusal('{"why": "gone"}') end;
    if done ? 'more' and coalesce(done #>> '{more,why}', 'forbidden') = 'forbidden' then return linju.told(done, languages); end if;
    insert into linju.commands (user_id, key, digest, status, body, hosting)
      values (person, command.key, digest, case when done ? 'more' then (done ->> 'status')::int else 200 end, done,
        linju.is_hosting(command.kind))
      returning * into kept;
  end if;
  if kept.status = 200 then return jsonb_build_object('status', 200, 'body', kept.body); end if;
  return linju.told(kept.body, languages);
end
$$;

-- Forgets what nobody sends again, sessions and codes that are over: for the server's clock, once a day.
create or replace function linju.forget() returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
  delete from linju.commands where at < now() - interval '2 days';
  delete from linju.codes where until < now() - interval '1 minute';
  delete from linju.sessions where until < now();
$$;
