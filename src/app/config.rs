//! `config.json`: which service, by which mapping, and how addresses are written.
//!
//! ```json
//! { "backend": "embedded" }
//! { "backend": "mapped", "mapping": "mappings/json-server.json", "base": "https://api.example", "urls": "hash" }
//! ```
//! No file (404) means the embedded backend. A file that cannot be read is told, by its pointer, to
//! whoever opens the page: an operator looks at exactly this.

use serde_json::Value;

use crate::{
    data::Urls,
    host::config_text,
    model::{FromJson, Node, json::words},
};

/// A configuration that can be used.
pub(super) struct Config {
    /// Which service.
    pub(super) chosen: Chosen,
    /// How addresses are written.
    pub(super) urls: Urls,
}

/// Which service.
pub(super) enum Chosen {
    /// The one in the page.
    Embedded,
    /// One behind a mapping.
    Mapped(Site),
}

/// A service behind a mapping.
pub(super) struct Site {
    /// Address of the mapping.
    pub(super) mapping: String,
    /// Goes before the mapping's own, if it is not empty.
    pub(super) base: String,
    /// The same.
    pub(super) name: String,
}

#[derive(Clone, Copy, Default)]
enum Kind {
    #[default]
    Embedded,
    Mapped,
}

words!(Kind {
    Embedded = "embedded",
    Mapped = "mapped",
});

#[derive(Default)]
struct File {
    backend: Kind,
    mapping: String,
    base: String,
    name: String,
    urls: Urls,
}

impl FromJson for File {
    fn read(node: &Node<'_>) -> Self {
        // What is said of calendars and of a mini-program's pages is read where somebody wants one (`data::CalendarWays`,
        // `data::HostPages`).
        node.only(&[
            "$schema",
            "backend",
            "mapping",
            "base",
            "name",
            "urls",
            "calendar",
            "mini_program",
        ]);
        Self {
            backend: node.usual("backend"),
            mapping: node.usual("mapping"),
            base: node.usual("base"),
            name: node.usual("name"),
            urls: node.usual("urls"),
        }
    }
}

fn file(text: &str) -> Result<File, String> {
    let value = serde_json::from_str::<Value>(text).map_err(|e| {
        let (line, column) = (e.line(), e.column());
        format!("config.json: this is not JSON at line {line}, column {column}")
    })?;
    File::from_json(&value).map_err(|misread| format!("config.json: {misread}"))
}

/// Why the site cannot be used.
pub(super) enum Trouble {
    /// Its files did not come: mostly the reader's network, and worth another try.
    Network,
    /// They came and cannot be used: for the operator, by file and pointer.
    Wrong(String),
}

/// Reads the configuration.
pub(super) async fn read() -> Result<Config, Trouble> {
    let text = config_text().await;
    let file = match text.status {
        404 => File::default(),
        // A host that answers every path with the page has no config.json either.
        200 if text.text.trim_start().starts_with('<') => File::default(),
        200 => file(&text.text).map_err(Trouble::Wrong)?,
        0 | 500..=599 => return Err(Trouble::Network),
        status => return Err(Trouble::Wrong(format!("config.json: HTTP {status}"))),
    };
    let chosen = match file.backend {
        Kind::Embedded => Chosen::Embedded,
        Kind::Mapped => Chosen::Mapped(Site {
            mapping: file.mapping,
            base: file.base,
            name: file.name,
        }),
    };
    Ok(Config {
        chosen,
        urls: file.urls,
    })
}
