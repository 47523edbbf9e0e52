//! GraphQL that a mapping sends, held against a description: no field that is not there, no argument of another type, nothing
//! declared that is not used or given.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Types by name, each with its fields.
pub struct Schema(BTreeMap<String, BTreeMap<String, Field>>);

struct Field {
    takes: BTreeMap<String, String>,
    gives: String,
}

impl Schema {
    /// From a type a paragraph, a field a line: `field(argument: Type): Type`.
    pub fn of(text: &str) -> Self {
        let mut types: BTreeMap<String, BTreeMap<String, Field>> = BTreeMap::new();
        let mut name = String::new();
        for line in text
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            if !line.starts_with(' ') {
                line.trim().clone_into(&mut name);
                continue;
            }
            let (field, gives) = line.trim().rsplit_once(": ").unwrap();
            let (field, takes) = field.split_once('(').unwrap_or((field, ""));
            let takes = takes.trim_end_matches(')').split(", ");
            let takes = takes.filter_map(|one| one.split_once(": "));
            let field_of = Field {
                takes: takes.map(|(n, t)| (n.to_owned(), t.to_owned())).collect(),
                gives: gives.to_owned(),
            };
            let fields = types.entry(name.clone()).or_default();
            fields.insert(field.to_owned(), field_of);
        }
        Self(types)
    }

    /// Holds every request in a mapping; gives how many there are.
    pub fn holds(&self, mapping: &Value) -> usize {
        match mapping {
            Value::Object(map) => {
                let inside: usize = map.values().map(|value| self.holds(value)).sum();
                let Some(text) = mapping.pointer("/query/const").and_then(Value::as_str) else {
                    return inside;
                };
                let given = mapping.pointer("/variables/object");
                let given = given.and_then(Value::as_object).into_iter().flatten();
                let given = given.map(|(name, _)| name.clone()).collect();
                let mut reading = Reading::of(self, text);
                reading.operation();
                let declared = reading.declared.keys().cloned().collect();
                assert_eq!((&given, &reading.used), (&declared, &declared), "{text}");
                inside + 1
            }
            Value::Array(list) => list.iter().map(|value| self.holds(value)).sum(),
            _ => 0,
        }
    }
}

/// One request as it is read.
struct Reading<'a> {
    schema: &'a Schema,
    text: &'a str,
    words: Vec<String>,
    at: usize,
    declared: BTreeMap<String, String>,
    used: BTreeSet<String>,
}

impl<'a> Reading<'a> {
    fn of(schema: &'a Schema, text: &'a str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let length = match first {
                '"' => rest[1..].find('"').unwrap() + 2,
                c if inside(c) => rest.find(|c| !inside(c)).unwrap_or(rest.len()),
                c => c.len_utf8(),
            };
            let (word, after) = rest.split_at(length);
            if !word.trim_matches([' ', ',', '\n']).is_empty() {
                words.push(word.to_owned());
            }
            rest = after;
        }
        Self {
            schema,
            text,
            words,
            at: 0,
            declared: BTreeMap::new(),
            used: BTreeSet::new(),
        }
    }

    fn peek(&self) -> &str {
        self.words.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.words[self.at - 1].clone()
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_it = self.peek() == word;
        self.at += usize::from(is_it);
        is_it
    }

    fn needs(&mut self, word: &str) {
        assert!(
            self.takes(word),
            "{word} before {}: {}",
            self.peek(),
            self.text
        );
    }

    fn operation(&mut self) {
        let root = match self.peek() {
            "mutation" => "Mutation",
            _ => "Query",
        };
        if self.peek() != "{" {
            self.at += 1;
            if self.takes("(") {
                while !self.takes(")") {
                    self.needs("$");
                    let name = self.next();
                    self.needs(":");
                    let of = self.type_name();
                    self.declared.insert(name, of);
                }
            }
        }
        self.selection(root);
        assert_eq!(self.at, self.words.len(), "{}", self.text);
    }

    /// Without what says that it has to be there: that may be given for what may be left out.
    fn type_name(&mut self) -> String {
        let name = match self.takes("[") {
            true => {
                let of = self.type_name();
                self.needs("]");
                format!("[{of}]")
            }
            false => self.next(),
        };
        self.takes("!");
        name
    }

    fn selection(&mut self, of: &str) {
        let (schema, text) = (self.schema, self.text);
        let fields = &schema.0[of];
        self.needs("{");
        while !self.takes("}") {
            let name = self.next();
            let field = fields.get(&name);
            let field = field.unwrap_or_else(|| panic!("{of} has no {name}: {text}"));
            if self.takes("(") {
                while !self.takes(")") {
                    let argument = self.next();
                    let takes = field.takes.get(&argument);
                    let takes = takes.unwrap_or_else(|| panic!("{of}.{name} takes no {argument}"));
                    self.needs(":");
                    self.value(takes);
                }
            }
            while self.takes("@") {
                let directive = self.next();
                assert!(
                    ["include", "skip"].contains(&directive.as_str()),
                    "{directive}"
                );
                self.needs("(");
                self.needs("if");
                self.needs(":");
                self.value("Boolean");
                self.needs(")");
            }
            let gives = field.gives.trim_matches(['[', ']']);
            let is_whole = schema.0.contains_key(gives);
            assert_eq!(
                is_whole,
                self.peek() == "{",
                "{of}.{name} gives {gives}: {text}"
            );
            if is_whole {
                self.selection(gives);
            }
        }
    }

    fn value(&mut self, takes: &str) {
        let word = self.next();
        match word.as_str() {
            "$" => {
                let name = self.next();
                assert_eq!(
                    self.declared.get(&name).map(String::as_str),
                    Some(takes),
                    "${name}: {}",
                    self.text
                );
                self.used.insert(name);
            }
            "[" => {
                let of = takes.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
                let of = of.unwrap_or_else(|| panic!("{takes} is no list"));
                while !self.takes("]") {
                    self.value(of);
                }
            }
            "true" | "false" => assert_eq!(takes, "Boolean"),
            text if text.starts_with('"') => {
                assert!(["String", "ID", "Date"].contains(&takes), "{text}")
            }
            number => {
                assert!(
                    number.parse::<i64>().is_ok() && takes == "Int",
                    "{number} for {takes}"
                );
            }
        }
    }
}

#[test]
fn what_is_not_described_is_found() {
    let holds = |text: &str, variables: &[&str]| {
        let variables: serde_json::Map<_, _> = variables
            .iter()
            .map(|name| ((*name).to_owned(), Value::from("/x")))
            .collect();
        let body =
            serde_json::json!({ "query": { "const": text }, "variables": { "object": variables } });
        std::panic::catch_unwind(|| Schema::of(SMALL).holds(&body)).is_ok()
    };
    assert!(holds(
        "query($id: ID!) { post(id: $id, first: 1) { id } }",
        &["id"]
    ));
    assert!(
        !holds("query($id: ID) { post(id: $id) { id title } }", &["id"]),
        "a field"
    );
    assert!(
        !holds("query($id: Int) { post(id: $id) { id } }", &["id"]),
        "a type"
    );
    assert!(
        !holds("query($id: ID) { post(slug: $id) { id } }", &["id"]),
        "an argument"
    );
    assert!(!holds("{ post(first: \"1\") { id } }", &[]), "a constant");
    assert!(
        !holds("query($id: ID) { post(id: $id) { id } }", &[]),
        "what is not given"
    );
    assert!(
        !holds("query($id: ID) { post { id } }", &["id"]),
        "what is not used"
    );
    assert!(!holds("{ post }", &[]), "no fields");
}

const SMALL: &str = "Query\n  post(id: ID, first: Int): Post\n\nPost\n  id: ID\n";
