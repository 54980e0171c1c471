// Says in French the words that the program around our pages keeps in English. Only whole strings are replaced, never
// inside what a person wrote or a study holds: `HELD` names the places where such words stand.

const NAMES = ["aria-label", "placeholder", "title"];
const OURS = '[class^="fr-"], [class*=" fr-"], [data-testid=stHtml]'; // what our own components draw, in French already
const HELD = [
  OURS, "script", "style", "svg", "canvas", "table", "[data-testid=stText]",
  "[data-testid=stMarkdownContainer]", "[data-testid=stCaptionContainer]", "[data-testid=stFileChipName]",
  "[role=option][data-key]:not([data-key^=__])", "[data-tag]", // the choices of a list but « all », and those made
].join(", ");
const NAMED = `:is(${OURS}) *, svg *, [role=option], [data-tag], [data-tag] span, [data-testid=stFileChipName]`;
// Drawn like our own texts, but holding no word of a study: short helps of the toolbars, the button that takes files.
const TOOLS = "[data-testid=stTooltipContent], [data-testid=stFileUploaderDropzone] button";
const UNITS = { B: "octets", KB: "Ko", MB: "Mo", GB: "Go" };
const weight = (number, unit) => `${number.replace(/\.0$/, "").replace(".", ",")}\u00a0${UNITS[unit]}`;

// What holds a number, a name, or the name of its chart or table after a colon.
const FORMS = [
  [/^Help for (.*)$/, (_, name) => `Aide : ${name}`],
  [/^Shortcut (.*)$/, (words, keys) => `Raccourci ${said(words, keys) ?? keys}`],
  [/^((?:(?:Ctrl|Alt|Shift|⌘) \+ )+)Enter$/, (_, keys) => `${keys.replace("Shift", "Maj")}Entrée`],
  [/^Remove (.*)$/, (_, name) => `Retirer ${name}`],
  [/^Upload (.*)$/, (_, name) => `Déposer ${name}`],
  [/^Select (\d+) matches$/, (_, number) => `Choisir les ${number}`],
  [/^(?:View )?(\d+) more$/, (_, number) => `${number} de plus`],
  [/^(\d+) results?$/, (_, number) => `${number} résultat${number > 1 ? "s" : ""}`],
  [/^(\d+) of (\d+)( results?)?$/, (_, one, all) => `${one} sur ${all}`],
  [/^Over (\d+) results?$/, (_, number) => `Plus de ${number} résultats`],
  [/^(\d+(?:\.\d+)?)\s?(B|KB|MB|GB)$/, (_, number, unit) => weight(number, unit)],
  [/^(?:Limit |Max )?(\d+(?:\.\d+)?)\s?(KB|MB|GB) per file(.*)$/, (_, number, unit, kinds) =>
    `${weight(number, unit)} par fichier${kinds}`],
  [/^File must be (\d+(?:\.\d+)?)\s?(B|KB|MB|GB) or smaller\.$/, (_, number, unit) =>
    `Le fichier dépasse ${weight(number, unit)} : donnez-en un plus petit.`],
  [/^(.*) files are not allowed\.$/, (_, kind) => `Les fichiers ${kind} ne sont pas acceptés.`],
  [/^(.*), (\d+(?:\.\d+)?)(B|KB|MB|GB)$/, (_, name, number, unit) => `${name}, ${weight(number, unit)}`],
  [/^(\d+) options? available\.(.*)$/s, (_, number) => `${number} choix.`],
  [/^[a-z0-9_]+ icon$/, () => ""], // the English name of a picture, for a button that has a name of its own
  [/^([^:]+): (.+)$/s, (words, word, name) => (words[word] ? `${words[word]} : ${name}` : null)],
];

// The French of a whole string, or null when it is none of ours to say.
function said(words, text) {
  const bare = text.trim();
  if (Object.hasOwn(words, bare)) return text.replace(bare, words[bare]);
  for (const [form, french] of FORMS) {
    const found = form.exec(bare);
    if (found) return french(words, ...found.slice(1));
  }
  return null;
}

function sayNames(element, words) {
  // Streamlit names a picture of its alphabet by its English name; the words beside it say the same.
  if (element.getAttribute("role") === "img" && / icon$/.test(element.getAttribute("aria-label") ?? "")) {
    element.setAttribute("aria-hidden", "true");
    element.removeAttribute("aria-label");
  }
  if (element.matches(NAMED)) return;
  for (const name of NAMES) {
    const there = element.getAttribute(name);
    const french = there && said(words, there);
    if (french && french !== there) element.setAttribute(name, french);
  }
}

function sayText(node, words) {
  const element = node.parentElement;
  if (!element || (element.closest(HELD) && !element.closest(TOOLS))) return;
  const french = said(words, node.data);
  if (french !== null && french !== node.data) node.data = french;
}

function sayAll(root, words) {
  if (root.nodeType === Node.TEXT_NODE) return sayText(root, words);
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OURS)) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node.matches?.(`${OURS}, svg`) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = root; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) sayText(node, words);
    else sayNames(node, words);
  }
}

export default function (component) {
  document.documentElement.lang = "fr";
  const words = component.data?.words ?? {};
  if (window.filRougeFrench) return;
  window.filRougeFrench = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") sayNames(change.target, words);
      else if (change.type === "characterData") sayText(change.target, words);
      else change.addedNodes.forEach((node) => sayAll(node, words));
    }
  });
  sayAll(document.body, words);
  window.filRougeFrench.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
}
