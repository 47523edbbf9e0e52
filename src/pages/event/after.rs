//! What there is when it is over: where the pictures are, and a word to the hosts from who was there. Rarely looked at, so it
//! comes with [`Part::Desk`].

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Answers, Command, Event, EventId, Field, FieldKind, Form, SignUp, SignUpWindow},
    pages::{
        Here,
        doing::{self, Done},
        forms::{Filling, small_frame},
        later,
    },
    parts::{Part, part},
    ui::{ButtonLink, Memo, RwSignal, Section, Tone, changing, el, nothing, several},
};

/// The sections.
pub fn after(here: Here, event: &Arc<Event>, window: Memo<SignUpWindow>) -> AnyView {
    let event = Arc::clone(event);
    let own = {
        let id = event.id.clone();
        Memo::new(move |_| here.viewer.with(|v| v.sign_up(&id)))
    };
    changing(move || {
        if window.get() != SignUpWindow::Over {
            return nothing();
        }
        let event = Arc::clone(&event);
        let draw = move || draw(here, Arc::clone(&event), own);
        later::beside(here, Part::Desk, draw, nothing)
    })
}

part! {
    Desk "desk" "85":
    fn draw(here: Here, event: Arc<Event>, own: Memo<SignUp>) -> AnyView {
        let pictures = pictures(here, &event);
        // Not drawn anew by what is said in it: the form would lose the focus.
        let id = event.id.clone();
        let may = Memo::new(move |_| {
            own.with(|own| own.may_give_feedback(&event, here.now()).is_ok())
        });
        let word = changing(move || match may.get() && here.data().carries("give-feedback") {
            true => feedback(here, &id, own),
            false => nothing(),
        });
        several(vec![pictures, word])
    }
}

/// Where the pictures are. An address that is none of the web leads nowhere.
fn pictures(here: Here, event: &Event) -> AnyView {
    let url = crate::ui::markdown::safe_url(&event.photos);
    let web = |url: &&str| url.starts_with("https:") || url.starts_with("http:");
    let Some(url) = url.filter(web).map(str::to_owned) else {
        return nothing();
    };
    let t = here.t;
    let link = view! {
        <ButtonLink href=url outside=true>{t.go_photos_open()}</ButtonLink>
    };
    view! { <Section title=t.go_photos()>{link.into_any()}</Section> }.into_any()
}

fn feedback(here: Here, id: &EventId, own: Memo<SignUp>) -> AnyView {
    let t = here.t;
    let question = Field {
        key: "text".to_owned(),
        label: t.go_feedback_label().to_owned(),
        kind: FieldKind::Paragraph,
        required: false,
        help: t.go_feedback_help().to_owned(),
        min: None,
        max: Some(SignUp::FEEDBACK_MAX),
        options: Vec::new(),
        shown_if: None,
    };
    let form = Form {
        fields: vec![question],
    };
    let said = own.with_untracked(|own| own.feedback.clone());
    let before = Answers::from([("text".to_owned(), said)]);
    let draft = format!("feedback/{id}");
    let filling = Filling::begin_with(here, &form, draft.clone(), &[], &before);
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None));
    let event = id.clone();
    let send = move || {
        wrong.set(None);
        let Some(answers) = filling.check() else {
            return;
        };
        let text = answers.get("text").cloned().unwrap_or_default();
        if text == own.with_untracked(|own| own.feedback.clone()) {
            return here
                .toasts
                .say(Tone::Neutral, t.go_feedback_same().to_owned());
        }
        let (event, draft, is_back) = (event.clone(), draft.clone(), text.is_empty());
        let command = Command::GiveFeedback { event, text };
        doing::send_form(here, command, busy, move |done| match done {
            Done::Kept => {
                here.data().drop_draft(&draft);
                let thanks = if is_back {
                    t.go_feedback_back()
                } else {
                    t.go_feedback_thanks()
                };
                here.toasts.say(Tone::Live, thanks.to_owned());
            }
            Done::Refused(why) => {
                filling.was_refused(&why);
                wrong.try_set(Some(here.say(|t, face| t.refusal(&why, face))));
            }
            Done::SignIn => {}
        });
    };
    let said = Memo::new(move |_| own.with(|own| !own.feedback.is_empty()));
    let standing = el("p").class("muted").fill(move || match said.get() {
        true => t.go_feedback_said().to_owned(),
        false => String::new(),
    });
    let parts = vec![filling.word(), filling.fields(), standing.into_any()];
    let inside = small_frame(parts, wrong, busy, t.go_feedback_send(), send);
    view! { <Section title=t.go_feedback()>{inside}</Section> }.into_any()
}
