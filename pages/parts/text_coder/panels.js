// Palette and card over the text: when they open and close, and for which passage.

function startPalette(state, passage, takeKeyboard, revising = null) {
  if (!state.editable || !passage) return;
  closeCard(state, false);
  hideTip(state);
  const here = state.spans.filter((s) => s.mine && s.start === passage.start && s.end === passage.end);
  openPalette(state.palette, {
    codes: state.codes,
    keys: quickCodes(state),
    chosen: new Set(state.keys?.chosen || []),
    passage,
    words: state.text.slice(passage.start, passage.end),
    present: new Set(here.map((span) => span.code)),
    takeKeyboard,
    revising,
    mayAdd: Boolean(state.desk) && !revising,
  });
  paint(state, "passage", passage);
  placePanel(state, state.palette.box, passage);
}

// What stands under the keys 1 to 9: the favourites, then the codes used last, which keep their key while one works.
function quickCodes(state) {
  if (!state.desk) return [];
  const usable = (id) => state.codeById.get(id)?.applicable;
  const chosen = state.keys.chosen.filter(usable);
  const others = state.keys.recent.filter((id) => usable(id) && !chosen.includes(id));
  return [...chosen, ...others].slice(0, 9);
}

// A code just used takes the last key when it has none: the others do not move under the fingers.
function usedNow(state, code) {
  const { recent, chosen } = state.keys;
  if (!code || recent.includes(code) || chosen.includes(code)) return;
  const room = 9 - chosen.length;
  state.keys.recent = [...recent.slice(0, Math.max(0, room - 1)), code];
}

function closePalette(state, backToText) {
  if (state.palette.box.hidden) return;
  state.palette.box.hidden = true;
  paint(state, "passage", null);
  if (!backToText) return;
  state.scroll.focus({ preventScroll: true });
  select(state, state.palette.passage);
  caretFromSelection(state);
}

function startCard(state, mark, point) {
  closePalette(state, false);
  hideTip(state);
  const spans = spansOf(state, mark);
  const start = firstUnit(mark);
  openCard(state, spans, { start, end: start + mark.textContent.length }, point);
}

// The codings where the caret stands; answers whether there are any.
function startCardAt(state) {
  if (!state.caret) return false;
  const at = state.caret.focus;
  const mark = placeOf(state, at, false)?.node.parentElement.closest(".fr-coder-mark");
  if (mark) startCard(state, mark);
  return Boolean(mark);
}

function openCard(state, spans, place, point) {
  if (!spans.length) return;
  state.cardFrom = spans[0];
  fillCard(state.card, spans, cardRights(state));
  state.cardSignature = cardSignature(state, spans);
  placePanel(state, state.card.box, place, point);
  light(state, state.card.codings);
  showCode(state, spans[0]);
  const { box } = state.card;
  if (!point) (box.querySelector(".fr-coder-coding-acts button") || box.querySelector("button")).focus();
  pick(state, spans);
}

function cardRights(state) {
  return { editable: state.editable, full: Boolean(state.desk) };
}

function firstUnit(mark) {
  return lettersIn(mark).nextNode().frAt;
}

function cardSignature(state, spans) {
  return spans.map((span) => span.signature + span.comment + span.dominant + span.certainty).join("|") + state.editable;
}

function refreshCard(state) {
  if (state.card.box.hidden) return;
  const here = state.card.codings.map((id) => state.spans.find((span) => span.coding === id)).filter(Boolean);
  if (!here.length) return closeCard(state, true);
  const signature = cardSignature(state, here);
  if (signature === state.cardSignature) return;
  if (state.card.box.querySelector("textarea:focus")) return; // what is being written stays
  state.cardSignature = signature;
  const held = state.card.box.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
  fillCard(state.card, here, cardRights(state));
  if (!held) return;
  const buttons = [...state.card.box.querySelectorAll("button, select")];
  (buttons.find((button) => button.getAttribute("aria-label") === held) || buttons[0]).focus();
}

function closeCard(state, backToText) {
  if (state.card.box.hidden) return;
  const wasIn = state.card.box.contains(document.activeElement);
  state.card.box.hidden = true;
  light(state, []);
  if (!backToText || !wasIn) return;
  if (state.cardFrom) state.caret = { anchor: state.cardFrom.start, focus: state.cardFrom.start };
  state.scroll.focus({ preventScroll: true });
  drawCaret(state);
}

function closePanels(state) {
  closePalette(state, false);
  closeCard(state, false);
}
