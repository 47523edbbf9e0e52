//! What is sent: method, address, headers, body.

use serde_json::Value;

use crate::port::Method;

use super::super::{
    expr::{self, Expr, Level, Match, Part, Scope},
    given::{Care, Given},
    keys::{self, Key},
    link,
};

/// One request.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Sent {
    pub(in crate::backend::mapped) method: Method,
    /// Another base than the mapping's.
    pub(in crate::backend::mapped) base: Option<String>,
    /// Path behind the base; every slot is percent-encoded.
    pub(in crate::backend::mapped) path: Vec<Part>,
    /// Values for slots of the path.
    pub(in crate::backend::mapped) with: Vec<(String, Expr)>,
    /// Query parameters, in order.
    pub(in crate::backend::mapped) query: Vec<Pair>,
    pub(in crate::backend::mapped) headers: Vec<Pair>,
    pub(in crate::backend::mapped) body: Option<Expr>,
    pub(in crate::backend::mapped) encoding: Encoding,
    /// Others for the same, and when each of them is sent instead.
    either: Vec<(Option<Match>, Sent)>,
}

/// A parameter or a header.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Pair {
    pub(in crate::backend::mapped) name: String,
    pub(in crate::backend::mapped) value: Expr,
    /// Whether an empty value leaves it out; `false` sends even an absent one.
    pub(in crate::backend::mapped) omit_empty: Option<bool>,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::backend::mapped) enum Encoding {
    /// JSON, as this media type.
    Json(String),
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
}

/// Methods, as a mapping has them.
pub(in crate::backend::mapped) const METHODS: &[&str] =
    &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// By its place among [`METHODS`].
pub(super) fn method(place: usize) -> Method {
    match place {
        1 => Method::Head,
        2 => Method::Post,
        3 => Method::Put,
        4 => Method::Patch,
        5 => Method::Delete,
        _ => Method::Get,
    }
}

impl Sent {
    /// Whether it tells the service what lies at a pointer, such as `/input/listed`: by itself, or with all that lies there.
    pub(in crate::backend::mapped) fn tells(&self, pointer: &str) -> bool {
        let at = |told: &str| {
            let behind = pointer.strip_prefix(told);
            behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let values = self.with.iter().map(|(_, value)| value);
        let pairs = self
            .query
            .iter()
            .chain(&self.headers)
            .map(|pair| &pair.value);
        let said = |part: &Part| matches!(part, Part::Slot(slot) if at(slot));
        self.path.iter().any(said)
            || values
                .chain(pairs)
                .chain(&self.body)
                .any(|value| value.reads(&at))
            || self.either.iter().any(|(_, other)| other.tells(pointer))
    }

    /// Reads the keys of [`keys::SENT`].
    #[inline(never)]
    pub(super) fn of(it: &Given<'_, impl Care>, origins: &[String]) -> Self {
        let method = method(it.word(Key::Method, METHODS));
        let base = it.said(Key::Base);
        if let Some(base) = &base
            && it.looks()
            && !link::origin(base).is_some_and(|origin| origins.contains(&origin))
        {
            it.expected_at(Key::Base, "an address of one of /origins");
        }
        let (at, path) = (it.at(Key::Path), it.text(Key::Path, "a path"));
        // Behind a base that ends in a host, or behind none, anything else could name another host.
        let begins = matches!(path.as_bytes(), [] | [b'/' | b'?', ..]);
        if it.looks() && (!begins || path.starts_with("//") || !link::is_plain(&path)) {
            at.expected("a path that begins with one / and has no space or \\");
        }
        let body = it.at(Key::Body);
        if it.looks() && body.is_there() && matches!(method, Method::Get | Method::Head) {
            body.but("a method that has a body", method.as_str());
        }
        let with = expr::values(it, Key::With, Level::REQUEST);
        Self {
            method,
            base: base.as_deref().map(bare),
            path: expr::parts(&at, &path, keys::ROOTS, &with),
            with,
            query: pairs(it, Key::Query),
            headers: headers(it),
            body: body.is_there().then(|| expr::value(&body, Level::REQUEST)),
            encoding: encoding(it),
            either: Vec::new(),
        }
    }

    /// The same, with those in `either`.
    pub(super) fn several(it: &Given<'_, impl Care>, origins: &[String]) -> Self {
        let mut sent = Self::of(it, origins);
        let list = it.at(Key::Either);
        let mut list = list.elements(4);
        while let Some(one) = list.next() {
            one.only(&[keys::SENT, keys::EITHER]);
            let when = expr::condition(one, Key::When, Level::REQUEST);
            if when.is_none() {
                one.expected_at(Key::When, "an object");
            }
            sent.either.push((when, Self::of(one, origins)));
        }
        sent
    }

    /// Whether there are no others.
    pub(in crate::backend::mapped) const fn is_one(&self) -> bool {
        self.either.is_empty()
    }

    /// The one that is sent: the first of the others that is meant, else this.
    pub(in crate::backend::mapped) fn chosen(&self, scope: &Value) -> &Self {
        let fuel = expr::fuel();
        let from = Scope::of(scope, &fuel);
        let is_meant = |(when, _): &&(Option<Match>, Self)| {
            when.as_ref().is_some_and(|when| when.holds(scope, &from))
        };
        let meant = self.either.iter().find(is_meant);
        meant.map_or(self, |(_, sent)| sent)
    }
}

/// An address without slashes at its end.
#[inline(never)]
pub(super) fn bare(address: &str) -> String {
    let mut bare = address;
    while let Some(less) = bare.strip_suffix('/') {
        bare = less;
    }
    bare.to_owned()
}

fn encoding(it: &Given<'_, impl Care>) -> Encoding {
    match it.said(Key::Encoding).as_deref() {
        None | Some("json") => Encoding::Json("application/json".to_owned()),
        Some("form") => Encoding::Form,
        Some("multipart") => Encoding::Multipart,
        Some(media) => {
            if it.looks()
                && !(media.ends_with("json") && media.contains('/') && link::is_plain(media))
            {
                let expected = "json, form, multipart or a media type that ends in json";
                it.expected_at(Key::Encoding, expected);
            }
            Encoding::Json(media.to_owned())
        }
    }
}

/// `[{"name": …, "value": …}]`, in order.
#[inline(never)]
pub(super) fn pairs(it: &Given<'_, impl Care>, key: Key) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let list = it.at(key);
    let mut list = list.elements(100);
    while let Some(pair) = list.next() {
        pair.only(&[keys::PAIR]);
        let name = pair.text(Key::Name, "a name");
        if key == Key::Headers && !is_token(&name) {
            pair.expected_at(Key::Name, "the name of a header");
            continue;
        }
        pairs.push(Pair {
            name,
            value: expr::value(&pair.at(Key::Value), Level::REQUEST),
            omit_empty: pair.flag(Key::OmitEmpty),
        });
    }
    pairs
}

/// The same for headers.
pub(super) fn headers(it: &Given<'_, impl Care>) -> Vec<Pair> {
    pairs(it, Key::Headers)
}

/// A name that HTTP takes (RFC 9110, section 5.6.2).
fn is_token(name: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(sign)
}
