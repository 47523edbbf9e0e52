-- Events that hosts plan and members propose.

alter table linju.events
  drop constraint events_status_check,
  drop constraint events_status_note_check,
  add constraint events_status_check check (status in ('scheduled', 'postponed', 'cancelled', 'proposed')),
  add constraint events_status_note_check check (char_length(status_note) <= 2000),
  -- Which of the colours of covers; null: by its id.
  add column cover int check (cover >= 0),
  -- Who proposed it, until a host makes it one of theirs. A proposal goes with its proposer's account.
  add column proposer text references linju.users on delete cascade;
create index events_proposed on linju.events (proposer) where proposer is not null;
