// The coder: receives the data, keeps what the screen shows, draws it. Python owns the codings. Here live only the acts
// not answered yet (`laid`, `taken`, `said`), drawn at once and dropped when they are confirmed or refused.

const KEPT = Symbol.for("fil-rouge-coder");
const UNKNOWN = { label: "Code hors de la grille", path: [], color: "#888888", shape: "circle" };

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const state = (parentElement[KEPT] ??= mount(parentElement));
  state.send = (name, value) => {
    const nonce = `${Date.now().toString(36)}-${(state.sent = (state.sent || 0) + 1)}`;
    setTriggerValue(name, { ...value, nonce });
    return nonce;
  };
  receive(state, data);
  return () => unmount(parentElement);
}

function mount(parentElement) {
  const root = element("div", "fr-coder");
  root.tabIndex = -1;
  const scroll = element("div", "fr-coder-scroll");
  attributes(scroll, { role: "region", "aria-label": "Texte du document", tabindex: "0" });
  const textEl = element("div", "fr-coder-text");
  const told = element("div", "fr-coder-told");
  told.setAttribute("role", "status");
  const [caretEl, endEl, tip] = [element("div", "fr-coder-caret"), element("span", "fr-coder-end"), makeTip()];
  caretEl.style.visibility = "hidden";
  caretEl.setAttribute("aria-hidden", "true");
  endEl.tabIndex = -1;
  scroll.append(textEl, caretEl);
  const state = { root, scroll, textEl, told, caretEl, endEl, tip, spans: [], given: [], laid: [] };
  Object.assign(state, { taken: new Map(), said: new Map(), rows: new Map(), people: {}, codes: [], codeById: new Map() });
  Object.assign(state, { blocks: [], blockEls: [], signatures: [], starts: [], sentences: [], turns: [] });
  state.keys = { chosen: [], recent: [] };
  state.palette = makePalette(paletteActs(state));
  state.card = makeCard(cardActs(state));
  state.map = makeMinimap(state);
  root.append(scroll, state.map.box, state.palette.box, state.card.box, tip, told, endEl);
  parentElement.append(root);
  listenText(state);
  listenPage(state);
  state.sizes = new ResizeObserver(() => resized(state));
  state.sizes.observe(scroll);
  return state;
}

function paletteActs(state) {
  return {
    apply: (codes, label) => {
      const { revising } = state.palette;
      if (!revising) return lay(state, codes, label);
      closePalette(state, true);
      say(state, revising, { code: codes[0] });
    },
    close: () => closePalette(state, true),
    show: (code) => showCode(state, { code: code.id }),
    favour: (code, on) => favour(state, code, on),
    widen: (what) => {
      const { passage } = state.palette;
      const first = stretchAt(state[what], passage.start);
      const last = stretchAt(state[what], Math.max(passage.start, passage.end - 1));
      selectStretch(state, { start: Math.min(passage.start, first.start), end: Math.max(passage.end, last.end) });
      startPalette(state, selectedPassage(state), true);
    },
  };
}

function cardActs(state) {
  return {
    close: () => closeCard(state, true),
    details: (span) => pick(state, [span]),
    remove: (span) => take(state, span),
    say: (span, values) => say(state, span, values),
    recode: (span) => startPalette(state, { start: span.start, end: span.end }, true, span),
    again: (span) => startPalette(state, { start: span.start, end: span.end }, true),
    turn: (event) => pageKey(state, event),
    light: (codings, span) => {
      light(state, codings);
      showCode(state, span);
    },
  };
}

function listenPage(state) {
  const { root } = state;
  state.listening = [
    [window, "fil-rouge-text", () => receive(state, state.data)],
    [document, "pointerdown", (event) => root.contains(event.target) || closePanels(state)],
    [document, "selectionchange", () => selectionMoved(state)],
    [document, "keydown", (event) => pageKey(state, event)],
  ];
  for (const [target, name, act] of state.listening) target.addEventListener(name, act);
}

function unmount(parentElement) {
  const state = parentElement[KEPT];
  if (!state) return;
  delete parentElement[KEPT];
  state.gone = true;
  for (const [target, name, act] of state.listening) target.removeEventListener(name, act);
  for (const timer of [state.noting, state.resting, state.telling, state.recheck]) clearTimeout(timer);
  clearInterval(state.looking);
  state.sizes.disconnect();
  state.viewWatch?.disconnect();
  for (const name of ["passage", "focus"]) paint(state, name, null);
  state.root.remove();
}

function resized(state) {
  const width = state.scroll.clientWidth;
  drawMap(state);
  if (width === state.width) return;
  state.width = width;
  state.wide = width >= 640;
  state.root.classList.toggle("fr-coder-wide", state.wide);
  state.blockEls.forEach((_, index) => state.marginDue?.add(index));
  if (state.inView) requestAnimationFrame(() => drawMargins(state));
}

// ---- data in

function receive(state, data) {
  state.data = data;
  if (!data) return;
  state.root.style.height = `${data.height}px`;
  state.editable = data.editable;
  if (data.desk) return receiveDesk(state, data);
  const source = window.filRougeTexts?.get(data.source);
  if (!source) return; // the carrier of the text will tell
  takeCodes(state, data.codes, null);
  const another = state.sourceId !== source.id;
  if (another) readSource(state, source);
  const points = state.table.toUnits;
  state.given = data.spans.map(([coding, start, end, code, coder, mine, pending, comment]) =>
    dressed(state, { coding, start: points(start), end: points(end), code, coder, mine, pending, comment }),
  );
  settle(state, data.answered || []);
  redraw(state);
  show(state, data.focus, another);
  refreshCard(state);
}

// The text and its codings come from the server; the page only says which, with its ticket, and what is to be seen.
async function receiveDesk(state, data) {
  takeTicket(state, data.desk);
  const filter = JSON.stringify(data.filter);
  const refiltered = filter !== state.filterSigned;
  Object.assign(state, { filter: data.filter, filterSigned: filter });
  const { version } = data.desk;
  if (state.sourceId === version) {
    if (refiltered) redraw(state);
    show(state, data.focus, false);
    if (data.desk.revision > state.revision) look(state);
    return;
  }
  if (state.opening === version) return;
  state.opening = version;
  state.root.classList.add("fr-coder-loading");
  const [source] = await Promise.all([fetchText(state)]);
  state.opening = null;
  if (!source || state.gone || state.desk.version !== version) return;
  Object.assign(state, { revision: 0, rows: new Map(), given: [], said: new Map() });
  readSource(state, { ...source, id: version });
  await look(state);
  state.root.classList.remove("fr-coder-loading");
  show(state, state.data.focus, true);
  keepLooking(state);
}

function show(state, focus, another) {
  const signed = JSON.stringify(focus);
  if (focus && state.table && (another || signed !== state.focus)) {
    const points = state.table.toUnits;
    showPassage(state, { start: points(focus[0]), end: points(focus[1]) });
  }
  state.focus = signed;
}

function takeCodes(state, codes, keys) {
  state.codes = codes;
  state.codeById = new Map(codes.map((code) => [code.id, code]));
  if (keys) state.keys = keys;
  for (const span of state.rows.values()) dressed(state, span);
}

function readSource(state, source) {
  closePanels(state);
  Object.assign(state, { sourceId: source.id, text: source.text, laid: [], taken: new Map(), caret: null });
  state.table = offsetTable(source.text);
  const units = state.table.toUnits;
  let rank = 1; // the title of the page stands above
  state.blocks = source.blocks.map(([kind, start, end, level, speaker, note]) => {
    if (kind === "heading") rank = Math.min(rank + 1, (level || 1) + 1, 6);
    return { kind, start: units(start), end: units(end), level, speaker, note, rank };
  });
  state.starts = state.blocks.map((block) => block.start);
  const stretches = (pairs) => (pairs || []).map(([start, end]) => ({ start: units(start), end: units(end) }));
  state.sentences = stretches(source.sentences);
  state.turns = withTurns(state.blocks, stretches(source.turns));
  if (!state.sentences.length) state.sentences = state.turns;
  state.callsIn = new Map();
  for (const [at, note] of source.calls) {
    const call = { at: units(at), note };
    const index = Math.max(0, countBelow(state.starts, call.at + 1) - 1);
    // A call just after the last word of a block belongs to that block, not to the gap.
    if (!state.callsIn.has(index)) state.callsIn.set(index, []);
    call.at = Math.min(call.at, state.blocks[index]?.end ?? call.at);
    state.callsIn.get(index).push(call);
  }
  buildText(state);
  watchMargins(state);
}

// Paragraphs; one that several people share gives way to what each says in it.
function withTurns(blocks, turns) {
  const shared = (block) => turns.some((turn) => turn.start < block.end && turn.end > block.start);
  const kept = turns.length ? blocks.filter((block) => !shared(block)) : blocks;
  return [...kept.map(({ start, end }) => ({ start, end })), ...turns].sort((a, b) => a.start - b.start);
}

function dressed(state, span) {
  const code = state.codeById.get(span.code) || (span.fresh ? { ...UNKNOWN, label: span.fresh } : UNKNOWN);
  const { label, path, shape } = code;
  const color = code.color || UNKNOWN.color;
  const { coding, start, end, mine, pending, coder } = span;
  const signature = [coding, start, end, label, color, shape, mine, pending, coder].join("\u001f");
  return Object.assign(span, { label, path, color, shape, signature });
}

// Draws what changed, and puts back the selection that redrawing a block would lose.
function redraw(state) {
  if (!state.text) return;
  const laid = state.laid.map((act) => dressed(state, act));
  const said = (span) => {
    const values = state.said.get(span.coding);
    return values ? dressed(state, { ...span, ...values, waiting: true }) : span;
  };
  state.spans = state.given
    .filter((span) => !state.taken.has(span.coding) && span.end > span.start && asked(span, state.filter))
    .map(said)
    .concat(laid.filter((act) => !already(state, act)));
  state.spans.sort(byPlace);
  giveLanes(state.spans);
  const focused = document.activeElement;
  const selected = document.activeElement === state.palette.field ? null : selectedPassage(state);
  const changed = drawBlocks(state);
  if (!changed.length) return;
  drawMap(state);
  if (selected) select(state, selected);
  if (focused && !focused.isConnected) state.scroll.focus({ preventScroll: true });
  if (!state.palette.box.hidden) paint(state, "passage", state.palette.passage);
  if (state.focused && state.data?.focus) {
    const points = state.table.toUnits;
    paint(state, "focus", { start: points(state.data.focus[0]), end: points(state.data.focus[1]) });
  }
  if (!state.card.box.hidden) light(state, state.card.codings);
  drawCaret(state);
  changed.forEach((index) => state.marginDue?.add(index));
  if (state.inView) requestAnimationFrame(() => drawMargins(state));
}

// Whether an act not answered yet is drawn already, because what others did brought it along.
function already(state, act) {
  return state.desk && state.given.some(
    (span) => span.mine && span.code === act.code && span.start === act.start && span.end === act.end,
  );
}
