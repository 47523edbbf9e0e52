//! What a grant showed is kept no longer than it holds, and what was done in a directory is laid over what is kept of it.
//!
//! Invariants: whoever reads a kept entry gets it as it is now ([`Member::settled`]), and what was over is written anew at once; where
//! nobody reads it, a list of ends ([`ENDS`]) says which answers to look at when something is written next ([`Data::settle`]).

use crate::{
    backend::Page,
    model::{Command, CommunityId, Instant, Member, MemberId, RequestState, ToJson, json::record},
    parts::part,
    store::Kept,
};

use super::{Ask, Data, MemberById};

/// Under this it is kept when grants end that show something in kept answers.
const ENDS: &str = "grants";
/// Keys of kept pages of directories begin so.
const LISTS: &str = "members/";
/// Keys of kept entries.
const ENTRIES: &str = "member/";

/// An answer in which a grant ends, and when the first one does.
#[derive(Clone, Debug, PartialEq)]
struct End {
    query: String,
    at: Instant,
}

record!(End {
    query: needed,
    at: needed,
});

part! {
    Desk "desk" "a4":
    fn sweep(data: &Data) -> () {
        data.sweep();
    }
}

part! {
    Desk "desk" "a5":
    fn lay<'a>(data: &'a Data, command: &'a Command) -> () {
        data.lay_command(command);
    }
}

/// When the first of the grants ends that show something in these entries.
fn first_end(members: &[Member]) -> Option<Instant> {
    let ends = members
        .iter()
        .filter_map(|member| match member.request.as_ref()?.state {
            RequestState::Granted { until } => until,
            _ => None,
        });
    ends.min()
}

/// Entries as they are now, and whether that is another thing than they were.
fn settled(members: Vec<Member>, now: Instant) -> (Vec<Member>, bool) {
    let mut any = false;
    let mut each = |member: Member| {
        any |= member.request.as_ref().is_some_and(|it| it.is_over(now));
        member.settled(now)
    };
    (members.into_iter().map(&mut each).collect(), any)
}

impl Data {
    /// A kept page of a directory, as it is now.
    pub(super) fn settled_page(
        &self,
        key: &str,
        mut kept: Kept<Page<Member>>,
    ) -> Kept<Page<Member>> {
        let (items, any) = settled(std::mem::take(&mut kept.data.items), self.now());
        kept.data.items = items;
        if any {
            self.write_anew(key, &kept);
        }
        kept
    }

    /// A kept entry, as it is now.
    pub(super) fn settled_entry(&self, key: &str, mut kept: Kept<Member>) -> Kept<Member> {
        let over = kept.data.request.as_ref();
        if over.is_some_and(|it| it.is_over(self.now())) {
            kept.data = kept.data.settled(self.now());
            self.write_anew(key, &kept);
        }
        kept
    }

    /// As old as it was. What the service said stands in answers as they came, too.
    fn write_anew<T: ToJson>(&self, key: &str, kept: &Kept<T>) {
        let _unkept = self.cache.put(key, &kept.data, kept.at, None);
        self.cache.forget_all("http/");
    }

    fn ends(&self) -> Vec<End> {
        match self.cache.has(ENDS) {
            true => self
                .cache
                .get(ENDS)
                .map(|kept| kept.data)
                .unwrap_or_default(),
            false => Vec::new(),
        }
    }

    /// Notes when grants end that show something in an answer that is kept from now on.
    pub(super) fn note_grants(&self, query: &str, members: &[Member]) {
        self.note_end(query, first_end(members));
    }

    fn note_end(&self, query: &str, end: Option<Instant>) {
        let before = self.ends();
        let mut all: Vec<End> = before.clone();
        all.retain(|it| it.query != query);
        let query = query.to_owned();
        all.extend(end.map(|at| End { query, at }));
        match (all == before, all.is_empty()) {
            (true, _) => {}
            (_, true) => self.cache.forget(ENDS),
            (_, false) => {
                let _unkept = self.cache.put(ENDS, &all, self.now(), None);
            }
        }
    }

    /// Looks through kept answers in which a grant is over, where the code for it is there.
    pub(super) fn sweep_grants(&self) {
        if self.cache.has(ENDS) {
            let _not_yet = sweep(self);
        }
    }

    fn sweep(&self) {
        let now = self.now();
        let mut over = self.ends();
        over.retain(|it| it.at <= now);
        for End { query, .. } in over {
            let mut end = None;
            for key in self.cache.queries(&query) {
                let left = self.read_anew(&key);
                end = match (end, left) {
                    (Some(one), Some(other)) => Some(Instant::min(one, other)),
                    (one, other) => one.or(other),
                };
            }
            self.note_end(&query, end);
        }
    }

    /// Reads a kept answer, so that it is as it is now; when the next grant in it ends.
    fn read_anew(&self, key: &str) -> Option<Instant> {
        if key.starts_with(ENTRIES) {
            let kept = self.settled_entry(key, self.cache.get(key)?);
            first_end(&[kept.data])
        } else {
            let kept = self.settled_page(key, self.cache.get(key)?);
            first_end(&kept.data.items)
        }
    }

    /// Lays what was carried out in a directory over what is kept of it.
    pub(super) fn lay_in_directory(&self, command: &Command) {
        if matches!(
            command,
            Command::Block { .. } | Command::TakeBackRequest { .. }
        ) {
            let _none_open = lay(self, command);
        }
    }

    fn lay_command(&self, command: &Command) {
        match command {
            Command::Block { community, member } => {
                let entry = MemberById {
                    community: community.clone(),
                    member: member.clone(),
                };
                self.cache.forget(&entry.key());
                // They stand in answers as they came, too, where no list is kept.
                self.cache.forget_all("http/");
                self.each_list(community, |all| {
                    let before = all.len();
                    all.retain(|it| it.id != *member);
                    all.len() < before
                });
            }
            Command::TakeBackRequest { community, member } => {
                let entry = MemberById {
                    community: community.clone(),
                    member: member.clone(),
                };
                if let Some(mut kept) = self.kept(&entry)
                    && given_back(&mut kept.data)
                {
                    self.write_anew(&entry.key(), &kept);
                }
                self.each_list(community, |all| give_back_of(all, member));
            }
            _ => {}
        }
    }

    /// Changes the kept page in which `change` finds something.
    fn each_list(&self, community: &CommunityId, mut change: impl FnMut(&mut Vec<Member>) -> bool) {
        for key in self.cache.queries(&format!("{LISTS}{community}/")) {
            let Some(mut kept) = self.cache.get::<Page<Member>>(&key) else {
                continue;
            };
            if change(&mut kept.data.items) {
                self.write_anew(&key, &kept);
                return;
            }
        }
    }
}

fn give_back_of(all: &mut [Member], id: &MemberId) -> bool {
    let found = all.iter_mut().find(|it| it.id == *id);
    found.is_some_and(given_back)
}

/// Takes out what somebody was shown who does not want it any more.
fn given_back(member: &mut Member) -> bool {
    let Some(request) = &mut member.request else {
        return false;
    };
    let long_ago = Instant::from_unix(i64::MIN);
    request.state = RequestState::Granted {
        until: Some(long_ago),
    };
    *member = member.clone().settled(Instant::UNKNOWN);
    true
}
