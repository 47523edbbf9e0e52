//! Any service that answers JSON, by a mapping file.
//!
//! The mapping is compiled once into a [`Plan`]; each row of an answer is read as Linju's own contract, field by field where
//! the plan says that it stands, so that there is one reader of rows. Only what the mapping declares is sent. No path in here panics or recurses on data.

mod act;
mod answer;
mod coordinates;
mod digest;
mod encode;
mod expr;
mod fault;
mod given;
mod html;
mod keys;
mod link;
mod plan;
mod probe;
mod request;
mod rest;
mod send;
mod session;
mod standing;
#[cfg(test)]
mod tests;

#[cfg(any(feature = "app", test))]
pub(crate) use answer::read_json;
pub use expr::{As, Expr, Part};
pub use fault::Fault;
pub use plan::{Ask, Cors, Plan, Reading};
pub use probe::Source;

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use serde_json::Value;

use crate::{
    model::{
        AccountId, Community, CommunityId, Event, Instant, Viewer, ViewerRank, Zones,
        json::json_object,
    },
    port::{Clock, Few, Flights, LocalFuture, Timer, Transport},
};

use super::{
    Answer, Asked, Backend, BackendError, Capabilities, EventsWanted, Page, Rest, Session, SignIn,
    Watch,
};

/// A service behind a mapping.
pub struct Mapped {
    /// Never taken down: it lives as long as the page, and what would take it down is a kilobyte of wasm.
    plan: &'static Plan,
    /// The same mapping, all of it and without a fault, or what is wrong with it; where `plan` is only what a feed needs.
    whole: OnceCell<Result<&'static Plan, String>>,
    transport: Rc<dyn Transport>,
    clock: Rc<dyn Clock>,
    account: AccountId,
    ranks: RefCell<Few<CommunityId, ViewerRank>>,
    // Shared with what looks at the service.
    session: Rc<RefCell<Option<Session>>>,
    csrf: Rc<RefCell<Option<String>>>,
    renewing: Rc<Flights>,
    watch: Rc<RefCell<Option<Watch>>>,
    source: Rc<Source>,
    zones: Option<Rc<dyn Zones>>,
    spawn: Option<Spawn>,
    timer: Option<TimerOf>,
}

/// Something to wait by; `None` as long as its code has not come.
pub type TimerOf = fn() -> Option<Rc<dyn Timer>>;

/// Lets something go on by itself, whoever waits for it.
pub type Spawn = fn(LocalFuture<'static, ()>);

impl Mapped {
    /// Speaks to the service that `plan` describes, as `account`.
    pub fn new(
        plan: Plan,
        transport: Rc<dyn Transport>,
        clock: Rc<dyn Clock>,
        account: AccountId,
    ) -> Self {
        Self::over(Box::leak(Box::new(plan)), transport, clock, account)
    }

    fn over(
        plan: &'static Plan,
        transport: Rc<dyn Transport>,
        clock: Rc<dyn Clock>,
        account: AccountId,
    ) -> Self {
        Self {
            plan,
            whole: OnceCell::new(),
            transport,
            clock,
            account,
            ranks: RefCell::default(),
            session: Rc::default(),
            csrf: Rc::default(),
            renewing: Rc::default(),
            watch: Rc::default(),
            source: Rc::default(),
            zones: None,
            spawn: None,
            timer: None,
        }
    }

    /// With somebody who lets things go on though the page that wanted them is left: what somebody signed in with is renewed
    /// to the end once that has begun.
    #[must_use]
    pub fn going_on_by(self, spawn: Spawn) -> Self {
        Self {
            spawn: Some(spawn),
            ..self
        }
    }

    /// With something to wait by before what came to nothing is sent once more: see [`Steady`](crate::port::Steady).
    #[must_use]
    pub fn waiting_by(self, timer: TimerOf) -> Self {
        Self {
            timer: Some(timer),
            ..self
        }
    }

    /// With the file that the plan was made of, for whoever looks at it.
    #[must_use]
    pub fn of_file(mut self, source: Source) -> Self {
        self.source = Rc::new(source);
        self
    }

    /// With somebody who knows time zones, for services that write times of the wall clock.
    #[must_use]
    pub fn with_zones(self, zones: Rc<dyn Zones>) -> Self {
        Self {
            zones: Some(zones),
            ..self
        }
    }

    /// The mapping, as far as it is compiled.
    fn plan(&self) -> &'static Plan {
        match self.whole.get() {
            Some(Ok(whole)) => whole,
            _ => self.plan,
        }
    }

    /// What one answer may be read with.
    fn fuel(&self) -> expr::Fuel {
        expr::Fuel::with(self.zones.clone())
    }

    /// The document that what is sent may refer to.
    fn scope(&self, input: Value, page: Value) -> Value {
        let session = self.session_value();
        let config = expr::copy(&self.plan().config);
        let now = self.clock.now().to_string();
        let base = self.plan().base.clone();
        json_object! {
            "input": input, "session": session, "page": page, "config": config, "now": now, "base": base,
        }
    }

    /// Takes from an event what its service promises and nobody keeps.
    fn without_promises(&self, event: &mut Event) {
        event.sign_up.waitlist &= self.plan().capabilities.waitlist;
    }

    fn query(&self, name: &str) -> Result<&Ask, BackendError> {
        self.plan().query(name).ok_or(BackendError::NotOffered)
    }
}

fn unix(at: Option<Instant>) -> Option<String> {
    at.map(|t| t.to_string())
}

impl Backend for Mapped {
    fn name(&self) -> &str {
        &self.plan().name
    }

    fn capabilities(&self) -> &Capabilities {
        &self.plan().capabilities
    }

    fn fault(&self) -> Option<String> {
        match rest::whole(self) {
            Ok(Err(why)) => Some(why),
            _ => None,
        }
    }

    fn sign_in(&self) -> Option<&dyn SignIn> {
        self.plan().signs_in.then_some(self as &dyn SignIn)
    }

    fn communities<'a>(
        &'a self,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Community>>> {
        Box::pin(async move {
            // A feed may be of events alone.
            let Some(ask) = self.plan.query("communities") else {
                return Ok(Answer::whole(Page {
                    items: Vec::new(),
                    next: None,
                    total: None,
                }));
            };
            self.rows(ask, json_object! {}, cursor).await
        })
    }

    fn events<'a>(&'a self, wanted: &'a EventsWanted) -> LocalFuture<'a, Asked<Page<Event>>> {
        Box::pin(async move {
            let input = json_object! {
                "community": wanted.community.as_ref().map(CommunityId::as_str),
                "from": unix(wanted.from),
                "to": unix(wanted.to),
            };
            let mut answer: Answer<Page<Event>> = self
                .rows(self.query("events")?, input, wanted.cursor.clone())
                .await?;
            answer
                .data
                .items
                .iter_mut()
                .for_each(|event| self.without_promises(event));
            Ok(answer)
        })
    }

    fn viewer<'a>(&'a self) -> LocalFuture<'a, Asked<Viewer>> {
        Box::pin(async move {
            let account = self.account();
            // Who has not signed in stands nowhere, and nobody is asked.
            if account.is_some() && (self.plan().stands || self.session.borrow().is_some()) {
                return self.whole().await?.viewer().await;
            }
            Ok(Answer::whole(Viewer {
                account: account.map(AccountId),
                ..Viewer::default()
            }))
        })
    }

    fn rest<'a>(&'a self) -> LocalFuture<'a, Result<&'a dyn Rest, BackendError>> {
        Box::pin(async move {
            let rest: &dyn Rest = self.whole().await?;
            Ok(rest)
        })
    }

    fn rest_now(&self) -> Option<&dyn Rest> {
        let rest: &dyn Rest = rest::whole(self).ok()?.ok()?;
        Some(rest)
    }
}
