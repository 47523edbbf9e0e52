// A directory as one writes it by hand: rows of one height in a window over the page, each used again for another person; what is
// typed is looked for in one text a person, made ready once.
const ROW = 72;
const ABOVE = 5;
const ROLES = { owner: "群主", deputy: "副群主", admin: "管理员", host: "主持", lecturer: "讲师", member: "" };

const made = (tag, className, ...inside) => {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...inside);
  return element;
};

const said = (one) =>
  [one.name, one.sort_key, (one.sort_key ?? "").replaceAll(" ", ""), one.headline, one.hometown, one.district, ...(one.skills ?? []), ...(one.offers ?? []), ...(one.seeks ?? [])]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();

export function open(main, people) {
  const search = made("input", "");
  Object.assign(search, { type: "search", ariaLabel: "搜索成员", placeholder: "搜索成员" });
  const told = made("p", "");
  const list = made("ul", "rows");
  main.replaceChildren(made("div", "top", search, told), list);
  const texts = people.map(said);
  const size = Math.ceil(innerHeight / ROW) + 1 + 2 * ABOVE;
  const pool = Array.from({ length: size }, () => {
    const [face, name, line, role] = [made("span", "face"), made("b", ""), made("span", ""), made("span", "")];
    const row = made("li", "row", face, made("div", "who", name, line), role);
    return { row, face, name, line, role, of: null, at: -1 };
  });
  let shown = people;

  const fill = (slot, at, one) => {
    if (slot.at !== at) {
      slot.at = at;
      slot.row.style.transform = `translateY(${at * ROW}px)`;
      slot.row.ariaPosInSet = at + 1;
      slot.row.ariaSetSize = shown.length;
    }
    if (slot.of === one) return;
    slot.of = one;
    slot.face.textContent = one.name[0];
    slot.name.textContent = one.name;
    slot.line.textContent = one.headline || (one.skills ?? []).join(" · ");
    slot.role.textContent = ROLES[one.role];
  };
  const draw = () => {
    const first = Math.max(0, Math.floor((scrollY - list.offsetTop) / ROW) - ABOVE);
    for (let at = first; at < first + size; at++) {
      const slot = pool[at % size];
      const one = shown[at];
      if (one) fill(slot, at, one);
      if (!one) slot.row.remove();
      else if (!slot.row.isConnected) list.append(slot.row);
    }
  };
  const show = () => {
    const typed = search.value.trim().toLowerCase();
    shown = typed ? people.filter((_, n) => texts[n].includes(typed)) : people;
    list.style.height = `${shown.length * ROW}px`;
    told.textContent = `${shown.length} 位`;
    for (const slot of pool) slot.at = -1;
    scrollTo(0, 0);
    draw();
  };
  search.addEventListener("input", show);
  addEventListener("scroll", draw, { passive: true });
  show();
}
