// Element maps: periodic tables that are drawn once; what comes in later changes colours, words and the colour bar alone.
// A cell tells its words to the pointer, to the keyboard (arrows move over a table), and to screen readers.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const MARGIN = 6; // pixels between a cell and its words

export default function ({ data, parentElement }) {
  let root = parentElement.querySelector(".maps");
  const titles = Object.keys(data.tables);
  const kept = root?.querySelectorAll(".cell").length === titles.length * data.places.length;
  if (!kept) {
    root?.remove();
    root = build(titles, data.places);
    parentElement.appendChild(root);
  }
  for (const [number, map] of [...root.querySelectorAll(".map")].entries()) {
    draw(map, titles[number], data.tables[titles[number]], data.bar);
  }
  root.refresh();
}

function build(titles, places) {
  const root = make("div", "maps");
  root.append(...titles.map(() => table(places)));
  tellWords(root);
  return root;
}

function table(places) {
  const map = make("div", "map");
  const grid = make("div", "table");
  const bar = make("div", "bar");
  const none = make("span", "");
  none.textContent = "0";
  bar.append(make("div", "name"), make("div", "none"), none, make("div", "gradient"), make("div", "labels"));
  grid.setAttribute("role", "group");
  grid.append(bar, ...places.map(cell));
  grid.querySelector(".cell").tabIndex = 0;
  grid.addEventListener("keydown", step);
  map.append(make("div", "title"), grid);
  return map;
}

function cell([symbol, row, column]) {
  const node = make("div", "cell");
  node.textContent = symbol;
  node.tabIndex = -1;
  node.setAttribute("role", "img");
  node.style.gridRow = row;
  node.style.gridColumn = column;
  return node;
}

function draw(map, title, cells, bar) {
  const grid = map.querySelector(".table");
  write(map.querySelector(".title"), title);
  grid.setAttribute("aria-label", `${title}: ${bar.title}`);
  write(grid.querySelector(".name"), bar.title);
  grid.querySelector(".gradient").style.background = bar.gradient;
  grid.querySelector(".labels").replaceChildren(...bar.labels.map(label));
  for (const one of grid.querySelectorAll(".cell")) {
    const shown = cells[one.textContent];
    const [colour, ink, words] = shown ?? ["", "", `${one.textContent}: no candidates`];
    one.classList.toggle("none", Boolean(shown) && !colour);
    one.style.background = colour;
    one.style.color = ink;
    one.setAttribute("aria-label", words);
  }
}

function label([place, text]) {
  const node = make("span", "");
  node.textContent = text;
  node.style.left = `${place}%`;
  return node;
}

/** Show a cell's words above it while it is pointed at or has the focus. */
function tellWords(root) {
  const tip = make("div", "tip");
  let current = null;
  root.append(tip);
  root.refresh = () => {
    tip.hidden = !current;
    if (!current) return;
    write(tip, current.getAttribute("aria-label"));
    const [here, frame] = [current.getBoundingClientRect(), root.getBoundingClientRect()];
    const left = here.left + here.width / 2 - frame.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
    tip.style.top = `${here.top - frame.top - MARGIN}px`;
  };
  const tell = (one) => {
    current = one;
    root.refresh();
  };
  for (const type of ["pointerover", "focusin"]) {
    root.addEventListener(type, (event) => tell(event.target.closest(".cell")));
  }
  for (const type of ["pointerleave", "focusout"]) root.addEventListener(type, () => tell(null));
  root.addEventListener("keydown", (event) => event.key === "Escape" && tell(null));
}

/** Move the focus to the next cell in the arrow's direction, over what is empty. */
function step(event) {
  const arrow = ARROWS[event.key];
  if (!arrow) return;
  event.preventDefault();
  const from = event.target;
  const place = (one) => [Number(one.style.gridRowStart), Number(one.style.gridColumnStart)];
  const [row, column] = place(from);
  const along = (one) => {
    const [down, right] = [place(one)[0] - row, place(one)[1] - column];
    return down * arrow[1] === 0 && right * arrow[0] === 0 ? down * arrow[0] + right * arrow[1] : 0;
  };
  const ahead = [...event.currentTarget.querySelectorAll(".cell")].filter((one) => along(one) > 0);
  const to = ahead.sort((one, other) => along(one) - along(other))[0];
  if (!to) return;
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function make(tag, name) {
  const node = document.createElement(tag);
  node.className = name;
  return node;
}
