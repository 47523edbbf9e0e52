//! A community from its organisers' side: who waits for their word, who is in, whom they have invited.
//!
//! Invariants: buttons stand only for what [`may`](crate::model::may) says and the service carries out; a list that the service
//! does not give is a sentence, not an empty page; what was said stands where its buttons were, and can be taken back until it is
//! sent. Closing the page does not take it back.

mod applicant;
mod directory;
mod invitations;
mod office;
mod roster;
mod talk;
mod waits;
mod wording;

use leptos::prelude::*;

use crate::{
    data::BackendError,
    model::CommunityId,
    route::Route,
    ui::{
        ButtonKind, ButtonLink, Memo, Notice, NoticeKind, PageHeader, Panel, PanelKind, Skeleton,
        SkeletonKind, changing, el, nothing, several,
    },
};

use super::{Here, list::List, live, ways::ways};
use office::Office;

/// Who waits for the organisers' word.
pub fn waiting(here: Here, id: CommunityId) -> AnyView {
    let office = Office::open(here, id);
    let desk = waits::Desk::open(office);
    let mut parts = vec![header(office, here.t.organise(), here.t.organise_text())];
    parts.push(gate(office, desk.list, move || waits::people(desk)));
    parts.extend(desk.sheets());
    several(parts)
}

/// Who is in.
pub fn members(here: Here, id: CommunityId) -> AnyView {
    let office = Office::open(here, id);
    let book = roster::Book::open(office);
    let mut parts = vec![header(office, here.t.members(), here.t.org_members_text())];
    parts.push(directory::folds(office));
    parts.push(gate(office, book.list, move || roster::people(book)));
    parts.extend(book.sheets());
    several(parts)
}

/// Invitations.
pub fn invitations(here: Here, id: CommunityId) -> AnyView {
    let (office, t) = (Office::open(here, id), here.t);
    let letters = invitations::Letters::open(office);
    let mut parts = vec![header(
        office,
        t.org_invitations(),
        t.org_invitations_text(),
    )];
    parts.push(gate(office, letters.list, move || {
        invitations::all(letters)
    }));
    parts.extend(letters.sheets());
    several(parts)
}

fn header(office: Office, title: &'static str, text: &'static str) -> AnyView {
    let (here, t) = (office.here, office.here.t);
    here.title(title);
    let name = Memo::new(move |_| {
        let name = office
            .community
            .data
            .with(|c| c.as_ref().map(|c| c.name.clone()));
        name.unwrap_or_default()
    });
    let header = changing(move || {
        if office.is_nowhere() {
            return el("h1").class("hide").child(title).into_any();
        }
        view! {
            <PageHeader
                title
                kicker=name.get()
                text
                back=Some((office.link(Route::Community), t.back().to_owned()))
                on_back=move || here.back()
            />
        }
        .into_any()
    });
    let ways = ways(here, office.id.get_value(), move |power| office.may(power));
    several(vec![header, ways])
}

/// What is drawn of a list once it is there, or why it is not.
fn gate<T: PartialEq + 'static>(
    office: Office,
    list: List<T>,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let t = office.here.t;
    let state = Memo::new(move |_| match list.all.with(Option::is_some) {
        true => (true, None),
        false => (false, list.error.get()),
    });
    let body = changing(move || match state.get() {
        (true, _) => draw(),
        // Whose it would be is no matter where there is nothing.
        (false, Some(BackendError::Forbidden { .. })) if office.is_nowhere() => {
            live::failure(office.here, &BackendError::NotFound, move || list.read())
        }
        (false, Some(BackendError::Forbidden { .. })) => {
            let href = office.link(Route::Community);
            view! {
                <Panel kind=PanelKind::Locked title=t.organise_closed() text=t.organise_closed_text()>
                    <ButtonLink href kind=ButtonKind::Primary>{t.see_community()}</ButtonLink>
                </Panel>
            }
            .into_any()
        }
        (false, Some(BackendError::NotOffered)) => {
            view! { <Panel title=t.organise_not_offered() /> }.into_any()
        }
        (false, Some(error)) => live::failure(office.here, &error, move || list.read()),
        (false, None) => {
            view! { <Skeleton kind=SkeletonKind::Card count=3 label=t.loading() /> }.into_any()
        }
    });
    let failed =
        changing(
            move || match list.error.get().filter(|_| list.all.with(Option::is_some)) {
                Some(error) => {
                    let text = t.why(&error);
                    view! { <Notice kind=NoticeKind::Old text live=true /> }.into_any()
                }
                None => nothing(),
            },
        );
    several(vec![failed, body, office.sure()])
}
