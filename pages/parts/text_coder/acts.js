// What the person does, drawn at once and told to whoever keeps it. With a desk, gestures go to the server and what it
// refuses is taken back with its sentence; without one (a page that only places passages), they go to the page.

const PATIENCE = 2500; // ms an act answered by the page that left no trace stays drawn
const LONG_PATIENCE = 30000; // ms an act without answer from the page stays drawn
const REST = 500; // ms without a gesture before the panel beside the text is brought up to date

function lay(state, codes, label = "") {
  const { passage } = state.palette;
  const { toPoints } = state.table;
  const words = state.text.slice(passage.start, passage.end);
  const place = { start: toPoints(passage.start), end: toPoints(passage.end), text: words };
  const nonce = state.desk ? `${Date.now()}-${(state.sent = (state.sent || 0) + 1)}` : state.send("apply", { ...place, codes });
  const drawn = label ? [...codes, null] : codes;
  drawn.forEach((code, n) => {
    const known = { mine: true, pending: false, comment: "", fresh: code === null ? label : null };
    const act = { coding: `${nonce}-${n}`, ...passage, code, coder: "moi", ...known, waiting: true, nonce };
    state.laid.push({ ...act, limit: Date.now() + LONG_PATIENCE });
  });
  closePalette(state, true);
  redraw(state);
  const one = label || state.codeById.get(codes[0])?.label;
  tell(state, drawn.length > 1 ? `${drawn.length} codes posés.` : `Code posé : ${one}.`);
  if (!state.desk) return;
  codes.forEach((code) => usedNow(state, code));
  settleGesture(state, { act: "apply", ...place, codes, label }, {
    after: () => (state.laid = state.laid.filter((act) => act.nonce !== nonce)),
    refused: () => startPalette(state, passage, true), // what was chosen stays chosen
  });
}

function take(state, span) {
  const nonce = state.desk ? "" : state.send("remove", { coding: span.coding });
  state.taken.set(span.coding, { nonce, limit: Date.now() + LONG_PATIENCE });
  redraw(state);
  refreshCard(state);
  tell(state, `Codage retiré : ${span.label}.`);
  if (!state.desk) return;
  settleGesture(state, { act: "remove", coding: span.coding }, { after: () => state.taken.delete(span.coding) });
}

// Changes what a coding says: its code, dominance, certainty or comment. What was seen goes along, so that another
// window's change is not written over.
function say(state, span, values) {
  const seen = Object.fromEntries(["code", "dominant", "comment", ...FACETS].map((name) => [name, span[name]]));
  state.said.set(span.coding, { ...state.said.get(span.coding), ...values });
  redraw(state);
  refreshCard(state);
  settleGesture(state, { act: "revise", coding: span.coding, values, seen }, {
    after: () => state.said.delete(span.coding),
  });
}

const FACETS = ["certainty", "bearer", "addressee", "voice", "status", "visibility", "moment"];

// Undo or redo the person's last act, wherever in the study it was.
function turnBack(state, act) {
  closePanels(state);
  settleGesture(state, { act }, { words: (told) => told });
}

// Marks as read everything up to the paragraph of the caret.
function readUpTo(state) {
  startCaret(state);
  const { anchor, focus } = state.caret;
  const up_to = state.table.toPoints(Math.max(anchor, focus)) + (anchor === focus ? 1 : 0);
  settleGesture(state, { act: "read", up_to }, { words: (told) => told });
}

function favour(state, code, on) {
  const chosen = state.keys.chosen.filter((one) => one !== code);
  state.keys = { ...state.keys, chosen: on ? [...chosen, code] : chosen };
  settleGesture(state, { act: "favourite", code, on }, { quiet: true });
}

async function settleGesture(state, gesture, { after, refused, words, quiet } = {}) {
  const found = await perform(state, gesture);
  if (!found) return;
  const { status, answer } = found;
  after?.();
  if (status === 200) {
    learn(state, answer);
    redraw(state);
    if (words && answer.told) tell(state, `${words(answer.told)}.`, true);
    if (!quiet) noteChange(state, answer.made || null);
    return;
  }
  redraw(state);
  refreshCard(state);
  const away = "Fil rouge ne répond pas : ce geste n’est pas enregistré, recommencez dans un instant.";
  tell(state, answer.error || away, true, status === 422 && answer.error.includes("rouvrez-le") ? reopener(state) : null);
  if (refused && state.palette.box.hidden && state.card.box.hidden) refused();
  look(state);
}

function reopener(state) {
  const button = element("button", "fr-coder-reopen", "Rouvrir");
  button.type = "button";
  button.onclick = () => state.send("changed", { codings: null });
  return button;
}

// Has the panel beside the text follow, once the person rests: it runs the page, which need not run at each gesture.
function noteChange(state, codings) {
  if (codings) state.toShow = codings;
  clearTimeout(state.noting);
  state.noting = setTimeout(() => {
    const gone = state.gone;
    if (!gone) state.send("changed", { codings: state.toShow || null });
    state.toShow = null;
  }, REST);
}

function pick(state, spans) {
  const known = spans.filter((span) => !span.waiting);
  if (!known.length) return;
  const { toPoints } = state.table;
  const codings = known.map((span) => span.coding);
  clearTimeout(state.noting);
  state.noting = setTimeout(() => {
    state.send("pick", { codings, start: toPoints(known[0].start), end: toPoints(known[0].end) });
  }, state.desk ? 180 : 0);
}

// Without a desk: drops the acts that the data confirm, and those the page has answered without keeping.
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
