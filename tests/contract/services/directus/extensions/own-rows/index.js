// What belongs to a person is theirs alone, and a directory is for members of its community.
//
// Directus' own permissions could say this by rules for rows, which its free edition does not take.
// Whoever administers, and Directus itself, sees everything.

const OWN = { memberships: 'community', sign_ups: 'event' };

const forbidden = () =>
  Object.assign(new Error('This is not yours to do.'), {
    name: 'DirectusError',
    code: 'FORBIDDEN',
    status: 403,
    extensions: {},
  });

const isPerson = (who) => who && !who.admin;

const narrowed = (query, to) => ({
  ...query,
  filter: query.filter ? { _and: [to, query.filter] } : to,
});

const communitiesOf = (person, database) =>
  database('memberships').where({ person: person ?? '', state: 'member' }).pluck('community');

/** To ask is everybody's right; to be in is only where the door is open. */
const isOpen = {
  async memberships({ community }, _, database) {
    const row = await database('communities').where('id', community ?? '').first('door');
    return row?.door === 'open';
  },
  async sign_ups({ event }, person, database) {
    const row = await database('events').where('id', event ?? '').first('who', 'community');
    if (row?.who !== 'members') return row?.who === 'open';
    return (await communitiesOf(person, database)).includes(row.community);
  },
};

export default ({ filter }) => {
  for (const [collection, of] of Object.entries(OWN)) {
    filter(`${collection}.items.query`, (query, _, { accountability: who }) =>
      isPerson(who) ? narrowed(query, { person: { _eq: who.user } }) : query,
    );

    filter(`${collection}.items.create`, async (row, _, { accountability: who, database }) => {
      if (!isPerson(who)) return row;
      if (!who.user) throw forbidden();
      const asks = row.state === 'pending-approval';
      if (!asks && !(await isOpen[collection](row, who.user, database))) throw forbidden();
      return { ...row, person: who.user, id: `${who.user}:${row[of]}` };
    });

    filter(`${collection}.items.update`, (row, _, { accountability: who }) => {
      if (isPerson(who)) throw forbidden();
      return row;
    });

    filter(`${collection}.items.delete`, async (ids, _, { accountability: who, database }) => {
      if (!isPerson(who)) return ids;
      const theirs = await database(collection).whereIn('id', ids).whereNot('person', who.user).first('id');
      if (theirs) throw forbidden();
      return ids;
    });
  }

  filter('members.items.query', async (query, _, { accountability: who, database }) => {
    if (!isPerson(who)) return query;
    return narrowed(query, { community: { _in: await communitiesOf(who.user, database) } });
  });
};
