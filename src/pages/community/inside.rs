//! What members find: the first three things to do, and where the others talk.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::Page,
    model::{Community, Event, Instant, Membership},
    pages::{Here, entries, live::Live},
    route::Route,
    ui::{
        ButtonLink, Icon, Notice, NoticeKind, Row, Rows, Section, changing, el, markdown::safe_url,
        nothing, several,
    },
};

/// Somebody is new for so many seconds.
const NEW_S: i64 = 14 * 86_400;

/// The first event, a word to the others, the directory; for those who have just come in.
pub(super) fn next_three(
    here: Here,
    community: &Arc<Community>,
    member: &Membership,
    events: Live<Page<Event>>,
) -> AnyView {
    let t = here.t;
    let is_new = matches!(member, Membership::Member { since, .. }
        if *since != Instant::UNKNOWN && here.now().since(*since) < NEW_S);
    if !is_new {
        return nothing();
    }
    let of = community.clone();
    let first = changing(move || {
        let now = here.now();
        let page = events.data.get();
        let next = page
            .iter()
            .flat_map(|page| &page.items)
            .find(|e| e.start > now);
        let (note, href) = match next {
            Some(event) => {
                let when = here.say(|t, face| t.span(event.start, event.end, &event.zone, face));
                let note = [event.title.as_str(), " · ", &when].concat();
                (note, Some(here.link(&Route::Event(event.id.clone()))))
            }
            None => {
                let habit = of.rhythm.first().map(|rhythm| t.rhythm_words(rhythm));
                (habit.unwrap_or_else(|| t.no_events().to_owned()), None)
            }
        };
        row(t.next_event(), note, Icon::Agenda, href)
    });
    let chat = live_chat(here, community).and_then(|chat| {
        let url = safe_url(&chat.url)?.to_owned();
        Some((chat.label.clone(), url))
    });
    let hello = match chat {
        Some((label, url)) => {
            let label = if label.is_empty() {
                t.chat().to_owned()
            } else {
                label
            };
            outside_row(t.next_hello(), t.next_hello_chat(&label), &url)
        }
        None => row(
            t.next_hello(),
            t.next_hello_meet().to_owned(),
            Icon::Chat,
            None,
        ),
    };
    let mut rows = vec![first, hello];
    if entries::are_offered(here) {
        // Whether they wished to be listed or not: it is theirs to say what of them is.
        let href = here.link(&Route::Entry(community.id.clone()));
        let note = t.entry_first_note().to_owned();
        rows.push(row(t.entry_first(), note, Icon::People, Some(href)));
    } else if here.data().capabilities().members {
        let href = here.link(&Route::Members(community.id.clone()));
        let note = t.next_entry_note().to_owned();
        rows.push(row(t.next_entry(), note, Icon::People, Some(href)));
    }
    let rows = view! { <Rows>{rows}</Rows> }.into_any();
    view! { <Section title=t.next_three()>{rows}</Section> }.into_any()
}

fn row(title: &'static str, note: String, icon: Icon, href: Option<String>) -> AnyView {
    view! { <Row title note icon=Some(icon) nostrip:href=href /> }.into_any()
}

/// A row that leads out of the app.
fn outside_row(title: &'static str, note: String, url: &str) -> AnyView {
    let text = el("span")
        .class("row-text")
        .child(el("span").class("row-title").child(title))
        .child(el("span").class("row-note").child(note));
    let link = el("a")
        .class("row")
        .attr("href", url.to_owned())
        .attr("rel", "noopener noreferrer")
        .attr("target", "_blank")
        .child(
            el("span")
                .class("row-icon")
                .child(crate::ui::icon(Icon::Chat)),
        )
        .child(text)
        .child(crate::ui::icon(Icon::Chevron));
    el("li").child(link).into_any()
}

/// Where members talk, as long as that holds.
fn live_chat(here: Here, community: &Community) -> Option<crate::model::Chat> {
    let now = here.now();
    let holds = |chat: &&crate::model::Chat| chat.until.is_none_or(|until| now < until);
    community.chat.as_ref().filter(holds).cloned()
}

/// Where members talk: a link, a QR code, and until when they hold.
pub(super) fn chat(here: Here, community: &Community) -> AnyView {
    let t = here.t;
    let Some(chat) = &community.chat else {
        return nothing();
    };
    let label = match chat.label.as_str() {
        "" => t.chat(),
        label => label,
    };
    let mut parts = Vec::new();
    if live_chat(here, community).is_none() {
        let over = view! { <Notice kind=NoticeKind::Warn text=t.chat_over() /> };
        parts.push(over.into_any());
    } else {
        if let Some(picture) = safe_url(&chat.picture) {
            let picture = el("img")
                .class("chat-qr")
                .attr("src", picture.to_owned())
                .attr("alt", t.chat_qr(label))
                .attr("loading", "lazy")
                .attr("referrerpolicy", "no-referrer");
            parts.push(picture.into_any());
        }
        if let Some(url) = safe_url(&chat.url) {
            let words = [t.chat_open(), t.space(), label].concat();
            let link = view! {
                <ButtonLink href=url.to_owned() icon=Some(Icon::Chat) outside=true>
                    {words}
                </ButtonLink>
            };
            parts.push(link.into_any());
        }
        let mut words = vec![t.chat_members().to_owned()];
        words.extend(
            chat.until
                .map(|at| here.say(|t, face| t.chat_until(&t.moment(at, face)))),
        );
        let words = words.join(t.space());
        parts.push(el("p").class("muted").child(words).into_any());
    }
    let inside = el("div").class("stack").child(several(parts)).into_any();
    view! { <Section title=t.chat()>{inside}</Section> }.into_any()
}
