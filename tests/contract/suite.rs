//! What every backend keeps, whoever answers. What a service cannot do it declares, and that is
//! asserted as declared.

pub mod directory;
pub mod keeping;
pub mod lists;
mod memberships;
pub mod planning;
pub mod reviews;
mod sign_ups;
pub mod signing_in;

use std::{collections::BTreeSet, rc::Rc};

use linju::{
    backend::{Backend, BackendError, EventsWanted},
    model::{
        Answers, Command, CommandId, Community, CommunityId, Envelope, Event, EventId, Instant,
        Member, Membership, Outcome, Refusal, SignUpState, ToJson as _,
    },
};
use serde_json::Value;

use super::native::block_on;

/// Queries and commands that a backend offers.
pub struct Declared(BTreeSet<String>);

/// Those that the suite asks for.
const QUERIES: [&str; 8] = [
    "communities",
    "community",
    "events",
    "event",
    "members",
    "member",
    "memberships",
    "sign_ups",
];
const COMMANDS: [&str; 6] = [
    "join",
    "withdraw",
    "leave",
    "sign-up",
    "change-sign-up",
    "cancel-sign-up",
];

impl Declared {
    /// A backend of ours.
    pub fn everything() -> Self {
        Self(
            QUERIES
                .iter()
                .chain(&COMMANDS)
                .map(|n| (*n).to_owned())
                .collect(),
        )
    }

    /// What a mapping offers.
    pub fn by(mapping: &Value) -> Self {
        let named = |what: &str| mapping[what].as_object().into_iter().flatten();
        let all = named("queries").chain(named("commands"));
        Self(all.map(|(name, _)| name.clone()).collect())
    }

    /// Whether it offers all of these.
    pub fn offers(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.0.contains(*name))
    }
}

/// A backend under test, freshly begun.
pub struct Under {
    pub backend: Rc<dyn Backend>,
    pub now: Instant,
    pub sent: u32,
    /// Distinguishes the commands of this run.
    pub run: String,
    pub declared: Declared,
}

impl Under {
    pub fn command(&mut self, command: Command) -> Outcome {
        self.sent += 1;
        let envelope = Envelope {
            id: CommandId(format!("{}-{}", self.run, self.sent)),
            at: self.now,
            command,
        };
        block_on(self.backend.carry_out(&envelope)).expect("the command is answered")
    }

    fn membership(&self, id: &str) -> Membership {
        let viewer = block_on(self.backend.viewer()).expect("a viewer").data;
        viewer.membership(&CommunityId::from(id))
    }

    fn sign_up(&self, id: &str) -> SignUpState {
        let viewer = block_on(self.backend.viewer()).expect("a viewer").data;
        viewer.sign_up(&EventId::from(id)).state
    }
}

fn refused(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused(refusal) => refusal,
        other => panic!("expected a refusal, found {other:?}"),
    }
}

/// All pages, to the end.
pub fn all_communities(backend: &dyn Backend) -> Vec<Community> {
    let (mut all, mut cursor) = (Vec::new(), None);
    for _ in 0..100 {
        let answer = block_on(backend.communities(cursor.take())).expect("a page");
        assert_eq!(answer.left_out, [], "every row can be read");
        all.extend(answer.data.items);
        match answer.data.next {
            Some(next) => cursor = Some(next),
            None => return all,
        }
    }
    panic!("pages never end");
}

/// All pages of a directory, to the end.
pub fn all_members(backend: &dyn Backend, community: &CommunityId) -> Vec<Member> {
    let (mut all, mut cursor) = (Vec::new(), None);
    for _ in 0..100 {
        let asked = backend.members(community, cursor.take());
        let answer = block_on(asked).expect("a page of the directory");
        assert_eq!(answer.left_out, [], "every row can be read");
        all.extend(answer.data.items);
        match answer.data.next {
            Some(next) => cursor = Some(next),
            None => return all,
        }
    }
    panic!("pages never end");
}

/// All pages, to the end.
pub fn all_events(backend: &dyn Backend, wanted: EventsWanted) -> Vec<Event> {
    let (mut all, mut wanted) = (Vec::new(), wanted);
    for _ in 0..200 {
        let answer = block_on(backend.events(&wanted)).expect("a page");
        assert_eq!(answer.left_out, [], "every row can be read");
        all.extend(answer.data.items);
        match answer.data.next {
            Some(next) => wanted.cursor = Some(next),
            None => return all,
        }
    }
    panic!("pages never end");
}

/// Runs everything over the data set. `least` are the communities and coming events there are at
/// least.
pub fn run(under: &mut Under, least: (usize, usize)) {
    lists::communities(under, least.0);
    lists::events(under, least.1);
    lists::one_of_each(under);
    what_is_not_there(under);
    what_is_not_offered(under, "e-night-run-3");
    if under.declared.offers(&["members", "member"]) {
        memberships::the_directory_is_for_members(under);
    }
    if under
        .declared
        .offers(&["memberships", "join", "withdraw", "leave"])
    {
        memberships::joining_an_open_community(under);
        memberships::applying_with_a_form(under);
        memberships::doors_that_are_shut(under);
    }
    if under
        .declared
        .offers(&["sign_ups", "sign-up", "cancel-sign-up"])
    {
        sign_ups::signing_up(under);
        sign_ups::a_full_event(under);
        sign_ups::sent_twice(under);
    }
}

/// What is not declared is neither asked for nor sent. `event` is one that is there.
pub fn what_is_not_offered(under: &mut Under, event: &str) {
    let (community, event) = (CommunityId::from("night-run"), EventId::from(event));
    let b = under.backend.clone();
    let not_offered = Some(BackendError::NotOffered);
    if !under.declared.offers(&["communities"]) {
        // A feed may be of events alone.
        let listed = block_on(b.communities(None)).map(|page| page.data.items.len());
        assert_eq!(listed, Ok(0));
    }
    if !under.declared.offers(&["community"]) {
        assert_eq!(block_on(b.community(&community)).err(), not_offered);
    }
    if !under.declared.offers(&["members"]) {
        assert_eq!(block_on(b.members(&community, None)).err(), not_offered);
    }
    for command in [
        Command::Join {
            community: community.clone(),
            answers: Answers::new(),
            rules: None,
            invitation: None,
            sponsor: String::new(),
            listed: false,
        },
        Command::SignUp {
            event,
            party: Vec::new(),
            seen: false,
            answers: Answers::new(),
        },
    ] {
        let name = command.to_json()["do"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        if under.declared.offers(&[&name]) {
            continue;
        }
        let envelope = Envelope {
            id: CommandId(format!("{}-not-offered", under.run)),
            at: under.now,
            command,
        };
        let outcome = block_on(b.carry_out(&envelope));
        assert!(
            matches!(
                outcome,
                Ok(Outcome::Refused(Refusal::NotOffered)) | Err(BackendError::NotOffered)
            ),
            "{name}: {outcome:?}"
        );
    }
}

fn what_is_not_there(under: &mut Under) {
    let b = &under.backend;
    assert_eq!(
        block_on(b.community(&"nowhere".into())).err(),
        Some(BackendError::NotFound)
    );
    assert_eq!(
        block_on(b.event(&"never".into())).err(),
        Some(BackendError::NotFound)
    );
    // An id is data: it cannot lead elsewhere.
    assert_eq!(
        block_on(b.community(&"../../m/night-run".into())).err(),
        Some(BackendError::NotFound)
    );
    let join = Command::Join {
        community: "nowhere".into(),
        answers: Answers::new(),
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    assert_eq!(refused(under.command(join)), Refusal::Gone);
    let cancel = Command::CancelSignUp {
        event: "never".into(),
    };
    assert_eq!(refused(under.command(cancel)), Refusal::Gone);
}
