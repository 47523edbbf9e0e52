//! Making an invitation: as what, how often, until when, and whether somebody still looks. What is chosen is a draft; the safe
//! answers are there from the start.

use leptos::prelude::*;

use crate::{
    model::{Command, Door, Field, FieldKind, Form, Invitation},
    pages::forms::Filling,
    ui::{Button, ButtonKind, Buttons, Sheet, el, several},
};

use super::{Letters, letter};

/// Days that it may hold, by the place of the choice; without an end where there is none.
const DAYS: [Option<i64>; 4] = [Some(1), Some(7), Some(30), None];
const DAY_S: i64 = 86_400;
/// The most that may be let in by one.
const MOST: u32 = 100_000;
/// Most characters of the note.
const NOTE: u32 = 200;

pub(super) fn sheet(letters: Letters) -> AnyView {
    let t = letters.office.here.t;
    let body = move || form(letters);
    view! {
        <Sheet open=letters.making title=t.org_invite() close=t.close()>
            {body()}
        </Sheet>
    }
    .into_any()
}

fn form(letters: Letters) -> AnyView {
    let (office, here, t) = (letters.office, letters.office.here, letters.office.here.t);
    let roles = letters.roles();
    let held = [
        t.org_for_day(),
        t.org_for_week(),
        t.org_for_month(),
        t.org_for_ever(),
    ];
    let field = |key: &str, label: &str, kind| Field {
        key: key.to_owned(),
        label: label.to_owned(),
        kind,
        required: false,
        help: String::new(),
        min: None,
        max: None,
        options: Vec::new(),
        shown_if: None,
    };
    let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect();
    let names: Vec<&str> = roles.iter().map(|role| t.role(*role)).collect();
    let looks = [t.org_looks(), t.org_looks_not()];
    let mut fields = Vec::new();
    if roles.len() > 1 {
        fields.push(Field {
            required: true,
            options: texts(&names),
            ..field("role", t.org_role(), FieldKind::Choice)
        });
    }
    fields.push(Field {
        required: true,
        options: texts(&held),
        ..field("until", t.org_holds(), FieldKind::Choice)
    });
    fields.push(Field {
        help: t.org_uses_help().to_owned(),
        min: Some(1),
        max: Some(MOST),
        ..field("uses", t.org_uses(), FieldKind::Number)
    });
    fields.push(Field {
        required: true,
        options: texts(&looks),
        ..field("approval", t.org_looks_label(), FieldKind::Choice)
    });
    fields.push(Field {
        help: t.org_note_help().to_owned(),
        max: Some(NOTE),
        ..field("note", t.org_note(), FieldKind::Text)
    });
    let draft = office.id.with_value(|id| format!("invite/{id}"));
    let filling = Filling::begin(here, &Form { fields }, draft.clone(), &[]);
    // Whoever looks at who knocks looks at these, too, unless they say otherwise.
    let door = office
        .community
        .data
        .with_untracked(|c| c.as_ref().map(|c| c.policy.door));
    let usual = [
        ("role", names.first().copied().unwrap_or_default()),
        ("until", t.org_for_week()),
        (
            "approval",
            match door {
                Some(Door::Approval) => t.org_looks(),
                _ => t.org_looks_not(),
            },
        ),
    ];
    for (key, value) in usual {
        let at = filling.value(key);
        if at.with_untracked(String::is_empty) {
            at.set(value.to_owned());
        }
    }
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let make = move || {
        let Some(answers) = filling.check() else {
            return;
        };
        let answer = |key: &str| answers.get(key).cloned().unwrap_or_default();
        let role = names.iter().position(|name| *name == answer("role"));
        let role = role.or(Some(0)).and_then(|at| roles.get(at)).copied();
        let Some(role) = role else {
            return;
        };
        let days = held.iter().position(|text| *text == answer("until"));
        let days = days.and_then(|at| DAYS.get(at)).copied().flatten();
        let now = here.now();
        let invitation = Invitation {
            code: here.data().new_code(),
            community: office.id.get_value(),
            role,
            uses: answer("uses").trim().parse().ok(),
            used: 0,
            until: days.map(|days| now.plus(days.saturating_mul(DAY_S))),
            approval: answer("approval") == t.org_looks(),
            note: answer("note"),
            by: here.viewer.with_untracked(|viewer| viewer.name.clone()),
            made: Some(now),
            revoked: None,
        };
        office.is_at(Some(letter::id_of(&invitation)));
        let community = office.id.get_value();
        if letters.give(Command::Invite {
            community,
            invitation,
        }) {
            here.data().drop_draft(&draft);
            letters.making.set(false);
            crate::host::after_frame(move || office.mind_focus(true));
        }
    };
    let button = view! {
        <Button kind=ButtonKind::Primary wide=true on_click=make>{t.org_make()}</Button>
    };
    let button = button.into_any();
    several(vec![
        el("p")
            .class("muted above")
            .child(t.org_invite_text())
            .into_any(),
        filling.word(),
        filling.fields(),
        view! { <Buttons>{button}</Buttons> }.into_any(),
    ])
}
