//! Words of organisers, and of members about one another, that were not sent, or were refused, as the drafts of the sheets in which
//! they were written.

use crate::{
    model::{Answers, Command, Verdict},
    pages::Here,
};

/// Under this key such a draft has the words.
pub const WORDS: &str = "reason";

/// The name of the draft of what is asked of who has knocked.
pub fn asked_of(community: &str, person: &str) -> String {
    format!("ask-back/{community}/{person}")
}

/// The name of the draft of why people are turned down.
pub fn turned_down(community: &str) -> String {
    format!("turn-down/{community}")
}

/// The name of the draft of why somebody is put out.
pub fn put_out(community: &str, person: &str) -> String {
    format!("remove/{community}/{person}")
}

/// The name of the draft of what somebody is asked to show.
pub fn asked_for(community: &str, member: &str) -> String {
    format!("ask/{community}/{member}")
}

/// The name of the draft of what somebody is reported for.
pub fn reported(community: &str, member: &str) -> String {
    format!("report/{community}/{member}")
}

/// The name of the draft of why somebody is not shown what they asked for.
pub fn kept_from(community: &str, person: &str) -> String {
    format!("refuse/{community}/{person}")
}

/// Makes such words a draft again, unless there is another; does nothing for other commands.
pub(super) fn back_to_draft(here: Here, command: &Command) {
    let (name, words) = match command {
        Command::Say {
            community,
            person: Some(person),
            text,
        } => (asked_of(&community.0, &person.0), text),
        Command::Review {
            community,
            verdict: Verdict::Reject { reason, .. },
            ..
        } => (turned_down(&community.0), reason),
        Command::Remove {
            community,
            person,
            reason,
        } => (put_out(&community.0, &person.0), reason),
        Command::AskContact {
            community,
            member,
            word,
            ..
        } => (asked_for(&community.0, &member.0), word),
        Command::RefuseRequest {
            community,
            person,
            reason,
        } => (kept_from(&community.0, &person.0), reason),
        Command::ReportMember {
            community,
            member,
            text,
            ..
        } => (reported(&community.0, &member.0), text),
        _ => return,
    };
    if here.data().draft(&name).is_empty() {
        let mut draft = Answers::new();
        draft.insert(WORDS.to_owned(), words.clone());
        // Where it cannot be kept it is good for as long as the page is open; the sheet says so when something is typed.
        let _for_now = here.data().keep_draft(&name, &draft);
    }
}
