// The border between Python's offsets (code points) and the browser's (UTF-16 units).
// Everything after this file counts UTF-16 units in `text`; only what arrives and what is sent counts code points.

function offsetTable(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return { toUnits: (n) => n, toPoints: (n) => n };
  const points = []; // code-point place of each character that takes two units, increasing
  const units = [];
  for (let unit = 0; unit < text.length; unit++) {
    if (text.codePointAt(unit) > 0xffff) {
      points.push(unit - units.length);
      units.push(unit);
      unit++;
    }
  }
  return {
    toUnits: (point) => point + countBelow(points, point),
    toPoints: (unit) => unit - countBelow(units, unit),
  };
}

// How many values of an increasing list are strictly below `limit`.
function countBelow(values, limit) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Bounds without the white space at either end; null if nothing is left.
function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  return start < end ? { start, end } : null;
}

// Lower case, without accents nor ligatures: what a person types when in a hurry.
function folded(words) {
  return words
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[’ʼ]/g, "'")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
}
