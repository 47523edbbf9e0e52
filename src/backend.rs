//! Who answers: one trait, two kinds of answerers.
//!
//! [`embedded`] runs in the page on the model's own rules, [`mapped`] speaks to any JSON service by
//! a mapping file. Only here is wire JSON known. A row that cannot be read is left out and counted,
//! never fatal. Nothing here remembers anything for the pages: that is `store`.

pub mod embedded;
pub mod mapped;
pub mod probe;
mod rows;
mod sign_in;
mod stage;

pub(crate) use rows::TOLD;
pub use rows::{LeftOut, Rows, named, read_row, read_rows};
pub use sign_in::{
    AskedFor, Away, Door, HandedOver, OF_OAUTH, Session, SignIn, SignedIn, Turn, Watch,
};
pub use stage::{Persona, Stage};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use crate::{
    model::{
        Applicant, Attendee, Community, CommunityId, Envelope, Event, EventId, FromJson, Instant,
        Invitation, Member, MemberId, MyEntry, Node, Outcome, Record, Report, Sink, Subject,
        ToJson, Viewer,
        json::{self, record},
    },
    parts::NotLoaded,
    port::{LocalFuture, TransportError},
};

/// What came of asking.
pub type Asked<T> = Result<Answer<T>, BackendError>;

/// An answer, with what could not be read of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// What could be read.
    pub data: T,
    /// What could not, and why.
    pub left_out: Vec<LeftOut>,
    /// The version that the server gave it (RFC 9110 entity tag).
    pub etag: Option<String>,
}

impl<T> Answer<T> {
    /// All of it could be read.
    pub fn whole(data: T) -> Self {
        Self {
            data,
            left_out: Vec::new(),
            etag: None,
        }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to ask for the next page with; `None` at the end.
    pub next: Option<String>,
    /// Rows in all pages, where the backend tells.
    pub total: Option<u32>,
}

impl<T: FromJson> FromJson for Page<T> {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        Self {
            items: node.needed("items"),
            next: node.needed("next"),
            total: node.needed("total"),
        }
    }
}

impl<T: ToJson> Record for Page<T> {
    fn fields<S: Sink>(&self, sink: &mut S) {
        sink.put("items", &self.items);
        sink.put("next", &self.next);
        sink.put("total", &self.total);
    }
}

impl<T: ToJson> ToJson for Page<T> {
    fn to_json(&self) -> Value {
        json::object(self)
    }
}

impl<T: ToJson> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        json::write_fields(self, to)
    }
}

impl<'de, T: FromJson> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_json(&Value::deserialize(from)?).map_err(de::Error::custom)
    }
}

/// Which events are wanted. What a backend cannot select by, it leaves to the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventsWanted {
    /// Of one community.
    pub community: Option<CommunityId>,
    /// Not over at this moment.
    pub from: Option<Instant>,
    /// Beginning before this moment.
    pub to: Option<Instant>,
    /// Page, as the last answer named it.
    pub cursor: Option<String>,
}

/// What a backend can do. What it cannot is not offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Joining, withdrawing, leaving.
    pub memberships: bool,
    /// Signing up and cancelling.
    pub sign_ups: bool,
    /// A directory of members.
    pub members: bool,
    /// Keeps a waitlist when an event is full.
    pub waitlist: bool,
    /// Refuses by itself a sign-up beyond the capacity.
    pub capacity: bool,
    /// A second sending with the same key changes nothing.
    pub idempotent: bool,
}

record!(Capabilities {
    memberships: or(true),
    sign_ups: or(true),
    members: or(true),
    waitlist: or(true),
    capacity: or(true),
    idempotent: or(true),
});

impl Default for Capabilities {
    fn default() -> Self {
        Self {
            memberships: true,
            sign_ups: true,
            members: true,
            waitlist: true,
            capacity: true,
            idempotent: true,
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackendError {
    /// Nothing came back: offline, the server is down, or the browser refused.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// It answered that it cannot now (5xx, 429).
    #[error("the service answered {status}")]
    Unavailable {
        /// HTTP status.
        status: u16,
        /// Not to be asked again before so many seconds have passed (RFC 9110, 10.2.3), where it said so to a command.
        after: Option<u32>,
    },
    /// Nobody has signed in, or what they signed in with is no longer good (401).
    #[error("the service asks to sign in (401)")]
    Unauthenticated,
    /// Not for this viewer (403).
    #[error("the service refused: {status}")]
    Forbidden {
        /// HTTP status.
        status: u16,
    },
    /// It is gone, or was never there.
    #[error("not found")]
    NotFound,
    /// What came back is not what was expected.
    #[error("unreadable answer: {what}")]
    Unreadable {
        /// What was expected and what was found.
        what: String,
    },
    /// The service does not do this.
    #[error("not offered by this service")]
    NotOffered,
    /// Nothing was done, for there was no room to keep it.
    #[error("no room to keep it")]
    NoRoom,
}

impl BackendError {
    /// Whether what is asked for is not there for this viewer: then what was kept of it goes too. Any
    /// other error takes nothing away.
    #[must_use]
    pub const fn takes_away(&self) -> bool {
        matches!(
            self,
            Self::NotFound | Self::Unauthenticated | Self::Forbidden { .. }
        )
    }
}

impl From<NotLoaded> for BackendError {
    fn from(_: NotLoaded) -> Self {
        Self::Transport(TransportError::Network)
    }
}

/// Who answers: what Discover asks for. Other pages ask by the methods of `dyn Backend`, for what lies in [`Rest`].
pub trait Backend {
    /// Name under which what it said is kept; stable for one service.
    fn name(&self) -> &str;
    /// What it can do.
    fn capabilities(&self) -> &Capabilities;
    /// Why it cannot be used, once that is known.
    fn fault(&self) -> Option<String> {
        None
    }
    /// Signing in, where people have to.
    fn sign_in(&self) -> Option<&dyn SignIn> {
        None
    }
    /// Communities, a page at a time.
    fn communities<'a>(&'a self, cursor: Option<String>)
    -> LocalFuture<'a, Asked<Page<Community>>>;
    /// Events by their start, a page at a time.
    fn events<'a>(&'a self, wanted: &'a EventsWanted) -> LocalFuture<'a, Asked<Page<Event>>>;
    /// Who is looking, and where they stand.
    fn viewer<'a>(&'a self) -> LocalFuture<'a, Asked<Viewer>>;
    /// The rest, as soon as its code has come.
    fn rest<'a>(&'a self) -> LocalFuture<'a, Result<&'a dyn Rest, BackendError>>;
    /// The rest, if its code is there.
    fn rest_now(&self) -> Option<&dyn Rest>;
}

/// What other pages ask for, and what a person does there: not a byte of it is needed for the first view.
pub trait Rest {
    /// Who signs people in and out, where they have to.
    fn door(&self) -> Option<&dyn Door> {
        None
    }
    /// Where one can try all sides.
    fn stage(&self) -> Option<&dyn Stage> {
        None
    }
    /// Looks at the service, where it is behind a mapping.
    fn probe(&self, _watch: probe::Stopwatch) -> Option<std::rc::Rc<dyn probe::Probe>> {
        None
    }
    /// One, whole.
    fn community<'a>(&'a self, id: &'a CommunityId) -> LocalFuture<'a, Asked<Community>>;
    /// One, whole.
    fn event<'a>(&'a self, id: &'a EventId) -> LocalFuture<'a, Asked<Event>>;
    /// A directory, a page at a time, as this viewer may see it.
    fn members<'a>(
        &'a self,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>>;
    /// One entry, as this viewer may see it.
    fn member<'a>(
        &'a self,
        community: &'a CommunityId,
        id: &'a MemberId,
    ) -> LocalFuture<'a, Asked<Member>>;
    /// Who waits for the word of a community's organisers, the longest first, a page at a time; for those only.
    fn applicants<'a>(
        &'a self,
        _community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }
    /// Who is in, and whose membership ended a short while ago, by name, a page at a time; for organisers only.
    fn roster<'a>(
        &'a self,
        _community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }
    /// Who comes to an event, and who would like to, a page at a time; for its hosts only.
    fn attendees<'a>(
        &'a self,
        _event: &'a EventId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Attendee>>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }
    /// Invitations, the newest first, a page at a time: all for organisers, their own for members who may invite.
    fn invitations<'a>(
        &'a self,
        _community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Invitation>>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }
    /// What a code opens, for whoever has it. The code of an applicant who wants others along is one, too: it asks and gives what the
    /// door does.
    fn invitation<'a>(
        &'a self,
        _community: &'a CommunityId,
        _code: &'a str,
    ) -> LocalFuture<'a, Asked<Invitation>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }
    /// Members in whose entries, as this viewer sees them, each word of a text stands somewhere, a page at a time. Where the
    /// service does not search, [`Rest::offers`] says so.
    fn search_members<'a>(
        &'a self,
        _community: &'a CommunityId,
        _text: &'a str,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }
    /// What is the viewer's own in a directory; for who is in.
    fn my_entry<'a>(&'a self, _community: &'a CommunityId) -> LocalFuture<'a, Asked<MyEntry>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }
    /// What members have told of others, what nobody has put away first, the newest first, a page at a time; for organisers only.
    fn reports<'a>(
        &'a self,
        _community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Report>>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }
    /// Whether a command of this name is carried out: `join`, `appoint`, …; or, as `join.listed`, whether the service is told that
    /// part of it.
    fn carries(&self, _command: &str) -> bool {
        true
    }
    /// Whether a query of this name is answered: `community`, `member`, …
    fn offers(&self, _query: &str) -> bool {
        true
    }
    /// Whether [`Backend::viewer`] says where the viewer stands with such a thing.
    fn tells(&self, _subject: &Subject) -> bool {
        true
    }
    /// Carries a command out. A refusal is an outcome, not an error: an error means that it is not
    /// known whether the command was carried out.
    ///
    /// `begin` is asked right before the first thing is done that may change anything, and without waiting for anything
    /// in between: whoever asks notes there that the command may have arrived, or calls it off. Where it was called off
    /// or not asked at all, nothing was done, whatever this gives.
    fn perform<'a>(
        &'a self,
        envelope: &'a Envelope,
        begin: &'a dyn Fn() -> bool,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>>;
    /// Carries a command out, come what may.
    fn carry_out<'a>(
        &'a self,
        envelope: &'a Envelope,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        self.perform(envelope, &|| true)
    }
}

/// What [`Rest`] does, once it is there: [`BackendError`] also where its code does not come.
#[allow(clippy::missing_errors_doc, reason = "each is that of its namesake")]
impl dyn Backend + '_ {
    /// See [`Rest::probe`]; `None` as long as its code is not there.
    #[must_use]
    pub fn probe(&self, watch: probe::Stopwatch) -> Option<std::rc::Rc<dyn probe::Probe>> {
        self.rest_now()?.probe(watch)
    }

    /// See [`Rest::community`].
    pub async fn community(&self, id: &CommunityId) -> Asked<Community> {
        self.rest().await?.community(id).await
    }

    /// See [`Rest::event`].
    pub async fn event(&self, id: &EventId) -> Asked<Event> {
        self.rest().await?.event(id).await
    }

    /// See [`Rest::members`].
    pub async fn members(
        &self,
        community: &CommunityId,
        cursor: Option<String>,
    ) -> Asked<Page<Member>> {
        self.rest().await?.members(community, cursor).await
    }

    /// See [`Rest::member`].
    pub async fn member(&self, community: &CommunityId, id: &MemberId) -> Asked<Member> {
        self.rest().await?.member(community, id).await
    }

    /// See [`Rest::applicants`].
    pub async fn applicants(
        &self,
        community: &CommunityId,
        cursor: Option<String>,
    ) -> Asked<Page<Applicant>> {
        self.rest().await?.applicants(community, cursor).await
    }

    /// See [`Rest::roster`].
    pub async fn roster(
        &self,
        community: &CommunityId,
        cursor: Option<String>,
    ) -> Asked<Page<Applicant>> {
        self.rest().await?.roster(community, cursor).await
    }

    /// See [`Rest::attendees`].
    pub async fn attendees(
        &self,
        event: &EventId,
        cursor: Option<String>,
    ) -> Asked<Page<Attendee>> {
        self.rest().await?.attendees(event, cursor).await
    }

    /// See [`Rest::invitations`].
    pub async fn invitations(
        &self,
        community: &CommunityId,
        cursor: Option<String>,
    ) -> Asked<Page<Invitation>> {
        self.rest().await?.invitations(community, cursor).await
    }

    /// See [`Rest::invitation`].
    pub async fn invitation(&self, community: &CommunityId, code: &str) -> Asked<Invitation> {
        self.rest().await?.invitation(community, code).await
    }

    /// See [`Rest::search_members`].
    pub async fn search_members(
        &self,
        community: &CommunityId,
        text: &str,
        cursor: Option<String>,
    ) -> Asked<Page<Member>> {
        let rest = self.rest().await?;
        rest.search_members(community, text, cursor).await
    }

    /// See [`Rest::my_entry`].
    pub async fn my_entry(&self, community: &CommunityId) -> Asked<MyEntry> {
        self.rest().await?.my_entry(community).await
    }

    /// See [`Rest::reports`].
    pub async fn reports(
        &self,
        community: &CommunityId,
        cursor: Option<String>,
    ) -> Asked<Page<Report>> {
        self.rest().await?.reports(community, cursor).await
    }

    /// See [`Rest::carries`]; as long as its code is not there, nobody knows better.
    #[must_use]
    pub fn carries(&self, command: &str) -> bool {
        self.rest_now().is_none_or(|rest| rest.carries(command))
    }

    /// See [`Rest::tells`].
    #[must_use]
    pub fn tells(&self, subject: &Subject) -> bool {
        self.rest_now().is_some_and(|rest| rest.tells(subject))
    }

    /// See [`Rest::offers`]; as long as its code is not there, nobody knows better.
    #[must_use]
    pub fn offers(&self, query: &str) -> bool {
        self.rest_now().is_none_or(|rest| rest.offers(query))
    }

    /// See [`Rest::perform`].
    pub async fn perform(
        &self,
        envelope: &Envelope,
        begin: &dyn Fn() -> bool,
    ) -> Result<Outcome, BackendError> {
        self.rest().await?.perform(envelope, begin).await
    }

    /// See [`Rest::carry_out`].
    pub async fn carry_out(&self, envelope: &Envelope) -> Result<Outcome, BackendError> {
        self.rest().await?.carry_out(envelope).await
    }
}
