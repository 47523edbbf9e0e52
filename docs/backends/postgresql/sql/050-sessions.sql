-- Signing in and out: by password, by a code that was sent, by a code that the operator's own login backend asked for.
-- Tokens and codes are kept as hashes alone. Each gives `{"status", "body"}`, like a command, since a wrong password has
-- to be counted.

-- A session lasts two weeks; a code ten minutes and five tries, and one is sent to an address in a minute; a name has ten
-- wrong passwords in ten minutes.

create or replace function linju.random_text(bytes int) returns text
language sql volatile
set search_path = pg_catalog, pg_temp
as $$ select translate(encode(linju_private.gen_random_bytes(bytes), 'base64'), E'+/=\n', '-_') $$;

-- An e-mail address in small letters, or a telephone number with its country (ITU-T E.164), or null.
create or replace function linju.address(given text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  trimmed text := linju.trim(given);
  phone text;
begin
  if linju.is_email(trimmed) then return case when octet_length(trimmed) <= 254 then lower(trimmed) end; end if;
  phone := linju.phone(trimmed);
  if phone is null or left(phone, 1) = '+' then return phone; end if;
  return coalesce(nullif(current_setting('linju.country', true), ''), '+86') || regexp_replace(phone, '^0', '');
end
$$;

create or replace function linju.told(status int, body jsonb) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select jsonb_build_object('status', status, 'body', body) $$;

-- A problem in the reader's language.
create or replace function linju.problem_of(status int, word text, more jsonb default '{}') returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select linju.told(linju.problem(status, word, more), linju.languages()) $$;

-- A fault of one field.
create or replace function linju.fault(field text, message text) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select jsonb_build_object('field', field, 'message', message) $$;

create or replace function linju.faulty(fields jsonb) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select linju.problem_of(422, 'invalid', jsonb_build_object('why', 'invalid', 'fields', fields)) $$;

create or replace function linju.wrong() returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select linju.problem_of(401, 'wrong') $$;

-- Opens a session.
create or replace function linju.opened(account linju.users) returns jsonb
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  token text := linju.random_text(32);
begin
  insert into linju.sessions (hash, user_id, until) values (linju.hashed(token), account.id, now() + interval '14 days');
  return linju.told(200, jsonb_build_object('token', token, 'user', account.id,
    'name', coalesce(nullif(account.name, ''), split_part(account.email, '@', 1), ''), 'expires_in', 14 * 86400));
end
$$;

-- The hash of a password: bcrypt, of which 72 bytes count.
create or replace function linju.password_hash(password text) returns text
language sql volatile
set search_path = pg_catalog, pg_temp
as $$ select linju_private.crypt(password, linju_private.gen_salt('bf', 9)) $$;

create or replace function linju.sign_in(name text, password text) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  address text := linju.address(name);
  key text := linju.hashed(coalesce(address, ''));
  account linju.users;
  fits boolean;
  tried linju.tries;
begin
  if name is null or password is null or octet_length(name) > 254 or octet_length(password) not between 1 and 72 then
    return linju.wrong();
  end if;
  select * into tried from linju.tries t where t.name = key and t.until > now();
  if tried.count >= 10 then return linju.problem_of(429, 'too-many'); end if;
  select * into account from linju.users u where u.email = address or u.phone = address;
  -- Who is not known takes as long as a wrong password.
  fits := linju_private.crypt(password, coalesce(account.password,
    '$2a$09$KfRHDXsdlrRkyWk5z6KXHOBo3GTVkSmIgvdISAYk6BW6xA5s/QeZW')) = account.password;
  if fits then
    delete from linju.tries t where t.name = key;
    return linju.opened(account);
  end if;
  insert into linju.tries values (key, 1, now() + interval '10 minutes')
  on conflict on constraint tries_pkey do update set
    count = case when tries.until > now() then tries.count + 1 else 1 end,
    until = case when tries.until > now() then tries.until else excluded.until end;
  return linju.wrong();
end
$$;

-- A code of six digits on its way to an address. It never tells whether there is an account. All codes of a day are counted
-- in the row `codes` of tries, which is no hash and so nobody's.
create or replace function linju.ask_for_code(recipient text) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  address text := case when octet_length(recipient) <= 254 then linju.address(recipient) end;
  code text := lpad((('x' || encode(linju_private.gen_random_bytes(7), 'hex'))::bit(56)::bigint % 1000000)::text, 6, '0');
  made boolean;
  bound constant bigint := coalesce((select s.value from linju.settings s where s.name = 'codes_a_day'), 1000);
  sent bigint;
  words text := linju.say('code', linju.languages());
begin
  if address is null then
    return linju.faulty(jsonb_build_array(linju.fault('to', 'malformed')));
  end if;
  -- The row stays locked, so that no two take the last one.
  insert into linju.tries as t values ('codes', 0, now() + interval '1 day')
  on conflict (name) do update set
    count = case when t.until > now() then t.count else 0 end,
    until = case when t.until > now() then t.until else excluded.until end
  returning t.count into sent;
  if sent >= bound then return linju.problem_of(429, 'too-many'); end if;
  insert into linju.codes as c (kind, name, hash, until, tries, at)
  values ('code', address, linju.hashed(address || E'\n' || code), now() + interval '10 minutes', 0, now())
  on conflict (kind, name) do update set hash = excluded.hash, until = excluded.until, tries = 0, at = excluded.at
    where c.at <= now() - interval '1 minute'
  returning true into made;
  if made is null then return linju.problem_of(429, 'too-many'); end if;
  update linju.tries t set count = t.count + 1 where t.name = 'codes';
  insert into linju.outgoing (address, subject, text) values (address, 'Linju ' || code, words || code);
  return linju.told(200, '{}');
end
$$;

-- Who has shown that an address is theirs; whatever a stranger did before with it is void.
create or replace function linju.proven(address text) returns linju.users
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  account linju.users;
  is_email boolean := position('@' in address) > 0;
begin
  insert into linju.users (email, phone, verified)
  values (case when is_email then address end, case when not is_email then address end, is_email)
  on conflict do nothing;
  select * into strict account from linju.users u where u.email = address or u.phone = address for update;
  if is_email and not account.verified then
    delete from linju.sessions s where s.user_id = account.id;
    update linju.users u set verified = true, password = null where u.id = account.id returning * into account;
  end if;
  return account;
end
$$;

create or replace function linju.sign_in_by_code(name text, code text) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  address text := case when octet_length(name) <= 254 then linju.address(name) end;
  kept linju.codes;
  fits boolean;
begin
  select * into kept from linju.codes c where c.kind = 'code' and c.name = address for update;
  if kept.name is null or code is null or octet_length(code) > 20 or kept.until <= now() or kept.tries >= 5 then
    return linju.wrong();
  end if;
  fits := kept.hash = linju.hashed(address || E'\n' || linju.trim(code));
  -- Used up, it stays until its end, so that the next is not sent too soon.
  update linju.codes c set tries = case when fits then 5 else c.tries + 1 end where c.kind = 'code' and c.name = address;
  if not fits then return linju.wrong(); end if;
  return linju.opened(linju.proven(address));
end
$$;

-- For the operator's login backend, by the server alone: a code that signs a person in, once and within a minute.
create or replace function linju.hand_over(subject text, name text) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  account text;
  code text := linju.random_text(30);
begin
  insert into linju.users as u (subject, name) values (hand_over.subject, coalesce(hand_over.name, ''))
  on conflict on constraint users_subject_key do update set name = case when u.name = '' then excluded.name else u.name end
  returning u.id into account;
  insert into linju.codes (kind, name, shown, until)
  values ('hand-over', linju.hashed(code), account, now() + interval '1 minute');
  return code;
end
$$;

create or replace function linju.sign_in_by_hand_over(code text) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  kept linju.codes;
  account linju.users;
begin
  if code is null or octet_length(code) > 100 then return linju.wrong(); end if;
  delete from linju.codes c where c.kind = 'hand-over' and c.name = linju.hashed(code) returning * into kept;
  select * into account from linju.users u where u.id = kept.shown and kept.until > now();
  if account.id is null then return linju.wrong(); end if;
  return linju.opened(account);
end
$$;

-- An account with an address that nobody has proved yet; who proves it by a code has it.
create or replace function linju.create_account(email text, password text, name text) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  address text := linju.trim(email);
  account linju.users;
  faults jsonb := '[]';
begin
  if not coalesce(linju.is_email(address), false) or octet_length(address) > 254 then
    faults := faults || linju.fault('email', 'malformed');
  end if;
  if octet_length(coalesce(password, '')) not between 8 and 72 then
    faults := faults || linju.fault('password', 'malformed');
  end if;
  if char_length(coalesce(name, '')) > 200 then
    faults := faults || linju.fault('name', 'malformed');
  end if;
  if faults = '[]' then
    insert into linju.users (email, password, name)
    values (lower(address), linju.password_hash(create_account.password), coalesce(create_account.name, ''))
    on conflict do nothing returning * into account;
    if account.id is not null then return linju.told(200, jsonb_build_object('user', account.id)); end if;
    faults := jsonb_build_array(linju.fault('email', 'already'));
  end if;
  return linju.faulty(faults);
end
$$;

-- Ends the session by which it is asked for, and no other.
create or replace function linju.sign_out() returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from linju.sessions s
  where s.hash = linju.hashed(nullif(current_setting('linju.token', true), '')) and s.until > now();
  if not found then return linju.problem_of(401, 'sign-in'); end if;
  return linju.told(200, '{}');
end
$$;

-- Forgets tries and letters that are over, beside `linju.forget`.
create or replace function linju.forget_sessions() returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  delete from linju.tries where until < now() and name <> 'codes';
  delete from linju.outgoing where at < now() - case kind when 'code' then interval '10 minutes' else interval '1 day' end;
$$;
