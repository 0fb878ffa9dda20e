// The parts around the canvas: maps to choose from, buttons, the layers, the legend, and the words beside a point.

function build(parentElement) {
  const root = element("div", "map", "");
  root.innerHTML = '<div class="head"><span class="maps" role="group" aria-label="Map"></span><span class="tools">'
    + '<button type="button" data-tool="loop" aria-pressed="false" title="Draw around points (or hold Shift and drag)">Lasso</button>'
    + '<button type="button" data-tool="in" title="Zoom in" aria-label="Zoom in">+</button>'
    + '<button type="button" data-tool="out" title="Zoom out" aria-label="Zoom out">−</button>'
    + '<button type="button" data-tool="all" title="See the whole map">Whole</button></span></div>'
    + '<div class="frame"><canvas tabindex="0" role="application"></canvas><canvas class="over" aria-hidden="true"></canvas><div class="words" hidden></div></div>'
    + '<div class="layers"><button type="button" data-step="-1" aria-label="Layer before">‹</button>'
    + '<input type="range" min="0" step="0.01" aria-label="Layer">'
    + '<button type="button" data-step="1" aria-label="Layer after">›</button><output></output></div>'
    + '<div class="legend"></div><div class="told" aria-live="polite"></div>';
  parentElement.appendChild(root);
  return root;
}

// The canvases take the width there is, and the dots of the screen; points are drawn anew where that changes.
function fit(state) {
  const { canvas, over } = state;
  const width = canvas.parentElement.clientWidth;
  const ratio = window.devicePixelRatio || 1;
  if (!width) return false;
  const height = Math.min(state.height, Math.max(300, 0.95 * width));
  Object.assign(state, { width, height, ratio });
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  for (const one of [canvas, over]) {
    one.style.height = `${height}px`;
    if (one.width === w && one.height === h) continue;
    Object.assign(one, { width: w, height: h }); // which empties it
    state.stale = true;
  }
  return true;
}

function drawMaps(root, state, choose) {
  const place = root.querySelector(".maps");
  place.replaceChildren(
    ...Object.keys(state.cloud.maps).map((name) => {
      const button = element("button", "", name);
      button.type = "button";
      button.setAttribute("aria-pressed", name === state.map);
      button.onclick = () => choose(name);
      return button;
    }),
  );
  place.hidden = place.childElementCount < 2;
}

function drawLayer(root, state) {
  const { layers } = state.cloud;
  const slider = root.querySelector("input");
  const near = Math.round(state.place);
  root.querySelector(".layers").hidden = layers.length < 2;
  slider.max = layers.length - 1;
  slider.value = state.place;
  slider.setAttribute("aria-valuetext", layers[near]);
  root.querySelector("output").textContent = `${layers[near]} (${near + 1} of ${layers.length})`;
  root.querySelector('[data-step="-1"]').disabled = near === 0;
  root.querySelector('[data-step="1"]').disabled = near === layers.length - 1;
}

// Beside the mouse, on the side where there is room.
function drawWords(root, state, x, y) {
  const words = root.querySelector(".words");
  words.hidden = state.hovered === null;
  if (words.hidden) return;
  const [head, ...lines] = state.cloud.texts[state.hovered].split("\n");
  words.replaceChildren(element("b", "", head), ...lines.map((line) => element("span", "", line)));
  const left = x > state.width / 2;
  words.style.left = left ? "" : `${x + 14}px`;
  words.style.right = left ? `${state.width - x + 14}px` : "";
  words.style.top = `${Math.min(Math.max(0, y - 20), state.height - words.offsetHeight)}px`;
}
