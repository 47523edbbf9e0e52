//! The form of a sign-up as one person fills it in for all who come: the event's own questions, and, where it asks each person,
//! the same for each companion under keys of their own, `party.<n>.<key>` counted from 0. What is wrong with an answer is told
//! under the same key, whoever finds it.

use super::Companion;
use crate::model::{Answers, Condition, Field, Form, SignUpPolicy};

/// The key of a companion's answer.
fn key_of(at: usize, key: &str) -> String {
    format!("party.{at}.{key}")
}

impl SignUpPolicy {
    /// What a companion is asked, under keys of their own; nothing where the form is asked once.
    #[must_use]
    pub fn fields_of(&self, at: usize) -> Vec<Field> {
        if !self.each {
            return Vec::new();
        }
        let own = |field: &Field| Field {
            key: key_of(at, &field.key),
            shown_if: field.shown_if.as_ref().map(|on| Condition {
                key: key_of(at, &on.key),
                equals: on.equals.clone(),
            }),
            ..field.clone()
        };
        self.form.fields.iter().map(own).collect()
    }

    /// All that is asked for a party with so many companions.
    #[must_use]
    pub fn form_with(&self, companions: usize) -> Form {
        let mut fields = self.form.fields.clone();
        fields.extend((0..companions).flat_map(|at| self.fields_of(at)));
        Form { fields }
    }

    /// Takes the answers of companions, of whom name and whether they are a child are known, out of all answers.
    #[must_use]
    pub fn party_of(&self, people: Vec<(String, bool)>, answers: &mut Answers) -> Vec<Companion> {
        let mut party = Vec::new();
        for (at, (name, child)) in people.into_iter().enumerate() {
            let mut own = Answers::new();
            for field in &self.form.fields {
                let key = key_of(at, &field.key);
                if self.each
                    && let Some(answer) = answers.remove(&key)
                {
                    own.insert(field.key.clone(), answer);
                }
            }
            let answers = own;
            let one = Companion {
                name,
                child,
                answers,
            };
            party.push(one.clean(self));
        }
        party
    }
}

impl Companion {
    /// The answers of all who come, as the form of a party has them.
    #[must_use]
    pub fn answers_of(own: &Answers, party: &[Self]) -> Answers {
        let mut all = own.clone();
        for (at, one) in party.iter().enumerate() {
            let answers = one.answers.iter();
            all.extend(answers.map(|(key, answer)| (key_of(at, key), answer.clone())));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FieldKind, testing};

    fn policy() -> SignUpPolicy {
        let mut policy = testing::event("e", testing::now()).sign_up;
        let field = |key: &str, on: Option<&str>| Field {
            key: key.to_owned(),
            label: key.to_owned(),
            kind: FieldKind::Text,
            required: true,
            help: String::new(),
            min: None,
            max: None,
            options: Vec::new(),
            shown_if: on.map(|key| Condition {
                key: key.to_owned(),
                equals: "yes".to_owned(),
            }),
        };
        policy.form.fields = vec![field("eats", None), field("what", Some("eats"))];
        (policy.each, policy.children) = (true, true);
        policy
    }

    fn answers(all: &[(&str, &str)]) -> Answers {
        let own = |(key, answer): &(&str, &str)| ((*key).to_owned(), (*answer).to_owned());
        all.iter().map(own).collect()
    }

    #[test]
    fn each_is_asked_under_keys_of_their_own_and_depends_on_their_own_answers() {
        let form = policy().form_with(2);
        let given = answers(&[
            ("eats", "no"),
            ("party.0.eats", "yes"),
            ("party.1.eats", ""),
        ]);
        let faults: Vec<String> = form.check(&given).into_iter().map(|f| f.key).collect();
        assert_eq!(faults, ["party.0.what", "party.1.eats"]);
        let once = SignUpPolicy {
            each: false,
            ..policy()
        };
        assert_eq!(once.form_with(2), once.form);
    }

    #[test]
    fn what_a_party_answered_is_read_as_it_was_said() {
        let policy = policy();
        let all = answers(&[
            ("eats", "no"),
            ("party.0.eats", "yes"),
            ("party.0.what", "rice"),
        ]);
        let mut own = all.clone();
        let people = vec![("阿珍".to_owned(), false), (" 妞妞 ".to_owned(), true)];
        let party = policy.party_of(people, &mut own);
        assert_eq!(own, answers(&[("eats", "no")]));
        assert_eq!(party.first().map(|one| one.answers.len()), Some(2));
        let child = Companion {
            child: true,
            ..Companion::named("妞妞")
        };
        assert_eq!(party.get(1), Some(&child));
        assert_eq!(Companion::answers_of(&own, &party), all);
    }

    /// The form and the rule find the same faults, under the same keys.
    #[test]
    fn the_form_and_the_rule_agree() {
        let policy = policy();
        let mut given = answers(&[("party.0.eats", "yes"), ("party.1.eats", "no")]);
        let in_form = policy.form_with(2).check(&given);
        let people = vec![("a".to_owned(), false), ("b".to_owned(), false)];
        let party = policy.party_of(people, &mut given);
        let mut by_rule = policy.form.check(&given);
        for (at, one) in party.iter().enumerate() {
            one.faults(at, &policy, &mut by_rule);
        }
        assert_eq!(in_form, by_rule);
        assert_eq!(by_rule.len(), 2);
    }
}
