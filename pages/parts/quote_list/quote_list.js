// The list: groups of quotes, the one that has the focus, those that are ticked. Python owns what is found and what is
// done; here live only what is unfolded and the place of the reader, kept for the visit so that coming back from the
// text finds it again.

const KEPT = Symbol.for("fil-rouge-quotes");

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const state = (parentElement[KEPT] ??= mount(parentElement));
  state.send = (name, value) => {
    state.sent = (state.sent || 0) + 1;
    setTriggerValue(name, { ...value, nonce: `${Date.now().toString(36)}-${state.sent}` });
  };
  draw(state, data);
  return () => {
    parentElement[KEPT]?.root.remove();
    delete parentElement[KEPT];
  };
}

function mount(parentElement) {
  const root = element("div", "list");
  const told = element("div", "told");
  told.setAttribute("role", "status");
  const state = { root, told, chosen: new Set(), unfolded: new Set(), quotes: new Map(), order: [] };
  state.focus = (key, scroll) => focus(state, key, scroll);
  state.choose = (key, on) => choose(state, key, on);
  state.unfold = (key) => unfold(state, key);
  state.widen = (key) => state.send("widen", { key });
  state.open = (quote, where) => {
    remember(quote.key);
    state.send("open", { document: quote.key.split(":")[0], at: quote.at, where });
  };
  root.addEventListener("keydown", (event) => press(state, event));
  root.addEventListener("focusin", (event) => settle(state, event.target.closest?.(".fr-quotes-quote")));
  parentElement.append(root);
  return state;
}

function draw(state, data) {
  const signature = JSON.stringify(data.groups.map((group) => group.quotes));
  state.chosen = new Set(data.chosen);
  if (signature === state.drawn && data.vertical === state.vertical) return tick(state);
  const held = document.activeElement?.closest?.(".fr-quotes-quote")?.dataset.key;
  Object.assign(state, { drawn: signature, vertical: data.vertical, quotes: new Map(), order: [] });
  state.root.classList.toggle("fr-quotes-vertical", data.vertical);
  state.root.replaceChildren(...data.groups.map((group) => drawGroup(state, group)), state.told);
  const last = window.filRougeQuote;
  const here = [held, last].find((key) => key && state.quotes.has(key));
  settle(state, box(state, here ?? state.order[0]));
  if (held) focus(state, held);
  else if (here) { focus(state, here, "center"); window.filRougeQuote = null; }
}

function drawGroup(state, group) {
  const section = element("section", "group");
  section.setAttribute("aria-label", group.title);
  if (!state.vertical) {
    const head = element("header", "head");
    const title = element("h3", "title");
    const read = button(group.title, "Lire les codes de ce document dans l’ordre du texte", () => state.send("read", { document: group.document }));
    read.className = "fr-quotes-read";
    read.tabIndex = 0;
    title.append(read);
    head.append(title, ...group.known.map((part) => element("div", "known", part)));
    if (group.possible) head.append(element("div", "known", "date incertaine : peut-être hors de la période"));
    head.append(element("div", "number", `${group.number} verbatim${group.number > 1 ? "s" : ""}`));
    section.append(head);
  }
  const column = element("div", "column");
  for (const quote of group.quotes) {
    state.quotes.set(quote.key, quote);
    state.order.push(quote.key);
    column.append(drawQuote(state, quote));
  }
  section.append(column);
  return section;
}

function box(state, key) {
  return key && state.root.querySelector(`.fr-quotes-quote[data-key="${CSS.escape(key)}"]`);
}

function remember(key) { window.filRougeQuote = key; }

// One quote at a time is in the order of Tab, with its acts; the arrows go from one to the next.
function settle(state, quote) {
  if (!quote || state.settled === quote) return;
  for (const part of state.settled?.querySelectorAll("button, a, input") ?? []) part.tabIndex = -1;
  if (state.settled) state.settled.tabIndex = -1;
  quote.tabIndex = 0;
  for (const part of quote.querySelectorAll("button, a, input")) part.tabIndex = 0;
  state.settled = quote;
}

function focus(state, key, scroll) {
  const quote = box(state, key);
  if (!quote) return;
  settle(state, quote);
  quote.focus({ preventScroll: true });
  quote.scrollIntoView({ block: scroll ?? "nearest" });
}

function choose(state, key, on) {
  state.chosen[on ? "add" : "delete"](key);
  tick(state);
  state.send("choose", { keys: state.order.filter((one) => state.chosen.has(one)) });
}

function tick(state) {
  for (const key of state.order) {
    const quote = box(state, key);
    quote.querySelector(".fr-quotes-tick").checked = state.chosen.has(key);
    quote.classList.toggle("fr-quotes-chosen", state.chosen.has(key));
  }
}

function unfold(state, key) {
  state.unfolded[state.unfolded.has(key) ? "delete" : "add"](key);
  const quote = box(state, key);
  drawWords(state, state.quotes.get(key), quote.querySelector(".fr-quotes-words"));
  state.settled = null;
  settle(state, quote);
  focus(state, key);
}

const MOVES = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

function press(state, event) {
  const quote = event.target.closest?.(".fr-quotes-quote");
  if (!quote || event.target.tagName === "TEXTAREA" || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = quote.dataset.key;
  const told = state.quotes.get(key);
  const onAct = event.target !== quote; // Enter and Space there are those of the button
  const acts = {
    c: () => unfold(state, key),
    "+": () => { state.unfolded.has(key) || unfold(state, key); state.widen(key); },
    x: () => choose(state, key, !state.chosen.has(key)),
    y: () => copy(state, told),
    o: () => state.open(told, "workbench"),
    l: () => state.open(told, "document"),
    Home: () => focus(state, state.order[0]),
    End: () => focus(state, state.order.at(-1)),
  };
  if (!onAct) { acts.Enter = acts.o; acts[" "] = acts.x; }
  for (const [name, step] of Object.entries(MOVES)) {
    acts[name] = () => focus(state, state.order[Math.min(state.order.length - 1, Math.max(0, state.order.indexOf(key) + step))]);
  }
  const act = acts[event.key];
  event.stopPropagation(); // letters are also keys of the page around
  if (!act) return;
  event.preventDefault();
  act();
}
