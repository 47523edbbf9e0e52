-- What of a directory is the viewer's own, and what organisers are told.

-- What one wrote, who asks, whom one has blocked.
create function linju_api.my_entry(community text) returns linju_api.my_entry
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.looking(community);
  now timestamptz := linju.clock();
  organises boolean := linju.rank_in(community, viewer) = 'organiser';
begin
  return (
    (select linju.entry(m) from linju.members m where m.user_id = viewer and m.community_id = my_entry.community),
    (select coalesce(jsonb_agg(linju.asked_of(r.a, organises) order by r.place), '[]') from (
      select a, row_number() over () as place from linju.requests_to(my_entry.community, viewer) a
      where linju.request_settled(linju.request(a), now) is not null limit 200) r),
    (select coalesce(jsonb_agg(jsonb_build_object('id', b.member, 'name', b.name) order by b.id desc), '[]') from linju.blocks b
      where b.user_id = viewer and b.community_id = my_entry.community)
  )::linju_api.my_entry;
end
$$;

-- What members told of others: those that wait first, the newest first. What is said of oneself is not for oneself.
create function linju_api.reports(community text, after text default null, size int default 50) returns setof linju_api.report
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  viewer text := linju.organising(community);
  behind text[] := linju.behind(after, 3);
  behind_at timestamptz := linju.asked(behind[2], null);
begin
  return query select r.id, r.member, r.name, coalesce(m.name, nullif(linju.called(r.user_id, r.community_id), '')), r.reason, r.text,
      linju.rfc(r.at), linju.rfc(r.settled),
      jsonb_build_array(case when r.settled is null then '' else 'settled' end, linju.rfc(r.at), r.id)::text
    from linju.reports r left join linju.members m on m.user_id = r.user_id and m.community_id = r.community_id
    where r.community_id = reports.community and r.whom is distinct from viewer
      and (behind is null or (r.settled is not null) > (behind[1] = 'settled') or (r.settled is not null) = (behind[1] = 'settled')
        and (r.at < behind_at or r.at = behind_at and r.id > behind[3]))
    order by (r.settled is not null), r.at desc, r.id limit linju.page_size(size);
end
$$;
