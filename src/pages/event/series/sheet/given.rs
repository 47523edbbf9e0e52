//! What came of the sign-ups: in one line, and each day by itself.

use leptos::prelude::*;

use crate::{
    model::{EventId, SignUpState},
    ui::{Notice, NoticeKind, Row, Rows, changing, nothing, several},
};

use super::{super::mine, Desk};

impl Desk {
    /// What came of it: how many have a seat, wait, are asked for, were refused, are still to be sent; and each day by itself.
    pub(super) fn given(self) -> AnyView {
        let (here, t) = (self.here, self.here.t);
        let summary = move || {
            let [
                mut confirmed,
                mut waiting,
                mut pending,
                mut refused,
                mut unsent,
            ] = [0_usize; 5];
            self.given.with(|given| {
                for (id, why) in given {
                    let state = here.viewer.with(|viewer| viewer.sign_up(id).state);
                    let count = match state {
                        _ if why.is_some() => &mut refused,
                        SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. } => {
                            &mut confirmed
                        }
                        SignUpState::Waitlisted { .. } => &mut waiting,
                        SignUpState::PendingApproval { .. }
                        | SignUpState::PendingPayment { .. } => &mut pending,
                        _ => &mut unsent,
                    };
                    *count += 1;
                }
            });
            let told = [
                (confirmed, t.se_n_confirmed(&confirmed.to_string())),
                (waiting, t.se_n_waiting(&waiting.to_string())),
                (pending, t.se_n_pending(&pending.to_string())),
                (refused, t.se_n_refused(&refused.to_string())),
                (unsent, t.se_n_unsent(&unsent.to_string())),
            ];
            let told = told.into_iter().filter(|(n, _)| *n > 0);
            let told: Vec<String> = told.map(|(_, words)| words).collect();
            let kind = match refused + unsent {
                0 => NoticeKind::Good,
                _ => NoticeKind::Info,
            };
            (kind, told.join(t.comma()))
        };
        let notice = changing(move || {
            let (kind, text) = summary();
            view! { <Notice kind text live=true /> }.into_any()
        });
        let rows = changing(move || {
            let given = self.given.get();
            let row = |(id, why): &(EventId, Option<String>)| {
                let title = self.coming.with_value(|coming| {
                    let one = coming.iter().find(|one| one.id == *id);
                    one.map(|one| self.name(one)).unwrap_or_default()
                });
                let waits = || here.mark(true, &id.0).map(|(_, word)| word);
                let state = || mine(here, id).map(|(_, word)| word);
                let note = why.clone().or_else(waits).or_else(state);
                view! { <Row title note=note.unwrap_or_default() /> }.into_any()
            };
            let rows: Vec<AnyView> = given.iter().map(row).collect();
            match rows.is_empty() {
                true => nothing(),
                false => view! { <Rows>{rows}</Rows> }.into_any(),
            }
        });
        several(vec![notice, rows])
    }
}
