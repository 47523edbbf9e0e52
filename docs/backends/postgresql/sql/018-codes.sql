-- How many codes go out in a day, to all together: each costs what an SMS costs.
insert into linju.settings values ('codes_a_day', 1000) on conflict do nothing;
