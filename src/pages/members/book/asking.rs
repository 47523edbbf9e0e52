//! The service is asked who is found by the words, where not everybody has come.

use std::rc::Rc;

use super::Book;
use crate::{data::MembersFound, model::Member, pages::live};

/// So many pages of what the service finds are read for the same words.
const FOUND_PAGES: usize = 10;

/// What the service has said to the words that are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::members) enum Answer {
    /// It was not asked: there is no need, or it does not search.
    Unasked,
    /// It is asked, or will be when the words rest.
    Awaited,
    /// It has named everybody whom it finds.
    Whole,
    /// It finds more than are read.
    Part,
    /// It could not be asked.
    Failed,
}

impl Book {
    /// Whom the service has found beside who was read: they are in the directory, too.
    fn meet(self, found: Vec<Member>) {
        let Some(told) = self.told.try_with_value(Rc::clone) else {
            return;
        };
        let members = {
            let mut told = told.borrow_mut();
            told.lay(found).then(|| Rc::new(told.members.clone()))
        };
        if let Some(members) = members {
            self.arrange(members);
        }
    }

    /// Whether the service searches, where it is not read to its end anyway.
    pub fn is_searched(self) -> bool {
        !self.is_near && self.here.data().offers("search_members")
    }

    /// These words are looked for now. Whether the service is to be asked, once they rest: where not everybody has come, and it has not
    /// answered already.
    pub fn seek(self, text: &str) -> bool {
        let is_same = self.sought.with_value(|(sought, _)| sought == text);
        let answer = self.answer.get_untracked();
        if is_same && matches!(answer, Answer::Whole | Answer::Part) {
            return false;
        }
        self.sought.update_value(|(sought, turn)| {
            text.clone_into(sought);
            *turn = turn.wrapping_add(1);
        });
        let is_asked = !text.is_empty() && self.more.get_untracked() && self.is_searched();
        let now = match is_asked {
            true => Answer::Awaited,
            false => Answer::Unasked,
        };
        if answer != now {
            self.answer.set(now);
        }
        is_asked
    }

    /// Asks the service who is found by the words, page after page as long as they stay the same: whoever is found stands among those who
    /// were read from then on.
    pub fn look_up(self) {
        let (Some((text, turn)), Some(community), Some(stay)) = (
            self.sought.try_get_value(),
            self.community.try_get_value(),
            self.stay.try_with_value(live::Stay::clone),
        ) else {
            return;
        };
        let mut found = MembersFound {
            community,
            text,
            cursor: None,
        };
        let data = self.here.data();
        stay.ask(async move {
            let mut answer = Answer::Part;
            for _ in 0..FOUND_PAGES {
                let read = data.fresh(&found).await;
                if self.sought.try_with_value(|(_, now)| *now) != Some(turn) {
                    return;
                }
                let Ok(page) = read else {
                    answer = Answer::Failed;
                    break;
                };
                self.meet(page.items);
                found.cursor = page.next;
                if found.cursor.is_none() {
                    answer = Answer::Whole;
                    break;
                }
            }
            self.answer.try_set(answer);
        });
    }
}
