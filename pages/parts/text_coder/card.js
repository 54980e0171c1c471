// The small card of a coded passage: who coded what there, and what one may do about it.
// Owns its elements; the acts are told to the coder through `on`.

const CERTAINTIES = { "": "certitude : –", sure: "certitude : sûr", likely: "certitude : probable", doubtful: "certitude : douteux" };

function makeCard(on) {
  const box = element("div", "fr-coder-panel fr-coder-card");
  attributes(box, { role: "dialog", "aria-label": "Codages de ce passage" });
  box.hidden = true;
  const card = { box, on, codings: [] };
  box.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") return on.close();
    const turn = (event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key);
    if (turn && event.target.tagName !== "TEXTAREA") on.turn(event);
    if (event.key === "Tab") keepInside(box, event);
  };
  return card;
}

// Tab goes round in the card; Escape leaves it.
function keepInside(box, event) {
  const stops = [...box.querySelectorAll("button:not([hidden]), select, textarea")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length];
  event.preventDefault();
  next?.focus();
}

function fillCard(card, spans, rights) {
  card.codings = spans.map((span) => span.coding);
  const head = element("div", "fr-coder-card-head");
  head.append(element("strong", "", spans.length > 1 ? `${spans.length} codages ici` : "Codage"));
  head.append(cardButton("×", "fr-coder-close", "Fermer", () => card.on.close()));
  const list = element("ul", "fr-coder-codings");
  for (const span of spans) list.append(codingRow(card, span, rights));
  card.box.replaceChildren(head, list);
  if (rights.editable) {
    const more = cardButton("Poser un autre code ici", "fr-coder-again", "", () => card.on.again(spans[0]));
    card.box.append(more);
  }
  card.box.hidden = false;
}

function codingRow(card, span, rights) {
  const row = element("li", "fr-coder-coding");
  row.dataset.coding = span.coding;
  const title = element("div", "fr-coder-coding-title");
  title.append(sample(span), sign(span), element("strong", "", span.label));
  row.append(title);
  if (span.path.length) row.append(element("div", "fr-coder-coding-path", span.path.join(" › ")));
  const by = [span.mine && folded(span.coder) !== "moi" ? `${span.coder} (moi)` : span.coder];
  if (span.dominant) by.push("dominant");
  if (span.pending) by.push("place à relire");
  row.append(element("div", "fr-coder-coding-by", by.join(" · ")));
  if (span.comment) row.append(element("p", "fr-coder-comment", span.comment));
  if (!span.waiting) row.append(codingActs(card, span, rights));
  row.onmouseenter = () => card.on.light([span.coding], span);
  row.onmouseleave = () => card.on.light(card.codings, null);
  return row;
}

function codingActs(card, span, rights) {
  const acts = element("div", "fr-coder-coding-acts");
  const about = `le codage « ${span.label} » de ${span.coder}`;
  const own = rights.editable && span.mine;
  if (own && rights.full) {
    const dominant = cardButton("Dominant", "", `Dominant : ${about}`, () => card.on.say(span, { dominant: !span.dominant }));
    dominant.setAttribute("aria-pressed", String(span.dominant));
    const recode = cardButton("Changer…", "", `Changer de code : ${about}`, () => card.on.recode(span));
    acts.append(dominant, certaintyOf(card, span, about), recode);
    acts.append(cardButton("Commenter", "", `Commenter ${about}`, () => commentOf(card, span, acts)));
  }
  if (!rights.full) acts.append(cardButton("Détails", "", `Détails : ${about}`, () => card.on.details(span)));
  if (own) acts.append(cardButton("Retirer", "fr-coder-remove", `Retirer ${about}`, () => card.on.remove(span)));
  return acts;
}

function certaintyOf(card, span, about) {
  const choice = element("select", "fr-coder-certainty");
  choice.setAttribute("aria-label", `Certitude : ${about}`);
  for (const [value, words] of Object.entries(CERTAINTIES)) {
    const option = element("option", "", words);
    option.value = value;
    choice.append(option);
  }
  choice.value = span.certainty || "";
  choice.onchange = () => card.on.say(span, { certainty: choice.value || null });
  return choice;
}

function commentOf(card, span, acts) {
  const field = element("textarea", "fr-coder-comment-field");
  attributes(field, { rows: "3", "aria-label": "Commentaire" });
  if (span.comment.length >= 400) return card.on.details(span); // only its beginning is here
  field.value = span.comment;
  const keep = () => card.on.say(span, { comment: field.value.trim() });
  const button = cardButton("Garder", "fr-coder-keep", "Garder le commentaire", () => {
    field.blur();
    keep();
  });
  field.onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    button.click();
  };
  acts.before(field);
  acts.replaceChildren(button, element("span", "fr-coder-hint", "Entrée garde · Échap ferme"));
  field.focus();
}

function cardButton(words, className, label, act) {
  const button = element("button", className, words);
  button.type = "button";
  if (label) button.setAttribute("aria-label", label);
  button.onclick = act;
  return button;
}
