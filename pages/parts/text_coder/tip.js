// What is said beside the text: the names of the codings under the mouse or the keyboard, the meaning of the code in hand
// (shown by the definition beside the text), and the sentences told to the person.

function makeTip() {
  const tip = element("div", "fr-coder-tip");
  tip.setAttribute("role", "tooltip");
  tip.id = `fr-coder-tip-${Math.random().toString(36).slice(2, 8)}`;
  tip.hidden = true;
  return tip;
}

function showTip(state, target, spans) {
  const { tip } = state;
  const lines = spans.map((span) => {
    const line = element("div", "fr-coder-tip-line");
    line.append(sample(span), sign(span), element("span", "", `${span.label} · ${span.coder}`));
    return line;
  });
  tip.replaceChildren(...lines);
  tip.hidden = false;
  const [rect] = target.getClientRects();
  const frame = state.root.getBoundingClientRect();
  if (!rect) return;
  const above = rect.top - frame.top - tip.offsetHeight - 5;
  const top = above > 2 ? above : rect.bottom - frame.top + 8;
  const left = Math.min(Math.max(6, rect.left - frame.left), frame.width - tip.offsetWidth - 26);
  tip.style.top = `${Math.round(top)}px`;
  tip.style.left = `${Math.round(left)}px`;
}

function hideTip(state) {
  state.tip.hidden = true;
}

// A sample of the line a coding is drawn with.
function sample(span) {
  const line = element("span", "fr-coder-sample");
  if (span.lane >= LINES) return line;
  line.style.backgroundImage = patternImage(span.lane, inked(span.color), "90deg");
  if (!span.mine) line.style.height = "1.5px";
  return line;
}

// Says which code is in hand, to whatever shows its definition.
function showCode(state, of) {
  const code = of && state.codeById?.get(of.code || of.id);
  if (!code || state.codeShown === code) return;
  state.codeShown = code;
  const branch = code.path.join("\u001f");
  const near = state.codes
    .filter((other) => other.id !== code.id && other.applicable && other.path.join("\u001f") === branch)
    .map((other) => ({ label: other.label, definition: other.definition, color: other.color, shape: other.shape }));
  window.filRougeCode = { ...code, near };
  window.dispatchEvent(new CustomEvent("fil-rouge-code", { detail: window.filRougeCode }));
}

// Said to screen readers; shown as well when it is asked for or is bad news.
function tell(state, words, shown = false, button = null) {
  state.told.replaceChildren(words);
  if (button) state.told.append(button);
  state.told.classList.toggle("fr-coder-alert", shown);
  clearTimeout(state.telling);
  if (shown) state.telling = setTimeout(() => tell(state, ""), Math.max(5000, 70 * words.length));
}
