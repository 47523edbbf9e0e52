-- A letter to who waited and has a seat now, or is offered one, and to whose seat or place a host takes: to an address that was proven, else by SMS. It is noted in
-- the transaction that moves somebody up and sent by the server's clock, so that no end of the server loses one.

-- A moment on the wall clock of a place, or in UTC where that zone is not known here.
create or replace function linju.on_the_wall(at timestamptz, zone text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return to_char(at at time zone zone, 'YYYY-MM-DD HH24:MI');
exception when others then
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"');
end
$$;

create or replace function linju.letter(offered boolean, language text, title text, starts text, until text)
returns table (subject text, text text)
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select format(w.subject, w.title), case when offered then format(w.text, w.title, starts, until) else format(w.text, w.title, starts) end
  from (select regexp_replace(left(letter.title, 100), '\s+', ' ', 'g') as title,
    case language
      when 'en' then case when offered then 'A seat is free: %s' else 'You have a seat: %s' end
      when 'zh-Hant' then case when offered then '空出一個名額：%s' else '有你的名額了：%s' end
      else case when offered then '空出一个名额：%s' else '有你的名额了：%s' end end as subject,
    case language
      when 'en' then case when offered
        then 'A seat at "%s" (%s) is yours until %s if you take it. After that it goes to the next one.'
        else 'You have a seat at "%s" (%s) for which you waited. If you cannot come, please cancel soon: the next one waits.' end
      when 'zh-Hant' then case when offered
        then '你候補的「%s」（%s）空出一個名額，為你留到 %s。過了時間會讓給下一位。'
        else '你候補的「%s」（%s）有名額了，已經為你報好名。去不了的話，請早些取消，讓給下一位。' end
      else case when offered
        then '你候补的「%s」（%s）空出一个名额，为你留到 %s。过了时间会让给下一位。'
        else '你候补的「%s」（%s）有名额了，已经为你报好名。去不了的话，请早些取消，让给下一位。' end end as text) w
$$;

-- To who is turned away by a host.
create or replace function linju.letter_of_no(language text, title text, starts text, reason text)
returns table (subject text, text text)
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select format(w.subject, w.title), format(w.text, w.title, starts, reason)
  from (select regexp_replace(left(letter_of_no.title, 100), '\s+', ' ', 'g') as title,
    case language when 'en' then 'Your sign-up was turned away: %s' when 'zh-Hant' then '你的報名被退回了：%s' else '你的报名被退回了：%s' end
      as subject,
    case language
      when 'en' then 'The hosts have turned away your sign-up for "%s" (%s); please do not come. Why: %s'
      when 'zh-Hant' then '組織者退回了你對「%s」（%s）的報名，請不要前往。原因：%s'
      else '组织者退回了你对「%s」（%s）的报名，请不要前往。原因：%s' end as text) w
$$;

-- Writes to somebody where they stand now, before it begins. Guests of a paper list have no account to write to.
create or replace function linju.write_to(s linju.sign_ups) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into linju.outgoing (kind, event, address, subject, text)
  select 'letter', e.id, coalesce(case when u.verified then u.email end, u.phone), l.subject, l.text
  from linju.users u, linju.events e,
    lateral (select linju.on_the_wall(e.starts, e.zone) as starts, linju.on_the_wall(s.offer_until, e.zone) as until) w,
    lateral (select y.* from linju.letter(s.state = 'waitlisted', u.language, e.title, w.starts, w.until) y where s.state <> 'rejected'
      union all select n.* from linju.letter_of_no(u.language, e.title, w.starts, s.reason) n where s.state = 'rejected') l
  where u.id = s.user_id and e.id = s.event_id and e.starts > linju.clock()
    and (u.verified and u.email is not null or u.phone is not null);
end
$$;

create or replace function linju.write_letter() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform linju.write_to(new);
  return null;
end
$$;
create or replace trigger writes_to_who_moves_up after update of state, offer_until on linju.sign_ups
  for each row when (old.state = 'waitlisted' and old.offer_until is null and new.user_id is not null
    and (new.state = 'confirmed' or new.offer_until is not null))
  execute function linju.write_letter();

-- In which language the viewer reads.
create or replace function linju.reads() returns void
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
  update linju.users u set language = l.is
  from (select case when lower(ltrim(linju.languages())) like 'en%' then 'en'
    when lower(ltrim(linju.languages())) ~ '^zh-(hant|tw|hk|mo)' then 'zh-Hant' else 'zh-Hans' end as is) l
  where u.id = linju.viewer() and linju.languages() <> '' and u.language <> l.is
$$;
