// Codes that open a community's door: made, taken back, told, and found when somebody comes by one.

const answer = require("./answer.js");
const command = require("./command.js");
const standing = require("./standing.js");
const store = require("./store.js");
const keeping = require("../rules/keeping.js");
const membership = require("../rules/membership.js");
const plain = require("../rules/community.js");
const shape = require("../rules/shape.js");

const INVITATION = "SELECT json_object('id', i.id, 'community', i.community, 'code', i.code,"
  + " 'role', coalesce(nullif(i.role, ''), 'member'), 'uses', json(i.uses), 'used', i.used, 'until', " + store.moment("i.until") + ","
  + " 'approval', json(iif(i.approval, 'true', 'false')), 'note', i.note, 'by', coalesce(" + store.CALLED + ", ''),"
  + " 'maker', i.maker, 'created', i.created,"
  + " 'made', " + store.moment("i.made") + ", 'revoked', " + store.moment("i.revoked") + ") AS row FROM invitations i"
  + " LEFT JOIN users u ON u.id = i.maker";

const gone = () => answer.refusal({ why: "gone" });
const byCode = (app, community, code) =>
  store.first(app, INVITATION + " WHERE i.community = {:community} AND i.code = {:code}", { community, code });

/** Whose own code it is, or null. */
const owner = (app, community, code) => store.first(app, "SELECT json_object('id', m.id, 'user', m.user) AS row"
  + " FROM memberships m WHERE m.community = {:community} AND m.code = {:code} AND m.code != ''", { community, code });

/**
 * What stands under a code: an invitation with its `id`, or, as `through` and `user`, an applicant who wants one along, by
 * whose code one knocks like anybody. Null for nothing.
 */
function under(tx, community, code) {
  const invitation = byCode(tx, community, code);
  if (invitation) return { invitation, id: invitation.id, through: "" };
  const applicant = owner(tx, community, code);
  return applicant ? { invitation: null, through: applicant.id, user: applicant.user } : null;
}

const told = (row) => keeping.plainInvitation(row);

/** As anybody is told: how often it was used, by whom it was made and for what is for those who invite; that it is used up is for all. */
function shown(row) {
  const isUp = row.uses !== undefined && row.uses !== null && row.used >= row.uses;
  return keeping.plainInvitation(Object.assign({}, row, { used: isUp ? row.used : 0, by: "", note: "" }));
}

const ROLE = "coalesce(nullif(i.role, ''), 'member')";
const isOf = (app, user, community) => standing.membershipOf(standing.membershipRow(app, user, community));
const mayInvite = (is, role, community, now) => keeping.may(is, { power: "invite", role }, community, now);
/** For which roles somebody may invite. */
const rolesOf = (is, community, now) => plain.ROLES.filter((role) => mayInvite(is, role, community, now));

/** `GET /communities/{community}/invitations`: the newest first; those that the viewer could have made, and their own. */
function list(e) {
  return answer.answered(e, () => {
    const user = answer.needViewer(e).id, id = e.request.pathValue("community"), now = store.now();
    const community = store.community(e.app, id, now);
    const is = community ? isOf(e.app, user, id) : { state: "none" };
    const all = membership.organises(membership.role(is, now));
    if (!all && !(community && mayInvite(is, "member", community, now))) throw answer.problem(403, "may-not");
    const size = answer.limit(e), after = answer.cursor(e, 2);
    const values = { id, user, size: size + 1, roles: JSON.stringify(all ? rolesOf(is, community, now) : []) };
    let where = " WHERE i.community = {:id} AND (i.maker = {:user} OR " + ROLE + " IN (SELECT value FROM json_each({:roles})))";
    if (after) {
      where += " AND (i.created, i.id) < ({:created}, {:after})";
      Object.assign(values, { created: after[0], after: after[1] });
    }
    const rows = store.rows(e.app, INVITATION + where + " ORDER BY i.created DESC, i.id DESC LIMIT {:size}", values);
    const key = (row) => {
      const of = rows.filter((one) => one.code === row.code)[0];
      return [of.created, of.id];
    };
    return answer.read(e, answer.page(e, rows.map((row) => JSON.stringify(told(row))), size, key));
  });
}

/** Whether an organiser is told all of an invitation of somebody else's: they could have made it. */
const tells = (is, row, community, now) =>
  membership.organises(membership.role(is, now)) && mayInvite(is, row.role, community, now);

/** `GET /communities/{community}/invitations/{code}`: what it opens. */
function one(e) {
  return answer.answered(e, () => {
    const id = e.request.pathValue("community"), code = e.request.pathValue("code"), now = store.now();
    const community = store.community(e.app, id, now);
    const row = community ? byCode(e.app, id, code) : null;
    if (row) {
      const viewer = answer.viewer(e);
      const knows = viewer && (viewer.id === row.maker || tells(isOf(e.app, viewer.id, id), row, community, now));
      return answer.read(e, JSON.stringify(knows ? told(row) : shown(row)));
    }
    // An applicant's own: one knocks by it, and somebody looks.
    const opens = community && ["closed", "invitation"].indexOf(community.policy.door) < 0;
    if (!opens || !owner(e.app, id, code)) throw answer.problem(404, "not-there");
    return answer.read(e, JSON.stringify(shown({ code, community: id, role: "member", approval: true })));
  });
}

/** What is wanted, type by type. */
function read(body, code) {
  const types = {
    role: shape.word(plain.ROLES), uses: shape.count, until: shape.moment, approval: shape.flag, note: shape.text,
  };
  const invitation = { code, role: "member", approval: false, note: "" }, faults = [];
  for (const name of Object.keys(types)) {
    if (body[name] === undefined || body[name] === null) continue;
    try {
      invitation[name] = types[name](body[name]);
    } catch (thrown) {
      if (thrown !== shape.misread) throw thrown;
      faults.push({ key: name, kind: "malformed" });
    }
  }
  if (faults.length > 0) throw answer.refusal({ why: "invalid", faults });
  return invitation;
}

/** `PUT /communities/{community}/invitations/{code}` `{role, uses, until, approval, note}`. */
function make(e) {
  const id = e.request.pathValue("community"), code = e.request.pathValue("code");
  return command.once(e, (tx, user, body) => {
    const now = store.now();
    const community = store.community(tx, id, now);
    if (!community) throw gone();
    const is = standing.membershipOf(standing.membershipRow(tx, user, id));
    const done = keeping.invite(is, read(body, code), store.called(tx, user), community, now);
    if (done.refused) throw answer.refusal(done.refused);
    if (byCode(tx, id, code) || owner(tx, id, code)) throw answer.refusal({ why: "already" });
    const made = done.gives;
    const record = new Record(tx.findCollectionByNameOrId("invitations"));
    for (const name of ["community", "code", "role", "approval", "note"]) record.set(name, made[name] || "");
    record.set("uses", made.uses === undefined ? null : made.uses);
    record.set("until", made.until ? store.written(made.until) : "");
    record.set("made", store.written(now));
    record.set("maker", user);
    tx.save(record);
    return made;
  });
}

/** `DELETE /communities/{community}/invitations/{code}`; whoever does not organise takes back their own. */
function revoke(e) {
  const id = e.request.pathValue("community"), code = e.request.pathValue("code");
  return command.once(e, (tx, user) => {
    const now = store.now();
    const community = store.community(tx, id, now);
    const row = community ? byCode(tx, id, code) : null;
    if (!community) throw gone();
    const is = standing.membershipOf(standing.membershipRow(tx, user, id));
    const role = membership.role(is, now);
    if (!role || (row && row.maker !== user && !membership.organises(role))) throw answer.refusal({ why: "forbidden" });
    if (!row) throw answer.refusal({ why: "code-unknown" });
    const done = keeping.revoke(is, row, community, now);
    if (done.refused) throw answer.refusal(done.refused);
    store.run(tx, "UPDATE invitations SET revoked = {:now} WHERE id = {:id}", { id: row.id, now: store.written(now) });
    return done.gives;
  });
}

const REVOKE = "UPDATE invitations AS i SET revoked = {:at} WHERE i.maker = {:user} AND i.revoked = ''";

/** Whoever leaves, is put out or decides less lets nobody in any more by a code that they could not make now. */
function keep(app, is, user, id) {
  const now = store.now(), community = store.community(app, id, now);
  const roles = community ? rolesOf(is, community, now) : [];
  store.run(app, REVOKE + " AND i.community = {:id} AND " + ROLE + " NOT IN (SELECT value FROM json_each({:roles}))",
    { user, id, roles: JSON.stringify(roles), at: store.written(now) });
}

/** Nobody comes in by a code of somebody who is not there. */
const forget = (app, user) => store.run(app, REVOKE, { user, at: store.written(store.now()) });

module.exports = { under, list, one, make, revoke, keep, forget };
