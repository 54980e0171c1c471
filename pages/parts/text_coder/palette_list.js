// What the palette lists: the codes under the keys, then the branches of the codebook, or the answers to what is typed.

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
  else {
    listKeys(palette, usable);
    listBranches(palette, usable);
  }
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
    .sort((a, b) => a.rank - b.rank || keyOf(palette, a.code.id) - keyOf(palette, b.code.id) || a.order - b.order);
  for (const { code } of ranked) palette.list.append(optionRow(palette, code, true));
  const same = codes.some((code) => folded(code.label) === wanted);
  if (palette.mayAdd && !same) palette.list.append(freshRow(palette));
}

function keyOf(palette, id) {
  const place = palette.keys.indexOf(id);
  return place < 0 ? 9 : place;
}

function listKeys(palette, codes) {
  const found = palette.keys.map((id) => codes.find((code) => code.id === id)).filter(Boolean);
  if (!found.length) return;
  const group = groupOf(palette, "Touches 1 à 9 : vos favoris, vos derniers codes");
  for (const code of found) group.append(optionRow(palette, code, true, palette.keys.indexOf(code.id) + 1));
}

function listBranches(palette, codes) {
  let name = null;
  let group = null;
  for (const code of codes) {
    const branch = code.path.join(" › ");
    if (branch !== name || !group) {
      name = branch;
      group = groupOf(palette, branch);
    }
    group.append(optionRow(palette, code, false));
  }
}

function groupOf(palette, name) {
  const group = element("div", "fr-coder-branch");
  attributes(group, { role: "group", "aria-label": name || "Codes sans branche" });
  if (name) {
    const title = element("div", "fr-coder-branch-name", name);
    title.setAttribute("aria-hidden", "true");
    group.append(title);
  }
  palette.list.append(group);
  return group;
}

function optionRow(palette, code, withPath, key = 0) {
  const row = bareRow(palette);
  const present = palette.present.has(code.id);
  row.dataset.code = code.id;
  row.setAttribute("aria-checked", String(palette.ticked.has(code.id)));
  const tick = element("span", "fr-coder-tick");
  tick.title = "Cocher pour poser plusieurs codes";
  if (!palette.revising) row.append(tick);
  if (key) row.append(element("kbd", "fr-coder-key", String(key)));
  row.append(sign(code), element("span", "fr-coder-label", code.label));
  if (present) {
    row.setAttribute("aria-disabled", "true");
    row.append(element("span", "fr-coder-aside", "déjà posé ici"));
  } else {
    row.append(element("span", "fr-coder-aside", withPath ? code.path.join(" › ") : ""));
  }
  if (palette.mayAdd) {
    row.append(element("span", "fr-coder-star"));
    starOf(palette, row);
  }
  return row;
}

function bareRow(palette) {
  const row = element("div", "fr-coder-option");
  row.id = `${palette.list.id}-${palette.rows.length}`;
  attributes(row, { role: "option", "aria-selected": "false" });
  palette.rows.push(row);
  return row;
}

function starOf(palette, row) {
  const kept = palette.chosen.has(row.dataset.code);
  const star = row.querySelector(".fr-coder-star");
  star.textContent = kept ? "★" : "☆";
  star.title = kept ? "Retirer de vos favoris (*)" : "Garder sous une touche (*)";
  star.classList.toggle("fr-coder-kept", kept);
}

// What was typed as a code of its own, to be sorted in the codebook later.
function freshRow(palette) {
  const row = bareRow(palette);
  row.dataset.fresh = "1";
  const name = palette.field.value.trim();
  row.append(element("span", "fr-coder-plus", "+"), element("span", "fr-coder-label", `Nouveau code « ${name} »`));
  row.append(element("span", "fr-coder-aside", "à ranger"));
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
  if (code) palette.on.show(code);
  if (!scroll) return;
  // scrollIntoView would also move the page: keep the row in the list's own window.
  const top = row.offsetTop - 26;
  const { list } = palette;
  if (top < list.scrollTop) list.scrollTop = top;
  const bottom = row.offsetTop + row.offsetHeight + 4 - list.clientHeight;
  if (bottom > list.scrollTop) list.scrollTop = bottom;
}
