// The floating palette: search, choose, apply. Owns its own elements and what is ticked in it; knows the passage it
// was opened for,
// never the DOM selection. Opening, applying and closing are told to the coder through `on`.

function makePalette(on) {
  const box = element("div", "fr-coder-panel fr-coder-palette");
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", "Poser un code sur le passage choisi");
  box.hidden = true;
  const field = element("input", "fr-coder-search");
  Object.assign(field, { type: "text", placeholder: "Chercher un code…", autocomplete: "off", spellcheck: false });
  const list = element("div", "fr-coder-list");
  list.id = `fr-coder-list-${Math.random().toString(36).slice(2, 8)}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Codes");
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
  const hint = element("span", "fr-coder-hint", "↑ ↓ choisir · Entrée poser · Ctrl+Entrée cocher");
  const button = element("button", "fr-coder-apply", "Appliquer");
  button.type = "button";
  acts.append(hint, button);
  box.append(field, list, definition, acts);
  const palette = { box, field, list, definition, button, on, codes: [], ticked: new Set(), rows: [], active: 0 };
  listen(palette);
  return palette;
}

function attributes(target, values) {
  for (const [name, value] of Object.entries(values)) target.setAttribute(name, value);
}

function listen(palette) {
  const { box, field, list, button } = palette;
  field.oninput = () => listCodes(palette);
  box.onkeydown = (event) => {
    event.stopPropagation(); // the page has its own single-letter keys
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
    if (tick) toggle(palette, row.dataset.code);
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
  if (step && !event.shiftKey) {
    palette.walked = true;
    activate(palette, palette.active + step, true);
  }
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) toggle(palette, active?.dataset.code);
  else if (event.key === "Enter" && event.target === palette.button) return false;
  else if (event.key === "Enter" && palette.ticked.size) applyTicked(palette);
  else if (event.key === "Enter") {
    // A bare Enter says nothing of which code is meant.
    if (palette.walked || palette.field.value.trim()) applyRow(palette, active);
  }
  else if (event.key === "Escape") palette.on.close();
  else return false;
  event.preventDefault();
  return true;
}

function openPalette(palette, { codes, passage, words, present, takeKeyboard }) {
  const again = !palette.box.hidden;
  Object.assign(palette, { codes, passage, words, present });
  if (!again) {
    palette.ticked.clear();
    palette.field.value = "";
    palette.walked = false;
  }
  palette.box.hidden = false;
  listCodes(palette);
  if (takeKeyboard) palette.field.focus({ preventScroll: true });
}

// How well a code answers what was typed: lower is better, null is no.
function rank(code, wanted) {
  const label = folded(code.label);
  const key = folded(code.key || "");
  const everything = `${label} ${key} ${folded(code.path.join(" "))}`;
  const parts = wanted.split(/\s+/);
  if (!parts.every((part) => everything.includes(part))) return null;
  if (label.startsWith(wanted)) return 0;
  if (label.split(/[\s'’(-]+/).some((word) => word.startsWith(parts[0]))) return 1;
  if (label.includes(wanted)) return 2;
  return key.includes(wanted) ? 3 : 4;
}

function listCodes(palette) {
  const wanted = folded(palette.field.value.trim());
  const usable = palette.codes.filter((code) => code.applicable);
  palette.list.replaceChildren();
  palette.rows = [];
  if (wanted) listAnswers(palette, usable, wanted);
  else listBranches(palette, usable);
  if (!palette.rows.length) {
    const none = "La grille ne contient encore aucun code à poser.";
    const nothing = usable.length ? "Aucun code ne répond à ces mots." : none;
    palette.list.append(element("div", "fr-coder-nothing", nothing));
  }
  palette.active = 0;
  activate(palette, 0, true);
  tellTicked(palette);
}

function listAnswers(palette, codes, wanted) {
  const ranked = codes
    .map((code, order) => ({ code, order, rank: rank(code, wanted) }))
    .filter((found) => found.rank !== null)
    .sort((a, b) => a.rank - b.rank || a.order - b.order);
  for (const { code } of ranked) palette.list.append(optionRow(palette, code, true));
}

function listBranches(palette, codes) {
  let name = null;
  let group = null;
  for (const code of codes) {
    const branch = code.path.join(" › ");
    if (branch !== name || !group) {
      name = branch;
      group = element("div", "fr-coder-branch");
      attributes(group, { role: "group", "aria-label": branch || "Codes sans branche" });
      if (branch) {
        const title = element("div", "fr-coder-branch-name", branch);
        title.setAttribute("aria-hidden", "true");
        group.append(title);
      }
      palette.list.append(group);
    }
    group.append(optionRow(palette, code, false));
  }
}

function optionRow(palette, code, withPath) {
  const row = element("div", "fr-coder-option");
  const present = palette.present.has(code.id);
  row.dataset.code = code.id;
  row.id = `${palette.list.id}-${palette.rows.length}`;
  attributes(row, { role: "option", "aria-checked": String(palette.ticked.has(code.id)), "aria-selected": "false" });
  const tick = element("span", "fr-coder-tick");
  tick.title = "Cocher pour poser plusieurs codes";
  row.append(tick, sign(code), element("span", "fr-coder-label", code.label));
  if (present) {
    row.setAttribute("aria-disabled", "true");
    row.append(element("span", "fr-coder-aside", "déjà posé ici"));
  } else if (withPath && code.path.length) {
    row.append(element("span", "fr-coder-aside", code.path.join(" › ")));
  }
  palette.rows.push(row);
  return row;
}

function activate(palette, index, scroll) {
  palette.rows[palette.active]?.setAttribute("aria-selected", "false");
  palette.active = Math.max(0, Math.min(index, palette.rows.length - 1));
  const row = palette.rows[palette.active];
  palette.field.setAttribute("aria-activedescendant", row ? row.id : "");
  const code = row && palette.codes.find((one) => one.id === row.dataset.code);
  palette.definition.textContent = code?.definition || "";
  palette.definition.hidden = !code;
  if (!row) return;
  row.setAttribute("aria-selected", "true");
  if (!scroll) return;
  // scrollIntoView would also move the page: keep the row in the list's own window.
  const top = row.offsetTop - 26;
  const { list } = palette;
  if (top < list.scrollTop) list.scrollTop = top;
  const bottom = row.offsetTop + row.offsetHeight + 4 - list.clientHeight;
  if (bottom > list.scrollTop) list.scrollTop = bottom;
}

function toggle(palette, id) {
  if (!id || palette.present.has(id)) return;
  if (!palette.ticked.delete(id)) palette.ticked.add(id);
  palette.rows.find((row) => row.dataset.code === id)?.setAttribute("aria-checked", String(palette.ticked.has(id)));
  if (palette.field.value) palette.field.select();
  tellTicked(palette);
}

function tellTicked(palette) {
  const count = palette.ticked.size;
  palette.button.textContent = count ? `Appliquer (${count})` : "Appliquer";
  palette.button.hidden = !count;
}

function applyRow(palette, row) {
  const id = row?.dataset.code;
  if (id && !palette.present.has(id)) palette.on.apply([id]);
}

function applyTicked(palette) {
  // In the order of the codebook, whatever the order of ticking.
  const ids = palette.codes.map((code) => code.id).filter((id) => palette.ticked.has(id));
  if (ids.length) palette.on.apply(ids);
}
