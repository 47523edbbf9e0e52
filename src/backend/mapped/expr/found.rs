//! Values that are read field by field, straight out of a row, and never made a document of their own.

use std::{borrow::Cow, cell::OnceCell};

use serde_json::Value;
use typed_arena::Arena;

use crate::model::json::{Found, Parts};

use super::{Expr, Part, Scope, Source, Step, weight};

/// What is made while a row is read, kept until it was.
pub(in crate::backend::mapped) type Bench<'a> = Arena<Kept<'a>>;

/// A field of an object of values: how it is named, and what it is.
type Field = (Vec<Part>, Expr);

/// Something that was made.
pub(in crate::backend::mapped) enum Kept<'a> {
    /// A value, where something had to be made of what was found.
    Value(Value),
    /// An object of values, or a list of which each element is read as a document of its own.
    Parts {
        kind: Kind<'a>,
        /// What all of it is.
        expr: &'a Expr,
        whole: OnceCell<Value>,
        scope: Scope<'a>,
        bench: &'a Bench<'a>,
    },
}

/// What has parts.
#[derive(Clone, Copy)]
pub(in crate::backend::mapped) enum Kind<'a> {
    Fields(&'a [Field]),
    Each(&'a [Value], &'a Expr),
}

impl Expr {
    /// The value, in parts where it has some.
    pub(in crate::backend::mapped) fn found<'a>(
        &'a self,
        scope: &Scope<'a>,
        bench: &'a Bench<'a>,
    ) -> Option<Found<'a>> {
        let parts = |kind| {
            let (expr, whole) = (self, OnceCell::new());
            let scope = *scope;
            bench.alloc(Kept::Parts {
                kind,
                expr,
                whole,
                scope,
                bench,
            })
        };
        match (&self.from, self.steps.split_last()) {
            (Source::Object(fields), None) if fields.iter().all(is_named) => {
                let is_there = |(_, value): &'a Field| value.found(scope, bench).is_some();
                let is_there = self.is_meant(scope) && fields.iter().any(is_there);
                is_there.then(|| Found::Parts(parts(Kind::Fields(fields)), 0))
            }
            (_, Some((Step::Each(item), before))) => {
                let list = kept(self.after(before, scope)?, bench).as_array()?;
                Some(Found::Parts(parts(Kind::Each(list, item)), 0))
            }
            _ => {
                let found = kept(self.find(scope)?, bench);
                // Whoever reads it copies it.
                scope.spend(weight(found))?;
                Some(Found::There(found))
            }
        }
    }
}

/// As long as the row is read.
pub(in crate::backend::mapped) fn kept<'a>(
    value: Cow<'a, Value>,
    bench: &'a Bench<'a>,
) -> &'a Value {
    match value {
        Cow::Borrowed(value) => value,
        Cow::Owned(value) => match bench.alloc(Kept::Value(value)) {
            Kept::Value(value) => value,
            Kept::Parts { .. } => &Value::Null,
        },
    }
}

fn is_named((key, _): &Field) -> bool {
    matches!(key.as_slice(), [Part::Plain(_)])
}

impl Parts for Kept<'_> {
    fn field(&self, _which: usize, name: &str) -> Found<'_> {
        let Self::Parts {
            kind: Kind::Fields(fields),
            scope,
            bench,
            ..
        } = self
        else {
            return Found::Nothing;
        };
        let named = |(key, _): &&Field| matches!(key.as_slice(), [Part::Plain(key)] if key == name);
        match fields.iter().find(named) {
            Some((_, value)) if scope.spend(1).is_some() => {
                value.found(scope, bench).unwrap_or(Found::Nothing)
            }
            _ => Found::Nothing,
        }
    }

    fn is_list(&self, _which: usize) -> bool {
        matches!(
            self,
            Self::Parts {
                kind: Kind::Each(..),
                ..
            }
        )
    }

    fn each(&self, _which: usize, with: &mut dyn FnMut(Found<'_>)) {
        if let Self::Parts {
            kind: Kind::Each(list, item),
            scope,
            bench,
            ..
        } = self
        {
            for one in *list {
                if scope.spend(1).is_some()
                    && let Some(found) = item.found(&scope.at(one), bench)
                {
                    with(found);
                }
            }
        }
    }

    fn whole(&self, _which: usize) -> &Value {
        match self {
            Self::Value(value) => value,
            Self::Parts {
                expr, whole, scope, ..
            } => whole.get_or_init(|| expr.made(scope).unwrap_or_default()),
        }
    }
}
