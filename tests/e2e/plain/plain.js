// The page from which the directory is opened: its code and its people come on the tap.
document.querySelector("a").addEventListener("click", async (event) => {
  event.preventDefault();
  const [{ open }, people] = await Promise.all([import("./plain-directory.js"), fetch("data/m/dog-walk.json").then((answer) => answer.json())]);
  open(document.querySelector("#main"), people);
});
if (location.hash === "#members") document.querySelector("a").click();
