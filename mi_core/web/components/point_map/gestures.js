// What the hand does: point at, click, drag, zoom, draw a loop, walk by the arrow keys.

const REACH = 9; // pixels from a point that still point at it
const SLACK = 4; // a longer way with the button down is a drag
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

// `act` has redraw, select, lasso and hover.
function listen(state, act) {
  const { canvas } = state;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const pointed = (x, y) => {
    const eye = lens(state);
    return nearest(indexNow(state), ...eye.toMap(x, y), REACH / eye.scale, (i) => shown(state, i));
  };
  let press = null;
  canvas.onpointerdown = (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    const [x, y] = at(event);
    press = { x, y, view: { ...state.view }, looping: state.looping || event.shiftKey, moved: false };
    if (press.looping) state.loop = [lens(state).toMap(x, y)];
  };
  canvas.onpointermove = (event) => {
    const [x, y] = at(event);
    if (!press) return act.hover(pointed(x, y), x, y);
    press.moved ||= Math.hypot(x - press.x, y - press.y) > SLACK;
    if (press.looping) state.loop.push(lens(state).toMap(x, y));
    else if (press.moved) {
      const { scale } = lens(state);
      state.view = { ...press.view, x: press.view.x - (x - press.x) / scale, y: press.view.y + (y - press.y) / scale };
      act.hover(null);
    }
    act.redraw(!press.looping);
  };
  canvas.onpointerup = (event) => {
    if (!press) return;
    const { looping, moved } = press;
    press = null;
    const loop = state.loop;
    state.loop = null;
    if (looping && moved) act.lasso(within(state.now, loop, (i) => shown(state, i)));
    else if (!moved) act.select(pointed(...at(event)));
    act.redraw();
  };
  canvas.onpointercancel = () => {
    press = state.loop = null;
    act.redraw();
  };
  canvas.onpointerleave = () => press || act.hover(null);
  canvas.onwheel = (event) => {
    event.preventDefault();
    zoom(state, Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), ...at(event));
    act.hover(null);
    act.redraw();
  };
  canvas.onkeydown = (event) => keyed(event, state, act);
}

function keyed(event, state, act) {
  if (event.key === "Escape") act.clear();
  else if (event.key === "+" || event.key === "-") zoom(state, event.key === "+" ? 1.25 : 0.8);
  else if (event.key in ARROWS) {
    const from = state.selected;
    const start = () => nearest(indexNow(state), state.view.x, state.view.y, 2, (i) => shown(state, i));
    const next = from === null ? start() : neighbourTowards(state.now, from, ARROWS[event.key], (i) => shown(state, i));
    if (next !== null) act.select(next, true);
  } else return;
  event.preventDefault();
  act.redraw();
}

// Zoom about a place of the canvas that stays where it is: the middle unless given.
function zoom(state, factor, x = state.width / 2, y = state.height / 2) {
  const [mapX, mapY] = lens(state).toMap(x, y);
  state.view.zoom = Math.min(200, Math.max(0.05, state.view.zoom * factor));
  const [newX, newY] = lens(state).toMap(x, y);
  state.view.x += mapX - newX;
  state.view.y += mapY - newY;
}

// The index of the points where they are now, made anew once they have moved.
function indexNow(state) {
  state.index ??= indexOf(state.now);
  return state.index;
}
