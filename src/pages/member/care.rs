//! Reporting somebody to the organisers, and not meeting them any more.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::MyEntryIn,
    model::{Command, Field, FieldKind, Form, Report, ReportReason},
    pages::{
        doing::{self, Done},
        forms::{Filling, frame},
        waiting::{self, words::WORDS},
    },
    route::Route,
    ui::{
        Button, ButtonKind, ButtonLink, Buttons, Icon, Memo, Panel, PanelKind, RwSignal, Section,
        Sheet, Tone, changing, el, nothing, several,
    },
};

use super::Desk;

/// Under this key the draft has what it is about.
const WHY: &str = "why";

/// The section at the end of the page.
pub(super) fn section(desk: Desk, own: Memo<bool>) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    changing(move || {
        let carries = |name: &str| here.data().carries(name);
        let mut made = Vec::new();
        if carries("report-member") {
            made.push(reporting(desk));
        }
        if desk.has_blocked() && carries("unblock") {
            // As an organiser one still sees them.
            let (kind, label) = (ButtonKind::Quiet, t.person_unblock());
            made.push(doing::button(here, unblocking(desk), label, kind, None));
        } else if carries("block") {
            let act = move || desk.blocking.set(true);
            let (kind, icon) = (ButtonKind::Quiet, Some(Icon::EyeOff));
            let button = view! { <Button kind icon on_click=act>{t.person_block()}</Button> };
            made.push(button.into_any());
        }
        if own.get() || made.is_empty() {
            return nothing();
        }
        let inside = view! { <Buttons>{made}</Buttons> }.into_any();
        view! { <Section title=t.person_care()>{inside}</Section> }.into_any()
    })
}

/// What asks before both.
pub(super) fn sheets(desk: Desk) -> AnyView {
    let t = desk.here.t;
    let (report, block) = (move || report(desk), move || block(desk));
    let reporting = view! {
        <Sheet open=desk.reporting title=t.person_report() close=t.close()>
            {report()}
        </Sheet>
    };
    let blocking = view! {
        <Sheet open=desk.blocking title=t.person_block() close=t.close()>
            {block()}
        </Sheet>
    };
    several(vec![reporting.into_any(), blocking.into_any()])
}

/// What they are called; as they were then, where the viewer has blocked them.
fn name(desk: Desk) -> String {
    match desk.it.data.get_untracked() {
        Some(member) => member.name.clone(),
        None => untrack(|| desk.blocked_name()).unwrap_or_default(),
    }
}

/// Opens the sheet that tells the organisers of them.
fn reporting(desk: Desk) -> AnyView {
    let act = move || desk.reporting.set(true);
    let (kind, icon) = (ButtonKind::Quiet, Some(Icon::Flag));
    view! { <Button kind icon on_click=act>{desk.here.t.person_report()}</Button> }.into_any()
}

fn block(desk: Desk) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let busy = RwSignal::new(false);
    let yes = move || {
        let command = Command::Block {
            community: desk.community.get_value(),
            member: desk.id.get_value(),
        };
        doing::carry_out(here, command, busy, move || {
            desk.blocking.try_set(false);
            know_blocked(desk);
        });
    };
    let no = move || desk.blocking.set(false);
    let yes = view! {
        <Button kind=ButtonKind::Danger wide=true busy on_click=yes>{t.person_block()}</Button>
    };
    let no = view! { <Button wide=true on_click=no>{t.keep_it()}</Button> };
    let buttons = vec![yes.into_any(), no.into_any()];
    let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
    let line = |text: String| el("p").child(text).into_any();
    let title = el("p").child(el("strong").child(t.person_block_title(&name(desk))));
    let parts = vec![
        title.into_any(),
        line(t.person_block_text().to_owned()),
        line(t.person_block_back().to_owned()),
        buttons,
    ];
    el("div").class("stack").child(parts).into_any()
}

fn unblocking(desk: Desk) -> Command {
    Command::Unblock {
        community: desk.community.get_value(),
        member: desk.id.get_value(),
    }
}

/// Whom the viewer has blocked is told anew, so that this page can say that it was them.
fn know_blocked(desk: Desk) {
    let data = desk.here.data();
    if let Some(mine) = desk.mine {
        mine.again.try_update(|n| *n = n.wrapping_add(1));
    } else if data.offers("my_entry") {
        let query = MyEntryIn(desk.community.get_value());
        spawn_local(async move {
            let _kept = data.fresh(&query).await;
        });
    }
}

/// Nobody is there: it is said where it was the viewer who blocked them, with the way back, and to the organisers; else `usual`
/// draws it.
pub(super) fn gone(desk: Desk, usual: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let blocked = Memo::new(move |_| desk.has_blocked());
    let facts = move || {
        if !blocked.get() {
            return usual();
        }
        let mut made = Vec::new();
        if here.data().carries("unblock") {
            let (kind, label) = (ButtonKind::Primary, t.person_unblock());
            made.push(doing::button(here, unblocking(desk), label, kind, None));
        }
        let href = desk.link(Route::Entry);
        let entry = view! { <ButtonLink href>{t.person_my_entry()}</ButtonLink> };
        made.push(entry.into_any());
        if here.data().carries("report-member") {
            made.push(reporting(desk));
        }
        let (title, text) = (t.person_blocked(), t.person_blocked_text());
        let panel = view! {
            <Panel kind=PanelKind::Gone icon=Some(Icon::EyeOff) title text>{made}</Panel>
        };
        panel.into_any()
    };
    waiting::standing(here, desk.subject(), facts)
}

fn report(desk: Desk) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let field = |key: &str, label: &str, kind, required| Field {
        key: key.to_owned(),
        label: label.to_owned(),
        kind,
        required,
        help: String::new(),
        min: None,
        max: None,
        options: Vec::new(),
        shown_if: None,
    };
    let reasons = ReportReason::ALL.map(|reason| t.report_reason(reason).to_owned());
    let form = Form {
        fields: vec![
            Field {
                options: reasons.to_vec(),
                ..field(WHY, t.person_report_why(), FieldKind::Choice, true)
            },
            Field {
                max: u32::try_from(Report::TEXT_MAX).ok(),
                ..field(WORDS, t.person_report_words(), FieldKind::Paragraph, false)
            },
        ],
    };
    let (community, member) = (desk.community.get_value(), desk.id.get_value());
    let draft = waiting::words::reported(&community.0, &member.0);
    let filling = Filling::begin(here, &form, draft.clone(), &[]);
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let called = name(desk);
    let title = el("p").child(el("strong").child(t.person_report_title(&called)));
    let send = move || {
        wrong.set(None);
        let Some(answers) = filling.check() else {
            return;
        };
        let chosen = answers.get(WHY).cloned().unwrap_or_default();
        let mut all = ReportReason::ALL.into_iter();
        let reason = all.find(|reason| t.report_reason(*reason) == chosen);
        let command = Command::ReportMember {
            community: community.clone(),
            member: member.clone(),
            reason: reason.unwrap_or(ReportReason::Other),
            text: answers.get(WORDS).cloned().unwrap_or_default(),
        };
        let draft = draft.clone();
        doing::send_form_about(
            here,
            command,
            called.clone(),
            busy,
            move |done| match done {
                Done::Kept => {
                    here.data().drop_draft(&draft);
                    desk.reporting.try_set(false);
                    if waiting::about(here, &desk.subject()).is_none() {
                        here.toasts.say(Tone::Live, t.person_reported());
                    }
                }
                Done::Refused(why) => {
                    filling.was_refused(&why);
                    wrong.try_set(Some(here.say(|t, face| t.refusal_inside(&why, face))));
                }
                Done::SignIn => {}
            },
        );
    };
    let text = el("p").class("muted").child(t.person_report_text());
    let parts = vec![
        title.into_any(),
        text.into_any(),
        filling.word(),
        filling.fields(),
    ];
    frame(parts, wrong, busy, t.person_report_send(), send)
}
