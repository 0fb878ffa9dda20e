// Composition sliders: "moving" goes out while a slider is dragged, "released" when it is let go or a number is typed. Python
// owns the composition: it comes in data.sliders, [symbol, most, value, step] in wt%.

const EVERY_MS = 120; // between two reports of a moving slider
const KEY_PAUSE_MS = 350; // after a key, until the slider counts as let go
const states = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".sliders") ?? build(parentElement);
  const state = states.get(root) ?? { held: null, timer: null, pause: null, shape: "" };
  states.set(root, state);
  messages(state, data, setTriggerValue);
  const shape = JSON.stringify(data.sliders.map(([symbol, most, , step]) => [symbol, most, step]));
  if (shape !== state.shape) {
    state.shape = shape;
    fill(root, data.sliders);
    listen(root, state);
    forget(state);
  }
  if (!state.held && !state.outdated) for (const [symbol, , value] of data.sliders) show(root, symbol, value);
  rest(root);
}

function build(parentElement) {
  const root = document.createElement("div");
  root.className = "sliders";
  parentElement.appendChild(root);
  return root;
}

function fill(root, sliders) {
  const parts = sliders.flatMap(([symbol, most, , step]) => {
    const label = Object.assign(document.createElement("label"), { textContent: symbol });
    const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: most, step });
    slider.dataset.symbol = symbol;
    slider.setAttribute("aria-label", `${symbol} (wt%)`);
    const number = Object.assign(document.createElement("input"), { type: "number", min: 0, max: most, step });
    number.dataset.number = symbol;
    number.setAttribute("aria-label", `${symbol} in wt%, typed`);
    return [label, slider, number];
  });
  const line = document.createElement("div");
  line.className = "rest";
  line.innerHTML = "<span>Al, the balance</span><span></span>";
  root.replaceChildren(...parts, line);
}

function listen(root, state) {
  for (const slider of root.querySelectorAll("[data-symbol]")) {
    const symbol = slider.dataset.symbol;
    slider.oninput = () => {
      state.held = symbol;
      show(root, symbol, Number(slider.value));
      rest(root);
      state.timer ??= setTimeout(() => {
        state.timer = null;
        state.post("moving", values(root));
      }, EVERY_MS);
    };
    // a mouse lets go when the value changes for good; keys change it for good each time, often many in a row
    slider.addEventListener("keydown", () => (state.byKey = true));
    slider.addEventListener("pointerdown", () => (state.byKey = false));
    slider.onchange = () => {
      clearTimeout(state.pause);
      if (state.byKey) state.pause = setTimeout(() => release(root, state), KEY_PAUSE_MS);
      else if (state.held) release(root, state);
    };
    // dragged away and back again: nothing has changed, but the hand has let go
    slider.onpointerup = slider.onblur = () => state.held && release(root, state);
  }
  for (const number of root.querySelectorAll("[data-number]")) {
    number.onchange = () => {
      const value = Math.min(Math.max(Number(number.value) || 0, 0), Number(number.max));
      number.value = value;
      show(root, number.dataset.number, value);
      rest(root);
      release(root, state);
    };
  }
}

function release(root, state) {
  forget(state);
  state.post("released", values(root));
}

function forget(state) {
  clearTimeout(state.timer);
  clearTimeout(state.pause);
  state.timer = state.pause = state.held = null;
  state.outdated = false;
}

function show(root, symbol, value) {
  root.querySelector(`[data-symbol="${symbol}"]`).value = value;
  const number = root.querySelector(`[data-number="${symbol}"]`);
  if (number !== root.getRootNode().activeElement) number.value = Number(value.toFixed(3));
}

function values(root) {
  // a typed number may lie between two steps of its slider
  return Object.fromEntries([...root.querySelectorAll("[data-number]")].map((n) => [n.dataset.number, Number(n.value) || 0]));
}

function rest(root) {
  const sum = Object.values(values(root)).reduce((total, value) => total + value, 0);
  root.querySelector(".rest span:last-child").textContent = `${(100 - sum).toFixed(2)} wt%`;
}
