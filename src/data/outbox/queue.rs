//! Which command goes next, and which need not go at all.

use crate::{
    model::{Command, CommandId, Instant},
    store::{Entry, Hold, Outbox, Stage},
};

use super::{
    Became, Told,
    wishes::{self, Annulled},
};

/// Whether other tabs cannot be doing something with it at this moment: the lock is `shared` with them, or they do not know
/// of it.
fn is_ours(entry: &Entry, shared: bool) -> bool {
    shared || entry.is_private()
}

/// Notes anew what a clock that was put back has made wrong.
pub(super) fn heed_clock(outbox: &Outbox, now: Instant, shared: bool) {
    for mut entry in outbox.all() {
        if is_ours(&entry, shared) && entry.heed_clock(now) {
            // It takes no more room than before.
            let _unkept = outbox.update(&entry, &|| {});
        }
    }
}

/// The next one to be sent: the first about its thing that is due and was not tried in this round. One that was refused
/// holds up nothing; one that is stuck does.
pub(super) fn next(
    all: Vec<Entry>,
    now: Instant,
    tried: &[CommandId],
    shared: bool,
) -> Option<Entry> {
    let mut held: Vec<Command> = Vec::new();
    for entry in all {
        if entry.stage == Stage::Refused {
            continue;
        }
        let waits = |earlier: &Command| wishes::waits_for(&entry.command, earlier);
        if held.iter().any(waits) {
            // What waits for this one waits as long.
            held.push(entry.command);
            continue;
        }
        // Only the timer waits for a network: whoever asks by themselves has a reason to think that there is one.
        let waits_for_network = entry.hold == Some(Hold::Network);
        let is_due = (waits_for_network || entry.not_before.is_none_or(|at| at <= now))
            && !tried.contains(&entry.id);
        if entry.is_on_its_way() && is_due && is_ours(&entry, shared) {
            return Some(entry);
        }
        held.push(entry.command);
    }
    None
}

/// Takes out what was taken back before anything of it was sent: the earlier one first, since a cancelling that finds
/// nothing to cancel does no harm, and a sign-up without its cancelling does.
pub(super) fn annul(outbox: &Outbox, told: &mut Vec<Told>, shared: bool) {
    let mut all = outbox.all();
    all.retain(|entry| entry.is_on_its_way() && is_ours(entry, shared));
    let mut at = 0;
    while let Some(entry) = all.get(at) {
        let subject = entry.command.subject();
        let later = all.iter().skip(at.saturating_add(1));
        let later = later.into_iter().find(|e| e.command.subject() == subject);
        // (Where the later one may have gone first, their order is not known: it was given in another page that storage had no
        // room for, or after it was emptied.)
        let Some(later) = later.filter(|later| entry.is_unsent() && later.is_unsent()) else {
            at = at.saturating_add(1);
            continue;
        };
        let gone = match wishes::annulled(&entry.command, &later.command) {
            Annulled::Neither => {
                at = at.saturating_add(1);
                continue;
            }
            Annulled::Earlier => vec![entry.clone()],
            Annulled::Both => vec![entry.clone(), later.clone()],
        };
        for entry in gone {
            outbox.remove(&entry);
            all.retain(|other| other.id != entry.id);
            told.push(Told {
                id: entry.id,
                command: entry.command,
                title: entry.title,
                became: Became::Annulled,
            });
        }
        at = 0;
    }
}
