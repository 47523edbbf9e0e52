// `node server.mjs`, `node server.mjs migrate`, `node server.mjs seed FILE`: see README.md. `start.sh` calls it.
import { settings } from './server/settings.mjs';

const [verb = 'serve', ...words] = process.argv.slice(2);

if (!(verb === 'serve' ? settings.database : settings.owner)) {
  console.error(`${verb === 'serve' ? 'DATABASE_URL' : 'LINJU_OWNER_URL'}: where is the database?`);
  process.exit(2);
}

/** What time does: offers that are over, codes that wait, what nobody sends again. Servers take turns by a lock in the database. */
function chores(primary, deliver) {
  const every = (seconds, work) => {
    const run = () => work().catch((error) => console.error(`${error.message}`));
    return setInterval(run, seconds * 1000);
  };
  const timers = [
    every(30, () => primary.query('select linju.settle_due()')),
    every(20, deliver),
    every(3600, () => primary.query('select linju.forget(), linju.forget_sessions()')),
  ];
  return () => timers.forEach(clearInterval);
}

async function serve() {
  const { migrate } = await import('./server/migrate.mjs');
  if (settings.owner) await migrate(settings.owner);
  const { primary, ready, end } = await import('./server/graphql.mjs');
  const { listen } = await import('./server/http.mjs');
  const { deliver } = await import('./server/outgoing.mjs');
  await ready();
  const server = await listen();
  const { address, port } = server.address();
  console.log(`Linju on http://${address}:${port}/graphql`);
  const rest = chores(primary, deliver);
  const stop = () => {
    rest();
    // What was begun is answered.
    server.close(() => end().then(() => process.exit(0)));
    server.closeIdleConnections();
    setTimeout(() => process.exit(1), 15_000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

const verbs = {
  serve,
  migrate: async () => (await import('./server/migrate.mjs')).migrate(settings.owner),
  seed: async () => {
    await (await import('./server/migrate.mjs')).migrate(settings.owner);
    await (await import('./server/seed.mjs')).seed(settings.owner, words);
  },
};

try {
  if (!verbs[verb]) throw new Error(`there is no ${verb}; there are ${Object.keys(verbs).join(', ')}`);
  await verbs[verb]();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
