//! Carrying a command out for real, after asking plainly. Which one and on what is a draft until it was carried out: names
//! and ids, nothing that anybody signs in with.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::probe::{Attempt, Silence},
    model::{Answers, Outcome},
    ui::{
        Button, ButtonKind, Buttons, Choice, Field, FieldKind, Notice, NoticeKind, RwSignal,
        Section, Sheet, changing, effect, el, nothing, several,
    },
};

use super::{Here, bench::Bench, requests::took};

/// The draft.
const DRAFT: &str = "connection/command";
const COMMAND: &str = "command";
const ON: &str = "on";

/// The section; nothing where the mapping has no commands.
pub(super) fn section(bench: Bench) -> AnyView {
    let draft = bench.here.data().draft(DRAFT);
    let text = |key: &str| RwSignal::new(draft.get(key).cloned().unwrap_or_default());
    let (command, on) = (text(COMMAND), text(ON));
    let restored = RwSignal::new(!draft.is_empty());
    let unkept = RwSignal::new(false);
    let told = RwSignal::new(None::<(NoticeKind, Vec<String>)>);
    let mut before = (command.get_untracked(), on.get_untracked());
    effect(move || {
        let typed = (command.get(), on.get());
        if std::mem::replace(&mut before, typed.clone()) != typed {
            let typed = Answers::from([(COMMAND.to_owned(), typed.0), (ON.to_owned(), typed.1)]);
            unkept.set(bench.here.data().keep_draft(DRAFT, &typed).is_err());
        }
    });
    let word = move || {
        let t = bench.here.t;
        match (restored.get(), unkept.get()) {
            (_, true) => {
                let text = t.draft_unkept();
                view! { <Notice kind=NoticeKind::Warn text live=true /> }.into_any()
            }
            (true, false) => {
                view! { <Notice kind=NoticeKind::Old text=t.draft_back() /> }.into_any()
            }
            (false, false) => nothing(),
        }
    };
    let sent = move || {
        restored.try_set(false);
        bench.here.data().drop_draft(DRAFT);
    };
    changing(move || inside(bench, command, on, told, changing(word), sent))
}

fn inside(
    bench: Bench,
    command: RwSignal<String>,
    on: RwSignal<String>,
    told: RwSignal<Option<(NoticeKind, Vec<String>)>>,
    word: AnyView,
    sent: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let t = bench.here.t;
    let declared = bench.probe.with(|probe| probe.declared());
    let names = declared.iter().filter(|one| one.is_command);
    let options: Vec<Choice> = names
        .map(|one| Choice::new(one.name.clone(), one.name.clone()))
        .collect();
    if options.is_empty() {
        return nothing();
    }
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let chosen = move |name: String| {
        told.set(None);
        on.set(bench.probe.with_untracked(|probe| probe.subject(&name)));
    };
    let fields = vec![
        view! {
            <Field
                label=t.command()
                value=command
                kind=FieldKind::Select
                options=options
                unset=t.choose_one()
                on_change=chosen
            />
        }
        .into_any(),
        view! { <Field label=t.command_on() value=on /> }.into_any(),
    ];
    let ask = move || {
        let lacks = command.with_untracked(String::is_empty) || on.with_untracked(String::is_empty);
        open.set(!lacks);
    };
    let lacks = crate::ui::Signal::derive(move || {
        command.with(String::is_empty) || on.with(String::is_empty)
    });
    let send = move || {
        open.set(false);
        attempt(
            bench,
            command.get_untracked(),
            on.get_untracked(),
            busy,
            told,
            sent,
        );
    };
    let sure = move || {
        let name = command.get();
        let declared = bench.probe.with_untracked(|probe| probe.declared());
        let found = declared.iter().find(|one| one.name == name);
        let method = found.map_or("", |one| one.method);
        let text = t.try_sure(&[name.as_str(), method, &on.get()].join(" · "));
        let close = move || open.set(false);
        let yes = view! {
            <Button kind=ButtonKind::Danger wide=true on_click=send>{t.send_really()}</Button>
        };
        let no = view! { <Button wide=true on_click=close>{t.cancel()}</Button> };
        let buttons = vec![yes.into_any(), no.into_any()];
        let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
        several(vec![el("p").child(text).into_any(), buttons])
    };
    let button = view! {
        <Button kind=ButtonKind::Secondary busy=busy disabled=lacks on_click=ask>
            {t.try_it_now()}
        </Button>
    };
    let sheet = view! {
        <Sheet open title=t.try_command() close=t.close()>
            {sure()}
        </Sheet>
    };
    let came = changing(move || came(told));
    let inside = vec![
        view! { <Notice kind=NoticeKind::Warn text=t.try_command_text() /> }.into_any(),
        word,
        several(fields),
        el("div").class("btns").child(button.into_any()).into_any(),
        came,
        sheet.into_any(),
    ];
    let inside = el("div").class("stack").child(several(inside));
    view! { <Section title=t.try_command()>{inside}</Section> }.into_any()
}

fn came(told: RwSignal<Option<(NoticeKind, Vec<String>)>>) -> AnyView {
    let Some((kind, lines)) = told.get() else {
        return nothing();
    };
    let mut lines = lines.into_iter();
    let text = lines.next().unwrap_or_default();
    let first = view! { <Notice kind text live=true /> }.into_any();
    let rest = lines.map(|line| el("p").class("row-note").child(line).into_any());
    let mut all = vec![first];
    all.extend(rest);
    several(all)
}

fn attempt(
    bench: Bench,
    command: String,
    on: String,
    busy: RwSignal<bool>,
    told: RwSignal<Option<(NoticeKind, Vec<String>)>>,
    sent: impl Fn() + 'static,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    told.set(None);
    let (here, probe) = (bench.here, bench.probe.get_untracked());
    let id = here.data().command_id();
    spawn_local(async move {
        let attempt = probe.attempt(&command, &on, id).await;
        busy.try_set(false);
        if attempt.outcome.is_ok() {
            sent();
        }
        told.try_set(Some(words(here, &attempt)));
        here.refresh_viewer();
    });
}

/// What came of it, and below it what was sent.
fn words(here: Here, attempt: &Attempt) -> (NoticeKind, Vec<String>) {
    let t = here.t;
    let (kind, first) = match &attempt.outcome {
        Ok(Outcome::Refused(refusal)) => (
            NoticeKind::Warn,
            here.say(|t, face| t.refusal(refusal, face)),
        ),
        Ok(outcome) => {
            let standing = here.say(|t, face| match outcome {
                Outcome::Membership(_, membership) => t.membership(membership, face),
                Outcome::SignUp(_, sign_up) => t.sign_up(sign_up, face),
                _ => None,
            });
            let words = [t.tried_done(), &standing.unwrap_or_default()].concat();
            (NoticeKind::Good, words)
        }
        Err(error) => {
            let words = [&t.undone(error), " ", &error.to_string()].concat();
            (NoticeKind::Error, words)
        }
    };
    let mut lines = vec![first];
    lines.extend(match attempt.silence {
        Some(Silence::Refused) => Some(t.silence_refused_title().to_owned()),
        Some(Silence::Nobody) => Some(t.silence_nobody().to_owned()),
        Some(Silence::Cut) => Some(t.silence_cut().to_owned()),
        None => None,
    });
    for exchange in &attempt.exchanges {
        let sent = [
            exchange.method,
            " ",
            &exchange.address,
            " · ",
            &took(t, exchange),
        ];
        lines.push(sent.concat());
    }
    (kind, lines)
}
