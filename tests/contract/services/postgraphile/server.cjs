// node server.cjs <folder with node_modules> <connection> <port>: PostGraphile on loopback, telling
// its errors as PostgreSQL words them.
const { createRequire } = require('node:module');
const { createServer } = require('node:http');

const [folder, connection, port] = process.argv.slice(2);
const its = createRequire(`${folder}/`);
const { postgraphile } = its('postgraphile');
const { grafserv } = its('postgraphile/grafserv/node');
const { PostGraphileAmberPreset } = its('postgraphile/presets/amber');
const { makePgService } = its('postgraphile/adaptors/pg');

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: connection, schemas: ['linju'] })],
  grafserv: { graphqlPath: '/graphql', maskError: (error) => error },
});
const server = createServer();
pgl.createServ(grafserv).addTo(server);
server.listen(Number(port), '127.0.0.1');
