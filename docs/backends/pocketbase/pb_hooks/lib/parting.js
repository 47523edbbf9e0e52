// Requests go with who goes. What was refused stays refused for whoever comes back, and is shown to nobody until then.

const store = require("./store.js");

const OPEN = " AND state IN ('pending', 'granted')";
const OWN = "(SELECT id FROM members WHERE user = {:user} AND community = {:community})";

/** Whoever leaves, is put out, or stands in the directory no more takes their requests with them, and those to them. */
function end(tx, user, community) {
  store.run(tx, "DELETE FROM asks WHERE user = {:user} AND community = {:community}" + OPEN, { user, community });
  store.run(tx, "DELETE FROM asks WHERE member IN " + OWN, { user, community });
}

/** Between somebody and an entry, `whom` being whose it is, once one of them has blocked the other. */
function endBetween(tx, user, member, whom, community) {
  store.run(tx, "DELETE FROM asks WHERE user = {:user} AND member = {:member}" + OPEN, { user, member });
  store.run(tx, "DELETE FROM asks WHERE user = {:whom} AND user != '' AND member IN " + OWN + OPEN, { user, whom, community });
}

module.exports = { end, endBetween };
