//! The door of an event: the camera, the list, and how many are there.

use std::cmp::Ordering;

use leptos::prelude::*;

use crate::{
    host::{self, Reading},
    model::{EventStatus, Listed, SignUpState, SignUpWindow, by_code, code_read},
    pages::scanning,
    ui::{
        Act, Button, ButtonKind, Buttons, Icon, Memo, Notice, NoticeKind, RwSignal, SearchBox,
        changing, el, nothing, several,
    },
};

use super::{
    hall::Hall,
    lists::{self, section},
    outside::HostScanner,
    row,
};

/// The id of what holds the camera's picture.
const CAMERA: &str = "door-camera";

/// All of it.
pub(super) fn all(hall: Hall) -> AnyView {
    let t = hall.here.t;
    let scans = RwSignal::new(false);
    let pages = HostScanner::of(hall);
    let search = view! { <SearchBox label=t.host_search() clear=t.clear() value=hall.text /> };
    let tools = changing(move || tools(hall, scans, pages));
    let scanner = changing(move || match scans.get() {
        true => scanner(hall),
        false => nothing(),
    });
    several(vec![
        numbers(hall),
        kept(hall),
        why_not(hall),
        pages.said(),
        scanner,
        tools,
        search.into_any(),
        people(hall),
        end(hall),
    ])
}

/// How many are there, of how many.
pub(super) fn numbers(hall: Hall) -> AnyView {
    let told = Memo::new(move |_| {
        let tally = hall.tally();
        let now = hall.here.now();
        hall.event.data.with(|event| {
            let event = event.as_ref()?;
            let begun = now >= event.door().0;
            Some(hall.here.t.host_tally(tally, event, begun))
        })
    });
    let numbers = changing(move || {
        let told = told.get().unwrap_or_default();
        let one = |(n, word): (String, &'static str)| {
            el("div")
                .child(el("dd").class("num").child(n))
                .child(el("dt").child(word))
        };
        let told: Vec<_> = told.into_iter().map(one).collect();
        el("dl").class("tally").child(told).into_any()
    });
    el("div").attr("role", "status").child(numbers).into_any()
}

/// That the list is not the latest.
fn kept(hall: Hall) -> AnyView {
    let words = Memo::new(move |_| hall.kept_at());
    changing(move || match words.get() {
        words if words.is_empty() => nothing(),
        text => view! { <Notice kind=NoticeKind::Old text /> }.into_any(),
    })
}

/// Why nobody can be checked in, where that is so.
fn why_not(hall: Hall) -> AnyView {
    let text = Memo::new(move |_| {
        let (here, now) = (hall.here, hall.here.now());
        hall.event.data.with(|event| {
            let event = event.as_ref()?;
            let (opens, shuts) = event.door();
            if event.status != EventStatus::Scheduled {
                return Some(here.t.host_door_off().to_owned());
            }
            if now < opens {
                return Some(here.say(|t, face| t.host_not_yet(&t.moment(opens, face))));
            }
            (now > shuts).then(|| here.t.host_door_over().to_owned())
        })
    });
    changing(move || match text.get() {
        None => nothing(),
        Some(text) => view! { <Notice text /> }.into_any(),
    })
}

fn tools(hall: Hall, scans: RwSignal<bool>, pages: HostScanner) -> AnyView {
    let t = hall.here.t;
    let on = scans.get();
    let mut made = Vec::new();
    if !hall.is_open() {
        return nothing();
    }
    if hall.carries("check-in") {
        let (word, kind) = match on {
            true => (t.host_scan_stop(), ButtonKind::Secondary),
            false => (t.host_scan(), ButtonKind::Primary),
        };
        let turn = move || {
            if !pages.opens(scans) {
                scans.update(|on| *on = !*on);
            }
        };
        made.push(
            view! {
                <Button kind icon=Some(Icon::Ticket) busy=pages.busy on_click=turn>
                    {word}
                </Button>
            }
            .into_any(),
        );
    }
    if hall.carries("walk-in") {
        let add = move || hall.walking_in.set(true);
        made.push(
            view! { <Button icon=Some(Icon::Plus) on_click=add>{t.host_walk_in()}</Button> }
                .into_any(),
        );
    }
    view! { <Buttons>{made}</Buttons> }.into_any()
}

fn scanner(hall: Hall) -> AnyView {
    let on_read = Act::new(move |reading: Reading| read(hall, &reading.text).1);
    // What was pressed is another button now, and what it opened may be off the screen.
    host::after_frame(|| {
        host::focus_in(CAMERA, &[], true);
    });
    el("div")
        .attr("id", CAMERA)
        .attr("tabindex", "-1")
        .child(scanning::scanner(hall.here, on_read))
        .into_any()
}

/// What is said of what was read, and in what light; whoever has a ticket of this event is there from now on.
pub(super) fn read(hall: Hall, text: &str) -> (NoticeKind, String) {
    let (here, t) = (hall.here, hall.here.t);
    let Some(code) = code_read(text) else {
        return (NoticeKind::Warn, t.host_not_ticket().to_owned());
    };
    let found = hall.all.with_untracked(|all| by_code(all, &code).cloned());
    let Some(one) = found else {
        let word = match here.data().whose_ticket(&code, &hall.id.get_value()) {
            Some(title) => t.host_other_event(&title),
            None => t.host_unknown_code().to_owned(),
        };
        return (NoticeKind::Warn, word);
    };
    let who = t.host_who(&one.who);
    match &one.who.is.state {
        SignUpState::CheckedIn { at } => {
            let word = here.say(|t, face| t.host_was_here(&who, &t.minute(*at, face)));
            (NoticeKind::Info, word)
        }
        SignUpState::Confirmed { .. }
        | SignUpState::PendingPayment { .. }
        | SignUpState::NoShow => match hall.check_in(&one.who) {
            true => (NoticeKind::Good, t.host_welcome(&who)),
            false => (NoticeKind::Info, String::new()),
        },
        _ => (NoticeKind::Warn, t.host_no_seat(&who)),
    }
}

/// Whether the code that was read may be found to have a seat yet: more of the list is on its way. Tells when that changes.
pub(super) fn may_come(hall: Hall, text: &str) -> bool {
    let Some(code) = code_read(text) else {
        return false;
    };
    let has_none = |one: &Listed| !matches!(which(one), Some(Which::Missing | Which::Here));
    hall.list.is_coming()
        && hall
            .all
            .with(|all| by_code(all, &code).is_none_or(has_none))
}

/// In which of the three lists somebody stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Missing,
    Here,
    Others,
}

fn which(one: &Listed) -> Option<Which> {
    match one.who.is.state {
        SignUpState::CheckedIn { .. } => Some(Which::Here),
        SignUpState::Confirmed { .. }
        | SignUpState::PendingPayment { .. }
        | SignUpState::NoShow => Some(Which::Missing),
        SignUpState::Waitlisted { .. } | SignUpState::PendingApproval { .. } => Some(Which::Others),
        _ => None,
    }
}

fn people(hall: Hall) -> AnyView {
    let t = hall.here.t;
    let of = move |which_of: Which| {
        hall.found(
            move |one| which(one) == Some(which_of),
            move |a, b| match which_of {
                // Who came last is looked for first.
                Which::Here => b.who.is.came().cmp(&a.who.is.came()),
                Which::Missing => a.who.name.cmp(&b.who.name),
                Which::Others => Ordering::Equal,
            },
        )
    };
    let (missing, here, others) = (of(Which::Missing), of(Which::Here), of(Which::Others));
    let draw = move |one: &Listed| row::row(hall, one);
    let list = move |people, title| section(hall, people, title, "door", draw);
    several(vec![
        lists::nobody(hall, vec![missing, here, others]),
        list(missing, t.host_sec_missing()),
        list(others, t.host_sec_others()),
        list(here, t.host_sec_here()),
    ])
}

/// Once it has begun: that nobody else comes.
fn end(hall: Hall) -> AnyView {
    let t = hall.here.t;
    let may = Memo::new(move |_| {
        let now = hall.here.now();
        let takes_place = hall.event.data.with(|event| {
            let event = event.as_ref();
            event.is_some_and(|event| {
                let is_off = event.status != EventStatus::Scheduled;
                !is_off
                    && matches!(event.window(now), SignUpWindow::Begun | SignUpWindow::Over)
                    && now <= event.door().1
            })
        });
        let left = hall.all.with(|all| {
            all.iter().any(|one| {
                matches!(
                    one.who.is.state,
                    SignUpState::Confirmed { .. } | SignUpState::PendingPayment { .. }
                )
            })
        });
        takes_place && left && hall.carries("close-attendance")
    });
    changing(move || match may.get() {
        false => nothing(),
        true => {
            let ask = move || hall.closing.set(true);
            view! { <Button wide=true on_click=ask>{t.host_close()}</Button> }.into_any()
        }
    })
}
