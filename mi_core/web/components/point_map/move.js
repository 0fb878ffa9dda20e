// From layer to layer and from map to map: points move on straight lines between their places.

function place(state, map, layer) {
  Object.assign(state, { map, place: layer, move: null, index: null, now: state.places[map][layer].slice() });
}

// Start to move; `tell` Python where to.
function go(root, state, map, layer, tell = false) {
  state.map = map;
  const target = state.places[map][layer];
  const quick = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  state.move = { from: state.now.slice(), target, begin: performance.now(), place: state.place, layer, last: quick ? 0 : MOVE_MS };
  if (tell) send(state, "view", { map, layer });
  drawAll(root, state);
}

// One picture of the movement.
function step(root, state) {
  if (!state.move) return;
  const { from, target, begin, layer, last } = state.move;
  const share = last ? Math.min(1, (performance.now() - begin) / last) : 1;
  const eased = share * share * (3 - 2 * share);
  mix(state.now, from, target, eased);
  state.place = state.move.place + (layer - state.move.place) * eased;
  state.index = null;
  if (share === 1) state.move = null;
  drawLayer(root, state);
  redraw(root, state);
}

// Between two layers, where the slider stands.
function slide(root, state, value) {
  const layers = state.places[state.map];
  const low = Math.min(Math.floor(value), layers.length - 2);
  mix(state.now, layers[low], layers[low + 1], value - low);
  Object.assign(state, { place: value, move: null, index: null });
  drawLayer(root, state);
  redraw(root, state);
}

function connect(root, state) {
  const act = actions(root, state);
  listen(state, act);
  const slider = root.querySelector("input");
  const settle = (layer) => go(root, state, state.map, Math.min(Math.max(layer, 0), state.cloud.layers.length - 1), true);
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
  slider.oninput = () => slide(root, state, Number(slider.value));
  slider.onchange = () => settle(Math.round(state.place));
  slider.onkeydown = (event) => {
    if (!(event.key in steps)) return;
    event.preventDefault();
    settle((state.move?.layer ?? Math.round(state.place)) + steps[event.key]);
  };
  for (const button of root.querySelectorAll("[data-step]")) {
    button.onclick = () => settle((state.move?.layer ?? Math.round(state.place)) + Number(button.dataset.step));
  }
  const tools = {
    loop: () => (state.looping = !state.looping),
    in: () => zoom(state, 1.4),
    out: () => zoom(state, 1 / 1.4),
    all: () => (state.view = { x: 0, y: 0, zoom: 1 / Math.max(1, state.now.reduce((far, value) => Math.max(far, Math.abs(value)), 0)) }),
  };
  for (const button of root.querySelectorAll("[data-tool]")) {
    button.onclick = () => {
      tools[button.dataset.tool]();
      root.querySelector('[data-tool="loop"]').setAttribute("aria-pressed", state.looping);
      redraw(root, state);
    };
  }
}

function actions(root, state) {
  const select = (point, byKey = false) => {
    if (point === state.selected) return;
    state.selected = point;
    send(state, "selected", { point }, byKey ? PAUSE_MS : 0);
    drawAll(root, state);
  };
  const lasso = (points) => {
    if (!points.length && !state.lassoed.size) return;
    state.lassoed = new Set(points);
    send(state, "lassoed", { points }, 0);
    drawAll(root, state);
  };
  return {
    select,
    lasso,
    redraw: (points) => redraw(root, state, points),
    clear: () => {
      lasso([]);
      select(null);
    },
    hover: (point, x, y) => {
      if (point === state.hovered && point === null) return;
      state.hovered = point;
      state.canvas.style.cursor = point === null ? "" : "pointer";
      drawWords(root, state, x, y);
      redraw(root, state, false);
    },
  };
}
