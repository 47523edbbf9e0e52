// PostGraphile over the schema `linju_api`: functions to ask and to act by, rows as the viewer may see them. There are no
// filters, orders, counts or relations beside them, so that there is nothing else to be asked.
import { require } from './modules.mjs';
import { PATIENCE, settings } from './settings.mjs';

if (settings.pooler) process.env.DATAPLAN_PG_PREPARED_STATEMENT_CACHE_SIZE = '0';
// Sets something on a connection, which a pooler may hand to anybody.
process.env.DATAPLAN_PG_DONT_DISABLE_JIT = '1';
process.env.GRAPHILE_ENV ??= 'production';

const { Pool } = require('pg');
const { postgraphile } = require('postgraphile');
const { makePgService, makePgAdaptorWithPgClient } = require('postgraphile/adaptors/pg');
const { PostGraphileAmberPreset } = require('postgraphile/presets/amber');
const { grafast } = require('postgraphile/grafast');

function pool(connectionString) {
  const made = new Pool({
    connectionString,
    max: settings.connections,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    application_name: 'linju',
  });
  // A connection that breaks is made anew; what it was busy with is told of it by its own query.
  made.on('error', (error) => console.error(`database: ${error.message}`));
  made.on('connect', (client) => client.on('error', (error) => console.error(`database: ${error.message}`)));
  return made;
}

export const primary = pool(settings.database);
const replica = settings.replica ? pool(settings.replica) : null;
const ofReplica = replica && makePgAdaptorWithPgClient(replica);

/** The names of docs/api.md, so that rows need no mapping; lists are called what they list. */
const names = {
  name: 'LinjuNames',
  version: '1.0.0',
  inflection: {
    replace: {
      attribute: (_previous, _options, { attributeName }) => attributeName,
      customQueryListField(_previous, _options, details) {
        return this.camelCase(this.customQueryField(details));
      },
    },
  },
};

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [names],
  disablePlugins: ['NodePlugin', 'AddNodeInterfaceToSuitableTypesPlugin', 'RegisterQueryNodePlugin', 'PgTableNodePlugin',
    'PgJWTPlugin', 'PgConditionArgumentPlugin', 'PgConnectionArgOrderByPlugin', 'PgOrderAllAttributesPlugin',
    'PgConnectionTotalCountPlugin', 'PgAllRowsPlugin', 'PgRowByUniquePlugin', 'PgRelationsPlugin',
    'PgMutationCreatePlugin', 'PgMutationUpdateDeletePlugin', 'PgMutationPayloadEdgePlugin', 'MutationPayloadQueryPlugin',
    'PgFirstLastBeforeAfterArgsPlugin'],
  pgServices: [makePgService({ pool: primary, schemas: ['linju_api'] })],
  schema: { defaultBehavior: '-connection +list' },
  grafast: {
    context: ({ linju }) => ({
      pgSettings: {
        role: 'linju_visitor',
        'linju.token': linju.token,
        'linju.languages': linju.languages,
        'linju.country': settings.country,
        statement_timeout: String(PATIENCE),
        idle_in_transaction_session_timeout: String(PATIENCE),
        search_path: 'pg_catalog',
        jit: 'off',
      },
      ...(linju.late ? { withPgClient: ofReplica } : {}),
    }),
    explain: false,
  },
});

let made = null;

/** The schema; made at the first call, again after a call that failed. */
export async function ready() {
  made ??= instance.getSchemaResult();
  return made;
}

/** Whether lists may come from a replica. */
export const hasReplica = replica !== null;

/** Carries a query out for who asks: `{token, languages, late}`. */
export async function ask(source, variableValues, operationName, linju) {
  const { schema, resolvedPreset } = await ready();
  return grafast({ schema, source, variableValues, operationName, resolvedPreset, requestContext: { linju } });
}

export async function end() {
  await Promise.allSettled([primary.end(), replica?.end()]);
}
