//! Which command goes next, and which need not go at all.

use crate::{
    model::{CommandId, Subject},
    store::{Entry, Hold, Outbox, Stage},
};

use super::{
    Became, Told, pace,
    wishes::{self, Annulled},
};

/// The next one to be sent: the first about its thing that is due and was not tried in this round. One that was refused
/// holds up nothing; one that is stuck does.
pub(super) fn next(all: Vec<Entry>, now: i64, tried: &[CommandId]) -> Option<Entry> {
    let mut held: Vec<Subject> = Vec::new();
    for entry in all {
        let subject = entry.command.subject();
        if held.contains(&subject) || entry.stage == Stage::Refused {
            continue;
        }
        // Only the timer waits for a network: whoever asks by themselves has a reason to think that there is one.
        let waits_for_network = entry.hold == Some(Hold::Network);
        let is_due = (waits_for_network || pace::is_due(entry.not_before, now))
            && !tried.contains(&entry.id);
        if entry.is_on_its_way() && is_due {
            return Some(entry);
        }
        held.push(subject);
    }
    None
}

/// Takes out what was taken back before anything of it was sent: the earlier one first, since a cancelling that finds
/// nothing to cancel does no harm, and a sign-up without its cancelling does.
pub(super) fn annul(outbox: &Outbox, told: &mut Vec<Told>) {
    let mut all = outbox.all();
    all.retain(Entry::is_on_its_way);
    let mut at = 0;
    while let Some(entry) = all.get(at) {
        let subject = entry.command.subject();
        let later = all.iter().skip(at.saturating_add(1));
        let later = later.into_iter().find(|e| e.command.subject() == subject);
        let Some(later) = later.filter(|_| entry.is_unsent()) else {
            at = at.saturating_add(1);
            continue;
        };
        let gone = match wishes::annulled(&entry.command, &later.command) {
            // Given in another page that storage had no room for, the later one may have gone first.
            Annulled::Both if !later.is_unsent() => {
                at = at.saturating_add(1);
                continue;
            }
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
                became: Became::Annulled,
            });
        }
        at = 0;
    }
}
