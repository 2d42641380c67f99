//! A golden file for each output, in `tests/golden`. To write them anew:
//!
//! ```console
//! $ PYRUN_UPDATE=1 cargo test -p pyrun-profile --profile fast --locked --ignore-rust-version --test golden
//! ```

mod common;

use std::path::Path;

use common::shop;
use pyrun_profile::budget;
use pyrun_profile::diff::diff;
use pyrun_profile::formats::{Format, View};
use pyrun_profile::model::Profile;
use pyrun_profile::text::Screen;
use pyrun_profile::why;

/// Compares a text with the golden file, or writes that.
fn check(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("PYRUN_UPDATE").is_some() {
        std::fs::write(&file, text).expect("the golden file can be written");
        return;
    }
    let golden = std::fs::read_to_string(&file).unwrap_or_default();
    let difference = golden
        .lines()
        .zip(text.lines())
        .find(|(golden, text)| golden != text);
    assert!(
        golden == text,
        "{} is different, first here: {difference:#?}",
        file.display()
    );
}

fn one(format: Format, view: View) -> String {
    format.render(&[shop("lazy")], view)
}

fn both() -> [Profile; 2] {
    [
        shop("eager").labelled("eager"),
        shop("lazy").labelled("lazy"),
    ]
}

fn narrow(colour: bool) -> View {
    View {
        screen: Screen {
            width: Some(72),
            colour,
        },
        ..View::default()
    }
}

#[test]
fn texts() {
    let view = View::default();
    check("summary.txt", &one(Format::Summary, view));
    check("tree.txt", &one(Format::Tree, view));
    check("flat.txt", &one(Format::Flat, view));
    let with_startup = View {
        startup: true,
        least: 500_000,
        ..view
    };
    check("tree-startup.txt", &one(Format::Tree, with_startup));
}

#[test]
fn texts_that_fit_the_screen() {
    check("summary-narrow.txt", &one(Format::Summary, narrow(false)));
    check("tree-narrow-colours.txt", &one(Format::Tree, narrow(true)));
    let text = one(Format::Flat, narrow(false)) + &one(Format::Tree, narrow(false));
    let too_wide = text.lines().find(|line| line.chars().count() > 96);
    // The columns of numbers do not give way, those of texts do to 12 columns.
    assert_eq!(too_wide, None);
}

#[test]
fn files() {
    let view = View::default();
    for (format, name) in [
        (Format::Json, "shop.json"),
        (Format::Speedscope, "shop.speedscope.json"),
        (Format::Chrome, "shop.trace.json"),
        (Format::Folded, "shop.folded"),
        (Format::Importtime, "shop.importtime"),
        (Format::Svg, "shop.svg"),
        (Format::Html, "shop.html"),
    ] {
        check(name, &one(format, view));
        if format != Format::Importtime {
            assert_eq!(Format::of_file_name(name), Some(format), "{name}");
        }
    }
}

#[test]
fn runs_side_by_side() {
    check(
        "both.txt",
        &Format::Summary.render(&both(), View::default()),
    );
    check("both.svg", &Format::Svg.render(&both(), View::default()));
}

#[test]
fn several_runs() {
    let runs = vec![shop("eager"), shop("lazy"), shop("eager")];
    let profile = Profile::of_runs(runs).expect("there are runs");
    check(
        "runs.txt",
        &Format::Tree.render(&[profile], View::default()),
    );
}

#[test]
fn answers() {
    let text = why::render(&shop("lazy"), "re", 3, Screen::default());
    check("why.txt", &text.expect("re was loaded"));
    let difference = diff(&shop("eager"), &shop("lazy"), 100_000);
    check("diff.txt", &difference.text(Screen::default()));
    check("diff.json", &difference.json());
}

#[test]
fn budgets() {
    let baseline = budget::baseline(&shop("lazy"));
    check("baseline.toml", &baseline);
    let rules = toml::from_str(&baseline).expect("the baseline is a budget");
    let verdict = budget::check(&rules, &shop("eager"));
    let report = budget::report(
        Path::new("budget.toml"),
        &verdict,
        &shop("eager"),
        Screen::default(),
    );
    check("budget.txt", &report);
}
