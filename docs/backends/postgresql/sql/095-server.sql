-- What the server's own login may do, when it is not the owner's: `create role linju_web login password '…' in role
-- linju_server`. It becomes a visitor for each request; by itself it sends what is on its way, and does what time does.

grant linju_visitor to linju_server;
do $$ begin
  -- The owner may be the server, too.
  execute format('grant linju_visitor to %I', current_user);
end $$;
grant usage on schema linju to linju_server;
grant execute on function linju.settle_due(), linju.forget(), linju.forget_sessions(), linju.hand_over(text, text)
  to linju_server;
grant select (id, address, subject, text, due), update (due), delete on linju.outgoing to linju_server;
