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
    backend::BackendError,
    backend::mapped::{Plan, read_json},
    data::Urls,
    host::config_text,
    model::{FromJson, Node, json::words},
    port::{Request, Transport},
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
    Mapped(Box<Plan>),
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
        node.only(&["$schema", "backend", "mapping", "base", "name", "urls"]);
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
    let value = serde_json::from_str::<Value>(text).map_err(|e| format!("config.json: {e}"))?;
    File::from_json(&value).map_err(|misread| format!("config.json: {misread}"))
}

/// Why the site cannot be used.
pub(super) enum Trouble {
    /// Its files did not come: mostly the reader's network, and worth another try.
    Network,
    /// They came and cannot be used: for the operator, by file and pointer.
    Wrong(String),
}

/// Reads the configuration and the mapping that it names.
pub(super) async fn read(transport: &dyn Transport) -> Result<Config, Trouble> {
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
        Kind::Mapped => Chosen::Mapped(Box::new(plan(&file, transport).await?)),
    };
    Ok(Config {
        chosen,
        urls: file.urls,
    })
}

async fn plan(file: &File, transport: &dyn Transport) -> Result<Plan, Trouble> {
    let name = &file.mapping;
    let answer = transport.send(Request::get(name.clone())).await;
    let answer = answer.map_err(|_| Trouble::Network)?;
    let mut mapping = read_json(&answer).map_err(|why| match why {
        BackendError::Unavailable { .. } => Trouble::Network,
        why => Trouble::Wrong(format!("{name}: {why}")),
    })?;
    // What the site says goes before what the mapping says.
    if let Value::Object(mapping) = &mut mapping {
        for (key, value) in [("base", &file.base), ("name", &file.name)] {
            if !value.is_empty() {
                mapping.insert(key.to_owned(), Value::from(value.as_str()));
            }
        }
    }
    Plan::compile(&mapping).map_err(|fault| Trouble::Wrong(format!("{name}: {fault}")))
}
