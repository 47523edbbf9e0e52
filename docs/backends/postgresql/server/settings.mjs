// What the operator says by environment, read once. A value that cannot be meant stops the server at its start.

function whole(name, usual, least, most) {
  const said = process.env[name];
  if (said === undefined || said === '') return usual;
  const value = Number(said);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name}: a whole number from ${least} to ${most} is wanted, found ${said}`);
  }
  return value;
}

function text(name, usual) {
  return process.env[name] || usual;
}

function address(name, usual) {
  const said = text(name, usual);
  const at = said.lastIndexOf(':');
  const [host, port] = [said.slice(0, at), Number(said.slice(at + 1))];
  if (at < 1 || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`${name}: host:port is wanted, found ${said}`);
  }
  return { host: host.replace(/^\[|\]$/g, ''), port };
}

const handOver = text('LINJU_HAND_OVER_SECRET', '');
if (handOver !== '' && handOver.length < 32) {
  throw new Error('LINJU_HAND_OVER_SECRET: 32 characters or more are wanted');
}

export const settings = {
  /** Of the server's own login. */
  database: text('DATABASE_URL', ''),
  /** Of the owner of the tables, who applies migrations; the same unless said, and `none` where another does it. */
  owner: text('LINJU_OWNER_URL', text('DATABASE_URL', '')).replace(/^none$/, ''),
  /** A replica for lists, or nothing. */
  replica: text('LINJU_REPLICA_URL', ''),
  /** So long after a command somebody reads from the primary alone, in seconds. */
  replicaLag: whole('LINJU_REPLICA_LAG', 10, 1, 3600),
  /** Behind a pooler in transaction mode nothing may be kept on a connection. */
  pooler: text('LINJU_POOLER', '') !== '',
  connections: whole('LINJU_CONNECTIONS', 10, 1, 1000),
  listen: address('LINJU_LISTEN', '127.0.0.1:8091'),
  /** Sites beside one's own that may ask, or none (CORS). */
  origins: text('LINJU_ORIGINS', '').split(',').map((o) => o.trim()).filter(Boolean),
  /** Whether the last of `X-Forwarded-For` is who asks: behind one proxy. */
  behindProxy: text('LINJU_BEHIND_PROXY', '') !== '',
  /** Requests of one address in ten seconds, tries to sign in and codes asked for in a minute. */
  requests: whole('LINJU_REQUESTS', 3000, 1, 1e9),
  tries: whole('LINJU_TRIES', 60, 1, 1e9),
  codes: whole('LINJU_CODES', 10, 1, 1e9),
  handOver,
  /** Where the app is, for the links in letters; how letters go: `mail,sms`, one of them, or `off`. */
  site: text('LINJU_SITE', '').replace(/\/+$/, ''),
  letters: text('LINJU_LETTERS', 'mail,sms').split(',').map((way) => way.trim()),
  country: text('LINJU_COUNTRY', '+86'),
  mail: { smtp: text('LINJU_SMTP_URL', ''), from: text('LINJU_MAIL_FROM', '') },
  sms: { by: text('LINJU_SMS', ''), url: text('LINJU_SMS_URL', ''), token: text('LINJU_SMS_TOKEN', '') },
};

/** A body has at most so many bytes. */
export const BODY = 256 * 1024;
/** The database ends what takes longer, in milliseconds. */
export const PATIENCE = 10_000;
