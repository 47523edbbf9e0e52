//! Both sides of a door in one page: a visitor knocks as one, answers as another, and finds as the first what was answered.

use linju::{
    data::{
        ApplicantsPage, BackendError, CommunitiesPage, CommunityById, InvitationByCode,
        InvitationsPage, MembersPage, Persona, RosterPage,
    },
    model::{
        Answers, Applicant, Area, Charter, Command, Community, CommunityId, Invitation, Member,
        Membership, Outcome, PersonId, Refusal, Role, Verdict,
    },
    port::PageLock,
};

use super::{Became, Bench, done, embedded, native::block_on};

/// What the newcomer, the member and the organiser are to others.
pub(super) const OTHERS: [&str; 3] = ["newcomer", "member", "organiser"];

pub(super) fn play(bench: &Bench, who: Persona) {
    // The code that knows of parts is there once something was asked for.
    let _asked = block_on(bench.data.fresh(&CommunitiesPage::default()));
    bench.data.play(who).unwrap();
}

pub(super) fn join(community: &str, code: Option<&str>, listed: bool, rules: u32) -> Command {
    let asked = [
        ("building", "7 幢"),
        ("dog", "没有，想先认识狗"),
        ("year", "2014"),
        ("school", "理学院"),
    ];
    let fits = |key: &str| match community {
        "dog-walk" => ["building", "dog"].contains(&key),
        "alumni" => ["year", "school"].contains(&key),
        _ => false,
    };
    let answers: Answers = asked
        .into_iter()
        .filter(|(key, _)| fits(key))
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .collect();
    Command::Join {
        community: community.into(),
        answers,
        rules: Some(rules),
        invitation: code.map(str::to_owned),
        sponsor: String::new(),
        listed,
    }
}

pub(super) fn refused(bench: &Bench, command: Command) -> Refusal {
    match block_on(bench.data.carry_out(command, &PageLock::default(), true)) {
        Became::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

pub(super) fn stands(bench: &Bench, community: &str) -> Membership {
    let viewer = block_on(bench.data.fresh(&linju::data::Mine)).unwrap();
    viewer.membership(&community.into())
}

pub(super) fn community(bench: &Bench, id: &str) -> Community {
    block_on(bench.data.fresh(&CommunityById(id.into()))).unwrap()
}

pub(super) fn listed(bench: &Bench, id: &str) -> bool {
    let page = block_on(bench.data.fresh(&CommunitiesPage::default())).unwrap();
    page.items.iter().any(|it| it.id.as_str() == id)
}

pub(super) fn applicants(bench: &Bench, id: &str) -> Vec<Applicant> {
    let query = ApplicantsPage {
        community: id.into(),
        cursor: None,
    };
    block_on(bench.data.fresh(&query)).unwrap().items
}

pub(super) fn roster(bench: &Bench, id: &str) -> Vec<Applicant> {
    let query = RosterPage {
        community: id.into(),
        cursor: None,
    };
    block_on(bench.data.fresh(&query)).unwrap().items
}

pub(super) fn members(bench: &Bench, id: &str) -> Vec<Member> {
    let query = MembersPage {
        community: id.into(),
        cursor: None,
    };
    block_on(bench.data.fresh(&query)).unwrap().items
}

pub(super) fn by_code(bench: &Bench, id: &str, code: &str) -> Result<Invitation, BackendError> {
    block_on(bench.data.fresh(&InvitationByCode {
        community: id.into(),
        code: code.to_owned(),
    }))
}

pub(super) fn person(name: &str) -> PersonId {
    PersonId(name.to_owned())
}

fn say(id: &str, to: Option<&str>, text: &str) -> Command {
    Command::Say {
        community: id.into(),
        person: to.map(person),
        text: text.to_owned(),
    }
}

#[test]
fn who_knocks_is_asked_back_let_in_and_stands_in_the_directory_as_they_wished() {
    for wished in [true, false] {
        let bench = embedded();
        let before = community(&bench, "dog-walk").members;
        done(&bench, join("dog-walk", None, wished, 2));
        done(&bench, say("dog-walk", None, "几点集合？"));

        play(&bench, Persona::Organiser);
        let all = applicants(&bench, "dog-walk");
        let one = all.iter().find(|one| one.id == person(OTHERS[0])).unwrap();
        assert_eq!((all.len(), one.name.as_str()), (5, "小邻"));
        done(&bench, say("dog-walk", Some(OTHERS[0]), "七点半，南门。"));
        done(
            &bench,
            Command::Review {
                community: "dog-walk".into(),
                person: person(OTHERS[0]),
                verdict: Verdict::Approve,
            },
        );
        assert_eq!(applicants(&bench, "dog-walk").len(), 4);
        let is_in = |one: &Applicant| one.id == person(OTHERS[0]);
        assert!(roster(&bench, "dog-walk").iter().any(is_in));
        let own = members(&bench, "dog-walk");
        let own = own.iter().find(|m| m.id.as_str() == OTHERS[0]).unwrap();
        assert_eq!(own.unlisted, !wished);

        play(&bench, Persona::Newcomer);
        let Membership::Member { role, rules, .. } = stands(&bench, "dog-walk") else {
            panic!("not in");
        };
        assert_eq!((role, rules), (Role::Member, Some(2)));
        assert_eq!(community(&bench, "dog-walk").members, before + 1);
        let seen = members(&bench, "dog-walk");
        assert_eq!(seen.iter().any(|m| m.id.as_str() == OTHERS[0]), wished);
    }
}

#[test]
fn a_code_opens_what_it_says_and_counts_who_has_come() {
    let bench = embedded();
    for (code, why) in [
        ("puppy-class-seats", Refusal::CodeUsedUp),
        ("lamp-post-notice", Refusal::CodeOver),
        ("nobody-made-this", Refusal::CodeUnknown),
    ] {
        assert_eq!(refused(&bench, join("dog-walk", Some(code), false, 2)), why);
    }
    assert_eq!(stands(&bench, "dog-walk"), Membership::None);
    let opens = by_code(&bench, "dog-walk", "friends-of-doubao").unwrap();
    assert!(opens.approval && opens.used == 0 && opens.note.is_empty() && opens.by.is_empty());
    assert_eq!(
        by_code(&bench, "dog-walk", "nobody-made-this"),
        Err(BackendError::NotFound)
    );
    done(
        &bench,
        join("dog-walk", Some("friends-of-doubao"), false, 2),
    );
    assert!(matches!(
        stands(&bench, "dog-walk"),
        Membership::PendingApproval { .. }
    ));
    done(&bench, join("tasting", Some("one-more-seat"), false, 2));
    assert!(matches!(
        stands(&bench, "tasting"),
        Membership::Member { .. }
    ));
    // A member may invite, and sees their own alone.
    let own = Invitation {
        code: "my-neighbour".to_owned(),
        approval: true,
        uses: Some(1),
        ..by_code(&bench, "tasting", "one-more-seat").unwrap()
    };
    done(
        &bench,
        Command::Invite {
            community: "tasting".into(),
            invitation: own,
        },
    );
    let query = InvitationsPage {
        community: "tasting".into(),
        cursor: None,
    };
    let all = block_on(bench.data.fresh(&query)).unwrap().items;
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].by.as_str(), all[0].used), ("小邻", 0));
    let revoke = |code: &str| Command::Revoke {
        community: "tasting".into(),
        code: code.to_owned(),
    };
    assert_eq!(refused(&bench, revoke("one-more-seat")), Refusal::Forbidden);
    done(&bench, revoke("my-neighbour"));

    play(&bench, Persona::Organiser);
    assert_eq!(
        by_code(&bench, "dog-walk", "friends-of-doubao")
            .unwrap()
            .used,
        4
    );
    let join = join("tasting", Some("my-neighbour"), false, 2);
    assert_eq!(refused(&bench, join), Refusal::CodeOver);
}

#[test]
fn an_applicants_own_code_brings_those_whom_the_policy_asks_for() {
    let bench = embedded();
    done(&bench, join("alumni", None, false, 1));
    let Membership::PendingApproval { more, .. } = stands(&bench, "alumni") else {
        panic!("not pending");
    };
    assert!(more.code.len() >= 8 && more.came.is_empty());
    play(&bench, Persona::Member);
    let opens = by_code(&bench, "alumni", &more.code).unwrap();
    assert!(opens.approval && opens.uses.is_none());
    done(&bench, join("alumni", Some(&more.code), false, 1));
    play(&bench, Persona::Newcomer);
    let Membership::PendingApproval { more, .. } = stands(&bench, "alumni") else {
        panic!("not pending");
    };
    assert_eq!(more.came, ["阿聚"]);

    // So does that of somebody in the files.
    let bench = embedded();
    done(&bench, join("alumni", Some("ocean-2014"), false, 1));
    play(&bench, Persona::Organiser);
    let all = applicants(&bench, "alumni");
    let came = all.iter().find_map(|one| match &one.is {
        Membership::PendingApproval { more, .. } if more.code == "ocean-2014" => Some(&more.came),
        _ => None,
    });
    assert_eq!(came.unwrap(), &["小邻"]);
}

#[test]
fn what_is_founded_lives_is_kept_and_ends() {
    let bench = embedded();
    let id = "walkers";
    let charter = Charter {
        name: Some("晨走的人".to_owned()),
        purpose: Some("天亮以后一起走一小时".to_owned()),
        area: Some(Area {
            city: "杭州".to_owned(),
            ..Area::default()
        }),
        rules: Some(vec!["准时".to_owned()]),
        ..Charter::default()
    };
    let found = Command::Found {
        community: id.into(),
        charter: charter.clone(),
        word: String::new(),
    };
    assert!(matches!(
        done(&bench, found.clone()),
        Outcome::Membership(
            _,
            Membership::Member {
                role: Role::Owner,
                ..
            }
        )
    ));
    // Once more it is the same one.
    done(&bench, found);
    // A page that is opened later has it, too.
    let bench = super::embedded_again(&bench);
    assert!(listed(&bench, id));
    let here = community(&bench, id);
    assert_eq!((here.members, here.people.len()), (1, 1));
    assert_eq!(here.people[0].role, Role::Owner);
    assert_eq!(roster(&bench, id).len(), 1);

    let edit = Command::Edit {
        community: id.into(),
        charter: Charter {
            rules: Some(vec!["准时".to_owned(), "不催人".to_owned()]),
            ..Charter::default()
        },
    };
    done(&bench, edit);
    let changed = community(&bench, id);
    assert_eq!(changed.rules.version, here.rules.version + 1);
    assert_eq!((changed.members, changed.people.len()), (1, 1));

    let close = Command::Close {
        community: id.into(),
        farewell: "走到这里，谢谢各位。".to_owned(),
    };
    done(&bench, close);
    assert_eq!(
        community(&bench, id).activity.farewell,
        "走到这里，谢谢各位。"
    );
    done(
        &bench,
        Command::Archive {
            community: id.into(),
        },
    );
    assert!(!listed(&bench, id));
    assert!(community(&bench, id).activity.archived.is_some());
    done(
        &bench,
        Command::Reopen {
            community: id.into(),
        },
    );
    assert!(listed(&bench, id));
    assert!(community(&bench, id).activity.closed.is_none());
}

#[test]
fn roles_are_given_and_handed_over_and_members_are_put_out() {
    let bench = embedded();
    play(&bench, Persona::Organiser);
    let id = CommunityId::from("dog-walk");
    let before = community(&bench, "dog-walk");
    let owners = |all: &Community| {
        let owners = all.people.iter().filter(|p| p.role == Role::Owner);
        owners.map(|p| p.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(owners(&before), ["林主理"]);
    let appoint = |who: &str, role| Command::Appoint {
        community: id.clone(),
        person: person(who),
        role,
    };
    done(&bench, appoint("m-dog-walk-9", Role::Host));
    let hosts = community(&bench, "dog-walk").people;
    assert_eq!(hosts.len(), before.people.len() + 1);
    done(&bench, appoint("m-dog-walk-9", Role::Member));
    assert_eq!(
        community(&bench, "dog-walk").people.len(),
        before.people.len()
    );
    let remove = Command::Remove {
        community: id.clone(),
        person: person("m-dog-walk-9"),
        reason: "搬走了，也退了群".to_owned(),
    };
    done(&bench, remove);
    assert_eq!(community(&bench, "dog-walk").members, before.members - 1);
    let gone = |all: Vec<Applicant>| all.iter().all(|one| one.id != person("m-dog-walk-9"));
    assert!(gone(roster(&bench, "dog-walk")));
    assert!(
        members(&bench, "dog-walk")
            .iter()
            .all(|m| m.id.as_str() != "m-dog-walk-9")
    );

    let leave = Command::Leave {
        community: id.clone(),
    };
    assert_eq!(refused(&bench, leave.clone()), Refusal::OwnerMustHandOver);
    let over = Command::HandOver {
        community: id.clone(),
        person: person("m-dog-walk-2"),
    };
    done(&bench, over.clone());
    assert_eq!(
        stands(&bench, "dog-walk").role(bench.data.now()),
        Some(Role::Deputy)
    );
    assert_eq!(owners(&community(&bench, "dog-walk")), ["郭建民"]);
    assert_eq!(refused(&bench, over), Refusal::Forbidden);
    done(&bench, leave);
}

#[test]
fn new_rules_ask_those_who_are_in_again() {
    let bench = embedded();
    done(&bench, join("dog-walk", Some("walk-with-a-host"), true, 2));
    let Membership::Member { role, .. } = stands(&bench, "dog-walk") else {
        panic!("a code that asks nothing");
    };
    assert_eq!(role, Role::Host);
    play(&bench, Persona::Organiser);
    let edit = Command::Edit {
        community: "dog-walk".into(),
        charter: Charter {
            rules: Some(vec!["全程牵绳。".to_owned()]),
            ..Charter::default()
        },
    };
    done(&bench, edit);
    play(&bench, Persona::Newcomer);
    let here = community(&bench, "dog-walk");
    assert_eq!(here.rules.version, 3);
    assert!(stands(&bench, "dog-walk").asks_again(&here));
    let agree = |rules| Command::Agree {
        community: "dog-walk".into(),
        rules,
    };
    assert_eq!(
        refused(&bench, agree(2)),
        Refusal::RulesNotAgreed { version: 3 }
    );
    done(&bench, agree(3));
    assert!(!stands(&bench, "dog-walk").asks_again(&here));
}

#[test]
fn a_chat_is_told_to_members_and_following_needs_no_door() {
    let bench = embedded();
    assert!(community(&bench, "night-run").chat.is_none());
    let follow = Command::Follow {
        community: "night-run".into(),
    };
    done(&bench, follow);
    let viewer = block_on(bench.data.fresh(&linju::data::Mine)).unwrap();
    assert_eq!(viewer.follows, [CommunityId::from("night-run")]);
    assert!(community(&bench, "night-run").chat.is_none());
    done(&bench, join("night-run", None, false, 3));
    assert!(community(&bench, "night-run").chat.is_some());
    let unfollow = Command::Unfollow {
        community: "night-run".into(),
    };
    done(&bench, unfollow);
    let viewer = block_on(bench.data.fresh(&linju::data::Mine)).unwrap();
    assert!(viewer.follows.is_empty());
}

#[test]
fn lists_that_are_kept_show_what_was_done_before_they_are_asked_for_anew() {
    let bench = embedded();
    play(&bench, Persona::Organiser);
    let first = applicants(&bench, "dog-walk");
    assert!(!roster(&bench, "dog-walk").is_empty());
    let review = Command::Review {
        community: "dog-walk".into(),
        person: first[0].id.clone(),
        verdict: Verdict::Approve,
    };
    done(&bench, review);
    let query = ApplicantsPage {
        community: "dog-walk".into(),
        cursor: None,
    };
    let kept = bench.data.kept(&query).unwrap().data.items;
    assert_eq!(kept, first[1..]);
    let appoint = Command::Appoint {
        community: "dog-walk".into(),
        person: person("m-dog-walk-9"),
        role: Role::Lecturer,
    };
    done(&bench, appoint);
    let query = RosterPage {
        community: "dog-walk".into(),
        cursor: None,
    };
    let kept = bench.data.kept(&query).unwrap().data.items;
    let row = kept
        .iter()
        .find(|one| one.id == person("m-dog-walk-9"))
        .unwrap();
    assert!(matches!(
        row.is,
        Membership::Member {
            role: Role::Lecturer,
            ..
        }
    ));
    // An invitation that was made stands first.
    let query = InvitationsPage {
        community: "dog-walk".into(),
        cursor: None,
    };
    let before = block_on(bench.data.fresh(&query)).unwrap().items;
    let invitation = Invitation {
        code: "a-new-one".to_owned(),
        ..before[0].clone()
    };
    let invite = Command::Invite {
        community: "dog-walk".into(),
        invitation,
    };
    done(&bench, invite);
    let kept = bench.data.kept(&query).unwrap().data.items;
    assert_eq!(
        (kept.len(), kept[0].code.as_str()),
        (before.len() + 1, "a-new-one")
    );
}
