-- Who asks whom for what is shown on request, and what comes of it; who does not want to see whom; as in 060. A member is named by
-- the id of their entry, who asks by the `person` of the request.

create function linju_api.ask_contact(community text, member text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('ask-contact', community, linju.having(body, 'member', member), key)) $$;

create function linju_api.take_back_request(community text, member text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('take-back-request', community, jsonb_build_object('member', member), key)) $$;

create function linju_api.grant_request(community text, person text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('grant-request', community, linju.having(body, 'person', person), key)) $$;

create function linju_api.refuse_request(community text, person text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('refuse-request', community, linju.having(body, 'person', person), key)) $$;

create function linju_api.revoke_grant(community text, person text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('revoke-grant', community, jsonb_build_object('person', person), key)) $$;

create function linju_api.block(community text, member text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('block', community, jsonb_build_object('member', member), key)) $$;

create function linju_api.unblock(community text, member text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('unblock', community, jsonb_build_object('member', member), key)) $$;

create function linju_api.report_member(community text, member text, key text, body jsonb default '{}') returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('report-member', community, linju.having(body, 'member', member), key)) $$;

create function linju_api.settle_report(community text, report text, key text) returns linju_api.outcome
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select linju.done(linju.command('settle-report', community, jsonb_build_object('report', report), key)) $$;
