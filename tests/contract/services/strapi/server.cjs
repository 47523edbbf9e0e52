// Lays out a Strapi application in the working directory and starts it without its admin panel:
//   server.cjs <folder with node_modules> <port> <seconds that a token is good for>
const fs = require('node:fs');
const path = require('node:path');

const [modules, port, lifespan] = process.argv.slice(2);
const app = process.cwd();
const { components, types } = require('./content-types.json');

const write = (file, text) => {
  fs.mkdirSync(path.dirname(path.join(app, file)), { recursive: true });
  fs.writeFileSync(path.join(app, file), text);
};
const json = (file, value) => write(file, JSON.stringify(value, null, 2));
const config = (name, value) => write(`config/${name}.js`, `module.exports = ${JSON.stringify(value, null, 2)};`);

const attribute = (of) => {
  if (Array.isArray(of)) return { type: 'enumeration', enum: of };
  if (of === 'slug') return { type: 'string', required: true, unique: true };
  if (components[of]) return { type: 'component', component: `shared.${of}` };
  if (types[of]) return { type: 'relation', relation: 'manyToOne', target: `api::${of}.${of}` };
  return { type: of };
};
const attributes = (fields) => Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, attribute(of)]));

fs.symlinkSync(path.join(modules, 'node_modules'), path.join(app, 'node_modules'));
json('package.json', {
  name: 'linju-contract-strapi-app',
  version: '1.0.0',
  dependencies: require(path.join(modules, 'package.json')).dependencies,
  strapi: { uuid: false, telemetryDisabled: true },
});

const secret = (what) => `${what}, of no use outside the suite`;
config('server', { host: '127.0.0.1', port: Number(port), app: { keys: [secret('keys')] } });
config('admin', {
  serveAdminPanel: false,
  auth: { secret: secret('admin') },
  apiToken: { salt: secret('tokens') },
  transfer: { token: { salt: secret('transfer') } },
  secrets: { encryptionKey: secret('encryption').slice(0, 32) },
});
config('api', { rest: { defaultLimit: 25, maxLimit: 100, withCount: true } });
config('database', {
  connection: {
    client: 'sqlite',
    connection: { filename: path.join(app, 'data.db') },
    useNullAsDefault: true,
  },
});
config('plugins', {
  'users-permissions': {
    config: {
      jwtSecret: secret('people'),
      jwtManagement: 'refresh',
      sessions: { accessTokenLifespan: Number(lifespan) },
      // The suite signs in more often than a person does.
      ratelimit: { max: 1000 },
    },
  },
});
config('middlewares', [
  'strapi::logger',
  'strapi::errors',
  'strapi::security',
  'strapi::cors',
  'strapi::query',
  'strapi::body',
  'strapi::favicon',
  'strapi::public',
]);

for (const [name, fields] of Object.entries(components)) {
  json(`src/components/shared/${name}.json`, {
    collectionName: `components_shared_${name}s`,
    info: { displayName: name },
    attributes: attributes(fields),
  });
}
for (const [name, fields] of Object.entries(types)) {
  const plural = name.replace(/y$/, 'ie') + 's';
  json(`src/api/${name}/content-types/${name}/schema.json`, {
    kind: 'collectionType',
    collectionName: plural.replace('-', '_'),
    info: { singularName: name, pluralName: plural, displayName: name },
    options: { draftAndPublish: false },
    attributes: attributes(fields),
  });
  // What Strapi's own generator writes; who owns what is in a file of ours.
  for (const [folder, kind] of [
    ['routes', 'createCoreRouter'],
    ['services', 'createCoreService'],
    ['controllers', 'createCoreController'],
  ]) {
    const ours = folder === 'controllers' && require('./controllers.cjs')[name];
    const more = ours ? `, require(${JSON.stringify(path.join(__dirname, 'controllers.cjs'))})['${name}']` : '';
    write(
      `src/api/${name}/${folder}/${name}.js`,
      `const { factories } = require('@strapi/strapi');
module.exports = factories.${kind}('api::${name}.${name}'${more});\n`,
    );
  }
}
write('src/index.js', 'module.exports = {};\n');
fs.mkdirSync(path.join(app, 'public/uploads'), { recursive: true });

const { createStrapi } = require(path.join(modules, 'node_modules/@strapi/strapi'));
createStrapi({ appDir: app, distDir: app }).start();
