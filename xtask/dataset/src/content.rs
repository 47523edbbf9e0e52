//! The hand-written texts: a TOML file a community, in the words of the JSON contract, with some
//! things said shorter (see `whole`).

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Done;
use crate::members::Directory;

/// Everything that is written about one community.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) community: Map<String, Value>,
    /// Those with a role.
    #[serde(rename = "person")]
    pub(crate) people: Vec<Person>,
    pub(crate) directory: Directory,
    #[serde(rename = "event")]
    pub(crate) events: Vec<Map<String, Value>>,
    /// Those who have knocked.
    #[serde(rename = "applicant", default)]
    pub(crate) applicants: Vec<Applicant>,
    /// Those whose membership has something to it.
    #[serde(rename = "standing", default)]
    pub(crate) standings: Vec<Standing>,
    /// What opens its door.
    #[serde(rename = "invitation", default)]
    pub(crate) invitations: Vec<Map<String, Value>>,
}

/// Somebody who waits for an organiser's word, or has still to pay.
#[derive(Debug, Deserialize)]
pub(crate) struct Applicant {
    pub(crate) name: String,
    /// Where they stand, beside the name; without `state` an organiser has to look.
    #[serde(flatten)]
    pub(crate) is: Map<String, Value>,
}

/// Somebody of the directory, as organisers see them.
#[derive(Debug, Deserialize)]
pub(crate) struct Standing {
    /// Their place in the directory, from 1; 0 of who is not in it any more.
    #[serde(default)]
    pub(crate) place: usize,
    /// The name of who is not in it any more; others have theirs from there.
    #[serde(default)]
    pub(crate) name: String,
    /// What is not as it is with everybody.
    #[serde(flatten)]
    pub(crate) is: Map<String, Value>,
}

/// Somebody with a role, as the community presents them and as the directory lists them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    pub(crate) name: String,
    /// How the name sounds; without it, as it is written.
    #[serde(default)]
    pub(crate) pinyin: String,
    pub(crate) role: String,
    pub(crate) word: String,
    pub(crate) headline: String,
    #[serde(default)]
    pub(crate) hometown: String,
    #[serde(default)]
    pub(crate) skills: Vec<String>,
    #[serde(default)]
    pub(crate) offers: Vec<String>,
    #[serde(default)]
    pub(crate) seeks: Vec<String>,
}

impl Source {
    /// The community's id.
    pub(crate) fn id(&self) -> &str {
        self.text("id")
    }

    /// A text of the community; empty when it is not there.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.community
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

macro_rules! texts {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../content/", $name, ".toml")))),*]
    };
}

/// In the order in which the feed has them.
pub(crate) fn all() -> Done<Vec<Source>> {
    let texts = texts![
        "night-run" "dog-walk" "poem-morning" "book-hz" "parents" "hometown" "street-shops"
        "florist" "tasting" "chamber" "poem-circle" "promo-circle" "book-cd" "product-test"
        "alumni" "book-club" "photo" "group-buy"
    ];
    let read = |(name, text)| -> Done<Source> {
        let source: Source = toml::from_str(text).map_err(|e| format!("{name}.toml: {e}"))?;
        if source.id() == name {
            Ok(source)
        } else {
            Err(format!("{name}.toml has another id"))
        }
    };
    texts.into_iter().map(read).collect()
}

/// Where the parts begin that a visitor can play, a row each.
pub(crate) fn stage() -> Done<Vec<Value>> {
    #[derive(Deserialize)]
    struct Stage {
        part: Vec<Value>,
    }
    let stage: Stage =
        toml::from_str(include_str!("../stage.toml")).map_err(|e| format!("stage.toml: {e}"))?;
    Ok(stage.part)
}
