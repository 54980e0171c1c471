// From what is selected on the screen to offsets, and back. Owns nothing.

function lettersIn(root) {
  return document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.frAt === undefined ? NodeFilter.FILTER_SKIP : NodeFilter.FILTER_ACCEPT,
  );
}

// Offset of a place in the document: inside a text node, or before the next words that follow it.
function offsetAt(state, node, place) {
  if (node.nodeType === Node.TEXT_NODE && node.frAt !== undefined) return node.frAt + place;
  const walker = lettersIn(state.textEl);
  const child = node.nodeType === Node.TEXT_NODE ? node : node.childNodes[place];
  if (child) {
    if (child.frAt !== undefined) return child.frAt;
    walker.currentNode = child;
    const next = walker.nextNode();
    return next ? next.frAt : state.text.length;
  }
  // After the last child: skip the whole of `node`.
  let after = node;
  while (after && after !== state.textEl && !after.nextSibling) after = after.parentNode;
  if (!after || after === state.textEl) return state.text.length;
  walker.currentNode = after.nextSibling;
  if (after.nextSibling.frAt !== undefined) return after.nextSibling.frAt;
  const next = walker.nextNode();
  return next ? next.frAt : state.text.length;
}

// The passage selected in this text, without the white space at its ends; null if there is none.
function selectedPassage(state) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !state.textEl.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const inside = (node) => state.textEl.contains(node);
  const start = inside(range.startContainer) ? offsetAt(state, range.startContainer, range.startOffset) : 0;
  const end = inside(range.endContainer) ? offsetAt(state, range.endContainer, range.endOffset) : state.text.length;
  return trimmed(state.text, start, end);
}

function blockAt(state, unit) {
  return Math.max(0, countBelow(state.starts, unit + 1) - 1);
}

// The text node and place of an offset. `ending` prefers the end of the words before over the start of those after.
function placeOf(state, unit, ending) {
  const walker = lettersIn(state.blockEls[blockAt(state, ending ? unit - 1 : unit)]);
  let node = walker.nextNode();
  let last = node;
  while (node) {
    const end = node.frAt + node.length;
    if (unit < end || (ending && unit === end)) return { node, place: Math.max(0, unit - node.frAt) };
    last = node;
    node = walker.nextNode();
  }
  return last && { node: last, place: last.length };
}

function rangeOf(state, passage) {
  const from = placeOf(state, passage.start, false);
  const to = placeOf(state, passage.end, true);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.place);
  range.setEnd(to.node, to.place);
  return range;
}

// The same passage, one range a block, so that the margins in between are left out. `only` restricts to some blocks.
function rangesOf(state, passage, only) {
  const ranges = [];
  for (let index = blockAt(state, passage.start); index < state.blocks.length; index++) {
    const block = state.blocks[index];
    if (block.start >= passage.end) break;
    if (only && !only.has(index)) continue;
    const start = Math.max(passage.start, block.start);
    const end = Math.min(passage.end, block.end);
    const range = start < end && rangeOf(state, { start, end });
    if (range) ranges.push(range);
  }
  return ranges;
}

function select(state, passage) {
  const range = passage && rangeOf(state, passage);
  if (!range) return;
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

// Paints a passage without touching the selection nor the elements, so that the palette's field can hold the keyboard.
function paint(state, name, passage) {
  if (!CSS.highlights) return;
  const ranges = passage ? rangesOf(state, passage) : [];
  if (ranges.length) CSS.highlights.set(`fr-coder-${name}`, new Highlight(...ranges));
  else CSS.highlights.delete(`fr-coder-${name}`);
}

// Brings a passage to the upper third and lights it. Twice, because blocks out of view only have an estimated
// height.
function showPassage(state, passage, name = "focus") {
  const box = state.blockEls[blockAt(state, passage.start)];
  if (!box) return;
  const settle = () => {
    const range = rangeOf(state, { start: passage.start, end: Math.min(passage.start + 1, passage.end) });
    const rect = (range || box).getBoundingClientRect();
    const frame = state.scroll.getBoundingClientRect();
    state.scroll.scrollTop += rect.top - frame.top - frame.height / 3;
  };
  settle();
  requestAnimationFrame(() => {
    settle();
    requestAnimationFrame(settle);
  });
  paint(state, name, passage);
  state.focused = true;
  state.caret = { anchor: passage.start, focus: passage.start };
}

// The passage that was asked for stays lit until the person does something in the text.
function clearFocus(state) {
  if (!state.focused) return;
  state.focused = false;
  paint(state, "focus", null);
}

// Where a panel goes: under the passage if there is room, above it if not, always inside the component.
// With `point` (the mouse), the line under it stands for the whole passage.
function placePanel(state, panel, passage, point) {
  const frame = state.root.getBoundingClientRect();
  let rects = rangesOf(state, passage, state.inView).flatMap((range) => [...range.getClientRects()]);
  rects = rects.filter(
    (rect) => rect.bottom > frame.top && rect.top < frame.bottom && rect.width,
  );
  if (point) rects = [new DOMRect(point.clientX - 1, point.clientY - 10, 2, 24)];
  const last = rects[rects.length - 1] || frame;
  const first = rects[0] || frame;
  const below = last.bottom - frame.top + 10;
  const above = first.top - frame.top - panel.offsetHeight - 6;
  const room = frame.height - panel.offsetHeight - 8;
  const top = below <= room ? below : above >= 4 ? above : Math.max(4, room);
  const middle = last.right - frame.left - panel.offsetWidth / 2;
  let left = Math.min(Math.max(8, middle), frame.width - panel.offsetWidth - 34);
  if (point && top !== below && top !== above) {
    // No room above nor below: beside the mouse, never under it, or a double click would fall on the panel.
    const x = point.clientX - frame.left;
    left = x + 20 + panel.offsetWidth < frame.width - 34 ? x + 20 : Math.max(4, x - 20 - panel.offsetWidth);
  }
  panel.style.top = `${Math.round(top)}px`;
  panel.style.left = `${Math.round(left)}px`;
}
