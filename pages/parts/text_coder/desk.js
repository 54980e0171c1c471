// The way to the server: the text, what changed in its codings, and what the person does. A ticket given by the page says
// who asks; when it is over, the page is asked for another. Draws nothing.

const HEADER = "x-fil-rouge-billet";
const EVERY = 4000; // ms between two looks at what others did, while the page is in view
const TRIES = [400, 1200, 3000]; // ms to wait before asking again a server that does not answer

// Asks the server; answers { status, answer }, status 0 when it cannot be reached.
async function ask(state, path, options = {}) {
  const { desk } = state;
  try {
    const response = await fetch(`${desk.address}/${desk.version}${path}`, {
      ...options,
      headers: { [HEADER]: desk.ticket, ...(options.body ? { "content-type": "application/json" } : {}) },
    });
    const answer = await response.json().catch(() => ({}));
    return { status: response.status, answer };
  } catch {
    return { status: 0, answer: {} };
  }
}

// The same, with patience: a ticket that is over is renewed, a server that is away is waited for.
async function askAgain(state, path, options) {
  let found = await ask(state, path, options);
  for (const wait of TRIES) {
    if (found.status === 401) await renewed(state);
    else if (found.status === 0 || found.status >= 500) await new Promise((done) => setTimeout(done, wait));
    else return found;
    if (state.gone) return found;
    found = await ask(state, path, options);
  }
  return found;
}

// Asks the page for another ticket, and waits for it.
function renewed(state) {
  state.renewals ??= [];
  const waiting = new Promise((done) => {
    state.renewals.push(done);
    setTimeout(done, 6000);
  });
  if (state.renewals.length === 1) state.send("changed", { codings: null });
  return waiting;
}

function takeTicket(state, desk) {
  const another = state.desk?.ticket !== desk.ticket;
  state.desk = desk;
  if (!another || !state.renewals) return;
  for (const done of state.renewals.splice(0)) done();
}

// The text of the version, from what this browser page already holds if it does.
async function fetchText(state) {
  const { version } = state.desk;
  const kept = (window.filRougeTexts ??= new Map());
  const known = kept.get(version);
  if (known) return known;
  const { status, answer } = await askAgain(state, "");
  if (status !== 200) {
    tell(state, answer.error || "Le texte n’arrive pas : vérifiez que Fil rouge est lancé, puis rechargez la page.", true);
    return null;
  }
  kept.set(version, answer);
  while (kept.size > 3) kept.delete(kept.keys().next().value); // memory stays bounded
  return answer;
}

// What changed since what is drawn; everything at first. Answers whether it could be asked.
async function look(state) {
  const { desk } = state;
  const { status, answer } = await askAgain(state, `/codages?depuis=${state.revision || 0}`);
  if (state.desk?.version !== desk.version || state.gone) return false;
  if (status === 200) learn(state, answer);
  return status === 200;
}

function keepLooking(state) {
  clearInterval(state.looking);
  state.looking = setInterval(async () => {
    if (document.visibilityState !== "visible" || state.busy || !state.revision) return;
    state.busy = true;
    await look(state);
    state.busy = false;
  }, EVERY);
}

// Takes what the server told: an answer older than what is known has nothing new.
function learn(state, told) {
  if (told.codes) takeCodes(state, told.codes, told.keys);
  if (told.people) state.people = told.people;
  if (told.revision === undefined || told.revision < (state.revision || 0)) return;
  state.revision = told.revision;
  if (told.whole) state.rows = new Map();
  for (const coding of told.gone) state.rows.delete(coding);
  for (const row of told.rows) state.rows.set(row[0], readRow(state, row));
  const changed = told.whole || told.gone.length || told.rows.length;
  if (changed) state.given = [...state.rows.values()].sort(byPlace);
  if (changed || told.codes) {
    redraw(state);
    if (!state.card.box.hidden) refreshCard(state);
  }
}

const ROW = ["coding", "start", "end", "code", "coderId", "passage", "state", "dominant", "certainty", "bearer",
  "addressee", "voice", "status", "visibility", "moment", "comment"];

function readRow(state, row) {
  const span = Object.fromEntries(ROW.map((name, n) => [name, row[n]]));
  span.start = state.table.toUnits(span.start);
  span.end = state.table.toUnits(span.end);
  span.mine = span.coderId === state.desk.me;
  span.coder = state.people[span.coderId] || "quelqu’un";
  span.dominant = Boolean(span.dominant);
  span.pending = span.state === "doubtful" || span.state === "modified";
  return dressed(state, span);
}

// Whether a coding is among those the person asked to see.
function asked(span, filter) {
  if (!filter) return true;
  if (filter.who === "mine" && !span.mine) return false;
  if (filter.who === "others" && span.mine) return false;
  if (filter.codes.length && !filter.codes.includes(span.code)) return false;
  if (filter.coders.length && !filter.coders.includes(span.coderId)) return false;
  if (filter.dominant && !span.dominant) return false;
  return Object.entries(filter.facets).every(([facet, values]) => !values.length || values.includes(span[facet]));
}

// Gestures go one after the other, so that undoing follows what was done.
function perform(state, gesture) {
  const { version } = state.desk;
  const turn = async () => {
    if (state.desk?.version !== version || state.gone) return null;
    state.busy = true;
    const body = JSON.stringify({ ...gesture, since: state.revision || 0 });
    const found = await askAgain(state, "/gestes", { method: "POST", body });
    state.busy = false;
    return found;
  };
  const doing = (state.doing || Promise.resolve()).then(turn, turn);
  state.doing = doing;
  return doing;
}
