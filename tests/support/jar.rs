//! Cookies as a browser keeps them (RFC 6265), for one person: kept and sent only where a request asks for it, and told to a
//! page only where they are of its own site and not `HttpOnly`.

use std::cell::RefCell;

/// One person's cookies.
#[derive(Default)]
pub struct Jar(RefCell<Vec<Cookie>>);

struct Cookie {
    host: String,
    path: String,
    name: String,
    value: String,
    http_only: bool,
}

impl Jar {
    /// What goes with a request to an address, for its `Cookie` header.
    pub fn sent_to(&self, url: &str) -> Option<String> {
        let (host, path) = parts(url);
        let all = self.0.borrow();
        let theirs = all.iter().filter(|c| c.host == host && c.covers(path));
        let pairs: Vec<String> = theirs.map(|c| format!("{}={}", c.name, c.value)).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Keeps what a `Set-Cookie` header of an answer says; one that is over is dropped.
    pub fn keep(&self, url: &str, header: &str) {
        let (host, _) = parts(url);
        let mut attributes = header.split(';').map(str::trim);
        let Some((name, value)) = attributes.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        let mut cookie = Cookie {
            host: host.to_owned(),
            path: "/".to_owned(),
            name: name.to_owned(),
            value: value.to_owned(),
            http_only: false,
        };
        let mut is_over = false;
        for attribute in attributes {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            match name.to_ascii_lowercase().as_str() {
                "httponly" => cookie.http_only = true,
                "path" if value.starts_with('/') => cookie.path = value.to_owned(),
                "max-age" => is_over = value.parse::<i64>().is_ok_and(|age| age <= 0),
                _ => {}
            }
        }
        let mut all = self.0.borrow_mut();
        all.retain(|c| (&c.host, &c.path, &c.name) != (&cookie.host, &cookie.path, &cookie.name));
        if !is_over {
            all.push(cookie);
        }
    }

    /// What a page reads by its script.
    pub fn shown(&self, name: &str) -> Option<String> {
        let all = self.0.borrow();
        let found = all.iter().find(|c| c.name == name && !c.http_only);
        found.map(|c| c.value.clone())
    }

    /// The names of all that are kept.
    pub fn names(&self) -> Vec<String> {
        self.0.borrow().iter().map(|c| c.name.clone()).collect()
    }

    /// As when the service no longer knows any, or the person clears them.
    pub fn spoil(&self, name: &str) {
        for cookie in self.0.borrow_mut().iter_mut().filter(|c| c.name == name) {
            cookie.value = cookie.value.chars().rev().collect();
        }
    }
}

impl Cookie {
    /// RFC 6265, 5.1.4.
    fn covers(&self, path: &str) -> bool {
        path.strip_prefix(&self.path).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/')
        })
    }
}

/// Host and path of an address.
fn parts(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let path = path.split('?').next().unwrap_or_default();
    (host, if path.is_empty() { "/" } else { path })
}
