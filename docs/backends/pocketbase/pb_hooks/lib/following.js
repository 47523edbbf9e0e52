// Who hears of a community without belonging to it.

const answer = require("./answer.js");
const command = require("./command.js");
const store = require("./store.js");

/** `PUT` and `DELETE /me/following/{community}`; what is so already stays so. */
function set(e, follows) {
  const community = e.request.pathValue("community");
  return command.once(e, (tx, user) => {
    if (follows) {
      if (!store.community(tx, community, store.now())) throw answer.refusal({ why: "gone" });
      store.run(tx, "INSERT INTO follows (id, user, community, created) VALUES ({:id}, {:user}, {:community}, {:now})"
        + " ON CONFLICT (user, community) DO NOTHING", { id: store.id(), user, community, now: store.written(store.now()) });
    } else {
      store.run(tx, "DELETE FROM follows WHERE user = {:user} AND community = {:community}", { user, community });
    }
    return { community, following: follows };
  });
}

/** `GET /me/following`. */
function mine(e) {
  return answer.answered(e, () => {
    const user = answer.needViewer(e).id;
    const size = answer.limit(e), after = answer.cursor(e, 1) || [""];
    const texts = store.texts(e.app, "SELECT json_object('community', f.community) AS row FROM follows f"
      + " WHERE f.user = {:user} AND f.community > {:after} ORDER BY f.community LIMIT {:size}",
    { user, after: after[0], size: size + 1 });
    return answer.read(e, answer.page(e, texts, size, (row) => [row.community]));
  });
}

module.exports = { set, mine };
