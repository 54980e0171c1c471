// The tree of codes: a filter, lines that fold, a keyboard that walks them. Python owns the codes and the choice; here
// live what is folded (kept for the browser session), the words of the filter and the line that has the keyboard.

const KEPT = Symbol.for("fil-rouge-tree");
const FOLDED = "fil-rouge-tree-folded";
const PATIENCE = 220; // ms the keyboard rests on a line before its code is opened

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const state = (parentElement[KEPT] ??= mount(parentElement));
  state.send = (code) => setTriggerValue("pick", { code, nonce: `${Date.now()}-${(state.sent = (state.sent || 0) + 1)}` });
  receive(state, data);
  return () => {
    clearTimeout(state.timer);
    state.root.remove();
    delete parentElement[KEPT];
  };
}

function made(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}

function mount(parentElement) {
  const root = made("div", "fr-tree");
  const bar = made("div", "fr-tree-bar");
  const field = made("input", "fr-tree-filter");
  Object.assign(field, { type: "search", placeholder: "Filtrer les codes…", autocomplete: "off", spellcheck: false });
  field.setAttribute("aria-label", "Filtrer les codes");
  const fold = made("button", "fr-tree-fold", "Tout replier");
  fold.type = "button";
  const head = made("div", "fr-tree-head");
  for (const [word, title] of [
    ["Code", ""],
    ["Codages", "Codages de ce code que vous pouvez lire"],
    ["Dessous", "Codages des codes qu’il range"],
    ["Miens", "Vos codages de ce code"],
  ]) {
    const cell = made("span", "", word);
    cell.title = title;
    head.append(cell);
  }
  head.setAttribute("aria-hidden", "true"); // each line says its numbers in words
  const list = made("div", "fr-tree-list");
  list.setAttribute("role", "tree");
  list.setAttribute("aria-label", "Codes de la grille");
  const told = made("div", "fr-tree-told");
  told.setAttribute("role", "status");
  bar.append(field, fold);
  root.append(bar, head, list, told);
  parentElement.append(root);
  const state = { root, field, fold, list, told, nodes: [], folded: new Set(remembered()), active: null, lines: [] };
  field.oninput = () => draw(state);
  field.onkeydown = (event) => fieldKey(state, event);
  list.onkeydown = (event) => listKey(state, event);
  list.onclick = (event) => clicked(state, event);
  fold.onclick = () => foldAll(state);
  return state;
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(FOLDED) || "[]");
  } catch {
    return [];
  }
}

function remember(state) {
  try {
    sessionStorage.setItem(FOLDED, JSON.stringify([...state.folded]));
  } catch {
    // a browser that keeps nothing only forgets what is folded
  }
}

const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").toLowerCase();

function receive(state, data) {
  state.nodes = data.nodes.map((node) => ({ ...node, parent: null, children: 0 }));
  const above = [];
  for (const node of state.nodes) {
    node.parent = node.depth ? above[node.depth - 1] : null;
    if (node.parent) node.parent.children++;
    above[node.depth] = node;
    node.path = [node.parent?.path ?? "", node.label].join(" ");
    node.search = bare(`${node.path} ${node.words}`);
  }
  const isNew = data.chosen !== state.chosen;
  state.chosen = data.chosen;
  if (isNew) {
    state.active = data.chosen;
    if (state.field.value && !shown(state).some((node) => node.id === data.chosen)) state.field.value = "";
    for (let node = state.nodes.find((one) => one.id === data.chosen)?.parent; node; node = node.parent) {
      state.folded.delete(node.id);
    }
  }
  state.list.style.height = `${data.height - 78}px`;
  draw(state);
  if (isNew) lineOf(state, state.chosen)?.scrollIntoView({ block: "nearest" });
}

// What is drawn: everything not folded away, or what the filter keeps with what stands above it.
function shown(state) {
  const words = bare(state.field.value).split(/\s+/).filter(Boolean);
  if (words.length) {
    const kept = new Set();
    for (const node of state.nodes) {
      node.found = words.every((word) => node.search.includes(word));
      if (node.found) for (let one = node; one; one = one.parent) kept.add(one);
    }
    return state.nodes.filter((node) => kept.has(node));
  }
  const open = (node) => !node.parent || (!state.folded.has(node.parent.id) && open(node.parent));
  return state.nodes.filter((node) => ((node.found = true), open(node)));
}

function draw(state) {
  const hadFocus = state.list.contains(document.activeElement);
  const filtering = state.field.value.trim() !== "";
  state.lines = shown(state);
  if (!state.lines.some((node) => node.id === state.active)) {
    state.active = (state.lines.find((node) => node.id === state.chosen) || state.lines.find((n) => n.found))?.id;
  }
  const most = Math.max(1, ...state.nodes.map((node) => node.own));
  state.list.replaceChildren(...state.lines.map((node) => line(state, node, filtering, most)));
  const kept = state.lines.filter((node) => node.found).length;
  state.told.textContent = !state.nodes.length ? "" : filtering
    ? `${kept} ${kept > 1 ? "codes" : "code"} sur ${state.nodes.length} · ↓ pour y aller, Échap pour tout revoir`
    : "↑ ↓ parcourir · ← → replier, déplier · lettres : filtrer";
  state.fold.textContent = state.folded.size ? "Tout déplier" : "Tout replier";
  state.fold.disabled = filtering;
  if (hadFocus) lineOf(state, state.active)?.focus({ preventScroll: true });
}

function line(state, node, filtering, most) {
  const row = made("div", "fr-tree-line");
  row.dataset.code = node.id;
  row.tabIndex = node.id === state.active ? 0 : -1;
  row.style.setProperty("--depth", node.depth);
  row.style.setProperty("--c", node.color);
  row.style.setProperty("--share", node.own / most);
  const said = [
    node.label,
    node.applicable ? "" : "range d’autres codes",
    node.own || node.applicable ? `${node.own} ${node.own > 1 ? "codages" : "codage"}` : "",
    node.under ? `${node.under} dessous` : "",
    node.mine ? `${node.mine} de vous` : "",
    node.memos ? `${node.memos} ${node.memos > 1 ? "mémos" : "mémo"}` : "",
  ];
  const told = {
    role: "treeitem",
    "aria-level": node.depth + 1,
    "aria-selected": node.id === state.chosen,
    "aria-label": said.filter(Boolean).join(", "),
  };
  if (node.children) told["aria-expanded"] = filtering || !state.folded.has(node.id);
  for (const [name, value] of Object.entries(told)) row.setAttribute(name, value);
  row.classList.toggle("fr-tree-heads", !node.applicable);
  row.classList.toggle("fr-tree-around", !node.found);
  const twist = made("span", "fr-tree-twist", node.children ? "▸" : "");
  const sign = made("span", `fr-tree-sign fr-tree-${node.shape}`);
  const label = made("span", "fr-tree-label", node.label);
  label.title = node.label;
  const name = made("span", "fr-tree-name");
  name.append(twist, sign, label);
  if (node.memos) name.append(made("span", "fr-tree-memo", "✎"));
  row.append(name, ...[node.own, node.under, node.mine].map((n) => made("span", "fr-tree-number", n ? String(n) : "")));
  return row;
}

const lineOf = (state, id) => [...state.list.children].find((row) => row.dataset.code === id);

function choose(state, id) {
  clearTimeout(state.timer);
  if (id && id !== state.chosen) {
    state.chosen = id;
    for (const row of state.list.children) row.setAttribute("aria-selected", row.dataset.code === id);
    state.send(id);
  }
}

// Moves the keyboard to a line, and opens its code once it rests there.
function goTo(state, node, atOnce) {
  if (!node) return;
  const before = lineOf(state, state.active);
  if (before) before.tabIndex = -1;
  state.active = node.id;
  const row = lineOf(state, node.id);
  row.tabIndex = 0;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  clearTimeout(state.timer);
  state.timer = setTimeout(() => choose(state, node.id), atOnce ? 0 : PATIENCE);
}

function fieldKey(state, event) {
  event.stopPropagation();
  const first = state.lines.find((node) => node.found);
  if (event.key === "ArrowDown" || event.key === "Enter") {
    event.preventDefault();
    goTo(state, first, event.key === "Enter");
  } else if (event.key === "Escape") {
    event.preventDefault();
    state.field.value = "";
    draw(state);
  }
}

function listKey(state, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = state.lines.findIndex((node) => node.id === state.active);
  const node = state.lines[at];
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: state.lines.length - 1,
    PageDown: Math.min(at + 15, state.lines.length - 1), PageUp: Math.max(at - 15, 0) };
  event.stopPropagation();
  if (event.key in moves) goTo(state, state.lines[moves[event.key]]);
  else if (event.key === "ArrowRight") sideways(state, node, true);
  else if (event.key === "ArrowLeft") sideways(state, node, false);
  else if (event.key === "Enter" || event.key === " ") choose(state, state.active);
  else if (event.key === "Escape" && state.field.value) (state.field.value = ""), draw(state);
  else if (event.key.length === 1) {
    state.field.focus(); // the letter itself follows the keyboard into the field
    return;
  } else return;
  event.preventDefault();
}

function sideways(state, node, open) {
  if (!node) return;
  const folded = state.folded.has(node.id);
  if (node.children && folded === open) return toggle(state, node);
  if (open) goTo(state, state.lines.find((one) => one.parent === node));
  else goTo(state, node.parent);
}

function toggle(state, node) {
  if (!state.folded.delete(node.id)) state.folded.add(node.id);
  remember(state);
  draw(state);
}

function foldAll(state) {
  const had = state.folded.size > 0;
  state.folded = new Set(had ? [] : state.nodes.filter((node) => node.children).map((node) => node.id));
  remember(state);
  draw(state);
}

function clicked(state, event) {
  const row = event.target.closest(".fr-tree-line");
  const node = row && state.lines.find((one) => one.id === row.dataset.code);
  if (!node) return;
  if (event.target.closest(".fr-tree-twist") && node.children && !state.field.value.trim()) toggle(state, node);
  else goTo(state, node, true);
}
