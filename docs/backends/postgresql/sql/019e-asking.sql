-- Birthdays and households; who asks whom for what is shown on request, who does not want to see whom, what organisers are told of
-- whom; and by which words an entry is found, kept beside it.

alter table linju.members
  -- The month and the day, never a year.
  add column birthday text check (birthday ~ '^[0-9]{2}-[0-9]{2}$'),
  add column household text not null default '' check (char_length(household) <= 100);

create table linju.asks (
  id text primary key default replace(gen_random_uuid()::text, '-', '') check (id ~ '^[A-Za-z0-9_-]{1,100}$'),
  community_id text not null references linju.communities on delete cascade,
  -- Who asks, and whose entry it is about.
  user_id text not null references linju.users on delete cascade,
  member_id text not null references linju.members on delete cascade,
  fields jsonb not null check (jsonb_typeof(fields) = 'array'),
  word text not null default '' check (char_length(word) <= 300),
  state text not null check (state in ('pending', 'granted', 'refused', 'revoked')),
  at timestamptz not null,
  until timestamptz check (until is null or state = 'granted'),
  again_from timestamptz,
  reason text not null default '' check (char_length(reason) <= 300),
  unique (member_id, user_id)
);
create index asks_by on linju.asks (user_id, community_id, state);
create index asks_in on linju.asks (community_id);

create table linju.blocks (
  id bigint generated always as identity primary key,
  community_id text not null references linju.communities on delete cascade,
  user_id text not null references linju.users on delete cascade,
  -- The account behind the entry, if there is one; the entry's id and name are as they were then.
  whom text references linju.users on delete cascade,
  member text not null,
  name text not null,
  unique (user_id, community_id, member)
);
create index blocks_of on linju.blocks (whom, community_id);
create index blocks_in on linju.blocks (community_id);

create table linju.reports (
  id text primary key default replace(gen_random_uuid()::text, '-', ''),
  community_id text not null references linju.communities on delete cascade,
  user_id text references linju.users on delete set null,
  whom text references linju.users on delete set null,
  member text not null,
  name text not null,
  reason text not null check (reason in ('spam', 'rude', 'false', 'privacy', 'other')),
  text text not null default '' check (char_length(text) <= 1000),
  at timestamptz not null,
  settled timestamptz
);
create index reports_of on linju.reports (community_id, (settled is not null), at desc, id);
create index reports_by on linju.reports (user_id);
create index reports_whom on linju.reports (whom);

-- The words by which members find an entry, and those by which organisers find it besides: all that a search looks at. Kept by a trigger.
create table linju.found (
  member_id text primary key references linju.members on delete cascade,
  community_id text not null,
  sorted text collate "C" not null,
  unlisted boolean not null,
  words text collate "C" not null,
  more text collate "C" not null
);
create index found_sorted on linju.found (community_id, sorted, member_id);

-- What has another shape now.
drop function if exists linju.visible_member(text, text);
drop function if exists linju.visible_members(text, text, text, text, int);
drop function if exists linju.visible_members_count(text, text);
