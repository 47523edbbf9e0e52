//! The end of a community: a word of farewell, putting it away, going on with it.

use leptos::prelude::*;

use crate::{
    model::{Command, Power, REASON_MAX, Refusal},
    pages::doing::{self, Done},
    ui::{
        Button, ButtonKind, Buttons, Field, FieldKind, Fold, Icon, Notice, NoticeKind, RwSignal,
        Section, Sheet, changing, el, nothing, several,
    },
};

use super::Desk;

/// Ending it, under its line.
pub(super) fn close(desk: Desk) -> AnyView {
    let t = desk.here.t;
    let open = RwSignal::new(false);
    view! {
        <Fold open icon=Icon::Close title=t.keep_end() note=t.keep_end_text()>
            {farewell(desk)}
        </Fold>
    }
    .into_any()
}

/// Gives a command about the community, and asks for it anew.
fn give(
    desk: Desk,
    command: Command,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
    done: impl FnOnce() + 'static,
) {
    let here = desk.here;
    wrong.set(None);
    doing::send_form(here, command, busy, move |became| match became {
        Done::Kept => {
            done();
            // What was pressed goes, and another page comes.
            crate::host::after_frame(|| {
                if !crate::host::has_focus() {
                    crate::host::focus_main();
                }
            });
            desk.it.again.update(|n| *n = n.wrapping_add(1));
        }
        // It is so by now.
        Done::Refused(Refusal::Already) => desk.it.again.update(|n| *n = n.wrapping_add(1)),
        Done::Refused(refusal) => {
            wrong.try_set(Some(here.say(|t, face| t.refusal(&refusal, face))));
        }
        Done::SignIn => {}
    });
}

fn told(wrong: RwSignal<Option<String>>) -> AnyView {
    changing(move || match wrong.get() {
        Some(text) => view! { <Notice kind=NoticeKind::Error text live=true /> }.into_any(),
        None => nothing(),
    })
}

fn farewell(desk: Desk) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let Some(community) = desk.it.data.get_untracked() else {
        return nothing();
    };
    let draft = format!("farewell/{}", community.id);
    let typed = here.data().draft(&draft).get("farewell").cloned();
    let restored = match &typed {
        Some(text) if !text.is_empty() => {
            view! { <Notice kind=NoticeKind::Old text=t.draft_back() /> }.into_any()
        }
        _ => nothing(),
    };
    let words = RwSignal::new(typed.unwrap_or_default());
    let fault = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None));
    let name = draft.clone();
    let keep = move |text: String| {
        fault.set(None);
        let typed = [("farewell".to_owned(), text)].into_iter().collect();
        if here.data().keep_draft(&name, &typed).is_err() {
            here.toasts.say(crate::ui::Tone::Warn, t.draft_unkept());
        }
    };
    let field = view! {
        <Field
            label=t.keep_farewell()
            value=words
            kind=FieldKind::Paragraph
            help=t.keep_farewell_help().to_owned()
            required=t.required().to_owned()
            error=fault
            on_change=keep
        />
    };
    let ask = move || {
        let long = words.with_untracked(|words| words.trim().chars().count());
        let most = REASON_MAX.to_string();
        let why = match long {
            0 => t.fault_missing().to_owned(),
            long if long > REASON_MAX => t.fault_long(&most),
            _ => return asking.set(true),
        };
        fault.set(Some(why));
        crate::host::focus_first_fault();
    };
    let (id, members) = (community.id.clone(), community.members.to_string());
    let end = move || {
        asking.set(false);
        let command = Command::Close {
            community: id.clone(),
            farewell: words.get_untracked().trim().to_owned(),
        };
        let draft = draft.clone();
        give(desk, command, busy, wrong, move || {
            here.data().drop_draft(&draft)
        });
    };
    let sure = move || {
        let yes = view! {
            <Button kind=ButtonKind::Danger wide=true on_click=end.clone()>{t.act_close()}</Button>
        };
        let no = move || asking.set(false);
        let no = view! { <Button wide=true on_click=no>{t.keep_it()}</Button> };
        let buttons = vec![yes.into_any(), no.into_any()];
        several(vec![
            el("p").child(t.keep_end_sure(&members)).into_any(),
            el("p").child(t.keep_end_text()).into_any(),
            view! { <Buttons>{buttons}</Buttons> }.into_any(),
        ])
    };
    let sheet = view! {
        <Sheet open=asking title=t.act_close() close=t.close()>
            {sure()}
        </Sheet>
    };
    let button =
        view! { <Button kind=ButtonKind::Danger busy submit=true>{t.act_close()}</Button> };
    let button = view! { <Buttons>{button.into_any()}</Buttons> };
    el("form")
        .class("fold-form")
        .flag("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            ask();
        })
        .child(el("p").child(t.keep_end_text()))
        .child(restored)
        .child(field.into_any())
        .child(told(wrong))
        .child(button.into_any())
        .child(sheet.into_any())
        .into_any()
}

/// What its owner can still do once it has ended.
pub(super) fn ended(desk: Desk) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let Some(community) = desk.it.data.get_untracked() else {
        return nothing();
    };
    let activity = &community.activity;
    let archived = activity.archived.is_some();
    let when = activity
        .closed
        .map(|closed| here.say(|t, face| t.ended(closed, archived, face)));
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None));
    let act = |label: &'static str, text: &'static str, kind, command: Command| {
        let on = move || give(desk, command.clone(), busy, wrong, || {});
        let button = view! { <Button kind busy on_click=on>{label}</Button> };
        let inside = vec![
            el("p").child(text).into_any(),
            view! { <Buttons>{button.into_any()}</Buttons> }.into_any(),
        ];
        view! { <Section title=label>{inside}</Section> }.into_any()
    };
    let mut made = vec![
        view! { <Notice kind=NoticeKind::Info text=when.unwrap_or_else(|| t.keep_ended().to_owned()) /> }
            .into_any(),
        told(wrong),
    ];
    if !activity.farewell.is_empty() {
        made.push(
            el("blockquote")
                .class("farewell")
                .child(activity.farewell.clone())
                .into_any(),
        );
    }
    let carries = |command: &str| here.data().carries(command);
    if desk.may(Power::Reopen) && carries("reopen") {
        let community = community.id.clone();
        made.push(act(
            t.act_reopen(),
            t.keep_reopen_text(),
            ButtonKind::Primary,
            Command::Reopen { community },
        ));
    }
    if !archived && desk.may(Power::Archive) && carries("archive") {
        let community = community.id.clone();
        made.push(act(
            t.act_archive(),
            t.keep_archive_text(),
            ButtonKind::Secondary,
            Command::Archive { community },
        ));
    }
    several(made)
}
