// node server.cjs <folder with node_modules> <connection> <port>: a Parse Server on loopback.
const { createRequire } = require('node:module');

const [folder, databaseURI, port] = process.argv.slice(2);
const its = createRequire(`${folder}/`);
const { ParseServer } = its('parse-server');
const app = its('express')();

(async () => {
  const server = new ParseServer({
    databaseURI,
    appId: 'linju',
    masterKey: 'of no use outside the suite',
    serverURL: `http://127.0.0.1:${port}/parse`,
    allowCustomObjectId: true,
    silent: true,
    logsFolder: null,
  });
  await server.start();
  app.use('/parse', server.app);
  app.listen(Number(port), '127.0.0.1');
})();
