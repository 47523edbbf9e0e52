//! Seats and the queue: stories in a line, and laws over all of them.

use proptest::prelude::*;

use super::{Claim, ClaimState, Roster};
use crate::model::testing::now;
use crate::model::{Instant, Refusal};

/// Plays a story and prints who stands where: `+a2` asks for 2 seats, `-a` cancels, `~a3` makes
/// the party 3, `=5` sets the capacity, `!a` accepts an offer, `>60` lets a minute pass. After
/// a space come `a` confirmed, `a?` waiting, `a*` offered, `a/` lapsed, `a#` refused on the way.
fn play(roster: &mut Roster, story: &str) -> String {
    let mut clock = now();
    let mut refused = Vec::new();
    for step in story.split_whitespace() {
        let (verb, rest) = step.split_at(1);
        let (id, number) = rest.split_at(
            rest.find(|c: char| c.is_ascii_digit())
                .unwrap_or(rest.len()),
        );
        let number: u32 = number.parse().unwrap_or(1);
        let outcome = match verb {
            "+" => roster.admit(id, number, clock).map(drop),
            "-" => roster.cancel(id, clock).map(drop),
            "~" => roster.resize(id, number, clock).map(drop),
            "!" => roster.accept(id, clock),
            "=" => {
                roster.set_capacity(Some(number), clock);
                Ok(())
            }
            ">" => {
                clock = clock.plus(i64::from(number));
                roster.expire(clock);
                Ok(())
            }
            _ => panic!("no step is called `{step}`"),
        };
        if let Err(refusal) = outcome {
            let why = serde_json::to_value(refusal).unwrap()["why"]
                .as_str()
                .unwrap()
                .to_owned();
            refused.push(format!("{id}#{why}"));
        }
    }
    let mut seen: Vec<String> = roster.claims.iter().filter_map(shown).collect();
    seen.extend(refused);
    seen.join(" ")
}

fn shown(claim: &Claim) -> Option<String> {
    let mark = match claim.state {
        ClaimState::Confirmed => "",
        ClaimState::Waiting => "?",
        ClaimState::Offered { .. } => "*",
        ClaimState::Lapsed => "/",
        ClaimState::Cancelled => return None,
    };
    Some(format!("{}{}{mark}", claim.id, claim.people))
}

fn roster(capacity: Option<u32>, waitlist: bool, offer_seconds: Option<i64>) -> Roster {
    Roster {
        capacity,
        waitlist,
        offer_seconds,
        claims: Vec::new(),
    }
}

#[test]
fn seats_go_to_the_next_at_once() {
    let check = |capacity: u32, story: &str, expected: &str| {
        let mut roster = roster(Some(capacity), true, None);
        assert_eq!(play(&mut roster, story), expected, "{story}");
    };
    check(2, "+a +b +c +d", "a1 b1 c1? d1?");
    check(2, "+a +b +c +d -a", "b1 c1 d1?");
    check(2, "+a +b +c +d -c -a", "b1 d1");
    check(2, "+a +a", "a1 a#already");
    check(2, "-a", "a#nothing-there");
    check(2, "+a -a -a", "a#nothing-there");
    check(2, "+a -a +a", "a1");
    check(2, "+a0", "a1");
    // The family at the head is neither split nor overtaken.
    check(3, "+a2 +b +f2 +c -b", "a2 f2? c1?");
    check(3, "+a2 +b +f2 +c -b -a", "f2 c1");
    check(3, "+a2 +f2", "a2 f2?");
    // A newcomer who would fit does not jump the queue.
    check(3, "+a2 +f2 +c", "a2 f2? c1?");
    check(3, "+a2 +f2 +c -f", "a2 c1");
    // More than there are seats in all.
    check(3, "+f4", "f#party-too-large");
    check(0, "+a", "a#full");
    // Capacity goes up and down.
    check(1, "+a +b +c +d =3", "a1 b1 c1 d1?");
    check(3, "+a +b +c +d =1 -a", "b1 c1 d1?");
    check(3, "+a +b +c +d =1 -a -b", "c1 d1?");
    check(3, "+a +b +c +d =1 -a -b -c", "d1");
    // Who can never fit after that holds back nobody.
    check(3, "+a3 +f2 +c =1 -a", "f2? c1");
    check(3, "+a3 +f2 =1 -a +c", "f2? c1");
    check(3, "+a3 +f2 =1 -a +c =3", "f2 c1");
    // A party changes.
    check(3, "+a +b ~a2", "a2 b1");
    check(3, "+a +b ~a3", "a1 b1 a#full");
    check(3, "+a +b ~a4", "a1 b1 a#party-too-large");
    check(3, "+a3 +b +c ~a2", "a2 b1 c1?");
    check(3, "+a3 +b +c ~a1", "a1 b1 c1");
    check(3, "+a2 +f2 ~a3", "a2 f2? a#full");
    check(3, "+a3 +b2 +c ~b1 -a", "b1 c1");
    check(3, "+a2 +f2 ~f1", "a2 f1");
    check(3, "+a3 +b ~b3 -a", "b3");
    check(3, "~a2", "a#nothing-there");
}

#[test]
fn seats_are_offered_for_a_time() {
    let check = |story: &str, expected: &str| {
        let mut roster = roster(Some(2), true, Some(60));
        assert_eq!(play(&mut roster, story), expected, "{story}");
    };
    check("+a +b +c +d -a", "b1 c1* d1?");
    check("+a +b +c +d -a !c", "b1 c1 d1?");
    check("+a +b +c +d -a >59 !c", "b1 c1 d1?");
    check("+a +b +c +d -a >60", "b1 c1/ d1*");
    check("+a +b +c +d -a >60 !c", "b1 c1/ d1* c#offer-expired");
    check("+a +b +c +d -a >60 !d", "b1 c1/ d1");
    check("+a +b +c +d -a >60 >60", "b1 c1/ d1/");
    check("+a +b +c +d -a >60 +c", "b1 d1* c1?");
    check("+a +b +c +d -a -c", "b1 d1*");
    // An offered seat is not given to a newcomer.
    check("+a +b +c -a +e", "b1 c1* e1?");
    check("!a", "a#nothing-there");
    check("+a !a", "a1 a#already");
    check("+a +b +c !c", "a1 b1 c1? c#nothing-there");
    check("+a +b +c -a =1 !c", "b1 c1");
    check("+a +b +c -a ~c2", "b1 c1* c#full");
}

#[test]
fn without_a_waitlist_it_is_full() {
    let check = |story: &str, expected: &str| {
        let mut roster = roster(Some(2), false, None);
        assert_eq!(play(&mut roster, story), expected, "{story}");
    };
    check("+a +b +c", "a1 b1 c#full");
    check("+a +f2", "a1 f#full");
    check("+a +b +c -a +d", "b1 d1 c#full");
}

#[test]
fn without_a_capacity_everybody_comes() {
    let mut roster = roster(None, true, Some(60));
    assert_eq!(play(&mut roster, "+a9 +b9 ~a99"), "a99 b9");
    assert_eq!(roster.held(), 108);
    assert_eq!(roster.set_capacity(Some(1), now()), Vec::<String>::new());
}

#[test]
fn the_queue_tells_positions_and_who_moved() {
    let mut roster = roster(Some(3), true, None);
    play(&mut roster, "+a3 +b +c2 +d");
    let places = |roster: &Roster| ["a", "b", "c", "d", "x"].map(|id| roster.position(id));
    assert_eq!(places(&roster), [None, Some(1), Some(2), Some(3), None]);
    assert_eq!((roster.held(), roster.waiting()), (3, 4));
    assert_eq!(roster.cancel("a", now()).unwrap(), ["b", "c"]);
    assert_eq!(places(&roster), [None, None, None, Some(1), None]);
    assert_eq!(roster.set_capacity(Some(4), now()), ["d"]);
}

/// What can happen to a roster.
#[derive(Clone, Debug)]
enum Step {
    Admit(u8, u32),
    Cancel(u8),
    Resize(u8, u32),
    Accept(u8),
    Pass(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_u8..12, 1_u32..5).prop_map(|(id, people)| Step::Admit(id, people)),
        3 => (0_u8..12).prop_map(Step::Cancel),
        1 => (0_u8..12, 1_u32..5).prop_map(|(id, people)| Step::Resize(id, people)),
        2 => (0_u8..12).prop_map(Step::Accept),
        1 => (1_i64..90).prop_map(Step::Pass),
    ]
}

fn apply(roster: &mut Roster, step: &Step, clock: &mut Instant) -> Result<Vec<String>, Refusal> {
    let name = |id: &u8| format!("p{id}");
    match step {
        Step::Admit(id, people) => roster.admit(&name(id), *people, *clock).map(|_| Vec::new()),
        Step::Cancel(id) => roster.cancel(&name(id), *clock),
        Step::Resize(id, people) => roster.resize(&name(id), *people, *clock),
        Step::Accept(id) => roster.accept(&name(id), *clock).map(|()| Vec::new()),
        Step::Pass(seconds) => {
            *clock = clock.plus(*seconds);
            Ok(roster.expire(*clock))
        }
    }
}

fn queue(roster: &Roster) -> Vec<String> {
    let waiting = roster
        .claims
        .iter()
        .filter(|c| c.state == ClaimState::Waiting);
    waiting.map(|c| c.id.clone()).collect()
}

proptest! {
    #[test]
    fn laws_of_the_queue(
        capacity in 0_u32..8,
        offers in prop::option::of(30_i64..60),
        steps in prop::collection::vec(step(), 0..60),
    ) {
        let mut roster = roster(Some(capacity), true, offers);
        let mut clock = now();
        for step in &steps {
            let before = queue(&roster);
            let outcome = apply(&mut roster, step, &mut clock);
            // Never more than there are seats, and one live claim each.
            prop_assert!(roster.held() <= capacity);
            let mut ids: Vec<&str> = roster.claims.iter().map(|c| c.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), roster.claims.len());
            // Nobody overtakes: those who still wait are in the order in which they were.
            let after = queue(&roster);
            let stayed: Vec<_> = before.iter().filter(|id| after.contains(id)).collect();
            let still: Vec<_> = after.iter().filter(|id| before.contains(id)).collect();
            prop_assert_eq!(stayed, still);
            // Who moves up moves from the front.
            if let (Ok(moved), Step::Cancel(_) | Step::Pass(_)) = (&outcome, step) {
                let gone: Vec<_> = before.iter().filter(|id| {
                    !matches!(step, Step::Cancel(n) if **id == format!("p{n}"))
                }).take(moved.len()).collect();
                prop_assert_eq!(moved.iter().collect::<Vec<_>>(), gone);
            }
            // No seat is kept from a head of the queue that fits.
            if let Some(head) = roster.claims.iter().find(|c| c.state == ClaimState::Waiting) {
                prop_assert!(roster.held() + head.people > capacity);
            }
            // Positions are 1, 2, 3 …
            let places: Vec<_> = after.iter().filter_map(|id| roster.position(id)).collect();
            prop_assert_eq!(places, (1..=after.len() as u32).collect::<Vec<_>>());
        }
    }

    /// A party is neither split nor starved: whoever heads the queue has all its seats as soon as so many are free at once, nobody
    /// behind it has any before, and newcomers go behind. So the wait ends with the cancellations, however large the party
    /// and whatever smaller ones come meanwhile.
    #[test]
    fn a_family_gets_its_seats_in_the_end(
        family in 1_u32..5,
        capacity in 5_u32..9,
        newcomers in prop::collection::vec(1_u32..3, 0..20),
    ) {
        let mut roster = roster(Some(capacity), true, None);
        for n in 0..capacity {
            roster.admit(&format!("first {n}"), 1, now()).unwrap();
        }
        prop_assert_eq!(roster.admit("family", family, now()), Ok(ClaimState::Waiting));
        let mut more = newcomers.iter().enumerate();
        for n in 0..capacity {
            if let Some((at, people)) = more.next() {
                let state = roster.admit(&format!("later {at}"), *people, now());
                prop_assert!(n >= family || state == Ok(ClaimState::Waiting));
            }
            let moved = roster.cancel(&format!("first {n}"), now()).unwrap();
            // Before there are seats for all of it nobody moves; then it comes first, whole.
            if n + 1 < family {
                prop_assert_eq!(moved, Vec::<String>::new());
            } else if n + 1 == family {
                prop_assert_eq!(moved.first().map(String::as_str), Some("family"));
                let claim = roster.claims.iter().find(|c| c.id == "family").unwrap();
                prop_assert_eq!((claim.people, claim.state), (family, ClaimState::Confirmed));
            }
        }
    }

    /// What is refused changes nothing but the clock's own work.
    #[test]
    fn a_refusal_changes_nothing(steps in prop::collection::vec(step(), 0..40)) {
        let mut roster = roster(Some(4), false, None);
        let mut clock = now();
        for step in &steps {
            let before = roster.clone();
            if apply(&mut roster, step, &mut clock).is_err() {
                prop_assert_eq!(&roster, &before);
            }
        }
    }
}
