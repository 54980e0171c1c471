// What mouse and keyboard do in the text: select, click a highlight, follow a note. Turns gestures into calls to the
// coder.

function listenText(state) {
  const { scroll } = state;
  scroll.onpointerdown = (event) => {
    if (event.button !== 0) return;
    closePanels(state);
    paint(state, "caret", null);
    freeWords(event);
    const before = selectedPassage(state);
    const unfocused = keepFromFocus(event);
    // The button may be released outside the text.
    document.addEventListener(
      "pointerup",
      (up) => {
        unfocused?.setAttribute("tabindex", "0");
        setTimeout(() => released(state, up, before));
      },
      { once: true },
    );
  };
  scroll.onkeydown = (event) => textKey(state, event);
  scroll.onkeyup = (event) => {
    if (event.key === "Shift") startPalette(state, selectedPassage(state), false);
  };
  scroll.onscroll = () => {
    if (!state.palette.box.hidden) placePanel(state, state.palette.box, state.palette.passage);
    else if (!state.card.box.hidden) closeCard(state, false);
  };
  scroll.onmouseover = (event) => {
    const stripe = event.target.closest(".fr-coder-margin [data-coding]");
    if (stripe) light(state, [stripe.dataset.coding]);
    else if (state.card.box.hidden && state.lit?.length) light(state, []);
  };
}

// A highlight that takes the focus under the mouse makes Chromium clear a selection that begins just before it.
function keepFromFocus(event) {
  const mark = event.target instanceof Element ? event.target.closest('.fr-coder-mark[tabindex="0"]') : null;
  mark?.removeAttribute("tabindex");
  return mark;
}

// Pressed on selected words, the browser would drag them about; here one selects anew, often inside the last passage.
function freeWords(event) {
  const inWords = event.target instanceof Element && event.target.closest(".fr-coder-letters");
  if (inWords && !event.shiftKey && !event.target.closest("button")) document.getSelection().removeAllRanges();
}

// `before` is what was selected when the button went down: a click in the margin or on a note leaves it as it was.
function released(state, event, before) {
  const passage = selectedPassage(state);
  const anew = passage && !(before && before.start === passage.start && before.end === passage.end);
  if (anew) return startPalette(state, passage, true);
  const target = event.target instanceof Element ? event.target : null;
  if (!target || !state.scroll.contains(target)) return;
  const stripe = target.closest(".fr-coder-margin [data-coding]");
  const mark = stripe ? piecesOf(state, stripe.dataset.coding)[0] : target.closest(".fr-coder-mark");
  if (target.closest(".fr-coder-call")) followCall(state, target.closest(".fr-coder-call").dataset.note);
  else if (target.closest(".fr-coder-back")) followBack(state, target.closest(".fr-coder-back").dataset.back);
  else if (mark) startCard(state, mark, event);
}

function textKey(state, event) {
  const { palette } = state;
  if (!palette.box.hidden) return whilePaletteWaits(state, event);
  const target = event.target;
  const passage = selectedPassage(state);
  if (event.key === "Escape") return closePanels(state);
  if (event.key === "Enter" || event.key === " ") {
    if (target.classList.contains("fr-coder-mark")) startCard(state, target);
    else if (target.dataset.note) followCall(state, target.dataset.note);
    else if (target.dataset.back) followBack(state, target.dataset.back);
    else if (passage && event.key === "Enter") startPalette(state, passage, true);
    else return;
    event.preventDefault();
  } else {
    moveCaret(state, event);
  }
}

// The palette was opened by a keyboard selection: the arrows with Shift go on extending it, all else goes to the
// palette.
function whilePaletteWaits(state, event) {
  event.stopPropagation();
  if (event.shiftKey && event.key.startsWith("Arrow")) return moveCaret(state, event);
  if (paletteKey(state.palette, event)) return;
  const typed = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  if (typed || ["Dead", "Backspace", "Tab"].includes(event.key)) {
    state.palette.field.focus({ preventScroll: true });
    if (event.key === "Tab") event.preventDefault();
  }
}

// A reading text has no caret of its own: the side arrows move one word by word, and Shift with the arrows extends
// from it,
// by character or line, by word with Ctrl or Alt.
function moveCaret(state, event) {
  const side = event.key === "ArrowLeft" || event.key === "ArrowRight";
  if (!side && !(event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown"))) return;
  event.preventDefault();
  const selection = document.getSelection();
  const way = event.key === "ArrowRight" || event.key === "ArrowDown" ? "forward" : "backward";
  const there = selection.rangeCount && state.textEl.contains(selection.anchorNode);
  if (!there) startCaret(state, selection);
  else if (!event.shiftKey) selection.modify("move", way, "word");
  const step = event.ctrlKey || event.altKey ? "word" : "character";
  if (event.shiftKey) selection.modify("extend", way, side ? step : "line");
  showCaret(state, selection);
}

// The caret begins at the first block in view.
function startCaret(state, selection) {
  const top = state.scroll.getBoundingClientRect().top + 10;
  const first = state.blockEls.findIndex((box) => box.getBoundingClientRect().bottom > top);
  const place = first >= 0 && placeOf(state, state.starts[first], false);
  if (place) selection.collapse(place.node, place.place);
}

function showCaret(state, selection) {
  if (!selection.rangeCount || !state.textEl.contains(selection.focusNode)) return;
  const at = offsetAt(state, selection.focusNode, selection.focusOffset);
  const word = /^\s*\S*/.exec(state.text.slice(at, at + 60))[0].length;
  const seen = selection.isCollapsed && { start: at, end: Math.min(state.text.length, at + Math.max(1, word)) };
  paint(state, "caret", seen);
  const rect = selection.getRangeAt(0).getBoundingClientRect();
  const frame = state.scroll.getBoundingClientRect();
  if (rect.height && (rect.bottom > frame.bottom - 20 || rect.top < frame.top)) {
    state.scroll.scrollTop += rect.top - frame.top - frame.height / 3;
  }
}

function followCall(state, note) {
  const block = state.blocks.find((one) => one.kind === "footnote" && one.note === note);
  if (block) showPassage(state, block);
}

function followBack(state, note) {
  for (const [index, calls] of state.callsIn) {
    const call = calls.find((one) => one.note === note);
    if (call) {
      const start = Math.max(state.starts[index], call.at - 40);
      return showPassage(state, { start, end: Math.max(call.at, start + 1) });
    }
  }
}
