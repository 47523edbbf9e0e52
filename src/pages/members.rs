//! A directory, as this viewer may see it: in order, searched as one types, filtered, and read as far as it is wanted.
//!
//! [`book`] reads and keeps it, [`found`] says who is shown, [`rows`] draws those near the window. What is looked for stands in the
//! address, so that a reload and a step back give the same place.

mod book;
mod face;
mod filters;
mod found;
mod help;
mod rows;
mod strip;

use leptos::prelude::*;

use crate::{
    data::{BackendError, CommunityById},
    model::{CommunityId, Wanted},
    route::{Route, wanted_of},
    ui::{
        Button, ButtonKind, ButtonLink, Memo, Notice, NoticeKind, PageHeader, Panel, PanelKind,
        RwSignal, SearchBox, Section, Signal, Skeleton, SkeletonKind, changing, el, nothing,
        several,
    },
};

use super::{Here, entries, live, naming::Naming};
use book::{Answer, Book};
use found::Search;
use rows::List;

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
    let book = Book::open(here, id.clone());
    let back_link = here.link(&back);
    let locked_link = back_link.clone();
    let wanted = RwSignal::new(wanted_of(&here.address()));
    let state = Memo::new(move |_| {
        // Where there are members to be read, a page that did not come takes none of them away.
        match book.listed.with(Option::is_some) {
            true => (true, None),
            false => (false, book.error.get()),
        }
    });
    let body = changing(move || match state.get() {
        (true, _) => directory(here, book, &id, wanted),
        (false, Some(BackendError::Forbidden { .. })) => {
            let href = locked_link.clone();
            view! {
                <Panel kind=PanelKind::Locked title=t.directory_closed() text=t.directory_closed_text()>
                    <ButtonLink href kind=ButtonKind::Primary>{t.door()}</ButtonLink>
                </Panel>
            }
            .into_any()
        }
        (false, Some(error)) => live::failure(here, &error, move || book.read_on()),
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

fn directory(here: Here, book: Book, id: &CommunityId, wanted: RwSignal<Wanted>) -> AnyView {
    let t = here.t;
    let text = RwSignal::new(wanted.with_untracked(|wanted| wanted.text.clone()));
    let naming = Naming::ahead(here, text, move || book.listed.with(Option::is_some));
    let search = Search::of(book, naming, text, wanted, id);
    let box_ = view! { <SearchBox label=t.search_members() clear=t.clear() value=text /> };
    let said = Memo::new(move |_| words(here, book, search));
    let count = el("p")
        .class("dir-count muted num")
        .attr("aria-live", "polite")
        .fill(move || said.get());
    let head = el("div").class("dir-head").child(box_.into_any());
    let filters = filters::bar(here, book, wanted, Signal::derive(move || search.count()));
    let failed = changing(move || match book.error.get() {
        Some(error) => {
            let text = t.why(&error);
            view! { <Notice kind=NoticeKind::Old text live=true /> }.into_any()
        }
        None => nothing(),
    });
    let help = help::section(here, book, id, Signal::derive(move || search.is_on()));
    let clear = move || {
        text.set(String::new());
        wanted.set(Wanted::default());
    };
    let lists = lists(here, book, search, clear);
    el("div")
        .class("dir")
        .child(failed)
        .child(head)
        .child(
            el("div")
                .class("dir-tools")
                .child(filters)
                .child(entries::link(here, id, true))
                .child(filters::chosen(here, wanted))
                .child(count),
        )
        .child(help)
        .child(lists)
        .child(foot(here, book))
        // Whoever goes on to an entry comes back to what they were looking for.
        .on("click", move |_| search.write_down())
        .into_any()
}

/// How many there are, or are found, and how many of them have come.
fn words(here: Here, book: Book, search: Search) -> String {
    let t = here.t;
    let loaded = book
        .listed
        .with(|it| it.as_ref().map_or(0, |it| it.members.len()));
    let mut said = match (search.is_on(), search.count()) {
        (true, 0) if search.is_part() => t.dir_found_none_yet().to_owned(),
        (true, n) if search.is_part() => t.dir_found_least(&n.to_string()),
        (true, 1) => t.dir_found_one().to_owned(),
        (true, n) => t.dir_found_n(&n.to_string()),
        (false, _) if book.more.get() => String::new(),
        (false, 1) => t.dir_all_one().to_owned(),
        // Also those who are being put in order.
        (false, n) => t.dir_all_n(&n.max(book.come()).to_string()),
    };
    let mut add = |words: &str| {
        if !said.is_empty() {
            said.push_str(" · ");
        }
        said.push_str(words);
    };
    if book.more.get() {
        let total = book.total.get().map(|n| n as usize).filter(|n| *n > loaded);
        match total {
            Some(total) => add(&t.dir_loaded(&loaded.to_string(), &total.to_string())),
            None => add(t.dir_more_to_come()),
        }
    }
    if search.is_part() && book.answer.get() == Answer::Failed {
        add(t.dir_not_asked());
    }
    match book.left_out.get() {
        0 => {}
        n => add(&t.dir_left_out(&n.to_string())),
    }
    said
}

/// Those who look after it, and the members: in the place of these who is found. What is not to be seen is hidden, not gone, so that the
/// first letter that is typed costs no more than the next.
fn lists(
    here: Here,
    book: Book,
    search: Search,
    clear: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let t = here.t;
    let there = Memo::new(move |_| search.lists());
    let letters = Memo::new(move |_| search.letters());
    let team = List::new().view(t.people(), move || search.team(), || {});
    let team = view! { <Section title=t.people()>{team}</Section> };
    let members = List::new();
    search.begin_at_top(members);
    let rows = members.view(
        t.members(),
        move || search.shown(),
        move || book.read_on_near_end(),
    );
    let rows = el("div")
        .when("data-found", "", move || search.is_on())
        .child(view! { <Section title=t.members()>{rows}</Section> }.into_any());
    let go = move |at: usize| members.go_to(at, search.head_height());
    let none = Memo::new(move |_| match there.get() {
        (false, false) => Some(search.is_pending() || search.is_looking()),
        _ => None,
    });
    let none = changing(move || match none.get() {
        None => nothing(),
        Some(true) => {
            view! { <Skeleton kind=SkeletonKind::Row count=8 label=t.loading() /> }.into_any()
        }
        Some(false) => {
            let all = book
                .listed
                .with_untracked(|it| it.as_ref().map_or(0, |it| it.members.len()));
            if all == 0 {
                return view! { <Panel title=t.directory_empty() /> }.into_any();
            }
            view! {
                <Panel title=t.no_member_found() text=t.dir_none_hint()>
                    <Button on_click=clear>{t.dir_show_all()}</Button>
                </Panel>
            }
            .into_any()
        }
    });
    let hidden = |when: Memo<bool>, what: AnyView| {
        el("div")
            .when("data-away", "", move || when.get())
            .when("aria-hidden", "true", move || when.get())
            .child(what)
            .into_any()
    };
    several(vec![
        hidden(Memo::new(move |_| !there.get().0), team.into_any()),
        hidden(Memo::new(move |_| !there.get().1), rows.into_any()),
        none,
        hidden(
            Memo::new(move |_| search.is_on()),
            strip::strip(t.dir_letters(), letters, go),
        ),
    ])
}

/// A way on at the end, where there is more than has come.
fn foot(here: Here, book: Book) -> AnyView {
    let t = here.t;
    changing(move || match book.more.get() {
        false => nothing(),
        true => {
            let grow = move || book.read_on();
            view! { <Button wide=true busy=book.loading on_click=grow>{t.load_more()}</Button> }
                .into_any()
        }
    })
}
