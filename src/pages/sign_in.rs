//! Signing in: what the service asks for, or the way to where one does it; then back to where one was, with
//! everything typed still there. What needed it is offered again there, and not sent by itself.
//!
//! *Stay signed in* is off until it is ticked: phones are shared in families and computers in community centres, and
//! who forgets to tick only signs in once more.

mod form;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{BackendError, Came, Mine, Ways},
    host,
    parts::Part,
    route::Route,
    ui::{
        Button, ButtonKind, ButtonLink, Notice, NoticeKind, PageHeader, RwSignal, Skeleton,
        SkeletonKind, StoredValue, Tone, changing, el, nothing, several,
    },
};

use super::{Here, later, tending};
use form::tick;

/// The page.
pub fn page(here: Here, back: &str) -> AnyView {
    if here.data().ways().is_none() {
        return whole(here, back);
    }
    // How people sign in is known when all of the mapping is compiled.
    let back = back.to_owned();
    later::page_after(here, Part::Service, move || Ok(whole(here, &back)))
}

fn whole(here: Here, back: &str) -> AnyView {
    let t = here.t;
    here.title(t.sign_in());
    let data = here.data();
    let back = match Route::parse(back) {
        // Nobody goes in a circle, nor to where there is nothing.
        Route::SignIn(_) | Route::NotFound => Route::discover().address(),
        route => route.address_with(back),
    };
    let header = view! {
        <PageHeader
            title=t.sign_in()
            text=t.sign_in_to(data.service())
            back=Some((here.link_to(&back), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let Some(ways) = data.ways() else {
        // Nobody has to.
        let on = view! { <ButtonLink href=here.link_to(&back)>{t.go_on()}</ButtonLink> };
        return several(vec![header.into_any(), on.into_any()]);
    };
    let it = SigningIn {
        here,
        back: StoredValue::new(back),
        ways: StoredValue::new(ways),
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
        code: RwSignal::new(data.has_code()),
        remember: RwSignal::new(String::new()),
    };
    if it.code.get_untracked() {
        it.exchange();
    }
    several(vec![header.into_any(), changing(move || it.draw())])
}

/// Somebody who is signing in. Copy; lives as long as the page.
#[derive(Clone, Copy)]
struct SigningIn {
    here: Here,
    /// Where they go on to: an address, with what it brings.
    back: StoredValue<String>,
    ways: StoredValue<Ways>,
    busy: RwSignal<bool>,
    /// Why they are not signed in.
    wrong: RwSignal<Option<String>>,
    /// They came with a code that is being exchanged.
    code: RwSignal<bool>,
    remember: RwSignal<String>,
}

impl SigningIn {
    fn draw(self) -> AnyView {
        let (here, t) = (self.here, self.here.t);
        if self.code.get() {
            return self.waiting();
        }
        if let Some(person) = here.data().person() {
            let text = t.signed_in_as(&person.name);
            let href = self.back.with_value(|back| here.link_to(back));
            return several(vec![
                self.told(),
                view! { <Notice kind=NoticeKind::Good text /> }.into_any(),
                view! { <ButtonLink href kind=ButtonKind::Primary>{t.go_on()}</ButtonLink> }
                    .into_any(),
            ]);
        }
        let ways = self.ways.get_value();
        let why = self.back.with_value(|back| {
            if matches!(Route::parse(back), Route::Join(_) | Route::SignUp(_)) {
                view! { <Notice text=t.sign_in_to_send() /> }.into_any()
            } else {
                nothing()
            }
        });
        let mut parts = vec![why];
        let has_form = !ways.asked_for.is_empty();
        if has_form {
            parts.push(self.form(ways.asked_for));
        }
        if ways.elsewhere {
            if has_form {
                let or = el("p").class("muted").child(t.sign_in_or());
                parts.push(or.into_any());
            }
            parts.push(self.elsewhere(!has_form));
        } else if !has_form {
            parts.push(view! { <Notice text=t.sign_in_nowhere() /> }.into_any());
            parts.push(self.told());
        }
        el("div").class("stack-l").child(parts).into_any()
    }

    /// A code is being exchanged, or could not be for now.
    fn waiting(self) -> AnyView {
        let t = self.here.t;
        if self.wrong.with(Option::is_none) {
            return view! { <Skeleton kind=SkeletonKind::Row label=t.signing_in_now() /> }
                .into_any();
        }
        let again = move || self.exchange();
        let again = view! {
            <Button kind=ButtonKind::Primary on_click=again>{t.try_again()}</Button>
        };
        several(vec![self.told(), again.into_any()])
    }

    fn told(self) -> AnyView {
        changing(move || match self.wrong.get() {
            Some(text) => view! { <Notice kind=NoticeKind::Error text live=true /> }.into_any(),
            None => nothing(),
        })
    }

    fn remembered(self) -> AnyView {
        let t = self.here.t;
        tick(
            t.sign_in_remember(),
            Some(t.sign_in_remember_help()),
            self.remember,
        )
    }

    fn is_remembered(self) -> bool {
        self.remember.with_untracked(|ticked| !ticked.is_empty())
    }

    fn log_in(self, typed: Vec<(String, String)>, wrong: impl FnOnce(String) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let (data, remember) = (self.here.data(), self.is_remembered());
        spawn_local(async move {
            let came = data.log_in(&typed, remember).await;
            match came {
                Ok(Came::No(said)) => {
                    self.busy.try_set(false);
                    wrong(said.unwrap_or_else(|| self.here.t.sign_in_wrong().to_owned()));
                }
                came => self.take(came).await,
            }
        });
    }

    /// Exchanges the code that somebody came with.
    fn exchange(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.wrong.set(None);
        let here = self.here;
        spawn_local(async move {
            let before = here.data().person();
            let came = here.data().exchange_code().await;
            let is_in = matches!(came, Ok(Came::In | Came::Unkept));
            self.take(came).await;
            // A host page may bring somebody else than it did before.
            if let (Some(before), Some(now)) = (before, here.data().person())
                && is_in
                && before.name != now.name
            {
                let words = here.t_now().signed_in_as(&now.name);
                here.toasts.say(Tone::Live, words);
            }
        });
    }

    /// What came of it.
    async fn take(self, came: Result<Came, BackendError>) {
        let (here, t) = (self.here, self.here.t);
        let wrong = match came {
            Ok(Came::In) => return self.go_on(Tone::Live, t.signed_in()).await,
            Ok(Came::Unkept) => return self.go_on(Tone::Warn, t.sign_in_unkept()).await,
            Ok(Came::No(said)) => said.unwrap_or_else(|| t.sign_in_refused().to_owned()),
            Ok(Came::Astray) => t.sign_in_astray().to_owned(),
            Ok(Came::Outside) => t.sign_in_outside().to_owned(),
            Err(error) => t.why(&error),
        };
        self.wrong.try_set(Some(wrong));
        self.busy.try_set(false);
        let has_code = here.data().has_code();
        // The same again would draw the form anew, and what was typed would be gone.
        if self.code.try_get_untracked() != Some(has_code) {
            self.code.try_set(has_code);
        }
    }

    /// Back to where they were, once it is known where they stand there.
    async fn go_on(self, tone: Tone, words: &'static str) {
        let here = self.here;
        here.account_changed();
        if let Ok(viewer) = here.data().fresh(&Mine).await {
            here.viewer.set(viewer);
        }
        tending::tend(here);
        here.toasts.say(tone, words);
        let Some(back) = self.back.try_get_value() else {
            // They have walked on.
            return;
        };
        // Mostly they came from there, and are not to find it twice on the way back.
        if self.code.get_untracked() || !here.back() {
            here.replace_by(&back);
        }
    }

    fn elsewhere(self, is_first: bool) -> AnyView {
        let (here, t) = (self.here, self.here.t);
        let go = move || {
            let back = self.back.get_value();
            let remember = self.is_remembered();
            self.busy.set(true);
            spawn_local(async move {
                let home = here.home();
                match here.data().leave_to_sign_in(&home, &back, remember).await {
                    Ok(address) => host::leave(&address),
                    Err(_) => {
                        self.busy.try_set(false);
                        self.wrong.try_set(Some(t.sign_in_blocked().to_owned()));
                    }
                }
            });
        };
        let kind = if is_first {
            ButtonKind::Primary
        } else {
            ButtonKind::Secondary
        };
        let label = t.sign_in_elsewhere(here.data().service());
        let button = view! {
            <Button kind wide=true busy=self.busy on_click=go>{label}</Button>
        };
        let mut parts = Vec::new();
        if is_first {
            parts.push(self.remembered());
            parts.push(self.told());
        }
        parts.push(button.into_any());
        el("div").class("stack-l").child(parts).into_any()
    }
}
