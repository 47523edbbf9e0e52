//! Why somebody was found, and what to mark of it.

use super::{super::near, Asked, FIELDS, Index, Member, MemberField, NOT, SAID_SOUNDS, Value};

/// Something that somebody says, in which field, and the parts of it to be marked, in characters.
pub type Said = (MemberField, String, Vec<(usize, usize)>);

/// Why somebody was found: what to mark, in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// Parts of the name.
    pub name: Vec<(usize, usize)>,
    /// Where it was something else: what, as it is written, and parts of it; each thing once.
    pub said: Vec<Said>,
}

impl Why {
    /// Something that somebody says fits, by this part of it.
    fn say(&mut self, field: MemberField, text: &str, part: Option<(usize, usize)>) {
        let mut said = self.said.iter_mut();
        match said.find(|(own, said, _)| (*own, said.as_str()) == (field, text)) {
            Some((_, _, parts)) => parts.extend(part),
            None => {
                let parts = part.into_iter().collect();
                self.said.push((field, text.to_owned(), parts));
            }
        }
    }
}

impl Index {
    /// Why somebody was found, for what is drawn of them.
    #[must_use]
    pub fn why(&self, asked: &Asked, member: &Member, at: usize) -> Why {
        let mut why = Why::default();
        let name = Value::of(&self.fold, &self.sounds, &[&member.name]);
        if let Some(found) = self.sounds.find(&asked.typed, &name.sounding)
            && asked.words.len() < 2
        {
            why.name.push(self.original(&member.name, found.at));
            return why;
        }
        for word in &asked.words {
            if let Some(found) = self.sounds.find(&word.alone, &name.sounding) {
                why.name.push(self.original(&member.name, found.at));
                continue;
            }
            let best = self.said(at).iter().filter_map(|(value, field)| {
                let value = self.values.all.get(*value as usize)?;
                let rank = match Self::written(word, value) {
                    NOT => self.heard(word, value).map(|_| SAID_SOUNDS)?,
                    rank => rank,
                };
                Some((rank, value, *field))
            });
            let best = best.min_by_key(|(rank, ..)| *rank);
            if let Some((rank, value, field)) = best {
                let text = value.sounding.text.as_str();
                let marked = match (rank, text.find(&word.text)) {
                    (SAID_SOUNDS, _) | (_, None) => self.heard(word, value),
                    (_, Some(at)) => {
                        let begin = text.get(..at).unwrap_or_default().chars().count();
                        Some(begin..begin + word.text.chars().count())
                    }
                };
                let marked = marked.map(|at| self.original(&value.text, at));
                if let Some(field) = FIELDS.get(usize::from(field)).copied() {
                    why.say(field, &value.text, marked);
                }
            }
        }
        if why == Why::default() {
            self.why_near(asked, member, at, &name, &mut why);
        }
        why
    }

    fn why_near(&self, asked: &Asked, member: &Member, at: usize, name: &Value, why: &mut Why) {
        let run: String = asked.typed.run.iter().collect();
        if near::forgiven(run.len()) == 0 {
            return;
        }
        let found = |value: &Value| {
            let text = value.sounding.text.as_str();
            let (begin, end) = near::has_near(text, &run)?;
            let count = |at| text.get(..at).unwrap_or_default().chars().count();
            Some(count(begin)..count(end))
        };
        if let Some(marked) = found(name) {
            why.name.push(self.original(&member.name, marked));
            return;
        }
        for (value, field) in self.said(at) {
            let value = self.values.all.get(*value as usize);
            if let Some((value, marked)) = value.and_then(|value| Some((value, found(value)?))) {
                let marked = self.original(&value.text, marked);
                if let Some(field) = FIELDS.get(usize::from(*field)).copied() {
                    why.say(field, &value.text, Some(marked));
                }
                return;
            }
        }
    }

    /// Characters of a text, by where they are in what it is folded to.
    fn original(&self, text: &str, folded: core::ops::Range<usize>) -> (usize, usize) {
        let (mut seen, mut begin, mut end) = (0, None, 0);
        let mut buffer = [0_u8; 4];
        for (n, c) in text.chars().enumerate() {
            let is_seen = !self.fold.fold(c.encode_utf8(&mut buffer)).is_empty();
            if is_seen && folded.contains(&seen) {
                begin.get_or_insert(n);
                end = n + 1;
            }
            seen += usize::from(is_seen);
        }
        (begin.unwrap_or(0), end)
    }
}
