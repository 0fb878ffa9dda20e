// A map of points whose places change from layer to layer. Python owns what is selected, drawn around and looked at: it comes
// in data.selected, data.second, data.lassoed, data.layer and data.map, and goes back as "selected", "lassoed" and "view".

const MOVE_MS = 650; // from one layer to another
const PAUSE_MS = 300; // steps in quick succession are sent together
const states = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".map") ?? build(parentElement);
  const state = states.get(root) ?? begin(root);
  messages(state, data, setTriggerValue);
  const own = state.timers.size > 0 || state.outdated; // what the hand has done is newer than what comes in
  const fresh = take(state, data, own);
  if (!own) Object.assign(state, { selected: data.selected, lassoed: new Set(data.lassoed) });
  state.second = data.second;
  state.theme = themeOf(root);
  state.styles = [...Array(256).keys()].map((code) => styleOf(state.colour, state.theme, code));
  state.canvas.setAttribute("aria-label", data.label);
  if (fresh) place(state, data.map, data.layer);
  else if (!own && (data.map !== state.map || data.layer !== Math.round(state.place))) go(root, state, data.map, data.layer);
  drawAll(root, state);
}

function begin(root) {
  const state = {
    canvas: root.querySelector("canvas"), over: root.querySelector(".over"), timers: new Map(), sprites: new Map(), view: { x: 0, y: 0, zoom: 1 }, isolated: null,
    hovered: null, second: null, selected: null, lassoed: new Set(), loop: null, looping: false, index: null, frame: 0, place: 0,
  };
  states.set(root, state);
  state.seen = new ResizeObserver(() => redraw(root, state));
  connect(root, state);
  return state;
}

// Take points and colours that are new; whether the points are.
function take(state, data, own) {
  const { cloud, colour } = data;
  if (state.colour?.key !== colour.key) {
    Object.assign(state, { colour, codes: decoded(colour.codes, Uint8Array), isolated: null });
  }
  Object.assign(state, { height: data.height });
  state.seen.observe(state.canvas.parentElement);
  if (state.cloud?.key === cloud.key) return false;
  const places = Object.entries(cloud.maps).map(([name, layers]) => [name, layers.map((text) => positionsOf(text, cloud.reach))]);
  Object.assign(state, { cloud, n: cloud.texts.length, own: new Set(cloud.own), places: Object.fromEntries(places) });
  Object.assign(state, { hovered: null, isolated: null, view: { x: 0, y: 0, zoom: 1 } });
  if (own) Object.assign(state, { selected: null, lassoed: new Set() }); // they were of other points
  return true;
}

function drawAll(root, state) {
  const isolate = (code) => {
    state.isolated = code;
    drawAll(root, state);
  };
  drawMaps(root, state, (name) => go(root, state, name, Math.round(state.place), true));
  drawLayer(root, state);
  drawLegend(root.querySelector(".legend"), state.colour, state.theme, state.isolated, isolate);
  root.querySelector(".told").textContent = state.selected === null ? "" : `Selected: ${state.cloud.texts[state.selected]}`;
  redraw(root, state);
}

// Several calls before the screen is drawn draw once; with `points` false what lies over them alone.
function redraw(root, state, points = true) {
  state.stale ||= points;
  if (state.frame || !state.cloud) return;
  state.frame = requestAnimationFrame(() => {
    state.frame = 0;
    if (!fit(state)) return;
    step(root, state);
    if (state.stale) paint(state);
    state.stale = false;
    paintOver(state);
    root.dataset.drawn = state.cloud.key;
  });
}

// Send it once the hand has paused; of several of one name the last.
function send(state, name, value, pause = PAUSE_MS) {
  clearTimeout(state.timers.get(name));
  const message = { cloud: state.cloud.key, ...value };
  const post = () => {
    state.timers.delete(name);
    state.post(name, message);
  };
  if (pause) state.timers.set(name, setTimeout(post, pause));
  else {
    state.timers.delete(name);
    post();
  }
}
