//! What is said about an application, between who has knocked and the organisers: oldest first, and a line to say more. What
//! is being written is a draft.

use leptos::prelude::*;

use crate::{
    model::{
        Application, Command, Community, FaultKind, Field, FieldFault, FieldKind, Form, REASON_MAX,
        Word,
    },
    pages::{
        Here,
        doing::{self, Done},
        forms::{Filling, small_frame},
        joining,
    },
    ui::{El, RwSignal, Section, el, nothing, several},
};

/// The section; nothing where the service has no such line and nothing was said.
pub(super) fn section(here: Here, community: &Community, more: &Application) -> AnyView {
    let t = here.t;
    let able = here.data().carries("say");
    if !able && more.talk.is_empty() {
        return nothing();
    }
    let said: Vec<El> = more.talk.iter().map(|word| line(here, word)).collect();
    let said = if said.is_empty() {
        el("p").class("muted").child(t.talk_empty())
    } else {
        el("ol").class("talk").child(said)
    };
    let mut parts = vec![said.into_any()];
    if able && more.may_say() {
        parts.push(form(here, community));
    } else if able {
        parts.push(el("p").class("muted").child(t.talk_full()).into_any());
    }
    let inside = several(parts);
    view! { <Section title=t.talk_title()>{inside}</Section> }.into_any()
}

fn line(here: Here, word: &Word) -> El {
    let own = word.by.is_empty();
    let who = if own { here.t.talk_me() } else { &word.by }.to_owned();
    let when = here.say(|t, face| t.moment(word.at, face));
    el("li")
        .class("talk-word")
        .maybe("data-own", own.then_some("true"))
        .child(
            el("p")
                .class("talk-who")
                .child([who.as_str(), " · ", &when].concat()),
        )
        .child(
            el("p")
                .class("talk-text")
                .attr("dir", "auto")
                .child(word.text.clone()),
        )
}

fn form(here: Here, community: &Community) -> AnyView {
    let t = here.t;
    let asked = Form {
        fields: vec![Field {
            key: joining::WORDS.to_owned(),
            label: t.talk_field().to_owned(),
            kind: FieldKind::Paragraph,
            // Nobody has to say anything.
            required: false,
            help: String::new(),
            min: None,
            max: u32::try_from(REASON_MAX).ok(),
            options: Vec::new(),
            shown_if: None,
        }],
    };
    let id = community.id.clone();
    let name = joining::words_of(&id);
    let filling = Filling::begin(here, &asked, name.clone(), &[]);
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let send = move || {
        wrong.set(None);
        let Some(mut answers) = filling.check() else {
            return;
        };
        let Some(text) = answers.remove(joining::WORDS) else {
            filling.blame(FieldFault {
                key: joining::WORDS.to_owned(),
                kind: FaultKind::Missing,
            });
            crate::host::focus_first_fault();
            return;
        };
        let command = Command::Say {
            community: id.clone(),
            person: None,
            text,
        };
        let name = name.clone();
        doing::send_form(here, command, busy, move |done| match done {
            Done::Kept => here.data().drop_draft(&name),
            Done::Refused(why) => {
                filling.was_refused(&why);
                wrong.try_set(Some(here.say(|t, face| t.refusal(&why, face))));
            }
            Done::SignIn => {}
        });
    };
    small_frame(vec![filling.fields()], wrong, busy, t.act_say(), send)
}
