// The data of the page, and the words for it.

const data = JSON.parse(document.getElementById("data").textContent);
const page = { run: data.runs[0], layout: "packed", chosen: null };

for (const run of data.runs) {
  run.modules.forEach((module, index) => {
    module.index = index;
    module.run = run;
    module.children = [];
    const parent = run.modules[module.parent];
    if (parent) parent.children.push(module);
  });
}

/** A number of nanoseconds for people. */
function time(ns) {
  const ms = ns / 1e6;
  if (ms >= 10000) return (ms / 1000).toFixed(2) + " s";
  if (ms >= 100) return ms.toFixed(0) + " ms";
  if (ms >= 10) return ms.toFixed(1) + " ms";
  return ms.toFixed(ms >= 0.01 || ms === 0 ? 2 : 3) + " ms";
}

function bytes(number) {
  if (number === null || number === undefined) return "";
  const size = Math.abs(number);
  if (size < 1024) return number + " B";
  if (size < 1048576) return (number / 1024).toFixed(1) + " KiB";
  return (number / 1048576).toFixed(1) + " MiB";
}

function share(part, whole) {
  return whole ? Math.round(part * 100 / whole) + " %" : "";
}

function counted(number, noun) {
  return number + " " + noun + (number === 1 ? "" : "s");
}

/** A place in a program as `file:line`. */
function place(position) {
  if (!position) return "";
  const name = position.file || position.module || "?";
  return position.line ? name + ":" + position.line : name;
}

/** What happened to a module, in a sentence. */
function story(module) {
  if (module.state === "failed") return "Its import failed: " + module.error;
  if (module.state === "unfinished") return "The process ended while it was being imported.";
  if (module.state === "lazy") {
    return "Declared lazily at " + place(module.declared) + ", loaded when it was used at " + place(module.by) + ".";
  }
  return "Loaded when its import statement ran.";
}

/** An element with properties and children; texts are never markup. */
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}

/** The same module in another run. */
function elsewhere(run, name) {
  return run.modules.find(module => module.module === name);
}

/** A button that looks like a link and chooses a module. */
function link(module, text) {
  return make("button", {
    class: "link mono", type: "button",
    onclick: () => {
      choose(module, true);
      document.getElementById("details").scrollIntoView({ block: "nearest" });
    },
  }, text || module.module);
}
