-- What the server's own login may do, when it is not the owner's: `create role linju_web login password '…' in role
-- linju_server`. It becomes a visitor for each request; by itself it sends what is on its way, and does what time does.

do $$ begin
  if not pg_has_role('linju_server', 'linju_visitor', 'member') then grant linju_visitor to linju_server; end if;
  -- The owner may be the server, too.
  if not pg_has_role(current_user, 'linju_visitor', 'member') then
    execute format('grant linju_visitor to %I', current_user);
  end if;
end $$;
grant usage on schema linju to linju_server;
grant execute on function linju.settle_due(), linju.forget(), linju.forget_sessions(), linju.hand_over(text, text)
  to linju_server;
grant select (id, kind, event, address, subject, text, due), update (due), delete on linju.outgoing to linju_server;
