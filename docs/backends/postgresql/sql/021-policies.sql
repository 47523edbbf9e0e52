-- Who reads which rows, whatever query asks. Nobody but the functions of commands, which run as the owner of the tables,
-- writes any. Rows of other people's entries are in no table that a visitor reads: `linju.visible_member` shows them, each
-- as its member allows. Where an event is exactly (`events.venue`) is in no column that a visitor reads, either:
-- `linju.visible_venue` tells it to those with a seat. Nor is where members talk (`communities.chat`).

alter table linju.users enable row level security;
alter table linju.sessions enable row level security;
alter table linju.codes enable row level security;
alter table linju.communities enable row level security;
alter table linju.events enable row level security;
alter table linju.members enable row level security;
alter table linju.memberships enable row level security;
alter table linju.sign_ups enable row level security;
alter table linju.commands enable row level security;
alter table linju.settings enable row level security;
alter table linju.tries enable row level security;
alter table linju.outgoing enable row level security;
alter table linju.invitations enable row level security;
alter table linju.following enable row level security;
alter table linju.foundings enable row level security;
alter table linju.asks enable row level security;
alter table linju.blocks enable row level security;
alter table linju.reports enable row level security;
alter table linju.found enable row level security;

-- The viewer is asked for once a query, not once a row: hence the sub-selects.
drop policy if exists everybody on linju.communities;
create policy everybody on linju.communities for select to linju_visitor using (true);
drop policy if exists everybody on linju.events;
create policy everybody on linju.events for select to linju_visitor using (proposer is null);

drop policy if exists oneself on linju.users;
create policy oneself on linju.users for select to linju_visitor using (id = (select linju.viewer()));
drop policy if exists oneself on linju.members;
create policy oneself on linju.members for select to linju_visitor using (user_id = (select linju.viewer()));
drop policy if exists oneself on linju.memberships;
create policy oneself on linju.memberships for select to linju_visitor using (user_id = (select linju.viewer()));
drop policy if exists oneself on linju.sign_ups;
create policy oneself on linju.sign_ups for select to linju_visitor using (user_id = (select linju.viewer()));

drop policy if exists nobody on linju.sessions;
create policy nobody on linju.sessions to linju_visitor using (false) with check (false);
drop policy if exists nobody on linju.codes;
create policy nobody on linju.codes to linju_visitor using (false) with check (false);
drop policy if exists nobody on linju.commands;
create policy nobody on linju.commands to linju_visitor using (false) with check (false);
drop policy if exists nobody on linju.settings;
create policy nobody on linju.settings to linju_visitor using (false) with check (false);

drop policy if exists oneself on linju.following;
create policy oneself on linju.following for select to linju_visitor using (user_id = (select linju.viewer()));
-- Whoever has a code may look it up (`linju_api.invitation`); whoever could read the table would have them all.
drop policy if exists nobody on linju.invitations;
create policy nobody on linju.invitations to linju_visitor using (false) with check (false);
drop policy if exists nobody on linju.foundings;
create policy nobody on linju.foundings to linju_visitor using (false) with check (false);
-- Requests, blocks and reports are told by functions, each as far as it concerns somebody; what is searched holds what others wrote.
drop policy if exists nobody on linju.asks;
create policy nobody on linju.asks to linju_visitor using (false) with check (false);
drop policy if exists nobody on linju.blocks;
create policy nobody on linju.blocks to linju_visitor using (false) with check (false);
drop policy if exists nobody on linju.reports;
create policy nobody on linju.reports to linju_visitor using (false) with check (false);
drop policy if exists nobody on linju.found;
create policy nobody on linju.found to linju_visitor using (false) with check (false);
drop policy if exists nobody on linju.tries;
create policy nobody on linju.tries to linju_visitor using (false) with check (false);
drop policy if exists nobody on linju.outgoing;
create policy nobody on linju.outgoing to linju_visitor using (false) with check (false);
-- What is on its way to people is sent by the server's own login.
drop policy if exists server on linju.outgoing;
create policy server on linju.outgoing to linju_server using (true) with check (true);

revoke all on all tables in schema linju from public, linju_visitor;
grant usage on schema linju to linju_visitor;
grant select on linju.members, linju.memberships, linju.sign_ups, linju.following to linju_visitor;
grant select (id, name, purpose, about, area, tags, cover, rules, culture, rhythm, people, policy, activity, goal, parent,
  links, elsewhere, joined, entries, unlisted, made) on linju.communities to linju_visitor;
grant select (id, community_id, title, description, starts, ends, over, zone, capacity, sign_up, price, hosts, status,
  status_note, series, tags, cover, photos, taken, waiting) on linju.events to linju_visitor;
grant select (id, email, verified, phone, name) on linju.users to linju_visitor;
