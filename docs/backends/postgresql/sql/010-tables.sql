-- Every entity of Linju's own contract (docs/api.md). Files below 020 are migrations: each runs once, in a transaction,
-- in the order of its number. Files from 020 on hold functions and policies, which may be applied again and again.
--
-- Nested parts are JSON as in the contract; what rules and lists look at has a column of its own. Moments are kept to the
-- second. Counts that a list shows stand on the row (`taken`, `waiting`, `joined`, `entries`, `unlisted`), kept by triggers
-- in the transaction that changes them, so that no list has to count.

create schema if not exists linju;

-- Whoever looks or acts through the API, signed in or not; who it is, is told by a setting of the transaction. No login of
-- its own: the API's login is granted this role.
do $$ begin
  create role linju_visitor nologin noinherit;
exception when duplicate_object then null;
end $$;

create table linju.users (
  id text primary key default replace(gen_random_uuid()::text, '-', '') check (id ~ '^[A-Za-z0-9_-]{1,100}$'),
  -- In small letters: an address is one account, however it is written.
  email text unique check (email = lower(email) and octet_length(email) <= 254),
  verified boolean not null default false,
  -- ITU-T E.164.
  phone text unique check (char_length(phone) <= 16),
  -- Who they are at a host platform.
  subject text unique check (char_length(subject) between 1 and 200),
  name text not null default '' check (char_length(name) <= 200),
  -- A salted hash; null where nobody signs in by a password.
  password text,
  created timestamptz not null default clock_timestamp()
);

-- Sessions by the SHA-256 of their tokens in hex; a token itself is kept nowhere.
create table linju.sessions (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  user_id text not null references linju.users on delete cascade,
  until timestamptz not null,
  created timestamptz not null default clock_timestamp()
);
create index sessions_user on linju.sessions (user_id);
create index sessions_until on linju.sessions (until);

-- Codes to sign in with, as hashes, by the address that they were sent to or by their own hash.
create table linju.codes (
  kind text not null check (kind in ('code', 'hand-over')),
  name text not null check (char_length(name) <= 255),
  hash text not null default '',
  shown text not null default '' check (char_length(shown) <= 200),
  until timestamptz not null,
  tries int not null default 0,
  at timestamptz not null default clock_timestamp(),
  primary key (kind, name)
);
create index codes_until on linju.codes (until);

create table linju.communities (
  id text primary key default replace(gen_random_uuid()::text, '-', '') check (id ~ '^[A-Za-z0-9_-]{1,100}$'),
  name text not null check (char_length(name) between 1 and 200),
  purpose text not null default '' check (char_length(purpose) <= 500),
  about text not null default '' check (char_length(about) <= 50000),
  area jsonb not null default '{}' check (jsonb_typeof(area) = 'object'),
  tags jsonb not null default '[]' check (jsonb_typeof(tags) = 'array'),
  cover text check (char_length(cover) <= 2000),
  rules jsonb not null default '{}' check (jsonb_typeof(rules) = 'object'),
  culture jsonb not null default '[]' check (jsonb_typeof(culture) = 'array'),
  rhythm jsonb not null default '[]' check (jsonb_typeof(rhythm) = 'array'),
  people jsonb not null default '[]' check (jsonb_typeof(people) = 'array'),
  policy jsonb not null default '{}' check (jsonb_typeof(policy) = 'object'),
  activity jsonb not null default '{}' check (jsonb_typeof(activity) = 'object'),
  goal jsonb,
  parent text,
  links jsonb not null default '[]' check (jsonb_typeof(links) = 'array'),
  -- Members who are on no list here.
  elsewhere int not null default 0 check (elsewhere >= 0),
  -- Kept by triggers: memberships that hold a place, entries of the directory, and those for organisers only.
  joined int not null default 0 check (joined >= 0),
  entries int not null default 0 check (entries >= 0),
  unlisted int not null default 0 check (unlisted >= 0),
  -- What the rules count with is a number, what they go through is a list.
  check (jsonb_typeof(policy -> 'capacity') in ('number', 'null')),
  check (jsonb_typeof(policy #> '{dues,amount}') = 'number'),
  check (jsonb_typeof(policy #> '{referral,count}') = 'number'),
  check (jsonb_typeof(policy -> 'form') in ('array', 'null')),
  check (jsonb_typeof(rules -> 'version') = 'number')
);

create table linju.events (
  id text primary key default replace(gen_random_uuid()::text, '-', '') check (id ~ '^[A-Za-z0-9_-]{1,100}$'),
  community_id text references linju.communities on delete cascade,
  title text not null check (char_length(title) between 1 and 200),
  description text not null default '' check (char_length(description) <= 50000),
  starts timestamptz not null,
  ends timestamptz,
  -- When it is over, with a usual length where no end is known: kept by a trigger.
  over timestamptz not null,
  zone text not null check (char_length(zone) between 1 and 60),
  venue jsonb not null default '{}' check (jsonb_typeof(venue) = 'object'),
  -- null: as many as come.
  capacity bigint check (capacity between 0 and 4294967295),
  sign_up jsonb not null default '{}' check (jsonb_typeof(sign_up) = 'object'),
  price text not null default '' check (char_length(price) <= 200),
  hosts jsonb not null default '[]' check (jsonb_typeof(hosts) = 'array'),
  status text not null default 'scheduled' check (status in ('scheduled', 'postponed', 'cancelled')),
  status_note text not null default '' check (char_length(status_note) <= 1000),
  series text check (char_length(series) <= 500),
  tags jsonb not null default '[]' check (jsonb_typeof(tags) = 'array'),
  -- For so many minutes a free seat is offered to the next in the queue; 0: they have it at once.
  offer_minutes int not null default 0 check (offer_minutes between 0 and 20160),
  -- Kept by triggers: people who hold seats, offered ones too, and people who wait.
  taken bigint not null default 0 check (taken >= 0),
  waiting bigint not null default 0 check (waiting >= 0),
  check (over >= starts),
  check (jsonb_typeof(sign_up -> 'party_max') = 'number'),
  check (jsonb_typeof(sign_up -> 'form') in ('array', 'null'))
);
create index events_start on linju.events (starts, id);
create index events_of on linju.events (community_id, starts, id);
-- What is going on at a moment: those that began before it and are not over. With `starts >= moment` by the index above,
-- a list from a moment on never looks at what is over.
create index events_going_on on linju.events using gist (tstzrange(starts, over, '[]'));

-- Directory entries, whole. Nobody is listed who did not write an entry.
create table linju.members (
  id text primary key default replace(gen_random_uuid()::text, '-', '') check (id ~ '^[A-Za-z0-9_-]{1,100}$'),
  community_id text not null references linju.communities on delete cascade,
  user_id text references linju.users on delete cascade,
  name text not null check (char_length(name) between 1 and 200),
  sort_key text not null default '' check (char_length(sort_key) <= 200),
  -- By what the directory is sorted, in the order of code points.
  sorted text collate "C" not null generated always as (case when sort_key = '' then name else sort_key end) stored,
  picture text check (char_length(picture) <= 2000),
  headline text not null default '' check (char_length(headline) <= 500),
  role text not null default 'member' check (role in ('owner', 'deputy', 'admin', 'host', 'lecturer', 'member')),
  joined timestamptz,
  hometown text not null default '' check (char_length(hometown) <= 200),
  district text not null default '' check (char_length(district) <= 200),
  skills jsonb not null default '[]' check (jsonb_typeof(skills) = 'array'),
  offers jsonb not null default '[]' check (jsonb_typeof(offers) = 'array'),
  seeks jsonb not null default '[]' check (jsonb_typeof(seeks) = 'array'),
  contacts jsonb not null default '[]' check (jsonb_typeof(contacts) = 'array'),
  visibility jsonb not null default '{}' check (jsonb_typeof(visibility) = 'object'),
  unlisted boolean not null default false,
  unique (user_id, community_id)
);
create index members_sorted on linju.members (community_id, sorted, id);
create index members_listed on linju.members (community_id, sorted, id) where not unlisted;

create table linju.memberships (
  id text primary key default replace(gen_random_uuid()::text, '-', '') check (id ~ '^[A-Za-z0-9_-]{1,100}$'),
  user_id text not null references linju.users on delete cascade,
  community_id text not null references linju.communities on delete cascade,
  state text not null check (state in ('none', 'invited', 'pending-approval', 'pending-payment', 'waitlisted', 'member',
    'rejected', 'left', 'removed', 'expired')),
  since timestamptz,
  until timestamptz,
  at timestamptz,
  again_from timestamptz,
  role text check (role in ('owner', 'deputy', 'admin', 'host', 'lecturer', 'member')),
  reason text not null default '' check (char_length(reason) <= 2000),
  answers jsonb,
  -- The order in which the server took them, and whether nobody has to look at this one any more.
  turn bigint not null default 0,
  looked_at boolean not null default false,
  unique (user_id, community_id),
  check (state <> 'member' or role is not null)
);
create index memberships_queue on linju.memberships (community_id, turn) where state = 'waitlisted';
create index memberships_review on linju.memberships (community_id, id)
  where state in ('pending-approval', 'pending-payment', 'waitlisted');
create index memberships_paying on linju.memberships (community_id) where state = 'pending-payment';
create index memberships_ending on linju.memberships (community_id, until) where state = 'member' and until is not null;

create table linju.sign_ups (
  id text primary key default replace(gen_random_uuid()::text, '-', '') check (id ~ '^[A-Za-z0-9_-]{1,100}$'),
  -- Without a user: a guest of whom a host knows, such as those on a paper list.
  user_id text references linju.users on delete cascade,
  guest text not null default '' check (char_length(guest) <= 200),
  event_id text not null references linju.events on delete cascade,
  state text not null check (state in ('pending-approval', 'pending-payment', 'confirmed', 'waitlisted', 'rejected',
    'cancelled', 'checked-in', 'no-show')),
  since timestamptz,
  at timestamptz,
  offer_until timestamptz,
  reason text not null default '' check (char_length(reason) <= 2000),
  party jsonb,
  answers jsonb,
  ticket text unique check (char_length(ticket) between 1 and 40),
  people bigint not null default 1 check (people between 1 and 1000000),
  -- The order in which the server took them, and whether an offer was let pass.
  turn bigint not null default 0,
  lapsed boolean not null default false,
  unique (user_id, event_id),
  check (offer_until is null or state = 'waitlisted')
);
create index sign_ups_of on linju.sign_ups (event_id, id);
create index sign_ups_turn on linju.sign_ups (event_id, turn);
create index sign_ups_queue on linju.sign_ups (event_id, turn, people) where state = 'waitlisted' and offer_until is null;
create index sign_ups_due on linju.sign_ups (offer_until) where offer_until is not null and not lapsed;
create index sign_ups_offered on linju.sign_ups (event_id, offer_until) where offer_until is not null and not lapsed;

-- What came of each command, by its Idempotency-Key, for two days.
create table linju.commands (
  user_id text not null references linju.users on delete cascade,
  key text not null check (char_length(key) between 1 and 255),
  digest text not null,
  status int not null,
  body jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (user_id, key)
);
create index commands_recent on linju.commands (user_id, at);
create index commands_at on linju.commands (at);

-- What an operator sets: how many commands one account carries out in a minute and in a day.
create table linju.settings (
  name text primary key,
  value bigint not null check (value > 0 or name = 'seconds_ahead')
);
insert into linju.settings values ('commands_a_minute', 120), ('commands_a_day', 2000);
