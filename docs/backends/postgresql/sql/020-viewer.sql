-- Who is looking: whoever's session has the token that the API puts into the transaction,
--   select set_config('linju.token', '<the bearer token>', true);
-- local to it, so that a pooler in transaction mode hands nobody to anybody. Nothing else says who somebody is.

-- The SHA-256 of a token, as sessions are kept.
create or replace function linju.hashed(token text) returns text
language sql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $$ select encode(sha256(convert_to(token, 'UTF8')), 'hex') $$;

-- The id of who is signed in, or null: no token, an unknown one, one that is over.
create or replace function linju.viewer() returns text
language sql stable security definer parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select s.user_id from linju.sessions s
  where s.hash = linju.hashed(nullif(current_setting('linju.token', true), '')) and s.until > now()
$$;

-- The first of the reader's languages, as the API puts it into the transaction: `linju.languages`, an Accept-Language.
create or replace function linju.languages() returns text
language sql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$ select coalesce(current_setting('linju.languages', true), '') $$;

-- What the rules take for this moment, to the second. Tests that speak of another day say how many seconds it is ahead, in
-- a row `seconds_ahead` of the settings, which no visitor writes: whoever could set the clock could let offers pass.
create or replace function linju.clock() returns timestamptz
language plpgsql volatile parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return date_trunc('second', clock_timestamp())
    + coalesce((select s.value from linju.settings s where s.name = 'seconds_ahead'), 0) * interval '1 second';
end
$$;
