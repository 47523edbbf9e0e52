// What belongs to a person is theirs alone, and a directory is for members of its community: Strapi's
// roles say which kind of thing somebody may find, create or delete, not which of them.
//
// Who comes with a token of the administration has no user, and sees everything.

const isPerson = (ctx) => Boolean(ctx.state.user);

const narrowed = (ctx, to) => {
  const { filters, ...rest } = ctx.query;
  ctx.query = { ...rest, filters: filters ? { $and: [to, filters] } : to };
};

const communitiesOf = async (strapi, { documentId }) => {
  const rows = await strapi.documents('api::membership.membership').findMany({
    filters: { person: documentId, state: 'member' },
    populate: { community: { fields: ['slug'] } },
  });
  return rows.map((row) => row.community?.slug).filter(Boolean);
};

/** To ask is everybody's right; to be in is only where the door is open. */
const isOpen = async (strapi, about, user) => {
  if (about.who !== 'members') return (about.who ?? about.door) === 'open';
  return (await communitiesOf(strapi, user)).includes(about.community?.slug);
};

/** Memberships and sign-ups: what they are of is in their field `of`. */
const own = (uid, of) => ({ strapi }) => ({
  async find(ctx) {
    if (isPerson(ctx)) narrowed(ctx, { person: { $eq: ctx.state.user.documentId } });
    return super.find(ctx);
  },

  async create(ctx) {
    const data = ctx.request.body?.data;
    if (isPerson(ctx) && data) {
      const person = ctx.state.user.documentId;
      const about = await strapi.documents(`api::${of}.${of}`).findOne({
        documentId: String(data[of]),
        populate: of === 'event' ? { community: { fields: ['slug'] } } : {},
      });
      if (!about) return ctx.notFound();
      const asks = data.state === 'pending-approval';
      if (!asks && !(await isOpen(strapi, about, ctx.state.user))) return ctx.forbidden();
      Object.assign(data, { person, key: `${person}:${about.slug}` });
    }
    return super.create(ctx);
  },

  async delete(ctx) {
    if (isPerson(ctx)) {
      const documentId = ctx.params.id;
      const row = await strapi.documents(uid).findOne({ documentId });
      if (row?.person !== ctx.state.user.documentId) return ctx.notFound();
    }
    return super.delete(ctx);
  },
});

exports.membership = own('api::membership.membership', 'community');
exports['sign-up'] = own('api::sign-up.sign-up', 'event');

/** The directory. */
exports.member = ({ strapi }) => ({
  async find(ctx) {
    if (isPerson(ctx)) {
      const slugs = await communitiesOf(strapi, ctx.state.user);
      // An empty list would be taken for no condition at all.
      narrowed(ctx, { community: { slug: { $in: ['', ...slugs] } } });
    }
    return super.find(ctx);
  },
});
