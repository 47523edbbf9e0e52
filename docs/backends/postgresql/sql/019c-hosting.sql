-- What hosts do about others is counted by itself: whoever comes out of a basement sends all their marks at once.
alter table linju.commands add column if not exists hosting boolean not null default false;
drop index if exists linju.commands_recent;
create index commands_recent on linju.commands (user_id, hosting, at);
insert into linju.settings values ('host_commands_a_minute', 600), ('host_commands_a_day', 20000) on conflict do nothing;

-- What has another shape now.
drop function if exists linju.too_many(text, timestamptz);
drop function if exists linju.command_review_sign_up(text, text, jsonb);
