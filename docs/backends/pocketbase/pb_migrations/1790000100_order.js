/// <reference path="../pb_data/types.d.ts" />
// Communities are listed as they were made, and found so without sorting all of them.

const INDEX = "CREATE INDEX `linju_communities_made` ON `communities` (`created`, `id`)";

migrate((app) => {
  const communities = app.findCollectionByNameOrId("communities");
  communities.indexes = [INDEX];
  app.save(communities);
}, (app) => {
  const communities = app.findCollectionByNameOrId("communities");
  communities.indexes = [];
  app.save(communities);
});
