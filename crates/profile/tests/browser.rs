//! The page in a real browser. Where there is no Chromium (Debian's package
//! `chromium`), there is nothing to test.

mod common;

use std::path::Path;
use std::process::{Command, Stdio};

use common::{recorded, shop};
use pyrun_profile::formats::{Format, View};
use pyrun_profile::model::Profile;

/// Runs before the page's script: remembers errors.
const BEFORE: &str = "<script>var errors = []; \
    addEventListener('error', event => errors.push(event.message));\
    document.addEventListener('securitypolicyviolation', event => errors.push(event.violatedDirective));</script>";

/// Runs after it: uses the page, and leaves what it found in the document.
const AFTER: &str = r##"<pre id="found"></pre><script>
const found = {};
try {
  found.bars = document.querySelectorAll(".bar").length;
  found.rows = document.querySelectorAll("#modules tbody tr").length;
  found.first = document.querySelector("#modules tbody td").textContent;
  document.querySelector("#modules th button").click();
  found.alphabetical = document.querySelector("#modules tbody td").textContent;
  const filter = document.querySelector("#table-tools input[type=search]");
  filter.value = "json";
  filter.dispatchEvent(new Event("input"));
  found.filtered = document.querySelectorAll("#modules tbody tr").length;
  filter.value = "";
  filter.dispatchEvent(new Event("input"));
  [...document.querySelectorAll("#modules .link")].find(link => link.textContent === "json.decoder").click();
  found.details = document.querySelector("#details h3").textContent;
  found.chain = document.querySelectorAll("#details ol li").length;
  found.chosen = document.querySelector(".bar.chosen").getAttribute("aria-label");
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  found.back = document.querySelectorAll(".bar").length === found.bars;
  document.querySelector("[data-layout=clock]").click();
  found.clock = document.querySelectorAll(".bar").length > 0;
  found.never = document.querySelectorAll(".chips li").length;
  found.objects = document.querySelector("main").textContent.includes("[object");
} catch (error) {
  errors.push(String(error));
}
found.errors = errors;
document.getElementById("found").textContent = JSON.stringify(found);
</script>"##;

/// The document after all scripts, or nothing if there is no browser.
fn browse(page: &Path, folder: &Path) -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.into_iter().find_map(|name| {
        let mut browser = Command::new(name);
        browser.args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--dump-dom",
        ]);
        browser.args(["--window-size=1400,1000", "--virtual-time-budget=5000"]);
        browser.arg(format!("--user-data-dir={}", folder.display()));
        browser.arg(format!("file://{}", page.display()));
        let output = browser.stderr(Stdio::null()).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    })
}

/// What the browser found on the page.
fn visit(profiles: &[Profile]) -> Option<serde_json::Value> {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.html");
    let text = Format::Html.render(profiles, View::default());
    let text = text.replacen("<body>", &format!("<body>{BEFORE}"), 1);
    let text = text.replacen("</body>", &format!("{AFTER}</body>"), 1);
    std::fs::write(&page, text).expect("the page can be written");
    let document = browse(&page, folder.path())?;
    let found = document
        .split("<pre id=\"found\">")
        .nth(1)
        .and_then(|rest| rest.split("</pre>").next());
    let found = found.unwrap_or_else(|| panic!("the page did not come up: {document}"));
    let found = found
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    Some(serde_json::from_str(&found).expect("what was found is JSON"))
}

#[test]
fn the_page_works() {
    let Some(found) = visit(&[shop("lazy")]) else {
        return;
    };
    assert_eq!(found["errors"], serde_json::json!([]), "{found}");
    assert!(found["bars"].as_u64() > Some(30), "{found}");
    assert_eq!(found["rows"], 23);
    assert_eq!(
        (&found["first"], &found["alphabetical"]),
        (&"rich.console".into(), &"fractions".into())
    );
    assert_eq!(found["filtered"], 4);
    assert_eq!(
        (&found["details"], &found["chain"]),
        (&"json.decoder".into(), &4.into())
    );
    assert_eq!(found["chosen"], "json.decoder, 2.50 ms");
    assert_eq!(
        (&found["back"], &found["clock"], &found["objects"]),
        (&true.into(), &true.into(), &false.into())
    );
    assert_eq!(found["never"], 4);
}

#[test]
fn the_page_works_for_a_run_that_pyrun_recorded() {
    let Some(found) = visit(&[recorded()]) else {
        return;
    };
    assert_eq!(found["errors"], serde_json::json!([]), "{found}");
    assert!(found["bars"].as_u64() > Some(30), "{found}");
    assert_eq!(found["details"], "json.decoder");
    assert_eq!(
        (&found["back"], &found["clock"], &found["objects"]),
        (&true.into(), &true.into(), &false.into())
    );
}

#[test]
fn the_page_works_for_two_runs() {
    let Some(found) = visit(&[
        shop("eager").labelled("eager"),
        shop("lazy").labelled("lazy"),
    ]) else {
        return;
    };
    assert_eq!(found["errors"], serde_json::json!([]), "{found}");
    assert_eq!((&found["rows"], &found["back"]), (&33.into(), &true.into()));
}
