//! The list at the door: with the marks that wait laid over it, looked through by name, by code and by last digits.

use std::sync::Arc;

use super::Attendee;
use crate::model::{
    Command, Fit, Fold, Instant, PersonId, SignUp, SignUpState, Sounding, Sounds, Subject, Typed,
    Verdict, no_show, sort_by,
};

/// Shorter than this no code is, and longer none.
const CODE: core::ops::RangeInclusive<usize> = 4..=40;
/// So many last digits tell somebody.
const LAST: usize = 2;

/// Somebody on the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Who, as they stand once the marks have been taken.
    pub who: Arc<Attendee>,
    /// Whether a mark waits to be sent.
    pub waits: bool,
}

/// The list as it is once what was noted down here has been taken: `marks` in the order in which they were given. A mark that
/// is not about the list changes nothing.
#[must_use]
pub fn with_marks(all: &[Arc<Attendee>], marks: &[Command]) -> Vec<Listed> {
    let listed = |who: &Arc<Attendee>| Listed {
        who: Arc::clone(who),
        waits: false,
    };
    let mut list: Vec<Listed> = all.iter().map(listed).collect();
    if marks.is_empty() {
        return list;
    }
    let mut places: Vec<(PersonId, usize)> = Vec::new();
    for (at, one) in list.iter().enumerate() {
        places.push((one.who.id.clone(), at));
    }
    sort_by(&mut places, |a, b| a.0.cmp(&b.0));
    let mut walked: Vec<Listed> = Vec::new();
    for mark in marks {
        if let Command::CloseAttendance { .. } = mark {
            for one in &mut list {
                if let Some(is) = no_show(&one.who.is) {
                    one.stands(is);
                }
            }
            continue;
        }
        let Subject::Seat(_, person) = mark.subject() else {
            continue;
        };
        let found = places.binary_search_by(|(id, _)| id.cmp(&person));
        let found = found.ok().and_then(|at| places.get(at));
        let one = match found {
            Some((_, at)) => list.get_mut(*at),
            None => walked.iter_mut().find(|one| one.who.id == person),
        };
        match (mark, one) {
            (Command::CheckIn { at, .. }, Some(one)) => {
                one.stands(with_state(&one.who.is, SignUpState::CheckedIn { at: *at }));
            }
            (Command::UndoCheckIn { .. }, Some(one)) => {
                let state = match &one.who.is.state {
                    SignUpState::CheckedIn { at }
                        if one.who.guest && one.who.is.ticket.is_empty() =>
                    {
                        SignUpState::Cancelled { at: *at }
                    }
                    SignUpState::CheckedIn { at } if one.who.is.ticket.is_empty() => {
                        SignUpState::Waitlisted {
                            since: *at,
                            position: None,
                            offer_until: None,
                        }
                    }
                    SignUpState::CheckedIn { at } => SignUpState::Confirmed { since: *at },
                    other => other.clone(),
                };
                one.stands(with_state(&one.who.is, state));
            }
            (
                Command::Promote { .. }
                | Command::ReviewSignUp {
                    verdict: Verdict::Approve,
                    ..
                },
                Some(one),
            ) => {
                let since = one.who.is.came().unwrap_or(Instant::UNKNOWN);
                one.stands(with_state(&one.who.is, SignUpState::Confirmed { since }));
            }
            (
                Command::WalkIn {
                    name, people, at, ..
                },
                None,
            ) => {
                let others = usize::try_from(people.saturating_sub(1)).unwrap_or_default();
                walked.push(Listed {
                    who: Arc::new(Attendee {
                        id: person,
                        name: name.trim().to_owned(),
                        guest: true,
                        member: false,
                        is: SignUp {
                            state: SignUpState::CheckedIn { at: *at },
                            party: vec![Default::default(); others],
                            ..SignUp::default()
                        },
                    }),
                    waits: true,
                });
            }
            _ => {}
        }
    }
    list.extend(walked);
    list
}

fn with_state(is: &SignUp, state: SignUpState) -> SignUp {
    SignUp {
        state,
        ..is.clone()
    }
}

impl Listed {
    fn stands(&mut self, is: SignUp) {
        self.waits = true;
        self.who = Arc::new(Attendee {
            is,
            ..Attendee::clone(&self.who)
        });
    }

    /// Whether they are there.
    #[must_use]
    pub fn is_here(&self) -> bool {
        matches!(self.who.is.state, SignUpState::CheckedIn { .. })
    }
}

impl SignUp {
    /// Since when it stands as it does, where that is told.
    #[must_use]
    pub fn came(&self) -> Option<Instant> {
        match &self.state {
            SignUpState::PendingApproval { since }
            | SignUpState::PendingPayment { since }
            | SignUpState::Confirmed { since }
            | SignUpState::Waitlisted { since, .. } => Some(*since),
            SignUpState::Cancelled { at } | SignUpState::CheckedIn { at } => Some(*at),
            SignUpState::None | SignUpState::Rejected { .. } | SignUpState::NoShow => None,
        }
    }
}

/// People by where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// With a seat, those who are there included.
    pub seats: u32,
    /// There.
    pub here: u32,
    /// In the queue.
    pub waiting: u32,
    /// Who wait for a host's word.
    pub asking: u32,
    /// Who had a seat and did not come.
    pub missed: u32,
}

/// Counts people, those who come along included.
#[must_use]
pub fn tally<'a>(all: impl Iterator<Item = &'a SignUp>) -> Tally {
    let mut tally = Tally::default();
    for is in all {
        let n = is.people();
        let mut add = |to: fn(&mut Tally) -> &mut u32| {
            let count = to(&mut tally);
            *count = count.saturating_add(n);
        };
        match is.state {
            SignUpState::Confirmed { .. } | SignUpState::PendingPayment { .. } => {
                add(|t| &mut t.seats);
            }
            SignUpState::CheckedIn { .. } => {
                add(|t| &mut t.seats);
                add(|t| &mut t.here);
            }
            SignUpState::NoShow => {
                add(|t| &mut t.seats);
                add(|t| &mut t.missed);
            }
            SignUpState::Waitlisted { .. } => add(|t| &mut t.waiting),
            SignUpState::PendingApproval { .. } => add(|t| &mut t.asking),
            _ => {}
        }
    }
    tally
}

/// The code of a ticket out of what a scanner read or somebody typed; `None` of what is none.
#[must_use]
pub fn code_read(text: &str) -> Option<String> {
    let is_gap = |c: char| c.is_whitespace() || c == '-' || c == '·';
    let code: String = text.trim().chars().filter(|c| !is_gap(*c)).collect();
    let is_code = CODE.contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric());
    is_code.then(|| code.to_ascii_uppercase())
}

/// Who has a ticket of this code, as [`code_read`] gives it.
#[must_use]
pub fn by_code<'a>(list: &'a [Listed], code: &str) -> Option<&'a Listed> {
    let is_meant = |one: &&Listed| {
        let ticket = one
            .who
            .is
            .ticket
            .chars()
            .filter(char::is_ascii_alphanumeric);
        ticket.map(|c| c.to_ascii_uppercase()).eq(code.chars())
    };
    list.iter().find(is_meant)
}

/// What is looked for at the door: names in any way of writing or as they sound, the code of a ticket, or the last digits of it or
/// of a phone number.
#[derive(Clone, Debug)]
pub struct AtDoor {
    typed: Typed,
    code: Option<String>,
}

impl AtDoor {
    /// As it was typed.
    #[must_use]
    pub fn new(fold: &Fold, typed: &str) -> Self {
        let plain = fold.fold(typed.trim());
        let code: String = plain.chars().filter(char::is_ascii_alphanumeric).collect();
        let is_code = code.len() >= LAST && plain.is_ascii();
        Self {
            typed: Typed::new(fold, typed),
            code: is_code.then(|| code.to_ascii_uppercase()),
        }
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Whether somebody is meant, and how well they fit; whoever has such a code comes last. `names`: theirs, as [`names_of`]
    /// gives them.
    #[must_use]
    pub fn fit(&self, sounds: &Sounds, who: &Attendee, names: &Sounding) -> Option<Fit> {
        let by_name = sounds.find(&self.typed, names).map(|found| found.fit);
        by_name.or_else(|| self.has_code(who).then_some(Fit::Within))
    }

    fn has_code(&self, who: &Attendee) -> bool {
        self.code.as_deref().is_some_and(|code| {
            let ends = |text: &str| {
                let mut own = text.chars().rev().filter(char::is_ascii_alphanumeric);
                code.chars()
                    .rev()
                    .all(|c| own.next().is_some_and(|own| own.eq_ignore_ascii_case(&c)))
            };
            let digits = |text: &&String| {
                text.len() >= 7
                    && text
                        .chars()
                        .all(|c| c.is_ascii_digit() || " +-".contains(c))
            };
            let answers = who.is.answers.iter().map(|(_, said)| said);
            ends(&who.is.ticket) || answers.filter(digits).any(|phone| ends(phone))
        })
    }
}

/// The names of somebody and of those who come along, as they are looked through.
#[must_use]
pub fn names_of(fold: &Fold, sounds: &Sounds, who: &Attendee) -> Sounding {
    let others = who.is.party.iter().map(|one| one.name.as_str());
    sounds.of(fold, std::iter::once(who.name.as_str()).chain(others))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::testing::now;

    fn somebody(id: &str, name: &str, ticket: &str) -> Arc<Attendee> {
        Arc::new(Attendee {
            id: id.into(),
            name: name.to_owned(),
            guest: false,
            member: false,
            is: SignUp {
                state: SignUpState::Confirmed { since: now() },
                ticket: ticket.to_owned(),
                ..SignUp::default()
            },
        })
    }

    fn mark(verb: &str, person: &str) -> Command {
        let (event, person) = ("e".into(), PersonId::from(person));
        match verb {
            "in" => Command::CheckIn {
                event,
                person,
                at: now(),
            },
            "undo" => Command::UndoCheckIn { event, person },
            "walk" => Command::WalkIn {
                event,
                person,
                name: " 老王 ".to_owned(),
                people: 3,
                at: now(),
            },
            _ => Command::CloseAttendance { event },
        }
    }

    /// Who is there (`!` where that waits to be sent), by name.
    fn here(list: &[Listed]) -> String {
        let told = list.iter().filter(|one| one.is_here());
        let told = told.map(|one| format!("{}{}", one.who.name, if one.waits { "!" } else { "" }));
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn marks_are_laid_over_the_list() {
        let all = [
            somebody("1", "周宁", "AB23CD45"),
            somebody("2", "阿聚", "K7"),
        ];
        let check = |marks: &[(&str, &str)], expected: &str| {
            let marks: Vec<Command> = marks.iter().map(|(verb, who)| mark(verb, who)).collect();
            assert_eq!(here(&with_marks(&all, &marks)), expected);
        };
        check(&[], "");
        check(&[("in", "2")], "阿聚!");
        check(&[("in", "2"), ("undo", "2")], "");
        check(&[("in", "2"), ("in", "1"), ("in", "9")], "周宁! 阿聚!");
        check(&[("walk", "w"), ("in", "1")], "周宁! 老王!");
        check(&[("walk", "w"), ("undo", "w")], "");
        check(&[("in", "1"), ("close", "")], "周宁!");
        let closed = with_marks(&all, &[mark("in", "1"), mark("close", "")]);
        let counts = tally(closed.iter().map(|one| &one.who.is));
        assert_eq!((counts.seats, counts.here, counts.missed), (2, 1, 1));
        let walked = with_marks(&all, &[mark("walk", "w")]);
        assert_eq!(tally(walked.iter().map(|one| &one.who.is)).here, 3);
    }

    #[test]
    fn a_code_is_read_as_it_is_shown_and_typed() {
        let check = |text: &str, code: Option<&str>| {
            assert_eq!(code_read(text).as_deref(), code, "{text}");
        };
        check("AB23CD45", Some("AB23CD45"));
        check(" ab23 cd45\n", Some("AB23CD45"));
        check("AB23-CD45", Some("AB23CD45"));
        check("ABC", None);
        check("https://example.com/?t=AB23CD45", None);
        check("周宁", None);
        check(&"A".repeat(41), None);
        let list = with_marks(&[somebody("1", "周宁", "ab23-cd45")], &[]);
        assert!(by_code(&list, "AB23CD45").is_some());
        assert!(by_code(&list, "AB23CD4").is_none());
    }

    #[test]
    fn somebody_is_found_by_name_code_and_last_digits() {
        let mut one = Attendee::clone(&somebody("1", "周宁", "AB23CD45"));
        one.is.party = vec![crate::model::Companion::named("小满")];
        one.is
            .answers
            .insert("phone".to_owned(), "138 0000 1234".to_owned());
        one.is.answers.insert("dogs".to_owned(), "99".to_owned());
        let fold = Fold::with_table("寧宁 滿满");
        let sounds = Sounds::with_table("man满\nning宁\nxiao小\nzhou周\n");
        let check = |typed: &str, meant: bool| {
            let names = names_of(&fold, &sounds, &one);
            let fit = AtDoor::new(&fold, typed).fit(&sounds, &one, &names);
            assert_eq!(fit.is_some(), meant, "{typed}");
        };
        check("", false);
        check("zhouning", true);
        check("zn", true);
        check("xiaom", true);
        check("nx", false);
        check("周", true);
        check("周寧", true);
        check("小滿", true);
        check("cd45", true);
        check("CD 45", true);
        check("45", true);
        check("5", false);
        check("34", true);
        check("1234", true);
        check("123", false);
        check("99", false);
        check("李", false);
    }

    proptest! {
        /// Nobody is lost, and nobody is there twice, whatever is noted down.
        #[test]
        fn nobody_is_lost(marks in prop::collection::vec((0_usize..4, 0_usize..6), 0..20)) {
            let all: Vec<_> = (0..4).map(|n| somebody(&n.to_string(), "x", "")).collect();
            let marks: Vec<Command> = marks
                .into_iter()
                .map(|(verb, who)| mark(["in", "undo", "walk", "close"][verb], &who.to_string()))
                .collect();
            let list = with_marks(&all, &marks);
            let mut ids: Vec<String> = list.iter().map(|one| one.who.id.0.clone()).collect();
            prop_assert_eq!(&ids[..4], ["0", "1", "2", "3"]);
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), list.len());
        }
    }
}
