//! How pages follow each other: from where an answer stands to where the next begins.
//!
//! A place among pages is kept as text: how many pages were read, how many rows came on them, and what the
//! service gave to go on with, with colons between them.

use serde_json::{Map, Value};

use super::super::{
    expr::{self, Expr, Scope, plain},
    given::{Care, Given},
    keys::{self, Key},
};

/// How pages follow each other.
#[derive(Clone, Debug, Default)]
pub(in crate::backend::mapped) struct Pages {
    pub(in crate::backend::mapped) by: By,
    first: u32,
    size: Option<u32>,
    next: Option<Expr>,
    more: Option<Expr>,
    /// A short page need not be the last: rows are left out after a page was cut, and its places count.
    short: bool,
}

/// What a page is asked for by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::backend::mapped) enum By {
    /// There is one.
    #[default]
    Nothing,
    /// Its number.
    Number,
    /// The number of rows before it.
    Offset,
    /// A word of the answer before it.
    Cursor,
    /// A value of the last row before it.
    Last,
    /// An address in the answer before it.
    Url,
}

/// Words of [`By`], in order.
pub(in crate::backend::mapped) const BY: &[&str] = &["number", "offset", "cursor", "last", "url"];

/// A place among pages.
#[derive(Clone, Debug, Default)]
pub(in crate::backend::mapped) struct Place {
    /// Pages read before it.
    pub(in crate::backend::mapped) read: u32,
    /// Rows that came on them.
    came: u32,
    /// What to go on with.
    pub(in crate::backend::mapped) on: Option<String>,
}

impl Place {
    /// As it was told to the reader.
    pub(in crate::backend::mapped) fn of(cursor: Option<&str>) -> Self {
        let mut parts = cursor.unwrap_or_default().splitn(3, ':');
        let mut count = || parts.next().and_then(|count| count.parse().ok());
        let (read, came) = (count().unwrap_or(0), count().unwrap_or(0));
        let on = parts.next().unwrap_or_default();
        Self {
            read,
            came,
            on: (!on.is_empty()).then(|| on.to_owned()),
        }
    }
}

impl Pages {
    /// Reads `pages`.
    pub(super) fn of(it: &Given<'_, impl Care>) -> Self {
        if !it.is_there() {
            return Self::default();
        }
        it.only(&[keys::PAGES]);
        let by = match it.choice(Key::By, BY) {
            0 => By::Number,
            1 => By::Offset,
            2 => By::Cursor,
            3 => By::Last,
            _ => By::Url,
        };
        let needed = |key: Key, what: &str| {
            if it.looks() && !it.has(key) {
                it.expected_at(key, what);
            }
        };
        if by == By::Number {
            needed(Key::First, "0 or 1");
        }
        match by {
            By::Number | By::Offset => needed(Key::Size, "the number of rows on a page"),
            _ => needed(Key::Next, "a value"),
        }
        Self {
            by,
            first: it.count(Key::First, 0, 1).unwrap_or(0),
            size: it.count(Key::Size, 1, 100_000),
            next: expr::option(it, Key::Next),
            more: expr::option(it, Key::More),
            short: it.is(Key::Short),
        }
    }

    /// What a request may refer to as `/page`.
    pub(in crate::backend::mapped) fn page(&self, place: &Place) -> Value {
        let mut page = Map::new();
        let mut put = |key: &str, value: Value| page.insert(key.to_owned(), value);
        if let Some(size) = self.size {
            put("size", Value::from(size));
        }
        match (self.by, &place.on) {
            (By::Number, _) => {
                put("number", Value::from(self.first.saturating_add(place.read)));
            }
            (By::Offset, _) => {
                // A service may give less than was asked for.
                let before = if self.short {
                    place.read.saturating_mul(self.size.unwrap_or(0))
                } else {
                    place.came
                };
                put("offset", Value::from(self.first.saturating_add(before)));
            }
            (By::Cursor | By::Last, Some(on)) => {
                put("cursor", Value::from(on.as_str()));
            }
            _ => {}
        }
        Value::Object(page)
    }

    /// What to ask for the next page with, after a page with `rows`; `None` at the end.
    pub(in crate::backend::mapped) fn after(
        &self,
        place: &Place,
        rows: &[Value],
        total: Option<u32>,
        scope: &Scope<'_>,
        most: u32,
    ) -> Option<String> {
        let read = place.read.saturating_add(1);
        // A service that filters after it has cut a page may give an empty one, and a next.
        let may_be_empty = self.short && matches!(self.by, By::Cursor | By::Url);
        let is_over = rows.is_empty() && !may_be_empty;
        if self.by == By::Nothing || read >= most || is_over {
            return None;
        }
        let flag = self.more.as_ref().map(|more| {
            let more = more.find(scope);
            more.as_deref().is_some_and(is_set)
        });
        let full = self.size.unwrap_or(0);
        let got = rows.len() as u32;
        let came = place.came.saturating_add(got);
        let places = if self.short {
            read.saturating_mul(full)
        } else {
            came
        };
        let by_size = match (self.by, total) {
            (By::Cursor | By::Url, _) => true,
            // A service that gives less than was asked for still says how many there are.
            (_, Some(total)) => places < total,
            _ => got >= full || self.short,
        };
        if !flag.unwrap_or(by_size) {
            return None;
        }
        let on = match (self.by, &self.next) {
            (By::Last, Some(next)) => Some(next.text(&scope.at(rows.last()?))?),
            (By::Cursor | By::Url, Some(next)) => Some(next.text(scope)?),
            _ => None,
        };
        if on
            .as_ref()
            .is_some_and(|on| on.is_empty() || Some(on) == place.on.as_ref())
        {
            return None;
        }
        let on = on.as_deref().unwrap_or("");
        Some([&read.to_string(), ":", &came.to_string(), ":", on].concat())
    }
}

/// What services say for *there is more*.
fn is_set(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => *flag,
        other => plain(other).is_some_and(|t| !matches!(t.as_str(), "" | "0" | "false" | "no")),
    }
}
