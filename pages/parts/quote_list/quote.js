// One quote: its words, its margin, its neighbourhood, its acts. Draws from the data of Python and keeps nothing but
// what is unfolded; all words are set as text. Keys and choice are the affair of quote_list.js.

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = `fr-quotes-${name}`;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(label, title, act) {
  const made = element("button", "act", label);
  made.type = "button";
  made.title = title;
  made.tabIndex = -1; // reached by keys from the quote, and by Tab once the quote has the focus
  made.addEventListener("click", (event) => { event.stopPropagation(); act(made); });
  return made;
}

function drawQuote(state, quote) {
  const box = element("article", "quote");
  box.dataset.key = quote.key;
  box.tabIndex = -1;
  box.setAttribute("aria-label", [quote.speakers.join(", "), quote.paragraphs].filter(Boolean).join(", "));
  const tick = element("input", "tick");
  Object.assign(tick, { type: "checkbox", checked: state.chosen.has(quote.key), tabIndex: -1 });
  tick.setAttribute("aria-label", "Choisir ce passage");
  tick.addEventListener("change", () => state.choose(quote.key, tick.checked));
  const words = element("div", "words");
  box.append(tick, words, margin(state, quote, box));
  drawWords(state, quote, words);
  box.classList.toggle("fr-quotes-chosen", tick.checked);
  return box;
}

function drawWords(state, quote, words) {
  const open = state.unfolded.has(quote.key);
  words.replaceChildren();
  words.classList.toggle("fr-quotes-unfolded", open);
  if (!open) {
    words.append(element("p", "text", quote.text));
    for (const code of quote.codes) for (const said of code.said) if (said.comment) words.append(comment(said));
    return;
  }
  for (const near of quote.before) words.append(neighbour(near));
  const own = element("p", "own");
  const mark = element("mark", "text", quote.text);
  own.append(document.createTextNode(quote.leadIn), mark, document.createTextNode(quote.leadOut));
  words.append(own);
  for (const near of quote.after) words.append(neighbour(near));
  const foot = element("div", "foot");
  if (quote.more) foot.append(button("Plus de contexte", "Deux paragraphes de plus de chaque côté (+)", () => state.widen(quote.key)));
  foot.append(button("Replier", "Replier le contexte (c)", () => state.unfold(quote.key)));
  words.append(foot);
  for (const code of quote.codes) {
    for (const said of code.said) {
      if (said.facets) words.append(element("p", "facets", `${code.label}, ${said.who}\u00a0: ${said.facets}`));
      if (said.comment) words.append(comment(said));
    }
  }
}

function comment(said) {
  const line = element("p", "comment");
  line.append(element("span", "who", `${said.who}\u00a0: `), document.createTextNode(said.comment));
  return line;
}

function neighbour(near) {
  const line = element("p", "near");
  line.append(element("span", "number", `§ ${near.number}`), document.createTextNode(near.text));
  return line;
}

function margin(state, quote, box) {
  const side = element("div", "margin");
  if (quote.speakers.length) side.append(element("div", "speaker", quote.speakers.join(", ")));
  for (const code of quote.codes) {
    const line = element("div", "code");
    line.title = code.path;
    const sign = element("span", "sign", code.sign);
    sign.style.color = code.color;
    sign.setAttribute("aria-hidden", "true");
    line.append(sign, element("span", "label", code.label), element("span", "who", code.coders.join(" ; ")));
    side.append(line);
  }
  if (quote.state) side.append(element("div", "state", quote.state));
  const acts = element("div", "acts");
  const link = element("a", "place", quote.paragraphs);
  link.href = address(state, quote, "atelier");
  link.title = "Ouvrir à cette place dans l’atelier (o)";
  link.tabIndex = -1;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // the browser opens another tab
    event.preventDefault();
    state.open(quote, "workbench");
  });
  acts.append(
    link,
    button("Contexte", "Déplier ou replier ce qui est autour (c)", () => state.unfold(quote.key)),
    button("Lire", "Ouvrir le document à cette place (l)", () => state.open(quote, "document")),
    button("Copier", "Copier avec la référence (y)", (one) => copy(state, quote, one)),
  );
  side.append(acts);
  return side;
}

function address(state, quote, page) {
  const base = window.location.pathname.replace(/[^/]*$/, "");
  return `${base}${page}?document=${encodeURIComponent(quote.key.split(":")[0])}&at=${encodeURIComponent(quote.at)}`;
}

// A page served over http has no clipboard of its own: a field that is selected and copied works everywhere.
function copy(state, quote, from) {
  const field = element("textarea", "field");
  field.value = quote.copy;
  field.setAttribute("readonly", "");
  state.root.append(field);
  field.select();
  let done = false;
  try { done = document.execCommand("copy"); } catch { done = false; }
  if (done) {
    field.remove();
    tell(state, "Copié avec la référence.");
    const was = from?.textContent;
    if (from) { from.textContent = "Copié"; setTimeout(() => { from.textContent = was; }, 1500); }
    state.focus(quote.key);
    return;
  }
  field.className = "fr-quotes-field fr-quotes-shown"; // the words wait, selected, for the keys of the browser
  field.setAttribute("aria-label", "Passage et référence à copier");
  field.addEventListener("blur", () => field.remove());
  tell(state, "Appuyez sur Ctrl+C pour copier.");
}

function tell(state, sentence) {
  state.told.textContent = "";
  requestAnimationFrame(() => { state.told.textContent = sentence; });
}
