//! Colours and the width of the screen.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where a text will be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Screen {
    /// Columns; none if nothing limits a line.
    pub width: Option<usize>,
    /// Colours are welcome.
    pub colour: bool,
}

/// How a piece of text is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// A heading.
    Strong,
    /// Beside the point.
    Faint,
    /// Good news.
    Good,
    /// To be looked at.
    Warning,
    /// Bad news.
    Bad,
    /// Lazy imports.
    Lazy,
}

impl Tone {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Good => colour(AnsiColor::Green),
            Self::Warning => colour(AnsiColor::Yellow),
            Self::Bad => colour(AnsiColor::Red),
            Self::Lazy => colour(AnsiColor::Cyan),
        }
    }
}

/// A text in its tone, if the screen has colours.
pub fn paint(screen: Screen, tone: Tone, text: &str) -> String {
    if !screen.colour || tone == Tone::Plain || text.is_empty() {
        return text.to_owned();
    }
    let style = tone.style();
    format!("{style}{text}{style:#}")
}

/// The text in at most so many columns.
pub fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        clipped.push(character);
    }
    if width > 0 {
        clipped.push('…');
    }
    clipped
}

/// The end of a text in at most so many columns.
pub(super) fn clip_start(text: &str, width: usize) -> String {
    let reversed: String = text.chars().rev().collect();
    clip(&reversed, width).chars().rev().collect()
}

/// A bar for a share of a whole, in eighths of a column.
pub fn bar(part: u64, whole: u64, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if whole == 0 {
        return String::new();
    }
    let full = u128::from(part.min(whole)) * width as u128 * 8 / u128::from(whole);
    let full = usize::try_from(full).unwrap_or(0);
    "█".repeat(full / 8) + EIGHTHS[full % 8]
}
