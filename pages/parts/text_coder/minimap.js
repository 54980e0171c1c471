// The whole document at a glance, beside the text: where codings are, by the colour of their code, and the window that
// is on the screen. A click brings the place there into view.

const MAP_WIDTH = 14; // px
const MAP_COLUMNS = 3;

function makeMinimap(state) {
  const box = element("div", "fr-coder-map");
  box.title = "Où sont les codages : cliquez pour y aller";
  box.setAttribute("aria-hidden", "true"); // the keyboard has Tab, and the list of codings
  const canvas = document.createElement("canvas");
  const view = element("div", "fr-coder-map-view");
  box.append(canvas, view);
  const go = (event) => {
    if (!(event.buttons & 1) || !state.text) return;
    const rect = box.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientY - rect.top) / rect.height));
    bringInView(state, Math.round(share * (state.text.length - 1)));
  };
  box.onpointerdown = (event) => {
    box.setPointerCapture(event.pointerId);
    go(event);
    event.preventDefault();
  };
  box.onpointermove = go;
  return { box, canvas, view };
}

function bringInView(state, at) {
  const settle = () => {
    const rect = caretRect(state, at) || state.blockEls[blockAt(state, at)].getBoundingClientRect();
    const frame = state.scroll.getBoundingClientRect();
    state.scroll.scrollTop += rect.top - frame.top - frame.height / 3;
  };
  settle();
  requestAnimationFrame(settle);
}

// Draws at the next frame: a burst of codings is drawn once.
function drawMap(state) {
  if (state.mapDue) return;
  state.mapDue = true;
  requestAnimationFrame(() => {
    state.mapDue = false;
    paintMap(state);
    drawWindow(state);
  });
}

function paintMap(state) {
  const { canvas, box } = state.map;
  const height = box.clientHeight;
  if (!height || !state.text) return;
  const scale = window.devicePixelRatio || 1;
  canvas.width = MAP_WIDTH * scale;
  canvas.height = height * scale;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const ratio = height / Math.max(1, state.text.length);
  const width = (MAP_WIDTH - 2) / MAP_COLUMNS;
  for (const span of state.spans) {
    pen.fillStyle = span.color;
    pen.fillRect(1 + (span.lane % MAP_COLUMNS) * width, span.start * ratio, width - 0.5,
      Math.max(1.5, (span.end - span.start) * ratio));
  }
}

function drawWindow(state) {
  if (state.viewDue || !state.text) return;
  state.viewDue = true;
  requestAnimationFrame(() => {
    state.viewDue = false;
    const frame = state.scroll.getBoundingClientRect();
    const boxes = state.inView ? [...state.inView].sort((a, b) => a - b) : [];
    const shown = boxes.filter((index) => {
      const rect = state.blockEls[index]?.getBoundingClientRect();
      return rect && rect.bottom > frame.top && rect.top < frame.bottom;
    });
    if (!shown.length) return;
    const share = (unit) => (100 * unit) / Math.max(1, state.text.length);
    const top = edgeIn(state, shown[0], frame.top);
    const bottom = edgeIn(state, shown[shown.length - 1], frame.bottom);
    state.map.view.style.top = `${share(top)}%`;
    state.map.view.style.height = `max(6px, ${share(bottom - top)}%)`;
  });
}

// The place in a block that stands at a height of the screen, by proportion.
function edgeIn(state, index, y) {
  const rect = state.blockEls[index].getBoundingClientRect();
  const block = state.blocks[index];
  const share = Math.min(1, Math.max(0, (y - rect.top) / Math.max(1, rect.height)));
  return block.start + share * (block.end - block.start);
}
