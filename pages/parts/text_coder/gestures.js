// What mouse and finger do in the text: select, click a coding, follow a note. Turns gestures into calls to the coder.

function listenText(state) {
  const { scroll } = state;
  scroll.onpointerdown = (event) => {
    state.touched = event.pointerType === "touch";
    if (event.button !== 0) return;
    clearFocus(state);
    closePanels(state);
    hideTip(state);
    if (!state.touched) freeWords(event);
    const before = selectedPassage(state);
    // The button may be released outside the text.
    document.addEventListener("pointerup", (up) => setTimeout(() => released(state, up, before)), { once: true });
  };
  scroll.onclick = (event) => clicked(state, event);
  scroll.onkeydown = (event) => textKey(state, event);
  scroll.onkeyup = (event) => {
    if (event.key === "Shift") startPalette(state, selectedPassage(state), false);
  };
  scroll.onscroll = () => {
    hideTip(state);
    if (!state.palette.box.hidden) placePanel(state, state.palette.box, state.palette.passage);
    else if (!state.card.box.hidden) closeCard(state, false);
    drawWindow(state);
  };
  scroll.onmouseover = (event) => hovered(state, event.target);
  scroll.onmouseleave = () => hideTip(state);
  scroll.onfocus = () => drawCaret(state);
  scroll.onblur = () => drawCaret(state);
}

function hovered(state, target) {
  if (!state.card.box.hidden) return;
  const bar = target.closest(".fr-coder-margin [data-coding]");
  const mark = target.closest(".fr-coder-mark");
  const spans = bar ? state.spans.filter((span) => span.coding === bar.dataset.coding) : mark ? spansOf(state, mark) : [];
  if (!spans.length) {
    if (state.lit?.length) light(state, []);
    return hideTip(state);
  }
  light(state, spans.map((span) => span.coding));
  showTip(state, bar || mark, spans);
  if (state.palette.box.hidden) showCode(state, spans[0]);
}

// Pressed on selected words, the browser would drag them about; here one selects anew, often inside the last passage.
function freeWords(event) {
  const inWords = event.target instanceof Element && event.target.closest(".fr-coder-letters");
  if (inWords && !event.shiftKey && !event.target.closest("button")) document.getSelection().removeAllRanges();
}

// `before` is what was selected when the button went down: a click in the margin or on a note leaves it as it was.
function released(state, event, before) {
  if (!state.palette.box.hidden) return; // a double click has taken its sentence already
  const passage = selectedPassage(state);
  const anew = passage && !(before && before.start === passage.start && before.end === passage.end);
  caretFromSelection(state);
  if (anew && !state.touched) return startPalette(state, passage, true);
  if (anew) return;
  const target = event.target instanceof Element ? event.target : null;
  if (!target || !state.scroll.contains(target)) return;
  const bar = target.closest(".fr-coder-margin [data-coding]");
  const mark = bar ? piecesOf(state, bar.dataset.coding)[0] : target.closest(".fr-coder-mark");
  if (target.closest(".fr-coder-call")) followCall(state, target.closest(".fr-coder-call").dataset.note);
  else if (target.closest(".fr-coder-back")) followBack(state, target.closest(".fr-coder-back").dataset.back);
  else if (mark) startCard(state, mark, event);
}

// A double click takes the sentence, a triple one the paragraph, or what one person says in it.
function clicked(state, event) {
  const mark = event.target.closest(".fr-coder-mark");
  if (!event.detail && mark) return startCard(state, mark); // a screen reader's click comes without a pointer
  if (event.detail < 2 || !event.target.closest(".fr-coder-letters")) return;
  const at = offsetAtPoint(state, event.clientX, event.clientY);
  if (at === null) return;
  const stretches = event.detail === 2 ? state.sentences : state.turns;
  selectStretch(state, stretchAt(stretches, at));
  startPalette(state, selectedPassage(state), true);
}

// A finger selects with the handles of the system, which tell of no release: wait until they rest.
function selectionMoved(state) {
  if (!state.touched) return;
  clearTimeout(state.resting);
  state.resting = setTimeout(() => {
    const passage = selectedPassage(state);
    if (!passage) return;
    caretFromSelection(state);
    startPalette(state, passage, false);
  }, 450);
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
