//! What the reader has chosen for this device.
//!
//! `linju/settings` is read by `boot.js` too, before the app is there: `theme`, `text`, `lang`.

use crate::{
    model::{
        LatLng,
        json::{record, words},
    },
    port::{KeyValue, KvError, read_text, write_text},
};

const SETTINGS: &str = "linju/settings";

/// Languages of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese in simplified characters.
    #[default]
    Hans,
    /// Chinese in traditional characters.
    Hant,
    /// English.
    En,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Size of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// As the device has it.
    #[default]
    M,
    /// Larger.
    L,
    /// Largest.
    Xl,
}

/// How addresses of screens are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Urls {
    /// `/c/night-run`: the host answers every path with the page.
    #[default]
    Path,
    /// `/#/c/night-run`: for hosts that cannot.
    Hash,
}

/// What the reader has chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Language; `None` follows the device.
    pub lang: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// Size of text.
    pub text: TextSize,
    /// Interests, in the words of the communities' own tags.
    pub interests: Vec<String>,
    /// City, when one was chosen.
    pub city: String,
    /// District, when one was chosen.
    pub district: String,
    /// Where the reader said they are; kept on this device only, to about a hundred metres.
    pub here: Option<LatLng>,
}

record!(Settings {
    lang: sparse,
    theme: usual,
    text: usual,
    interests: sparse,
    city: sparse,
    district: sparse,
    here: sparse,
});

words!(Language {
    Hans = "zh-Hans",
    Hant = "zh-Hant",
    En = "en",
});

words!(Theme {
    Auto = "auto",
    Light = "light",
    Dark = "dark",
});

words!(TextSize {
    M = "m",
    L = "l",
    Xl = "xl",
});

words!(Urls {
    Path = "path",
    Hash = "hash",
});

impl Settings {
    /// What was chosen; what cannot be read is as if nothing had been.
    #[must_use]
    pub fn load(kv: &dyn KeyValue) -> Self {
        kv.get(SETTINGS)
            .and_then(|text| read_text(&text))
            .unwrap_or_default()
    }

    /// Keeps it.
    ///
    /// # Errors
    /// [`KvError`] when it is not kept.
    pub fn save(&self, kv: &dyn KeyValue) -> Result<(), KvError> {
        kv.set(SETTINGS, &write_text(self))
    }
}
