// What does not fit into the window.

/** By how many pixels a page is wider than its window, and what stands out of it where nothing scrolls. */
export const tooWide = (page) => page.evaluate(() => {
  const room = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  const out = [...document.querySelectorAll("main *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > room + 1 || box.left < -1) && !scrolls(element);
  });
  return {
    sideways: document.documentElement.scrollWidth - room,
    out: out.map((element) => `${element.tagName} ${element.textContent.slice(0, 30)}`).slice(0, 5),
  };
});
