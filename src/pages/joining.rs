//! What the door and the page of a community share: the code that somebody brings, dues, the open event by which one comes
//! to know a community.
//!
//! A code that stands in an address is taken out of it at once and kept in the draft of the application, where it waits through
//! signing in, and goes with it when it is sent.

use leptos::prelude::*;

use crate::{
    data::{CommunityById, EventsPage, EventsWanted, Page},
    host,
    model::{Community, CommunityId, Dues, Event, SignUpWindow, Viewer, Who},
    route::Route,
    ui::{ButtonLink, Icon, Meta, Metas, Row, Rows, Section, nothing, several},
};

use super::{Here, asking, forms::INVITE};

/// The draft of an application.
pub fn draft_of(id: &CommunityId) -> String {
    format!("join/{id}")
}

/// Whether the service takes the code of an invitation.
pub fn takes_codes(here: Here) -> bool {
    here.data().carries("join.invitation")
}

/// The draft of a word to the organisers, and the key under which it has the text.
pub fn words_of(id: &CommunityId) -> String {
    format!("say/{id}")
}
pub const WORDS: &str = "text";

/// Takes a code that stands in the address into the draft.
pub fn take_invitation(here: Here, id: &CommunityId) {
    let Some(code) = here.take_invitation() else {
        return;
    };
    let code = plain(&code);
    // Who is in needs none.
    let is_in = |v: &Viewer| v.membership(id).role(here.now()).is_some();
    if code.is_empty() || here.viewer.with_untracked(is_in) {
        return;
    }
    let name = draft_of(id);
    let mut draft = here.data().draft(&name);
    draft.insert(INVITE.to_owned(), code);
    // Where it cannot be kept it is good for as long as the page is open; the form says so when something is typed.
    let _for_now = here.data().keep_draft(&name, &draft);
}

/// The code that somebody brings, if they do.
pub fn brought(here: Here, id: &CommunityId) -> Option<String> {
    let draft = here.data().draft(&draft_of(id));
    draft.get(INVITE).filter(|code| !code.is_empty()).cloned()
}

/// A code as it was typed, or pasted with the address that it came in.
pub fn plain(typed: &str) -> String {
    let code = typed.rsplit_once("invite=");
    let is_link = code.is_some();
    let code = code.map_or(typed, |(_, code)| code).trim();
    // An input method may write it at full width.
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    // What follows a link in the message that it came in is none of it.
    let is_of_it = |c: &char| !is_link || c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let all = code.chars().map(half);
    all.take_while(|c| is_of_it(c) && !matches!(c, '&' | '#' | ' '))
        .collect()
}

/// The address by which others come with a code.
pub fn link_with(here: Here, id: &CommunityId, code: &str) -> String {
    here.whole_address(&Route::invited(id, code))
}

/// The coming events of a community, as its page asks for them.
pub fn events_of(here: Here, id: &CommunityId) -> EventsPage {
    EventsPage(EventsWanted {
        community: Some(id.clone()),
        from: Some(here.now()),
        ..EventsWanted::default()
    })
}

/// The next event to which anybody may come.
fn next_open(here: Here, page: &Page<Event>) -> Option<&Event> {
    let now = here.now();
    let is_open = |event: &&Event| {
        event.sign_up.who == Who::Open && matches!(event.window(now), SignUpWindow::Open(_))
    };
    page.items
        .iter()
        .filter(is_open)
        .min_by_key(|event| event.start)
}

/// *Come once first*: the next open event, for those who do not know the community yet.
pub fn come_once(here: Here, page: &Page<Event>) -> AnyView {
    let Some(event) = next_open(here, page) else {
        return nothing();
    };
    let when = here.say(|t, face| t.span(event.start, event.end, &event.zone, face));
    let row = view! {
        <Row
            title=event.title.clone()
            note=when
            icon=Some(Icon::Agenda)
            href=here.link(&Route::Event(event.id.clone()))
        />
    };
    let row = row.into_any();
    let rows = view! { <Rows>{row}</Rows> }.into_any();
    view! { <Section title=here.t.come_once()>{rows}</Section> }.into_any()
}

/// What is to be paid, how, and the way there: `link` is that of one payment, else that of the dues is meant. Without `pays`
/// it is only said.
pub fn dues(here: Here, community: &Community, link: &str, pays: bool) -> AnyView {
    let Some(dues) = community
        .policy
        .dues
        .as_ref()
        .filter(|dues| dues.amount > 0)
    else {
        return nothing();
    };
    let t = here.t;
    let mut rows = vec![Meta::strong(Icon::Price, t.dues_words(dues))];
    if !dues.how.is_empty() {
        rows.push(Meta::new(Icon::Info, dues.how.clone()));
    }
    let facts = view! { <Metas rows /> }.into_any();
    let way = pays.then(|| pay_link(here, community, dues, link));
    several([Some(facts), way.flatten()].into_iter().flatten().collect())
}

/// The way to where it is paid, if that is an address that may be opened.
fn pay_link(here: Here, community: &Community, dues: &Dues, link: &str) -> Option<AnyView> {
    let link = Some(link).filter(|link| !link.is_empty());
    let url = crate::ui::markdown::safe_url(link.unwrap_or(&dues.link));
    let url = url.filter(|url| url.starts_with("https:") || url.starts_with("http:"));
    if host::is_in_mini_program() {
        // It opens no other site.
        return Some(asking::dues(here, community, url));
    }
    let url = url?;
    let link = view! {
        <ButtonLink href=url.to_owned() icon=Some(Icon::Price) outside=true wide=true>
            {here.t.act_pay()}
        </ButtonLink>
    };
    Some(link.into_any())
}

/// What leaving means for who wants to come back, as far as the community is known.
pub fn leaving(here: Here, id: &CommunityId) -> String {
    let t = here.t;
    let Some(community) = here.data().kept(&CommunityById(id.clone())) else {
        return String::new();
    };
    let community = community.data;
    let mut words = vec![t.leave_door(community.policy.door)];
    if community.is_full() {
        words.push(t.leave_full());
    }
    if community.policy.is_paid() {
        words.push(t.leave_dues());
    }
    words.concat()
}
