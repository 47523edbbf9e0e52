//! What may happen, in any order.

use linju::model::{
    Answers, Charter, Command, CommunityId, Companion, EntryChange, Invitation, MemberField,
    MemberId, Role,
};
use proptest::prelude::*;

use super::server::{Fate, Kind, Silence};

#[derive(Clone, Debug)]
pub enum Step {
    /// A person gives a command, and the page sends what is due.
    Give {
        page: usize,
        what: usize,
    },
    Tend {
        page: usize,
    },
    /// Pages go on, so many steps.
    Run {
        steps: usize,
    },
    /// The page is killed where it stands, and opened again.
    Crash {
        page: usize,
    },
    /// The page is killed at so manieth write from now, before or after it is done.
    DieAtWrite {
        page: usize,
        nth: u32,
        after: bool,
    },
    Fate(Fate),
    Silence(Silence),
    Online(bool),
    Full(bool),
    /// Storage is emptied.
    Empty,
    /// One entry is spoiled.
    Spoil {
        which: usize,
        how: usize,
    },
    Clock {
        seconds: i64,
    },
    LogOut {
        page: usize,
        with: bool,
    },
    LogIn {
        page: usize,
        who: usize,
    },
    /// The person decides.
    Discard {
        page: usize,
        which: usize,
    },
    Again {
        page: usize,
        which: usize,
    },
}

pub const USERS: [&str; 2] = ["an", "bo"];

/// How many commands there are to give.
pub const COMMANDS: usize = 40;

/// Commands about two communities and two events.
pub fn command(what: usize) -> Command {
    if what >= 32 {
        return of_directory(what - 32);
    }
    if what >= 16 {
        return of_others(what - 16);
    }
    let community = ["c1", "c2"][what / 8 % 2].into();
    let event = ["e1", "e2"][what / 8 % 2].into();
    let sign_up = |party: Vec<Companion>| Command::SignUp {
        event,
        party,
        answers: Answers::new(),
        seen: false,
    };
    match what % 8 {
        0 | 1 => Command::Join {
            community,
            answers: Answers::new(),
            rules: None,
            invitation: None,
            sponsor: String::new(),
            listed: false,
        },
        2 => Command::Leave { community },
        3 => Command::Withdraw { community },
        4 | 5 => sign_up(Vec::new()),
        6 => sign_up(vec![Companion::named("小李")]),
        _ => Command::CancelSignUp {
            event: ["e1", "e2"][what / 8 % 2].into(),
        },
    }
}

/// What is done in a directory: the viewer's standing says nothing of it.
fn of_directory(what: usize) -> Command {
    let (community, member) = (CommunityId::from("c1"), MemberId::from("m1"));
    let entry = |name: &str| EntryChange {
        name: Some(name.to_owned()),
        ..EntryChange::default()
    };
    let fields = vec![MemberField::Contacts];
    match what % 8 {
        0 => Command::WriteEntry {
            community,
            entry: entry("小李"),
        },
        1 => Command::WriteEntry {
            community,
            entry: entry("老李"),
        },
        2 => Command::RemoveEntry { community },
        3 => Command::AskContact {
            community,
            member,
            fields,
            word: "你好".to_owned(),
        },
        4 => Command::TakeBackRequest { community, member },
        5 => Command::Block { community, member },
        6 => Command::Unblock { community, member },
        _ => Command::GrantRequest {
            community,
            person: "p1".into(),
            fields,
            until: None,
        },
    }
}

/// Commands of which the viewer's standing says less, or nothing.
fn of_others(what: usize) -> Command {
    let community: CommunityId = ["c1", "c2"][what / 8 % 2].into();
    let code = "come-along".to_owned();
    match what % 8 {
        0 | 1 => Command::Follow { community },
        2 => Command::Unfollow { community },
        3 => Command::Invite {
            invitation: Invitation {
                code,
                community: community.clone(),
                role: Role::Member,
                uses: None,
                used: 0,
                until: None,
                approval: false,
                note: String::new(),
                by: String::new(),
                made: None,
                revoked: None,
            },
            community,
        },
        4 => Command::Revoke { community, code },
        5 => Command::Amend {
            community,
            answers: [("why".to_owned(), "陪孩子".to_owned())]
                .into_iter()
                .collect(),
            sponsor: String::new(),
        },
        6 => Command::Say {
            community,
            person: None,
            text: "什么时候答复？".to_owned(),
        },
        _ => Command::Edit {
            community,
            charter: Charter {
                purpose: Some("一起走路".to_owned()),
                ..Charter::default()
            },
        },
    }
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        3 => Just(Fate::Lost),
        4 => Just(Fate::Unheard),
        2 => Just(Fate::Late),
        1 => Just(Fate::Busy),
        2 => Just(Fate::BusyAfter),
        1 => Just(Fate::UnderWay),
        1 => Just(Fate::Unfit),
        2 => prop_oneof![Just(None), (0_u32..100_000).prop_map(Some)].prop_map(Fate::TooMany),
        1 => Just(Fate::Nonsense),
        1 => Just(Fate::NonsenseAfter),
        2 => Just(Fate::SignedOut),
        1 => Just(Fate::Forbidden),
        2 => Just(Fate::Arrives),
    ]
}

fn silence() -> impl Strategy<Value = Silence> {
    prop_oneof![
        2 => Just(Silence::Network),
        1 => Just(Silence::Busy),
        2 => Just(Silence::TooMany),
        1 => Just(Silence::Nonsense),
        2 => Just(Silence::SignedOut),
        1 => Just(Silence::Forbidden),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let page = 0..2_usize;
    prop_oneof![
        8 => (page.clone(), 0..COMMANDS).prop_map(|(page, what)| Step::Give { page, what }),
        4 => page.clone().prop_map(|page| Step::Tend { page }),
        10 => (1..12_usize).prop_map(|steps| Step::Run { steps }),
        3 => page.clone().prop_map(|page| Step::Crash { page }),
        3 => (page.clone(), 0..6_u32, any::<bool>())
            .prop_map(|(page, nth, after)| Step::DieAtWrite { page, nth, after }),
        8 => fate().prop_map(Step::Fate),
        3 => silence().prop_map(Step::Silence),
        2 => any::<bool>().prop_map(Step::Online),
        2 => any::<bool>().prop_map(Step::Full),
        1 => Just(Step::Empty),
        1 => (0..8_usize, 0..4_usize).prop_map(|(which, how)| Step::Spoil { which, how }),
        5 => prop_oneof![3 => 0..700_i64, 1 => -90_000..90_000_i64, 1 => Just(2_000_000_000)]
            .prop_map(|seconds| Step::Clock { seconds }),
        1 => (page.clone(), any::<bool>()).prop_map(|(page, with)| Step::LogOut { page, with }),
        2 => (page.clone(), 0..2_usize).prop_map(|(page, who)| Step::LogIn { page, who }),
        1 => (page.clone(), 0..4_usize).prop_map(|(page, which)| Step::Discard { page, which }),
        2 => (page, 0..4_usize).prop_map(|(page, which)| Step::Again { page, which }),
    ]
}

/// A server, and what happens.
pub fn schedules() -> impl Strategy<Value = (Kind, Vec<Step>)> {
    let kind = prop_oneof![
        Just(Kind::Keys),
        Just(Kind::PutOnce),
        Just(Kind::Tells),
        Just(Kind::Mute)
    ];
    (kind, prop::collection::vec(step(), 1..36))
}
