//! Handing a community over: to whom, and twice what that means.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{BackendError, RosterPage},
    model::{Applicant, Command, CommunityId, Membership, PersonId, Role},
    pages::{
        doing::{self, Done},
        live, waiting,
    },
    ui::{
        Button, ButtonKind, Buttons, Choice, Field, FieldKind, Fold, Icon, Notice, NoticeKind,
        RwSignal, Sheet, Skeleton, SkeletonKind, Tone, changing, el, nothing, several,
    },
};

use super::Desk;

/// So many pages of the roster are read.
const PAGES: usize = 40;
/// So few are shown at once; more go into a menu.
const FEW: usize = 5;

/// Under its line.
pub(super) fn hand_over(desk: Desk) -> AnyView {
    let t = desk.here.t;
    let open = RwSignal::new(false);
    view! {
        <Fold open icon=Icon::Share title=t.keep_hand_over() note=t.keep_hand_over_text()>
            {inside(desk)}
        </Fold>
    }
    .into_any()
}

/// One that is not done, and to whom.
pub(super) fn waits(desk: Desk) -> AnyView {
    let here = desk.here;
    let asking = RwSignal::new(None);
    let now = changing(move || {
        let id = desk.id();
        let mut all = waiting::all(here);
        all.retain(|entry| {
            matches!(&entry.command, Command::HandOver { community, .. } if Some(community) == id.as_ref())
        });
        let cards = all
            .iter()
            .map(|entry| waiting::card(here, entry, true, Some(asking)));
        several(cards.collect())
    });
    let told = el("div").class("told").attr("role", "status").child(now);
    several(vec![told.into_any(), waiting::sure(here, asking)])
}

/// What is known of who is in.
type Known = Option<Result<Vec<(PersonId, String)>, BackendError>>;

fn inside(desk: Desk) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let Some(id) = desk.id() else {
        return nothing();
    };
    let known: RwSignal<Known> = RwSignal::new(None);
    let ask = {
        let id = id.clone();
        move || {
            known.set(None);
            let id = id.clone();
            spawn_local(async move {
                known.try_set(Some(all(desk, id).await));
            });
        }
    };
    ask();
    changing(move || match known.get() {
        None => view! { <Skeleton kind=SkeletonKind::Card label=t.loading() /> }.into_any(),
        Some(Err(error)) => live::failure(here, &error, ask.clone()),
        Some(Ok(people)) if people.is_empty() => {
            let text = t.keep_hand_over_none();
            el("p").class("muted").child(text).into_any()
        }
        Some(Ok(people)) => choose(desk, &id, people),
    })
}

/// Everybody who is in but the owner.
async fn all(desk: Desk, community: CommunityId) -> Result<Vec<(PersonId, String)>, BackendError> {
    let data = desk.here.data();
    let t = desk.here.t;
    let mut people = Vec::new();
    let mut cursor = None;
    for _ in 0..PAGES {
        let query = RosterPage {
            community: community.clone(),
            cursor,
        };
        let page = data.fresh(&query).await?;
        let now = desk.here.now();
        people.extend(page.items.into_iter().filter_map(|one: Applicant| {
            let Membership::Member { .. } = one.is else {
                return None;
            };
            let role = one.is.role(now)?;
            let name = match role {
                Role::Owner => return None,
                Role::Member => one.name,
                role => [&one.name, " · ", t.role(role)].concat(),
            };
            Some((one.id, name))
        }));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    Ok(people)
}

fn choose(desk: Desk, id: &CommunityId, people: Vec<(PersonId, String)>) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let to = RwSignal::new(String::new());
    let missing = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<String>);
    let kind = if people.len() > FEW {
        FieldKind::Select
    } else {
        FieldKind::Choice
    };
    let options: Vec<Choice> = people
        .iter()
        .map(|(person, name)| Choice::new(person.0.clone(), name.clone()))
        .collect();
    let forgive = move |_: String| missing.set(None);
    let field = view! {
        <Field
            label=t.keep_hand_over_to()
            value=to
            kind
            options
            error=missing
            required=t.required().to_owned()
            unset=t.choose().to_owned()
            on_change=forgive
        />
    };
    let name_of = move |person: &str| {
        let mut all = people.iter();
        let found = all.find(|(id, _)| id.0 == person);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let named = name_of.clone();
    let ask = move || {
        if to.with_untracked(String::is_empty) {
            missing.set(Some(t.fault_missing().to_owned()));
            return crate::host::focus_first_fault();
        }
        asking.set(true);
    };
    let community = id.clone();
    let hand = move || {
        asking.set(false);
        let command = Command::HandOver {
            community: community.clone(),
            person: PersonId::from(to.get_untracked().as_str()),
        };
        wrong.set(None);
        let name = named(&to.get_untracked());
        let given = command.clone();
        doing::send_form_about(here, command, name.clone(), busy, move |done| match done {
            Done::Kept if desk.waits(&given) => {
                here.toasts.say(Tone::Soon, t.keep_handing(&name));
            }
            Done::Kept => {
                here.toasts.say(Tone::Live, t.keep_handed(&name));
                here.refresh_viewer();
                desk.it.again.update(|n| *n = n.wrapping_add(1));
            }
            Done::Refused(refusal) => {
                wrong.try_set(Some(here.say(|t, face| t.refusal(&refusal, face))));
            }
            Done::SignIn => {}
        });
    };
    let sure = {
        let hand = hand.clone();
        move || {
            let name = name_of(&to.get_untracked());
            let label = t.keep_hand_over_yes(&name);
            let yes = view! {
                <Button kind=ButtonKind::Danger wide=true on_click=hand.clone()>{label}</Button>
            };
            let no = move || asking.set(false);
            let no = view! { <Button wide=true on_click=no>{t.keep_it()}</Button> };
            let buttons = vec![yes.into_any(), no.into_any()];
            several(vec![
                el("p").child(t.keep_hand_over_sure(&name)).into_any(),
                view! { <Buttons>{buttons}</Buttons> }.into_any(),
            ])
        }
    };
    let sheet = view! {
        <Sheet open=asking title=t.keep_hand_over() close=t.close()>
            {sure()}
        </Sheet>
    };
    let told = changing(move || match wrong.get() {
        Some(text) => view! { <Notice kind=NoticeKind::Error text live=true /> }.into_any(),
        None => nothing(),
    });
    let button = view! { <Button busy submit=true>{t.keep_hand_over()}</Button> };
    let button = view! { <Buttons>{button.into_any()}</Buttons> };
    el("form")
        .class("fold-form")
        .flag("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            ask();
        })
        .child(el("p").child(t.keep_hand_over_text()))
        .child(field.into_any())
        .child(told)
        .child(button.into_any())
        .child(sheet.into_any())
        .into_any()
}
