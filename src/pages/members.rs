//! A directory, as this viewer may see it: searched and read, a page at a time.

use leptos::prelude::*;

use crate::{
    data::{BackendError, CommunityById, MembersPage},
    model::{CommunityId, Fit, Fold, Member, Needle, Role, Sounding, Sounds, Typed, sort_by},
    route::Route,
    ui::{
        Button, ButtonKind, ButtonLink, Memo, Notice, NoticeKind, PageHeader, Panel, PanelKind,
        PersonRow, Rows, RwSignal, SearchBox, Section, Signal, Skeleton, SkeletonKind, StoredValue,
        changing, el, nothing, several,
    },
};

use super::{Here, live, naming::Naming};

/// So many rows are drawn at a time.
const STRETCH: usize = 60;

/// The directory as far as it was read.
#[derive(Clone, Copy)]
struct Directory {
    community: StoredValue<CommunityId>,
    members: RwSignal<Option<Vec<Member>>>,
    next: StoredValue<Option<String>>,
    total: RwSignal<Option<u32>>,
    error: RwSignal<Option<BackendError>>,
    loading: RwSignal<bool>,
    stay: StoredValue<live::Stay>,
}

impl Directory {
    fn open(here: Here, community: CommunityId) -> Self {
        let first = MembersPage {
            community: community.clone(),
            cursor: None,
        };
        let kept = here.data().kept(&first).map(|k| k.data);
        let it = Self {
            community: StoredValue::new(community),
            next: StoredValue::new(kept.as_ref().and_then(|page| page.next.clone())),
            total: RwSignal::new(kept.as_ref().and_then(|page| page.total)),
            members: RwSignal::new(kept.map(|page| page.items)),
            error: RwSignal::new(None),
            loading: RwSignal::new(false),
            stay: StoredValue::new(live::Stay::here()),
        };
        it.read(here, first);
        it
    }

    /// Reads a page: the first replaces what is there, the others come behind it.
    fn read(self, here: Here, page: MembersPage) {
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        self.error.set(None);
        let data = here.data();
        let Some(stay) = self.stay.try_with_value(live::Stay::clone) else {
            return;
        };
        stay.ask(async move {
            let read = match page.cursor {
                // Read on as far as it was read before, also without a network.
                Some(_) => data.onward(&page).await,
                None => data.soon(&page).await,
            };
            match read.map(|kept| kept.data) {
                Ok(fresh) => {
                    self.next.set_value(fresh.next);
                    self.total.try_set(fresh.total);
                    self.members
                        .try_update(|members| match (members, page.cursor.is_some()) {
                            (Some(members), true) => members.extend(fresh.items),
                            (members, _) => *members = Some(fresh.items),
                        });
                }
                Err(error) => {
                    if error.takes_away() {
                        self.members.try_set(None);
                    }
                    self.error.try_set(Some(error));
                }
            }
            self.loading.try_set(false);
        });
    }

    fn read_on(self, here: Here) {
        let cursor = self.next.get_value();
        let members = self.members.with_untracked(Option::is_some);
        if members && cursor.is_none() {
            return;
        }
        self.read(
            here,
            MembersPage {
                community: self.community.get_value(),
                cursor,
            },
        );
    }
}

/// The page.
pub fn page(here: Here, id: CommunityId) -> AnyView {
    let t = here.t;
    here.title(t.members());
    let back = Route::Community(id.clone());
    let community = live::live(here, CommunityById(id.clone()));
    let title = Signal::derive(move || {
        community.data.with(|c| match c {
            Some(c) => t.directory_of(&c.name),
            None => t.members().to_owned(),
        })
    });
    let directory = Directory::open(here, id.clone());
    let back_link = here.link(&back);
    let locked_link = back_link.clone();
    let text = RwSignal::new(String::new());
    let state = Memo::new(move |_| {
        // Where there are members to be read, a page that did not come takes none of them away.
        match directory.members.with(Option::is_some) {
            true => (true, None),
            false => (false, directory.error.get()),
        }
    });
    let body = changing(move || match state.get() {
        (true, _) => list(here, directory, text),
        (false, Some(BackendError::Forbidden { .. })) => {
            let href = locked_link.clone();
            view! {
                <Panel kind=PanelKind::Locked title=t.directory_closed() text=t.directory_closed_text()>
                    <ButtonLink href kind=ButtonKind::Primary>{t.door()}</ButtonLink>
                </Panel>
            }
            .into_any()
        }
        (false, Some(error)) => live::failure(here, &error, move || directory.read_on(here)),
        (false, None) => {
            view! { <Skeleton kind=SkeletonKind::Row count=8 label=t.loading() /> }.into_any()
        }
    });
    let header = changing(move || {
        view! {
            <PageHeader
                title=title.get()
                back=Some((back_link.clone(), t.back().to_owned()))
                on_back=move || here.back()
            />
        }
        .into_any()
    });
    several(vec![header, body])
}

fn list(here: Here, directory: Directory, text: RwSignal<String>) -> AnyView {
    let t = here.t;
    let shown = RwSignal::new(STRETCH);
    let naming = Naming::of(here, text);
    let index = Memo::new(move |_| {
        let (fold, sounds) = naming.tables();
        directory.members.with(|members| {
            let members = members.iter().flatten();
            members.map(|m| Entry::of(m, &fold, &sounds)).collect()
        })
    });
    let found = Memo::new(move |_| {
        let (fold, sounds) = naming.tables();
        let asked = text.with(|text| (Typed::new(&fold, text), Needle::new(&fold, text)));
        directory.members.with(|members| {
            let members = members.as_deref().unwrap_or_default();
            let mut at: Vec<(Role, Fit, usize)> = Vec::new();
            if asked.0.is_empty() {
                let all = members.iter().enumerate();
                at.extend(all.map(|(n, m)| (m.role, Fit::Exact, n)));
            } else {
                index.with(|index: &Vec<Entry>| {
                    for (n, (member, entry)) in members.iter().zip(index).enumerate() {
                        let fit = entry.fit(&sounds, &asked);
                        at.extend(fit.map(|fit| (member.role, fit, n)));
                    }
                });
            }
            sort_by(&mut at, |a, b| a.cmp(b));
            at.into_iter().map(|(_, _, n)| n).collect::<Vec<_>>()
        })
    });
    let rows = changing(move || {
        let take = shown.get();
        let at = found.get();
        directory.members.with(|members| {
            let members = members.as_deref().unwrap_or_default();
            let (mut team, mut others): (Vec<AnyView>, Vec<AnyView>) = (Vec::new(), Vec::new());
            for member in at.iter().take(take).filter_map(|n| members.get(*n)) {
                let group = if member.role == Role::Member {
                    &mut others
                } else {
                    &mut team
                };
                group.push(row(here, member));
            }
            if team.is_empty() && others.is_empty() {
                let title = if members.is_empty() {
                    t.directory_empty()
                } else {
                    t.no_member_found()
                };
                return view! { <Panel title /> }.into_any();
            }
            let group = |title: &'static str, rows: Vec<AnyView>| {
                if rows.is_empty() {
                    return nothing();
                }
                let rows = view! { <Rows>{rows}</Rows> }.into_any();
                view! { <Section title>{rows}</Section> }.into_any()
            };
            several(vec![group(t.people(), team), group(t.members(), others)])
        })
    });
    let foot = changing(move || {
        let loaded = directory.members.with(|m| m.as_ref().map_or(0, Vec::len));
        // At the end all there is to see was loaded, however many the service counts.
        let ended = directory.next.with_value(Option::is_none);
        let counted = directory.total.get().filter(|_| !ended);
        let total = counted.map_or(loaded, |n| (n as usize).max(loaded));
        let words = t.loaded_of(&loaded.to_string(), &total.to_string());
        let words = el("p")
            .class("muted num")
            .attr("aria-live", "polite")
            .child(words);
        if shown.get() >= found.with(Vec::len) && ended {
            return words.into_any();
        }
        let grow = move || {
            if shown.get_untracked() >= found.with_untracked(Vec::len) {
                directory.read_on(here);
            }
            shown.update(|n| *n += STRETCH);
        };
        let more = view! {
            <Button wide=true busy=directory.loading on_click=grow>{t.load_more()}</Button>
        };
        several(vec![words.into_any(), more.into_any()])
    });
    let failed = changing(move || match directory.error.get() {
        Some(error) => {
            let text = t.why(&error);
            view! { <Notice kind=NoticeKind::Old text live=true /> }.into_any()
        }
        None => nothing(),
    });
    let search = view! { <SearchBox label=t.search_members() clear=t.clear() value=text /> };
    several(vec![failed, search.into_any(), rows, foot])
}

/// What a member is found by.
#[derive(PartialEq)]
struct Entry {
    names: Sounding,
    /// All else that they say, folded.
    said: String,
}

impl Entry {
    fn of(member: &Member, fold: &Fold, sounds: &Sounds) -> Self {
        let mut said = vec![
            member.name.as_str(),
            &member.headline,
            &member.hometown,
            &member.district,
            &member.sort_key,
        ];
        for list in [&member.skills, &member.offers, &member.seeks] {
            said.extend(list.iter().map(String::as_str));
        }
        Self {
            names: sounds.of(fold, [member.name.as_str()].into_iter()),
            // (What is folded has no such line breaks of its own.)
            said: said
                .into_iter()
                .map(|text| fold.fold(text))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    /// How well they fit: by their name, else by anything that they say.
    fn fit(&self, sounds: &Sounds, (typed, needle): &(Typed, Needle)) -> Option<Fit> {
        let by_name = sounds.find(typed, &self.names).map(|found| found.fit);
        let said = || needle.found_in_folded(&[&self.said]).then_some(Fit::Within);
        by_name.or_else(said)
    }
}

fn row(here: Here, member: &Member) -> AnyView {
    let role = (member.role != Role::Member).then(|| here.t.role(member.role).to_owned());
    let headline = if member.headline.is_empty() {
        member.skills.join(" · ")
    } else {
        member.headline.clone()
    };
    let headline = (!headline.is_empty()).then_some(headline);
    view! {
        <PersonRow
            name=member.name.clone()
            picture=member.picture.clone()
            nostrip:headline=headline
            nostrip:role=role
            href=here.link(&Route::Member(member.community.clone(), member.id.clone()))
        />
    }
    .into_any()
}
