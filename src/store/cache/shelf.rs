//! Answers as they came, kept from one start to the next so that only what has changed comes again.
//!
//! They lie among the other answers of the account, as `http/<name>`: they count towards the same budget, and go when it
//! signs out. Their names say nothing of what was asked.

use std::rc::Rc;

use serde_json::Value;

use crate::{
    model::{
        FromJson, ToJson,
        json::{Node, json_object},
    },
    port::{Clock, Idle, Response, Shelf, json_text, units},
};

use super::Cache;

/// A longer answer is not kept, in UTF-16 units.
const LONGEST: usize = 64_000;
/// A longer one is kept when nobody waits.
const LONG: usize = 20_000;

/// Answers of one backend to whoever is looking.
pub struct AnswerShelf {
    cache: Rc<Cache>,
    clock: Rc<dyn Clock>,
    idle: Rc<dyn Idle>,
}

/// What is kept of an answer.
struct Came(Response);

impl FromJson for Came {
    fn read(node: &Node<'_>) -> Self {
        let headers: Vec<Vec<String>> = node.needed("headers");
        let pair = |two: Vec<String>| {
            let mut two = two.into_iter();
            Some((two.next()?, two.next()?))
        };
        Self(Response {
            status: 200,
            headers: headers.into_iter().filter_map(pair).collect(),
            body: node.needed("body"),
        })
    }
}

impl ToJson for Came {
    fn to_json(&self) -> Value {
        let headers = self.0.headers.iter();
        let headers = headers.map(|(name, value)| vec![name.as_str(), value.as_str()]);
        let headers: Vec<Vec<&str>> = headers.collect();
        json_object! { "headers": headers, "body": self.0.body.as_str() }
    }
}

fn query(name: &str) -> String {
    ["http/", name].concat()
}

impl AnswerShelf {
    /// Over a cache of its own.
    pub fn new(cache: Cache, clock: Rc<dyn Clock>, idle: Rc<dyn Idle>) -> Self {
        Self {
            cache: Rc::new(cache),
            clock,
            idle,
        }
    }
}

impl Shelf for AnswerShelf {
    fn turn(&self) -> u32 {
        self.cache.whose.turn()
    }

    fn get(&self, name: &str) -> Option<Response> {
        let kept = self.cache.get::<Came>(&query(name))?;
        Some(kept.data.0)
    }

    fn put(&self, name: &str, turn: u32, answer: &Response) {
        let length = units(&answer.body);
        if length > LONGEST || turn != self.turn() {
            return;
        }
        let (cache, query, now) = (self.cache.clone(), query(name), self.clock.now());
        let came = Came(answer.clone());
        let keep = move || {
            if cache.whose.turn() == turn {
                let etag = came.0.header("etag");
                let _unkept = cache.put_text(&query, &json_text(&came.to_json()), now, etag);
                // Such an answer helps at the next start or not at all.
                cache.let_go();
                cache.note_use(now);
            }
        };
        if length > LONG {
            self.idle.when_idle(Box::new(keep));
        } else {
            keep();
        }
    }
}
