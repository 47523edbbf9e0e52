// Soul for the contract suite: the program itself listens on every address, this only on loopback.
// node server.cjs <folder with node_modules> <database> <port>
const [folder, database, port] = process.argv.slice(2);
// Its settings come from the command line.
process.argv.splice(2, Infinity, '--database', database, '--port', port);
const app = require(`${folder}/node_modules/soul-cli/src/index.js`);
require('node:http').createServer(app).listen(Number(port), '127.0.0.1');
