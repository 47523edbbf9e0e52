// Codes and letters on their way to people: rows of `linju.outgoing`, taken by one server at a time and gone once they are sent. By
// e-mail over SMTP, by SMS over whatever answers LINJU_SMS_URL.
import { primary } from './graphql.mjs';
import { require } from './modules.mjs';
import { settings } from './settings.mjs';

const post = settings.mail.smtp ? require('nodemailer').createTransport(settings.mail.smtp, { from: settings.mail.from }) : null;

/** How SMS are sent, by the word of LINJU_SMS. */
const sms = {
  /** For tests only: everybody who reads the log can sign in. */
  log: async (to, text) => console.log(`sms ${JSON.stringify({ to, text })}`),
  http: async (to, text) => {
    const answer = await fetch(settings.sms.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${settings.sms.token}` },
      body: JSON.stringify({ to, text }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`the SMS provider answers ${answer.status}`);
  },
};

/** Whether a letter goes at all; a code has to. */
function wanted({ kind, address }) {
  if (kind === 'code') return true;
  return address.includes('@') ? post && settings.letters.includes('mail') : settings.sms.by && settings.letters.includes('sms');
}

async function send({ address, subject, text: says, event }) {
  const text = event && settings.site ? `${says}\n${settings.site}/e/${encodeURIComponent(event)}` : says;
  if (address.includes('@')) {
    if (!post) throw new Error('no mail server: set LINJU_SMTP_URL');
    await post.sendMail({ to: address, subject, text });
    return;
  }
  const by = sms[settings.sms.by];
  if (!by) throw new Error('no SMS provider: set LINJU_SMS');
  await by(address, text);
}

let under = null, again = false;

async function deliverAll() {
  const client = await primary.connect();
  try {
    for (;;) {
      await client.query('begin');
      const { rows } = await client.query(`select id, kind, event, address, subject, text from linju.outgoing
        where due <= clock_timestamp() order by id limit 1 for update skip locked`);
      const [one] = rows;
      if (one) {
        try {
          if (wanted(one)) await send(one);
          await client.query('delete from linju.outgoing where id = $1', [one.id]);
        } catch (error) {
          console.error(`not sent: ${error.message}`);
          await client.query(`update linju.outgoing set due = clock_timestamp() + interval '20 seconds' where id = $1`, [one.id]);
        }
      }
      await client.query('commit');
      if (!one) return;
    }
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** Sends what waits; asked for meanwhile, once more. */
export async function deliver() {
  again = true;
  if (under) return under;
  under = (async () => {
    while (again) {
      again = false;
      await deliverAll().catch((error) => console.error(`not sent: ${error.message}`));
    }
  })().finally(() => { under = null; });
  return under;
}
