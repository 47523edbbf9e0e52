//! From a plan to a request, and from its answer to rows.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::{
    backend::{Answer, Asked, BackendError, Page, Rows, read_row},
    model::{
        FromJson,
        json::{Found, json_object},
    },
};

use super::{
    Mapped,
    answer::{Read, Verdict},
    expr::{Bench, Expr, Scope, copy, fuel, kept, weight},
    link,
    plan::{Also, Ask, By, Pages, Place, Reading, Sent},
};

impl Mapped {
    /// Rows of one page.
    pub(super) async fn rows<T: FromJson>(
        &self,
        ask: &Ask,
        input: Value,
        cursor: Option<String>,
    ) -> Asked<Page<T>> {
        let mut rows = Rows::default();
        let mut items = Vec::new();
        let mut take = |row: Found<'_>| items.extend(rows.read(row));
        let page = self.page(ask, input, cursor.as_deref(), &mut take).await?;
        Ok(Answer {
            data: Page {
                items,
                next: page.next,
                total: page.total,
            },
            left_out: rows.left_out,
            etag: page.etag,
        })
    }

    /// One row.
    pub(super) async fn row<T: FromJson>(&self, ask: &Ask, input: Value) -> Asked<T> {
        let scope = self.scope(input, Value::Null);
        let (read, verdict) = self.ask(&ask.sent, &ask.meaning, &scope, None).await?;
        let mut data = None;
        let mut take = |row: Found<'_>| data = Some(read_row(row));
        let etag = self.one(ask, scope, read, &verdict, &mut take).await?;
        let data = data.ok_or(BackendError::NotFound)?;
        Ok(Answer {
            data: data.map_err(|what| BackendError::Unreadable { what })?,
            left_out: Vec::new(),
            etag,
        })
    }

    /// Gives the one row of an answer to be read.
    async fn one(
        &self,
        ask: &Ask,
        mut scope: Value,
        read: Read,
        verdict: &Verdict,
        take: &mut dyn FnMut(Found<'_>),
    ) -> Result<Option<String>, BackendError> {
        if let Some(error) = verdict.error() {
            return Err(error);
        }
        let document = read.json()?;
        let fuel = self.fuel();
        let found = Scope {
            headers: &read.headers,
            request: &scope,
            ..Scope::of(document, &fuel)
        };
        let item = ask.reading.first(&found).ok_or(BackendError::NotFound)?;
        put(&mut scope, "item", copy(&item));
        let also = self.others(&ask.also, &scope).await?;
        let from = Scope {
            item: &item,
            document,
            headers: &read.headers,
            also: &also,
            request: &scope,
            ..Scope::of(&item, &fuel)
        };
        ask.reading.give(&from, take);
        if fuel.is_spent() {
            return Err(too_much());
        }
        Ok(read.header("etag").map(str::to_owned))
    }

    /// The address of a page, where an answer gave it.
    pub(super) fn address_of(
        &self,
        sent: &Sent,
        pages: &Pages,
        place: &Place,
    ) -> Result<Option<String>, BackendError> {
        let (By::Url, Some(next)) = (pages.by, &place.on) else {
            return Ok(None);
        };
        let base = sent.base.as_ref().unwrap_or(&self.plan().base);
        let held = link::held(next, base, &self.plan().origins);
        held.map(Some).ok_or_else(|| BackendError::Unreadable {
            what: ["the next page is of another origin: ", next].concat(),
        })
    }

    /// Gives the rows of one page to be read.
    async fn page(
        &self,
        ask: &Ask,
        input: Value,
        cursor: Option<&str>,
        take: &mut dyn FnMut(Found<'_>),
    ) -> Result<Turned, BackendError> {
        let place = Place::of(cursor);
        let scope = self.scope(input, ask.pages.page(&place));
        let by_address = ask.pages.by == By::Url && place.on.is_some();
        let whole = match by_address || !ask.also.is_empty() {
            true => Some(self.whole().await?),
            false => None,
        };
        let url = match whole.filter(|_| by_address) {
            Some(whole) => whole.turned_to(&ask.sent, &ask.pages, &place, &scope)?,
            None => None,
        };
        let (read, verdict) = self.ask(&ask.sent, &ask.meaning, &scope, url).await?;
        if let Some(error) = verdict.error() {
            return Err(error);
        }
        let document = read.json()?;
        let also = match whole.filter(|_| !ask.also.is_empty()) {
            Some(whole) => whole.also(&ask.also, &scope).await?,
            None => json_object! {},
        };
        let fuel = self.fuel();
        let from = Scope {
            headers: &read.headers,
            also: &also,
            request: &scope,
            ..Scope::of(document, &fuel)
        };
        let found = ask.reading.items.find(&from);
        let list = found.as_deref().and_then(Value::as_array);
        let list = list.ok_or_else(|| BackendError::Unreadable {
            what: ["expected a list of rows, found ", kind(found.as_deref())].concat(),
        })?;
        for item in list {
            let from = Scope { item, ..from };
            if ask.reading.means(item, &from) {
                ask.reading.give(&from.at(item), take);
            }
        }
        let total = ask.total.as_ref().and_then(|total| total.text(&from));
        let total = total.and_then(|count| count.trim().parse().ok());
        let most = self.plan().limits.pages;
        let next = ask.pages.after(&place, list, total, &from, most);
        if fuel.is_spent() {
            return Err(too_much());
        }
        Ok(Turned {
            next,
            total,
            etag: read.header("etag").map(str::to_owned),
        })
    }

    /// Gives all rows, page after page, to be read.
    pub(super) async fn all_rows(
        &self,
        ask: &Ask,
        take: &mut dyn FnMut(Found<'_>),
    ) -> Result<(), BackendError> {
        let mut cursor = None;
        loop {
            let input = json_object! {};
            let page = self.page(ask, input, cursor.as_deref(), take).await?;
            cursor = page.next;
            if cursor.is_none() {
                return Ok(());
            }
        }
    }

    /// What other requests answered, by name; one that failed is absent.
    pub(super) async fn others(
        &self,
        also: &[(String, Also)],
        scope: &Value,
    ) -> Result<Value, BackendError> {
        let mut found = Map::new();
        for (name, other) in also {
            let Ok((read, verdict)) = self.ask(&other.sent, &other.meaning, scope, None).await
            else {
                continue;
            };
            if verdict.error().is_none()
                && let Some(value) = taken(other.read.as_ref(), &read, scope)
            {
                found.insert(name.clone(), value);
            }
        }
        Ok(Value::Object(found))
    }
}

/// A page whose rows were read.
struct Turned {
    next: Option<String>,
    total: Option<u32>,
    etag: Option<String>,
}

pub(super) fn too_much() -> BackendError {
    BackendError::Unreadable {
        what: "the mapping takes too much from this answer".to_owned(),
    }
}

fn kind(value: Option<&Value>) -> &'static str {
    match value {
        None | Some(Value::Null) => "nothing",
        Some(Value::Object(_)) => "an object",
        Some(_) => "something else",
    }
}

/// Lays something beside what a request may refer to.
pub(super) fn put(scope: &mut Value, name: &str, value: Value) {
    if let Value::Object(scope) = scope {
        scope.insert(name.to_owned(), value);
    }
}

/// What is taken of an answer: all of it, or a value.
pub(super) fn taken(read: Option<&Expr>, answer: &Read, request: &Value) -> Option<Value> {
    let fuel = fuel();
    let scope = Scope {
        headers: &answer.headers,
        request,
        ..Scope::of(&answer.document, &fuel)
    };
    match read {
        Some(read) => read.made(&scope),
        None => answer.json().ok().cloned(),
    }
}

impl Reading {
    /// Whether a row is one of those that are meant.
    fn means(&self, row: &Value, scope: &Scope<'_>) -> bool {
        self.only.as_ref().is_none_or(|only| only.holds(row, scope))
    }

    /// The first row, or the one.
    pub(super) fn first(&self, scope: &Scope<'_>) -> Option<Value> {
        let found = self.items.find(scope)?;
        // A service that filters answers with a list of one or of none.
        let row = match found.as_ref() {
            Value::Array(rows) => rows.iter().find(|row| self.means(row, scope))?,
            other => other,
        };
        (!row.is_null()).then(|| copy(row))
    }

    /// Gives a row to be read, straight out of what the service sent.
    fn give(&self, scope: &Scope<'_>, take: &mut dyn FnMut(Found<'_>)) {
        let item = match &self.item {
            Some(item) => item.find(scope),
            None => Some(Cow::Borrowed(scope.here)),
        };
        // What is no row at all is told as one that cannot be read.
        let nothing = Found::There(&Value::Null);
        let Some(item) = item else {
            return take(nothing);
        };
        let bench = Bench::new();
        let item = kept(item, &bench);
        take(match &self.row {
            Some(row) => row.found(&scope.at(item), &bench).unwrap_or(nothing),
            None if scope.spend(weight(item)).is_none() => nothing,
            None => Found::There(item),
        });
    }

    /// Reads a row.
    pub(super) fn read<T: FromJson>(&self, scope: &Scope<'_>) -> Result<T, String> {
        let mut data = Err(String::new());
        self.give(scope, &mut |row| data = read_row(row));
        data
    }

    /// A row, made ours.
    pub(super) fn made(&self, scope: &Scope<'_>) -> Option<Value> {
        let item = match &self.item {
            Some(item) => item.find(scope)?,
            None => Cow::Borrowed(scope.here),
        };
        match &self.row {
            Some(row) => row.made(&scope.at(&item)),
            None => scope.keep(item),
        }
    }
}
