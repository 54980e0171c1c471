// Keeps, for this tab alone, the pass that says who is working; gives it back when the page was reloaded. The server
// decides what it is worth.

const NAME = "fil-rouge-entree";

export default function ({ data, setStateValue }) {
  try {
    if (data.act === "keep") sessionStorage.setItem(NAME, data.pass);
    else if (data.act === "forget") sessionStorage.removeItem(NAME);
    else {
      const kept = sessionStorage.getItem(NAME);
      if (kept) setStateValue("kept", kept);
      else document.documentElement.dataset.filRougeTab = "new"; // the door need not wait (density.css)
    }
  } catch {
    // A browser that keeps nothing asks who is working at each reload.
  }
}
