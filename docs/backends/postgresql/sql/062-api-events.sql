-- Events as hosts plan them, as in 060.

create function linju_api.create_event(event text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('create-event', event, body, key)) $$;

create function linju_api.edit_event(event text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('edit-event', event, body, key)) $$;

create function linju_api.call_off(event text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('call-off', event, body, key)) $$;

create function linju_api.adopt_event(event text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('adopt-event', event, '{}', key)) $$;
