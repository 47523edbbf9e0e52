//! The card: a picture of 1,080 pixels' width with the cover, the words and a QR code of the address. Light in every theme, since it is
//! seen in others' chats and on paper.
//!
//! What does not fit ends with `…`, and what is not there leaves no gap: the card is as high as what stands on it.

use web_sys::Element;

use crate::{
    host::{At, Canvas, Picture},
    i18n::T,
    ui::{Icon, lines::lines, qr_path},
};

use super::told::{Face, Told};

/// Width in units; and how many pixels a unit has.
const WIDTH: f64 = 360.0;
const SCALE: f64 = 3.0;
/// From the edge to what is written.
const MARGIN: f64 = 24.0;
/// How high the cover is seen, and how much of it the sheet with its round corners covers.
const COVER: f64 = 144.0;
const LAP: f64 = 20.0;
/// The code, as wide as high, with its quiet zone.
const CODE: f64 = 108.0;
/// The drawing of the cover is so wide.
const DRAWN: f64 = 320.0;

/// The light colours of `style/tokens.css`.
const PAPER: &str = "#fffdf8";
const HOLLOW: &str = "#f1e8da";
const INK: &str = "#2c241c";
const INK_2: &str = "#655849";
const ACCENT: &str = "#b4401a";
const ON_ACCENT: &str = "#fffaf2";
const BERRY: &str = "#8e2a4a";
const BERRY_SOFT: &str = "#f7e0e5";

/// The light papers of `style/cover.css`: ground, sun, far hill, near hill, cut-out, bright cut-out.
const PAPERS: [[&str; 6]; 6] = [
    [
        "#f6d9b8", "#e8743f", "#e9b184", "#b5532b", "#8c3d22", "#fff3df",
    ],
    [
        "#dfe8d2", "#f0b04c", "#a9c49a", "#557f5b", "#2f5b45", "#fbf3d8",
    ],
    [
        "#f9e3c4", "#d4553a", "#e7bd7b", "#74883f", "#4a6132", "#fff8e6",
    ],
    [
        "#d8e6e4", "#ee8a55", "#9cc0bd", "#44767a", "#25545c", "#fff1dc",
    ],
    [
        "#f6d8d0", "#f2b25a", "#e2a59a", "#a4495a", "#7a2f4a", "#fff0e0",
    ],
    [
        "#e6dcec", "#ee9a4d", "#bda9cd", "#6d5a8c", "#4b3f6b", "#fdf0dc",
    ],
];

/// What the card is drawn with.
pub(super) struct Pen<'a> {
    pub canvas: Canvas,
    pub t: T,
    /// The reader's letters: those of headings, and all others.
    pub song: &'a str,
    pub sans: &'a str,
}

/// Lines of one kind, one below the other.
struct Lines {
    lines: Vec<String>,
    font: String,
    ink: &'static str,
    x: f64,
    /// From one to the next.
    step: f64,
    /// What is drawn before the first.
    icon: Option<Icon>,
    /// Room above them.
    above: f64,
}

impl Pen<'_> {
    /// Draws it; `cover` is the cover as it stands on the page. Nothing where the address is too long for a code.
    pub(super) fn card(&self, told: &Told, face: &Face, cover: &Element) -> Option<Picture> {
        let (side, code) = qr_path(&told.url)?;
        let all = self.all(told, face);
        let begin = if face.leaf.is_some() {
            COVER + 44.0
        } else {
            COVER + 12.0
        };
        let body: f64 = all.iter().map(Lines::height).sum();
        let foot = begin + body + MARGIN;
        let height = (foot + CODE + 2.0 * MARGIN).ceil();
        self.canvas.begin(WIDTH, height, SCALE);
        self.cover(cover, height);
        if let Some(leaf) = &face.leaf {
            self.leaf(leaf);
            self.kicker(&face.kicker);
        }
        let mut y = begin;
        for lines in &all {
            y = self.write(lines, y);
        }
        self.foot(foot, height, side, &code);
        self.canvas.picture()
    }

    /// All that is written below the cover, broken into lines.
    fn all(&self, told: &Told, face: &Face) -> Vec<Lines> {
        let title = Lines {
            font: format!("700 26px {}", self.song),
            step: 36.0,
            ..Lines::plain(INK)
        };
        let mut all = vec![self.broken(title, &told.title, 3)];
        if !face.off.is_empty() {
            let off = Lines {
                font: format!("600 15px {}", self.sans),
                step: 24.0,
                above: 10.0,
                ..Lines::plain(BERRY)
            };
            all.push(self.broken(off, face.off, 2));
        }
        let words = || Lines {
            font: format!("400 15px {}", self.sans),
            step: 23.0,
            ..Lines::plain(INK_2)
        };
        if !face.purpose.is_empty() {
            let purpose = Lines {
                above: 8.0,
                ..words()
            };
            all.push(self.broken(purpose, &face.purpose, 4));
        }
        for (at, (icon, text)) in face.facts.iter().enumerate() {
            let mut fact = Lines {
                x: MARGIN + 28.0,
                icon: Some(*icon),
                above: if at == 0 { 16.0 } else { 7.0 },
                ..words()
            };
            if at == 0 {
                fact.ink = INK;
                fact.font = format!("600 15px {}", self.sans);
            }
            all.push(self.broken(fact, text, 2));
        }
        all
    }

    fn broken(&self, mut of: Lines, text: &str, most: usize) -> Lines {
        self.canvas.font(&of.font);
        let room = WIDTH - MARGIN - of.x;
        of.lines = lines(text, most, &mut |line| self.canvas.width_of(line) <= room);
        of
    }

    /// Writes them below `y`; where they end.
    fn write(&self, of: &Lines, y: f64) -> f64 {
        let mut y = y + of.above;
        if of.ink == BERRY {
            let (high, wide) = (
                of.lines.len() as f64 * of.step + 8.0,
                WIDTH - 2.0 * MARGIN + 16.0,
            );
            self.round(BERRY_SOFT, [MARGIN - 8.0, y - 4.0, wide, high], 8.0);
        }
        if let Some(icon) = of.icon {
            let at = At(MARGIN, y + of.step / 2.0 - 9.0, 18.0 / 24.0);
            self.canvas.line(icon.path(), ACCENT, 1.75, at);
        }
        self.canvas.font(&of.font);
        self.canvas.ink(of.ink);
        for line in &of.lines {
            // Letters stand a quarter of a line above its foot.
            self.canvas.write(line, of.x, y + of.step * 0.73);
            y += of.step;
        }
        y
    }

    /// The paper-cut, and the sheet before it.
    fn cover(&self, cover: &Element, height: f64) {
        let palette = cover.get_attribute("data-palette").unwrap_or_default();
        let palette = palette.parse::<usize>().unwrap_or_default();
        let papers = PAPERS.get(palette).or(PAPERS.first());
        let paper = |at: usize| {
            papers
                .and_then(|papers| papers.get(at))
                .copied()
                .unwrap_or(PAPER)
        };
        self.rectangle(paper(0), [0.0, 0.0, WIDTH, height]);
        self.canvas
            .copy(cover, At(0.0, 0.0, WIDTH / DRAWN), &|class| {
                let at = class.strip_prefix("art-").and_then(|n| n.parse().ok());
                paper(at.unwrap_or_default())
            });
        self.round(PAPER, [0.0, COVER - LAP, WIDTH, height], LAP);
    }

    /// The leaf of a calendar, over the edge of the cover.
    fn leaf(&self, (month, day, weekday): &(String, String, &'static str)) {
        let (x, y, wide) = (MARGIN, COVER - LAP - 32.0, 68.0);
        self.round("#e5dac8", [x - 1.0, y - 1.0, wide + 2.0, 82.0], 13.0);
        self.round(ACCENT, [x, y, wide, 40.0], 12.0);
        self.round("#fff", [x, y + 24.0, wide, 56.0], 12.0);
        self.rectangle("#fff", [x, y + 24.0, wide, 20.0]);
        let small = |weight: u32| format!("{weight} 13px {}", self.sans);
        let big = format!("700 28px {}", self.song);
        let lines = [
            (small(600), ON_ACCENT, month.as_str(), 17.0),
            (big, INK, day, 51.0),
            (small(400), INK_2, weekday, 70.0),
        ];
        for (font, ink, text, down) in lines {
            self.canvas.font(&font);
            self.canvas.ink(ink);
            let left = x + (wide - self.canvas.width_of(text)) / 2.0;
            self.canvas.write(text, left, y + down);
        }
    }

    /// Whose it is, beside the leaf.
    fn kicker(&self, text: &str) {
        let x = MARGIN + 68.0 + 14.0;
        let of = Lines {
            font: format!("600 14px {}", self.sans),
            step: 20.0,
            x,
            ..Lines::plain(INK_2)
        };
        let of = self.broken(of, text, 2);
        // In the middle of what the leaf has below the cover.
        let y = COVER - LAP + 26.0 - of.height() / 2.0;
        let _end = self.write(&of, y);
    }

    /// Whose app it is, and the code.
    fn foot(&self, y: f64, height: f64, side: i32, code: &str) {
        self.rectangle(HOLLOW, [0.0, y, WIDTH, height - y]);
        let (x, y) = (WIDTH - MARGIN - CODE, y + MARGIN);
        self.round("#fff", [x, y, CODE, CODE], 10.0);
        // A module is whole pixels, so that its edges are sharp.
        let module = (CODE * SCALE / f64::from(side)).floor() / SCALE;
        let inset = ((CODE - module * f64::from(side)) / 2.0 * SCALE).round() / SCALE;
        self.canvas.ink("#000");
        self.canvas.fill(code, At(x + inset, y + inset, module));
        let t = self.t;
        self.mark(y + 12.0);
        let line = || Lines {
            font: format!("400 13px {}", self.sans),
            step: 20.0,
            ..Lines::plain(INK_2)
        };
        self.canvas.font(&format!("700 22px {}", self.song));
        self.canvas.ink(INK);
        self.canvas.write(t.app_name(), MARGIN + 46.0, y + 38.0);
        let room = x - 12.0 - MARGIN;
        let mut at = y + 56.0;
        for text in [t.share_slogan(), t.share_scan()] {
            let mut of = line();
            self.canvas.font(&of.font);
            of.lines = lines(text, 2, &mut |line| self.canvas.width_of(line) <= room);
            at = self.write(&of, at);
        }
    }

    /// The app's icon, in a square of 36.
    fn mark(&self, y: f64) {
        let at = At(MARGIN, y, 36.0 / 64.0);
        self.round(ACCENT, [MARGIN, y, 36.0, 36.0], 8.5);
        let rings = "M13 28a12 12 0 1 0 24 0a12 12 0 1 0-24 0M27 28a12 12 0 1 0 24 0a12 12 0 1 0-24 0M14 50c4-6 32-6 36 0";
        self.canvas.line(rings, ON_ACCENT, 5.0, at);
    }

    fn rectangle(&self, ink: &str, [x, y, wide, high]: [f64; 4]) {
        let path = spelled(&[
            ("M", &[x, y]),
            ("h", &[wide]),
            ("v", &[high]),
            ("h", &[-wide]),
        ]);
        self.filled(ink, &path);
    }

    fn round(&self, ink: &str, [x, y, wide, high]: [f64; 4], r: f64) {
        let (h, v) = (wide - 2.0 * r, high - 2.0 * r);
        let corner = |x: f64, y: f64| [r, r, 0.0, 0.0, TENTH, x, y];
        let path = spelled(&[
            ("M", &[x + r, y]),
            ("h", &[h]),
            ("a", &corner(r, r)),
            ("v", &[v]),
            ("a", &corner(-r, r)),
            ("h", &[-h]),
            ("a", &corner(-r, -r)),
            ("v", &[-v]),
            ("a", &corner(r, -r)),
        ]);
        self.filled(ink, &path);
    }

    fn filled(&self, ink: &str, path: &str) {
        self.canvas.ink(ink);
        self.canvas.fill(path, At(0.0, 0.0, TENTH));
    }
}

/// What a path is spelled in: whole numbers, since what writes others is 5 kB. (So a flag of an arc that is up is a tenth.)
const TENTH: f64 = 0.1;

/// A path in tenths, closed.
fn spelled(steps: &[(&str, &[f64])]) -> String {
    let mut path = String::new();
    for (letter, numbers) in steps {
        path.push_str(letter);
        for number in *numbers {
            path.push_str(&((number / TENTH).round() as i32).to_string());
            path.push(' ');
        }
    }
    path.push('z');
    path
}

impl Lines {
    fn plain(ink: &'static str) -> Self {
        Self {
            lines: Vec::new(),
            font: String::new(),
            ink,
            x: MARGIN,
            step: 0.0,
            icon: None,
            above: 0.0,
        }
    }

    fn height(&self) -> f64 {
        self.above + self.lines.len() as f64 * self.step
    }
}
