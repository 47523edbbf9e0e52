// A JSON:API service for the contract suite: five resources kept in memory.
// node server.mjs <folder with node_modules> <port> <data.json>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [folder, port, data] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const api = require('jsonapi-server');
const app = require('express')();
const rows = JSON.parse(readFileSync(data, 'utf8'));

api.setConfig({ protocol: 'http', hostname: '127.0.0.1', port, base: 'api', router: app });

const { Joi } = api;
const each = (schema) => (...names) => Object.fromEntries(names.map((name) => [name, schema]));
const numbers = each(Joi.number().allow(null));
const flags = each(Joi.boolean().allow(null));
const lists = each(Joi.array().items(Joi.string()));
// The library knows no objects: what is one stands as JSON in a text.
const texts = each(Joi.string().allow('', null));

function define(resource, attributes) {
  api.define({ resource, handlers: new api.MemoryHandler(), attributes, examples: rows[resource] ?? [] });
}

define('communities', {
  ...texts('name', 'summary', 'description', 'image', 'entry', 'parent', 'farewell'),
  ...texts('city', 'district', 'place', 'sponsor_kind', 'fee_currency', 'fee_period'),
  ...numbers('lat', 'lng', 'rules_version', 'sponsors', 'fee', 'max_members', 'member_count'),
  ...numbers('founded', 'last_met', 'closed', 'meetings', 'newcomers'),
  ...flags('agree'),
  ...lists('tags', 'house_rules', 'customs'),
  ...texts('rhythms', 'team', 'questions', 'goal', 'websites'),
});
define('events', {
  community: Joi.one('communities'),
  ...texts('title', 'description', 'timezone', 'audience', 'status', 'status_note', 'repeats', 'price'),
  ...texts('city', 'district', 'place', 'address', 'meeting_url'),
  ...numbers('starts', 'ends', 'lat', 'lng', 'seats', 'taken', 'waiting', 'opens', 'closes', 'max_party'),
  ...flags('address_hidden', 'online', 'queue'),
  ...lists('tags'),
  ...texts('questions', 'hosts'),
});
define('members', {
  community: Joi.one('communities'),
  ...texts('name', 'sort_key', 'role', 'picture', 'headline', 'hometown', 'district'),
  ...numbers('joined'),
  ...lists('skills', 'offers', 'seeks', 'on_request'),
  ...texts('contacts'),
});
const standing = { ...texts('person', 'state', 'reason', 'answers', 'request'), ...numbers('at') };
define('memberships', { community: Joi.one('communities'), ...standing, ...numbers('rules') });
define('signups', { event: Joi.one('events'), ...standing, ...lists('party'), ...texts('ticket') });

api.start();
// The library itself would listen on every address.
app.listen(Number(port), '127.0.0.1');
