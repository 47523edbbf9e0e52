//! The code of an invitation: typed, pasted with its address, or brought along in one; what it opens is looked up and told
//! where it is typed.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{BackendError, CommunityById, InvitationByCode},
    model::{CODE_MAX, CODE_MIN, CommunityId, Invitation, Refusal, Role},
    pages::{
        Here,
        forms::{Filling, INVITE},
        joining,
    },
    ui::{
        Field, Memo, Notice, NoticeKind, RwSignal, StoredValue, changing, effect, el, nothing,
        several,
    },
};

/// Who types has stopped for so long.
const PAUSE: Duration = Duration::from_millis(400);

/// What is known of a code.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Known {
    /// There is none.
    #[default]
    None,
    /// It is being looked up.
    Asked,
    /// This is what it opens.
    Opens(Invitation),
    /// It opens nothing.
    Wrong(Refusal),
    /// It could not be looked up now: it is when it is sent.
    Unknown,
}

/// The code that is being typed. Copy; lives as long as the form.
#[derive(Clone, Copy)]
pub(super) struct Code {
    here: Here,
    id: StoredValue<CommunityId>,
    filling: Filling,
    typed: RwSignal<String>,
    pub known: RwSignal<Known>,
    /// Which look-up is the latest.
    serial: StoredValue<u32>,
}

impl Code {
    /// The code of a form; what was brought along is looked up.
    pub fn new(here: Here, id: &CommunityId, filling: Filling) -> Self {
        let it = Self {
            here,
            id: StoredValue::new(id.clone()),
            filling,
            typed: filling.value(INVITE),
            known: RwSignal::new(Known::None),
            serial: StoredValue::new(0),
        };
        it.look_up(Duration::ZERO);
        // What could not be looked up is when the network is back.
        let mut first = true;
        effect(move || {
            here.woken.track();
            let was_first = std::mem::take(&mut first);
            if !was_first && it.known.with_untracked(|known| *known == Known::Unknown) {
                it.look_up(Duration::ZERO);
            }
        });
        it
    }

    /// What is typed, as it is sent.
    pub fn plain(self) -> Option<String> {
        let code = self.typed.with_untracked(|typed| joining::plain(typed));
        (!code.is_empty()).then_some(code)
    }

    /// Whether there is one; tells when that changes.
    pub fn is_there(self) -> bool {
        self.typed.with(|typed| !joining::plain(typed).is_empty())
    }

    /// Whether it opens the door without anybody looking, so that nothing is asked; tells when that changes.
    pub fn lets_in(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.known
                .with(|known| matches!(known, Known::Opens(it) if !it.approval))
        })
    }

    /// Whether the community is not full, as far as it is known.
    fn has_room(self) -> bool {
        let id = self.id.get_value();
        let known = self.here.data().kept(&CommunityById(id));
        known.is_none_or(|known| !known.data.is_full())
    }

    /// The service has said why not.
    pub fn was_refused(self, why: &Refusal) {
        if is_about_code(why) {
            self.known.try_set(Known::Wrong(why.clone()));
        }
    }

    /// Looks it up again, unless it is known to be good; no if it is known to be none.
    pub fn may_be_sent(self) -> bool {
        let wrong = self
            .known
            .with_untracked(|known| matches!(known, Known::Wrong(_)));
        if wrong {
            self.look_up(Duration::ZERO);
        }
        !wrong
    }

    /// Whether it opens nothing, or is asked about; tells when that changes.
    pub fn is_in_doubt(self) -> bool {
        self.known
            .with(|known| matches!(known, Known::Wrong(_) | Known::Asked))
    }

    fn look_up(self, after: Duration) {
        let serial = self
            .serial
            .try_update_value(|serial| {
                *serial = serial.wrapping_add(1);
                *serial
            })
            .unwrap_or_default();
        let Some(code) = self.plain() else {
            self.known.set(Known::None);
            return;
        };
        let length = code.chars().count();
        if length > CODE_MAX {
            self.known.set(Known::Wrong(Refusal::CodeUnknown));
            return;
        }
        if !self.here.data().offers("invitation") {
            self.known.set(Known::Unknown);
            return;
        }
        let query = InvitationByCode {
            community: self.id.get_value(),
            code,
        };
        let data = self.here.data();
        if let Some(kept) = data.kept(&query) {
            self.known.set(self.holds(kept.data));
        } else if after.is_zero() || length >= CODE_MIN {
            self.known.set(Known::Asked);
        } else {
            self.known.set(Known::None);
        }
        let ask = move || {
            let is_latest = move || self.serial.try_get_value() == Some(serial);
            if !is_latest() {
                return;
            }
            spawn_local(async move {
                let told = self.here.data().fresh(&query).await;
                if !is_latest() {
                    return;
                }
                let known = match told {
                    Ok(invitation) => self.holds(invitation),
                    Err(BackendError::NotFound) => Known::Wrong(Refusal::CodeUnknown),
                    Err(_) => Known::Unknown,
                };
                let news = self.known.try_with_untracked(|old| *old != known);
                if news == Some(true) {
                    self.known.try_set(known);
                }
            });
        };
        if after.is_zero() {
            ask();
        } else {
            set_timeout(ask, after);
        }
    }

    fn holds(self, invitation: Invitation) -> Known {
        match invitation.holds(self.here.now()) {
            Ok(()) => Known::Opens(invitation),
            Err(why) => Known::Wrong(why),
        }
    }

    /// The field, and what the code opens. `needed` where it is the only way in.
    pub fn field(self, needed: bool) -> AnyView {
        let (here, t) = (self.here, self.here.t);
        let lacking = self
            .filling
            .fault_of("invitation", crate::model::FieldKind::Text);
        let error = crate::ui::Signal::derive(move || {
            let wrong = self.known.with(|known| match known {
                Known::Wrong(why) => Some(here.say(|t, face| t.refusal_at(why, true, face))),
                _ => None,
            });
            wrong.or_else(|| lacking.get())
        });
        let change = move |_: String| {
            self.filling.forgive("invitation");
            self.filling.keep();
            self.look_up(PAUSE);
        };
        let required = needed.then(|| t.required().to_owned());
        let field = view! {
            <Field
                label=t.code()
                value=self.typed
                help=t.code_help()
                error
                nostrip:required=required
                on_change=change
            />
        };
        let told = changing(move || match self.known.get() {
            Known::Opens(invitation) => opens(here, &invitation, self.has_room()),
            Known::Asked => el("p").class("muted").child(t.code_asked()).into_any(),
            Known::Unknown => view! { <Notice text=t.code_unsure() /> }.into_any(),
            Known::None | Known::Wrong(_) => nothing(),
        });
        let told = el("div").attr("role", "status").child(told).into_any();
        let field = several(vec![field.into_any(), told]);
        if needed || self.is_there_now() {
            return el("div").class("stack").child(field).into_any();
        }
        // Most have none.
        let sum = el("summary").child(t.code_have());
        let inside = el("div").class("stack").child(field);
        el("details")
            .class("more-of-it")
            .child(sum)
            .child(inside)
            .into_any()
    }

    fn is_there_now(self) -> bool {
        self.plain().is_some()
    }
}

/// Whether a refusal is about a code.
pub(super) const fn is_about_code(why: &Refusal) -> bool {
    matches!(
        why,
        Refusal::CodeUnknown | Refusal::CodeOver | Refusal::CodeUsedUp
    )
}

/// As what one comes in, by whom, and whether somebody still looks.
fn opens(here: Here, invitation: &Invitation, has_room: bool) -> AnyView {
    let t = here.t;
    let mut words = vec![match invitation.by.as_str() {
        "" => t.code_good().to_owned(),
        by => t.code_by(by),
    }];
    // Where somebody looks, or one waits for a place, the organisers give the role.
    if invitation.role != Role::Member && !invitation.approval && has_room {
        words.push(t.code_role(t.role(invitation.role)));
    }
    words.push(
        if invitation.approval {
            t.code_looked_at()
        } else {
            t.code_straight()
        }
        .to_owned(),
    );
    if let Some(until) = invitation.until {
        words.push(here.say(|t, face| t.code_until(&t.moment(until, face))));
    }
    let text = words.join(t.space());
    view! { <Notice kind=NoticeKind::Good text /> }.into_any()
}
