//! What is read of what a camera sees, and how much of it.
#![cfg(not(target_arch = "wasm32"))]
// What a helper here cannot do, its test fails for.
#![allow(clippy::unwrap_used)]

#[path = "camera/view.rs"]
mod camera;

use camera::{Chance, View, seen};
use linju_scan::{Found, Frame, read};

/// As long as the address of a ticket.
const TEXT: &str = "https://linju.example/e/night-run-2026-11-27?ticket=k3m9x2qwerty";

fn looked_at(text: &str, view: &View) -> Option<Found> {
    let grey = seen(text, view);
    read(&Frame::new(view.size.0, view.size.1, &grey).unwrap())
}

#[track_caller]
fn is_read(view: View) {
    let found = looked_at(TEXT, &view);
    assert_eq!(
        found.map(|found| found.text).as_deref(),
        Some(TEXT),
        "{view:?}"
    );
}

#[test]
fn a_code_is_read_however_it_is_turned() {
    for turn in [0, 90, 180, 270]
        .into_iter()
        .flat_map(|quarter| (-12..=12).step_by(4).map(move |by| quarter + by))
    {
        for (inverted, mirrored) in [(false, false), (true, false), (false, true)] {
            let turn = f64::from(turn);
            is_read(View {
                turn,
                inverted,
                mirrored,
                ..View::default()
            });
        }
    }
}

#[test]
fn a_code_is_read_tilted_dim_shaded_and_small() {
    for view in [
        View {
            tilt: 40.0,
            turn: 8.0,
            ..View::default()
        },
        View {
            light: 90.0,
            dark: 55.0,
            noise: 2.0,
            ..View::default()
        },
        View {
            shade: 0.7,
            ..View::default()
        },
        View {
            noise: 40.0,
            ..View::default()
        },
        View {
            module: 2.2,
            turn: 11.0,
            off: (140.0, -90.0),
            ..View::default()
        },
        View {
            module: 10.0,
            size: (480, 640),
            turn: -7.0,
            ..View::default()
        },
        View {
            module: 4.0,
            size: (1280, 720),
            turn: 30.0,
            ..View::default()
        },
    ] {
        is_read(view);
    }
}

#[test]
fn colours_and_any_text_are_read() {
    let view = View::default();
    for text in [
        "1",
        "HELLO WORLD",
        "邻聚·夜跑 🏃",
        &"long ".repeat(40),
        "\u{0}\u{7f}",
    ] {
        let grey = seen(
            text,
            &View {
                module: 5.0,
                ..view
            },
        );
        let rgba: Vec<u8> = grey
            .iter()
            .flat_map(|v| [*v, v.saturating_sub(9), v.saturating_add(9), 255])
            .collect();
        let found = read(&Frame::new(640, 480, &rgba).unwrap()).unwrap();
        assert_eq!(found.text, text);
    }
}

#[test]
fn it_is_told_where_a_code_was() {
    // Version 5 or so: 37 modules.
    let side = f64::from(
        qrcodegen::QrCode::encode_text(TEXT, qrcodegen::QrCodeEcc::Medium)
            .unwrap()
            .size(),
    );
    for module in [2.5, 6.0] {
        let view = View {
            module,
            off: (60.0, -30.0),
            ..View::default()
        };
        let found = looked_at(TEXT, &view).unwrap();
        let half = side * module / 2.0;
        let (left, right, top, bottom) = (380.0 - half, 380.0 + half, 210.0 - half, 210.0 + half);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        for ((x, y), (a, b)) in found.corners.into_iter().zip(corners) {
            let off = (f64::from(x) - a).hypot(f64::from(y) - b);
            assert!(off < 2.0 * module, "({x}, {y}) is not ({a}, {b})");
        }
    }
}

#[test]
fn of_two_codes_that_in_the_middle_is_read() {
    let view = View {
        module: 4.0,
        turn: 5.0,
        off: (-150.0, 0.0),
        size: (640, 300),
        ..View::default()
    };
    let (aside, middle) = (
        seen("aside", &view),
        seen(
            "middle",
            &View {
                off: (60.0, 0.0),
                ..view
            },
        ),
    );
    // The left part of one, the right part of the other.
    let both: Vec<u8> = (0..aside.len())
        .map(|at| {
            if at % 640 < 250 {
                aside[at]
            } else {
                middle[at]
            }
        })
        .collect();
    let text = |frame: &[u8]| read(&Frame::new(640, 300, frame).unwrap()).map(|found| found.text);
    assert_eq!(text(&aside).as_deref(), Some("aside"));
    assert_eq!(text(&both).as_deref(), Some("middle"));
}

#[test]
fn what_is_no_code_is_not_read() {
    let mut chance = Chance(7);
    let flat = vec![128; 640 * 480];
    let stripes: Vec<u8> = (0..640 * 480)
        .map(|at| if at / 7 % 2 == 0 { 20 } else { 230 })
        .collect();
    let snow: Vec<u8> = (0..640 * 480)
        .map(|_| chance.between(0.0, 255.9) as u8)
        .collect();
    // Three quarters of a code: a finder pattern and more than can be mended are gone.
    let mut torn = seen(TEXT, &View::default());
    torn.iter_mut()
        .enumerate()
        .filter(|(at, _)| at % 640 > 320 && at / 640 > 240)
        .for_each(|(_, pixel)| *pixel = 200);
    torn.iter_mut()
        .enumerate()
        .filter(|(at, _)| at % 640 < 320 && at / 640 < 240)
        .for_each(|(_, pixel)| *pixel = 200);
    for frame in [flat, stripes, snow, torn] {
        assert_eq!(read(&Frame::new(640, 480, &frame).unwrap()), None);
    }
}

/// So many frames of each kind, as `cargo test -- --nocapture` shows.
const FRAMES: u32 = 30;

/// Sets a view by chance.
type Kind = fn(&mut Chance, &mut View);

/// What goes wrong before a camera, how, and how many of a hundred such frames are read at least: a little less
/// than now are.
const KINDS: &[(&str, u32, Kind)] = &[
    ("turned", 98, |c, v| v.turn = c.between(0.0, 360.0)),
    ("tilted by 10 to 45°", 97, |c, v| {
        v.tilt = c.between(10.0, 45.0)
    }),
    ("small: 2 to 3 pixels a module", 85, |c, v| {
        v.module = c.between(2.0, 3.0);
        v.off = (c.between(-150.0, 150.0), c.between(-100.0, 100.0));
    }),
    ("large: 8 to 9 pixels a module", 97, |c, v| {
        v.module = c.between(8.0, 9.0)
    }),
    ("smeared over 1 to 3 pixels", 90, |c, v| {
        v.blur = c.between(1.0, 3.0)
    }),
    ("noise of up to 60", 95, |c, v| {
        v.noise = c.between(20.0, 60.0)
    }),
    ("25 to 50 of 255 between light and dark", 97, |c, v| {
        v.dark = c.between(60.0, 110.0);
        v.light = v.dark + c.between(25.0, 50.0);
    }),
    ("40 to 80 % darker at one side", 97, |c, v| {
        v.shade = c.between(0.4, 0.8)
    }),
    ("light on dark", 97, |c, v| {
        v.inverted = true;
        v.module = c.between(3.0, 7.0);
    }),
    ("all of it, a little", 90, |c, v| {
        v.tilt = c.between(0.0, 30.0);
        v.module = c.between(3.0, 8.0);
        v.blur = c.between(0.5, 1.5);
        v.noise = c.between(5.0, 25.0);
        v.shade = c.between(0.0, 0.5);
        v.inverted = c.next() < 0.3;
        v.off = (c.between(-60.0, 60.0), c.between(-40.0, 40.0));
    }),
];

#[test]
fn most_frames_of_each_kind_are_read() {
    let mut chance = Chance(2026);
    let mut worse = Vec::new();
    for (name, least, set) in KINDS {
        let mut read = 0;
        for _ in 0..FRAMES {
            let mut view = View {
                turn: chance.between(-25.0, 25.0),
                ..View::default()
            };
            set(&mut chance, &mut view);
            read += u32::from(looked_at(TEXT, &view).is_some_and(|found| found.text == TEXT));
        }
        println!("{name:42} {read} of {FRAMES}, {} %", read * 100 / FRAMES);
        if read * 100 < least * FRAMES {
            worse.push(*name);
        }
    }
    assert!(worse.is_empty(), "fewer than were read before: {worse:?}");
}
