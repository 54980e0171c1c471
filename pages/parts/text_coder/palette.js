// The floating palette: search, choose, apply. Owns its own elements and what is ticked in it; knows the passage it was
// opened for, never the DOM selection. Opening, applying and closing are told to the coder through `on`; what it lists
// stands in palette_list.js.

function makePalette(on) {
  const box = element("div", "fr-coder-panel fr-coder-palette");
  attributes(box, { role: "dialog", "aria-label": "Poser un code sur le passage choisi" });
  box.hidden = true;
  const field = element("input", "fr-coder-search");
  Object.assign(field, { type: "text", placeholder: "Chercher un code…", autocomplete: "off", spellcheck: false });
  const list = element("div", "fr-coder-list");
  list.id = `fr-coder-list-${Math.random().toString(36).slice(2, 8)}`;
  attributes(list, { role: "listbox", "aria-label": "Codes" });
  attributes(field, {
    role: "combobox",
    "aria-label": "Chercher un code",
    "aria-expanded": "true",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
  });
  const definition = element("p", "fr-coder-definition");
  definition.setAttribute("aria-live", "polite");
  const acts = element("div", "fr-coder-acts");
  const hint = element("span", "fr-coder-hint");
  const wider = element("span", "fr-coder-wider");
  const sentence = wideButton("Phrase", "Étendre à la phrase", () => on.widen("sentences"));
  const whole = wideButton("Paragraphe", "Étendre au paragraphe", () => on.widen("turns"));
  wider.append(sentence, whole);
  const button = element("button", "fr-coder-apply", "Appliquer");
  button.type = "button";
  acts.append(hint, wider, button);
  box.append(field, list, definition, acts);
  const palette = { box, field, list, definition, hint, wider, button, on, codes: [], keys: [], rows: [], active: 0 };
  palette.ticked = new Set();
  listen(palette);
  return palette;
}

function wideButton(words, label, act) {
  const button = cardButton(words, "fr-coder-wide-button", label, act);
  button.tabIndex = -1;
  return button;
}

function attributes(target, values) {
  for (const [name, value] of Object.entries(values)) target.setAttribute(name, value);
}

function listen(palette) {
  const { box, field, list, button } = palette;
  field.oninput = () => listCodes(palette);
  box.onkeydown = (event) => {
    const turn = (event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key) && !field.value;
    if (!turn) event.stopPropagation(); // the page has its own single-letter keys
    paletteKey(palette, event);
  };
  // Keeps the keyboard in the field while the mouse works in the list.
  box.onmousedown = (event) => {
    if (event.target !== field) event.preventDefault();
  };
  list.onmousemove = (event) => {
    const row = event.target.closest(".fr-coder-option");
    if (row) activate(palette, palette.rows.indexOf(row), false);
  };
  list.onclick = (event) => {
    const row = event.target.closest(".fr-coder-option");
    if (!row) return;
    const tick = event.target.closest(".fr-coder-tick") || event.ctrlKey || event.metaKey;
    if (event.target.closest(".fr-coder-star")) favourRow(palette, row);
    else if (tick) toggle(palette, row.dataset.code);
    else applyRow(palette, row);
  };
  button.onclick = () => applyTicked(palette);
  // With nothing selected in the field, copying means copying the passage.
  box.oncopy = (event) => {
    if (field.selectionStart !== field.selectionEnd) return;
    event.clipboardData.setData("text/plain", palette.words);
    event.preventDefault();
  };
}

// Answers true if the key was for the palette.
function paletteKey(palette, event) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
  const active = palette.rows[palette.active];
  const control = event.ctrlKey || event.metaKey;
  if (step && !event.shiftKey) {
    palette.walked = true;
    activate(palette, palette.active + step, true);
  } else if (event.key === "Enter" && event.target === palette.button) return false;
  else if (event.key === "Enter") enter(palette, active, control);
  else if (event.key === "Escape") palette.on.close();
  else if (control && event.key.toLowerCase() === "i" && palette.mayAdd) inVivo(palette);
  else if (event.key === "*" && !control) favourRow(palette, active);
  else if (/^[1-9]$/.test(event.key) && !control && !palette.field.value) quick(palette, Number(event.key), event.altKey);
  else return false;
  event.preventDefault();
  return true;
}

function enter(palette, active, control) {
  if (control && !palette.revising) toggle(palette, active?.dataset.code);
  else if (palette.ticked.size) applyTicked(palette);
  // A bare Enter says nothing of which code is meant.
  else if (palette.walked || palette.field.value.trim()) applyRow(palette, active);
}

function openPalette(palette, given) {
  const again = !palette.box.hidden;
  Object.assign(palette, given);
  if (!again) {
    palette.ticked.clear();
    palette.field.value = "";
    palette.walked = false;
  }
  palette.hint.textContent = palette.revising ? "↑ ↓ choisir · Entrée changer" : "Entrée poser · Ctrl+Entrée cocher";
  palette.hint.title = "1 à 9 : vos codes · * : favori · Ctrl+I : code in vivo · Échap : fermer";
  palette.wider.hidden = Boolean(palette.revising);
  palette.box.hidden = false;
  listCodes(palette);
  if (given.takeKeyboard) palette.field.focus({ preventScroll: true });
}

// The code under a key: laid with those that are ticked, or only ticked with Alt.
function quick(palette, key, tick) {
  const code = palette.keys[key - 1];
  if (!code || palette.present.has(code)) return;
  if (tick && !palette.revising) return toggle(palette, code);
  if (!palette.ticked.size) return palette.on.apply([code]);
  palette.ticked.add(code);
  applyTicked(palette);
}

// The words of the passage as the name of a code, to be kept or shortened.
function inVivo(palette) {
  palette.field.value = palette.words.replace(/\s+/g, " ").slice(0, 80).trim();
  palette.field.focus({ preventScroll: true });
  palette.field.select();
  listCodes(palette);
  const fresh = palette.rows.findIndex((row) => row.dataset.fresh);
  if (fresh >= 0) activate(palette, fresh, true);
  palette.walked = true;
}

function toggle(palette, id) {
  if (!id || palette.present.has(id)) return;
  if (!palette.ticked.delete(id)) palette.ticked.add(id);
  for (const row of palette.rows) {
    if (row.dataset.code === id) row.setAttribute("aria-checked", String(palette.ticked.has(id)));
  }
  if (palette.field.value) palette.field.select();
  tellTicked(palette);
}

function favourRow(palette, row) {
  const id = row?.dataset.code;
  if (!id || !palette.mayAdd) return;
  const on = !palette.chosen.has(id);
  palette.on.favour(id, on);
  if (on) palette.chosen.add(id);
  else palette.chosen.delete(id);
  for (const one of palette.rows) if (one.dataset.code === id) starOf(palette, one);
}

function tellTicked(palette) {
  const count = palette.ticked.size;
  palette.button.textContent = count ? `Appliquer (${count})` : "Appliquer";
  palette.button.hidden = !count;
  palette.wider.hidden = Boolean(count || palette.revising);
}

function applyRow(palette, row) {
  const id = row?.dataset.code;
  if (row?.dataset.fresh) palette.on.apply([], palette.field.value.trim());
  else if (id && !palette.present.has(id)) palette.on.apply([id]);
}

function applyTicked(palette) {
  // In the order of the codebook, whatever the order of ticking.
  const ids = palette.codes.map((code) => code.id).filter((id) => palette.ticked.has(id));
  if (ids.length) palette.on.apply(ids);
}
