// The definition of the code in hand, beside the text: what it means, what it takes in and leaves out, and the codes that
// stand next to it in the codebook. It hears of the code from the coder; the page does not run.

export default function (component) {
  const { parentElement, data } = component;
  const root = parentElement.querySelector(".fr-definition") || document.createElement("section");
  root.className = "fr-definition";
  root.setAttribute("aria-label", "Définition du code en cours");
  root.tabIndex = 0;
  root.style.height = `${data?.height || 150}px`;
  if (!root.isConnected) parentElement.append(root);
  const show = () => fill(root, window.filRougeCode);
  show();
  window.removeEventListener("fil-rouge-code", parentElement.frShow);
  parentElement.frShow = show;
  window.addEventListener("fil-rouge-code", show);
  return () => window.removeEventListener("fil-rouge-code", show);
}

function made(tag, className, words) {
  const one = document.createElement(tag);
  if (className) one.className = className;
  if (words) one.textContent = words;
  return one;
}

function fill(root, code) {
  root.replaceChildren();
  if (!code) {
    root.append(made("p", "fr-definition-quiet", "La définition du code choisi ou survolé paraît ici."));
    return;
  }
  root.scrollTop = 0;
  const head = made("div", "fr-definition-head");
  const dot = made("span", `fr-coder-sign fr-coder-shape-${code.shape || "circle"}`);
  dot.style.setProperty("--c", code.color);
  head.append(dot, made("strong", "", code.label));
  root.append(head);
  if (code.path.length) root.append(made("div", "fr-definition-quiet", code.path.join(" › ")));
  root.append(made("p", "", code.definition || "Ce code n’a pas encore de définition : écrivez-la dans la Grille."));
  for (const [name, words] of [["Inclure", code.include], ["Exclure", code.exclude], ["Exemple", code.example]]) {
    if (!words) continue;
    const line = made("p", "");
    line.append(made("b", "", `${name} : `), words);
    root.append(line);
  }
  if (!code.near?.length) return;
  const line = made("p", "fr-definition-quiet");
  line.append("À côté : ");
  code.near.slice(0, 8).forEach((other, n) => {
    const name = made("span", "fr-definition-near", other.label);
    if (other.definition) name.title = other.definition;
    line.append(n ? ", " : "", name);
  });
  root.append(line);
}
