//! The browser's clock, its timer and its randomness.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use crate::{
    model::Instant,
    port::{Clock, LocalFuture, Randomness, Timer},
};

/// The device's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Instant {
        Instant::from_unix((js_sys::Date::now() / 1000.0) as i64)
    }
}

/// The browser's timer.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserTimer;

impl Timer for BrowserTimer {
    fn wait(&self, ms: u32) -> LocalFuture<'_, ()> {
        let rings = Promise::new(&mut |ring, _| {
            let ms = i32::try_from(ms).unwrap_or(i32::MAX);
            let _unheard = web_sys::window().map(|window| {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&ring, ms)
            });
        });
        Box::pin(async move {
            let _rang = JsFuture::from(rings).await;
        })
    }
}

/// The browser's cryptographic randomness. (`crypto.randomUUID` is missing outside HTTPS.)
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserRandomness;

impl Randomness for BrowserRandomness {
    fn id(&self) -> String {
        let mut bytes = [0_u8; 16];
        let random = web_sys::window()
            .and_then(|w| w.crypto().ok())
            .is_some_and(|c| c.get_random_values_with_u8_array(&mut bytes).is_ok());
        if !random {
            bytes = std::array::from_fn(|_| (js_sys::Math::random() * 256.0) as u8);
        }
        uuid_v4(bytes)
    }
}

/// A version 4 UUID (RFC 9562, section 5.4) of 16 random bytes.
fn uuid_v4(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut out = String::with_capacity(36);
    for (n, byte) in bytes.into_iter().enumerate() {
        if matches!(n, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    out
}
