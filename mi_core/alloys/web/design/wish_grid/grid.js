// Wish grid: cells are chosen by a click, by dragging a rectangle, by the heads, or by the keyboard, where arrows move and
// the whole grid is one stop of the Tab key; the fields below set them. Python owns the wishes: they come in data.wishes and
// go back as "wishes", [phase, K, min, max] in mole fractions.

const states = new WeakMap();
const name = (phase, t) => `${phase}@${t}`;
const percent = (fraction) => String(Number((100 * fraction).toPrecision(4)));

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".wishes") ?? build(parentElement);
  const state = states.get(root) ?? { chosen: new Set(), painting: null, shape: "", complaint: "" };
  states.set(root, state);
  messages(state, data, setTriggerValue);
  state.shown = new Map(data.shown.map(([phase, t, value]) => [name(phase, t), value]));
  const shape = JSON.stringify([data.rows, data.temperatures, data.heads]);
  if (shape !== state.shape) {
    state.shape = shape;
    state.chosen.clear();
    state.complaint = "";
    state.outdated = false;
    fill(root, data);
    listen(root, state);
  }
  if (!state.outdated) {
    state.wishes = new Map(data.wishes.map(([phase, t, low, high]) => [name(phase, t), [phase, t, low, high]]));
  }
  draw(root, state);
}

function build(parentElement) {
  const root = document.createElement("div");
  root.className = "wishes";
  root.innerHTML = '<div class="scroll"><table></table></div><div class="tools"><span class="what" role="status"></span>'
    + '<span class="set" hidden><label>at least<input class="low" inputmode="decimal">mol%</label>'
    + '<label>at most<input class="high" inputmode="decimal">mol%</label>'
    + '<button type="button" class="main" data-do="set">Set</button>'
    + '<button type="button" data-do="none">None of it</button>'
    + '<button type="button" data-do="free">Leave free</button></span></div>';
  parentElement.appendChild(root);
  return root;
}

function fill(root, data) {
  const table = root.querySelector("table");
  const head = document.createElement("tr");
  head.innerHTML = '<th class="phase"></th>';
  data.temperatures.forEach((t, n) => head.appendChild(headCell(...data.heads[n], { t })));
  const rows = data.rows.map(([phase, title, colour]) => {
    const row = document.createElement("tr");
    const first = headCell(title, phase, { phase });
    first.className = "phase";
    const mark = document.createElement("span");
    mark.className = "mark";
    mark.style.background = colour;
    first.firstChild.prepend(mark);
    row.appendChild(first);
    for (const [n, t] of data.temperatures.entries()) {
      const cell = document.createElement("button");
      cell.type = "button";
      cell.dataset.name = name(phase, t);
      cell.dataset.phase = phase;
      cell.dataset.t = t;
      cell.dataset.at = data.heads[n][0];
      cell.dataset.title = title;
      cell.style.setProperty("--colour", colour);
      const place = document.createElement("td");
      place.appendChild(cell);
      row.appendChild(place);
    }
    return row;
  });
  table.replaceChildren(head, ...rows);
}

function headCell(text, title, dataset) {
  const cell = document.createElement("th");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.title = title;
  Object.assign(button.dataset, dataset);
  cell.appendChild(button);
  return cell;
}

function listen(root, state) {
  const cells = [...root.querySelectorAll("td button")];
  const choose = (list, on) => {
    state.complaint = "";
    for (const cell of list) on ? state.chosen.add(cell.dataset.name) : state.chosen.delete(cell.dataset.name);
    draw(root, state, true);
  };
  const columns = new Set(cells.map((cell) => cell.dataset.t)).size;
  const place = (cell) => [Math.floor(cells.indexOf(cell) / columns), cells.indexOf(cell) % columns];
  const between = (one, other) => {
    const [[r1, c1], [r2, c2]] = [place(one), place(other)];
    const within = (value, a, b) => value >= Math.min(a, b) && value <= Math.max(a, b);
    return cells.filter((cell) => within(place(cell)[0], r1, r2) && within(place(cell)[1], c1, c2));
  };
  for (const cell of cells) {
    cell.onpointerdown = (event) => {
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      const adding = event.ctrlKey || event.metaKey || event.shiftKey;
      const alone = state.chosen.size === 1 && state.chosen.has(cell.dataset.name);
      if (!adding) state.chosen.clear();
      const on = adding ? !state.chosen.has(cell.dataset.name) : !alone;
      state.painting = { from: cell, on, before: new Set(state.chosen) };
      choose([cell], on);
      window.addEventListener("pointerup", () => {
        state.painting = null;
        if (state.chosen.size) root.querySelector(".low").focus({ preventScroll: true });
      }, { once: true });
    };
    cell.onpointerenter = () => {
      if (state.painting === null) return;
      state.chosen = new Set(state.painting.before); // the rectangle from where the mouse went down
      choose(between(state.painting.from, cell), state.painting.on);
    };
    // a mouse has chosen the cell when it went down; fingers and keys click
    cell.onclick = (event) => {
      const byMouse = event.pointerType === "mouse" && event.detail > 0;
      if (!byMouse) choose([cell], !state.chosen.has(cell.dataset.name));
    };
  }
  const buttons = [...root.querySelectorAll("tr")].map((row) => [...row.querySelectorAll("button")]);
  reach(cells[0], buttons.flat());
  for (const button of buttons.flat()) {
    button.onfocus = () => reach(button, buttons.flat());
    button.onkeydown = (event) => move(event, buttons);
  }
  for (const head of root.querySelectorAll("th button")) {
    const line = cells.filter((cell) => head.dataset.phase === cell.dataset.phase || head.dataset.t === cell.dataset.t);
    head.onclick = () => choose(line, !line.every((cell) => state.chosen.has(cell.dataset.name)));
  }
  for (const button of root.querySelectorAll("[data-do]")) button.onclick = () => set(root, state, button.dataset.do);
  for (const field of root.querySelectorAll("input")) {
    field.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // the key shall not press the cell that gets the focus
      set(root, state, "set");
    };
  }
}

// Leave one button of the grid to the Tab key.
function reach(button, buttons) {
  for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
}

// Arrows go to the next button, Home and End to the ends of the row; rows[0] are the heads, one button shorter than the rest.
function move(event, rows) {
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    Home: [0, -Infinity], End: [0, Infinity] }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const grid = rows.map((row, n) => (n ? row : [null, ...row]));
  const r = grid.findIndex((row) => row.includes(event.currentTarget));
  const to = (value, last) => Math.min(Math.max(value, 0), last);
  const row = grid[to(r + step[0], grid.length - 1)];
  const next = row[to(grid[r].indexOf(event.currentTarget) + step[1], row.length - 1)];
  event.preventDefault();
  next?.focus();
}

function set(root, state, what) {
  const range = what === "none" ? [0, 0] : what === "free" ? [null, null] : typed(root);
  state.complaint = typeof range === "string" ? range : "";
  if (state.complaint) return tools(root, state);
  for (const cell of root.querySelectorAll("td button")) {
    if (!state.chosen.has(cell.dataset.name)) continue;
    if (range[0] === null && range[1] === null) state.wishes.delete(cell.dataset.name);
    else state.wishes.set(cell.dataset.name, [cell.dataset.phase, Number(cell.dataset.t), ...range]);
  }
  state.chosen.clear();
  draw(root, state);
  root.querySelector('table [tabindex="0"]').focus({ preventScroll: true }); // the fields are hidden again
  state.post("wishes", [...state.wishes.values()]);
}

// The range typed, or a sentence that says what is wrong with it.
function typed(root) {
  const [low, high] = ["low", "high"].map((part) => {
    const text = root.querySelector(`.${part}`).value.trim().replace(",", ".");
    return text === "" ? null : Number(text) / 100;
  });
  const wrong = [low, high].some((end) => end !== null && !(end >= 0 && end <= 1));
  if (wrong) return "Give numbers between 0 and 100 mol%.";
  if (low !== null && high !== null && low > high) return "At least is more than at most.";
  return [low, high];
}

function draw(root, state, refresh = false) {
  for (const cell of root.querySelectorAll("td button")) {
    const wish = state.wishes.get(cell.dataset.name);
    const value = state.shown.get(cell.dataset.name);
    cell.textContent = wish ? words(wish) : value > 0.0005 ? percent(Number(value.toPrecision(2))) : "·";
    cell.className = wish ? "wished" : "free";
    cell.setAttribute("aria-pressed", state.chosen.has(cell.dataset.name));
    cell.setAttribute("aria-label", `${cell.dataset.title} at ${cell.dataset.at}: ${wish ? amount(wish) : "free"}`);
  }
  tools(root, state, refresh);
}

function tools(root, state, refresh) {
  const what = root.querySelector(".what");
  what.classList.toggle("wrong", Boolean(state.complaint));
  const [first] = state.chosen;
  root.querySelector(".set").hidden = !first;
  if (!first) {
    what.textContent = "Click a cell, or drag over several, and say how much of the phase there may be, in mole per cent.";
    return;
  }
  const cell = root.querySelector(`td button[data-name="${CSS.escape(first)}"]`);
  const chosen = state.chosen.size === 1 ? `${cell.dataset.title} at ${cell.dataset.at}:` : `${state.chosen.size} cells:`;
  what.textContent = state.complaint || chosen;
  if (!refresh) return;
  const wish = state.wishes.get(first);
  root.querySelector(".low").value = wish && wish[2] !== null ? percent(wish[2]) : "";
  root.querySelector(".high").value = wish && wish[3] !== null ? percent(wish[3]) : "";
}

function amount(wish) {
  const text = words(wish);
  return text === "none" ? text : `${text} mol%`;
}

function words([, , low, high]) {
  if (low === null) return high === 0 ? "none" : `≤ ${percent(high)}`;
  if (high === null) return `≥ ${percent(low)}`;
  if (low === high) return high === 0 ? "none" : percent(low);
  return `${percent(low)}–${percent(high)}`;
}
