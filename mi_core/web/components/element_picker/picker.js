// Element picker: a periodic table whose cells are switched by a click, by dragging over several, or by the keyboard;
// a double click leaves one alone. Python owns the choice: it comes in data.selected and goes back as "selection".

const PAUSE_MS = 350; // clicks in quick succession are sent together, and a double click is seen as one
const states = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".picker") ?? build(parentElement);
  const state = states.get(root) ?? { timer: null, painting: null };
  states.set(root, state);
  messages(state, data, setTriggerValue);
  state.send = () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      state.timer = null;
      state.post("selection", [...state.selected]);
    }, PAUSE_MS);
  };
  // what waits to be sent is newer than what comes in
  if (!state.timer && !state.outdated) state.selected = new Set(data.selected);
  draw(root, data, state);
}

function build(parentElement) {
  const root = document.createElement("div");
  root.className = "picker";
  root.innerHTML = '<div class="head"><span class="label"></span><span class="count"></span>'
    + '<button type="button" data-all="1">All</button><button type="button" data-all="">None</button></div>'
    + '<div class="table" role="group"></div>';
  parentElement.appendChild(root);
  return root;
}

function draw(root, data, state) {
  const table = root.querySelector(".table");
  root.querySelector(".label").textContent = data.label;
  table.setAttribute("aria-label", data.label);
  if (table.childElementCount !== data.cells.length) fill(table, data.cells);
  const cells = [...table.children];
  const show = () => {
    for (const cell of cells) cell.setAttribute("aria-pressed", state.selected.has(cell.dataset.symbol));
    root.querySelector(".count").textContent = `${state.selected.size} of ${cells.length}`;
  };
  const set = (symbol, on) => {
    if (state.selected.has(symbol) === on) return;
    on ? state.selected.add(symbol) : state.selected.delete(symbol);
    show();
    state.send();
  };
  const replace = (symbols) => {
    state.selected = new Set(symbols);
    show();
    state.send();
  };
  for (const cell of cells) {
    const symbol = cell.dataset.symbol;
    cell.onpointerdown = (event) => {
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      state.painting = !state.selected.has(symbol);
      set(symbol, state.painting);
      window.addEventListener("pointerup", () => (state.painting = null), { once: true });
    };
    cell.onpointerenter = () => state.painting !== null && set(symbol, state.painting);
    // a mouse has switched the cell when it went down; fingers and keys click
    cell.onclick = (event) => {
      const byMouse = event.pointerType === "mouse" && event.detail > 0;
      if (!byMouse) set(symbol, !state.selected.has(symbol));
    };
    cell.ondblclick = () => replace([symbol]);
  }
  for (const button of root.querySelectorAll("[data-all]")) {
    button.onclick = () => replace(button.dataset.all ? data.cells.map(([symbol]) => symbol) : []);
  }
  show();
}

function fill(table, cells) {
  table.replaceChildren(
    ...cells.map(([symbol, row, column]) => {
      const cell = document.createElement("button");
      cell.type = "button";
      cell.textContent = symbol;
      cell.dataset.symbol = symbol;
      cell.style.gridRow = row;
      cell.style.gridColumn = column;
      return cell;
    }),
  );
}
