// Two buttons that save a plotly figure as PNG or SVG. The figure comes from Streamlit as it is drawn on paper; plotly,
// copied beside this file from the installed package, is loaded at the first click.
"use strict";

const SCALE = { png: 2, svg: 1 };
const buttons = [...document.querySelectorAll("button")];
let args = null;
let plotly = null;

function send(type, data) {
  window.parent.postMessage({ isStreamlitMessage: true, type, ...data }, "*");
}

window.addEventListener("message", (event) => {
  if (event.data.type !== "streamlit:render") return;
  args = event.data.args;
  const { textColor, primaryColor } = event.data.theme || {};
  if (textColor) document.documentElement.style.setProperty("--text", textColor);
  if (primaryColor) document.documentElement.style.setProperty("--primary", primaryColor);
});

function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "plotly.js";
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("plotly could not be loaded"));
    document.head.append(script);
  });
  return plotly;
}

async function save(format) {
  const Plotly = await loadPlotly();
  const figure = JSON.parse(args.figure);
  const size = { width: args.width, height: figure.layout.height || args.height };
  const address = await Plotly.toImage(figure, { format, scale: SCALE[format], ...size });
  const link = document.createElement("a");
  link.href = address;
  link.download = `${args.name}.${format}`;
  document.body.append(link);
  link.click();
  link.remove();
}

for (const button of buttons) {
  button.addEventListener("click", async () => {
    if (!args) return;
    button.disabled = true;
    try {
      await save(button.dataset.format);
      button.title = "Saved";
    } catch (error) {
      button.title = `Not saved: ${error.message}`;
      button.querySelector("span").textContent = `${button.dataset.format.toUpperCase()} failed`;
    } finally {
      button.disabled = false;
    }
  });
}

send("streamlit:componentReady", { apiVersion: 1 });
send("streamlit:setFrameHeight", { height: 40 });
