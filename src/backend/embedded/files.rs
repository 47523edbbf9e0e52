//! The data set: static JSON beside the app, read once a page and kept parsed.
//!
//! `data/feed.json` has rows of all communities and events, `data/c/<id>.json` one community whole
//! with its events and invitations, `data/m/<id>.json` its directory, `data/a/<id>.json` who knocks there,
//! `data/r/<id>.json` who is in, as organisers see them, `data/s/<id>.json` who comes to its events, as hosts do; `data/stage.json` where the parts begin that a visitor can play.

use core::ops::Range;
use std::{cell::RefCell, rc::Rc};

use serde_json::Value;

use crate::{
    backend::{Answer, Asked, BackendError, LeftOut, Persona, read_row, read_rows},
    model::{
        Applicant, Attendee, Community, CommunityId, ContactRequest, Entry, Event, EventId,
        FromJson, Instant, Invitation, Member, Report, Table, Viewer, Zones,
        json::{Found, record},
    },
    port::{Few, Flights, Request, Response, Transport},
};

use super::unread::Unread;

/// What a part has to do with directories when it begins, by community.
pub(super) struct Staged {
    /// The word of the part.
    pub(super) plays: String,
    /// What they have written.
    pub(super) entries: Table<CommunityId, Entry>,
    /// Who has asked them.
    pub(super) requests: Table<CommunityId, Vec<ContactRequest>>,
    /// What members have told them as an organiser.
    pub(super) reports: Table<CommunityId, Vec<Report>>,
}

record!(Staged {
    plays: needed,
    entries: usual,
    requests: usual,
    reports: usual,
});

pub(super) struct Files {
    transport: Rc<dyn Transport>,
    zones: Rc<dyn Zones>,
    anchor: Instant,
    read: RefCell<Few<String, Rc<Value>>>,
    /// Directories, which may be long, as they came.
    unread: RefCell<Few<String, Rc<Unread>>>,
    flights: Flights,
}

impl Files {
    pub(super) fn new(transport: Rc<dyn Transport>, zones: Rc<dyn Zones>, anchor: Instant) -> Self {
        Self {
            transport,
            zones,
            anchor,
            read: RefCell::default(),
            unread: RefCell::default(),
            flights: Flights::default(),
        }
    }

    /// A file, its times made absolute.
    async fn file(&self, path: String) -> Result<Rc<Value>, BackendError> {
        loop {
            let kept = self.read.borrow().get(&path).cloned();
            if let Some(kept) = kept {
                return Ok(kept);
            }
            // Whoever waited finds it kept, or flies again when the other's flight failed.
            if let Some(_flight) = self.flights.board(&path).await {
                let response = self.transport.send(Request::get(path.clone())).await?;
                let mut value = read(&response)?;
                super::resolve_times(&mut value, self.anchor, &*self.zones);
                let value = Rc::new(value);
                // What is no file of ours is not remembered, so that the next try reads it anew.
                if value.is_array() || rows(&value, "events").is_ok() {
                    self.read.borrow_mut().insert(path, value.clone());
                }
                return Ok(value);
            }
        }
    }

    pub(super) async fn communities(&self) -> Asked<Vec<Community>> {
        list(
            &*self.file("data/feed.json".to_owned()).await?,
            "communities",
        )
    }

    pub(super) async fn events(&self) -> Asked<Vec<Event>> {
        list(&*self.file("data/feed.json".to_owned()).await?, "events")
    }

    /// The file of one community; only of one that the feed knows, so that no made-up id is
    /// fetched from a host that answers everything with the page itself.
    async fn whole(&self, id: &CommunityId) -> Result<Rc<Value>, BackendError> {
        let feed = self.file("data/feed.json".to_owned()).await?;
        if !rows(&feed, "communities")?
            .iter()
            .any(|c| text(c, "id") == Some(id.as_str()))
        {
            return Err(BackendError::NotFound);
        }
        self.file(format!("data/c/{id}.json")).await
    }

    pub(super) async fn community(&self, id: &CommunityId) -> Asked<Community> {
        let file = self.whole(id).await?;
        one(file.get("community"))
    }

    pub(super) async fn events_of(&self, id: &CommunityId) -> Asked<Vec<Event>> {
        list(&*self.whole(id).await?, "events")
    }

    pub(super) async fn event(&self, id: &EventId) -> Asked<Event> {
        let feed = self.file("data/feed.json".to_owned()).await?;
        let community = rows(&feed, "events")?
            .iter()
            .find(|e| text(e, "id") == Some(id.as_str()))
            .and_then(|e| text(e, "community"))
            .ok_or(BackendError::NotFound)?;
        let file = self.whole(&CommunityId::from(community)).await?;
        one(rows(&file, "events")?
            .iter()
            .find(|e| text(e, "id") == Some(id.as_str())))
    }

    /// A directory, of which nothing is read yet.
    pub(super) async fn members(&self, id: &CommunityId) -> Result<Rc<Unread>, BackendError> {
        self.whole(id).await?;
        let path = format!("data/m/{id}.json");
        loop {
            let kept = self.unread.borrow().get(&path).cloned();
            if let Some(kept) = kept {
                return Ok(kept);
            }
            if let Some(_flight) = self.flights.board(&path).await {
                let response = self.transport.send(Request::get(path.clone())).await?;
                checked(&response)?;
                let file = Rc::new(Unread::of(response.body).ok_or_else(no_list)?);
                self.unread.borrow_mut().insert(path, file.clone());
                return Ok(file);
            }
        }
    }

    /// Some rows of a directory, their times made absolute.
    pub(super) fn rows_of(&self, file: &Unread, at: Range<usize>) -> (Vec<Member>, Vec<LeftOut>) {
        // What is no JSON is a row that cannot be read, like any other.
        let read = |row| serde_json::from_str(row).unwrap_or(Value::Null);
        let mut rows = Value::Array(file.rows(at).map(read).collect());
        super::resolve_times(&mut rows, self.anchor, &*self.zones);
        read_rows(rows.as_array().map(Vec::as_slice).unwrap_or_default())
    }

    pub(super) async fn applicants(&self, id: &CommunityId) -> Asked<Vec<Applicant>> {
        self.people(id, "a").await
    }

    pub(super) async fn roster(&self, id: &CommunityId) -> Asked<Vec<Applicant>> {
        self.people(id, "r").await
    }

    /// Who comes to the events of a community, with the event each.
    pub(super) async fn attendees(&self, id: &CommunityId) -> Asked<Vec<(EventId, Attendee)>> {
        self.whole(id).await?;
        let file = self.file(format!("data/s/{id}.json")).await?;
        let rows = file.as_array().ok_or_else(no_list)?;
        let (data, left_out) = read_rows(rows);
        let of = |row: &Value| EventId::from(text(row, "event").unwrap_or_default());
        let data: Vec<Attendee> = data;
        let events = rows
            .iter()
            .filter(|row| Attendee::from_json(row).is_ok())
            .map(of);
        Ok(Answer {
            data: events.zip(data).collect(),
            left_out,
            etag: None,
        })
    }

    pub(super) async fn invitations(&self, id: &CommunityId) -> Asked<Vec<Invitation>> {
        let file = self.whole(id).await?;
        match file.get("invitations") {
            None => Ok(Answer::whole(Vec::new())),
            Some(_) => list(&file, "invitations"),
        }
    }

    /// Where each part begins that a visitor can play, and what it is called.
    pub(super) async fn stage(&self) -> Result<Vec<(Persona, Viewer)>, BackendError> {
        let file = self.file("data/stage.json".to_owned()).await?;
        let rows = file.as_array().map(Vec::as_slice).unwrap_or_default();
        let part = |row: &Value| {
            let who = Persona::of_word(text(row, "plays").unwrap_or_default());
            Some((who, Viewer::from_json(row).ok()?))
        };
        Ok(rows.iter().filter_map(part).collect())
    }

    /// What the parts have to do with directories when they begin.
    pub(super) async fn staged(&self) -> Result<Vec<Staged>, BackendError> {
        let file = self.file("data/stage.json".to_owned()).await?;
        let rows = file.as_array().map(Vec::as_slice).unwrap_or_default();
        let part = |row: &Value| Staged::from_json(row).ok();
        Ok(rows.iter().filter_map(part).collect())
    }

    /// A list of people of a community.
    async fn people<T: FromJson>(&self, id: &CommunityId, folder: &str) -> Asked<Vec<T>> {
        self.whole(id).await?;
        let file = self.file(format!("data/{folder}/{id}.json")).await?;
        let rows = file.as_array().ok_or_else(no_list)?;
        let (data, left_out) = read_rows(rows);
        Ok(Answer {
            data,
            left_out,
            etag: None,
        })
    }
}

fn rows<'a>(file: &'a Value, name: &str) -> Result<&'a [Value], BackendError> {
    let list = file.get(name).and_then(Value::as_array);
    list.map(Vec::as_slice)
        .ok_or_else(|| BackendError::Unreadable {
            what: format!("expected a list at `/{name}`"),
        })
}

fn text<'a>(row: &'a Value, name: &str) -> Option<&'a str> {
    row.get(name).and_then(Value::as_str)
}

fn list<T: FromJson>(file: &Value, name: &str) -> Asked<Vec<T>> {
    let (data, left_out) = read_rows(rows(file, name)?);
    Ok(Answer {
        data,
        left_out,
        etag: None,
    })
}

fn one<T: FromJson>(row: Option<&Value>) -> Asked<T> {
    let row = row.ok_or(BackendError::NotFound)?;
    read_row(Found::There(row))
        .map(Answer::whole)
        .map_err(|what| BackendError::Unreadable { what })
}

fn no_list() -> BackendError {
    BackendError::Unreadable {
        what: "expected a list".to_owned(),
    }
}

/// Whether a file of the site has come at all, and no page in its place.
fn checked(response: &Response) -> Result<(), BackendError> {
    match response.status {
        200 if response.body.trim_start().starts_with('<') => Err(no_file("a page")),
        200 => Ok(()),
        404 | 410 => Err(BackendError::NotFound),
        status => Err(BackendError::Unavailable {
            status,
            after: None,
        }),
    }
}

/// A file of the site. Its words are few: it is our own file, or none.
fn read(response: &Response) -> Result<Value, BackendError> {
    checked(response)?;
    serde_json::from_str(&response.body).map_err(|_| no_file("what is no JSON"))
}

fn no_file(found: &str) -> BackendError {
    BackendError::Unreadable {
        what: ["expected a file of the data set, found ", found].concat(),
    }
}
