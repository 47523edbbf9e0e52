-- What people do, each a thin face of `linju.command`, which carries it out once in this transaction. `body` is the body
-- that docs/api.md has for it; `key` the Idempotency-Key.

create or replace function linju.done(is_now jsonb) returns linju_api.outcome
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select ((is_now ->> 'status')::int, is_now -> 'body')::linju_api.outcome $$;

create function linju_api.join(community text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('join', community, body, key)) $$;

create function linju_api.leave(community text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('leave', community, '{}', key)) $$;

create function linju_api.accept_invitation(community text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('accept-invitation', community, body, key)) $$;

create function linju_api.decline_invitation(community text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('decline-invitation', community, '{}', key)) $$;

create function linju_api.sign_up(event text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  select linju.reads();
  select linju.done(linju.command('sign-up', event, body, key))
$$;

create function linju_api.change_sign_up(event text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('change-sign-up', event, body, key)) $$;

create function linju_api.cancel_sign_up(event text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('cancel-sign-up', event, '{}', key)) $$;

create function linju_api.accept_offer(event text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('accept-offer', event, '{}', key)) $$;

create function linju_api.give_feedback(event text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('give-feedback', event, body, key)) $$;

create function linju_api.write_entry(community text, key text, body jsonb) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('write-entry', community, body, key)) $$;

create function linju_api.remove_entry(community text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('delete-entry', community, '{}', key)) $$;

-- What organisers decide: `verdict` is approve, reject, or paid; `body` has `reason` and `again_from`.
create function linju_api.review_application(community text, id text, verdict text, key text, body jsonb default '{}')
returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  select linju.done(linju.command('review-application', community,
    coalesce(body, '{}') || jsonb_build_object('id', id, 'verdict', verdict), key))
$$;

create function linju_api.review_sign_up(event text, id text, verdict text, key text, body jsonb default '{}')
returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  select linju.done(linju.command('review-sign-up', event,
    coalesce(body, '{}') || jsonb_build_object('id', id, 'verdict', verdict), key))
$$;

-- Signing in and out.
create function linju_api.sign_in(name text, password text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.sign_in(name, password)) $$;

create function linju_api.ask_for_code(recipient text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.ask_for_code(recipient)) $$;

create function linju_api.sign_in_by_code(name text, code text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.sign_in_by_code(name, code)) $$;

create function linju_api.sign_in_by_hand_over(code text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.sign_in_by_hand_over(code)) $$;

create function linju_api.create_account(email text, password text, name text default '') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.create_account(email, password, name)) $$;

create function linju_api.sign_out() returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.sign_out()) $$;
