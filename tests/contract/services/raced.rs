//! What only the service itself can say: that another was quicker, and what became of a command
//! whose answer was lost.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use linju::{
    backend::{Backend, BackendError},
    model::{
        Answers, Command, CommandId, CommunityId, Envelope, EventId, Instant, Membership, Outcome,
        Refusal, SignUpState,
    },
    port::{LocalFuture, Request, Response, Transport, TransportError},
};

use super::super::native::{Wire, block_on};

/// What happens on the way.
#[derive(Clone, Copy)]
enum Way {
    /// Nothing.
    Clear,
    /// What was read once is read so again.
    Stale,
    /// What is written arrives, and its answer does not.
    Lossy,
}

/// A network between a page and a service.
pub struct Between {
    wire: Rc<Wire>,
    reads: fn(&Request) -> bool,
    way: Cell<Way>,
    read: RefCell<BTreeMap<String, Response>>,
}

impl Between {
    pub fn new(wire: Rc<Wire>, reads: fn(&Request) -> bool) -> Rc<Self> {
        Rc::new(Self {
            wire,
            reads,
            way: Cell::new(Way::Clear),
            read: RefCell::default(),
        })
    }

    fn carry(&self, request: Request) -> Result<Response, TransportError> {
        let reads = (self.reads)(&request);
        let body = request.body.as_deref().unwrap_or_default();
        let what = format!("{} {} {body}", request.method.as_str(), request.url);
        if let Way::Stale = self.way.get()
            && let Some(old) = self.read.borrow().get(&what).filter(|_| reads)
        {
            return Ok(old.clone());
        }
        let answer = self.wire.call(request)?;
        match self.way.get() {
            Way::Lossy if !reads => Err(TransportError::Network),
            Way::Clear if reads => {
                self.read
                    .borrow_mut()
                    .entry(what)
                    .or_insert_with(|| answer.clone());
                Ok(answer)
            }
            _ => Ok(answer),
        }
    }
}

impl Transport for Between {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let answer = self.carry(request);
        Box::pin(async move { answer })
    }
}

/// A backend with a network in between.
pub struct Raced<'a> {
    pub backend: &'a dyn Backend,
    pub between: &'a Between,
    pub now: Instant,
    pub sent: Cell<u32>,
}

/// A community that anybody may join, and an event that anybody may come to.
const COMMUNITY: &str = "book-cd";
const EVENT: &str = "e-poem-morning-4";

impl Raced<'_> {
    fn send(&self, command: &Command) -> Result<Outcome, BackendError> {
        self.sent.set(self.sent.get() + 1);
        block_on(self.backend.carry_out(&Envelope {
            id: CommandId(format!("raced-{}", self.sent.get())),
            at: self.now,
            command: command.clone(),
        }))
    }

    /// Does it, and once more for somebody who has not heard of it: the service itself refuses.
    fn twice(&self, command: &Command) -> Refusal {
        self.between.read.borrow_mut().clear();
        let first = self.send(command);
        let done = matches!(first, Ok(Outcome::Membership(..) | Outcome::SignUp(..)));
        assert!(done, "{command:?}: {first:?}");
        self.between.way.set(Way::Stale);
        let second = self.send(command);
        self.between.way.set(Way::Clear);
        match second {
            Ok(Outcome::Refused(refusal)) => refusal,
            other => panic!("{command:?} was to be refused by the service, found {other:?}"),
        }
    }

    /// Sends it and loses the answer: that is no refusal, for it is not known what became of it.
    fn lost(&self, command: &Command) {
        self.between.way.set(Way::Lossy);
        let outcome = self.send(command);
        self.between.way.set(Way::Clear);
        let lost = Err(BackendError::Transport(TransportError::Network));
        assert_eq!(outcome, lost, "{command:?}");
    }

    fn is_member(&self) -> bool {
        let viewer = block_on(self.backend.viewer()).expect("a viewer").data;
        let membership = viewer.membership(&CommunityId::from(COMMUNITY));
        matches!(membership, Membership::Member { .. })
    }

    fn is_coming(&self) -> bool {
        let viewer = block_on(self.backend.viewer()).expect("a viewer").data;
        let state = viewer.sign_up(&EventId::from(EVENT)).state;
        matches!(state, SignUpState::Confirmed { .. })
    }
}

/// Joining, leaving, signing up and cancelling: behind the back of a page, and without an answer.
pub fn the_service_has_the_last_word(raced: &Raced<'_>) {
    let join = Command::Join {
        community: COMMUNITY.into(),
        answers: Answers::new(),
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    let leave = Command::Leave {
        community: COMMUNITY.into(),
    };
    let sign_up = Command::SignUp {
        event: EVENT.into(),
        party: Vec::new(),
        seen: false,
        answers: Answers::new(),
    };
    let cancel = Command::CancelSignUp {
        event: EVENT.into(),
    };
    for (does, undoes) in [(&join, &leave), (&sign_up, &cancel)] {
        assert_eq!(raced.twice(does), Refusal::Already);
        let gone = raced.twice(undoes);
        assert!(
            matches!(
                gone,
                Refusal::Gone | Refusal::NothingThere | Refusal::Said { .. }
            ),
            "{undoes:?}: {gone:?}"
        );
    }
    raced.lost(&join);
    assert!(raced.is_member(), "reading again tells");
    raced.lost(&leave);
    assert!(!raced.is_member());
    raced.lost(&sign_up);
    assert!(raced.is_coming());
    raced.lost(&cancel);
    assert!(!raced.is_coming());
}

/// Somebody else takes the last seat while a page still shows it. Who keeps count refuses the
/// second, or lets them wait; who does not, and says so, takes both.
pub fn two_for_the_last_seat(raced: &Raced<'_>, other: &dyn Backend, event: &EventId) {
    let sign_up = Command::SignUp {
        event: event.clone(),
        party: Vec::new(),
        seen: false,
        answers: Answers::new(),
    };
    raced.between.read.borrow_mut().clear();
    block_on(raced.backend.viewer()).expect("a viewer");
    let shown = block_on(raced.backend.event(event)).expect("an event").data;
    let theirs = block_on(other.carry_out(&Envelope {
        id: CommandId("the-last-seat".to_owned()),
        at: raced.now,
        command: sign_up.clone(),
    }));
    assert!(matches!(theirs, Ok(Outcome::SignUp(..))), "{theirs:?}");
    raced.between.way.set(Way::Stale);
    let ours = raced.send(&sign_up);
    raced.between.way.set(Way::Clear);
    let able = raced.backend.capabilities();
    if able.waitlist && shown.sign_up.waitlist {
        let Ok(Outcome::SignUp(_, own)) = &ours else {
            panic!("expected to wait, found {ours:?}")
        };
        let first = matches!(
            own.state,
            SignUpState::Waitlisted {
                position: Some(1),
                ..
            }
        );
        assert!(first, "{ours:?}");
    } else if able.capacity {
        assert_eq!(ours, Ok(Outcome::Refused(Refusal::Full)));
    } else {
        assert!(matches!(ours, Ok(Outcome::SignUp(..))), "{ours:?}");
    }
}
