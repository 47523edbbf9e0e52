// When all tests are done: what workers and pages have told the servers of the tests that the policy forbids. There is nothing; a test
// that is about something forbidden does it on a server of its own (policy.mjs).
export default async function told() {
  const lines = await Promise.all(process.env.LINJU_PAGES.split(" ").map(async (page) => {
    try {
      return await (await fetch(new URL("/forbidden", page))).json();
    } catch {
      // Not started for these projects.
      return [];
    }
  }));
  if (lines.flat().length > 0) throw new Error(`the policy forbids:\n${[...new Set(lines.flat())].join("\n")}`);
}
