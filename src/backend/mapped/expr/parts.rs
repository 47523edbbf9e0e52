//! Values that are read field by field, straight out of a row, and never made a document of their own.

use std::borrow::Cow;

use serde_json::Value;

use crate::model::json::{Found, Parts};

use super::{Expr, Part, Scope, Source, Step};

/// A field of an object of values: how it is named, and what it is.
type Field = (Vec<Part>, Expr);

/// An object of values.
struct Fields<'a> {
    expr: &'a Expr,
    fields: &'a [Field],
    scope: Scope<'a>,
}

/// A list of which each element is read as a document of its own.
struct Each<'a> {
    expr: &'a Expr,
    of: Cow<'a, Value>,
    item: &'a Expr,
    scope: Scope<'a>,
}

impl Expr {
    /// The value, in parts where it has some.
    pub(in crate::backend::mapped) fn found<'a>(&'a self, scope: &Scope<'a>) -> Found<'a> {
        self.in_parts(scope).unwrap_or(Found::Nothing)
    }

    fn in_parts<'a>(&'a self, scope: &Scope<'a>) -> Option<Found<'a>> {
        let scope = *scope;
        match (&self.from, self.steps.split_last()) {
            (Source::Object(fields), None) if fields.iter().all(is_named) => {
                self.is_meant(&scope).then_some(())?;
                let is_there = |(_, value): &Field| !matches!(value.found(&scope), Found::Nothing);
                let parts = Fields {
                    expr: self,
                    fields,
                    scope,
                };
                fields
                    .iter()
                    .any(is_there)
                    .then(|| Found::Parts(Box::new(parts)))
            }
            (Source::First(several), None) => {
                self.is_meant(&scope).then_some(())?;
                several.iter().find_map(|one| one.in_parts(&scope))
            }
            (_, Some((Step::Each(item), before))) => {
                let of = self.after(before, &scope)?;
                of.is_array().then(|| {
                    Found::Parts(Box::new(Each {
                        expr: self,
                        of,
                        item,
                        scope,
                    }))
                })
            }
            _ => Some(match self.find(&scope)? {
                Cow::Borrowed(value) => Found::There(value),
                Cow::Owned(value) => Found::Made(value),
            }),
        }
    }
}

fn field<'a>(fields: &'a [Field], name: &str, scope: &Scope<'a>) -> Found<'a> {
    let named = |(key, _): &&Field| matches!(key.as_slice(), [Part::Plain(key)] if key == name);
    match fields.iter().find(named) {
        Some((_, value)) if scope.spend(1).is_some() => value.found(scope),
        _ => Found::Nothing,
    }
}

fn is_named((key, _): &Field) -> bool {
    matches!(key.as_slice(), [Part::Plain(_)])
}

impl Parts for Fields<'_> {
    fn field(&self, name: &str) -> Found<'_> {
        field(self.fields, name, &self.scope)
    }

    fn is_list(&self) -> bool {
        false
    }

    fn each(&self, _: &mut dyn FnMut(Found<'_>)) {}

    fn whole(&self) -> Value {
        self.expr.made(&self.scope).unwrap_or_default()
    }
}

impl Parts for Each<'_> {
    fn field(&self, _: &str) -> Found<'_> {
        Found::Nothing
    }

    fn is_list(&self) -> bool {
        true
    }

    fn each(&self, with: &mut dyn FnMut(Found<'_>)) {
        for one in self.of.as_array().into_iter().flatten() {
            if self.scope.spend(1).is_none() {
                return;
            }
            match self.item.found(&self.scope.at(one)) {
                Found::Nothing => {}
                found => with(found),
            }
        }
    }

    fn whole(&self) -> Value {
        self.expr.made(&self.scope).unwrap_or_default()
    }
}
