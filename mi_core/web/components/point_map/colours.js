// What points are coloured by: classes, each with a colour and a mark, or numbers on a scale; and the legend of both.

const MARKS = ["circle", "square", "triangle", "diamond"]; // ten colours in each
const NO_COLOURS = ["#0b7f91", "#e8590c", "#5f3dc4", "#2b8a3e", "#c2255c", "#1971c2", "#a37100", "#5c6b7a", "#862e9c", "#5c7f00"];
const UNKNOWN = 255; // the code of a point of which nothing is known

function themeOf(root) {
  const style = getComputedStyle(root);
  const value = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const colours = value("--st-chart-categorical-colors", "").match(/#[0-9a-f]{3,8}|rgba?\([^)]*\)/gi);
  return {
    text: value("--st-text-color", "#1b2733"),
    ground: value("--st-background-color", "#ffffff"),
    quiet: value("--st-border-color", "#d9e1e7"),
    accent: value("--st-primary-color", "#0b7f91"),
    classes: colours ?? NO_COLOURS,
  };
}

// Code → colour and mark.
function styleOf(colour, theme, code) {
  if (code === UNKNOWN || code >= (colour.names ?? colour.shades).length) return ["#8a949e", "circle"];
  if (colour.kind === "number") return [colour.shades[code], "circle"];
  if (colour.names[code] === colour.rest) return ["#8a949e", "circle"];
  const n = theme.classes.length;
  return [theme.classes[code % n], MARKS[Math.floor(code / n) % MARKS.length]];
}

function drawLegend(place, colour, theme, isolated, isolate) {
  place.replaceChildren(element("span", "title", colour.title));
  if (colour.kind === "number") place.append(bar(colour));
  else for (const [code, name] of colour.names.entries()) place.append(chip(colour, theme, code, name, isolated, isolate));
}

function chip(colour, theme, code, name, isolated, isolate) {
  const button = element("button", "chip", "");
  const [fill, mark] = styleOf(colour, theme, code);
  const sign = element("span", `sign ${mark}`, "");
  sign.style.background = fill;
  button.type = "button";
  button.setAttribute("aria-pressed", isolated === code);
  button.title = `Show ${name} alone`;
  button.append(sign, name);
  button.onclick = () => isolate(isolated === code ? null : code);
  return button;
}

function bar(colour) {
  const whole = element("span", "bar", "");
  const steps = colour.shades.filter((_, i) => i % 15 === 0);
  whole.append(element("span", "ramp", ""));
  whole.firstChild.style.background = `linear-gradient(to right, ${steps.join(", ")})`;
  for (const [at, text] of colour.labels) {
    const label = element("span", "tick", text);
    label.style.left = `${at}%`;
    whole.append(label);
  }
  return whole;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
