// Which line a coding is drawn on, and how a line looks. Pure: no document, no state.
// A line is told from the three others by its pattern as well as by its colour and place, so that four codes on the same
// words can be told apart in black and white; the bar in the margin bears the same pattern.

const LINES = 4; // underlines a person can tell apart; further ones are told by the margin only
const LINE_STEP = 4; // px from one underline to the next
const PATTERNS = [
  [[0, 1]], // unbroken
  [[0, 7], [7, 11]], // dashes
  [[0, 2], [2, 5]], // dots
  [[0, 8], [8, 11], [11, 13], [13, 16]], // dash and dot
];

// Order for reading: earlier first, longer first when they begin together.
function byPlace(a, b) {
  return a.start - b.start || b.end - a.end || (a.coding < b.coding ? -1 : 1);
}

// Gives each span the lowest line that is free all along it. `spans` must be in byPlace order.
function giveLanes(spans) {
  const ends = [];
  for (const span of spans) {
    let lane = 0;
    while (lane < ends.length && ends[lane] > span.start) lane++;
    ends[lane] = span.end;
    span.lane = lane;
  }
}

// Spans of each block. Blocks and spans are both in increasing order of start.
function spansByBlock(blocks, spans) {
  const starts = blocks.map((block) => block.start);
  const found = blocks.map(() => []);
  for (const span of spans) {
    let index = Math.max(0, countBelow(starts, span.start + 1) - 1);
    for (; index < blocks.length && blocks[index].start < span.end; index++) {
      if (blocks[index].end > span.start) found[index].push(span);
    }
  }
  return found;
}

// The colours come from the codebook; mixing in the ink keeps a pale one legible on white and a dark one on black.
function inked(color) {
  return `color-mix(in oklab, ${color} 82%, var(--fr-coder-ink))`;
}

// The pattern of a lane as an image: along the text (`90deg`) or down the margin (`180deg`).
function patternImage(lane, ink, angle) {
  const steps = PATTERNS[lane % LINES];
  if (steps.length === 1) return `linear-gradient(${ink}, ${ink})`;
  const stops = steps.map(([from, to], n) => `${n % 2 ? "transparent" : ink} ${from}px ${to}px`);
  return `repeating-linear-gradient(${angle}, ${stops.join(", ")})`;
}

// The style of a piece covered by `spans`: one line a span (thin when it is somebody else's), and a tint that deepens
// where several meet.
function pieceStyle(spans) {
  const drawn = spans.filter((span) => span.lane < LINES);
  const rows = Math.max(1, ...drawn.map((span) => span.lane + 1));
  const room = rows * LINE_STEP;
  const images = drawn.map((span) => patternImage(span.lane, inked(span.color), "90deg")).join(",");
  const places = drawn.map((span) => `left 0 bottom ${room - (span.lane + 1) * LINE_STEP + 1}px`).join(",");
  const sizes = drawn.map((span) => `100% ${span.mine ? 2.5 : 1.5}px`).join(",");
  const strength = Math.min(9 + 4 * spans.length, 24);
  const tint = `color-mix(in srgb, ${spans[spans.length - 1].color} ${strength}%, transparent)`;
  return (
    `padding-bottom:${room}px;background-color:${tint};` +
    (drawn.length ? `background-image:${images};background-position:${places};background-size:${sizes};` : "")
  );
}
