-- Moments and texts, as the rules read them. Pure: no table is looked at, and the moment is always passed in.

-- `YYYY-MM-DD` of a day of the calendar (RFC 3339).
create or replace function linju.is_date(given text) returns boolean
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  read text[] := regexp_match(given, '^([0-9]{4})-([0-9]{2})-([0-9]{2})$');
  year int := read[1];
  month int := read[2];
  day int := read[3];
  leap boolean := (year % 4 = 0 and year % 100 <> 0) or year % 400 = 0;
begin
  if read is null or month not between 1 and 12 then return false; end if;
  return day between 1 and (array[31, case when leap then 29 else 28 end, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[month];
end
$$;

-- A moment of the contract (RFC 3339) in whole seconds; null for none, and for what is none.
create or replace function linju.moment(given text) returns timestamptz
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
  select case when given ~
      '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?([Zz]|[+-](0[0-9]|1[0-4]):[0-5][0-9])$'
    and linju.is_date(left(given, 10)) and left(given, 4) > '0000'
    then date_trunc('second', given::timestamptz) end
$$;

-- A moment as the contract writes it.
create or replace function linju.rfc(at timestamptz) returns text
language sql immutable parallel safe
as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') $$;

-- Whether a moment that may be missing has come.
create or replace function linju.has_come(given text, now timestamptz) returns boolean
language sql immutable parallel safe
as $$ select coalesce(linju.moment(given) <= now, false) $$;

-- So many months of the calendar later, in UTC; the last day of a month that is too short for the day.
create or replace function linju.plus_months(at timestamptz, months numeric) returns timestamptz
language sql immutable parallel safe
as $$
  select case when extract(year from at at time zone 'UTC') * 12 + months > 262142 * 12 then at
    else (at at time zone 'UTC' + make_interval(months => months::int)) at time zone 'UTC' end
$$;

-- White space of Unicode: U+0009 to U+000D, U+0020, U+0085, U+00A0, …
create or replace function linju.space() returns text
language sql immutable parallel safe
as $$ select U&'\0009\000A\000B\000C\000D\0020\0085\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000' $$;

create or replace function linju.trim(given text) returns text
language sql immutable parallel safe
as $$ select btrim(given, linju.space()) $$;

-- ASCII at half width, as an input method may write it at full.
create or replace function linju.half_width(given text) returns text
language sql immutable parallel safe
as $$
  select translate(given,
    '　−–—。！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
    ' ---.!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~')
$$;

-- The same without white space.
create or replace function linju.packed(given text) returns text
language sql immutable parallel safe
as $$ select translate(linju.half_width(given), linju.space(), '') $$;

-- A whole number of 64 bits in its plain form, or null.
create or replace function linju.whole(given text) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  read text[] := regexp_match(given, '^([+-]?)0*([0-9]+)$');
  number numeric;
begin
  if read is null or char_length(read[2]) > 19 then return null; end if;
  number := (case when read[1] = '-' then '-' else '' end || read[2])::numeric;
  return case when number between -9223372036854775808 and 9223372036854775807 then number::text end;
end
$$;

-- A date in its plain form, or null.
create or replace function linju.date(given text) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  parts text[] := regexp_split_to_array(regexp_replace(linju.packed(given), '[日号號]$', ''), '[-/.年月]');
  made text;
begin
  if array_length(parts, 1) <> 3 or parts[1] !~ '^[0-9]{1,4}$' or parts[2] !~ '^[0-9]{1,2}$'
    or parts[3] !~ '^[0-9]{1,2}$' then
    return null;
  end if;
  made := lpad(parts[1], 4, '0') || '-' || lpad(parts[2], 2, '0') || '-' || lpad(parts[3], 2, '0');
  return case when linju.is_date(made) then made end;
end
$$;

-- At most 15 digits (ITU-T E.164); the shortest national numbers have 5.
create or replace function linju.is_phone(given text) returns boolean
language sql immutable parallel safe
as $$ select given ~ '^\+?[0-9]{5,15}$' $$;

create or replace function linju.phone(given text) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  plain text := regexp_replace(translate(linju.packed(given), '-().·/', ''), '^00', '+');
begin
  return case when linju.is_phone(plain) then plain end;
end
$$;

-- Somebody at a host with a dot; lengths: RFC 5321, section 4.5.3.1.
create or replace function linju.is_email(given text) returns boolean
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  read text[] := regexp_match(given, '^([^@]+)@([^@]+)$');
  odd constant text := linju.space() || ',;<>' || U&'\0001\0002\0003\0004\0005\0006\0007\0008\000E\000F\0010\0011\0012\0013\0014\0015\0016\0017\0018\0019\001A\001B\001C\001D\001E\001F\007F\0080\0081\0082\0083\0084\0086\0087\0088\0089\008A\008B\008C\008D\008E\008F\0090\0091\0092\0093\0094\0095\0096\0097\0098\0099\009A\009B\009C\009D\009E\009F';
begin
  return read is not null and octet_length(read[1]) <= 64 and octet_length(given) <= 254
    and translate(given, odd, '') = given
    and strpos(read[2], '.') > 0 and not '' = any (string_to_array(read[2], '.'));
end
$$;

-- A text that says something, without the spaces around it and of at most so many characters: `{"said"}`, or a refusal.
create or replace function linju.said(key text, given text, most int) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when t.trimmed = '' then jsonb_build_object('refused', jsonb_build_object('why', 'invalid', 'faults',
      jsonb_build_array(jsonb_build_object('key', key, 'kind', 'missing'))))
    when char_length(t.trimmed) > most then jsonb_build_object('refused', jsonb_build_object('why', 'invalid', 'faults',
      jsonb_build_array(jsonb_build_object('key', key, 'kind', jsonb_build_object('too-much', most)))))
    else jsonb_build_object('said', t.trimmed) end
  from (select coalesce(linju.trim(given), '') as trimmed) t
$$;
