//! A picture of the tree of imports: bars as wide as the time they took, what
//! they imported beneath. It follows the reader's light or dark theme.

use std::fmt::Write;

use crate::model::{Phase, Profile};
use crate::text::{clip, count, time};

const WIDTH: f64 = 1200.0;
const MARGIN: f64 = 12.0;
const ROW: f64 = 20.0;
/// Narrower bars are left out.
const NARROWEST: f64 = 0.3;
/// Columns of a letter in the bars' font.
const LETTER: f64 = 6.7;

const STYLE: &str = "
text { font: 11px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1d2330; }
.title { font-size: 14px; font-weight: 600; }
.faint { fill: #6a7385; }
.page { fill: #ffffff; }
rect { stroke: #ffffff; stroke-width: 1; }
.phase { fill: #dfe3ea; }
.program { fill: #f4b860; }
.installed { fill: #8fbcf0; }
.standard { fill: #b9d8b4; }
.failed { fill: #f08a80; }
.unfinished { fill: #e3c3f2; }
.lazy { stroke: #6a35b5; stroke-dasharray: 3 2; }
@media (prefers-color-scheme: dark) {
  text { fill: #eceff5; }
  .faint { fill: #98a2b5; }
  .page { fill: #161a22; }
  rect { stroke: #161a22; }
  .phase { fill: #343b49; }
  .program { fill: #9a6516; }
  .installed { fill: #2b5d98; }
  .standard { fill: #3d6b3a; }
  .failed { fill: #a33b33; }
  .unfinished { fill: #70468a; }
  .lazy { stroke: #c9a6ff; }
}
";

/// What the colours mean.
const LEGEND: [(&str, &str); 6] = [
    ("program", "program"),
    ("installed", "installed package"),
    ("standard", "standard library"),
    ("failed", "failed"),
    ("unfinished", "unfinished"),
    ("standard lazy", "loaded when a lazy name was used"),
];

/// Several runs are above each other, on the same scale.
pub(super) fn render(profiles: &[Profile]) -> String {
    let whole = profiles
        .iter()
        .map(|profile| groups(profile).iter().map(|group| group.time).sum());
    let mut drawing = Drawing {
        body: String::new(),
        bottom: MARGIN,
        scale: whole.max().map_or(1, |whole: u64| whole.max(1)),
    };
    for profile in profiles {
        drawing.run(profile);
    }
    drawing.legend();
    let height = drawing.bottom + MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n<style>{STYLE}</style>\n\
         <rect class=\"page\" width=\"100%\" height=\"100%\"/>\n{}</svg>\n",
        drawing.body
    )
}

/// Loads that nothing is around, of a phase or a thread.
struct Group {
    name: String,
    time: u64,
    loads: Vec<usize>,
}

fn groups(profile: &Profile) -> Vec<Group> {
    let mut groups = Vec::new();
    for thread in profile.threads() {
        for phase in [Phase::Startup, Phase::Program] {
            let loads: Vec<usize> = (0..profile.nodes.len())
                .filter(|&index| profile.nodes[index].load.thread == thread)
                .filter(|&index| profile.nodes[index].phase == phase && profile.begins_lane(index))
                .collect();
            let name = match (thread == profile.main_thread, phase) {
                (true, phase) => format!("{}, imports", phase.name()),
                (false, Phase::Program) => format!("thread {thread}"),
                (false, Phase::Startup) => format!("start-up, thread {thread}"),
            };
            let time = loads
                .iter()
                .map(|&index| profile.nodes[index].cumulative)
                .sum();
            if !loads.is_empty() {
                groups.push(Group { name, time, loads });
            }
        }
    }
    groups
}

struct Drawing {
    body: String,
    bottom: f64,
    scale: u64,
}

impl Drawing {
    fn run(&mut self, profile: &Profile) {
        let mut title = profile.command();
        if !profile.label.is_empty() {
            title = format!("{}: {title}", profile.label);
        }
        self.text(MARGIN, 14.0, "title", &title);
        let note = format!(
            "{} in all, {}; a bar is as wide as its import took, below it is what it imported",
            time(profile.wall),
            count(profile.nodes.len(), "module"),
        );
        self.bottom += 22.0;
        self.text(MARGIN, 11.0, "faint", &note);
        self.bottom += 20.0;
        let top = self.bottom;
        let mut left = MARGIN;
        let mut deepest = 0;
        for group in groups(profile) {
            let label = format!("{} {}", group.name, time(group.time));
            self.bar(left, top, group.time, "phase", &group.name, &label);
            deepest = deepest.max(self.loads(profile, &group.loads, left, top, 1));
            left += self.width(group.time);
        }
        self.bottom = (0..=deepest).fold(top, |bottom, _| bottom + ROW) + MARGIN;
    }

    /// Siblings from left to right and what is in them beneath; the depth reached.
    fn loads(
        &mut self,
        profile: &Profile,
        loads: &[usize],
        mut left: f64,
        top: f64,
        depth: usize,
    ) -> usize {
        let mut deepest = depth - 1;
        for &index in loads {
            let node = &profile.nodes[index];
            let width = self.width(node.cumulative);
            if width >= NARROWEST {
                let top = top + ROW;
                let class = match node.state() {
                    "eager" => node.origin.name().to_owned(),
                    "lazy" => format!("{} lazy", node.origin.name()),
                    state => state.to_owned(),
                };
                let module = &node.load.module;
                let label = format!(
                    "{module}\n{}, itself {}\n{}\n{}",
                    time(node.cumulative),
                    time(node.own),
                    node.state(),
                    node.place(),
                );
                self.bar(left, top, node.cumulative, &class, module, label.trim_end());
                let same_thread =
                    |child: &usize| profile.nodes[*child].load.thread == node.load.thread;
                let children: Vec<usize> =
                    node.children.iter().copied().filter(same_thread).collect();
                deepest =
                    deepest
                        .max(depth)
                        .max(self.loads(profile, &children, left, top, depth + 1));
            }
            left += width;
        }
        deepest
    }

    #[allow(clippy::cast_precision_loss)] // A pixel is much more than that.
    fn width(&self, time: u64) -> f64 {
        (WIDTH - 2.0 * MARGIN) * time as f64 / self.scale as f64
    }

    fn bar(&mut self, left: f64, top: f64, time: u64, class: &str, name: &str, label: &str) {
        let width = self.width(time);
        let _ = write!(
            self.body,
            "<g><title>{}</title><rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.0}\" \
             width=\"{width:.1}\" height=\"{ROW}\" rx=\"2\"/>",
            escape(label)
        );
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let letters = ((width - 8.0) / LETTER).max(0.0) as usize;
        if letters >= 3 {
            let (x, y) = (left + 4.0, top + 14.0);
            let name = escape(&clip(name, letters));
            let _ = write!(self.body, "<text x=\"{x:.1}\" y=\"{y:.0}\">{name}</text>");
        }
        self.body.push_str("</g>\n");
    }

    fn text(&mut self, left: f64, height: f64, class: &str, text: &str) {
        let y = self.bottom + height;
        let text = escape(text);
        let _ = writeln!(
            self.body,
            "<text class=\"{class}\" x=\"{left:.0}\" y=\"{y:.0}\">{text}</text>"
        );
    }

    fn legend(&mut self) {
        let mut left = MARGIN;
        for (class, name) in LEGEND {
            let _ = writeln!(
                self.body,
                "<rect class=\"{class}\" x=\"{left:.0}\" y=\"{:.0}\" width=\"14\" height=\"12\"/>",
                self.bottom
            );
            self.text(left + 20.0, 10.0, "faint", name);
            left = (0..name.len()).fold(left + 40.0, |left, _| left + LETTER);
        }
        self.bottom += 16.0;
    }
}

/// A text inside of XML. Characters that XML has no way to write are replaced.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push('\n'),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            character if character.is_control() => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}
