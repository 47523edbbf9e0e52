//! What can be done about a command that is not done.

use leptos::task::spawn_local;

use crate::{
    data::{Became, CommunityById, Entry as Waits, KvError, MyEntryIn, Stage},
    host,
    model::{
        Answers, Command, CommunityId, Membership,
        paper::{draft::charter_of, entry::taken_up as taken_up_of},
    },
    parts::{self, Part, part},
    route::{Hosting, Route},
    ui::{RwSignal, Tone},
};

use super::words;
use crate::pages::{
    Here, entries,
    forms::{INVITE, LISTED, SPONSOR, party_typed},
    here::fresh_viewer,
    joining,
    tending::{self, place, tend},
    writing::{
        ID, PARENT, draft_of_event, draft_of_founding, draft_of_keeping, draft_of_planning,
        founded_as, taken_up,
    },
};

/// The draft of one's own entry in a community's directory.
pub(in crate::pages) fn draft_of_entry(id: &CommunityId) -> String {
    format!("entry/{id}")
}

part! {
    People "people" "d1":
    /// What was sent of an entry is a draft again, beside what was typed since. No where it cannot be kept, or where nobody knows what
    /// the entry says without it.
    fn entry_taken_up(here: Here, name: &str, command: &Command) -> bool {
        let Command::WriteEntry { community, entry } = command else {
            return false;
        };
        let Some(mine) = here.data().kept(&MyEntryIn(community.clone())) else {
            return false;
        };
        let said = entries::said(here, community, &mine.data, Some(command));
        let newer = here.data().draft(name);
        let typed = taken_up_of(entry, said.as_ref(), &newer);
        // What is kept as long as the page is open is enough to go on with.
        here.data().keep_draft(name, &typed) != Err(KvError::Full)
    }
}

/// The form in which a command was filled in: the name of its draft, and where it stands.
fn form_of(command: &Command) -> Option<(String, Route)> {
    let door =
        |draft: String, community: &CommunityId| Some((draft, Route::Join(community.clone())));
    match command {
        Command::Join { community, .. }
        | Command::AcceptInvitation {
            community,
            rules: Some(_),
        } => door(joining::draft_of(community), community),
        Command::Amend { community, .. } => door(format!("amend/{community}"), community),
        Command::Renew {
            community,
            rules: Some(_),
        } => door(format!("renew/{community}"), community),
        Command::Say {
            community,
            person: None,
            ..
        } => Some((
            joining::words_of(community),
            Route::Community(community.clone()),
        )),
        Command::SignUp { event, .. } => {
            Some((format!("sign-up/{event}"), Route::SignUp(event.clone())))
        }
        Command::ChangeSignUp { event, .. } => Some((
            format!("change-sign-up/{event}"),
            Route::SignUp(event.clone()),
        )),
        Command::Found {
            community, charter, ..
        } => {
            let of = charter.parent.clone().filter(|of| !of.is_empty());
            let of = of.map(CommunityId).filter(|of| of != community);
            Some((draft_of_founding(of.as_ref()), Route::Found(of)))
        }
        Command::Edit { community, .. } => {
            Some((draft_of_keeping(community), Route::About(community.clone())))
        }
        Command::CreateEvent { community, .. } => Some((
            draft_of_planning(community, None),
            Hosting::New(community.clone(), None).route(),
        )),
        Command::EditEvent { event, .. } => {
            Some((draft_of_event(event), Hosting::Edit(event.clone()).route()))
        }
        Command::WriteEntry { community, .. } => {
            Some((draft_of_entry(community), Route::Entry(community.clone())))
        }
        _ => None,
    }
}

/// What is written about communities, and in directories, is read by code that may have to come first.
fn read_by(command: &Command) -> Option<Part> {
    match command {
        Command::WriteEntry { .. } => Some(Part::People),
        command => is_written(command).then_some(Part::Organise),
    }
}

/// Whether it is written about a community or its events.
fn is_written(command: &Command) -> bool {
    matches!(
        command,
        Command::Found { .. }
            | Command::Edit { .. }
            | Command::CreateEvent { .. }
            | Command::EditEvent { .. }
    )
}

/// Does something with what was typed, once there is the code for it; where it does not come, what was typed stays where it is.
fn once_readable(here: Here, entry: &Waits, act: impl FnOnce(&Waits) + 'static) {
    let part = match read_by(&entry.command) {
        Some(part) if !parts::loaded(part) => part,
        _ => return act(entry),
    };
    let entry = entry.clone();
    spawn_local(async move {
        match parts::load(part).await {
            Ok(()) => act(&entry),
            Err(_) => here.toasts.say(Tone::Warn, here.t_now().err_network()),
        }
    });
}

/// Whether there is a form to correct it in.
pub(super) fn has_form(command: &Command) -> bool {
    form_of(command).is_some()
}

/// What was typed, as the form drafts it.
fn typed(command: &Command) -> Answers {
    let mut typed = Answers::new();
    match command {
        Command::Join {
            answers,
            rules,
            invitation,
            sponsor,
            listed,
            ..
        } => {
            typed.clone_from(answers);
            typed.extend(rules.map(agreed));
            let mut put = |key: &str, text: &str| typed.insert(key.to_owned(), text.to_owned());
            put(INVITE, invitation.as_deref().unwrap_or_default());
            put(SPONSOR, sponsor);
            put(LISTED, if *listed { "yes" } else { "" });
        }
        Command::Amend {
            answers, sponsor, ..
        } => {
            typed.clone_from(answers);
            typed.insert(SPONSOR.to_owned(), sponsor.clone());
        }
        Command::Say { text, .. } => {
            typed.insert(joining::WORDS.to_owned(), text.clone());
        }
        Command::AcceptInvitation { rules, .. } | Command::Renew { rules, .. } => {
            typed.extend(rules.map(agreed));
        }
        Command::SignUp {
            party,
            answers,
            seen,
            ..
        }
        | Command::ChangeSignUp {
            party,
            answers,
            seen,
            ..
        } => typed = party_typed(answers, party, *seen),
        _ => {}
    }
    typed
}

fn agreed(version: u32) -> (String, String) {
    (crate::pages::forms::agreed(version), "yes".to_owned())
}

/// Puts what was typed back into the form's draft. No where it cannot be kept there.
fn back_to_draft(here: Here, command: &Command) -> bool {
    let Some((name, _)) = form_of(command) else {
        words::back_to_draft(here, command);
        return true;
    };
    if is_written(command) {
        return taken_up(here, &name, command).unwrap_or(false);
    }
    // Where the code for it is not there it stays where it is.
    if matches!(command, Command::WriteEntry { .. }) {
        return entry_taken_up(here, &name, command).unwrap_or(false);
    }
    let typed = typed(command);
    // What is kept as long as the page is open is enough to go on with.
    typed.is_empty() || here.data().keep_draft(&name, &typed) != Err(KvError::Full)
}

/// Why what was typed is no draft again.
fn unkept(here: Here, command: &Command) -> &'static str {
    let t = here.t_now();
    let other = match (command, form_of(command)) {
        (Command::Found { community, .. }, Some((name, _))) => {
            let id = here.data().draft(&name).get(ID).cloned();
            id.is_some_and(|id| id != community.0)
        }
        _ => false,
    };
    if other {
        t.found_other()
    } else {
        t.draft_unkept()
    }
}

/// What was written when a community was founded is the draft of a founding again; `leads` there. As it was typed on this
/// device, else as the service has it.
pub(in crate::pages) fn found_again(here: Here, id: &CommunityId, leads: bool) {
    let (data, id) = (here.data(), id.clone());
    let typed = data.draft(&founded_as(&id));
    let known = data.kept(&CommunityById(id.clone())).map(|it| it.data);
    let of = typed.get(PARENT).cloned().map(CommunityId);
    let of = of.or_else(|| known.as_ref().and_then(|it| it.parent.clone()));
    let name = draft_of_founding(of.as_ref());
    let go = move || {
        if leads {
            here.go(Route::Found(of));
        }
    };
    if !typed.is_empty() {
        let newer = data.draft(&name);
        if newer.get(ID).is_some_and(|other| *other != id.0) {
            return here.toasts.say(Tone::Warn, here.t_now().found_other());
        }
        let mut all = typed;
        all.extend(newer.iter().map(|(key, text)| (key.clone(), text.clone())));
        if data.keep_draft(&name, &all) == Err(KvError::Full) {
            return here.toasts.say(Tone::Warn, here.t_now().draft_unkept());
        }
        return go();
    }
    let Some(known) = known else { return go() };
    spawn_local(async move {
        let command = Command::Found {
            community: id,
            charter: charter_of(&known),
            word: String::new(),
        };
        match parts::load(Part::Organise).await {
            Ok(()) if taken_up(here, &name, &command).unwrap_or(false) => go(),
            Ok(()) => here.toasts.say(Tone::Warn, unkept(here, &command)),
            Err(_) => here.toasts.say(Tone::Warn, here.t_now().err_network()),
        }
    });
}

/// What was refused of what was changed about a community is typed again, where nothing else was meanwhile.
pub(in crate::pages) fn refused_again(here: Here, entry: &Waits) {
    if entry.stage == Stage::Refused && is_written(&entry.command) {
        // Where it cannot be kept it stays in the outbox.
        let _kept = back_to_draft(here, &entry.command);
    }
}

/// The same, unless something was typed since.
pub(super) fn back_to_new_draft(here: Here, command: &Command) {
    let draft = form_of(command).map(|(name, _)| here.data().draft(&name));
    if draft.is_some_and(|draft| draft.is_empty()) {
        back_to_draft(here, command);
    }
}

/// The command that takes another back, and annuls it where nothing of it was sent.
fn reverse(here: Here, command: &Command) -> Option<Command> {
    match command {
        Command::SignUp { event, .. } => Some(Command::CancelSignUp {
            event: event.clone(),
        }),
        Command::Join { community, .. } | Command::AcceptInvitation { community, .. } => {
            let community = community.clone();
            let viewer = here.viewer.with_untracked(Clone::clone);
            let comes = here.data().expected(viewer).membership(&community);
            Some(match comes {
                Membership::Member { .. } => Command::Leave { community },
                _ => Command::Withdraw { community },
            })
        }
        _ => None,
    }
}

/// Whether it can be taken back: nothing was sent, or a command does it.
pub(super) fn can_take_back(entry: &Waits) -> bool {
    let has_reverse = matches!(
        entry.command,
        Command::SignUp { .. } | Command::Join { .. } | Command::AcceptInvitation { .. }
    );
    entry.is_unsent() || has_reverse
}

/// Takes one back. What was typed is a draft again.
pub(super) fn take_back(here: Here, entry: &Waits, busy: RwSignal<bool>) {
    once_readable(here, entry, move |entry| take_back_now(here, entry, busy));
}

fn take_back_now(here: Here, entry: &Waits, busy: RwSignal<bool>) {
    let t = here.t_now();
    if entry.is_unsent() && !back_to_draft(here, &entry.command) {
        if read_by(&entry.command).is_some() {
            // It stays where it is safe.
            return here.toasts.say(Tone::Warn, unkept(here, &entry.command));
        }
        here.toasts.say(Tone::Warn, t.draft_unkept());
    }
    let told = move |became: Became| {
        busy.try_set(false);
        if became == Became::Annulled {
            here.toasts.say(Tone::Live, here.t_now().wait_taken_back());
        }
    };
    busy.set(true);
    match reverse(here, &entry.command) {
        Some(command) => {
            if tending::give(here, command, move |_, became| told(became)).is_err() {
                busy.set(false);
            }
        }
        None => {
            let (data, id) = (here.data(), entry.id.clone());
            spawn_local(async move {
                if data.discard_unsent(&*host::tabs_lock(), &id).await {
                    told(Became::Annulled);
                }
                busy.try_set(false);
                tending::show(here);
            });
        }
    }
}

/// Sends one now.
pub(super) fn send_now(here: Here, entry: &Waits, busy: RwSignal<bool>) {
    if !tending::reachable(here) {
        here.toasts.say(Tone::Warn, here.t.is_offline());
        return;
    }
    busy.set(true);
    let (data, id) = (here.data(), entry.id.clone());
    spawn_local(async move {
        data.send_again(&*host::tabs_lock(), &id).await;
        busy.try_set(false);
        tend(here);
    });
}

/// Forgets one: the person knows, or wants it no more.
pub(super) fn discard(here: Here, entry: &Waits) {
    words::back_to_draft(here, &entry.command);
    let (data, id) = (here.data(), entry.id.clone());
    spawn_local(async move {
        data.discard(&*host::tabs_lock(), &id).await;
        // What waited for its end goes on.
        tend(here);
    });
}

/// Asks the service where the viewer stands.
pub(super) fn check(here: Here, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        let told = here.data().fresh(&crate::data::Mine).await;
        let t = here.t_now();
        match told {
            Ok(_) => here.toasts.say(Tone::Neutral, t.wait_checked()),
            Err(error) => here.toasts.say(Tone::Warn, t.why(&error)),
        }
        fresh_viewer(here).await;
        busy.try_set(false);
    });
}

/// Leads to the form with what was typed. One that waits is taken out first; one that was refused goes when the next is
/// given.
pub(super) fn edit(here: Here, entry: &Waits) {
    once_readable(here, entry, move |entry| edit_now(here, entry));
}

fn edit_now(here: Here, entry: &Waits) {
    let Some((_, route)) = form_of(&entry.command) else {
        return;
    };
    if !back_to_draft(here, &entry.command) {
        return here.toasts.say(Tone::Warn, unkept(here, &entry.command));
    }
    // The way back from the form leads to the thing, where what is sent stands.
    let thing = place(&entry.command.subject());
    let is_open =
        read_by(&entry.command).is_some() && here.route.with_untracked(|now| *now == route);
    let go = move || {
        if is_open {
            // What was typed stands in its form again.
            return host::scroll_to(0.0);
        }
        for route in [thing, route] {
            if here.route.with_untracked(|now| *now != route) {
                here.go(route);
            }
        }
    };
    if !entry.is_unsent() {
        go();
        return;
    }
    let (data, id) = (here.data(), entry.id.clone());
    spawn_local(async move {
        if data.discard_unsent(&*host::tabs_lock(), &id).await {
            go();
        }
        tending::show(here);
    });
}
