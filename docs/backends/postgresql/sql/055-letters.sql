-- A letter to who waited and has a seat now, or is offered one, to whose seat or place a host takes, and to all who have signed up for what is called off, put off,
-- on after all, or elsewhere or at another time: to an address that was proven, else by SMS. It is noted in the transaction that does so and sent by the server's
-- clock, so that no end of the server loses one.

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

-- Where an event is, as a letter says it: what is told to those with a seat alone stays on the page.
drop function if exists linju.place_of(jsonb);
create or replace function linju.place_of(venue jsonb, hidden boolean) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select regexp_replace(concat_ws(' ', nullif(venue ->> 'place', ''),
    case when not hidden then nullif(venue ->> 'address', '') end), '\s+', ' ', 'g')
$$;

-- When and where it is, as a letter says it.
create or replace function linju.whereabouts(e linju.events, hidden boolean) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select concat_ws(' · ', linju.on_the_wall(e.starts, e.zone), nullif(linju.place_of(e.venue, hidden), ''))
$$;

-- What of a place makes it another one.
create or replace function linju.where_of(venue jsonb) returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select array_agg(coalesce(nullif(venue ->> part, 'false'), '') order by at)
  from unnest(array['city', 'district', 'place', 'address', 'online', 'online_url']) with ordinality as p (part, at)
$$;

-- How one stands with an event (has signed up, waits, has asked), and that it stays so.
create or replace function linju.stands(state text, language text) returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select case language
    when 'en' then case state
      when 'waitlisted' then array['for which you wait', 'your place on the waitlist stays']
      when 'pending-approval' then array['for which you asked', 'your request stays']
      else array['for which you signed up', 'your sign-up stays'] end
    when 'zh-Hant' then case state
      when 'waitlisted' then array['你候補的', '你的候補還在']
      when 'pending-approval' then array['你申請了的', '你的申請還在']
      else array['你報了名的', '你的報名還在'] end
    else case state
      when 'waitlisted' then array['你候补的', '你的候补还在']
      when 'pending-approval' then array['你申请了的', '你的申请还在']
      else array['你报了名的', '你的报名还在'] end
    end
$$;

-- What an event is not as it was told: `off`, `later`, `on`, `moved`, `elsewhere` (and a letter may not say where).
drop function if exists linju.letter_of_news(text, text, text, text, text, text);
create or replace function linju.letter_of_news(kind text, language text, state text, title text, was text, is_now text, note text)
returns table (subject text, text text)
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select format(w.words[1], w.title), format(w.words[2], w.title, was, is_now, note, w.stands[1], w.stands[2])
  from (select regexp_replace(left(letter_of_news.title, 100), '\s+', ' ', 'g') as title, linju.stands(state, language) as stands,
    case language
      when 'en' then case kind
        when 'off' then array['Cancelled: %s', '"%1$s" (%2$s), %5$s, is cancelled; no need to come. Why: %4$s']
        when 'later' then array['Put off: %s', '"%1$s" (%2$s), %5$s, is put off; %6$s, and a new time will be told. Why: %4$s']
        when 'on' then array['It takes place: %s', '"%1$s", %5$s, takes place, and %6$s: %3$s']
        when 'elsewhere' then array['Another address or link: %s',
          'The address or the link of "%1$s" (%3$s), %5$s, has changed; please see its page. If you cannot come, please cancel soon.']
        else array['Another time or place: %s',
          'The time or place of "%1$s", %5$s, has changed. It was: %2$s; it is now: %3$s. If you cannot come, please cancel soon.'] end
      when 'zh-Hant' then case kind
        when 'off' then array['活動取消了：%s', '%5$s「%1$s」（%2$s）取消了，不用來了。原因：%4$s']
        when 'later' then array['活動延期了：%s', '%5$s「%1$s」（%2$s）延期了，請等新的時間；%6$s。原因：%4$s']
        when 'on' then array['活動照常舉行：%s', '%5$s「%1$s」照常舉行，%6$s：%3$s']
        when 'elsewhere' then array['地址或連結改了：%s',
          '%5$s「%1$s」（%3$s）詳細地址或線上連結改了，請到活動頁看。去不了的話，請早些取消，讓給別人。']
        else array['時間或地點改了：%s', '%5$s「%1$s」時間或地點改了。原來：%2$s；現在：%3$s。去不了的話，請早些取消，讓給別人。'] end
      else case kind
        when 'off' then array['活动取消了：%s', '%5$s「%1$s」（%2$s）取消了，不用来了。原因：%4$s']
        when 'later' then array['活动延期了：%s', '%5$s「%1$s」（%2$s）延期了，请等新的时间；%6$s。原因：%4$s']
        when 'on' then array['活动照常举行：%s', '%5$s「%1$s」照常举行，%6$s：%3$s']
        when 'elsewhere' then array['地址或链接改了：%s',
          '%5$s「%1$s」（%3$s）详细地址或线上链接改了，请到活动页看。去不了的话，请早些取消，让给别人。']
        else array['时间或地点改了：%s', '%5$s「%1$s」时间或地点改了。原来：%2$s；现在：%3$s。去不了的话，请早些取消，让给别人。'] end
      end as words) w
$$;

-- When several meetings were: the first ones, and how many there are.
create or replace function linju.letter_days(days text[], language text) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select array_to_string(days[:10], case language when 'en' then ', ' else '、' end) || case when cardinality(days) <= 10 then ''
    else format(case language when 'en' then '… %s in all' else '…等 %s 次' end, cardinality(days)) end
$$;

-- Writes to all who have signed up for an event, but for whoever changed it, when it is not as it was told. An address that is hidden now is
-- not told as the one that was, either.
create or replace function linju.write_news(was linju.events, by_whom text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  e linju.events;
  news text;
  hidden boolean;
  told_was text;
  told_now text;
  day text;
  all_days text[];
  key text;
  who record;
  said record;
  one linju.outgoing;
begin
  select * into e from linju.events where id = was.id;
  news := case
    when e.status = 'cancelled' and was.status in ('scheduled', 'postponed') then 'off'
    when e.status = 'postponed' and was.status = 'scheduled' then 'later'
    when e.status = 'scheduled' and was.status in ('cancelled', 'postponed') then 'on'
    when e.status in ('scheduled', 'postponed') and e.status = was.status
      and (e.starts <> was.starts or linju.where_of(e.venue) <> linju.where_of(was.venue)) then 'moved' end;
  -- What was put off may have had its day.
  if news is null or e.starts <= linju.clock() and was.status <> 'postponed' then return; end if;
  hidden := coalesce(e.venue -> 'address_hidden' = 'true', false);
  told_was := linju.whereabouts(was, hidden or coalesce(was.venue -> 'address_hidden' = 'true', false));
  told_now := linju.whereabouts(e, hidden);
  if news = 'moved' and told_was = told_now then news := 'elsewhere'; end if;
  day := linju.on_the_wall(e.starts, e.zone);
  for who in
    select s.state, u.id, u.language, coalesce(case when u.verified then u.email end, u.phone) as address
    from linju.sign_ups s join linju.users u on u.id = s.user_id
    where s.event_id = e.id and s.user_id <> by_whom and s.state in ('confirmed', 'waitlisted', 'pending-approval', 'pending-payment')
      and (u.verified and u.email is not null or u.phone is not null)
  loop
    key := null;
    one := null;
    if news in ('off', 'later') then
      -- Joins what says the same of other meetings and has not gone, unless something was said of this one since.
      key := md5(jsonb_build_array(who.id, who.address, who.language, e.community_id, news, who.state, e.title, e.status_note)::text);
      select * into one from linju.outgoing o
      where o.joins = key and not o.days @> array[day]
        and not exists (select from linju.outgoing x where x.event = e.id and x.address = who.address and x.id > o.id)
      order by o.id desc limit 1 for update skip locked;
    end if;
    all_days := array(select d from unnest(one.days || day) as l (d) order by d);
    select * into said from linju.letter_of_news(news, who.language, who.state, e.title,
      case when key is null then told_was else linju.letter_days(all_days, who.language) end, told_now, e.status_note);
    if one.id is not null then
      update linju.outgoing set text = said.text, days = all_days where id = one.id;
    else
      insert into linju.outgoing (kind, event, address, subject, text, joins, days)
      values ('letter', e.id, who.address, said.subject, said.text, key, case when key is not null then all_days end);
    end if;
  end loop;
end
$$;

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
