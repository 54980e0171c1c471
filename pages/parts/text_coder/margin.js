// The stripes at the right of the text: one bar a coding, as tall as the lines it covers, with the sign and name of
// its code.
// Bars are measured on the screen, so a run of blocks gets them when it comes into view, and again when the width changes.

const BAR_STEP = 7; // px
const NARROW_STEP = 11; // px, room for the signs
const NAME_HEIGHT = 15; // px

function watchMargins(state) {
  state.inView = new Set();
  state.marginDue = new Set();
  state.viewWatch?.disconnect();
  state.viewWatch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        for (let index = entry.target.frFrom; index < entry.target.frTo; index++) {
          if (entry.isIntersecting) state.inView.add(index);
          else state.inView.delete(index);
        }
      }
      drawMargins(state);
    },
    { root: state.scroll, rootMargin: "300px 0px" },
  );
  state.blockEls.forEach((_, index) => state.marginDue.add(index));
  state.chunks.forEach((chunk) => state.viewWatch.observe(chunk));
}

// Measures every due block in view, then draws them: reading and writing in turns would lay the page out each time.
function drawMargins(state) {
  const due = [...state.inView].filter((index) => state.marginDue.has(index));
  const measured = due.map((index) => [index, measuredBars(state, index)]);
  for (const [index, bars] of measured) {
    state.marginDue.delete(index);
    drawMargin(state, index, bars);
  }
}

function measuredBars(state, index) {
  const spans = state.spansIn?.[index] || [];
  if (!spans.length) return [];
  const box = state.blockEls[index];
  const top = box.getBoundingClientRect().top;
  const edges = new Map();
  for (const mark of box.querySelectorAll("mark")) {
    const rects = mark.getClientRects();
    if (!rects.length) continue;
    for (const coding of mark.dataset.ids.split(" ")) {
      const edge = edges.get(coding) || { from: rects[0].top - top };
      edge.to = rects[rects.length - 1].bottom - top;
      edges.set(coding, edge);
    }
  }
  const block = state.blocks[index];
  return spans
    .filter((span) => edges.has(span.coding))
    .map((span) => ({ span, ...edges.get(span.coding), begins: span.start >= block.start }));
}

function drawMargin(state, index, bars) {
  const margin = state.blockEls[index].lastElementChild;
  const columns = [];
  const drawn = document.createDocumentFragment();
  for (const bar of bars) {
    let column = 0;
    while (column < columns.length && columns[column] > bar.from + 2) column++;
    columns[column] = bar.to;
    drawn.append(stripe(bar, column, state.wide));
  }
  if (state.wide) drawNames(drawn, bars, columns.length, state.blockEls[index].clientHeight);
  margin.replaceChildren(drawn);
}

// Where names have no room, the sign of the code sits on top of its bar.
function stripe({ span, from, to, begins }, column, wide) {
  const bar = element("div", "fr-coder-stripe");
  if (!span.mine) bar.classList.add("fr-coder-other");
  bar.dataset.coding = span.coding;
  const ink = inked(span.color);
  bar.style.cssText =
    `top:${from.toFixed(1)}px;height:${(to - from).toFixed(1)}px;--c:${ink};` +
    `left:${column * (wide ? BAR_STEP : NARROW_STEP)}px;background-image:${patternImage(span.lane, ink, "180deg")}`;
  if (!wide && begins) bar.append(sign(span));
  return bar;
}

// Names beside the bars, pushed down when they would meet; the last one tells how many had no room.
function drawNames(drawn, bars, columns, height) {
  const left = columns * BAR_STEP + 4;
  let free = 0;
  const begun = bars.filter((bar) => bar.begins).sort((a, b) => a.from - b.from);
  begun.forEach((bar, n) => {
    if (free === Infinity) return;
    const top = Math.max(bar.from, free);
    const rest = begun.length - n;
    if (top + NAME_HEIGHT * (rest > 1 ? 2 : 1) > height + 14 && rest > 1) {
      drawn.append(placed(element("div", "fr-coder-more", `+ ${rest}`), top, left));
      free = Infinity;
      return;
    }
    const name = placed(element("div", "fr-coder-name"), top, left);
    name.dataset.coding = bar.span.coding;
    name.append(sample(bar.span), sign(bar.span), element("span", "", bar.span.label));
    drawn.append(name);
    free = top + NAME_HEIGHT;
  });
}

function placed(made, top, left) {
  made.style.top = `${top.toFixed(1)}px`;
  made.style.left = `${left}px`;
  return made;
}

// The second sign beside colour: the code's shape.
function sign(code) {
  const chip = element("span", `fr-coder-sign fr-coder-shape-${code.shape || "circle"}`);
  chip.style.setProperty("--c", inked(code.color));
  chip.setAttribute("aria-hidden", "true");
  return chip;
}
