-- What a visitor may call. Everything else in the schema is for the owner of the tables: functions that take a viewer's id
-- from their caller would otherwise believe anybody. Applied last; whoever adds a function for visitors adds it here.

revoke execute on all functions in schema linju from public, linju_visitor;
grant execute on function linju.viewer(), linju.languages(), linju.command(text, text, jsonb, text), linju.say(text, text)
  to linju_visitor;
revoke execute on all functions in schema linju_api from public;
grant execute on all functions in schema linju_api to linju_visitor;
