//! What Chromium's fake camera plays in the end-to-end tests: `cargo run -p linju-scan --example video -- out.y4m 10 [scene…]`
//! writes so many frames a second of scenes, one after another. A scene is `seconds=` with nothing to read, or
//! `seconds=text`, the code of a ticket, held a little askew and at some distance, each somewhat differently.
//!
//! Uncompressed (YUV4MPEG2, 4:2:0), grey, 640 × 480. As long as a code is there the upper left corner of the picture is white,
//! else black: so those who measure can tell from when on there was something to read.
#![cfg_attr(target_arch = "wasm32", allow(missing_docs))]

#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/camera/view.rs"]
mod camera;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::io::Result<()> {
    use camera::{View, seen};
    use std::io::{Error, Write as _};

    let wrong = || Error::other("video out.y4m frames-a-second [seconds=text…]");
    let mut words = std::env::args().skip(1);
    let (Some(out), Some(rate)) = (words.next(), words.next()) else {
        return Err(wrong());
    };
    let rate: f64 = rate.parse().map_err(|_| wrong())?;
    let mut file = std::io::BufWriter::new(std::fs::File::create(out)?);
    let (width, height) = View::default().size;
    writeln!(file, "YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420")?;
    for (n, scene) in words.enumerate() {
        let (seconds, text) = scene.split_once('=').ok_or_else(wrong)?;
        let seconds: f64 = seconds.parse().map_err(|_| wrong())?;
        let askew = (n % 5) as f64;
        let mut view = View {
            module: 3.2 + askew * 0.4,
            turn: -14.0 + askew * 7.0,
            tilt: 8.0 + askew * 5.0,
            off: (askew * 12.0 - 24.0, 18.0 - askew * 9.0),
            blur: 1.0,
            noise: 10.0,
            shade: 0.3,
            ..View::default()
        };
        if text.is_empty() {
            // As good as nothing: too far away to be read.
            view.module = 0.4;
        }
        let mut grey = seen(if text.is_empty() { "-" } else { text }, &view);
        let corner = if text.is_empty() { 0 } else { 255 };
        for (at, pixel) in grey.iter_mut().enumerate() {
            if at % width < 24 && at / width < 24 {
                *pixel = corner;
            }
        }
        let colours = vec![128; width * height / 2];
        for _ in 0..(seconds * rate).round() as u32 {
            file.write_all(b"FRAME\n")?;
            file.write_all(&grey)?;
            file.write_all(&colours)?;
        }
    }
    file.flush()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
