// What the keyboard does in the text: moves and extends the caret, walks through the codings, opens palette and card.

function textKey(state, event) {
  clearFocus(state);
  if (!state.palette.box.hidden) return whilePaletteWaits(state, event);
  if (event.key === "Tab") return walk(state, event);
  state.leaving = false;
  if (event.key === "Escape") return escape(state);
  if (caretKey(state, event)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  actKey(state, event);
}

// Escape closes what is open, then gives up the selection, then lets the next Tab leave the text.
function escape(state) {
  const { caret } = state;
  const open = !state.card.box.hidden || (caret && caret.anchor !== caret.focus);
  closePanels(state);
  hideTip(state);
  if (caret) putCaret(state, caret.focus, false);
  state.leaving = !open;
}

function actKey(state, event) {
  const target = event.target;
  const passage = selectedPassage(state);
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "Enter" || event.key === " ") {
    if (target.dataset.note) followCall(state, target.dataset.note);
    else if (target.dataset.back) followBack(state, target.dataset.back);
    else if (passage && event.key === "Enter") startPalette(state, passage, true);
    else if (target.classList.contains("fr-coder-mark")) startCard(state, target);
    else if (!startCardAt(state)) return;
  } else if (plain && event.key.toLowerCase() === "s") selectStretch(state, here(state, state.sentences));
  else if (plain && event.key.toLowerCase() === "p") selectStretch(state, here(state, state.turns));
  else if (plain && state.desk && event.key.toLowerCase() === "l") readUpTo(state);
  else if (plain && event.key === "?") tell(state, HELP, true);
  else return;
  event.preventDefault();
  event.stopPropagation();
  if (/^[sp]$/i.test(event.key)) startPalette(state, selectedPassage(state), false);
}

const HELP =
  "Flèches : déplacer · Maj : sélectionner · Ctrl : par mot · Alt : par phrase · Ctrl+↑↓ : par paragraphe · " +
  "S : la phrase · P : le paragraphe · L : lu jusqu’ici · Entrée : coder ou ouvrir · Tab : codage suivant · Échap puis Tab : sortir";

function here(state, stretches) {
  startCaret(state);
  return stretchAt(stretches, state.caret.focus);
}

// The palette was opened by a keyboard selection: arrows with Shift go on extending it, all else goes to the palette.
function whilePaletteWaits(state, event) {
  event.stopPropagation();
  if (event.shiftKey && caretKey(state, event)) return event.preventDefault();
  if (paletteKey(state.palette, event)) return;
  const typed = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  if (typed || ["Dead", "Backspace", "Tab"].includes(event.key)) {
    state.palette.field.focus({ preventScroll: true });
    if (event.key === "Tab") event.preventDefault();
  }
}

// Moves the caret; answers true if the key was one of its own.
function caretKey(state, event) {
  const aim = AIMS[event.key];
  if (!aim || !state.text) return false;
  startCaret(state);
  const { shiftKey: extending } = event;
  const by = { word: event.ctrlKey || event.metaKey, sentence: event.altKey };
  const { caret } = state;
  const side = event.key === "ArrowLeft" || event.key === "ArrowRight";
  if (side && !extending && !by.word && !by.sentence && caret.anchor !== caret.focus) {
    const edge = event.key === "ArrowRight" ? Math.max : Math.min;
    putCaret(state, edge(caret.anchor, caret.focus), false);
    return true;
  }
  const there = aim(state, caret.focus, by);
  if (side || by.word || by.sentence) state.goal = null;
  putCaret(state, there, extending);
  return true;
}

const AIMS = {
  ArrowRight: (state, at, by) => sideways(state, at, by, true),
  ArrowLeft: (state, at, by) => sideways(state, at, by, false),
  ArrowDown: (state, at, by) => updown(state, at, by, true),
  ArrowUp: (state, at, by) => updown(state, at, by, false),
  PageDown: (state) => moveByLine(state, true, true),
  PageUp: (state) => moveByLine(state, false, true),
  Home: (state, at, by) => (by.word ? 0 : moveToEdge(state, false)),
  End: (state, at, by) => (by.word ? state.text.length : moveToEdge(state, true)),
};

function sideways(state, at, by, forward) {
  if (by.sentence) return moveByStretch(state.sentences, at, forward);
  if (by.word) return moveByWord(state.text, at, forward);
  return moveByCharacter(state.text, at, forward);
}

function updown(state, at, by, down) {
  if (by.sentence) return moveByStretch(state.sentences, at, down);
  if (by.word) return moveByStretch(state.turns, at, down);
  return moveByLine(state, down, false);
}

// Tab goes from one coding to the next, from where the caret is; after the last one, or after Escape, it leaves.
function walk(state, event) {
  if (state.leaving) {
    state.leaving = false;
    const edge = event.shiftKey ? state.root : state.endEl;
    edge.focus({ preventScroll: true });
    return;
  }
  const back = event.shiftKey;
  const at = state.caret ? state.caret.focus : -1;
  const starts = [...new Set(state.spans.map((span) => span.start))].sort((a, b) => a - b);
  const on = event.target.classList?.contains("fr-coder-mark") ? firstUnit(event.target) : null;
  const next = back
    ? starts.findLast((start) => start < (on ?? at))
    : starts.find((start) => (on === null ? start >= Math.max(0, at) : start > on));
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  focusMark(state, next);
}

// Brings the mark that begins at a place into view and gives it the keyboard.
function focusMark(state, start) {
  const place = placeOf(state, start, false);
  const mark = place?.node.parentElement.closest(".fr-coder-mark");
  if (!mark) return;
  state.caret = { anchor: start, focus: start };
  document.getSelection().collapse(place.node, place.place);
  // Focusable only while the keyboard is on it: under the mouse, a focus would make Chromium clear a selection that
  // begins just before.
  mark.tabIndex = -1;
  mark.onblur = () => mark.removeAttribute("tabindex");
  mark.focus({ preventScroll: true });
  revealCaret(state);
  drawCaret(state);
  const spans = spansOf(state, mark);
  light(state, spans.map((span) => span.coding));
  showTip(state, mark, spans);
  showCode(state, spans[0]);
}

// Undo and redo anywhere on the page but where one is writing: a field has its own.
function pageKey(state, event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !state.desk || !state.editable) return;
  const target = event.target instanceof Element ? event.target : document.body;
  const writes = target.closest("input, textarea, select, [contenteditable=true]");
  if (writes && !(writes === state.palette.field && !state.palette.field.value)) return;
  const key = event.key.toLowerCase();
  const act = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : null;
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  turnBack(state, act);
}
