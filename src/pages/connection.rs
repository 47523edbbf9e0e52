//! What the app asked of the service and what came back, so that an operator sees what does not fit.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{Capabilities, CommunitiesPage, EventsPage, EventsWanted, Mine, ReportRow},
    route::Route,
    ui::{
        Badge, Button, ButtonKind, Fact, Facts, Icon, Notice, NoticeKind, PageHeader, Row, Rows,
        RwSignal, Section, Tone, changing, el, several,
    },
};

use super::Here;

/// The page.
pub fn page(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.connection());
    let report = RwSignal::new(here.data().report());
    let busy = RwSignal::new(false);
    // Asked anew, so that what is told is how the service is now.
    let again = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let data = here.data();
        spawn_local(async move {
            let wanted = EventsWanted {
                from: Some(data.now()),
                ..EventsWanted::default()
            };
            let _told = data.fresh(&CommunitiesPage::default()).await;
            let _told = data.fresh(&EventsPage(wanted)).await;
            let _told = data.fresh(&Mine).await;
            report.try_set(data.report());
            busy.try_set(false);
        });
    };
    again();
    let data = here.data();
    let (can, cannot) = able(here, data.capabilities());
    let service = data.service().to_owned();
    let left_out = changing(move || {
        let (kind, text) = match report.with(crate::data::Report::left_out) {
            0 => (NoticeKind::Good, t.left_out_none().to_owned()),
            n => (NoticeKind::Warn, t.left_out_n(&n.to_string())),
        };
        view! { <Notice kind text /> }.into_any()
    });
    let rows = changing(move || {
        let rows: Vec<AnyView> =
            report.with(|report| report.rows.iter().map(|r| row(here, r)).collect());
        if rows.is_empty() {
            return el("p").class("muted").child(t.nothing_asked()).into_any();
        }
        view! { <Rows>{rows}</Rows> }.into_any()
    });
    let header = view! {
        <PageHeader
            title=t.connection()
            text=t.connection_text()
            back=Some((here.link(&Route::Me), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let mut facts = vec![fact(t.service(), service), fact(t.can_do(), can)];
    if !cannot.is_empty() {
        facts.push(fact(t.can_not(), cannot));
    }
    let look = view! {
        <Button kind=ButtonKind::Secondary icon=Some(Icon::Refresh) on_click=again>
            {t.look_again()}
        </Button>
    };
    several(vec![
        header.into_any(),
        view! { <Facts>{facts}</Facts> }.into_any(),
        left_out,
        view! { <Section title=t.requests()>{rows}</Section> }.into_any(),
        look.into_any(),
    ])
}

fn fact(label: &'static str, words: String) -> AnyView {
    view! { <Fact label icon=None>{words}</Fact> }.into_any()
}

/// What the service can do, and what it cannot.
fn able(here: Here, capabilities: &Capabilities) -> (String, String) {
    let t = here.t;
    let all = [
        (capabilities.memberships, t.cap_memberships()),
        (capabilities.sign_ups, t.cap_sign_ups()),
        (capabilities.members, t.cap_members()),
        (capabilities.waitlist, t.cap_waitlist()),
        (capabilities.capacity, t.cap_capacity()),
        (capabilities.idempotent, t.cap_idempotent()),
    ];
    let pick = |wanted: bool| {
        let words: Vec<&str> = all
            .iter()
            .filter(|(can, _)| *can == wanted)
            .map(|(_, word)| *word)
            .collect();
        words.join(t.enumeration())
    };
    (pick(true), pick(false))
}

fn row(here: Here, row: &ReportRow) -> AnyView {
    let t = here.t;
    let when = here.say(|t, face| t.age(row.at, face));
    let (tone, word) = match &row.error {
        None if row.left_out.is_empty() => (Tone::Live, t.request_ok().to_owned()),
        None => (Tone::Warn, format!("−{}", row.left_out.len())),
        Some(_) => (Tone::Warn, "×".to_owned()),
    };
    // An operator wants the exact words, so these are the error's own and not the reader's.
    let mut note = vec![when];
    note.extend(row.error.as_ref().map(ToString::to_string));
    note.extend(
        row.left_out
            .iter()
            .take(5)
            .map(|l| format!("{}: {}", l.row, l.why)),
    );
    view! {
        <Row
            title=row.query.clone()
            note=note.join("\n")
            trail=view! { <Badge text=word tone icon=None /> }.into_any()
        />
    }
    .into_any()
}
