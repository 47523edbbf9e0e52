//! What Discover does not need of a mapped service: the rest of [`Backend`](crate::backend::Backend), where the viewer
//! stands, commands, signing in and out, what goes along when somebody has, what a service says to what it refused, and *Connection*. It lies in [`Part::Service`].

use std::rc::Rc;

use serde_json::Value;

use crate::{
    backend::{
        Answer, Asked, Backend, BackendError, Door, LeftOut, Page, Rest, TOLD, named,
        probe::{Probe, Stopwatch},
        read_rows,
    },
    model::{
        AccountId, Applicant, Attendee, Community, CommunityId, Envelope, Event, EventId, FromJson,
        Instant, Invitation, Member, MemberId, Membership, MyEntry, Outcome, Report, SignUp,
        Subject, Viewer, ViewerRank, as_seen_by,
        json::{Found, json_object, record},
    },
    parts::{self, Part, part},
    port::{LocalFuture, Request, Response, Steady, Transport, TransportError},
};

use super::{
    Mapped,
    answer::{Judged, Read, Verdict},
    plan::{Also, Ask, Meaning, Pages, Place, Sent},
    standing::read_standing,
};

part! {
    Service "service" "12":
    /// The rest of a backend, once all of the mapping is compiled; or what is wrong with it.
    pub(super) fn whole(it: &Mapped) -> Result<&dyn Whole, String> {
        it.compile_whole()?;
        Ok(it)
    }
}

/// All but what a feed is made of.
pub(super) trait Whole: Rest {
    /// Where the viewer stands.
    fn viewer(&self) -> LocalFuture<'_, Asked<Viewer>>;
    /// Sends a request with what somebody signed in with, and judges what comes.
    fn asked<'a>(
        &'a self,
        sent: &'a Sent,
        meaning: &'a Meaning,
        scope: &'a Value,
        url: Option<String>,
    ) -> LocalFuture<'a, Result<(Read, Verdict), BackendError>>;
    /// The address of a page, where an answer gave it.
    fn turned_to(
        &self,
        sent: &Sent,
        pages: &Pages,
        place: &Place,
        scope: &Value,
    ) -> Result<Option<String>, BackendError>;
    /// What other requests answered, by name.
    fn also<'a>(
        &'a self,
        also: &'a [(String, Also)],
        scope: &'a Value,
    ) -> LocalFuture<'a, Result<Value, BackendError>>;
    /// Sends once more what came to nothing, where that is safe.
    fn again(
        &self,
        first: Result<Response, TransportError>,
        request: Request,
    ) -> LocalFuture<'_, Result<Response, TransportError>>;
    /// What the service says to what it refused.
    fn words(&self, judged: &Judged<'_>, verdict: &mut Verdict);
}

impl Mapped {
    /// The rest, as soon as it is there.
    pub(super) async fn whole(&self) -> Result<&dyn Whole, BackendError> {
        parts::load(Part::Service).await?;
        whole(self)?.map_err(|what| BackendError::Unreadable { what })
    }

    /// Compiles all of the mapping, where only what a feed needs was, and looks for faults in it.
    fn compile_whole(&self) -> Result<(), String> {
        if !self.plan.of_feed {
            return Ok(());
        }
        let compile = || {
            let source = &self.source;
            let compiled = source.compile(&source.text);
            let leaked = compiled.map(|(plan, _)| &*Box::leak(Box::new(plan)));
            leaked.map_err(|wrong| {
                let (file, at) = (&wrong.file, &wrong.pointer);
                let what = [": expected ", &wrong.expected, ", found ", &wrong.found].concat();
                [file, ": ", at, &what].concat()
            })
        };
        match self.whole.get_or_init(compile) {
            Ok(_) => Ok(()),
            Err(why) => Err(why.clone()),
        }
    }

    /// What tries once more, where the page has something to wait by.
    pub(super) fn steady(&self) -> Option<Steady> {
        let timer = (self.timer?)();
        Some(Steady::new(self.transport.clone(), timer?))
    }

    /// Sends a request, once more where that is safe and it came to nothing, and judges the answer.
    pub(super) async fn judged(
        &self,
        request: Request,
        meaning: &Meaning,
        scope: &Value,
        signed: bool,
    ) -> Result<(Read, Verdict), BackendError> {
        let method = request.method;
        let answer = match self.steady() {
            Some(steady) => Transport::send(&steady, request).await,
            None => self.transport.send(request).await,
        };
        let read = self.read(answer?)?;
        let judged = self.judging(&read, method, meaning, scope, signed);
        let mut verdict = judged.verdict();
        if !verdict.means.is_done() {
            judged.words(&mut verdict);
        }
        Ok((read, verdict))
    }

    /// Reads where the viewer stands, and gives what could not be read.
    async fn standing<T: FromJson>(
        &self,
        query: &str,
        of: &str,
        take: &mut dyn FnMut(String, T),
    ) -> Result<Vec<LeftOut>, BackendError> {
        let Some(ask) = self.plan().query(query) else {
            return Ok(Vec::new());
        };
        let mut left_out = Vec::new();
        let mut each = |row: Found<'_>| {
            let id = named(row, of).unwrap_or_default();
            match read_standing(row) {
                Ok(read) => take(id, read),
                Err(why) if left_out.len() < TOLD => left_out.push(LeftOut { row: id, why }),
                Err(_) => {}
            }
        };
        self.all_rows(ask, &mut each).await?;
        Ok(left_out)
    }

    /// Where the viewer stands.
    async fn stands(&self) -> Asked<Viewer> {
        let name = self
            .session
            .borrow()
            .as_ref()
            .and_then(|s| s.name().map(str::to_owned));
        let mut viewer = Viewer {
            account: self.account().map(AccountId),
            name: name.unwrap_or_default(),
            ..Viewer::default()
        };
        // Signed out meanwhile.
        if viewer.account.is_none() {
            return Ok(Answer::whole(viewer));
        }
        let mut left_out = self
            .standing::<Membership>("memberships", "community", &mut |id, membership| {
                viewer.memberships.insert(CommunityId(id), membership);
            })
            .await?;
        left_out.extend(
            self.standing::<SignUp>("sign_ups", "event", &mut |id, sign_up| {
                viewer.sign_ups.insert(EventId(id), sign_up);
            })
            .await?,
        );
        if let Some(ask) = self.plan().query("following") {
            let mut each = |row: Found<'_>| {
                viewer
                    .follows
                    .extend(named(row, "community").map(CommunityId));
            };
            self.all_rows(ask, &mut each).await?;
        }
        Ok(Answer {
            data: viewer,
            left_out,
            etag: None,
        })
    }

    /// Where the viewer stands in a community; a stranger sees no directory. Asked for with the
    /// first page, remembered for those behind it.
    async fn rank(&self, id: &CommunityId, ask: bool) -> Result<ViewerRank, BackendError> {
        let known = self.ranks.borrow().get(id).copied();
        let rank = match known.filter(|_| !ask) {
            Some(rank) => rank,
            None => {
                let viewer = Backend::viewer(self).await?.data;
                // Who signs in may turn out to be a member.
                if viewer.account.is_none() {
                    return Err(BackendError::Unauthenticated);
                }
                let rank = match viewer.membership(id).role(self.clock.now()) {
                    None => ViewerRank::Stranger,
                    Some(role) if role.organises() => ViewerRank::Organiser,
                    Some(_) => ViewerRank::Member,
                };
                self.ranks.borrow_mut().insert(id.clone(), rank);
                rank
            }
        };
        match rank {
            ViewerRank::Stranger => Err(BackendError::Forbidden { status: 403 }),
            rank => Ok(rank),
        }
    }
}

impl Mapped {
    /// A page of a directory, as this viewer may see it.
    async fn entries(
        &self,
        ask: &Ask,
        community: &CommunityId,
        input: Value,
        cursor: Option<String>,
        is_first: bool,
    ) -> Asked<Page<Member>> {
        let rank = self.rank(community, is_first).await?;
        let mut answer = self.rows(ask, input, cursor).await?;
        let (all, now) = (std::mem::take(&mut answer.data.items), self.clock.now());
        let own = self.own_among(community, &all).await;
        let all = all.into_iter();
        let all = all.filter_map(|member| seen(member, rank, own.as_ref(), now));
        answer.data.items = all.collect();
        Ok(answer)
    }
}

impl Mapped {
    /// The viewer's own entry, where it may be among these: it says who sees what, and is sent whole.
    async fn own_among(&self, community: &CommunityId, rows: &[Member]) -> Option<MemberId> {
        let says = |row: &Member| row.unlisted || !row.visibility.is_empty();
        if self.plan().query("my_entry").is_none() || !rows.iter().any(says) {
            return None;
        }
        let own = self.my_entry(community).await.ok()?.data.entry;
        own.map(|own| own.id)
    }
}

/// What is the viewer's own in a directory, before each part is read by itself.
struct Own {
    entry: Option<Value>,
    requests: Vec<Value>,
    blocked: Vec<Value>,
}

record!(Own {
    entry: sparse,
    requests: usual,
    blocked: usual,
});

/// One part that cannot be read does not cost the others.
fn read_own(answer: Answer<Own>, now: Instant) -> Answer<MyEntry> {
    let Own {
        entry,
        requests,
        blocked,
    } = answer.data;
    let (entry, mut left_out) = read_rows(entry.as_slice());
    let (requests, others) = read_rows(&requests);
    left_out.extend(others);
    let (blocked, others) = read_rows(&blocked);
    left_out.extend(others);
    left_out.extend(answer.left_out);
    let own = MyEntry {
        entry: entry.into_iter().next(),
        requests,
        blocked,
    };
    Answer {
        data: own.settled(now),
        left_out,
        etag: answer.etag,
    }
}

/// An entry as this viewer may see it. A service that says who sees what sends everything and leaves
/// the hiding to us; one that does not has hidden already.
fn seen(member: Member, rank: ViewerRank, own: Option<&MemberId>, now: Instant) -> Option<Member> {
    let member = member.settled(now);
    if own == Some(&member.id) {
        return as_seen_by(&member, ViewerRank::Oneself, &[]);
    }
    let is_listed = !member.unlisted || rank >= ViewerRank::Organiser;
    if member.visibility.is_empty() && is_listed {
        return Some(member);
    }
    let granted = member.request.as_ref();
    let granted = granted
        .map(|request| request.grants(now))
        .unwrap_or_default();
    as_seen_by(&member, rank, granted)
}

impl Rest for Mapped {
    fn community<'a>(&'a self, id: &'a CommunityId) -> LocalFuture<'a, Asked<Community>> {
        Box::pin(async move {
            self.row(
                self.query("community")?,
                json_object! { "community": id.as_str() },
            )
            .await
        })
    }

    fn event<'a>(&'a self, id: &'a EventId) -> LocalFuture<'a, Asked<Event>> {
        Box::pin(async move {
            let input = json_object! { "event": id.as_str() };
            let mut answer: Answer<Event> = self.row(self.query("event")?, input).await?;
            self.without_promises(&mut answer.data);
            Ok(answer)
        })
    }

    fn members<'a>(
        &'a self,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        Box::pin(async move {
            let ask = self.query("members")?;
            let input = json_object! { "community": community.as_str() };
            let is_first = cursor.is_none();
            self.entries(ask, community, input, cursor, is_first).await
        })
    }

    fn member<'a>(
        &'a self,
        community: &'a CommunityId,
        id: &'a MemberId,
    ) -> LocalFuture<'a, Asked<Member>> {
        Box::pin(async move {
            let ask = self.query("member")?;
            let rank = self.rank(community, true).await?;
            let input = json_object! { "community": community.as_str(), "member": id.as_str() };
            let answer = self.row(ask, input).await?;
            let entry: Member = answer.data;
            let own = self
                .own_among(community, std::slice::from_ref(&entry))
                .await;
            let data = seen(entry, rank, own.as_ref(), self.clock.now());
            let data = data.ok_or(BackendError::NotFound)?;
            Ok(Answer {
                data,
                left_out: answer.left_out,
                etag: answer.etag,
            })
        })
    }

    fn applicants<'a>(
        &'a self,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(async move {
            let input = json_object! { "community": community.as_str() };
            self.rows(self.query("applicants")?, input, cursor).await
        })
    }

    fn roster<'a>(
        &'a self,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(async move {
            let input = json_object! { "community": community.as_str() };
            self.rows(self.query("roster")?, input, cursor).await
        })
    }

    fn attendees<'a>(
        &'a self,
        event: &'a EventId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Attendee>>> {
        Box::pin(async move {
            let input = json_object! { "event": event.as_str() };
            self.rows(self.query("attendees")?, input, cursor).await
        })
    }

    fn invitations<'a>(
        &'a self,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Invitation>>> {
        Box::pin(async move {
            let input = json_object! { "community": community.as_str() };
            self.rows(self.query("invitations")?, input, cursor).await
        })
    }

    fn invitation<'a>(
        &'a self,
        community: &'a CommunityId,
        code: &'a str,
    ) -> LocalFuture<'a, Asked<Invitation>> {
        Box::pin(async move {
            let input = json_object! { "community": community.as_str(), "code": code };
            self.row(self.query("invitation")?, input).await
        })
    }

    fn search_members<'a>(
        &'a self,
        community: &'a CommunityId,
        text: &'a str,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        Box::pin(async move {
            let ask = self.query("search_members")?;
            let input = json_object! { "community": community.as_str(), "text": text };
            let is_first = cursor.is_none();
            self.entries(ask, community, input, cursor, is_first).await
        })
    }

    fn my_entry<'a>(&'a self, community: &'a CommunityId) -> LocalFuture<'a, Asked<MyEntry>> {
        Box::pin(async move {
            let input = json_object! { "community": community.as_str() };
            let answer = self.row(self.query("my_entry")?, input).await?;
            Ok(read_own(answer, self.clock.now()))
        })
    }

    fn reports<'a>(
        &'a self,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Report>>> {
        Box::pin(async move {
            let input = json_object! { "community": community.as_str() };
            self.rows(self.query("reports")?, input, cursor).await
        })
    }

    fn carries(&self, command: &str) -> bool {
        let Some((command, input)) = command.split_once('.') else {
            return self.plan().command(command).is_some();
        };
        let act = self.plan().command(command);
        act.is_some_and(|act| act.sent.tells(&["/input/", input].concat()))
    }

    fn perform<'a>(
        &'a self,
        envelope: &'a Envelope,
        begin: &'a dyn Fn() -> bool,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        Box::pin(self.apply(envelope, begin))
    }

    fn offers(&self, query: &str) -> bool {
        self.plan().query(query).is_some()
    }

    fn tells(&self, subject: &Subject) -> bool {
        self.tells_of(subject)
    }

    fn door(&self) -> Option<&dyn Door> {
        Some(self)
    }

    fn probe(&self, watch: Stopwatch) -> Option<Rc<dyn Probe>> {
        Some(self.prober(watch))
    }
}

impl Whole for Mapped {
    fn viewer(&self) -> LocalFuture<'_, Asked<Viewer>> {
        Box::pin(self.stands())
    }

    fn asked<'a>(
        &'a self,
        sent: &'a Sent,
        meaning: &'a Meaning,
        scope: &'a Value,
        url: Option<String>,
    ) -> LocalFuture<'a, Result<(Read, Verdict), BackendError>> {
        Box::pin(self.ask_signed(sent.chosen(scope), meaning, scope, url))
    }

    fn turned_to(
        &self,
        sent: &Sent,
        pages: &Pages,
        place: &Place,
        scope: &Value,
    ) -> Result<Option<String>, BackendError> {
        self.address_of(sent.chosen(scope), pages, place)
    }

    fn also<'a>(
        &'a self,
        also: &'a [(String, Also)],
        scope: &'a Value,
    ) -> LocalFuture<'a, Result<Value, BackendError>> {
        Box::pin(self.others(also, scope))
    }

    fn again(
        &self,
        first: Result<Response, TransportError>,
        request: Request,
    ) -> LocalFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            match self.steady() {
                Some(steady) => steady.again(first, request).await,
                None => first,
            }
        })
    }

    fn words(&self, judged: &Judged<'_>, verdict: &mut Verdict) {
        judged.words(verdict);
    }
}
