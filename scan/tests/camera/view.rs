//! A camera made of numbers: what it would see of a code, for tests.
//!
//! A code lies on a plane that is turned, tilted and moved before the camera; each pixel of a frame looks at several points
//! of it, and then light, blur and noise do what they do. The same settings make the same frame.
#![allow(dead_code)] // Each test uses what it needs.
#![allow(clippy::unwrap_used)] // Each text of the tests is short enough for a code.

use qrcodegen::{QrCode, QrCodeEcc};

/// How a code is seen.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Of the frame, in pixels.
    pub size: (usize, usize),
    /// Length of a module in the middle of the frame, in pixels.
    pub module: f64,
    /// Around the line of sight, in degrees, clockwise.
    pub turn: f64,
    /// How far the plane leans back, in degrees.
    pub tilt: f64,
    /// Where the middle of the code is, from that of the frame, in pixels.
    pub off: (f64, f64),
    /// Of light and dark, in grey.
    pub light: f64,
    pub dark: f64,
    /// How much darker it is at the right edge, of 1.
    pub shade: f64,
    /// How far a point is smeared, in pixels.
    pub blur: f64,
    /// The largest that chance adds to a pixel or takes away, in grey.
    pub noise: f64,
    /// Light on dark.
    pub inverted: bool,
    /// As in a mirror.
    pub mirrored: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            size: (640, 480),
            module: 6.0,
            turn: 0.0,
            tilt: 0.0,
            off: (0.0, 0.0),
            light: 225.0,
            dark: 30.0,
            shade: 0.0,
            blur: 0.6,
            noise: 4.0,
            inverted: false,
            mirrored: false,
        }
    }
}

/// Chance that is the same each time: xorshift64* (Vigna 2016).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Between two numbers.
    pub fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.next()
    }
}

/// The grey pixels of what is seen of a text's code.
pub fn seen(text: &str, view: &View) -> Vec<u8> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
    let (width, height) = view.size;
    let side = f64::from(code.size());
    let (sin, cos) = view.turn.to_radians().sin_cos();
    let (lean, up) = view.tilt.to_radians().sin_cos();
    // The eye is as far as a phone is held: some three widths of a code.
    let eye = side * 3.0;
    let brightness = |px: f64, py: f64| {
        // From the frame to the plane: the ray through the pixel meets the leaning plane.
        let x = (px - width as f64 / 2.0 - view.off.0) / view.module;
        let y = (py - height as f64 / 2.0 - view.off.1) / view.module;
        let deep = eye / (eye * up - y * lean) * 1.0;
        let (u, v) = (x * deep * up, y * deep);
        let u = if view.mirrored { -u } else { u };
        let (a, b) = (
            u * cos + v * sin + side / 2.0,
            v * cos - u * sin + side / 2.0,
        );
        let dark = code.get_module(a.floor() as i32, b.floor() as i32);
        let quiet = (-4.0..side + 4.0).contains(&a) && (-4.0..side + 4.0).contains(&b);
        let paper = if view.inverted { view.dark } else { view.light };
        let ink = if view.inverted { view.light } else { view.dark };
        match (quiet, dark) {
            (true, true) => ink,
            (true, false) => paper,
            // What a ticket is held before: a jacket, a wall.
            (false, _) => {
                f64::midpoint(view.light, view.dark)
                    + 12.0 * ((px / 37.0).sin() + (py / 23.0).cos())
            }
        }
    };
    let mut chance =
        Chance(0x9E37_79B9_7F4A_7C15 ^ (width as u64) << 7 ^ (view.turn.to_bits() >> 3));
    let spread = [-1.0, 0.0, 1.0].map(|n| n * (view.blur / 2.0 + 0.33));
    let mut frame = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let (cx, cy) = (x as f64 + 0.5, y as f64 + 0.5);
            let sum: f64 = spread
                .iter()
                .flat_map(|dy| spread.iter().map(move |dx| (dx, dy)))
                .map(|(dx, dy)| brightness(cx + dx, cy + dy))
                .sum();
            let shade = 1.0 - view.shade * cx / width as f64;
            let noise = chance.between(-view.noise, view.noise);
            frame.push((sum / 9.0 * shade + noise).clamp(0.0, 255.0) as u8);
        }
    }
    frame
}
