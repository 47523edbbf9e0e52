//! The contacts that this viewer sees, each with large buttons for what a phone does with it.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    host,
    model::{Contact, ContactKind, Member, number},
    pages::by_hand::to_copy,
    ui::{
        Button, ButtonKind, ButtonLink, Icon, RwSignal, Section, Tone, changing, el, nothing,
        several,
    },
};

use super::{Desk, saving};

/// The section; nothing where no contact is seen.
pub(super) fn contacts(desk: Desk, member: &Member) -> AnyView {
    let t = desk.here.t;
    if member.contacts.is_empty() {
        return nothing();
    }
    // What could not be copied, to be copied by hand.
    let by_hand = RwSignal::new(None::<String>);
    let rows: Vec<_> = member
        .contacts
        .iter()
        .map(|one| contact(desk, one, by_hand))
        .collect();
    let list = el("ul").class("reaches").child(rows).into_any();
    let area = changing(move || match by_hand.get() {
        Some(text) => to_copy(t.person_by_hand(), text, "4"),
        None => nothing(),
    });
    let save = saving::buttons(desk, by_hand);
    let inside = several(vec![list, area, save]);
    view! { <Section title=t.field_contacts()>{inside}</Section> }.into_any()
}

fn contact(desk: Desk, one: &Contact, by_hand: RwSignal<Option<String>>) -> AnyView {
    let t = desk.here.t;
    let value = one.value.trim().to_owned();
    let link = |href: String, label: &'static str, icon, kind, more: Option<&str>| {
        // Which of several it is, for who does not see what stands above it.
        let more = more.map(|more| el("span").class("hide").child([" ", more].concat()));
        let inside = several(vec![label.into_any(), more.into_any()]);
        let link = view! { <ButtonLink href kind icon=Some(icon)>{inside}</ButtonLink> };
        link.into_any()
    };
    let copied = match one.kind {
        ContactKind::Wechat => t.person_copied_wechat(),
        _ => t.person_copied(),
    };
    let kind = match one.kind {
        ContactKind::Wechat => ButtonKind::Primary,
        _ => ButtonKind::Secondary,
    };
    let copy = {
        let value = value.clone();
        let act = move || copy(desk, value.clone(), copied, by_hand);
        let label = t.person_copy();
        view! { <Button kind icon=Some(Icon::Copy) on_click=act>{label}</Button> }.into_any()
    };
    let mut made = Vec::new();
    let calls = number(&value);
    match one.kind {
        ContactKind::Phone if !calls.is_empty() => {
            let (tel, sms) = (["tel:", &calls].concat(), ["sms:", &calls].concat());
            let (call, text) = (t.person_call(), t.person_sms());
            made.push(link(
                tel,
                call,
                Icon::Phone,
                ButtonKind::Primary,
                Some(&value),
            ));
            made.push(link(sms, text, Icon::Chat, ButtonKind::Secondary, None));
        }
        ContactKind::Email if is_mail(&value) => {
            let to = ["mailto:", &value].concat();
            let mail = t.person_mail();
            made.push(link(
                to,
                mail,
                Icon::Mail,
                ButtonKind::Primary,
                Some(&value),
            ));
        }
        ContactKind::Other => {
            let url = crate::ui::markdown::safe_url(&value);
            if let Some(href) = url.filter(|url| url.starts_with("http")) {
                let href = href.to_owned();
                let label = t.person_open();
                let link = view! {
                    <ButtonLink href icon=Some(Icon::Outside) outside=true>{label}</ButtonLink>
                };
                made.push(link.into_any());
            }
        }
        _ => {}
    }
    made.push(copy);
    el("li")
        .class("reach")
        .child(el("span").class("reach-kind").child(t.contact(one.kind)))
        .child(
            el("span")
                .class("reach-value")
                .attr("dir", "auto")
                .child(value),
        )
        .child(el("div").class("btns").child(made))
        .into_any()
}

/// Whether it can stand in a `mailto:` as it is (RFC 6068 lets more, escaped; nobody has that).
fn is_mail(value: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "@.-_+".contains(c);
    value.contains('@') && value.chars().all(plain)
}

/// Copies a text, or shows it to be copied by hand.
pub(super) fn copy(
    desk: Desk,
    text: String,
    done: &'static str,
    by_hand: RwSignal<Option<String>>,
) {
    let toasts = desk.here.toasts;
    spawn_local(async move {
        if host::copy_text(&text).await {
            toasts.say(Tone::Live, done);
        } else {
            by_hand.try_set(Some(text));
        }
    });
}
