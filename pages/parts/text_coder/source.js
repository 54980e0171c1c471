// The carrier of the text. Keeps, for the whole browser page, the reading texts that have arrived, by fingerprint;
// tells the coders that wait for one. Draws nothing.

export default function (component) {
  const { data, parentElement } = component;
  parentElement.classList?.add("fr-coder-source");
  const texts = (window.filRougeTexts ??= new Map());
  texts.delete(data.id);
  texts.set(data.id, data);
  // Two documents side by side, and the one just left: enough, and the memory stays bounded.
  while (texts.size > 3) texts.delete(texts.keys().next().value);
  window.dispatchEvent(new CustomEvent("fil-rouge-text", { detail: data.id }));
}
