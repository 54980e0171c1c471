// The small card of a highlighted passage: who coded what there, and what one may do about it.
// Owns its elements; the acts are told to the coder through `on`.

function makeCard(on) {
  const box = element("div", "fr-coder-panel fr-coder-card");
  attributes(box, { role: "dialog", "aria-label": "Codages de ce passage" });
  box.hidden = true;
  box.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") on.close();
  };
  return { box, on, codings: [] };
}

function fillCard(card, spans, editable) {
  card.codings = spans.map((span) => span.coding);
  const head = element("div", "fr-coder-card-head");
  head.append(element("strong", "", spans.length > 1 ? `${spans.length} codages ici` : "Codage"));
  head.append(cardButton("×", "fr-coder-close", "Fermer", () => card.on.close()));
  const list = element("ul", "fr-coder-codings");
  for (const span of spans) list.append(codingRow(card, span, editable));
  card.box.replaceChildren(head, list);
  if (editable) {
    const more = cardButton("Poser un autre code ici", "fr-coder-again", "", () => card.on.again(spans[0]));
    card.box.append(more);
  }
  card.box.hidden = false;
}

function codingRow(card, span, editable) {
  const row = element("li", "fr-coder-coding");
  row.dataset.coding = span.coding;
  const title = element("div", "fr-coder-coding-title");
  title.append(sign(span), element("strong", "", span.label));
  row.append(title);
  if (span.path.length) row.append(element("div", "fr-coder-coding-path", span.path.join(" › ")));
  const by = [span.mine && folded(span.coder) !== "moi" ? `${span.coder} (moi)` : span.coder];
  if (span.pending) by.push("en attente");
  row.append(element("div", "fr-coder-coding-by", by.join(" · ")));
  if (span.comment) row.append(element("p", "fr-coder-comment", span.comment));
  const acts = element("div", "fr-coder-coding-acts");
  const about = `le codage « ${span.label} » de ${span.coder}`;
  acts.append(cardButton("Détails", "", `Détails : ${about}`, () => card.on.details(span)));
  if (editable && span.mine) {
    acts.append(cardButton("Retirer", "fr-coder-remove", `Retirer ${about}`, () => card.on.remove(span)));
  }
  if (!span.waiting) row.append(acts);
  row.onmouseenter = () => card.on.light([span.coding]);
  row.onmouseleave = () => card.on.light(card.codings);
  return row;
}

function cardButton(words, className, label, act) {
  const button = element("button", className, words);
  button.type = "button";
  if (label) button.setAttribute("aria-label", label);
  button.onclick = act;
  return button;
}
