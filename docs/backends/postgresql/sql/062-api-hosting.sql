-- What hosts do about those who come, by the id that `attendance` has of them; as in 060.

create function linju_api.promote(event text, id text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('promote', event, jsonb_build_object('id', id), key)) $$;

create function linju_api.turn_away(event text, id text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('turn-away', event, linju.having(body, 'id', id), key)) $$;

create function linju_api.check_in(event text, id text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('check-in', event, linju.having(body, 'id', id), key)) $$;

create function linju_api.undo_check_in(event text, id text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('undo-check-in', event, jsonb_build_object('id', id), key)) $$;

-- Somebody who is there without having signed up; their id is made by who asks.
create function linju_api.walk_in(event text, id text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('walk-in', event, linju.having(body, 'id', id), key)) $$;

create function linju_api.close_attendance(event text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('close-attendance', event, '{}', key)) $$;
