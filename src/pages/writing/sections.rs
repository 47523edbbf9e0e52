//! The fields of each section.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    model::paper::Section,
    pages::asking::{self, Located},
    ui::{Button, FieldKind, Notice, NoticeKind, RwSignal, changing, el, nothing, several},
};

use super::{Ask, Writing, door, field::beside, habits, lists, questions};

impl Writing {
    /// All fields of a section.
    pub fn section(self, which: Section) -> AnyView {
        match which {
            Section::Purpose => purpose(self),
            Section::Area => area(self),
            Section::Rhythm => habits::habits(self),
            Section::Goal => goal(self),
            Section::Rules => rules(self),
            Section::Door => door::door(self),
            Section::Form => questions::questions(self),
            Section::Ways => ways(self),
        }
    }

    /// What a community cannot be without, and what one thinks of on the first day.
    pub fn first_words(self) -> AnyView {
        several(vec![name(self), sentence(self)])
    }

    /// Interests and rules, for those who found one.
    pub fn first_rules(self) -> AnyView {
        let t = self.here.t;
        several(vec![
            tags(self),
            rule_lines(self),
            el("p").class("muted").child(t.found_later()).into_any(),
        ])
    }

    /// Who decides who comes in.
    pub fn who_decides(self) -> AnyView {
        door::who(self)
    }

    /// Where it lives.
    pub fn area(self) -> AnyView {
        area(self)
    }
}

fn name(on: Writing) -> AnyView {
    let t = on.here.t;
    Ask::line("name", t.found_name())
        .help(t.found_name_help())
        .required()
        .draw(on)
}

fn sentence(on: Writing) -> AnyView {
    let t = on.here.t;
    Ask::line("purpose", t.found_purpose())
        .kind(FieldKind::Paragraph)
        .help(t.found_purpose_help())
        .required()
        .draw(on)
}

fn tags(on: Writing) -> AnyView {
    let t = on.here.t;
    Ask::line("tags", t.found_tags())
        .help(t.found_tags_help())
        .draw(on)
}

fn purpose(on: Writing) -> AnyView {
    let t = on.here.t;
    several(vec![
        name(on),
        sentence(on),
        Ask::line("about", t.found_about())
            .kind(FieldKind::Paragraph)
            .help(t.found_about_help())
            .draw(on),
        tags(on),
        Ask::line("culture", t.culture())
            .lines()
            .help(t.found_lines())
            .draw(on),
    ])
}

fn area(on: Writing) -> AnyView {
    let t = on.here.t;
    several(vec![
        beside(vec![
            Ask::line("area/city", t.found_city()).required().draw(on),
            Ask::line("area/district", t.found_district()).draw(on),
        ]),
        Ask::line("area/place", t.found_place())
            .help(t.found_place_help())
            .draw(on),
        pin(on),
    ])
}

/// The place on the map: where the reader stands, or none.
fn pin(on: Writing) -> AnyView {
    let t = on.here.t;
    let at = on.value("area/position");
    let busy = RwSignal::new(false);
    let put = move || {
        busy.set(true);
        spawn_local(async move {
            let found = asking::locate(on.here, None).await;
            busy.try_set(false);
            match found {
                Located::At(at) => {
                    let (lat, lng) = (at.lat().to_string(), at.lng().to_string());
                    on.put("area/position", &[&lat, ",", &lng].concat());
                }
                Located::Away => {}
                Located::No => on
                    .here
                    .toasts
                    .say(crate::ui::Tone::Warn, t.near_me_refused()),
            }
        });
    };
    let take = move || on.put("area/position", "");
    let inside = changing(move || {
        let is_there = at.with(|at| !at.is_empty());
        let words = if is_there {
            t.found_pin_there()
        } else {
            t.found_pin_not()
        };
        let mut made = vec![
            view! { <Button small=true busy on_click=put>{t.found_pin_put()}</Button> }.into_any(),
        ];
        if is_there {
            let take = view! { <Button small=true on_click=take>{t.found_pin_take()}</Button> };
            made.push(take.into_any());
        }
        several(vec![
            el("p").class("field-help").child(words).into_any(),
            el("div").class("btns").child(made).into_any(),
        ])
    });
    el("div").class("field").child(inside).into_any()
}

fn goal(on: Writing) -> AnyView {
    let t = on.here.t;
    let number =
        |key: &str, label: &'static str| Ask::line(key, label).kind(FieldKind::Number).draw(on);
    several(vec![
        Ask::line("goal/what", t.found_goal())
            .help(t.found_goal_help())
            .draw(on),
        beside(vec![
            number("goal/done", t.found_goal_done()),
            number("goal/of", t.found_goal_of()),
            Ask::line("goal/unit", t.found_goal_unit()).draw(on),
        ]),
        Ask::line("goal/by", t.found_goal_by())
            .kind(FieldKind::Date)
            .draw(on),
    ])
}

fn rule_lines(on: Writing) -> AnyView {
    let t = on.here.t;
    Ask::line("rules", t.rules())
        .lines()
        .help(t.found_rules_help())
        .draw(on)
}

fn rules(on: Writing) -> AnyView {
    rule_lines(on)
}

fn ways(on: Writing) -> AnyView {
    let t = on.here.t;
    let link = on.value("chat/url");
    let picture = on.value("chat/picture");
    let until = changing(move || {
        if link.with(String::is_empty) && picture.with(String::is_empty) {
            return nothing();
        }
        Ask::line("chat/until", t.found_chat_until())
            .kind(FieldKind::Date)
            .help(t.found_chat_until_help())
            .draw(on)
    });
    let private = view! { <Notice kind=NoticeKind::Info text=t.found_chat_private() /> };
    let chat = several(vec![
        private.into_any(),
        Ask::line("chat/label", t.found_chat_label())
            .help(t.found_chat_label_help())
            .draw(on),
        Ask::line("chat/url", t.found_chat_url())
            .kind(FieldKind::Address)
            .help(t.found_link_help())
            .draw(on),
        Ask::line("chat/picture", t.found_chat_picture())
            .kind(FieldKind::Address)
            .help(t.found_chat_picture_help())
            .draw(on),
        el("div").class("writing").child(until).into_any(),
    ]);
    let chat = el("div").class("writing").child(chat).into_any();
    several(vec![
        lists::links(on),
        view! { <crate::ui::Section title=t.found_chat()>{chat}</crate::ui::Section> }.into_any(),
    ])
}
