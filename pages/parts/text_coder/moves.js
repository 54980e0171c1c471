// Where the caret goes from a place in the text, by character, word, sentence or block. Pure: words and offsets only.

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const NEAR = 240; // units looked at on each side for a word: longer than any

// Stretches are [start, end) in increasing order. The index of the last one that starts at or before a place, or -1.
function stretchBefore(stretches, at) {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle].start <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// The stretch that holds a place, or the one that ends there, or else the next one; null if there is none.
function stretchAt(stretches, at) {
  const index = stretchBefore(stretches, at);
  const here = stretches[index];
  if (here && at < here.end) return here;
  if (here && at === here.end) return here;
  return stretches[index + 1] || here || null;
}

// Forward: the end of the stretch one is in, or of the next. Backward: the start of the one one is in, or of the last.
function moveByStretch(stretches, at, forward) {
  const index = stretchBefore(stretches, at);
  if (forward) {
    const next = stretches[index] && stretches[index].end > at ? stretches[index] : stretches[index + 1];
    return next ? next.end : at;
  }
  const here = stretches[index];
  const last = here && here.start < at ? here : stretches[index - 1];
  return last ? last.start : at;
}

function moveByWord(text, at, forward) {
  const from = Math.max(0, at - NEAR);
  const near = text.slice(from, at + NEAR);
  const words = [...near.matchAll(WORD)].map((found) => ({
    start: from + found.index, end: from + found.index + found[0].length,
  }));
  const there = moveByStretch(words, at, forward);
  if (there !== at) return there;
  return forward ? Math.min(text.length, at + NEAR) : from;
}

// By what a reader takes for one character: an emoji of several code points, a letter with its accent.
function moveByCharacter(text, at, forward) {
  if (forward ? at >= text.length : at <= 0) return at;
  const from = forward ? at : Math.max(0, at - 32);
  const near = text.slice(from, forward ? at + 32 : at);
  if (typeof Intl === "undefined" || !Intl.Segmenter) return at + (forward ? 1 : -1);
  moveByCharacter.cut ??= new Intl.Segmenter("fr", { granularity: "grapheme" });
  const pieces = [...moveByCharacter.cut.segment(near)];
  return forward ? at + pieces[0].segment.length : from + pieces[pieces.length - 1].index;
}
