//! Somebody who comes along with whoever signs up. In JSON a plain text where nothing is known but the name, as it was before
//! children were marked and forms asked of each person; else an object.

use serde_json::Value;

use crate::model::json::{FromJson, Node, Sink as _, ToJson, json_as_serde};
use crate::model::{Answers, FieldFault, SignUpPolicy};

/// One of a party, the person signing up not counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Companion {
    /// Name.
    pub name: String,
    /// Whether it is a child, where the event asks for that.
    pub child: bool,
    /// To what was asked, where the event asks it of each person.
    pub answers: Answers,
}

impl Companion {
    /// Of whom only a name is known.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// As it is kept: nothing of what the event does not ask.
    #[must_use]
    pub fn clean(&self, policy: &SignUpPolicy) -> Self {
        let answers = match policy.each {
            true => policy.form.clean(&self.answers),
            false => Answers::new(),
        };
        Self {
            name: self.name.trim().to_owned(),
            child: self.child && policy.children,
            answers,
        }
    }

    /// What is wrong with the answers of the companion `at`, counted from 0: keys are `party.<at>.<key>`.
    pub(super) fn faults(&self, at: usize, policy: &SignUpPolicy, faults: &mut Vec<FieldFault>) {
        if !policy.each {
            return;
        }
        let wrong = policy.form.check(&self.answers).into_iter();
        faults.extend(wrong.map(|fault| FieldFault {
            key: format!("party.{at}.{}", fault.key),
            kind: fault.kind,
        }));
    }
}

impl FromJson for Companion {
    fn read(node: &Node<'_>) -> Self {
        let name = node.as_text().map(str::to_owned);
        Self {
            name: name.unwrap_or_else(|| node.needed("name")),
            child: node.usual("child"),
            answers: node.usual("answers"),
        }
    }
}

impl ToJson for Companion {
    fn to_json(&self) -> Value {
        if !self.child && self.answers.is_empty() {
            return Value::from(self.name.as_str());
        }
        let mut map = serde_json::Map::new();
        map.put("name", &self.name);
        map.sparse("child", &self.child);
        map.sparse("answers", &self.answers);
        Value::Object(map)
    }
}

json_as_serde!(Companion);
