//! From what stands in a mapping to a compiled value.

use serde_json::Value;

use super::{
    super::{
        fault::Fault,
        keys::{self, BESIDE, Keys, SOURCES, STEPS, below},
    },
    As, DEPTH, Expr, IN, In, Match, Sign, Source, Step, Test, parts,
    slots::is_stray,
};

/// A place in a mapping, and how much deeper it may go.
#[derive(Clone)]
pub(in crate::backend::mapped) struct Compile {
    at: String,
    depth: usize,
}

impl Compile {
    /// At a pointer.
    pub(in crate::backend::mapped) fn at(at: &str) -> Self {
        Self {
            at: at.to_owned(),
            depth: DEPTH,
        }
    }

    /// At a pointer, with less depth.
    pub(in crate::backend::mapped) fn within(at: &str, depth: usize) -> Self {
        Self {
            at: at.to_owned(),
            depth,
        }
    }

    fn below(&self, key: &str) -> Self {
        Self {
            at: below(&self.at, key),
            depth: self.depth,
        }
    }

    /// A value.
    pub(in crate::backend::mapped) fn value(mut self, value: &Value) -> Result<Expr, Fault> {
        let Some(depth) = self.depth.checked_sub(1) else {
            return Err(Fault::new(&self.at, "at most 16 levels", "more"));
        };
        self.depth = depth;
        match value {
            Value::String(text) if text.starts_with('/') => Ok(Expr::pointer(text)),
            Value::Object(_) => self.object(value),
            Value::Array(_) => Err(Fault::new(
                &self.at,
                "a pointer, a constant or an object",
                "a list",
            )),
            constant => Ok(Source::Const(constant.clone()).into()),
        }
    }

    fn object(self, value: &Value) -> Result<Expr, Fault> {
        let it = Keys::of(value, &self.at, &[SOURCES, STEPS, BESIDE])?;
        let mut sources = SOURCES.iter().copied().filter(|key| it.get(key).is_some());
        let one = |found| {
            let expected = ["one of ", &SOURCES.join(", ")].concat();
            Fault::new(&self.at, &expected, found)
        };
        let source = sources.next().ok_or_else(|| one("none of them"))?;
        if sources.next().is_some() {
            return Err(one("two"));
        }
        let given = it.get(source).unwrap_or(&Value::Null);
        let here = self.below(source);
        let from = match source {
            "at" => {
                let (which, pointer) = (place(&it)?, here.pointer(given)?);
                if which == In::Request && is_stray(&pointer, keys::ROOTS) {
                    let expected = ["one of /", &keys::ROOTS.join(", /")].concat();
                    return Err(Fault::new(&here.at, &expected, &pointer));
                }
                Source::At(which, pointer)
            }
            "const" => Source::Const(given.clone()),
            "text" => Source::Text(
                parts(here.text(given)?, &here.at)?,
                match it.get("with") {
                    Some(with) => self.below("with").values(with)?,
                    None => Vec::new(),
                },
            ),
            "first" => Source::First(here.several(given)?),
            "list" => Source::List(here.several(given)?),
            _ => Source::Object(here.fields(given)?),
        };
        for (key, only) in [("in", "at"), ("with", "text")] {
            if it.get(key).is_some() && source != only {
                let found = [key, " beside ", source].concat();
                return Err(Fault::new(
                    &it.at(key),
                    &[only, " beside it"].concat(),
                    &found,
                ));
            }
        }
        let when = match it.get("when") {
            Some(when) => Some(self.below("when").matching(when)?),
            None => None,
        };
        Ok(Expr {
            when,
            from,
            steps: self.steps(&it)?,
        })
    }

    fn steps(&self, it: &Keys<'_>) -> Result<Vec<Step>, Fault> {
        let mut steps = Vec::new();
        for key in STEPS {
            if let Some(value) = it.get(key) {
                let step = self.below(key).step(key, value, it)?;
                if step.opens() {
                    steps.insert(0, step);
                } else {
                    steps.push(step);
                }
            }
        }
        if it.get("else").is_some() && it.get("words").is_none() {
            return Err(Fault::new(&it.at("else"), "words beside it", "else alone"));
        }
        for (at, more) in it.list("then", 16)? {
            let Some(depth) = self.depth.checked_sub(1) else {
                return Err(Fault::new(&at, "at most 16 levels", "more"));
            };
            let it = Keys::of(more, &at, &[STEPS, &["else", "then"]])?;
            steps.extend(Self::within(&at, depth).steps(&it)?);
        }
        Ok(steps)
    }

    fn step(self, key: &str, value: &Value, it: &Keys<'_>) -> Result<Step, Fault> {
        Ok(match key {
            "offset" => Step::Offset(self.text(value)?.to_owned()),
            "as" => Step::As(As::nth(it.word(key, As::ALL)?.unwrap_or_default())),
            "zone" => Step::Zone(self.value(value)?),
            "split" => Step::Split(self.text(value)?.to_owned()),
            "columns" => Step::Columns(self.value(value)?),
            "where" => Step::Where(self.matching(value)?),
            "each" => Step::Each(self.value(value)?),
            "get" => Step::Get(self.value(value)?),
            "times" => Step::Count(Sign::Times, self.value(value)?),
            "plus" => Step::Count(Sign::Plus, self.value(value)?),
            "minus" => Step::Count(Sign::Minus, self.value(value)?),
            "words" => Step::Words(
                Keys::any(value, &self.at)?.map.clone(),
                it.get("else").cloned(),
            ),
            "time" => Step::Time(self.template(self.text(value)?)?),
            _ => Step::Join(self.text(value)?.to_owned()),
        })
    }

    /// How a time is written.
    fn template(&self, text: &str) -> Result<Vec<super::Part>, Fault> {
        let template = parts(text, &self.at)?;
        match super::stray_slot(&template, &["Y", "M", "D", "h", "m", "s"]) {
            Some(_) => Err(Fault::new(&self.at, "{Y} {M} {D} {h} {m} {s} alone", text)),
            None => Ok(template),
        }
    }

    fn several(&self, value: &Value) -> Result<Vec<Expr>, Fault> {
        let list = keys::list(value, &self.at, 1000)?;
        list.into_iter()
            .map(|(at, value)| Self::within(&at, self.depth).value(value))
            .collect()
    }

    /// The fields of an object of values.
    pub(in crate::backend::mapped) fn fields(
        &self,
        value: &Value,
    ) -> Result<Vec<(Vec<super::Part>, Expr)>, Fault> {
        let mut fields = Vec::new();
        for (key, value) in Keys::any(value, &self.at)?.map {
            let here = self.below(key);
            fields.push((parts(key, &here.at)?, here.value(value)?));
        }
        Ok(fields)
    }

    /// Values by name.
    pub(in crate::backend::mapped) fn values(
        &self,
        value: &Value,
    ) -> Result<Vec<(String, Expr)>, Fault> {
        let mut values = Vec::new();
        for (key, value) in Keys::any(value, &self.at)?.map {
            values.push((key.clone(), self.below(key).value(value)?));
        }
        Ok(values)
    }

    /// A match.
    pub(in crate::backend::mapped) fn matching(&self, value: &Value) -> Result<Match, Fault> {
        let mut tests = Vec::new();
        for (key, value) in Keys::any(value, &self.at)?.map {
            let here = self.below(key);
            if !key.is_empty() && !key.starts_with('/') {
                return Err(Fault::new(&here.at, "a JSON Pointer as key", key));
            }
            tests.push((key.clone(), here.test(value, false)?));
        }
        Ok(Match(tests))
    }

    fn test(self, value: &Value, inside: bool) -> Result<Test, Fault> {
        match value {
            Value::Null => Ok(Test::Nothing),
            Value::String(text) if text == "*" => Ok(Test::Anything),
            Value::Array(_) if !inside => keys::list(value, &self.at, 100)?
                .into_iter()
                .map(|(at, value)| Self::within(&at, self.depth).test(value, true))
                .collect::<Result<_, _>>()
                .map(Test::Any),
            Value::Object(map) if map.contains_key("has") => {
                let it = Keys::of(value, &self.at, &[&["has"]])?;
                Ok(Test::Has(it.needed("has", "a text")?.to_ascii_lowercase()))
            }
            value => self.value(value).map(Test::Is),
        }
    }

    fn text<'a>(&self, value: &'a Value) -> Result<&'a str, Fault> {
        value
            .as_str()
            .ok_or_else(|| Fault::found(&self.at, "a text", value))
    }

    fn pointer(&self, value: &Value) -> Result<String, Fault> {
        let text = self.text(value)?;
        if text.is_empty() || text.starts_with('/') {
            Ok(text.to_owned())
        } else {
            Err(Fault::new(
                &self.at,
                "a JSON Pointer, which begins with /",
                text,
            ))
        }
    }
}

fn place(it: &Keys<'_>) -> Result<In, Fault> {
    Ok(match it.word("in", IN)? {
        Some(1) => In::Document,
        Some(2) => In::Item,
        Some(3) => In::Headers,
        Some(4) => In::Also,
        Some(5) => In::Request,
        _ => In::Here,
    })
}
