/// <reference path="../pb_data/types.d.ts" />
// Linju's own contract (docs/api.md) and what organisers need beside it. A handler runs alone and sees nothing of this
// file, so each brings what it needs.

const small = $apis.bodyLimit(256 * 1024);
const smaller = $apis.bodyLimit(4096);

// ---- What is read ----
routerAdd("GET", "/api/communities", (e) => require(`${__hooks}/lib/lists.js`).communities(e), $apis.gzip());
routerAdd("GET", "/api/communities/{community}", (e) => require(`${__hooks}/lib/lists.js`).community(e), $apis.gzip());
routerAdd("GET", "/api/communities/{community}/members", (e) => require(`${__hooks}/lib/directory.js`).members(e), $apis.gzip());
routerAdd("GET", "/api/communities/{community}/members/{member}", (e) => require(`${__hooks}/lib/directory.js`).member(e));
routerAdd("GET", "/api/events", (e) => require(`${__hooks}/lib/lists.js`).events(e), $apis.gzip());
routerAdd("GET", "/api/events/{event}", (e) => require(`${__hooks}/lib/lists.js`).event(e), $apis.gzip());
routerAdd("GET", "/api/me/memberships", (e) => require(`${__hooks}/lib/memberships.js`).mine(e), $apis.gzip());
routerAdd("GET", "/api/me/following", (e) => require(`${__hooks}/lib/following.js`).mine(e), $apis.gzip());
routerAdd("GET", "/api/communities/{community}/invitations/{code}", (e) =>
  require(`${__hooks}/lib/invitations.js`).one(e));
routerAdd("GET", "/api/me/sign-ups", (e) => require(`${__hooks}/lib/sign_ups.js`).mine(e), $apis.gzip());

// ---- What people do ----
routerAdd("PUT", "/api/me/memberships/{community}", (e) =>
  require(`${__hooks}/lib/memberships.js`).carryOut(e, "join"), small);
routerAdd("DELETE", "/api/me/memberships/{community}", (e) =>
  require(`${__hooks}/lib/memberships.js`).carryOut(e, "going"), small);
routerAdd("POST", "/api/me/memberships/{community}/accept", (e) =>
  require(`${__hooks}/lib/memberships.js`).carryOut(e, "accept-invitation"), small);
routerAdd("POST", "/api/me/memberships/{community}/decline", (e) =>
  require(`${__hooks}/lib/memberships.js`).carryOut(e, "decline-invitation"), small);
routerAdd("PATCH", "/api/me/memberships/{community}", (e) =>
  require(`${__hooks}/lib/memberships.js`).carryOut(e, "amend"), small);
routerAdd("POST", "/api/me/memberships/{community}/agree", (e) =>
  require(`${__hooks}/lib/memberships.js`).carryOut(e, "agree"), small);
routerAdd("POST", "/api/me/memberships/{community}/renew", (e) =>
  require(`${__hooks}/lib/memberships.js`).carryOut(e, "renew"), small);
routerAdd("POST", "/api/communities/{community}/words", (e) => require(`${__hooks}/lib/review.js`).words(e), small);
routerAdd("PUT", "/api/me/following/{community}", (e) => require(`${__hooks}/lib/following.js`).set(e, true), small);
routerAdd("DELETE", "/api/me/following/{community}", (e) => require(`${__hooks}/lib/following.js`).set(e, false), small);
routerAdd("PUT", "/api/me/sign-ups/{event}", (e) => require(`${__hooks}/lib/sign_ups.js`).carryOut(e, "sign-up"), small);
routerAdd("PATCH", "/api/me/sign-ups/{event}", (e) =>
  require(`${__hooks}/lib/sign_ups.js`).carryOut(e, "change-sign-up"), small);
routerAdd("DELETE", "/api/me/sign-ups/{event}", (e) =>
  require(`${__hooks}/lib/sign_ups.js`).carryOut(e, "cancel-sign-up"), small);
routerAdd("POST", "/api/me/sign-ups/{event}/accept", (e) =>
  require(`${__hooks}/lib/sign_ups.js`).carryOut(e, "accept-offer"), small);
routerAdd("PUT", "/api/me/sign-ups/{event}/feedback", (e) =>
  require(`${__hooks}/lib/sign_ups.js`).carryOut(e, "give-feedback"), small);
routerAdd("GET", "/api/me/entries/{community}", (e) => require(`${__hooks}/lib/entries.js`).mine(e), $apis.gzip());
routerAdd("PATCH", "/api/me/entries/{community}", (e) => require(`${__hooks}/lib/entries.js`).write(e), small);
routerAdd("DELETE", "/api/me/entries/{community}", (e) => require(`${__hooks}/lib/entries.js`).remove(e), small);
routerAdd("PUT", "/api/communities/{community}/members/{member}/request", (e) => require(`${__hooks}/lib/asking.js`).ask(e), small);
routerAdd("DELETE", "/api/communities/{community}/members/{member}/request", (e) =>
  require(`${__hooks}/lib/asking.js`).takeBack(e), small);
routerAdd("POST", "/api/me/entries/{community}/requests/{person}/grant", (e) =>
  require(`${__hooks}/lib/asking.js`).carryOut(e, "grant"), small);
routerAdd("POST", "/api/me/entries/{community}/requests/{person}/refuse", (e) =>
  require(`${__hooks}/lib/asking.js`).carryOut(e, "refuse"), small);
routerAdd("POST", "/api/me/entries/{community}/requests/{person}/revoke", (e) =>
  require(`${__hooks}/lib/asking.js`).carryOut(e, "revoke"), small);
routerAdd("PUT", "/api/communities/{community}/members/{member}/block", (e) => require(`${__hooks}/lib/blocking.js`).block(e), small);
routerAdd("DELETE", "/api/communities/{community}/members/{member}/block", (e) =>
  require(`${__hooks}/lib/blocking.js`).unblock(e), small);
routerAdd("POST", "/api/communities/{community}/members/{member}/report", (e) =>
  require(`${__hooks}/lib/blocking.js`).report(e), small);

// ---- What organisers do ----
routerAdd("GET", "/api/communities/{community}/reports", (e) => require(`${__hooks}/lib/blocking.js`).reports(e), $apis.gzip());
routerAdd("POST", "/api/communities/{community}/reports/{report}/settle", (e) =>
  require(`${__hooks}/lib/blocking.js`).settle(e), small);
routerAdd("GET", "/api/communities/{community}/applications", (e) =>
  require(`${__hooks}/lib/review.js`).applications(e), $apis.gzip());
routerAdd("POST", "/api/communities/{community}/applications/{id}/{verdict}", (e) =>
  require(`${__hooks}/lib/review.js`).application(e), small);
routerAdd("GET", "/api/communities/{community}/roster", (e) => require(`${__hooks}/lib/keeping.js`).roster(e), $apis.gzip());
routerAdd("POST", "/api/communities/{community}/roster/{id}/appoint", (e) =>
  require(`${__hooks}/lib/keeping.js`).carryOut(e, "appoint"), small);
routerAdd("POST", "/api/communities/{community}/roster/{id}/remove", (e) =>
  require(`${__hooks}/lib/keeping.js`).carryOut(e, "remove"), small);
routerAdd("POST", "/api/communities/{community}/roster/{id}/hand-over", (e) =>
  require(`${__hooks}/lib/keeping.js`).carryOut(e, "hand-over"), small);
routerAdd("GET", "/api/communities/{community}/invitations", (e) =>
  require(`${__hooks}/lib/invitations.js`).list(e), $apis.gzip());
routerAdd("PUT", "/api/communities/{community}/invitations/{code}", (e) =>
  require(`${__hooks}/lib/invitations.js`).make(e), small);
routerAdd("DELETE", "/api/communities/{community}/invitations/{code}", (e) =>
  require(`${__hooks}/lib/invitations.js`).revoke(e), small);

// ---- What hosts do about those who come ----
routerAdd("GET", "/api/events/{event}/sign-ups", (e) => require(`${__hooks}/lib/hosting.js`).attendees(e), $apis.gzip());
routerAdd("PUT", "/api/events/{event}/sign-ups/{id}", (e) => require(`${__hooks}/lib/hosting.js`).walkIn(e), small);
routerAdd("POST", "/api/events/{event}/sign-ups/{id}/{verdict}", (e) =>
  require(`${__hooks}/lib/hosting.js`).carryOut(e, "review-sign-up"), small);
routerAdd("POST", "/api/events/{event}/sign-ups/{id}/promote", (e) =>
  require(`${__hooks}/lib/hosting.js`).carryOut(e, "promote"), small);
routerAdd("POST", "/api/events/{event}/sign-ups/{id}/turn-away", (e) =>
  require(`${__hooks}/lib/hosting.js`).carryOut(e, "turn-away"), small);
routerAdd("POST", "/api/events/{event}/sign-ups/{id}/check-in", (e) =>
  require(`${__hooks}/lib/hosting.js`).carryOut(e, "check-in"), small);
routerAdd("POST", "/api/events/{event}/sign-ups/{id}/undo-check-in", (e) =>
  require(`${__hooks}/lib/hosting.js`).carryOut(e, "undo-check-in"), small);
routerAdd("POST", "/api/events/{event}/close-attendance", (e) => require(`${__hooks}/lib/hosting.js`).close(e), small);

// ---- The community itself ----
routerAdd("PUT", "/api/communities/{community}", (e) => require(`${__hooks}/lib/founding.js`).found(e), small);
routerAdd("PATCH", "/api/communities/{community}", (e) => require(`${__hooks}/lib/founding.js`).edit(e), small);
routerAdd("POST", "/api/communities/{community}/close", (e) => require(`${__hooks}/lib/founding.js`).close(e), small);
routerAdd("POST", "/api/communities/{community}/archive", (e) => require(`${__hooks}/lib/founding.js`).archive(e), small);
routerAdd("POST", "/api/communities/{community}/reopen", (e) => require(`${__hooks}/lib/founding.js`).reopen(e), small);

// ---- The event itself ----
routerAdd("PUT", "/api/events/{event}", (e) => require(`${__hooks}/lib/planning.js`).create(e), small);
routerAdd("PATCH", "/api/events/{event}", (e) => require(`${__hooks}/lib/planning.js`).edit(e), small);
routerAdd("POST", "/api/events/{event}/call-off", (e) => require(`${__hooks}/lib/planning.js`).callOff(e), small);
routerAdd("POST", "/api/events/{event}/adopt", (e) => require(`${__hooks}/lib/planning.js`).adopt(e), small);

// ---- Signing in and out ----
routerAdd("POST", "/api/session", (e) => require(`${__hooks}/lib/session.js`).open(e), smaller);
routerAdd("DELETE", "/api/session", (e) => require(`${__hooks}/lib/session.js`).close(e), smaller);
routerAdd("POST", "/api/session/codes", (e) => require(`${__hooks}/lib/session.js`).send(e), smaller);
routerAdd("POST", "/api/session/hand-over", (e) => require(`${__hooks}/lib/session.js`).handOver(e), smaller);

// ---- What time does, and administrators ----
cronAdd("linju_offers", "* * * * *", () => require(`${__hooks}/lib/sign_ups.js`).settleDue($app));
cronAdd("linju_places", "*/5 * * * *", () =>
  require(`${__hooks}/lib/passage.js`).settleQueues($app, require(`${__hooks}/lib/command.js`).together));
cronAdd("linju_letters", "* * * * *", () => require(`${__hooks}/lib/letters.js`).deliver($app));
cronAdd("linju_forget", "17 3 * * *", () => require(`${__hooks}/lib/command.js`).forget($app));

onRecordCreate((e) => {
  require(`${__hooks}/lib/kept.js`).event(e.record);
  e.next();
}, "events");
onRecordUpdate((e) => {
  require(`${__hooks}/lib/kept.js`).event(e.record);
  e.next();
}, "events");
onRecordCreate((e) => {
  require(`${__hooks}/lib/kept.js`).signUp(e.app, e.record);
  e.next();
}, "sign_ups");
onRecordCreate((e) => {
  require(`${__hooks}/lib/kept.js`).invitation(e.record);
  e.next();
}, "invitations");
// By which words an entry is found.
onRecordCreate((e) => {
  require(`${__hooks}/lib/found.js`).keep(e.record);
  e.next();
}, "members");
onRecordUpdate((e) => {
  require(`${__hooks}/lib/found.js`).keep(e.record);
  e.next();
}, "members");
// Codes go with what their maker may.
onRecordUpdate((e) => require(`${__hooks}/lib/kept.js`).membership(e), "memberships");
onRecordDelete((e) => require(`${__hooks}/lib/kept.js`).noMembership(e), "memberships");
onRecordDelete((e) => require(`${__hooks}/lib/kept.js`).noUser(e), "users");
onRecordUpdate((e) => {
  require(`${__hooks}/lib/founding.js`).approved(e.app, e.record);
  e.next();
}, "communities");
onRecordCreate((e) => {
  require(`${__hooks}/lib/kept.js`).user(e.record);
  e.next();
}, "users");
onRecordUpdate((e) => {
  require(`${__hooks}/lib/kept.js`).user(e.record);
  e.next();
}, "users");
// More seats, or somebody's account is gone: the next move up.
onRecordAfterUpdateSuccess((e) => {
  require(`${__hooks}/lib/sign_ups.js`).settleOne(e.app, e.record.id);
  e.next();
}, "events");
onRecordAfterDeleteSuccess((e) => {
  require(`${__hooks}/lib/sign_ups.js`).settleOne(e.app, e.record.getString("event"));
  e.next();
}, "sign_ups");
