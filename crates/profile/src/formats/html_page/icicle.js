// The picture: bars as wide as the imports took, what they imported beneath.

const ROW = 23;
const NARROWEST = 1.2;

/** Bars of a run. Each has `from` and `to` in nanoseconds and a `row`. */
function layOut(run, layout) {
  return layout === "clock" ? onTheClock(run) : packed(run);
}

/** Loads that nothing of their thread is around. */
function outermost(run, thread, phase) {
  return run.modules.filter(module => {
    const parent = run.modules[module.parent];
    return module.thread === thread && (!phase || module.phase === phase) && !(parent && parent.thread === thread);
  });
}

function threads(run) {
  const others = run.modules.map(module => module.thread);
  return [...new Set([run.main_thread, ...others])];
}

/** Start-up, program and other threads beside each other, without what is between imports. */
function packed(run) {
  const bars = [];
  let from = 0;
  const group = (name, roots) => {
    if (!roots.length) return;
    const to = from + roots.reduce((sum, root) => sum + root.cumulative_ns, 0);
    const bar = { name, from, to, row: 0, up: null };
    bars.push(bar);
    pack(roots, from, 1, bar, bars);
    from = to;
  };
  for (const thread of threads(run)) {
    const beside = thread === run.main_thread ? "" : "thread " + thread;
    group(beside ? beside + ", start-up" : "interpreter start-up", outermost(run, thread, "start-up"));
    group(beside || "program", outermost(run, thread, "program"));
  }
  return { bars, width: from };
}

function pack(modules, from, row, up, bars) {
  for (const module of modules) {
    const bar = { module, from, to: from + module.cumulative_ns, row, up };
    bars.push(bar);
    pack(module.children.filter(child => child.thread === module.thread), from, row + 1, bar, bars);
    from = bar.to;
  }
}

/** Everything when it happened; threads beneath each other. */
function onTheClock(run) {
  const bars = [];
  let row = 0;
  for (const thread of threads(run)) {
    const add = (name, from, to, roots) => {
      const bar = { name, from, to, row, up: null };
      bars.push(bar);
      roots.forEach(root => clock(root, row + 1, bar, bars));
    };
    if (thread === run.main_thread) {
      add("interpreter start-up", 0, run.startup_ns, outermost(run, thread, "start-up"));
      add("program", run.startup_ns, run.wall_ns, outermost(run, thread, "program"));
    } else {
      add("thread " + thread, 0, run.wall_ns, outermost(run, thread));
    }
    row = bars.reduce((lowest, bar) => Math.max(lowest, bar.row + 1), 0);
  }
  return { bars, width: run.wall_ns };
}

function clock(module, row, up, bars) {
  const bar = { module, from: module.start_ns, to: module.end_ns, row, up };
  bars.push(bar);
  for (const child of module.children) if (child.thread === module.thread) clock(child, row + 1, bar, bars);
}

/** One run's picture. */
class Icicle {
  constructor(run) {
    this.run = run;
    this.elements = new Map();
    this.axis = make("div", { class: "axis", "aria-hidden": "true" });
    this.body = make("div", { class: "icicle" });
    const name = run.label ? make("p", { class: "run-name" }, run.label) : "";
    this.element = make("div", {}, name, this.axis, this.body);
  }

  /** Lays out anew; `scale` is the time that fills the width. */
  arrange(scale) {
    const { bars } = layOut(this.run, page.layout);
    this.bars = bars;
    this.scale = scale;
    this.focus = null;
    this.elements.forEach(element => element.remove());
    this.elements.clear();
    this.draw();
  }

  zoom(bar) {
    this.focus = bar;
    this.draw();
  }

  barOf(module) {
    return this.bars.find(bar => bar.module === module);
  }

  draw() {
    const pixels = this.body.clientWidth || 1000;
    const [from, to] = this.focus ? [this.focus.from, Math.max(this.focus.to, this.focus.from + 1)] : [0, this.scale];
    const x = at => (at - from) / (to - from) * pixels;
    const shown = new Set();
    let rows = 0;
    for (const bar of this.bars) {
      const left = Math.max(0, x(bar.from));
      const width = Math.min(pixels, x(bar.to)) - left;
      if (width < NARROWEST) continue;
      shown.add(bar);
      rows = Math.max(rows, bar.row + 1);
      this.place(bar, left, width);
    }
    for (const [bar, element] of this.elements) {
      if (!shown.has(bar)) {
        element.remove();
        this.elements.delete(bar);
      }
    }
    this.body.style.height = rows * ROW + "px";
    this.ticks(from, to, pixels);
    this.mark();
  }

  place(bar, left, width) {
    let element = this.elements.get(bar);
    if (!element) {
      element = this.create(bar);
      this.elements.set(bar, element);
      this.body.append(element);
    }
    const length = bar.to - bar.from;
    const name = bar.module ? bar.module.module : bar.name;
    element.classList.toggle("slim", width < 12);
    element.textContent = width < 26 ? "" : width > 150 ? name + "  " + time(length) : name;
    element.style.left = left + "px";
    element.style.top = bar.row * ROW + "px";
    element.style.width = Math.max(width - 1, 1) + "px";
  }

  create(bar) {
    const module = bar.module;
    const classes = ["bar", module ? module.state : "group"];
    const element = make("button", {
      class: classes.join(" "), type: "button",
      style: { "--swatch": "var(--" + swatch(module) + ")" },
      "aria-label": (module ? module.module : bar.name) + ", " + time(bar.to - bar.from),
      onclick: () => this.click(bar),
    });
    const tip = () => showTip(element, bar);
    element.addEventListener("mouseenter", tip);
    element.addEventListener("focus", tip);
    element.addEventListener("mouseleave", hideTip);
    element.addEventListener("blur", hideTip);
    return element;
  }

  click(bar) {
    if (bar.module) return choose(bar.module, true);
    choose(null);
    this.zoom(this.focus === bar ? null : bar);
    document.getElementById("back").disabled = !this.focus;
  }

  /** Dims what the search does not mean, frames what is chosen. */
  mark() {
    const wanted = document.getElementById("highlight").value.trim().toLowerCase();
    for (const [bar, element] of this.elements) {
      const name = bar.module ? bar.module.module.toLowerCase() : "";
      element.classList.toggle("dimmed", Boolean(wanted) && !name.includes(wanted));
      element.classList.toggle("chosen", Boolean(bar.module) && bar.module === page.chosen);
    }
  }

  ticks(from, to, pixels) {
    const wanted = Math.max(2, Math.floor(pixels / 110));
    const power = 10 ** Math.floor(Math.log10((to - from) / wanted));
    const step = [1, 2, 5, 10].map(factor => factor * power).find(step => (to - from) / step <= wanted);
    const offset = page.layout === "clock" ? 0 : from;
    const marks = [];
    for (let at = Math.ceil((from - offset) / step) * step; at + offset < to; at += step) {
      const left = (at + offset - from) / (to - from) * pixels;
      if (left < pixels - 45) marks.push(make("span", { style: { left: left + "px" } }, time(at)));
    }
    this.axis.replaceChildren(...marks);
  }
}

/** The colour of a module. */
function swatch(module) {
  if (!module) return "phase";
  return module.state === "failed" || module.state === "unfinished" ? module.state : module.origin;
}

function showTip(element, bar) {
  const tip = document.getElementById("tip");
  const module = bar.module;
  const lines = [make("b", {}, module ? module.module : bar.name)];
  if (module) {
    lines.push(make("div", {}, time(module.cumulative_ns) + " in all, " + time(module.self_ns) + " its own"));
    lines.push(make("div", {}, story(module)));
    if (module.by && module.state !== "lazy") lines.push(make("div", {}, "Imported at " + place(module.by)));
  } else {
    lines.push(make("div", {}, time(bar.to - bar.from)));
  }
  tip.replaceChildren(...lines);
  tip.hidden = false;
  const box = element.getBoundingClientRect();
  const below = box.bottom + 8 + tip.offsetHeight < innerHeight;
  tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + "px";
  tip.style.top = (below ? box.bottom + 8 : box.top - tip.offsetHeight - 8) + "px";
}

function hideTip() {
  document.getElementById("tip").hidden = true;
}
