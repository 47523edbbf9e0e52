//! A form whose questions have changed since somebody began to answer it. A draft names the questions that it answered, so
//! that this is known after a reload too.

use super::{Answers, Field, Form};

/// Under this key a draft has what was asked, a question a line: its key, what it is, its words.
const ASKED: &str = "#asked";

/// What is asked otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changed {
    /// Asked now, and was not.
    pub new: Vec<String>,
    /// Asked in another way: other words, another kind, other choices.
    pub other: Vec<String>,
    /// Asked no more, and what was answered.
    pub gone: Vec<(String, String)>,
}

impl Changed {
    /// Since a draft was typed. Takes what the draft says of it out of the draft.
    #[must_use]
    pub fn since(draft: &mut Answers, form: &Form) -> Self {
        let Some(asked) = draft.remove(ASKED) else {
            return Self::default();
        };
        let mut it = Self::default();
        let before: Vec<(&str, &str, &str)> = asked.lines().filter_map(read).collect();
        for field in &form.fields {
            match before.iter().find(|(key, ..)| *key == field.key) {
                None => it.new.push(field.label.clone()),
                Some((_, sum, _)) if *sum != sum_of(field) => it.other.push(field.label.clone()),
                Some(_) => {}
            }
        }
        for (key, _, label) in before {
            if !form.fields.iter().any(|field| field.key == key) {
                let answer = draft.get(key).cloned().unwrap_or_default();
                it.gone.push((label.to_owned(), answer));
            }
        }
        it
    }

    /// Notes in a draft what is asked.
    pub fn note(draft: &mut Answers, form: &Form) {
        let line = |field: &Field| {
            let words = field.label.replace(['\n', '\t'], " ");
            [field.key.as_str(), &sum_of(field), &words].join("\t")
        };
        let lines: Vec<String> = form.fields.iter().map(line).collect();
        draft.insert(ASKED.to_owned(), lines.join("\n"));
    }
}

fn read(line: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = line.split_once('\t')?;
    let (sum, label) = rest.split_once('\t')?;
    Some((key, sum, label))
}

/// A sum of what a question is (FNV-1a): another, and it is asked otherwise.
fn sum_of(field: &Field) -> String {
    let mut sum: u32 = 0x811c_9dc5;
    let mut take = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0]) {
            sum = (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    };
    take(field.label.as_bytes());
    take(&[field.kind as u8, u8::from(field.required)]);
    for limit in [field.min, field.max] {
        take(&limit.map_or([0xff; 4], u32::to_le_bytes));
    }
    for option in &field.options {
        take(option.as_bytes());
    }
    if let Some(condition) = &field.shown_if {
        take(condition.key.as_bytes());
        take(condition.equals.as_bytes());
    }
    sum.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Condition, FieldKind};

    fn field(key: &str, label: &str) -> Field {
        Field {
            key: key.to_owned(),
            label: label.to_owned(),
            kind: FieldKind::Text,
            required: true,
            help: String::new(),
            min: None,
            max: None,
            options: Vec::new(),
            shown_if: None,
        }
    }

    fn form(fields: &[Field]) -> Form {
        Form {
            fields: fields.to_vec(),
        }
    }

    #[test]
    fn what_is_asked_otherwise_is_known_and_nothing_is_lost() {
        let before = form(&[
            field("why", "为什么？"),
            field("dog", "狗\t叫\n什么？"),
            field("age", "几岁？"),
        ]);
        let mut draft = Answers::from([("dog".to_owned(), "豆包".to_owned())]);
        Changed::note(&mut draft, &before);
        let same = Changed::since(&mut draft.clone(), &before);
        assert_eq!(same, Changed::default());
        let after = form(&[
            field("age", "今年几岁？"),
            field("phone", "电话"),
            field("why", "为什么？"),
        ]);
        let changed = Changed::since(&mut draft, &after);
        assert_eq!(changed.new, ["电话"]);
        assert_eq!(changed.other, ["今年几岁？"]);
        assert_eq!(
            changed.gone,
            [("狗 叫 什么？".to_owned(), "豆包".to_owned())]
        );
        // The draft has what was typed, and no more.
        assert_eq!(
            draft,
            Answers::from([("dog".to_owned(), "豆包".to_owned())])
        );
    }

    #[test]
    fn any_change_of_a_question_is_one_but_its_help() {
        let one = field("why", "为什么？");
        let is_other = |change: &dyn Fn(&mut Field)| {
            let mut draft = Answers::new();
            Changed::note(&mut draft, &form(std::slice::from_ref(&one)));
            let mut other = one.clone();
            change(&mut other);
            !Changed::since(&mut draft, &form(&[other])).other.is_empty()
        };
        assert!(is_other(&|it| it.kind = FieldKind::Paragraph));
        assert!(is_other(&|it| it.required = false));
        assert!(is_other(&|it| it.min = Some(1)));
        assert!(is_other(&|it| it.max = Some(1)));
        assert!(is_other(&|it| it.options = vec!["有".to_owned()]));
        assert!(is_other(&|it| {
            it.shown_if = Some(Condition {
                key: "dog".to_owned(),
                equals: "有".to_owned(),
            });
        }));
        assert!(!is_other(&|it| it.help = "一句话".to_owned()));
        assert!(!is_other(&|_| {}));
    }

    #[test]
    fn a_draft_that_names_no_questions_has_not_changed() {
        let mut draft = Answers::from([("why".to_owned(), "路过".to_owned())]);
        let changed = Changed::since(&mut draft, &form(&[field("dog", "狗？")]));
        assert_eq!(changed, Changed::default());
    }
}
