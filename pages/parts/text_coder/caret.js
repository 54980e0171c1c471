// The caret of the reading text, which has none of its own: where it stands, what it has selected, how it is drawn.
// `state.caret` is { anchor, focus } in units of the text; the browser's selection follows it, never the other way but
// when a mouse or a finger has selected.

function caretPassage(state) {
  const { caret } = state;
  if (!caret || caret.anchor === caret.focus) return null;
  return trimmed(state.text, Math.min(caret.anchor, caret.focus), Math.max(caret.anchor, caret.focus));
}

// Takes the caret from what the browser has selected.
function caretFromSelection(state) {
  const selection = document.getSelection();
  if (!selection.rangeCount || !state.textEl.contains(selection.focusNode)) return;
  const focus = offsetAt(state, selection.focusNode, selection.focusOffset);
  const inside = state.textEl.contains(selection.anchorNode);
  const anchor = selection.isCollapsed || !inside ? focus : offsetAt(state, selection.anchorNode, selection.anchorOffset);
  state.caret = { anchor, focus };
  state.goal = null;
  drawCaret(state);
}

// Puts the caret somewhere; with `extending` the other end of the selection stays.
function putCaret(state, focus, extending) {
  const anchor = extending && state.caret ? state.caret.anchor : focus;
  state.caret = { anchor, focus };
  const selection = document.getSelection();
  const from = placeOf(state, anchor, anchor > focus || anchor === state.text.length);
  const to = placeOf(state, focus, focus > anchor || focus === state.text.length);
  if (from && to) selection.setBaseAndExtent(from.node, from.place, to.node, to.place);
  revealCaret(state);
  drawCaret(state);
}

function selectStretch(state, stretch) {
  if (!stretch) return;
  state.caret = { anchor: stretch.start, focus: stretch.start };
  putCaret(state, stretch.end, true);
}

// The line on the screen where a place stands, as a rectangle.
function caretRect(state, at) {
  const place = placeOf(state, at, at > 0 && state.blocks.some((block) => block.end === at));
  if (!place) return null;
  const range = document.createRange();
  range.setStart(place.node, place.place);
  range.collapse(true);
  let [rect] = range.getClientRects();
  if (!rect && place.node.length) {
    const last = place.place >= place.node.length;
    range.setStart(place.node, last ? place.node.length - 1 : place.place);
    range.setEnd(place.node, last ? place.node.length : place.place + 1);
    const [near] = range.getClientRects();
    if (near) rect = new DOMRect(last ? near.right : near.left, near.top, 0, near.height);
  }
  return rect || null;
}

function revealCaret(state) {
  const rect = caretRect(state, state.caret.focus);
  const frame = state.scroll.getBoundingClientRect();
  if (!rect) return;
  if (rect.bottom > frame.bottom - 24 || rect.top < frame.top + 8) {
    state.scroll.scrollTop += rect.top - frame.top - frame.height / 3;
  }
}

function drawCaret(state) {
  const { caret, caretEl } = state;
  const shown = caret && caret.anchor === caret.focus && state.text && document.activeElement && keyboardIn(state);
  const rect = shown && caretRect(state, caret.focus);
  // Never taken out of the layout: putting it back would have the browser lay the whole text out again.
  caretEl.style.visibility = rect ? "visible" : "hidden";
  if (!rect) return;
  const base = state.textEl.getBoundingClientRect();
  caretEl.style.left = `${(rect.left - base.left).toFixed(1)}px`;
  caretEl.style.top = `${(rect.top - base.top).toFixed(1)}px`;
  caretEl.style.height = `${rect.height}px`;
}

function keyboardIn(state) {
  return document.activeElement === state.scroll || state.textEl.contains(document.activeElement);
}

// The caret begins at the first block in view.
function startCaret(state) {
  if (state.caret) return;
  const top = state.scroll.getBoundingClientRect().top + 10;
  const first = Math.max(0, state.blockEls.findIndex((box) => box.getBoundingClientRect().bottom > top));
  state.caret = { anchor: state.starts[first] || 0, focus: state.starts[first] || 0 };
}

function offsetAtPoint(state, x, y) {
  let node;
  let place;
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    [node, place] = [found?.offsetNode, found?.offset];
  } else {
    const found = document.caretRangeFromPoint(x, y);
    [node, place] = [found?.startContainer, found?.startOffset];
  }
  const inWords = node && (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.(".fr-coder-letters");
  return inWords && state.textEl.contains(inWords) ? offsetAt(state, node, place) : null;
}

// One line, or one window, up or down. The column the person started from is kept over short lines.
function moveByLine(state, down, page) {
  const at = state.caret.focus;
  let rect = caretRect(state, at);
  if (!rect) return at;
  state.goal ??= rect.left;
  const frame = state.scroll.getBoundingClientRect();
  const step = page ? frame.height * 0.8 : 0;
  const beyond = down ? rect.bottom + step + 40 > frame.bottom : rect.top - step - 40 < frame.top;
  if (beyond) {
    state.scroll.scrollTop += (down ? 1 : -1) * Math.max(step, 120);
    rect = caretRect(state, at) || rect;
  }
  for (let reach = step + rect.height * 0.6; reach < step + 260; reach += 8) {
    const y = down ? rect.bottom + reach - rect.height / 2 + 2 : rect.top - reach + rect.height / 2 - 2;
    const found = offsetAtPoint(state, state.goal, y);
    if (found !== null && (down ? found > at : found < at)) return found;
  }
  return at;
}

// The start or the end of the line one is on.
function moveToEdge(state, end) {
  const rect = caretRect(state, state.caret.focus);
  const words = state.blockEls[blockAt(state, state.caret.focus)]?.frLetters.parentElement.getBoundingClientRect();
  if (!rect || !words) return state.caret.focus;
  const found = offsetAtPoint(state, end ? words.right - 2 : words.left + 2, rect.top + rect.height / 2);
  return found ?? state.caret.focus;
}
