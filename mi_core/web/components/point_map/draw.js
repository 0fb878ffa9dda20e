// The picture: every point as a copy of a small drawn mark, on a canvas as fine as the screen.

const RADIUS = 3;
const OWN_RADIUS = 6.5;

// Screen ⇄ map. The map's -1 … 1 fills the smaller side of the canvas.
function lens(state) {
  const { width, height, view } = state;
  const scale = Math.min(width, height) * 0.47 * view.zoom;
  return {
    scale,
    x: (value) => width / 2 + (value - view.x) * scale,
    y: (value) => height / 2 - (value - view.y) * scale,
    toMap: (x, y) => [(x - width / 2) / scale + view.x, (height / 2 - y) / scale + view.y],
  };
}

function sprite(state, [fill, mark], radius, ringed) {
  const key = [fill, mark, radius, ringed, state.ratio, state.theme.text].join("|");
  if (state.sprites.has(key)) return state.sprites.get(key);
  const size = Math.ceil((radius + 3) * 2 * state.ratio);
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  pen.scale(state.ratio, state.ratio);
  pen.translate(size / 2 / state.ratio, size / 2 / state.ratio);
  outline(pen, mark, radius);
  pen.fillStyle = fill;
  pen.fill();
  if (ringed) {
    pen.strokeStyle = state.theme.text;
    pen.lineWidth = 1.8;
    pen.stroke();
  }
  state.sprites.set(key, canvas);
  return canvas;
}

function outline(pen, mark, r) {
  pen.beginPath();
  if (mark === "square") pen.rect(-0.9 * r, -0.9 * r, 1.8 * r, 1.8 * r);
  else if (mark === "circle") pen.arc(0, 0, r, 0, 2 * Math.PI);
  else {
    const corners = mark === "triangle" ? [[0, -1.25], [1.1, 0.8], [-1.1, 0.8]] : [[0, -1.3], [1.1, 0], [0, 1.3], [-1.1, 0]];
    for (const [x, y] of corners) pen.lineTo(x * r, y * r);
    pen.closePath();
  }
}

function paint(state) {
  const pen = cleared(state.canvas);
  const eye = lens(state);
  const marked = state.lassoed.size > 0;
  const later = [];
  for (let i = 0; i < state.n; i += 1) {
    if (state.own.has(i)) later.push(i);
    else stamp(state, pen, eye, i, RADIUS, false, marked);
  }
  for (const i of later) stamp(state, pen, eye, i, OWN_RADIUS, true, false);
}

// What the hand does lies on a canvas of its own, so that no point is drawn anew for it.
function paintOver(state) {
  const { over, ratio, theme } = state;
  const pen = cleared(over);
  const eye = lens(state);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (state.selected !== null) ring(pen, eye, state, state.selected, theme.accent, 11);
  if (state.second !== null) ring(pen, eye, state, state.second, theme.accent, 11, [4, 3]);
  if (state.hovered !== null) ring(pen, eye, state, state.hovered, theme.text, 8);
  if (state.loop) drawLoop(pen, state, eye);
}

function cleared(canvas) {
  const pen = canvas.getContext("2d");
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.globalAlpha = 1;
  pen.clearRect(0, 0, canvas.width, canvas.height);
  return pen;
}

function stamp(state, pen, eye, i, radius, ringed, marked) {
  const x = eye.x(state.now[2 * i]);
  const y = eye.y(state.now[2 * i + 1]);
  if (x < -9 || y < -9 || x > state.width + 9 || y > state.height + 9) return;
  const picture = sprite(state, state.styles[state.codes[i]], radius, ringed);
  const faint = !shown(state, i) || (marked && !state.lassoed.has(i));
  pen.globalAlpha = faint ? 0.12 : ringed ? 1 : 0.75;
  pen.drawImage(picture, Math.round(x * state.ratio - picture.width / 2), Math.round(y * state.ratio - picture.height / 2));
}

// Points of other classes than the one looked at are faint, and cannot be pointed at.
function shown(state, i) {
  return state.isolated === null || state.codes[i] === state.isolated;
}

function ring(pen, eye, state, i, colour, radius, dashes = []) {
  pen.beginPath();
  pen.arc(eye.x(state.now[2 * i]), eye.y(state.now[2 * i + 1]), radius, 0, 2 * Math.PI);
  pen.setLineDash(dashes);
  pen.strokeStyle = state.theme.ground; // seen on points of any colour
  pen.lineWidth = 5;
  pen.stroke();
  pen.strokeStyle = colour;
  pen.lineWidth = 2.5;
  pen.stroke();
  pen.setLineDash([]);
}

function drawLoop(pen, state, eye) {
  pen.beginPath();
  for (const [x, y] of state.loop) pen.lineTo(eye.x(x), eye.y(y));
  pen.setLineDash([5, 4]);
  pen.strokeStyle = state.theme.text;
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.setLineDash([]);
}
