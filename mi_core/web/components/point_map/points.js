// Positions and codes of many points: how they come from Python, where they are between two layers, and who is nearest.

const CELLS = 96; // per axis of the index of points

function decoded(text, Type) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Type(bytes.buffer);
}

// 0 … 65535 → -reach … reach, two numbers for each point; the frame of the map is -1 … 1
function positionsOf(text, reach) {
  const raw = decoded(text, Uint16Array);
  const found = new Float32Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) found[i] = (raw[i] / 32767.5 - 1) * reach;
  return found;
}

function mix(into, a, b, share) {
  for (let i = 0; i < into.length; i += 1) into[i] = a[i] + (b[i] - a[i]) * share;
}

// A grid of cells over -1 … 1, those at the edge with all beyond; the points of a cell stand together in `order`, from
// starts[cell] on.
function indexOf(positions) {
  const n = positions.length / 2;
  const cell = (value) => Math.min(CELLS - 1, Math.max(0, Math.floor(((value + 1) / 2) * CELLS)));
  const starts = new Uint32Array(CELLS * CELLS + 1);
  const of = new Uint16Array(n);
  for (let i = 0; i < n; i += 1) {
    of[i] = cell(positions[2 * i + 1]) * CELLS + cell(positions[2 * i]);
    starts[of[i] + 1] += 1;
  }
  for (let c = 0; c < CELLS * CELLS; c += 1) starts[c + 1] += starts[c];
  const next = starts.slice();
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) order[next[of[i]]++] = i;
  return { positions, starts, order, cell };
}

// The nearest point within `reach` that may be taken, or null.
function nearest(index, x, y, reach, allowed) {
  const { positions, starts, order, cell } = index;
  let best = null;
  let least = reach * reach;
  for (let row = cell(y - reach); row <= cell(y + reach); row += 1) {
    for (let k = starts[row * CELLS + cell(x - reach)]; k < starts[row * CELLS + cell(x + reach) + 1]; k += 1) {
      const i = order[k];
      const far = (positions[2 * i] - x) ** 2 + (positions[2 * i + 1] - y) ** 2;
      if (far <= least && allowed(i)) [best, least] = [i, far];
    }
  }
  return best;
}

// The nearest point in a direction, within 45 degrees of it; what lies off the line counts as farther.
function neighbourTowards(positions, from, [dx, dy], allowed) {
  let best = null;
  let least = Infinity;
  for (let i = 0; i < positions.length / 2; i += 1) {
    const x = positions[2 * i] - positions[2 * from];
    const y = positions[2 * i + 1] - positions[2 * from + 1];
    const along = x * dx + y * dy;
    const off = Math.abs(x * dy - y * dx);
    if (i === from || along <= 0 || off > along || along + 2 * off >= least || !allowed(i)) continue;
    [best, least] = [i, along + 2 * off];
  }
  return best;
}

// Points within a polygon [[x, y], …], by the parity of its edges to the right of them.
function within(positions, polygon, allowed) {
  const found = [];
  for (let i = 0; i < positions.length / 2; i += 1) {
    const [x, y] = [positions[2 * i], positions[2 * i + 1]];
    let inside = false;
    for (let a = 0, b = polygon.length - 1; a < polygon.length; b = a, a += 1) {
      const [[xa, ya], [xb, yb]] = [polygon[a], polygon[b]];
      if (ya > y !== yb > y && x < ((xb - xa) * (y - ya)) / (yb - ya) + xa) inside = !inside;
    }
    if (inside && allowed(i)) found.push(i);
  }
  return found;
}
