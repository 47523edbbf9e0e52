-- Communities are listed as they were made.
alter table linju.communities add column made bigint generated always as identity;
create unique index communities_made on linju.communities (made);
