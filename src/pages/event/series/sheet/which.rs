//! Which of them: the meetings to tick, with what each costs, and those of which there is nothing to tick, with the way out of them.

use leptos::prelude::*;

use crate::{
    model::{Event, Turn},
    ui::{
        Button, ButtonKind, Buttons, Choice, Field, FieldKind, Notice, NoticeKind, Row, Rows,
        Signal, el, is_chosen, several,
    },
};

use super::{
    super::{giving_back::skip, seats, stands},
    Desk, ids,
};

impl Desk {
    /// The meetings, those ticked to which one can come; and those of which there is nothing to tick.
    pub(super) fn which(self) -> AnyView {
        let t = self.here.t;
        let coming = self.coming.get_value();
        let (open, others): (Vec<&Event>, Vec<&Event>) = coming
            .iter()
            .partition(|one| self.is_to_be_had(one).is_some());
        let is_free = |one: &&&Event| self.is_to_be_had(one) == Some(Turn::Free);
        self.every
            .set_value(ids(open.iter().filter(is_free).copied()));
        // Of what one has meanwhile nothing is ticked.
        let chosen = self.chosen.get_untracked();
        let left = ids(open
            .iter()
            .copied()
            .filter(|one| is_chosen(&chosen, one.id.as_str())));
        if left.lines().count() < chosen.lines().count() {
            self.chosen.set(left);
        }
        let mut parts = Vec::new();
        if let Some(text) = self.lacks.get_untracked() {
            parts.push(view! { <Notice kind=NoticeKind::Old text /> }.into_any());
        }
        let is_any = !open.is_empty();
        if is_any {
            parts.extend(self.choices(&open));
        } else {
            parts.push(el("p").class("muted").child(t.se_none()).into_any());
        }
        if !others.is_empty() {
            let rows: Vec<AnyView> = others.iter().flat_map(|one| self.other(one)).collect();
            parts.push(view! { <Rows label=t.se_others()>{rows}</Rows> }.into_any());
        }
        if is_any {
            parts.push(self.send());
        }
        several(parts)
    }

    /// What can be ticked: what it costs, once where all cost the same; all of them or none; each.
    fn choices(self, open: &[&Event]) -> Vec<AnyView> {
        let t = self.here.t;
        let first = open.first().map_or("", |one| one.price.as_str());
        let is_one = open.iter().all(|one| one.price == first);
        let mut parts = Vec::new();
        if is_one && !first.is_empty() {
            let price = [t.event_price(), t.colon(), first].concat();
            parts.push(el("p").child(price).into_any());
        }
        let option = |one: &&Event| {
            let price = match is_one {
                true => String::new(),
                false => one.price.clone(),
            };
            let mut facts = vec![self.name(one), seats(self.here, one), price];
            facts.retain(|fact| !fact.is_empty());
            Choice::new(one.id.to_string(), facts.join(" · "))
        };
        let options = open.iter().map(option).collect();
        let field = view! {
            <Field
                label=t.se_which()
                value=self.chosen
                kind=FieldKind::Choices
                options
                help=t.se_which_help()
            />
        };
        if self.every.with_value(|every| every.lines().count() > 1) {
            parts.push(self.every());
        }
        parts.push(field.into_any());
        parts
    }

    /// Ticks all, or none where all are.
    fn every(self) -> AnyView {
        let t = self.here.t;
        let has_all = move |chosen: &String| {
            self.every
                .with_value(|every| every.lines().all(|id| is_chosen(chosen, id)))
        };
        let toggle = move || {
            let all = match self.chosen.with_untracked(has_all) {
                true => String::new(),
                false => self.every.get_value(),
            };
            self.chosen.set(all);
        };
        let label = move || match self.chosen.with(has_all) {
            true => t.se_not_any().to_owned(),
            false => t.se_every().to_owned(),
        };
        let button = view! {
            <Button kind=ButtonKind::Quiet small=true on_click=toggle>
                {el("span").fill(label).into_any()}
            </Button>
        };
        view! { <Buttons>{button.into_any()}</Buttons> }.into_any()
    }

    /// One of which there is nothing to tick: where one stands, or why not; and the way out of it.
    fn other(self, event: &Event) -> Vec<AnyView> {
        let here = self.here;
        let turn = self.turn(event);
        let why = match &turn {
            Turn::Shut(offered) => offered
                .why_not
                .as_ref()
                .map(|why| here.say(|t, face| t.why_not(why, face))),
            _ => None,
        };
        let note = stands(here, event).map(|(_, word)| word).or(why);
        let row = view! { <Row title=self.name(event) note=note.unwrap_or_default() /> };
        let out = skip(here, event, &turn, self.opened);
        [row.into_any()].into_iter().chain(out).collect()
    }

    /// The button that stays in reach.
    fn send(self) -> AnyView {
        let t = self.here.t;
        let label = move || {
            let n = self.chosen.with(|chosen| chosen.lines().count());
            t.se_send(&n.to_string())
        };
        let none = Signal::derive(move || self.chosen.with(String::is_empty));
        let send = view! {
            <Button
                kind=ButtonKind::Primary
                wide=true
                busy=self.busy
                disabled=none
                on_click=move || self.ask()
            >
                {el("span").fill(label).into_any()}
            </Button>
        };
        view! { <Buttons stuck=true>{send.into_any()}</Buttons> }.into_any()
    }
}
