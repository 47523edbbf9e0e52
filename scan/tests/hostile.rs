//! Frames made to do harm: whatever is before the camera, or comes through the worker's door, there is an answer in time.
#![cfg(not(target_arch = "wasm32"))]

#[path = "camera/view.rs"]
mod camera;

use camera::{View, seen};
use linju_scan::{Frame, MAX_SIDE, read};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Far more than any frame takes, on a machine that does other things meanwhile and without optimisation.
const LONG: Duration = Duration::from_secs(20);

fn in_time(width: usize, height: usize, bytes: &[u8]) {
    let start = Instant::now();
    if let Some(frame) = Frame::new(width, height, bytes) {
        let _answer = read(&frame);
    }
    assert!(
        start.elapsed() < LONG,
        "{width} × {height}: {:?}",
        start.elapsed()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_of_any_size(width in 0_usize..200, height in 0_usize..200, seed: u64, cut in 0_usize..3, grain in 1_usize..12) {
        let mut chance = camera::Chance(seed | 1);
        let tones: Vec<u8> = (0..997).map(|_| chance.between(0.0, 255.9) as u8).collect();
        let mut bytes: Vec<u8> = (0..width * height)
            .map(|at| tones[(at % width / grain * 31 + at / width / grain * 17) % 997])
            .collect();
        bytes.truncate(bytes.len().saturating_sub(cut));
        in_time(width, height, &bytes);
    }

    #[test]
    fn a_code_that_was_written_over(seed: u64, spots in 1_usize..60, turn in 0.0..360.0_f64, module in 1.0..9.0_f64) {
        let view = View { size: (320, 240), module, turn, ..View::default() };
        let mut frame = seen("https://linju.example/e/1?ticket=abc", &view);
        let mut chance = camera::Chance(seed | 1);
        for _ in 0..spots {
            let (x, y) = (chance.between(0.0, 310.0) as usize, chance.between(0.0, 230.0) as usize);
            let (side, tone) = (chance.between(1.0, 10.0) as usize, chance.between(0.0, 255.9) as u8);
            for row in y..y + side {
                frame[row * 320 + x..row * 320 + x + side].fill(tone);
            }
        }
        in_time(320, 240, &frame);
    }
}

/// What the finder looks for, over and over: each two of them might belong to a code.
#[test]
fn a_wall_of_finder_patterns() {
    for (pitch, scale) in [(8, 1), (9, 2), (14, 3), (8, 6)] {
        let dark = |x: usize, y: usize| {
            let (a, b) = (x / scale % pitch, y / scale % pitch);
            let ring = a.max(b).max(6 - a.min(6)).max(6 - b.min(6));
            a < 7 && b < 7 && ring != 5
        };
        let frame: Vec<u8> = (0..640 * 480)
            .map(|at| if dark(at % 640, at / 640) { 10 } else { 245 })
            .collect();
        in_time(640, 480, &frame);
    }
}

#[test]
fn sizes_at_the_edge() {
    let bytes = vec![77; MAX_SIDE * MAX_SIDE * 4];
    for (width, height) in [
        (0, 0),
        (1, 1),
        (21, 21),
        (21, MAX_SIDE),
        (MAX_SIDE, 21),
        (MAX_SIDE, MAX_SIDE),
        (MAX_SIDE + 1, 21),
        (usize::MAX, usize::MAX),
    ] {
        for each in [1, 4] {
            let length = width
                .saturating_mul(height)
                .saturating_mul(each)
                .min(bytes.len());
            in_time(width, height, &bytes[..length]);
        }
    }
}
