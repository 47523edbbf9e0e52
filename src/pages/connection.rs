//! What the app asked of the service and what came back, so that an operator sees what does not fit.
//!
//! Behind a mapping, more: every request of it run live, every field with where it is looked for and what was found,
//! headers, a command for real, and the mapping itself to edit and to try. See docs/connection.md.

mod bench;
mod command;
mod edit;
mod lacks;
mod report;
mod requests;
mod tables;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{
        Capabilities, CommunitiesPage, EventsPage, EventsWanted, Mine, ReportRow, probe::About,
    },
    i18n::T,
    parts::Part,
    route::Route,
    ui::{
        Badge, Button, ButtonKind, Fact, Facts, Icon, Notice, NoticeKind, PageHeader, Row, Rows,
        RwSignal, Section, Tone, changing, el, nothing, several,
    },
};

use super::{Here, later};
use bench::Bench;

/// The page.
pub fn page(here: Here) -> AnyView {
    // In the page itself there is nothing to look at, and nothing to load for it.
    if here.data().service() == "embedded" {
        return whole(here);
    }
    later::page_after(here, Part::Service, move || Ok(whole(here)))
}

fn whole(here: Here) -> AnyView {
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
    let bench = Bench::of(here);
    let facts = match bench {
        Some(bench) => changing(move || facts(here, Some(bench))),
        None => facts(here, None),
    };
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
    let look = view! {
        <Button kind=ButtonKind::Secondary icon=Some(Icon::Refresh) on_click=again>
            {t.look_again()}
        </Button>
    };
    let mut parts = vec![header.into_any()];
    match bench {
        Some(bench) => parts.extend([trial(bench), facts, left_out, report::button(bench)]),
        None => {
            let none = view! { <Notice text=t.nothing_to_map() /> };
            parts.extend([none.into_any(), facts, left_out]);
        }
    }
    if let Some(bench) = bench {
        parts.extend([
            requests::section(bench),
            lacks::section(bench),
            tables::missed(bench),
            tables::fields(bench),
            tables::headers(bench),
            command::section(bench),
            edit::section(bench),
        ]);
    }
    parts.push(view! { <Section title=t.requests()>{rows}</Section> }.into_any());
    parts.push(look.into_any());
    several(parts)
}

/// Says that another mapping than the site's is at work.
fn trial(bench: Bench) -> AnyView {
    let t = bench.here.t;
    changing(move || {
        if !bench.probe.with(|probe| probe.about().is_trial) {
            return nothing();
        }
        let back = move || bench.back();
        view! {
            <Notice kind=NoticeKind::Warn text=t.trial_on() live=true>
                <Button small=true on_click=back>{t.trial_end()}</Button>
            </Notice>
        }
        .into_any()
    })
}

/// The service, its mapping, and what it can do.
fn facts(here: Here, bench: Option<Bench>) -> AnyView {
    let t = here.t;
    let data = here.data();
    let mut facts = vec![];
    let (can, cannot) = match bench {
        None => {
            facts.push(fact(t.service(), data.service().to_owned()));
            able(here, data.capabilities())
        }
        Some(bench) => {
            let probe = bench.probe.get();
            let about = probe.about();
            let base = match about.base.as_str() {
                "" => t.same_site().to_owned(),
                base => base.to_owned(),
            };
            let cors = match about.cors {
                "read" => t.cors_read(),
                "proxy" => t.cors_proxy(),
                _ => t.cors_open(),
            };
            facts.push(fact(t.service(), about.service.clone()));
            facts.push(fact(t.mapping(), about.file.clone()));
            facts.push(fact(t.address(), base));
            facts.push(fact(t.other_sites(), cors.to_owned()));
            if about.signs_in {
                let word = if about.signed_in {
                    t.signed_in_yes()
                } else {
                    t.signed_in_no()
                };
                facts.push(fact(t.signing_in(), word.to_owned()));
                if about.signed_in {
                    facts.push(fact(t.brought(), brought(t, &about)));
                }
            }
            able(here, probe.capabilities())
        }
    };
    facts.push(fact(t.can_do(), can));
    if !cannot.is_empty() {
        facts.push(fact(t.can_not(), cannot));
    }
    view! { <Facts>{facts}</Facts> }.into_any()
}

fn fact(label: &'static str, words: String) -> AnyView {
    view! { <Fact label icon=None>{words}</Fact> }.into_any()
}

/// What signing in brought, and what it should have.
fn brought(t: T, about: &About) -> String {
    let mut words = about.brought.clone();
    words.extend(about.ends.as_deref().map(|end| t.brought_until(end)));
    if !about.not_brought.is_empty() {
        words.push(t.brought_not(&about.not_brought.join(t.enumeration())));
    }
    words.join(t.enumeration())
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
