//! A QR code: an address to be read by the camera of another phone.
//!
//! Dark on white in every theme, with the quiet zone of four modules that ISO/IEC 18004 wants: readers fail without.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use super::el::{el, svg};

/// Modules of white around the code.
const QUIET: i32 = 4;

/// A QR code of a text; nothing where the text is too long for one (2,331 bytes).
#[component]
pub fn Qr(
    /// What is read from it.
    #[prop(into)]
    text: String,
    /// What it is, for a screen reader.
    #[prop(into)]
    label: String,
) -> impl IntoView + use<> {
    let frame = el("div").class("qr");
    let Some((side, dark)) = qr_path(&text) else {
        return frame;
    };
    let drawing = svg("svg")
        .attr("viewBox", format!("0 0 {side} {side}"))
        .attr("role", "img")
        .attr("aria-label", label)
        .attr("shape-rendering", "crispEdges")
        .child(svg("path").attr("d", dark));
    frame.child(drawing)
}

/// How many modules wide it is with the quiet zone, and the dark ones as a path; nothing where the text is too long.
pub fn qr_path(text: &str) -> Option<(i32, String)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let begin = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > begin {
                let (left, top, width) = (begin + QUIET, y + QUIET, x - begin);
                path.push_str(&format!("M{left} {top}h{width}v1h-{width}z"));
            }
            x += 1;
        }
    }
    Some((code.size() + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once_and_nothing_else() {
        let text = "https://example.com/c/night-run?invite=k3m9x2qwerty";
        let Some((side, path)) = qr_path(text) else {
            panic!("it is short enough");
        };
        let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
            panic!("it is short enough");
        };
        let mut dark = Vec::new();
        for run in path.split('M').skip(1) {
            let numbers: Vec<i32> = run
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let (x, y, width) = (numbers[0], numbers[1], numbers[2]);
            dark.extend((x..x + width).map(|x| (x - QUIET, y - QUIET)));
        }
        let all = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let expected: Vec<(i32, i32)> = all.filter(|(x, y)| code.get_module(*x, *y)).collect();
        assert_eq!(dark, expected);
        assert_eq!(side, code.size() + 8);
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert_eq!(qr_path(&"x".repeat(4_000)), None);
    }
}
