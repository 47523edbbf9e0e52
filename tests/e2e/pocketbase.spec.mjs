// A stranger's way in on a real server with accounts: looking around, a form, a password that is wrong and one that is right.
import { expect, test, tick } from "./base.mjs";

test.use({ person: false });

test("nobody signs in for looking around; joining asks for it, and comes back to the form as it was filled", async ({ app, page, people }) => {
  const person = await people.make();
  await app.open("/c/night-run");
  await expect(app.part("接下来的活动").getByRole("article").first()).toBeVisible();
  await app.link("加入").click();
  const agree = app.main.getByRole("checkbox", { name: /我同意/ });
  await tick(agree);
  await app.button("加入").click();
  await expect(app.title).toHaveText("登录");

  // Whatever the service says it in, the reader is told in their own words.
  await app.fillIn({ ...person, password: "not the password" });
  await expect(app.main.getByText(app.wrongPassword)).toBeVisible();
  await expect(app.main.getByRole("textbox", { name: app.nameLabel })).toHaveValue(person.email);
  await app.fillIn(person);
  await expect(page).toHaveURL(/\/c\/night-run\/join$/);
  await expect(agree).toBeChecked();
  await app.button("加入").click();
  await expect(app.main.getByText("你是这里的成员")).toBeVisible();
  await app.link("成员名录").click();
  await expect(app.part("是谁在张罗").getByRole("link").first()).toContainText("沈越");
});

test("the directory asks who one is, and then whether one belongs to it", async ({ app, people }) => {
  await app.open("/c/night-run/members");
  await expect(app.title).toHaveText("运河夜跑团的名录");
  await app.link("登录").click();
  await app.fillIn(await people.make());
  await expect(app.main.getByText("名录只给成员看")).toBeVisible();
  await expect(app.main.getByText("沈越")).toHaveCount(0);
});

test("an account without a name goes by its e-mail, and signs out", async ({ app, people }) => {
  const person = await people.make({ name: "" });
  await app.signIn(person);
  await app.tab("我").click();
  await expect(app.part("账号")).toContainText(app.goesBy(person));
  await app.button("退出登录").click();
  await expect(app.part("账号").getByRole("link", { name: /登录/ })).toBeVisible();
  await app.tab("我的圈子").click();
  await expect(app.main.getByText("这里登录后才能看")).toBeVisible();
});
