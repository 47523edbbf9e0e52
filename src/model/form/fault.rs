//! What is wrong with an answer, as JSON has it: a word, or one with a number or words:
//! `"missing"`, `{"too-little":3}`, `{"said":"…"}`.

use serde_json::Value;

use super::{FaultKind, FieldFault};
use crate::model::json::{FromJson, Node, ToJson, json_as_serde, json_object, record};

record!(FieldFault {
    key: needed,
    kind: needed,
});

impl FromJson for FaultKind {
    fn read(node: &Node<'_>) -> Self {
        const PLAIN: &[&str] = &["missing", "malformed", "not-an-option"];
        if node.as_text().is_some() {
            return match node.word(PLAIN) {
                0 => Self::Missing,
                1 => Self::Malformed,
                _ => Self::NotAnOption,
            };
        }
        node.is_object();
        for name in ["too-little", "too-much"] {
            if !node.at(name).is_missing() {
                let number = node.needed(name);
                return match name {
                    "too-little" => Self::TooLittle(number),
                    _ => Self::TooMuch(number),
                };
            }
        }
        Self::Said(node.needed("said"))
    }
}

impl ToJson for FaultKind {
    fn to_json(&self) -> Value {
        match self {
            Self::Missing => "missing".into(),
            Self::Malformed => "malformed".into(),
            Self::NotAnOption => "not-an-option".into(),
            Self::TooLittle(number) => json_object! { "too-little": *number },
            Self::TooMuch(number) => json_object! { "too-much": *number },
            Self::Said(words) => json_object! { "said": words.clone() },
        }
    }
}

json_as_serde!(FaultKind);
