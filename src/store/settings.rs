//! What the reader has chosen for this device.
//!
//! `linju/settings` is read by `boot.js` too, before the app is there: `theme`, `text`, `lang`.

use serde::{Deserialize, Serialize};

use crate::{
    model::LatLng,
    port::{KeyValue, KvError, read_text, write_text},
};

const SETTINGS: &str = "linju/settings";

/// Languages of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// Chinese in simplified characters.
    #[default]
    #[serde(rename = "zh-Hans")]
    Hans,
    /// Chinese in traditional characters.
    #[serde(rename = "zh-Hant")]
    Hant,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urls {
    /// `/c/night-run`: the host answers every path with the page.
    #[default]
    Path,
    /// `/#/c/night-run`: for hosts that cannot.
    Hash,
}

/// What the reader has chosen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language; `None` follows the device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// Size of text.
    pub text: TextSize,
    /// Interests, in the words of the communities' own tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub interests: Vec<String>,
    /// City, when one was chosen.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// District, when one was chosen.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub district: String,
    /// Where the reader said they are; kept on this device only, to about a hundred metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<LatLng>,
}

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
        let text = write_text(self).ok_or(KvError::Blocked)?;
        kv.set(SETTINGS, &text)
    }
}
