-- What is called off or put off together is one letter to each: a sum of what has to be the same in it, and the days that it names.
alter table linju.outgoing add column joins text, add column days text[];
create index outgoing_joins on linju.outgoing (joins) where joins is not null;
create index outgoing_event on linju.outgoing (event) where event is not null;
-- Ten days and the longest reason.
alter table linju.outgoing drop constraint outgoing_text_check,
  add constraint outgoing_text_check check (char_length(text) <= 4000);
