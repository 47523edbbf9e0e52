//! Both sides of a door are there to be tried: what is asked on the way in, what organisers look after, and where the
//! parts begin that a visitor can play.

use linju::model::FromJson;
use linju::model::{
    Answers, Applicant, Brought, Community, Invitation, Membership, MembershipCommand, PastKind,
    Power, Refusal, Role, Viewer, may, membership_transition,
};

use crate::load::{anchors, file, ids, load, read};

#[test]
fn everything_that_a_door_can_ask_is_asked_somewhere() {
    let all = load(anchors()[0]).communities;
    let has = |what: &str, found: &dyn Fn(&Community) -> bool| {
        assert!(all.iter().any(found), "no community {what}");
    };
    has("with dues, a link, words and a grace", &|c| {
        let dues = c.policy.dues.as_ref();
        let told = dues.is_some_and(|dues| !dues.link.is_empty() && !dues.how.is_empty());
        told && c.policy.months().is_some() && c.policy.grace.is_some()
    });
    has("with dues but no link", &|c| {
        let dues = c.policy.dues.as_ref();
        dues.is_some_and(|dues| dues.link.is_empty() && !dues.how.is_empty())
    });
    has("with a term of its own", &|c| c.policy.term.is_some());
    has("that asks for a sponsor", &|c| c.policy.sponsor);
    has("whose members invite", &|c| c.policy.members_invite);
    has("that says when it answers", &|c| {
        c.policy.answer_days.is_some()
    });
    has("with ready words", &|c| c.policy.phrases.len() > 2);
    let now = anchors()[0];
    let until = |c: &Community| c.chat.as_ref().and_then(|chat| chat.until);
    has("with a chat for ever", &|c| {
        c.chat.is_some() && until(c).is_none()
    });
    has("with a chat for now", &|c| {
        until(c).is_some_and(|at| at > now)
    });
    has("with a chat that is over", &|c| {
        until(c).is_some_and(|at| at < now)
    });
}

#[test]
fn codes_open_doors_in_every_way() {
    let now = anchors()[3];
    let mut all: Vec<Invitation> = Vec::new();
    for id in ids() {
        let rows: Vec<Invitation> = read(&file(&format!("c/{id}.json"), now)["invitations"]);
        assert!(rows.iter().all(|it| it.community.as_str() == id));
        all.extend(rows);
    }
    let holds: Vec<_> = all.iter().map(|it| it.holds(now)).collect();
    assert!(holds.contains(&Err(Refusal::CodeOver)) && holds.contains(&Err(Refusal::CodeUsedUp)));
    let living = |approval| {
        all.iter()
            .any(|it| it.approval == approval && it.holds(now).is_ok())
    };
    assert!(living(true) && living(false));
    assert!(all.iter().any(|it| it.role == Role::Host));
    assert!(all.iter().any(|it| it.revoked.is_some()));
    assert!(
        all.iter()
            .all(|it| it.made.is_some_and(|made| made < now) && !it.by.is_empty())
    );
    // Each does what it says.
    let communities = load(now).communities;
    for one in all.iter().filter(|it| it.holds(now).is_ok()) {
        let community = communities.iter().find(|c| c.id == one.community).unwrap();
        let join = MembershipCommand::Join {
            answers: Answers::new(),
            rules: Some(community.rules.version),
            brought: Brought::By(Box::new(one.clone())),
            sponsor: String::new(),
            listed: false,
        };
        let came = membership_transition(&Membership::None, &join, community, now);
        match came {
            Ok(Membership::Member { role, .. }) => assert_eq!(role, one.role),
            Ok(other) => assert!(one.approval || community.policy.is_paid(), "{other:?}"),
            Err(Refusal::Invalid { .. }) => assert!(one.approval),
            Err(other) => panic!("{}: {other:?}", one.code),
        }
    }
}

#[test]
fn who_is_in_is_told_with_what_is_due() {
    let now = anchors()[5];
    let all = load(now);
    let (mut due, mut paying, mut grace, mut behind) = (0, 0, 0, 0);
    for community in &all.communities {
        let roster: Vec<Applicant> = read(&file(&format!("r/{}.json", community.id), now));
        let is_in: Vec<&Applicant> = roster
            .iter()
            .filter(|one| one.is.role(now).is_some())
            .collect();
        assert_eq!(is_in.len(), community.members as usize, "{}", community.id);
        let has_term = community.policy.months().is_some();
        for one in &roster {
            match &one.is {
                Membership::Member {
                    role,
                    until,
                    paying: pays,
                    rules,
                    ..
                } => {
                    // Who owns it stays until it is handed over.
                    let ends = has_term && *role != Role::Owner;
                    assert_eq!(until.is_some(), ends, "{}", one.id);
                    due += u32::from(until.is_some_and(|at| at.since(now) < 30 * 86_400));
                    paying += u32::from(pays.is_some());
                    behind += u32::from(rules.is_some() && one.is.asks_again(community));
                }
                Membership::Expired { at } => {
                    grace += u32::from(community.policy.in_grace(*at, now));
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert!(
        due > 10 && paying >= 3 && grace >= 2 && behind > 10,
        "{due} {paying} {grace} {behind}"
    );
}

#[test]
fn who_has_knocked_brings_a_past_a_sponsor_words_and_others() {
    let now = anchors()[0];
    let all: Vec<Applicant> = load(now)
        .applicants
        .into_iter()
        .flat_map(|(_, all)| all)
        .collect();
    let more = |one: &Applicant| match &one.is {
        Membership::PendingApproval { more, .. } => more.clone(),
        _ => Default::default(),
    };
    assert!(all.iter().any(|one| !more(one).sponsor.is_empty()));
    assert!(
        all.iter()
            .any(|one| more(one).talk.len() > 1 && more(one).listed)
    );
    assert!(
        all.iter()
            .any(|one| !more(one).code.is_empty() && !more(one).came.is_empty())
    );
    assert!(all.iter().any(|one| more(one).rules.is_some()));
    let past: Vec<PastKind> = all
        .iter()
        .flat_map(|one| &one.history)
        .map(|it| it.what)
        .collect();
    for what in [PastKind::Rejected, PastKind::Left, PastKind::Withdrew] {
        assert!(past.contains(&what), "{what:?}");
    }
}

#[test]
fn each_part_begins_where_there_is_something_to_try() {
    let now = anchors()[9];
    let all = load(now).communities;
    let stage = file("stage.json", now);
    let part = |name: &str| {
        let mut rows = stage.as_array().unwrap().iter();
        let row = rows.find(|row| row["plays"] == name).unwrap();
        Viewer::from_json(row).unwrap()
    };
    assert!(part("newcomer").memberships.is_empty());
    let here = |viewer: &Viewer, test: &dyn Fn(&Membership, &Community) -> bool| {
        let found = |c: &&Community| test(&viewer.membership(&c.id), c);
        all.iter().filter(found).count()
    };
    let member = part("member");
    assert_eq!(here(&member, &|is, c| is.asks_again(c)), 1);
    let ends_soon = |is: &Membership, c: &Community| match is {
        Membership::Member {
            until: Some(at), ..
        } => (3..6).contains(&(at.since(now) / 86_400)) && is.may_renew(c, now),
        _ => false,
    };
    assert_eq!(here(&member, &ends_soon), 1);
    assert_eq!(
        here(
            &member,
            &|is, c| matches!(is, Membership::Expired { at } if c.policy.in_grace(*at, now))
        ),
        1
    );
    assert_eq!(
        here(&member, &|is, _| matches!(is, Membership::Invited { .. })),
        1
    );
    assert!(
        here(&member, &|is, c| may(
            is,
            Power::Invite(Role::Member),
            c,
            now
        )) >= 1
    );
    let organiser = part("organiser");
    assert!(here(&organiser, &|is, c| may(is, Power::HandOver, c, now)) >= 1);
    let has = |role: Role| here(&organiser, &|is, _| is.role(now) == Some(role)) >= 1;
    assert!(has(Role::Deputy) && has(Role::Admin));
    // Wherever somebody has knocked there is somebody to answer.
    for community in all.iter().filter(|c| c.looks_at_applications()) {
        assert!(
            may(
                &organiser.membership(&community.id),
                Power::Review,
                community,
                now
            ),
            "{}",
            community.id
        );
    }
}
