-- Who wants to be seen by those who come, what somebody says afterwards, and where the pictures are. Nobody is seen who has not
-- said so.

alter table linju.sign_ups
  add column if not exists seen boolean not null default false,
  add column if not exists feedback text not null default '' check (char_length(feedback) <= 2000);
create index if not exists sign_ups_seen on linju.sign_ups (event_id, since) where seen;

alter table linju.events add column if not exists photos text not null default '' check (char_length(photos) <= 2000);
