// An OpenID provider that is not ours, as a process: the certified `oidc-provider`, with its own pages to log in and
// to agree. One public client, which has to prove itself by PKCE; one service, which asks whether a token is good.
//
//   node provider.mjs --redirect http://127.0.0.1:8411/ [--port 0] [--lives 3600]
//
// `--lives` is for how many seconds an access token is good. Prints its address on its first line, then a line of JSON
// for each token that it gave or refused: {"grant", "error"}.
import { createServer } from "node:http";
import { once } from "node:events";
import { parseArgs } from "node:util";
import Provider from "oidc-provider";

const { values } = parseArgs({
  options: {
    redirect: { type: "string" },
    port: { type: "string", default: "0" },
    lives: { type: "string", default: "3600" },
  },
});

const server = createServer().listen(Number(values.port), "127.0.0.1");
await once(server, "listening");
const issuer = `http://127.0.0.1:${server.address().port}`;

// That such a set-up is for tests only it says at every start.
console.info = console.warn = () => {};

const lives = Number(values.lives);
const site = new URL(values.redirect).origin;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "linju",
      client_name: "Linju",
      token_endpoint_auth_method: "none",
      redirect_uris: [values.redirect],
      response_types: ["code"],
      grant_types: ["authorization_code", "refresh_token"],
    },
    // The service, which asks only what a token is good for.
    {
      client_id: "club",
      client_secret: "known to the club alone",
      redirect_uris: [],
      response_types: [],
      grant_types: [],
    },
  ],
  clientBasedCORS: (_, origin, client) => client.clientId === "linju" && origin === site,
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  pkce: { methods: ["S256"], required: () => true },
  // That a public client gets a new refresh token for each that it uses is what it does by itself.
  features: { devInteractions: { enabled: true }, introspection: { enabled: true }, revocation: { enabled: true } },
  ttl: { AccessToken: lives, RefreshToken: 86_400, Grant: 86_400, IdToken: 3600, Interaction: 3600, Session: 86_400 },
  cookies: { keys: ["only for tests"] },
});

const tell = (what) => console.log(JSON.stringify(what));
provider.on("grant.success", (ctx) => tell({ grant: ctx.oidc.params.grant_type }));
provider.on("grant.error", (ctx, error) => tell({ grant: ctx.oidc.params?.grant_type, error: error.error }));
server.on("request", provider.callback());
console.log(issuer);
