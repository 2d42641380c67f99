// What there is to say about the chosen module.

function showDetails() {
  const panel = document.getElementById("details");
  const module = page.chosen;
  panel.replaceChildren(...(module ? aboutModule(module) : invitation()));
}

/** Nothing is chosen: the modules that are worth a look. */
function invitation() {
  const program = page.run.modules.filter(module => module.phase === "program");
  const slowest = [...program].sort((a, b) => b.self_ns - a.self_ns).slice(0, 8);
  return [
    make("h3", {}, "What takes longest"),
    make("p", { class: "faint" }, "Time of their own, without what they import:"),
    make("ol", {}, slowest.map(module => make("li", {}, link(module), " " + time(module.self_ns)))),
    make("p", { class: "faint" }, "Click a bar or a name to see who asked for it."),
  ];
}

function aboutModule(module) {
  const facts = [
    ["In all", time(module.cumulative_ns) + " (" + share(module.cumulative_ns, module.run.wall_ns) + " of the run)"],
    ["Its own", time(module.self_ns)],
    ["Of that", "finding " + time(module.find_ns) + ", reading " + time(module.decode_ns) + ", running " + time(module.execute_ns)],
    ["Memory", bytes(module.memory)],
    ["When", module.phase === "program" ? "by the program" : "while the interpreter started"],
    ["Thread", module.thread === module.run.main_thread ? "" : String(module.thread)],
    ["File", module.file || ""],
    ["Loader", module.loader || ""],
  ];
  for (const [name, times] of [["All runs, its own", module.self_of_runs], ["All runs, in all", module.cumulative_of_runs]]) {
    if (times) facts.splice(2, 0, [name, "best " + time(times.best_ns) + ", median " + time(times.median_ns)]);
  }
  const shown = facts.filter(([, text]) => text);
  return [
    make("h3", { class: "mono" }, module.module),
    make("p", {}, tag(module.state), " ", story(module)),
    make("dl", {}, shown.map(([name, text]) => [make("dt", {}, name), make("dd", {}, text)])),
    phases(module),
    ...chain(module),
    ...imports(module),
    ...otherImporters(module),
    ...otherRuns(module),
  ];
}

function tag(state) {
  return make("span", { class: "tag " + state }, state);
}

/** Find, read and run as a strip. */
function phases(module) {
  const parts = [["find", module.find_ns], ["decode", module.decode_ns], ["execute", module.execute_ns]];
  const whole = parts.reduce((sum, [, part]) => sum + part, 0) || 1;
  return make("div", { class: "phases", title: parts.map(([name, part]) => name + " " + time(part)).join(", ") },
    parts.map(([name, part]) => make("i", { style: { width: part * 100 / whole + "%", background: "var(--" + name + ")" } })));
}

/** From the program down to the module. */
function chain(module) {
  const around = [];
  for (let at = module; at; at = at.run.modules[at.parent]) around.unshift(at);
  const first = around[0].by && around[0].by.module;
  const start = first ? [make("li", { class: "mono" }, first)] : [];
  const steps = around.map(step => make("li", {},
    step === module ? make("b", { class: "mono" }, step.module) : link(step),
    step.by ? make("div", { class: "faint" }, place(step.by)) : ""));
  return [make("h4", {}, "Who led to it"), make("ol", {}, start, steps)];
}

function imports(module) {
  if (!module.children.length) return [];
  const children = [...module.children].sort((a, b) => b.cumulative_ns - a.cumulative_ns);
  const items = children.slice(0, 30).map(child => make("li", {}, link(child), " " + time(child.cumulative_ns)));
  if (children.length > 30) items.push(make("li", { class: "faint" }, "and " + (children.length - 30) + " more"));
  return [make("h4", {}, "It loaded"), make("ul", {}, items)];
}

/** Who imported it when it was loaded already: they would load it if nobody else did. */
function otherImporters(module) {
  const edges = module.run.edges.filter(edge => edge.module === module.module && edge.by);
  if (!edges.length) return [];
  const items = edges.slice(0, 30).map(edge => make("li", {},
    make("span", { class: "mono" }, edge.by.module || "?"), edge.count > 1 ? " (" + edge.count + " times)" : "",
    make("div", { class: "faint" }, place(edge.by))));
  if (edges.length > 30) items.push(make("li", { class: "faint" }, "and " + (edges.length - 30) + " more"));
  return [make("h4", {}, "Imported again, already loaded"), make("ul", {}, items)];
}

function otherRuns(module) {
  const others = data.runs.filter(run => run !== module.run);
  return others.flatMap(run => {
    const twin = elsewhere(run, module.module);
    const text = twin ? time(twin.cumulative_ns) + " in all, " + time(twin.self_ns) + " its own, " + twin.state : "not loaded";
    return [make("h4", {}, "In the " + run.label + " run"), make("p", {}, twin ? link(twin, text) : text)];
  });
}
