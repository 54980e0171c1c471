// Says in French the words that the program around our pages keeps in English. Only whole strings of the list are replaced:
// in buttons, inputs and other parts of the interface, never inside a text a person wrote or a study holds.

const PARTS = "button, label, input, textarea, [role], [data-testid], small, summary";
const SIZES = /^(?:Limit |Max )?(\d+(?:\.\d+)?)\s?(KB|MB|GB) per file(?: • (.*))?$/;
const HELP = /^Help for (.*)$/;
const WEIGHT = /^(\d+(?:\.\d+)?)\s?(KB|MB|GB)$/;
const UNITS = { KB: "Ko", MB: "Mo", GB: "Go" };

function said(words, text) {
  const bare = text.trim();
  if (words[bare]) return text.replace(bare, words[bare]);
  const help = bare.match(HELP);
  if (help) return `Aide : ${help[1]}`;
  const weight = bare.match(WEIGHT);
  if (weight) return `${weight[1].replace(".", ",")} ${UNITS[weight[2]]}`;
  const size = bare.match(SIZES);
  if (!size) return null;
  return `${size[1]} ${UNITS[size[2]]} par fichier${size[3] ? ` • ${size[3]}` : ""}`;
}

function translate(root, words) {
  const elements = root.matches?.(PARTS) ? [root, ...root.querySelectorAll(PARTS)] : root.querySelectorAll?.(PARTS) ?? [];
  for (const element of elements) {
    if (element.closest(".fr-coder")) continue;
    for (const name of ["aria-label", "placeholder", "title"]) {
      const words_there = element.getAttribute(name);
      const french = words_there && said(words, words_there);
      if (french) element.setAttribute(name, french);
    }
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const french = said(words, node.data);
      if (french && french !== node.data) node.data = french;
    }
  }
}

export default function (component) {
  document.documentElement.lang = "fr";
  const words = component.data?.words ?? {};
  if (window.filRougeFrench) return;
  window.filRougeFrench = new MutationObserver((changes) => {
    for (const change of changes) {
      const target = change.type === "characterData" ? change.target.parentElement : change.target;
      if (target?.nodeType === Node.ELEMENT_NODE && !target.closest(".fr-coder")) translate(target, words);
    }
  });
  translate(document.body, words);
  window.filRougeFrench.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ["aria-label", "placeholder", "title"],
  });
}
