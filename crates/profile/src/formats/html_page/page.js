// Puts the page together.

const CHIPS = 60;
let allLazy = false;

const icicles = data.runs.map(run => new Icicle(run));

/** Chooses a module: shows what there is to say about it, and enlarges it. */
function choose(module, zoom) {
  hideTip();
  page.chosen = module;
  if (module && module.run !== page.run) {
    page.run = module.run;
    showTools();
    showTable();
    showLazy();
  }
  for (const icicle of icicles) {
    if (!module) icicle.zoom(null);
    else if (zoom && icicle.run === module.run) icicle.zoom(icicle.barOf(module));
    else icicle.mark();
  }
  document.getElementById("back").disabled = !module;
  showDetails();
}

function arrange() {
  const scale = Math.max(...data.runs.map(run => layOut(run, page.layout).width), 1);
  icicles.forEach(icicle => icicle.arrange(scale));
}

function showHead() {
  const run = data.runs[0];
  document.getElementById("command").textContent = run.argv.join(" ") || "-";
  const parts = ["Recorded by pyrun " + run.pyrun];
  if (data.runs.length === 1) parts.push(run.lazy === "off" || !run.lazy ? "imports are eager" : "imports are lazy");
  document.getElementById("about").textContent = parts.join(" · ");
}

function showOverview() {
  const tiles = [
    ["The whole run", run => time(run.wall_ns), "From the start of the process to its end."],
    ["Interpreter start-up", run => time(run.startup_ns), "Before the first line of the program."],
    ["Imports of the program", run => time(run.program.imports_ns), "Time the program waited for imports."],
    ["Modules loaded", run => String(run.program.modules), "By the program, without start-up."],
    ["Never needed", run => String(run.never_needed.length), "Modules that lazy imports did not have to load."],
  ];
  const killed = data.runs.some(run => !run.complete);
  document.getElementById("overview").replaceChildren(
    killed ? make("p", { class: "note warning" }, "The process was killed. This is what was recorded until then.") : "",
    make("div", { class: "tiles" }, tiles.map(([name, text, about]) => tile(name, text, about))),
    ...data.runs.map(whole));
}

function tile(name, text, about) {
  const number = data.runs.length === 1
    ? make("div", { class: "value" }, text(data.runs[0]))
    : make("table", {}, data.runs.map(run => make("tr", {}, make("td", {}, run.label), make("td", {}, text(run)))));
  return make("div", { class: "tile" }, make("div", { class: "name" }, name), number, make("p", {}, about));
}

/** The whole run as a strip of four parts. */
function whole(run) {
  const longest = Math.max(...data.runs.map(run => run.wall_ns), 1);
  const parts = [
    ["imports of the start-up", run.startup.imports_ns, "start-imports"],
    ["rest of the start-up", run.startup.wall_ns - run.startup.imports_ns, "start-rest"],
    ["imports of the program", run.program.imports_ns, "imports"],
    ["the program itself", run.program.wall_ns - run.program.imports_ns, "work"],
  ];
  const title = run.label ? run.label + ": where the time went" : "Where the time went";
  const spread = run.spread && " – shown is the run in the middle of " + run.spread.runs
    + ": best " + time(run.spread.best_wall_ns) + ", median " + time(run.spread.median_wall_ns);
  return make("div", { class: "whole" }, make("b", {}, title), make("span", { class: "faint" }, spread),
    make("div", { class: "strip" }, parts.map(([name, ns, colour]) => make("div", {
      title: name + ", " + time(ns), style: { width: Math.max(ns, 0) * 100 / longest + "%", background: "var(--" + colour + ")" },
    }))),
    make("div", { class: "keys" }, parts.map(([name, ns, colour]) => make("span", {
      class: "key", style: { "--swatch": "var(--" + colour + ")" },
    }, name + " " + time(Math.max(ns, 0)) + " (" + share(Math.max(ns, 0), run.wall_ns) + ")"))));
}

function showLegend() {
  const used = new Set(data.runs.flatMap(run => run.modules.map(swatch)));
  const names = { ...ORIGINS, failed: "failed", unfinished: "unfinished" };
  const keys = Object.entries(names).filter(([key]) => used.has(key));
  const legend = keys.map(([key, name]) => make("span", { class: "key", style: { "--swatch": "var(--" + key + ")" } }, name));
  if (data.runs.some(run => run.modules.some(module => module.state === "lazy"))) {
    legend.push(make("span", { class: "key is-lazy", style: { "--swatch": "var(--phase)" } }, "loaded lazily"));
  }
  document.getElementById("legend").replaceChildren(...legend);
}

function showLazy() {
  const { declarations, never_needed: never } = page.run;
  const body = document.getElementById("lazy-body");
  if (!declarations.length) {
    body.replaceChildren(make("p", { class: "faint" }, "No import was deferred in this run. `--lazy` runs the program with lazy imports, `--both` both ways."));
    return;
  }
  const used = declarations.filter(declaration => declaration.outcome === "used").length;
  body.replaceChildren(
    make("p", {}, counted(declarations.length, "name") + " deferred, " + used + " used. "
      + (never.length ? "These modules were never needed, so nothing was loaded for them:" : "")),
    make("ul", { class: "chips" }, never.slice(0, CHIPS).map(chip),
      never.length > CHIPS ? make("li", {}, "and " + (never.length - CHIPS) + " more, in the table") : ""),
    make("div", { class: "scroller" }, make("table", {},
      make("thead", {}, make("tr", {}, ["Name", "What became of it", "Declared at", "First used at"].map(text => make("th", {}, text)))),
      make("tbody", {}, (allLazy ? declarations : declarations.slice(0, ROWS)).map(declared)))),
    !allLazy && declarations.length > ROWS
      ? make("button", { type: "button", onclick: () => { allLazy = true; showLazy(); } }, "Show all " + declarations.length) : "");
}

/** A row about a lazy declaration. */
function declared(declaration) {
  const name = declaration.name ? declaration.module + "." + declaration.name : declaration.module;
  const module = elsewhere(page.run, declaration.module);
  return make("tr", {},
    make("td", { class: "name mono" }, module ? link(module, name) : name),
    make("td", {}, outcome(declaration.outcome)),
    make("td", { class: "place" }, place(declaration.declared)),
    make("td", { class: "place" }, place(declaration.used)));
}

/** A module that was not needed, and what it costs where it is. */
function chip(name) {
  const declared = page.run.declarations.filter(declaration => declaration.module === name);
  const twins = data.runs.filter(run => run !== page.run).map(run => elsewhere(run, name)).filter(Boolean);
  const saved = twins.length ? " – " + time(twins[0].cumulative_ns) + " in the " + twins[0].run.label + " run" : "";
  return make("li", {}, make("b", {}, name), saved, make("span", {}, declared.map(declaration => place(declaration.declared)).join(", ")));
}

function outcome(outcome) {
  const words = {
    used: ["lazy", "used"], unused: ["", "not used; loaded by something else"], "never needed": ["good", "never needed"],
  };
  const [kind, text] = words[outcome];
  return make("span", { class: "tag " + kind }, text);
}

function showTrouble() {
  const bad = data.runs.flatMap(run => run.modules).filter(module => module.state === "failed" || module.state === "unfinished");
  document.getElementById("trouble").hidden = !bad.length;
  document.getElementById("trouble-body").replaceChildren(make("div", { class: "scroller" }, make("table", {}, make("tbody", {}, bad.map(module => make("tr", {},
    data.runs.length > 1 ? make("td", {}, module.run.label) : "",
    make("td", { class: "name" }, link(module)),
    make("td", {}, tag(module.state)),
    make("td", {}, module.error || "the process ended while it was being imported"),
    make("td", { class: "place" }, place(module.by))))))));
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

function start() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  setTheme(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
  document.getElementById("theme").addEventListener("click", () =>
    setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  document.getElementById("icicles").replaceChildren(...icicles.map(icicle => icicle.element));
  showHead();
  showOverview();
  showLegend();
  showTools();
  showTable();
  showLazy();
  showTrouble();
  arrange();
  showDetails();
  document.getElementById("highlight").addEventListener("input", () => icicles.forEach(icicle => icicle.mark()));
  document.getElementById("back").addEventListener("click", () => choose(null));
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") choose(null);
  });
  for (const button of document.querySelectorAll("[data-layout]")) {
    button.addEventListener("click", () => {
      page.layout = button.dataset.layout;
      document.querySelectorAll("[data-layout]").forEach(other => other.setAttribute("aria-pressed", String(other === button)));
      page.chosen = null;
      arrange();
      choose(null);
    });
  }
  addEventListener("resize", () => icicles.forEach(icicle => icicle.draw()));
}

start();
