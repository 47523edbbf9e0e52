-- What a door has on both sides: what belongs to an application and to a term, invitations, who follows what, communities
-- that an operator is asked to let begin, and where members talk.

alter table linju.memberships
  -- The version of the rules that was agreed to, and since when dues of another term are to be paid.
  add column rules bigint check (rules between 0 and 4294967295),
  add column paying timestamptz,
  -- Where this payment is made; of the operator.
  add column link text not null default '' check (char_length(link) <= 2000),
  add column sponsor text not null default '' check (char_length(sponsor) <= 100),
  -- Whether somebody wants to stand in the directory once they are in.
  add column listed boolean not null default false,
  -- The applicant's own code, and by whose somebody came.
  add column code text unique check (char_length(code) between 8 and 64),
  add column brought text references linju.memberships on delete set null,
  -- Whether the invitation by which somebody came says that an organiser looks at them.
  add column to_look boolean not null default false,
  add column talk jsonb not null default '[]' check (jsonb_typeof(talk) = 'array'),
  -- What was between them before: `[{"at", "what", "reason"}]`, kept by a trigger.
  add column history jsonb not null default '[]' check (jsonb_typeof(history) = 'array');
create index memberships_brought on linju.memberships (brought) where brought is not null;
create index memberships_roles on linju.memberships (community_id) where state = 'member' and role <> 'member';
create index memberships_roster on linju.memberships (community_id, id) where state in ('member', 'expired');

alter table linju.communities
  -- Told to members only.
  add column chat jsonb check (jsonb_typeof(chat) in ('object', 'null')),
  add check (jsonb_typeof(policy -> 'term') in ('number', 'null')),
  add check (jsonb_typeof(policy -> 'grace') in ('number', 'null')),
  add check (jsonb_typeof(rules -> 'lines') in ('array', 'null'));
create index communities_parent on linju.communities (parent) where parent is not null;

create table linju.invitations (
  community_id text not null references linju.communities on delete cascade,
  code text not null check (code ~ '^[A-Za-z0-9_-]{8,64}$'),
  role text not null check (role in ('owner', 'deputy', 'admin', 'host', 'lecturer', 'member')),
  -- null: as many as want to.
  uses bigint check (uses between 1 and 4294967295),
  used bigint not null default 0 check (used >= 0),
  until timestamptz,
  approval boolean not null default false,
  note text not null default '' check (char_length(note) <= 200),
  -- Who made it; null once their account is gone.
  user_id text references linju.users on delete set null,
  made timestamptz not null default date_trunc('second', clock_timestamp()),
  revoked timestamptz,
  -- The order in which they were made.
  turn bigint generated always as identity,
  primary key (community_id, code),
  -- Whatever happens, no more come than may.
  check (used <= uses)
);
create unique index invitations_made on linju.invitations (community_id, turn);
create index invitations_of on linju.invitations (user_id);

create table linju.following (
  user_id text not null references linju.users on delete cascade,
  community_id text not null references linju.communities on delete cascade,
  at timestamptz not null default clock_timestamp(),
  primary key (user_id, community_id)
);
create index following_of on linju.following (community_id);

-- Communities that somebody wants to found where an operator looks at that; they are nowhere else until then.
create table linju.foundings (
  community_id text primary key check (community_id ~ '^[A-Za-z0-9_-]{1,100}$'),
  user_id text not null references linju.users on delete cascade,
  charter jsonb not null,
  word text not null default '' check (char_length(word) <= 2000),
  at timestamptz not null default date_trunc('second', clock_timestamp()),
  -- Why not, once it was refused.
  reason text not null default '' check (char_length(reason) <= 2000)
);
create index foundings_of on linju.foundings (user_id);

-- Who founds a community: 1, whoever is signed in; 2, whom an operator lets; 3, nobody. And how many one account founds in a day.
insert into linju.settings values ('founding', 1), ('foundings_a_day', 20) on conflict do nothing;

-- What has another shape now.
drop function if exists linju.in_after_dues(jsonb, timestamptz);
drop function if exists linju.knock(jsonb, jsonb, timestamptz);
drop function if exists linju.let_in(jsonb, jsonb, timestamptz);
