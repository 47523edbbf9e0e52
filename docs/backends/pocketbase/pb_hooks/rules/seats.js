// Who moves up when seats are free: `src/model/capacity.rs`. Never more people hold seats than there are; who came
// first is served first; a party is neither split nor overtaken; one larger than the whole capacity holds back nobody.

/**
 * The ids in the queue that get their seats now, in order. `held` are the people who are confirmed or offered a seat,
 * `queue` is `[{id, people}]` in the order of arrival, `capacity` is null for as many as come.
 */
function moved(capacity, held, queue) {
  const up = [];
  let taken = held;
  for (const head of queue) {
    if (capacity !== null && head.people > capacity) continue;
    if (capacity !== null && taken + head.people > capacity) break;
    taken += head.people;
    up.push(head.id);
  }
  return up;
}

module.exports = { moved };
