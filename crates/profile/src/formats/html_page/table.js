// The table of modules: sorted by a click on a title, filtered by what is typed.

const ROWS = 300;
const table = { key: "self_ns", falling: true, text: "", state: "", origin: "", startup: false, all: false };

const COLUMNS = [
  { key: "module", title: "Module", text: true },
  { key: "self_ns", title: "Own time", hint: "Time without the imports in it" },
  { key: "cumulative_ns", title: "In all", hint: "Time with the imports in it" },
  { key: "best", title: "Best", hint: "Shortest of all runs, in all", value: module => (module.cumulative_of_runs || {}).best_ns, runs: true },
  { key: "median", title: "Median", hint: "Median of all runs, in all", value: module => (module.cumulative_of_runs || {}).median_ns, runs: true },
  { key: "phases", title: "Find, read, run", value: module => module.execute_ns },
  { key: "memory", title: "Memory" },
  { key: "origin", title: "Whose", text: true },
  { key: "state", title: "State", text: true },
  { key: "by", title: "Imported at", text: true, value: module => place(module.by) },
];

const ORIGINS = { program: "program", installed: "installed package", standard: "standard library" };

function columns() {
  return COLUMNS.filter(column => !column.runs || page.run.spread);
}

function value(module, column) {
  return column.value ? column.value(module) : module[column.key];
}

function showTools() {
  const select = (key, label, options) => make("label", {}, label + " ",
    make("select", { onchange: event => { table[key] = event.target.value; showTable(); } },
      make("option", { value: "" }, "all"),
      Object.entries(options).map(([value, text]) => make("option", { value }, text))));
  const states = Object.fromEntries(["eager", "lazy", "failed", "unfinished"].map(state => [state, state]));
  const runs = data.runs.length < 2 ? "" : make("div", { class: "choice", role: "group", "aria-label": "Run" },
    data.runs.map(run => make("button", {
      type: "button", "aria-pressed": String(run === page.run),
      onclick: () => { page.run = run; choose(null); showTools(); showTable(); showLazy(); },
    }, run.label)));
  document.getElementById("table-tools").replaceChildren(...[
    runs,
    make("label", {}, "Filter ", make("input", {
      type: "search", placeholder: "module or place", spellcheck: "false", value: table.text,
      oninput: event => { table.text = event.target.value; showTable(); },
    })),
    select("origin", "Whose", ORIGINS),
    select("state", "State", states),
    make("label", {}, make("input", {
      type: "checkbox", checked: table.startup,
      onchange: event => { table.startup = event.target.checked; showTable(); },
    }), " with the interpreter's start-up"),
  ].filter(Boolean));
}

function chosenRows() {
  const text = table.text.trim().toLowerCase();
  return page.run.modules.filter(module =>
    (table.startup || module.phase === "program") &&
    (!table.state || module.state === table.state) &&
    (!table.origin || module.origin === table.origin) &&
    (!text || (module.module + " " + place(module.by) + " " + (module.file || "")).toLowerCase().includes(text)));
}

function sorted(modules) {
  const column = COLUMNS.find(column => column.key === table.key);
  const sign = table.falling ? -1 : 1;
  const compare = column.text
    ? (a, b) => String(value(a, column)).localeCompare(String(value(b, column)))
    : (a, b) => (value(a, column) ?? -Infinity) - (value(b, column) ?? -Infinity);
  return [...modules].sort((a, b) => sign * compare(a, b) || a.index - b.index);
}

function showTable() {
  const rows = sorted(chosenRows());
  const shown = table.all ? rows : rows.slice(0, ROWS);
  const longest = page.run.modules.reduce((most, module) => Math.max(most, module.self_ns), 1);
  const widest = page.run.modules.reduce((most, module) => Math.max(most, module.cumulative_ns), 1);
  document.getElementById("modules").replaceChildren(
    make("thead", {}, make("tr", {}, columns().map(title))),
    make("tbody", {}, shown.map(module => row(module, longest, widest))));
  const own = rows.reduce((sum, module) => sum + module.self_ns, 0);
  const note = document.getElementById("modules-note");
  note.replaceChildren(counted(rows.length, "module") + ", " + time(own) + " of their own. ");
  if (shown.length < rows.length) {
    note.append(make("button", { type: "button", onclick: () => { table.all = true; showTable(); } }, "Show all " + rows.length));
  }
}

function title(column) {
  const sort = column.key !== table.key ? null : table.falling ? "descending" : "ascending";
  return make("th", { "aria-sort": sort, class: column.text || column.key === "phases" ? "" : "number" },
    make("button", {
      type: "button", title: column.hint,
      onclick: () => {
        table.falling = column.key === table.key ? !table.falling : !column.text;
        table.key = column.key;
        showTable();
      },
    }, column.title));
}

function row(module, longest, widest) {
  const meter = (ns, most) => make("td", { class: "number meter", style: { "--share": ns * 100 / most + "%" } }, time(ns));
  const times = column => make("td", { class: "number" }, value(module, column) === undefined ? "" : time(value(module, column)));
  const cells = {
    module: () => make("td", { class: "name" }, link(module)),
    self_ns: () => meter(module.self_ns, longest),
    cumulative_ns: () => meter(module.cumulative_ns, widest),
    best: times, median: times,
    phases: () => make("td", {}, phases(module)),
    memory: () => make("td", { class: "number" }, bytes(module.memory)),
    origin: () => make("td", {}, ORIGINS[module.origin]),
    state: () => make("td", {}, tag(module.state)),
    by: () => make("td", { class: "place" }, place(module.by)),
  };
  return make("tr", {}, columns().map(column => cells[column.key](column)));
}
