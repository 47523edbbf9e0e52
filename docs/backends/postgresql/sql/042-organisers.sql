-- What organisers ask for: who knocks, who is in, invitations; and what the viewer follows.

-- Somebody as organisers see them.
create or replace function linju.applicant(m linju.memberships, named text) returns linju_api.applicant
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select (m.id, named, s.is ->> 'state', linju.rfc(m.since), m.answers, s.is || linju.sparse(jsonb_build_object('id', m.id,
    'name', named, 'history', linju.history_of(m))), null)::linju_api.applicant
  from (select linju.settled(linju.membership_state(m), linju.clock()) as is) s
$$;

-- Nobody but who organises goes on.
create or replace function linju.organising(community text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.somebody();
begin
  if not coalesce(linju.organises(linju.role_in(community, viewer, linju.clock())), false) then
    perform linju.end_with(403, 'may-not');
  end if;
  return viewer;
end
$$;

-- Who knocks, the longest first.
create function linju_api.applications(community text, after text default null, size int default 50)
returns setof linju_api.applicant
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  behind text[] := linju.behind(after, 2);
  one record;
  made linju_api.applicant;
begin
  perform linju.organising(community);
  for one in select m as row_of, linju.called(m.user_id, m.community_id) as named, coalesce(linju.rfc(m.since), '') as since
    from linju.memberships m
    where m.community_id = applications.community and m.state in ('pending-approval', 'pending-payment', 'waitlisted')
      and (coalesce(linju.rfc(m.since), ''), m.id) > (coalesce(behind[1], ''), coalesce(behind[2], ''))
    order by coalesce(linju.rfc(m.since), ''), m.id limit linju.page_size(size)
  loop
    made := linju.applicant(one.row_of, one.named);
    made.cursor := jsonb_build_array(one.since, made.id)::text;
    return next made;
  end loop;
end
$$;

-- Who is in, or was until lately and did not renew, by name.
create function linju_api.roster(community text, after text default null, size int default 50)
returns setof linju_api.applicant
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  behind text[] := linju.behind(after, 2);
  lately timestamptz := linju.clock() - interval '2160 hours';
  one record;
  made linju_api.applicant;
begin
  perform linju.organising(community);
  for one in select r.row_of, r.named from (
      select m as row_of, m.id, coalesce(nullif(u.name, ''), e.name, left(u.email, 2) || '…', '…' || right(u.phone, 2), '') collate "C" as named
      from linju.memberships m join linju.users u on u.id = m.user_id
        left join linju.members e on e.user_id = m.user_id and e.community_id = m.community_id
      where m.community_id = roster.community and (m.state = 'member' and (m.until is null or m.until > lately)
        or m.state = 'expired' and m.at > lately)) r
    where (r.named, r.id) > (coalesce(behind[1], '') collate "C", coalesce(behind[2], ''))
    order by r.named, r.id limit linju.page_size(size)
  loop
    made := linju.applicant(one.row_of, one.named);
    made.cursor := jsonb_build_array(one.named, made.id)::text;
    return next made;
  end loop;
end
$$;

create or replace function linju.invited(i linju.invitations, whole boolean) returns linju_api.invited
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select (i.code, i.community_id, i.role, i.uses::float8, case when whole or i.used >= i.uses then i.used else 0 end::float8, linju.rfc(i.until),
    i.approval, case when whole then i.note else '' end, case when whole then linju.called(i.user_id, i.community_id) else '' end,
    linju.rfc(i.made), linju.rfc(i.revoked), jsonb_build_array(i.turn::text)::text)::linju_api.invited
$$;

-- Whether somebody is told all of an invitation: who made it, and organisers who could have. A code opens a door to whoever has it.
create or replace function linju.tells(i linju.invitations, viewer text, is_now jsonb, ruled jsonb, now timestamptz) returns boolean
language sql immutable
as $$ select coalesce(i.user_id = viewer, false)
  or coalesce(linju.organises(linju.role(is_now, now)), false) and linju.may(is_now, 'invite', i.role, null, ruled, now) $$;

-- Invitations, the newest first: to organisers those that they could have made, to members who may invite their own.
create function linju_api.invitations(community text, after text default null, size int default 50)
returns setof linju_api.invited
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.somebody();
  now timestamptz := linju.clock();
  is_now jsonb := linju.standing_in(community, viewer, now);
  ruled jsonb := (select linju.ruled(c, now) from linju.communities c where c.id = community);
  behind text := (linju.behind(after, 1))[1];
begin
  if behind !~ '^[0-9]{1,18}$' then perform linju.end_with(400, 'unreadable'); end if;
  if not coalesce(linju.organises(linju.role(is_now, now)), false) and not linju.may(is_now, 'invite', 'member', null, ruled, now) then
    perform linju.end_with(403, 'may-not');
  end if;
  return query select (linju.invited(i, true)).* from linju.invitations i
    where i.community_id = invitations.community and linju.tells(i, viewer, is_now, ruled, now)
      and i.turn < coalesce(behind::bigint, 9223372036854775807)
    order by i.turn desc limit linju.page_size(size);
end
$$;

-- What a code opens, for anybody who has it. An applicant's own code brings whoever comes by it before the organisers.
create function linju_api.invitation(community text, code text) returns linju_api.invited
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.viewer();
  now timestamptz := linju.clock();
  i linju.invitations;
begin
  select * into i from linju.invitations v where v.community_id = community and v.code = invitation.code;
  if found then
    return linju.invited(i, linju.tells(i, viewer, linju.standing_in(community, viewer, now),
      (select linju.ruled(c, now) from linju.communities c where c.id = community), now));
  end if;
  if exists (select from linju.memberships m join linju.communities c on c.id = m.community_id
    where m.community_id = community and m.code = invitation.code
      and coalesce(c.policy ->> 'door', 'open') in ('open', 'approval')) then
    return (code, community, 'member', null, 0, null, true, '', '', null, null, '')::linju_api.invited;
  end if;
  perform linju.end_with(404, 'not-there');
  return null;
end
$$;

-- What the viewer follows.
create function linju_api.following(after text default null, size int default 50) returns setof linju_api.followed
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.somebody();
  behind text := coalesce((linju.behind(after, 1))[1], '');
begin
  return query select f.community_id, jsonb_build_array(f.community_id)::text from linju.following f
    where f.user_id = viewer and f.community_id > behind order by f.community_id limit linju.page_size(size);
end
$$;
