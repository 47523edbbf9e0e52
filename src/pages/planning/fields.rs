//! The fields of an event: what one cannot do without first, everything else under a line of its own.

use std::sync::Arc;

use chrono::Datelike as _;
use leptos::prelude::*;

use crate::{
    model::{
        Community, Event, EventId, EventStatus, FaultKind, Instant, Plan, Who, local_date,
        paper::{YES, planning, planning::GROUPS},
    },
    pages::{
        cards,
        writing::{Ask, Writing, beside},
    },
    ui::{
        Button, Choice, FieldKind, Fold, Icon, Memo, RwSignal, Section, Sheet, Signal, changing,
        el, icon, markdown, nothing, several,
    },
};

/// How many covers have a colour of their own.
const COVERS: usize = 6;

/// What, when, where, for whom.
pub(super) fn first(on: Writing, repeats: bool) -> Vec<AnyView> {
    let t = on.here.t;
    let section = |title: &'static str, inside: Vec<AnyView>| {
        let inside = el("div").class("writing").child(inside).into_any();
        view! { <Section title>{inside}</Section> }.into_any()
    };
    let repeat = if repeats { repeat(on) } else { nothing() };
    vec![
        section(
            t.plan_what(),
            vec![
                Ask::line("title", t.plan_title())
                    .help(t.plan_title_help())
                    .required()
                    .draw(on),
            ],
        ),
        section(t.event_when(), vec![when(on), repeat]),
        section(t.event_where(), place(on)),
        section(t.plan_seats_title(), seats(on)),
        Ask::line("description", t.plan_description())
            .kind(FieldKind::Paragraph)
            .help(t.plan_description_help())
            .draw(on),
        more(on),
    ]
}

fn when(on: Writing) -> AnyView {
    let t = on.here.t;
    let wrong = |t: crate::i18n::T, kind: &FaultKind| match kind {
        FaultKind::Malformed => Some(t.plan_is_past().to_owned()),
        _ => None,
    };
    let end = |t: crate::i18n::T, kind: &FaultKind| match kind {
        FaultKind::Malformed => Some(t.plan_ends_first().to_owned()),
        FaultKind::TooMuch(days) => Some(t.plan_too_long(&days.to_string())),
        _ => None,
    };
    several(vec![
        Ask::line("when/date", t.plan_date())
            .kind(FieldKind::Date)
            .required()
            .told(wrong)
            .draw(on),
        beside(vec![
            Ask::line("when/start", t.plan_from())
                .kind(FieldKind::Time)
                .required()
                .draw(on),
            Ask::line("when/end", t.plan_to())
                .kind(FieldKind::Time)
                .told(end)
                .draw(on),
        ]),
    ])
}

/// How it comes again: chosen by the day of the first, and said as people say it, with its next three dates.
fn repeat(on: Writing) -> AnyView {
    let t = on.here.t;
    let day = on.value("when/date");
    let start = on.value("when/start");
    let ways = [
        planning::WEEKLY,
        planning::FORTNIGHT,
        planning::MONTH_WEEKDAY,
        planning::MONTH_DAY,
        planning::DAILY,
    ];
    // Drawn anew with another first day alone: its words are about that day.
    let choice = changing(move || {
        let (day, has_start) = (day.get(), start.with(|start| !start.is_empty()));
        let mut typed = on.typed_untracked();
        typed.insert("when/date".to_owned(), day);
        if !has_start {
            typed.insert("when/start".to_owned(), "00:00".to_owned());
        }
        let label = |way: &str| {
            let rhythm = planning::way(&typed, way)?;
            Some(Choice::new(way, t.rule_words(&rhythm.rule, rhythm.from)))
        };
        let ways: Vec<Choice> = ways.iter().filter_map(|way| label(way)).collect();
        if ways.is_empty() {
            return el("p")
                .class("field-help")
                .child(t.plan_day_first())
                .into_any();
        }
        let mut all = vec![Choice::new("", t.plan_once())];
        all.extend(ways);
        Ask::line("repeat/often", t.plan_repeat()).of(all).draw(on)
    });
    let often = on.value("repeat/often");
    let until = changing(move || {
        if often.with(String::is_empty) {
            return nothing();
        }
        until(on)
    });
    let words = changing(move || words(on));
    several(vec![
        el("div").class("writing").child(choice).into_any(),
        el("div").class("writing").child(until).into_any(),
        el("div").attr("role", "status").child(words).into_any(),
    ])
}

/// Until when, by a tap or by a day.
fn until(on: Writing) -> AnyView {
    let t = on.here.t;
    let wrong = |t: crate::i18n::T, kind: &FaultKind| match kind {
        FaultKind::TooMuch(n) => Some(t.plan_too_many(&n.to_string())),
        FaultKind::Malformed => Some(t.plan_until_first().to_owned()),
        _ => None,
    };
    let year = move || {
        let today = on
            .here
            .say(|_, face| local_date(face.zones, face.zone, face.now));
        // Of the year in which it begins.
        let first = on.value("when/date").get_untracked();
        let year = first.get(..4).and_then(|year| year.parse().ok());
        let year = year.unwrap_or(today.year()).max(today.year());
        on.put("repeat/until", &format!("{year:04}-12-31"));
    };
    let half = move || on.put("repeat/until", "");
    let buttons = el("div").class("btns").child(vec![
        view! { <Button small=true on_click=year>{t.plan_until_year()}</Button> }.into_any(),
        view! { <Button small=true on_click=half>{t.plan_until_open()}</Button> }.into_any(),
    ]);
    several(vec![
        Ask::line("repeat/until", t.plan_until())
            .kind(FieldKind::Date)
            .help(t.plan_until_help())
            .told(wrong)
            .draw(on),
        buttons.into_any(),
    ])
}

/// *每周五 20:00–21:00，直到年底*, how many that are, and the next three.
fn words(on: Writing) -> AnyView {
    let typed = on.typed();
    let Some((rhythm, starts)) = on.on_wall(|wall| planning::series(&typed, wall)) else {
        return nothing();
    };
    let here = on.here;
    let t = here.t;
    let says_end = typed.get("repeat/until").is_some();
    let mut shown = rhythm;
    if !says_end {
        shown.rule.until = None;
    }
    let sentence = here.say(|t, face| t.habit_words(&shown, face));
    let next: Vec<String> = here.say(|t, face| {
        let today = local_date(face.zones, face.zone, face.now);
        let day =
            |at: &Instant| t.calendar_date(local_date(face.zones, &shown.zone, *at), today.year());
        starts.iter().take(3).map(day).collect()
    });
    let many = starts.len();
    let count = t.plan_count(&many.to_string(), &next.join(t.enumeration()));
    let sentence = el("p")
        .class("said")
        .child(icon(Icon::Repeat))
        .child(el("span").child(sentence));
    let count = el("p").class("muted").child(count);
    several(vec![sentence.into_any(), count.into_any()])
}

fn place(on: Writing) -> Vec<AnyView> {
    let t = on.here.t;
    let online = on.value("venue/online");
    let url = changing(move || {
        if online.with(String::is_empty) {
            return nothing();
        }
        Ask::line("venue/url", t.plan_url())
            .kind(FieldKind::Address)
            .draw(on)
    });
    let tick =
        |key: &str, label: &'static str| Ask::line(key, label).kind(FieldKind::Consent).draw(on);
    vec![
        Ask::line("venue/place", t.found_place())
            .help(t.plan_place_help())
            .draw(on),
        Ask::line("venue/address", t.plan_address()).draw(on),
        el("div")
            .class("ticks")
            .child(vec![
                tick("venue/hidden", t.plan_hidden()),
                tick("venue/online", t.plan_online()),
            ])
            .into_any(),
        el("div").class("writing").child(url).into_any(),
    ]
}

fn seats(on: Writing) -> Vec<AnyView> {
    let t = on.here.t;
    let few = |t: crate::i18n::T, kind: &FaultKind| match kind {
        FaultKind::TooLittle(n) if *n > 1 => Some(t.plan_taken(&n.to_string())),
        _ => None,
    };
    let who = [
        ("open", Who::Open),
        ("members", Who::Members),
        ("approval", Who::Approval),
    ];
    let mut who = who
        .map(|(value, who)| Choice::new(value, t.plan_who(who)))
        .to_vec();
    if on.value("who").with_untracked(|who| who == "invitation") {
        who.push(Choice::new("invitation", t.plan_who(Who::Invitation)));
    }
    vec![
        Ask::line("seats", t.plan_seats())
            .kind(FieldKind::Number)
            .help(t.plan_seats_help())
            .told(few)
            .draw(on),
        Ask::line("who", t.plan_who_title())
            .choice(FieldKind::Choice, who)
            .draw(on),
        Ask::line("price", t.plan_price())
            .help(t.plan_price_help())
            .draw(on),
    ]
}

/// What is seldom said.
fn more(on: Writing) -> AnyView {
    let t = on.here.t;
    let open = RwSignal::new(false);
    let note = Signal::derive(move || t.plan_more_note().to_owned());
    let inside = move || el("div").class("writing").child(rare(on)).into_any();
    view! {
        <Fold open icon=Icon::Settings title=t.plan_more() note>
            {inside()}
        </Fold>
    }
    .into_any()
}

fn rare(on: Writing) -> Vec<AnyView> {
    let t = on.here.t;
    let moment = |key: &'static str, label: &'static str, help: &'static str| {
        let wrong = |t: crate::i18n::T, kind: &FaultKind| match kind {
            FaultKind::Malformed => Some(t.plan_hours_wrong().to_owned()),
            _ => None,
        };
        let field = |name: &str| [key, name].concat();
        several(vec![
            beside(vec![
                Ask::line(field("/date"), label)
                    .kind(FieldKind::Date)
                    .told(wrong)
                    .draw(on),
                Ask::line(field("/time"), t.plan_hour())
                    .kind(FieldKind::Time)
                    .draw(on),
            ]),
            el("p").class("field-help").child(help).into_any(),
        ])
    };
    let party = on.value("party");
    let brings = Memo::new(move |_| party.with(|party| planning::brings_others(party)));
    let children = changing(move || match brings.get() {
        true => Ask::line("children", t.plan_children())
            .kind(FieldKind::Consent)
            .draw(on),
        false => nothing(),
    });
    let questions = several(vec![
        el("h3").child(t.plan_questions()).into_any(),
        on.section(crate::model::paper::Section::Form),
        whom(on, brings),
    ]);
    vec![
        Ask::line("party", t.plan_party())
            .kind(FieldKind::Number)
            .help(t.plan_party_help())
            .draw(on),
        children,
        Ask::line("queue", t.plan_queue())
            .kind(FieldKind::Consent)
            .draw(on),
        moment("opens", t.plan_opens(), t.plan_opens_help()),
        moment("closes", t.plan_closes(), t.plan_closes_help()),
        questions,
        Ask::line("tags", t.found_tags())
            .help(t.found_tags_help())
            .draw(on),
        Ask::line("hosts", t.event_hosts())
            .help(t.plan_hosts_help())
            .draw(on),
        colours(on),
        Ask::line("when/last", t.plan_last())
            .kind(FieldKind::Date)
            .help(t.plan_last_help())
            .draw(on),
        Ask::line("when/zone", t.plan_zone())
            .told(|t, kind| match kind {
                FaultKind::Malformed => Some(t.plan_zone_wrong().to_owned()),
                _ => None,
            })
            .draw(on),
    ]
}

/// Whether questions are for who signs up or for each person of a party; nothing where there are none of either.
fn whom(on: Writing, brings: Memo<bool>) -> AnyView {
    let t = on.here.t;
    let rows = on.value("form");
    let asks = Memo::new(move |_| brings.get() && rows.with(|rows| !rows.is_empty()));
    changing(move || {
        if !asks.get() {
            return nothing();
        }
        let whom = vec![
            Choice::new("", t.plan_each_once()),
            Choice::new(YES, t.plan_each_person()),
        ];
        Ask::line("each", t.plan_each())
            .choice(FieldKind::Choice, whom)
            .draw(on)
    })
}

/// Where the pictures are: of what has begun, before all else.
pub(super) fn pictures(on: Writing) -> AnyView {
    let t = on.here.t;
    let field = Ask::line("photos", t.plan_photos())
        .kind(FieldKind::Address)
        .help(t.plan_photos_help())
        .draw(on);
    let inside = el("div").class("writing").child(field).into_any();
    view! { <Section title=t.go_photos()>{inside}</Section> }.into_any()
}

fn colours(on: Writing) -> AnyView {
    let t = on.here.t;
    let named = t.plan_colours().split(['、', ',']).map(str::trim);
    let colours = named.take(COVERS).enumerate();
    let mut all = vec![Choice::new("", t.plan_colour_any())];
    all.extend(colours.map(|(at, name)| Choice::new(at.to_string(), name)));
    Ask::line("cover", t.plan_colour()).of(all).draw(on)
}

/// The event as it would be, on a card and in words, as residents see it.
pub(super) fn preview(
    on: Writing,
    before: Option<Arc<Event>>,
    of: RwSignal<Option<Arc<Community>>>,
) -> AnyView {
    let here = on.here;
    let t = here.t;
    let open = RwSignal::new(false);
    let body = move || {
        let typed = on.typed_untracked();
        let made = on.on_wall(|wall| planning::plan(&typed, &GROUPS, before.as_deref(), wall));
        let Ok((plan, _)) = made else {
            return el("p")
                .class("muted")
                .child(t.plan_preview_not())
                .into_any();
        };
        let event = before.as_deref().map(|before| plan.applied(before));
        let fresh = || of.with_untracked(|of| of.as_deref().map(|of| planned(&plan, of)));
        let Some(event) = event.or_else(fresh) else {
            return nothing();
        };
        let text = markdown(&event.description);
        let card = cards::event_card(here, &Arc::new(event), None, None, 3);
        several(vec![card, text.into_any()])
    };
    let sheet = view! {
        <Sheet open title=t.plan_preview() close=t.close()>
            {body()}
        </Sheet>
    };
    let show = move || open.set(true);
    let button = view! { <Button small=true on_click=show>{t.plan_preview()}</Button> };
    let button = el("div").class("btns").child(button.into_any()).into_any();
    several(vec![button, sheet.into_any()])
}

fn planned(plan: &Plan, of: &Community) -> Event {
    plan.planned(&EventId::from("preview"), of, "", EventStatus::Scheduled)
}
