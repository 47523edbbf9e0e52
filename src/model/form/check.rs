//! What is wrong with the answers to a form, and the form in which they are sent.
//!
//! Only questions that are shown count. Whatever a person can mean by an answer is accepted:
//! full-width digits, spaces and dashes in a telephone number, `2026年1月5日` for a date.

use super::{Answers, FaultKind, Field, FieldFault, FieldKind, Form};
use crate::model::time::parse_date;

impl Form {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The questions that are shown with these answers, in order.
    pub fn shown<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Field> + 'a {
        self.fields
            .iter()
            .filter(|field| self.is_shown(field, answers, self.fields.len()))
    }

    /// A question is shown if the one that it hangs on is shown and answered so. Questions that
    /// hang on each other in a ring are not shown; `depth` ends the walk.
    fn is_shown(&self, field: &Field, answers: &Answers, depth: usize) -> bool {
        let Some(condition) = &field.shown_if else {
            return true;
        };
        let Some(other) = self.fields.iter().find(|f| f.key == condition.key) else {
            return false;
        };
        let answer = answers
            .get(&other.key)
            .map(|a| other.clean(a))
            .unwrap_or_default();
        let is_so = match other.kind {
            FieldKind::Choices => answer.split('\n').any(|one| one == condition.equals.trim()),
            _ => answer == other.clean(&condition.equals),
        };
        is_so && depth > 0 && self.is_shown(other, answers, depth - 1)
    }

    /// What is wrong, in the order of the questions; nothing when the answers can be sent.
    #[must_use]
    pub fn check(&self, answers: &Answers) -> Vec<FieldFault> {
        self.shown(answers)
            .filter_map(|field| {
                let answer = answers.get(&field.key).map_or("", String::as_str);
                let kind = field.check(answer)?;
                Some(FieldFault {
                    key: field.key.clone(),
                    kind,
                })
            })
            .collect()
    }

    /// The answers as they are sent: those to shown questions, trimmed, in the plain form of their
    /// kind; without empty ones.
    #[must_use]
    pub fn clean(&self, answers: &Answers) -> Answers {
        let mut clean = Answers::new();
        for field in self.shown(answers) {
            let answer = answers.get(&field.key).map(|answer| field.clean(answer));
            if let Some(answer) = answer.filter(|answer| !answer.is_empty()) {
                clean.insert(field.key.clone(), answer);
            }
        }
        clean
    }
}

impl Field {
    /// What is wrong with an answer.
    #[must_use]
    pub fn check(&self, answer: &str) -> Option<FaultKind> {
        let answer = self.clean(answer);
        if answer.is_empty() {
            return self.required.then_some(FaultKind::Missing);
        }
        match self.kind {
            FieldKind::Text | FieldKind::Paragraph => self.bounds(answer.chars().count() as i64),
            FieldKind::Number => match answer.parse() {
                Ok(number) => self.bounds(number),
                Err(_) => Some(FaultKind::Malformed),
            },
            FieldKind::Choice => self.option(&answer),
            FieldKind::Choices => answer
                .split('\n')
                .find_map(|one| self.option(one))
                .or_else(|| self.bounds(answer.split('\n').count() as i64)),
            FieldKind::Date => malformed(parse_date(&answer).is_some()),
            FieldKind::Phone => malformed(is_phone(&answer)),
            FieldKind::Email => malformed(is_email(&answer)),
            FieldKind::Consent => None,
        }
    }

    /// An answer as it is sent: trimmed, in the plain form of its kind. What cannot be understood
    /// is left as it was written.
    #[must_use]
    pub fn clean(&self, answer: &str) -> String {
        let answer = answer.trim();
        match self.kind {
            FieldKind::Paragraph | FieldKind::Choice => answer.to_owned(),
            FieldKind::Text => answer.replace(['\r', '\n'], " "),
            FieldKind::Choices => {
                let mut chosen: Vec<&str> = Vec::new();
                for one in answer
                    .split('\n')
                    .map(str::trim)
                    .filter(|one| !one.is_empty())
                {
                    if !chosen.contains(&one) {
                        chosen.push(one);
                    }
                }
                chosen.join("\n")
            }
            FieldKind::Number => {
                let plain: String = half_width(answer).filter(|c| !c.is_whitespace()).collect();
                match plain.parse::<i64>() {
                    Ok(number) => number.to_string(),
                    Err(_) => answer.to_owned(),
                }
            }
            FieldKind::Date => date(answer).unwrap_or_else(|| answer.to_owned()),
            FieldKind::Phone => phone(answer).unwrap_or_else(|| answer.to_owned()),
            FieldKind::Email => half_width(answer).collect::<String>().trim().to_owned(),
            // A box that is not ticked is not answered.
            FieldKind::Consent => if answer == "yes" { "yes" } else { "" }.to_owned(),
        }
    }

    fn bounds(&self, size: i64) -> Option<FaultKind> {
        match (self.min, self.max) {
            (Some(min), _) if size < i64::from(min) => Some(FaultKind::TooLittle(min)),
            (_, Some(max)) if size > i64::from(max) => Some(FaultKind::TooMuch(max)),
            _ => None,
        }
    }

    /// Without options, which a careless service may send, every answer is one.
    fn option(&self, answer: &str) -> Option<FaultKind> {
        let known = self.options.is_empty() || self.options.iter().any(|o| o.trim() == answer);
        (!known).then_some(FaultKind::NotAnOption)
    }
}

fn malformed(is_well: bool) -> Option<FaultKind> {
    (!is_well).then_some(FaultKind::Malformed)
}

/// ASCII at half width, as an input method may write it at full.
fn half_width(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|c| match c {
        '\u{3000}' => ' ',
        '−' | '–' | '—' => '-',
        '。' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    })
}

/// `2026/1/5`, `2026.01.05`, `2026年1月5日` as `2026-01-05`.
fn date(text: &str) -> Option<String> {
    let plain: String = half_width(text).filter(|c| !c.is_whitespace()).collect();
    let plain = plain.strip_suffix(['日', '号', '號']).unwrap_or(&plain);
    let mut parts = plain.split(['-', '/', '.', '年', '月']);
    let mut part = |digits: usize| {
        let part = parts.next()?;
        let is_well = part.len() <= digits && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| is_well)
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    if parts.next().is_some() {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    parse_date(&date).is_some().then_some(date)
}

/// Digits, with a `+` before the country: what people put between them is dropped.
fn phone(text: &str) -> Option<String> {
    let plain: String = half_width(text)
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')' | '.' | '·' | '/'))
        .collect();
    let plain = plain
        .strip_prefix("00")
        .map_or_else(|| plain.clone(), |rest| format!("+{rest}"));
    is_phone(&plain).then_some(plain)
}

/// At most 15 digits (ITU-T E.164); the shortest national numbers have 5.
fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    (5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Somebody at a host with a dot. Whether there is such a mailbox only a letter can tell.
/// Lengths: RFC 5321, section 4.5.3.1.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else {
        return false;
    };
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '@' | ',' | ';' | '<' | '>');
    !name.is_empty()
        && name.len() <= 64
        && text.len() <= 254
        && !text.replacen('@', "", 1).contains(odd)
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
}
