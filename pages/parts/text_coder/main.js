// The coder: receives the data, keeps what the screen shows, tells Python what the person did.
// Python owns the codings. Here live only the acts not answered yet (`laid`, `taken`), drawn at once and dropped when
// data confirm them, or when Python has run on the act and did not keep it.

const KEPT = Symbol.for("fil-rouge-coder");
const UNKNOWN = { label: "Code hors de la grille", path: [], color: "#888888", shape: "circle" };
const PATIENCE = 2500; // ms an answered act that left no trace stays drawn
const LONG_PATIENCE = 30000; // ms an act without answer stays drawn

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
  const scroll = element("div", "fr-coder-scroll");
  attributes(scroll, { role: "region", "aria-label": "Texte du document", tabindex: "0" });
  const textEl = element("div", "fr-coder-text");
  const told = element("div", "fr-coder-told");
  told.setAttribute("role", "status");
  scroll.append(textEl);
  const state = { root, scroll, textEl, told, spans: [], laid: [], taken: new Map() };
  Object.assign(state, { blocks: [], blockEls: [], signatures: [] });
  state.palette = makePalette({ apply: (codes) => lay(state, codes), close: () => closePalette(state, true) });
  state.card = makeCard({
    close: () => closeCard(state, true),
    details: (span) => pick(state, [span]),
    remove: (span) => take(state, span),
    again: (span) => startPalette(state, { start: span.start, end: span.end }, true),
    light: (codings) => light(state, codings),
  });
  root.append(scroll, state.palette.box, state.card.box, told);
  parentElement.append(root);
  listenText(state);
  state.onText = () => receive(state, state.data);
  window.addEventListener("fil-rouge-text", state.onText);
  state.onOutside = (event) => root.contains(event.target) || closePanels(state);
  document.addEventListener("pointerdown", state.onOutside);
  state.sizes = new ResizeObserver(() => resized(state));
  state.sizes.observe(scroll);
  return state;
}

function unmount(parentElement) {
  const state = parentElement[KEPT];
  if (!state) return;
  delete parentElement[KEPT];
  window.removeEventListener("fil-rouge-text", state.onText);
  document.removeEventListener("pointerdown", state.onOutside);
  state.sizes.disconnect();
  state.viewWatch?.disconnect();
  for (const name of ["passage", "focus", "caret"]) paint(state, name, null);
  state.root.remove();
}

function resized(state) {
  const width = state.scroll.clientWidth;
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
  const source = data && window.filRougeTexts?.get(data.source);
  if (!source) return; // the carrier of the text will tell
  state.root.style.height = `${data.height}px`;
  state.editable = data.editable;
  state.codes = data.codes;
  state.codeById = new Map(data.codes.map((code) => [code.id, code]));
  const another = state.sourceId !== source.id;
  if (another) readSource(state, source);
  const points = state.table.toUnits;
  state.given = data.spans.map(([coding, start, end, code, coder, mine, pending, comment]) =>
    dressed(state, { coding, start: points(start), end: points(end), code, coder, mine, pending, comment }),
  );
  settle(state, data.answered || []);
  redraw(state);
  if (another) watchMargins(state);
  const focus = JSON.stringify(data.focus);
  if (data.focus && (another || focus !== state.focus)) {
    showPassage(state, { start: points(data.focus[0]), end: points(data.focus[1]) });
  }
  state.focus = focus;
  if (!state.card.box.hidden) refreshCard(state);
}

function readSource(state, source) {
  closePanels(state);
  Object.assign(state, { sourceId: source.id, text: source.text, laid: [], taken: new Map() });
  state.table = offsetTable(source.text);
  const units = state.table.toUnits;
  state.blocks = source.blocks.map(([kind, start, end, level, speaker, note]) => ({
    kind, start: units(start), end: units(end), level, speaker, note,
  }));
  state.starts = state.blocks.map((block) => block.start);
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
}

function dressed(state, span) {
  const code = state.codeById.get(span.code) || UNKNOWN;
  const { label, path, color, shape } = code;
  const { coding, start, end, mine, pending, coder } = span;
  const signature = [coding, start, end, label, color, shape, mine, pending, coder].join("\u001f");
  return { ...span, label, path, color: color || UNKNOWN.color, shape, signature };
}

// Drops the acts that the data confirm, and those Python has answered without keeping.
function settle(state, answered) {
  const now = Date.now();
  const same = (one) => (other) => one.start === other.start && one.end === other.end && one.code === other.code;
  let lost = false;
  const waits = (act) => {
    if (answered.includes(act.nonce)) act.limit = Math.min(act.limit, now + PATIENCE);
    lost ||= now >= act.limit;
    return now < act.limit;
  };
  state.laid = state.laid.filter((act) => !state.given.some((span) => span.mine && same(act)(span)) && waits(act));
  for (const [coding, act] of state.taken) {
    if (!state.given.some((span) => span.coding === coding) || !waits(act)) state.taken.delete(coding);
  }
  if (lost) tell(state, "Ce geste n’a pas été enregistré : le texte est remis comme avant.", true);
  clearTimeout(state.recheck);
  const limits = [...state.laid, ...state.taken.values()].map((act) => act.limit);
  if (limits.length) {
    state.recheck = setTimeout(() => {
      settle(state, []);
      redraw(state);
    }, Math.max(50, Math.min(...limits) - now + 20));
  }
}

// Draws what changed, and puts back the selection that redrawing a block would lose.
function redraw(state) {
  const laid = state.laid.map((act) => dressed(state, act));
  state.spans = state.given.filter((span) => !state.taken.has(span.coding) && span.end > span.start).concat(laid);
  state.spans.sort(byPlace);
  giveLanes(state.spans);
  const focused = document.activeElement;
  const selected = document.activeElement === state.palette.field ? null : selectedPassage(state);
  const changed = drawBlocks(state);
  if (!changed.length) return;
  if (selected) select(state, selected);
  if (focused && !focused.isConnected) state.scroll.focus({ preventScroll: true });
  if (!state.palette.box.hidden) paint(state, "passage", state.palette.passage);
  if (!state.card.box.hidden) light(state, state.card.codings);
  changed.forEach((index) => state.marginDue?.add(index));
  if (state.inView) requestAnimationFrame(() => drawMargins(state));
}

// ---- acts out

function lay(state, codes) {
  const { passage } = state.palette;
  const { toPoints } = state.table;
  const words = state.text.slice(passage.start, passage.end);
  const nonce = state.send("apply", { start: toPoints(passage.start), end: toPoints(passage.end), text: words, codes });
  codes.forEach((code, n) => {
    const coding = `${nonce}-${n}`;
    const known = { mine: true, pending: false, comment: "" };
    const act = { coding, ...passage, code, coder: "moi", ...known, waiting: true, nonce };
    state.laid.push({ ...act, limit: Date.now() + LONG_PATIENCE });
  });
  closePalette(state, true);
  redraw(state);
  const one = state.codeById.get(codes[0])?.label;
  tell(state, codes.length > 1 ? `${codes.length} codes posés.` : `Code posé : ${one}.`);
}

function take(state, span) {
  const nonce = state.send("remove", { coding: span.coding });
  state.taken.set(span.coding, { nonce, limit: Date.now() + LONG_PATIENCE });
  redraw(state);
  refreshCard(state);
  tell(state, `Codage retiré : ${span.label}.`);
}

function pick(state, spans) {
  const known = spans.filter((span) => !span.waiting);
  if (!known.length) return;
  const { toPoints } = state.table;
  const codings = known.map((span) => span.coding);
  state.send("pick", { codings, start: toPoints(known[0].start), end: toPoints(known[0].end) });
}

// Said to screen readers; shown as well when it is bad news.
function tell(state, words, alert = false) {
  state.told.textContent = words;
  state.told.classList.toggle("fr-coder-alert", alert);
  clearTimeout(state.telling);
  if (alert) state.telling = setTimeout(() => tell(state, ""), 6000);
}

// ---- palette and card

function startPalette(state, passage, takeKeyboard) {
  if (!state.editable || !passage) return;
  closeCard(state, false);
  const here = state.spans.filter((s) => s.mine && s.start === passage.start && s.end === passage.end);
  openPalette(state.palette, {
    codes: state.codes,
    passage,
    words: state.text.slice(passage.start, passage.end),
    present: new Set(here.map((span) => span.code)),
    takeKeyboard,
  });
  paint(state, "passage", passage);
  placePanel(state, state.palette.box, passage);
}

function closePalette(state, backToText) {
  if (state.palette.box.hidden) return;
  state.palette.box.hidden = true;
  paint(state, "passage", null);
  if (!backToText) return;
  state.scroll.focus({ preventScroll: true });
  select(state, state.palette.passage);
}

function startCard(state, mark, point) {
  closePalette(state, false);
  const ids = mark.dataset.ids.split(" ");
  const here = state.spans.filter((span) => ids.includes(span.coding));
  here.sort((a, b) => a.end - a.start - (b.end - b.start)); // the narrowest passage is the one that was aimed at
  state.cardFrom = here[0];
  fillCard(state.card, here, state.editable);
  state.cardSignature = cardSignature(state, here);
  placePanel(state, state.card.box, { start: firstUnit(mark), end: firstUnit(mark) + mark.textContent.length }, point);
  light(state, state.card.codings);
  const { box } = state.card;
  if (!point) (box.querySelector(".fr-coder-coding-acts button") || box.querySelector("button")).focus();
  pick(state, here);
}

function firstUnit(mark) {
  return lettersIn(mark).nextNode().frAt;
}

function cardSignature(state, spans) {
  return spans.map((span) => span.signature + span.comment).join("|") + state.editable;
}

function refreshCard(state) {
  const here = state.card.codings.map((id) => state.spans.find((span) => span.coding === id)).filter(Boolean);
  if (!here.length) return closeCard(state, true);
  const signature = cardSignature(state, here);
  if (signature === state.cardSignature) return;
  state.cardSignature = signature;
  const wasIn = state.card.box.contains(document.activeElement);
  fillCard(state.card, here, state.editable);
  if (wasIn) state.card.box.querySelector("button").focus();
}

function closeCard(state, backToText) {
  if (state.card.box.hidden) return;
  const wasIn = state.card.box.contains(document.activeElement);
  state.card.box.hidden = true;
  light(state, []);
  if (!backToText || !wasIn) return;
  const mark = state.cardFrom && piecesOf(state, state.cardFrom.coding)[0];
  (mark || state.scroll).focus({ preventScroll: true });
}

function closePanels(state) {
  closePalette(state, false);
  closeCard(state, false);
}
