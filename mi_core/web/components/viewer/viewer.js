// The page around Crystal Toolkit's React component `CrystalToolkitScene`: it takes a scene from Streamlit, draws
// it, and reports the site that was clicked. The scripts beside this file come from the installed packages.
"use strict";

const SCRIPTS = ["react.js", "react-dom.js", "prop-types.js", "crystal-toolkit.js"];
const TOOLBAR = 34;
const LEGEND = 34;
const CLICK_SLACK = 4; // pixels: a longer way with the button down is a rotation, not a click

const byId = (id) => document.getElementById(id);
const state = { args: null, theme: null, view: "standard", mount: 0, drawn: null, clicks: 0, image: 0, starting: false, waiting: false };

// --- Streamlit -----------------------------------------------------------------------------------------------

function send(type, data) {
  window.parent.postMessage({ isStreamlitMessage: true, type, ...data }, "*");
}

window.addEventListener("message", (event) => {
  if (event.data.type !== "streamlit:render") return;
  const changed = !state.args || state.args.scene_key !== event.data.args.scene_key;
  state.args = event.data.args;
  state.theme = event.data.theme || state.theme;
  if (changed) state.view = "standard";
  applyTheme();
  draw();
});

function applyTheme() {
  const { backgroundColor, secondaryBackgroundColor, textColor, primaryColor } = state.theme || {};
  const style = document.documentElement.style;
  if (backgroundColor) style.setProperty("--background", backgroundColor);
  if (secondaryBackgroundColor) style.setProperty("--panel", secondaryBackgroundColor);
  if (textColor) style.setProperty("--text", textColor);
  if (primaryColor) style.setProperty("--primary", primaryColor);
}

// --- Messages in place of a blank frame ----------------------------------------------------------------------

function say(text, failed) {
  const message = byId("message");
  message.hidden = !text;
  message.textContent = text || "";
  message.classList.toggle("failed", Boolean(failed));
  byId("frame").dataset.state = failed ? "failed" : text ? "loading" : "ready";
}

window.addEventListener("error", (event) => {
  say(`The 3D viewer stopped: ${event.message || "a script could not be loaded"}. Reload the page.`, true);
});

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
}

// --- The scene, turned and coloured for this page ------------------------------------------------------------

function turned(point, m) {
  return m.map((row) => row[0] * point[0] + row[1] * point[1] + row[2] * point[2]);
}

function turnedAll(value, m) {
  return typeof value[0] === "number" ? turned(value, m) : value.map((inner) => turnedAll(inner, m));
}

// A copy is drawn: the component writes into what it is given.
function prepared(node, m, lineColour) {
  const copy = { ...node };
  if (node.contents) copy.contents = node.contents.map((inner) => prepared(inner, m, lineColour));
  for (const key of ["positions", "positionPairs", "origin"]) {
    if (node[key] && node[key].length) copy[key] = turnedAll(node[key], m);
  }
  if (node.type === "lines" && !node.color) copy.color = lineColour;
  return copy;
}

function lineColour() {
  return state.theme && state.theme.base === "dark" ? "#a9b4c0" : "#56616d";
}

// The component fits the box's diagonal; this fits what is seen now, with room to turn it.
function zoomToFit(data) {
  const points = [];
  const collect = (node) => {
    for (const inner of node.contents || []) if (inner.name !== "axes") collect(inner);
    if (node.name && node.name.startsWith("label_")) points.push(...node.origin);
    for (const key of ["positions", "positionPairs"]) if (node[key]) points.push(...node[key].flat(Infinity));
  };
  collect(data);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  let seen = 0;
  let reach = 0;
  for (let i = 0; i < points.length; i += 3) {
    for (let k = 0; k < 3; k += 1) {
      low[k] = Math.min(low[k], points[i + k]);
      high[k] = Math.max(high[k], points[i + k]);
    }
    seen = Math.max(seen, Math.abs(points[i]), Math.abs(points[i + 1]));
    reach = Math.max(reach, Math.hypot(points[i], points[i + 1], points[i + 2]));
  }
  const ball = 0.9;
  const diagonal = Math.hypot(...high.map((value, k) => value - low[k] + ball));
  return diagonal / (2 * Math.max(seen + ball, 0.85 * reach));
}

function quality(atoms, data) {
  const segments = atoms <= 200 ? 32 : atoms <= 700 ? 18 : 10;
  return {
    antialias: true,
    transparentBackground: true,
    sphereSegments: segments,
    cylinderSegments: atoms <= 200 ? 16 : 8,
    defaultZoom: zoomToFit(data),
    extractAxis: true,
    secondaryObjectView: false,
    isMultiSelectionEnabled: false,
    staticScene: true,
  };
}

// --- Drawing -------------------------------------------------------------------------------------------------

function sceneSize() {
  return Math.max(160, Math.min(document.documentElement.clientWidth, state.args.height - TOOLBAR - LEGEND));
}

// Calls that come together draw once.
function draw() {
  clearTimeout(state.timer);
  state.timer = setTimeout(drawNow, 20);
}

function drawNow() {
  if (!state.args) return;
  state.waiting = state.starting;
  if (state.starting) return;
  const size = sceneSize();
  send("streamlit:setFrameHeight", { height: size + TOOLBAR + LEGEND });
  byId("frame").style.height = `${size + TOOLBAR + LEGEND}px`;
  byId("scene").style.width = byId("scene").style.height = `${size}px`;
  drawLegend();
  for (const button of document.querySelectorAll("[data-view]")) button.hidden = !(button.dataset.view in state.args.views);
  if (!window.dash_mp_components) return;
  try {
    drawScene(size);
    say("");
  } catch (problem) {
    say(`This could not be drawn: ${problem.message}.`, true);
  }
}

function drawScene(size) {
  const { scene, scene_key, views, atoms } = state.args;
  const wanted = [scene_key, state.view, lineColour()].join("|");
  const fresh = !state.drawn || state.drawn.wanted !== wanted;
  if (fresh) {
    const data = prepared(scene, views[state.view], lineColour());
    state.drawn = { wanted, data, settings: quality(atoms, data) };
    state.mount += 1; // a fresh component: camera, controls and graphics memory start anew
  }
  const props = {
    key: state.mount,
    id: `crystal-${state.mount}`,
    data: state.drawn.data,
    settings: state.drawn.settings,
    sceneSize: `${size}px`,
    toggleVisibility: { atoms: true }, // without it the first frame waits for the mouse
    imageRequest: state.image ? { filetype: "png", number: state.image } : {},
    axisView: "SW",
    inletSize: 76,
    inletPadding: 6,
    showControls: false,
    debug: false,
    setProps: receive,
  };
  const render = () =>
    ReactDOM.render(React.createElement(window.dash_mp_components.CrystalToolkitScene, props), byId("scene"));
  render();
  if (fresh) start(render);
  state.image = 0;
}

// A fresh component starts its controls by a timer, from an effect that React runs before it renders again. One that is
// replaced before that throws, so that what comes in between waits for a timer behind it.
function start(render) {
  state.starting = true;
  render();
  setTimeout(() => {
    state.starting = false;
    if (state.waiting) draw();
  }, 0);
}

function drawLegend() {
  const hidden = new Set(state.args.hidden);
  byId("legend").replaceChildren(
    ...Object.entries(state.args.legend).map(([element, colour]) => {
      const chip = document.createElement("span");
      const ball = document.createElement("span");
      ball.className = "ball";
      ball.style.background = colour;
      chip.className = hidden.has(element) ? "hidden" : "";
      chip.append(ball, element);
      return chip;
    }),
  );
}

// --- What comes back from the component ----------------------------------------------------------------------

function receive({ selectedObject, imageData }) {
  if (imageData) return savePicture(imageData);
  if (!selectedObject) return;
  const reference = selectedObject.length ? selectedObject[0].reference : null;
  const site = reference && reference.startsWith("site:") ? Number(reference.slice(5)) : null;
  state.clicks += 1;
  send("streamlit:setComponentValue", {
    value: { site, scene: state.args.scene_key, click: state.clicks },
    dataType: "json",
  });
}

function savePicture(dataUrl) {
  const link = document.createElement("a");
  link.href = dataUrl;
  link.download = `${state.args.name}.png`;
  link.click();
}

byId("toolbar").addEventListener("click", ({ target }) => {
  if (target.id === "png") state.image = Date.now();
  else if (target.dataset.view) {
    state.view = target.dataset.view;
    state.drawn = null;
  } else return;
  draw();
});

let pressed = null;
byId("scene").addEventListener("pointerdown", (event) => (pressed = [event.clientX, event.clientY]), true);
byId("scene").addEventListener(
  "click",
  (event) => {
    const way = pressed ? Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) : 0;
    if (way > CLICK_SLACK) event.stopPropagation();
  },
  true,
);

window.addEventListener("resize", () => {
  if (state.args && state.drawn && byId("scene").clientWidth !== sceneSize()) draw();
});

// The component's observer outlives it and would then size a renderer that is gone.
window.ResizeObserver = class extends window.ResizeObserver {
  constructor(callback) {
    super((entries, observer) => {
      const present = entries.filter((entry) => entry.target.isConnected);
      if (present.length) callback(present, observer);
    });
  }
};

// --- Start ---------------------------------------------------------------------------------------------------

function load(index) {
  if (index === SCRIPTS.length) return draw();
  if (SCRIPTS[index] === "crystal-toolkit.js") {
    // The bundle expects the parts of Dash that it was written for.
    window.dash_component_api = { useDashContext: () => ({}), DashContext: React.createContext({}) };
    window.dash_clientside = {};
  }
  const script = document.createElement("script");
  script.src = SCRIPTS[index];
  script.onload = () => load(index + 1);
  script.onerror = () => say(`The 3D viewer's script ${SCRIPTS[index]} could not be loaded. Reload the page.`, true);
  document.head.append(script);
}

send("streamlit:componentReady", { apiVersion: 1 });
if (hasWebGL()) load(0);
else say("This browser offers no WebGL, which the 3D viewer needs. Turn on hardware acceleration, or use another.", true);
