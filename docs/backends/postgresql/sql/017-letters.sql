-- Letters to who moves up: in which language somebody reads, as they last asked for it, and what a message is about.
alter table linju.users add column language text not null default '' check (char_length(language) <= 10);
alter table linju.outgoing add column kind text not null default 'code' check (kind in ('code', 'letter'));
-- Of which event, for the link in it.
alter table linju.outgoing add column event text;
