//! Reads a QR code (ISO/IEC 18004) from one frame of a camera: dark on light, or light on dark as on a phone in dark
//! mode; turned by any angle, tilted, mirrored, small.
//!
//! Invariants: any bytes may come, and what is no picture gives nothing; the answer depends on the frame alone; nothing of
//! a frame is kept. What finds and decodes is `quircs`; here stands how it is asked. The browser's side is in `exports`,
//! which the worker calls (`worker.js`).

#[cfg(target_arch = "wasm32")]
mod exports;
mod frame;

pub use frame::{Frame, MAX_SIDE};

use frame::Grey;
use quircs::{Code, Point, Quirc};

/// A frame whose longer side is at most this is also looked at in twice its size, where codes are read whose modules are
/// as small as two pixels, and more that are blurred.
const TWICE_UP_TO: usize = 800;

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What stands in the code. What is not UTF-8 has `U+FFFD` in its place: no ticket of ours, but a code all the same.
    pub text: String,
    /// Where it was, in pixels of the frame: the corners of the code as it is written, from its first on, clockwise
    /// where it is not mirrored. They may lie outside by a little.
    pub corners: [(i32, i32); 4],
}

/// The code of a frame, if one can be read; of several the one nearest to the middle, where people aim.
///
/// What is most often so is tried first: dark on light, as it is; then light on dark; then both in twice the size.
#[must_use]
pub fn read(frame: &Frame<'_>) -> Option<Found> {
    let grey = frame.grey();
    if let Some(found) = either_way(&grey) {
        return Some(found);
    }
    if grey.width.max(grey.height) > TWICE_UP_TO {
        return None;
    }
    let mut found = either_way(&grey.twice())?;
    for (x, y) in &mut found.corners {
        (*x, *y) = (*x / 2, *y / 2);
    }
    Some(found)
}

/// Dark on light, else light on dark.
fn either_way(grey: &Grey) -> Option<Found> {
    nearest(grey).or_else(|| nearest(&grey.negative()))
}

fn nearest(grey: &Grey) -> Option<Found> {
    let mut finder = Quirc::new();
    let found = finder.identify(grey.width, grey.height, &grey.pixels);
    let readable = found.flatten().filter_map(|code| {
        let text = text_of(&code)?;
        let corners = code.corners.map(|Point { x, y }| (x, y));
        Some((
            off_middle(&corners, grey.width, grey.height),
            Found { text, corners },
        ))
    });
    readable.min_by_key(|(off, _)| *off).map(|(_, found)| found)
}

/// What a code says, as it is or as in a mirror.
fn text_of(code: &Code) -> Option<String> {
    let data = code.decode().or_else(|_| mirrored(code).decode()).ok()?;
    Some(String::from_utf8_lossy(&data.payload).into_owned())
}

/// Columns for rows. `Code` has a bit for each module, row by row, the lowest of a byte first.
fn mirrored(code: &Code) -> Code {
    let mut other = *code;
    other.cell_bitmap = [0; _];
    let side = usize::try_from(code.size).unwrap_or_default();
    for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
        let (from, to) = (y * side + x, x * side + y);
        let byte = code.cell_bitmap.get(from / 8).copied();
        if byte.is_some_and(|byte| byte >> (from % 8) & 1 == 1)
            && let Some(byte) = other.cell_bitmap.get_mut(to / 8)
        {
            *byte |= 1 << (to % 8);
        }
    }
    other
}

/// How far the middle of four points is from the middle of the frame: the square of four times that.
fn off_middle(corners: &[(i32, i32); 4], width: usize, height: usize) -> i64 {
    let off = |all: [i32; 4], side: usize| {
        let sum: i64 = all.into_iter().map(i64::from).sum();
        let off = sum - i64::try_from(side * 2).unwrap_or_default();
        off.saturating_mul(off)
    };
    off(corners.map(|(x, _)| x), width).saturating_add(off(corners.map(|(_, y)| y), height))
}
