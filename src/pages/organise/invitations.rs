//! Invitations, the newest first: what each opens, how often it was used, and the address that carries it. Those that open
//! nothing any more stand apart.

mod letter;
mod make;

use leptos::prelude::*;

use crate::{
    data::Became,
    host,
    model::{Command, Invitation, Outcome, Power, Role, Subject},
    pages::{joining, qr, tending},
    ui::{
        Button, ButtonKind, Buttons, Memo, Panel, RwSignal, Section, Sheet, StoredValue, changing,
        el, nothing, several,
    },
};

use super::office::Office;
use crate::pages::list::List;

/// What the letters and the sheets share.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    pub office: Office,
    pub list: List<Invitation>,
    making: RwSignal<bool>,
    /// Whose code is shown as a drawing.
    showing: RwSignal<bool>,
    shown: StoredValue<Option<Invitation>>,
    /// Which is asked about before it is taken back.
    revoking: RwSignal<bool>,
    revoked: StoredValue<Option<Invitation>>,
}

fn is_about(command: &Command) -> bool {
    matches!(command.subject(), Subject::Invitation(..))
}

impl Letters {
    pub fn open(office: Office) -> Self {
        let list = office
            .id
            .with_value(|id| List::of_invitations(office.here, id));
        Self {
            office,
            list,
            making: RwSignal::new(false),
            showing: RwSignal::new(false),
            shown: StoredValue::new(None),
            revoking: RwSignal::new(false),
            revoked: StoredValue::new(None),
        }
    }

    /// For which roles the viewer may invite.
    fn roles(self) -> Vec<Role> {
        match self.office.here.data().carries("invite") {
            true => self.office.roles(Power::Invite),
            false => Vec::new(),
        }
    }

    fn may_revoke(self, one: &Invitation) -> bool {
        self.office.here.data().carries("revoke") && self.office.may(Power::Invite(one.role))
    }

    /// The address that carries a code.
    fn link(self, one: &Invitation) -> String {
        joining::link_with(self.office.here, &one.community, &one.code)
    }

    fn subject(self, one: &Invitation) -> Subject {
        Subject::Invitation(self.office.id.get_value(), one.code.clone())
    }

    /// Gives a command at once. No where the reader has to sign in first, and is on the way there.
    fn give(self, command: Command) -> bool {
        let made = match &command {
            Command::Invite { invitation, .. } => Some(invitation.clone()),
            _ => None,
        };
        let told = move |_, became| {
            if let Became::Done(Outcome::Invitation(_, now)) = became {
                // Where it is as it was given, what was drawn of it stays, and the focus in it.
                made.into_iter().for_each(|made| self.list.put(made));
                self.list.put(now);
            }
        };
        let given = tending::give(self.office.here, command, told).is_ok();
        if !given {
            self.office.here.go(self.office.here.sign_in());
        }
        given
    }

    pub fn sheets(self) -> Vec<AnyView> {
        vec![make::sheet(self), self.drawing(), self.sure()]
    }

    /// The code as a drawing, to be read from this screen or printed.
    fn drawing(self) -> AnyView {
        let (here, t) = (self.office.here, self.office.here.t);
        let inside = move || {
            let Some(one) = self.shown.get_value() else {
                return nothing();
            };
            let link = self.link(&one);
            let name = self.office.community.data.with_untracked(|c| {
                let name = c.as_ref().map(|c| c.name.clone());
                name.unwrap_or_default()
            });
            let label = t.org_qr_of(&name);
            let words = el("p").class("muted qr-link").child(link.clone());
            let drawn = qr::qr(here, link, label);
            el("div")
                .class("stack qr-sheet")
                .child(el("p").child(t.org_qr_text()))
                .child(drawn)
                .child(words)
                .into_any()
        };
        view! {
            <Sheet open=self.showing title=t.org_qr() close=t.close()>
                {inside()}
            </Sheet>
        }
        .into_any()
    }

    /// Asks before one is taken back.
    fn sure(self) -> AnyView {
        let t = self.office.here.t;
        let close = move || self.revoking.set(false);
        let inside = move || {
            let Some(one) = self.revoked.get_value() else {
                return nothing();
            };
            let yes = move || {
                let command = Command::Revoke {
                    community: self.office.id.get_value(),
                    code: one.code.clone(),
                };
                self.office.is_at(Some(letter::id_of(&one)));
                self.give(command);
                close();
            };
            let yes = view! {
                <Button kind=ButtonKind::Danger wide=true on_click=yes>{t.act_revoke()}</Button>
            };
            let no = view! { <Button wide=true on_click=close>{t.keep_it()}</Button> };
            let buttons = vec![yes.into_any(), no.into_any()];
            let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
            el("div")
                .class("stack")
                .child(el("p").child(t.org_revoke_sure()))
                .child(buttons)
                .into_any()
        };
        view! {
            <Sheet open=self.revoking title=t.act_revoke() close=t.close()>
                {inside()}
            </Sheet>
        }
        .into_any()
    }
}

/// All of them.
pub(super) fn all(letters: Letters) -> AnyView {
    let (office, list, t) = (letters.office, letters.list, letters.office.here.t);
    let can_invite = Memo::new(move |_| !letters.roles().is_empty());
    let make = changing(move || match can_invite.get() {
        true => {
            let open = move || letters.making.set(true);
            let button = view! {
                <Button kind=ButtonKind::Primary wide=true on_click=open>{t.org_invite()}</Button>
            };
            el("div").class("above").child(button.into_any()).into_any()
        }
        false => nothing(),
    });
    // What was made here and is not there yet stands first.
    let new = Memo::new(move |_| {
        let entries = office.all(|command| matches!(command, Command::Invite { .. }));
        let made = entries
            .into_iter()
            .rev()
            .filter_map(|entry| match entry.command {
                Command::Invite { invitation, .. } => Some(invitation),
                _ => None,
            });
        let is_there = |one: &Invitation| {
            list.all.with(|all| {
                let mut all = all.iter().flatten();
                all.any(|row| row.it.code == one.code)
            })
        };
        made.filter(|one| !is_there(one)).collect::<Vec<_>>()
    });
    let holds = move |one: &Invitation| one.holds(office.here.now()).is_ok();
    let open = el("div").class("applicants").list(move || {
        let mut rows: Vec<_> = new.with(|new| {
            let made = new.iter().map(|one| letter::row(letters, &one.code, one));
            made.collect()
        });
        list.all.with(|all| {
            let all = all.iter().flatten().filter(|row| holds(&row.it));
            rows.extend(all.map(|row| letter::row(letters, &row.key, &row.it)));
        });
        rows
    });
    let over = Memo::new(move |_| {
        list.all.with(|all| {
            let all = all.iter().flatten();
            all.filter(|row| !holds(&row.it))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let has_over = Memo::new(move |_| over.with(|over| !over.is_empty()));
    let past = changing(move || {
        if !has_over.get() {
            return nothing();
        }
        let rows = el("div").class("applicants").list(move || {
            over.with(|over| {
                let rows = over
                    .iter()
                    .map(|row| letter::row(letters, &row.key, &row.it));
                rows.collect()
            })
        });
        let rows = rows.into_any();
        view! { <Section title=t.org_invitations_over()>{rows}</Section> }.into_any()
    });
    let is_empty = Memo::new(move |_| {
        list.all.with(|all| all.as_ref().is_none_or(Vec::is_empty)) && new.with(Vec::is_empty)
    });
    let empty = changing(move || match is_empty.get() {
        true => view! {
            <Panel title=t.org_invitations_empty() text=t.org_invitations_empty_text() />
        }
        .into_any(),
        false => nothing(),
    });
    let more = changing(move || match list.more.get() {
        true => {
            let on = move || list.read_on();
            view! { <Button wide=true busy=list.loading on_click=on>{t.load_more()}</Button> }
                .into_any()
        }
        false => nothing(),
    });
    office.keep_focus(list);
    office.whenever(is_about, move |about| list.look(about));
    several(vec![make, empty, open.into_any(), past, more])
}

/// Copies a text, and says so.
fn copy(office: Office, text: String) {
    let (toasts, t) = (office.here.toasts, office.here.t);
    leptos::task::spawn_local(async move {
        match host::copy_text(&text).await {
            true => toasts.say(crate::ui::Tone::Live, t.link_copied()),
            false => toasts.say(crate::ui::Tone::Warn, t.copy_failed()),
        }
    });
}
