/// <reference path="../pb_data/types.d.ts" />
// Letters about an event that is not as it was told: how it was, and that nothing is to be said of a seat.

migrate((app) => {
  const letters = app.findCollectionByNameOrId("letters");
  letters.fields.add(new BoolField({ name: "news" }));
  letters.fields.add(new TextField({ name: "was", max: 5000 }));
  app.save(letters);
}, (app) => {
  const letters = app.findCollectionByNameOrId("letters");
  letters.fields.removeByName("news");
  letters.fields.removeByName("was");
  app.save(letters);
});
