-- What belongs to a door, from both sides, and to keeping a community; as in 060. What is named beside `body` wins over it.

-- A body with one more word in it; one that is no object stays what it is, and is refused.
create or replace function linju.having(body jsonb, name text, value text) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select case when jsonb_typeof(coalesce(nullif(body, 'null'), '{}')) = 'object'
    then coalesce(nullif(body, 'null'), '{}') || jsonb_build_object(name, value) else body end
$$;

create function linju_api.amend(community text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('amend', community, body, key)) $$;

create function linju_api.agree(community text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('agree', community, body, key)) $$;

create function linju_api.renew(community text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('renew', community, body, key)) $$;

create function linju_api.say(community text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('say', community, body, key)) $$;

create function linju_api.follow(community text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('follow', community, '{}', key)) $$;

create function linju_api.unfollow(community text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('unfollow', community, '{}', key)) $$;

-- What organisers do to somebody, by the id that `roster` and `applications` have of them.
create function linju_api.appoint(community text, id text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('appoint', community, linju.having(body, 'id', id), key)) $$;

create function linju_api.remove(community text, id text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('remove', community, linju.having(body, 'id', id), key)) $$;

create function linju_api.hand_over(community text, id text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('hand-over', community, jsonb_build_object('id', id), key)) $$;

create function linju_api.invite(community text, code text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('invite', community, linju.having(body, 'code', code), key)) $$;

create function linju_api.revoke(community text, code text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('revoke', community, jsonb_build_object('code', code), key)) $$;

create function linju_api.found(community text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('found', community, body, key)) $$;

create function linju_api.edit(community text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('edit', community, body, key)) $$;

create function linju_api.close(community text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('close', community, body, key)) $$;

create function linju_api.archive(community text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('archive', community, '{}', key)) $$;

create function linju_api.reopen(community text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('reopen', community, '{}', key)) $$;
