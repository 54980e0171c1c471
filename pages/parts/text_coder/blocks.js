// The text as elements: one per block, cut where codings begin or end. Redraws only the blocks whose codings changed.
// Corpus words only ever enter the page as text nodes; each such node knows the offset of its first unit (`node.frAt`).

const ITEM_SIGN = /^\s*([-–—•*·▪◦‣]|\(?[\dA-Za-z]{1,3}[.)°])\s/;

function element(tag, className, words) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words !== undefined) made.textContent = words;
  return made;
}

function textNode(state, start, end) {
  const node = document.createTextNode(state.text.slice(start, end));
  node.frAt = start;
  return node;
}

const CHUNK = 12; // blocks

// A run of blocks the browser leaves aside while it is out of view. One for each block would have it ask thousands of
// times a frame whether one came into view.
function openChunk(state, from) {
  const chunk = element("div", "fr-coder-chunk");
  Object.assign(chunk, { frFrom: from, frTo: from, frHeight: 0 });
  state.textEl.append(chunk);
  return chunk;
}

// Builds every block, without codings. Called when another text arrives.
function buildText(state) {
  state.textEl.replaceChildren();
  state.scroll.scrollTop = 0; // while empty, when it costs no layout
  state.blockEls = state.blocks.map((block, index) => {
    const box = element("div", `fr-coder-block fr-coder-${block.kind}`);
    box.dataset.block = index;
    if (block.kind === "heading") {
      box.setAttribute("role", "heading");
      box.setAttribute("aria-level", block.rank);
      box.classList.add(`fr-coder-level-${Math.min(4, block.level || 1)}`);
    }
    if (block.kind === "list_item" && ITEM_SIGN.test(state.text.slice(block.start, block.start + 8))) {
      box.classList.add("fr-coder-signed"); // the text brings its own bullet or number
    }
    if (block.kind === "list_item") box.style.setProperty("--fr-coder-depth", Math.max(0, (block.level || 1) - 1));
    const words = element("div", "fr-coder-words");
    if (block.kind === "footnote" && block.note) words.append(backButton(block.note));
    const holder = element("span", "fr-coder-letters");
    words.append(holder);
    box.append(words, element("div", "fr-coder-margin"));
    box.frLetters = holder;
    return box;
  });
  const firstNote = state.blocks.findIndex((block) => block.kind === "footnote");
  state.chunks = [];
  state.blockEls.forEach((box, index) => {
    if (index === firstNote) state.textEl.append(element("div", "fr-coder-notes-title", "Notes"));
    if (index % CHUNK === 0 || index === firstNote) state.chunks.push(openChunk(state, index));
    const chunk = state.chunks[state.chunks.length - 1];
    chunk.append(box);
    const { start, end } = state.blocks[index];
    chunk.frHeight += 28 * Math.ceil((end - start) / 66) + 12;
    chunk.frTo = index + 1;
    chunk.style.containIntrinsicSize = `auto ${chunk.frHeight}px`;
  });
  state.signatures = state.blocks.map(() => null);
}

function backButton(note) {
  const button = element("button", "fr-coder-back", `${note} ↩`);
  button.type = "button";
  button.dataset.back = note;
  button.tabIndex = -1; // the caret reaches it; Tab goes from coding to coding
  button.setAttribute("aria-label", `revenir à l’appel de la note ${note}`);
  return button;
}

function callButton(note) {
  const button = element("button", "fr-coder-call", note);
  button.type = "button";
  button.dataset.note = note;
  button.tabIndex = -1;
  button.setAttribute("aria-label", `note ${note}`);
  return button;
}

// Redraws the blocks whose codings are not those on the screen; answers their indexes.
function drawBlocks(state) {
  const found = spansByBlock(state.blocks, state.spans);
  const changed = [];
  found.forEach((spans, index) => {
    const signature = spans.map((s) => `${s.signature}${s.lane}`).join("|");
    if (signature === state.signatures[index]) return;
    state.signatures[index] = signature;
    drawBlock(state, index, spans);
    changed.push(index);
  });
  state.spansIn = found;
  return changed;
}

function speakerEnd(state, block) {
  if (!block.speaker) return block.start;
  const words = state.text.slice(block.start, block.start + block.speaker.length + 3);
  if (!words.startsWith(block.speaker)) return block.start;
  const colon = /^\s{0,2}:/.exec(words.slice(block.speaker.length));
  return block.start + block.speaker.length + (colon ? colon[0].length : 0);
}

function drawBlock(state, index, spans) {
  const block = state.blocks[index];
  const turn = speakerEnd(state, block);
  const calls = state.callsIn.get(index) || [];
  const cuts = new Set([block.start, block.end, turn]);
  for (const span of spans) {
    cuts.add(Math.max(span.start, block.start));
    cuts.add(Math.min(span.end, block.end));
  }
  for (const call of calls) cuts.add(call.at);
  const places = [...cuts].sort((a, b) => a - b);
  const drawn = document.createDocumentFragment();
  places.forEach((from, n) => {
    for (const call of calls) if (call.at === from) drawn.append(callButton(call.note));
    const to = places[n + 1];
    if (to === undefined) return;
    const covering = spans.filter((span) => span.start < to && span.end > from);
    const piece = covering.length ? markedPiece(state, from, to, covering) : textNode(state, from, to);
    drawn.append(to <= turn ? inBold(piece) : piece);
  });
  state.blockEls[index].frLetters.replaceChildren(drawn);
}

function inBold(piece) {
  const bold = element("b", "fr-coder-speaker");
  bold.append(piece);
  return bold;
}

function markedPiece(state, from, to, spans) {
  const mark = element("mark", "fr-coder-mark");
  mark.append(textNode(state, from, to));
  mark.style.cssText = pieceStyle(spans);
  mark.dataset.ids = spans.map((span) => span.coding).join(" ");
  if (spans.some((span) => span.pending)) mark.classList.add("fr-coder-pending");
  if (spans.some((span) => span.waiting)) mark.classList.add("fr-coder-waiting");
  if (spans.some((span) => span.start === from)) {
    // One stop per place, where codings begin: the label must hold the words, since it replaces them for a screen reader.
    const names = spans.map((span) => `${span.label} (${span.coder})`);
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-haspopup", "dialog");
    mark.setAttribute("aria-label", `${state.text.slice(from, to)} — codé : ${names.join(", ")}`);
  }
  return mark;
}

// The codings a drawn piece belongs to, the narrowest first: that is the one that was aimed at.
function spansOf(state, mark) {
  const ids = new Set(mark.dataset.ids.split(" "));
  return state.spans
    .filter((span) => ids.has(span.coding))
    .sort((a, b) => a.end - a.start - (b.end - b.start) || byPlace(a, b));
}

// The drawn pieces of a coding, sought only in the blocks where it stands: there are thousands of others.
function piecesOf(state, coding) {
  const span = state.spans.find((one) => one.coding === coding);
  if (!span) return [];
  const wanted = `mark[data-ids~="${CSS.escape(coding)}"]`;
  const found = [];
  for (let index = blockAt(state, span.start); index < state.blocks.length; index++) {
    if (state.blocks[index].start >= span.end) break;
    found.push(...state.blockEls[index].querySelectorAll(wanted));
  }
  return found;
}

// Lights the pieces of the given codings, and only those.
function light(state, codings) {
  for (const piece of state.lit || []) piece.classList.remove("fr-coder-lit");
  state.lit = codings.flatMap((coding) => [...piecesOf(state, coding)]);
  for (const piece of state.lit) piece.classList.add("fr-coder-lit");
}
