//! One query from its request to its rows, with all that is seen on the way.

use serde_json::Value;

use crate::{
    backend::{
        BackendError, LeftOut,
        probe::{Missed, Ran},
        read_rows,
    },
    model::{Community, Event, FromJson, Member, Membership, SignUp, json::Found},
};

use super::{
    super::{
        expr::Scope,
        link,
        plan::{Ask, Place},
        send::put,
        standing::read_standing,
    },
    Mask, Prober, faults, fields,
    source::short,
    table::table,
    tap::Heard,
};

/// So many rows are looked at field by field.
pub(super) const LOOKED_AT: usize = 3;
/// So much of a row is shown.
const ROW: usize = 6000;

/// What was seen.
#[derive(Default)]
pub(super) struct Walked {
    /// Rows as they came, each before and after its base.
    pub(super) rows: Vec<(Value, Value)>,
    /// The same, made ours.
    pub(super) made: Vec<Value>,
    total: Option<u32>,
    more: bool,
}

impl Prober {
    /// Asks, and makes the rows ours.
    pub(super) async fn walk(&self, query: &str) -> Result<Walked, BackendError> {
        let ask = self.backend.query(query)?;
        let is_one = matches!(query, "community" | "event" | "member");
        let place = Place::default();
        let page = if is_one {
            Value::Null
        } else {
            ask.pages.page(&place)
        };
        let mut scope = self.backend.scope(self.input(query), page);
        let asked = self.backend.ask(&ask.sent, &ask.meaning, &scope, None);
        let (read, verdict) = asked.await?;
        if let Some(error) = verdict.error() {
            return Err(error);
        }
        let document = read.json()?;
        let fuel = self.backend.fuel();
        let list = {
            let from = Scope {
                headers: &read.headers,
                request: &scope,
                ..Scope::of(document, &fuel)
            };
            found(ask, is_one, &from)?
        };
        if is_one && let Some(item) = list.first() {
            put(&mut scope, "item", item.clone());
        }
        let also = self.backend.others(&ask.also, &scope).await?;
        let from = Scope {
            headers: &read.headers,
            also: &also,
            request: &scope,
            ..Scope::of(document, &fuel)
        };
        let mut walked = Walked::default();
        for item in &list {
            let from = Scope { item, ..from }.at(item);
            let base = match &ask.reading.item {
                Some(base) => base.made(&from),
                None => Some(item.clone()),
            };
            walked
                .made
                .push(ask.reading.made(&from).unwrap_or_default());
            walked.rows.push((item.clone(), base.unwrap_or_default()));
        }
        if !is_one {
            let total = ask.total.as_ref().and_then(|total| total.text(&from));
            walked.total = total.and_then(|count| count.trim().parse().ok());
            let most = self.backend.plan().limits.pages;
            let next = ask.pages.after(&place, &list, walked.total, &from, most);
            walked.more = next.is_some();
        }
        if fuel.is_spent() {
            let what = "the mapping takes too much from this answer".to_owned();
            return Err(BackendError::Unreadable { what });
        }
        self.learn(query, &walked.made);
        Ok(walked)
    }

    /// What is told of it.
    pub(super) fn told(
        &self,
        query: &str,
        walked: Result<Walked, BackendError>,
        heard: &[Heard],
    ) -> Ran {
        let mut mask = self.mask();
        heard.iter().for_each(|heard| mask.heard(heard));
        let (entity, known) = fields::entity(query);
        let source = &self.backend.source;
        let seen = |name: &String| {
            let mut headers = heard.iter().flat_map(|heard| &heard.headers);
            headers.any(|(other, _)| other.eq_ignore_ascii_case(name))
        };
        let mut ran = Ran {
            query: query.to_owned(),
            entity,
            exchanges: mask.exchanges(heard),
            is_elsewhere: link::origin(&self.backend.plan().base).is_some(),
            ..Ran::default()
        };
        let garbled = heard.iter().find(|heard| heard.is_garbled);
        ran.garbled = garbled.map(|heard| {
            let mut headers = heard.headers.iter();
            let said = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
            said.map_or_else(String::new, |(_, said)| said.clone())
        });
        let wanted = source.headers_of(query).into_iter();
        ran.unseen = wanted.filter(|name| !seen(name)).collect();
        let walked = match walked {
            Ok(walked) => walked,
            Err(error) => {
                ran.error = Some(mask.error(error));
                Walked::default()
            }
        };
        let left_out = read_as(entity, &walked.made);
        ran.rows = walked.made.len();
        ran.total = walked.total;
        ran.more = walked.more;
        ran.left = left_out.len();
        let left_out = faults::all(entity, &walked.made, &left_out);
        ran.missed = missed(&left_out, &mask);
        let pretty = |value: &Value| {
            let text = serde_json::to_string_pretty(value).unwrap_or_default();
            short(&mask.text(&text), ROW)
        };
        let rows = walked.rows.iter().take(LOOKED_AT);
        ran.raw = rows.clone().map(|(row, _)| pretty(row)).collect();
        let made = walked.made.iter().take(LOOKED_AT);
        ran.read = made.map(pretty).collect();
        ran.fields = table(known, source.row_of(query), &walked, &left_out, &mask);
        ran
    }
}

/// The rows of an answer.
fn found(ask: &Ask, is_one: bool, from: &Scope<'_>) -> Result<Vec<Value>, BackendError> {
    if is_one {
        let item = ask.reading.first(from).ok_or(BackendError::NotFound)?;
        return Ok(vec![item]);
    }
    match ask.reading.items.made(from) {
        Some(Value::Array(list)) => Ok(list),
        other => Err(BackendError::Unreadable {
            what: ["expected a list of rows, found ", kind(other.as_ref())].concat(),
        }),
    }
}

fn kind(value: Option<&Value>) -> &'static str {
    match value {
        None | Some(Value::Null) => "nothing",
        Some(Value::Object(_)) => "an object",
        Some(_) => "something else",
    }
}

/// What of the rows cannot be read.
fn read_as(entity: &str, rows: &[Value]) -> Vec<LeftOut> {
    fn of<T: FromJson>(rows: &[Value]) -> Vec<LeftOut> {
        read_rows::<T>(rows).1
    }
    fn standing<T: FromJson>(rows: &[Value]) -> Vec<LeftOut> {
        let read = |(nth, row): (usize, &Value)| {
            let why = read_standing::<T>(Found::There(row)).err()?;
            let row = ["#", &(nth + 1).to_string()].concat();
            Some(LeftOut { row, why })
        };
        rows.iter().enumerate().filter_map(read).collect()
    }
    match entity {
        "community" => of::<Community>(rows),
        "event" => of::<Event>(rows),
        "member" => of::<Member>(rows),
        "membership" => standing::<Membership>(rows),
        _ => standing::<SignUp>(rows),
    }
}

/// The same reason is told once.
fn missed(left_out: &[LeftOut], mask: &Mask) -> Vec<Missed> {
    let mut all: Vec<Missed> = Vec::new();
    for LeftOut { row, why } in left_out {
        let why = mask.text(why);
        match all.iter_mut().find(|missed| missed.why == why) {
            Some(missed) => missed.times += 1,
            None => all.push(Missed {
                why,
                times: 1,
                first: mask.text(row),
            }),
        }
    }
    all
}
