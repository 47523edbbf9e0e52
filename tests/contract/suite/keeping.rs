//! A community from its founding to its end: what its owner does alone, and what goes on between two people at its door.

use linju::{
    backend::{Backend, BackendError},
    model::{
        Answers, Applicant, Area, Charter, Chat, Command, CommandId, Community, CommunityId, Door,
        Envelope, Form, FromJson as _, Instant, Invitation, JoinPolicy, Membership, Outcome,
        PersonId, Refusal, Role, Verdict,
    },
};

use serde_json::json;

use super::all_communities;
use crate::native::block_on;

/// Somebody who gives commands.
pub struct Hand<'a> {
    pub backend: &'a dyn Backend,
    /// Distinguishes their commands from those of others and of other runs.
    pub name: String,
    /// The moment of the run.
    pub now: Instant,
}

impl Hand<'_> {
    /// Carries a command out, under a key of its own.
    pub fn does(&self, key: &str, command: Command) -> Outcome {
        let envelope = Envelope {
            id: CommandId(format!("{}-{key}", self.name)),
            at: self.now,
            command,
        };
        block_on(self.backend.carry_out(&envelope)).unwrap_or_else(|e| panic!("{key}: {e}"))
    }

    pub fn refused(&self, key: &str, command: Command) -> Refusal {
        match self.does(key, command) {
            Outcome::Refused(refusal) => refusal,
            other => panic!("{key}: expected a refusal, found {other:?}"),
        }
    }

    pub fn faults(&self, key: &str, command: Command) -> Vec<String> {
        match self.refused(key, command) {
            Refusal::Invalid { faults } => faults.into_iter().map(|fault| fault.key).collect(),
            other => panic!("{key}: {other:?}"),
        }
    }

    fn stands(&self, id: &CommunityId) -> Membership {
        let viewer = block_on(self.backend.viewer()).expect("a viewer").data;
        viewer.membership(id)
    }

    fn sees(&self, id: &CommunityId) -> Community {
        let answer = block_on(self.backend.community(id)).expect("the community");
        assert_eq!(answer.left_out, [], "all of it can be read");
        answer.data
    }

    fn lists(&self, id: &CommunityId) -> bool {
        all_communities(self.backend).iter().any(|it| it.id == *id)
    }

    fn waiting(&self, id: &CommunityId) -> Vec<Applicant> {
        let page = block_on(self.backend.applicants(id, None)).expect("who waits");
        assert_eq!(page.left_out, []);
        page.data.items
    }

    fn roster(&self, id: &CommunityId) -> Vec<Applicant> {
        let page = block_on(self.backend.roster(id, None)).expect("who is in");
        assert_eq!(page.left_out, []);
        page.data.items
    }

    fn invitations(&self, id: &CommunityId) -> Vec<Invitation> {
        let page = block_on(self.backend.invitations(id, None)).expect("invitations");
        assert_eq!(page.left_out, []);
        page.data.items
    }
}

pub fn join(id: &CommunityId) -> Command {
    Command::Join {
        community: id.clone(),
        answers: Answers::new(),
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
    }
}

fn by_code(id: &CommunityId, code: &str) -> Command {
    Command::Join {
        community: id.clone(),
        answers: Answers::new(),
        rules: Some(1),
        invitation: Some(code.to_owned()),
        sponsor: String::new(),
        listed: false,
    }
}

pub fn charter(name: &str) -> Charter {
    Charter {
        name: Some(name.to_owned()),
        purpose: Some("一起看星星".to_owned()),
        area: Some(Area {
            city: "杭州".to_owned(),
            ..Area::default()
        }),
        ..Charter::default()
    }
}

fn edit(id: &CommunityId, charter: Charter) -> Command {
    Command::Edit {
        community: id.clone(),
        charter,
    }
}

fn invite(id: &CommunityId, code: &str, role: Role, uses: Option<u32>) -> Command {
    Command::Invite {
        community: id.clone(),
        invitation: Invitation {
            code: code.to_owned(),
            community: id.clone(),
            role,
            uses,
            used: 0,
            until: None,
            approval: false,
            note: "楼道海报".to_owned(),
            by: String::new(),
            made: None,
            revoked: None,
        },
    }
}

fn revoke(id: &CommunityId, code: &str) -> Command {
    Command::Revoke {
        community: id.clone(),
        code: code.to_owned(),
    }
}

fn appoint(id: &CommunityId, person: &PersonId, role: Role) -> Command {
    Command::Appoint {
        community: id.clone(),
        person: person.clone(),
        role,
    }
}

/// The role of a membership; none outside.
fn role(is: &Membership) -> Option<Role> {
    match is {
        Membership::Member { role, .. } => Some(*role),
        _ => None,
    }
}

/// Found, describe, invite, end, put away, go on: the owner alone.
pub fn alone(owner: &Hand<'_>) {
    let id = CommunityId(format!("c-{}-alone", owner.name));
    let found = |charter| Command::Found {
        community: id.clone(),
        charter,
        word: "住三栋的老陈".to_owned(),
    };
    let nameless = Charter {
        name: Some("  ".to_owned()),
        area: None,
        ..charter("x")
    };
    assert_eq!(owner.faults("nameless", found(nameless)), ["name", "area"]);
    let told = owner.does("found", found(charter(" 顶楼观星社 ")));
    assert!(
        matches!(&told, Outcome::Membership(at, Membership::Member { role: Role::Owner, .. }) if *at == id),
        "{told:?}"
    );
    // The same key says the same, and founds nothing again.
    assert_eq!(owner.does("found", found(charter(" 顶楼观星社 "))), told);
    assert_eq!(role(&owner.stands(&id)), Some(Role::Owner));
    let it = owner.sees(&id);
    assert_eq!((it.name.as_str(), it.members), ("顶楼观星社", 1));
    assert!(it.activity.founded.is_some());
    assert!(owner.lists(&id), "whoever looks finds it");
    assert!(
        it.people.iter().any(|person| person.role == Role::Owner),
        "{:?}",
        it.people
    );

    // What changes, and nothing else.
    let rules = Charter {
        rules: Some(vec!["守时".to_owned()]),
        ..Charter::default()
    };
    owner.does("rules", edit(&id, rules));
    let goal = linju::model::Goal {
        what: "看一百颗".to_owned(),
        done: 3,
        of: 100,
        unit: "颗".to_owned(),
        by: None,
    };
    let more = Charter {
        goal: Some(goal.clone()),
        tags: Some(vec!["天文".to_owned()]),
        ..Charter::default()
    };
    owner.does("goal", edit(&id, more));
    let it = owner.sees(&id);
    assert_eq!((it.rules.version, it.rules.lines.len()), (1, 1));
    assert_eq!(it.goal, Some(goal));
    assert_eq!(it.purpose, "一起看星星");
    let long = Charter {
        purpose: Some("长".repeat(201)),
        ..Charter::default()
    };
    assert_eq!(owner.faults("long", edit(&id, long)), ["purpose"]);

    // Invitations.
    assert_eq!(
        owner.faults("short", invite(&id, "short", Role::Member, Some(0))),
        ["code", "uses"]
    );
    let told = owner.does("one", invite(&id, "stars-2026-a", Role::Host, Some(2)));
    let Outcome::Invitation(_, made) = &told else {
        panic!("{told:?}");
    };
    assert_eq!((made.used, made.uses, made.role), (0, Some(2), Role::Host));
    owner.does("two", invite(&id, "stars-2026-b", Role::Member, None));
    let all = owner.invitations(&id);
    assert_eq!(all.len(), 2, "{all:?}");
    let looked = block_on(owner.backend.invitation(&id, "stars-2026-a")).expect("what it opens");
    assert_eq!(
        (looked.data.role, looked.data.approval),
        (Role::Host, false)
    );
    let unknown = block_on(owner.backend.invitation(&id, "stars-nobody"));
    assert_eq!(unknown.err(), Some(BackendError::NotFound));
    owner.does("back", revoke(&id, "stars-2026-a"));
    let all = owner.invitations(&id);
    let over = all.iter().find(|it| it.code == "stars-2026-a");
    assert!(over.is_some_and(|it| it.revoked.is_some()), "{all:?}");
    assert_eq!(
        owner.refused("back again", revoke(&id, "stars-2026-a")),
        Refusal::Already
    );

    // Who owns it stays until another does, or it ends.
    let leave = Command::Leave {
        community: id.clone(),
    };
    assert_eq!(owner.refused("leave", leave), Refusal::OwnerMustHandOver);
    let close = |farewell: &str| Command::Close {
        community: id.clone(),
        farewell: farewell.to_owned(),
    };
    let reopen = || Command::Reopen {
        community: id.clone(),
    };
    let archive = || Command::Archive {
        community: id.clone(),
    };
    assert_eq!(owner.faults("mute", close(" ")), ["farewell"]);
    assert_eq!(owner.refused("open", reopen()), Refusal::Already);
    owner.does("close", close(" 谢谢大家 "));
    let it = owner.sees(&id);
    assert!(it.activity.closed.is_some());
    assert_eq!(it.activity.farewell, "谢谢大家");
    assert_eq!(
        owner.refused("late", invite(&id, "stars-2026-c", Role::Member, None)),
        Refusal::Closed
    );
    owner.does("archive", archive());
    assert!(!owner.lists(&id), "what was put away is in no list");
    assert!(owner.sees(&id).activity.archived.is_some());
    owner.does("reopen", reopen());
    let it = owner.sees(&id);
    assert!(it.activity.closed.is_none() && it.activity.archived.is_none());
    assert!(owner.lists(&id));
    assert_eq!(role(&owner.stands(&id)), Some(Role::Owner));

    following(owner, &id);
}

fn following(somebody: &Hand<'_>, id: &CommunityId) {
    let follows = || {
        let viewer = block_on(somebody.backend.viewer()).expect("a viewer").data;
        viewer.follows.contains(id)
    };
    let community = id.clone();
    somebody.does("follow", Command::Follow { community });
    assert!(follows());
    let community = id.clone();
    somebody.does("unfollow", Command::Unfollow { community });
    assert!(!follows());
}

/// The door from both sides: `owner` founds, `other` comes.
pub fn between(owner: &Hand<'_>, other: &Hand<'_>) {
    let id = CommunityId(format!("c-{}-between", owner.name));
    let policy = JoinPolicy {
        door: Door::Approval,
        consent: true,
        sponsor: true,
        form: Form::from_json(
            &json!([{ "key": "why", "label": "想看什么？", "kind": "text", "required": true }]),
        )
        .unwrap(),
        ..JoinPolicy::default()
    };
    let chat = Chat {
        label: "微信群".to_owned(),
        url: "https://chat.example/stars".to_owned(),
        ..Chat::default()
    };
    let charter = Charter {
        rules: Some(vec!["守时".to_owned()]),
        policy: Some(policy.clone()),
        chat: Some(chat.clone()),
        ..charter("顶楼观星社")
    };
    owner.does(
        "found 2",
        Command::Found {
            community: id.clone(),
            charter,
            word: String::new(),
        },
    );
    assert_eq!(owner.sees(&id).chat, Some(chat.clone()));
    assert_eq!(
        other.sees(&id).chat,
        None,
        "where members talk is told to members"
    );

    // Knocking.
    assert_eq!(
        other.refused("no rules", join(&id)),
        Refusal::RulesNotAgreed { version: 1 }
    );
    let answers = |text: &str| Answers::from_iter([("why".to_owned(), text.to_owned())]);
    let knock = |why: &str, sponsor: &str| Command::Join {
        community: id.clone(),
        answers: answers(why),
        rules: Some(1),
        invitation: None,
        sponsor: sponsor.to_owned(),
        listed: false,
    };
    assert_eq!(other.faults("no answer", knock(" ", "老王")), ["why"]);
    assert_eq!(
        other.faults("no sponsor", knock("猎户座", " ")),
        ["sponsor"]
    );
    other.does("knock", knock("猎户座", " 老王 "));
    assert_eq!(
        other.refused("twice", knock("猎户座", "老王")),
        Refusal::Already
    );
    let amend = Command::Amend {
        community: id.clone(),
        answers: answers("昴星团"),
        sponsor: "老李".to_owned(),
    };
    other.does("amend", amend);
    let say = |person: Option<PersonId>, text: &str| Command::Say {
        community: id.clone(),
        person,
        text: text.to_owned(),
    };
    assert_eq!(other.faults("mute", say(None, "  ")), ["text"]);
    other.does("word", say(None, " 我住三栋 "));
    let forbidden = block_on(other.backend.applicants(&id, None));
    assert!(
        matches!(forbidden, Err(BackendError::Forbidden { .. })),
        "{forbidden:?}"
    );
    let forbidden = block_on(other.backend.roster(&id, None));
    assert!(
        matches!(forbidden, Err(BackendError::Forbidden { .. })),
        "{forbidden:?}"
    );
    let waiting = owner.waiting(&id);
    let [one] = waiting.as_slice() else {
        panic!("{waiting:?}");
    };
    let Membership::PendingApproval { answers, more, .. } = &one.is else {
        panic!("{one:?}");
    };
    assert_eq!(answers.get("why").map(String::as_str), Some("昴星团"));
    assert_eq!(more.sponsor, "老李");
    assert_eq!(more.talk.len(), 1);
    assert_eq!(more.talk[0].text, "我住三栋");
    assert_eq!(more.talk[0].by, "");
    let person = one.id.clone();
    owner.does("ask", say(Some(person.clone()), "周几有空？"));
    let Membership::PendingApproval { more, .. } = other.stands(&id) else {
        panic!("still waits");
    };
    assert_eq!(more.talk.len(), 2);
    assert_eq!(more.talk[1].text, "周几有空？");
    assert!(!more.talk[1].by.is_empty(), "an organiser has a name");
    assert_eq!(
        other.refused("as organiser", say(Some(person.clone()), "我同意")),
        Refusal::Forbidden
    );

    // Turned away, and once more.
    let review = |verdict| Command::Review {
        community: id.clone(),
        person: person.clone(),
        verdict,
    };
    let no = Verdict::Reject {
        reason: "今晚有云".to_owned(),
        again_from: None,
    };
    owner.does("no", review(no));
    other.does("knock again", knock("土星", "老王"));
    let one = owner.waiting(&id).remove(0);
    assert!(
        one.history.iter().any(|past| past.reason == "今晚有云"),
        "what was before is told: {:?}",
        one.history
    );
    owner.does("yes", review(Verdict::Approve));
    assert!(
        matches!(
            other.stands(&id),
            Membership::Member {
                role: Role::Member,
                rules: Some(1),
                ..
            }
        ),
        "{:?}",
        other.stands(&id)
    );
    assert_eq!(other.sees(&id).chat, Some(chat));

    // Newer rules ask again.
    let rules = Charter {
        rules: Some(vec!["守时".to_owned(), "带走垃圾".to_owned()]),
        ..Charter::default()
    };
    assert_eq!(
        other.refused("not theirs", edit(&id, rules.clone())),
        Refusal::Forbidden
    );
    owner.does("rules 2", edit(&id, rules));
    let now = other.sees(&id);
    assert_eq!(now.rules.version, 2);
    assert!(other.stands(&id).asks_again(&now));
    let agree = |rules| Command::Agree {
        community: id.clone(),
        rules,
    };
    assert_eq!(
        other.refused("agree 1", agree(1)),
        Refusal::RulesNotAgreed { version: 2 }
    );
    other.does("agree 2", agree(2));
    assert!(!other.stands(&id).asks_again(&now));

    roles(owner, other, &id, &person);
    codes(owner, other, &id);
}

/// Roles, from a member to the owner.
fn roles(owner: &Hand<'_>, other: &Hand<'_>, id: &CommunityId, person: &PersonId) {
    let roster = owner.roster(id);
    assert_eq!(roster.len(), 2, "{roster:?}");
    let own = roster.iter().find(|one| role(&one.is) == Some(Role::Owner));
    let own = own.expect("the owner is in").id.clone();
    let guest = |key: &str| other.refused(key, invite(id, "stars-guest", Role::Member, None));
    assert_eq!(guest("guest"), Refusal::Forbidden);
    assert_eq!(
        owner.refused("nothing new", appoint(id, person, Role::Member)),
        Refusal::Already
    );
    owner.does("host", appoint(id, person, Role::Host));
    assert_eq!(role(&other.stands(id)), Some(Role::Host));
    assert_eq!(guest("guest 2"), Refusal::Forbidden);
    owner.does("deputy", appoint(id, person, Role::Deputy));
    assert_eq!(
        other.refused("too high", invite(id, "stars-high", Role::Deputy, None)),
        Refusal::Forbidden
    );
    other.does("admin", invite(id, "stars-admin", Role::Admin, None));
    assert_eq!(
        other.refused("above", appoint(id, &own, Role::Member)),
        Refusal::Forbidden
    );
    let hand_over = |person: &PersonId| Command::HandOver {
        community: id.clone(),
        person: person.clone(),
    };
    assert_eq!(other.refused("grab", hand_over(person)), Refusal::Forbidden);
    owner.does("hand over", hand_over(person));
    assert_eq!(role(&other.stands(id)), Some(Role::Owner));
    assert_eq!(role(&owner.stands(id)), Some(Role::Deputy));
    let close = Command::Close {
        community: id.clone(),
        farewell: "再见".to_owned(),
    };
    assert_eq!(owner.refused("not any more", close), Refusal::Forbidden);
    // And back.
    other.does("hand back", hand_over(&own));
    assert_eq!(role(&owner.stands(id)), Some(Role::Owner));
    let remove = |reason: &str| Command::Remove {
        community: id.clone(),
        person: person.clone(),
        reason: reason.to_owned(),
    };
    assert_eq!(owner.faults("mute remove", remove("")), ["reason"]);
    owner.does("down", appoint(id, person, Role::Member));
    let community = id.clone();
    other.does("leave", Command::Leave { community });
    let gone = owner.refused("gone", remove("没来"));
    assert!(
        matches!(gone, Refusal::NothingThere | Refusal::Gone),
        "{gone:?}"
    );
}

/// Codes: wrong, over, used up, good; and putting somebody out for good.
fn codes(owner: &Hand<'_>, other: &Hand<'_>, id: &CommunityId) {
    let come = |code: &str| match by_code(id, code) {
        Command::Join {
            community,
            answers,
            invitation,
            sponsor,
            listed,
            ..
        } => Command::Join {
            community,
            answers,
            rules: Some(2),
            invitation,
            sponsor,
            listed,
        },
        other => other,
    };
    assert_eq!(
        other.refused("wrong code", come("stars-wrong")),
        Refusal::CodeUnknown
    );
    owner.does("made", invite(id, "stars-over", Role::Member, None));
    owner.does("unmade", revoke(id, "stars-over"));
    assert_eq!(other.refused("over", come("stars-over")), Refusal::CodeOver);
    owner.does("single", invite(id, "stars-once", Role::Lecturer, Some(1)));
    other.does("come", come("stars-once"));
    assert_eq!(role(&other.stands(id)), Some(Role::Lecturer));
    let all = owner.invitations(id);
    let once = all.iter().find(|it| it.code == "stars-once");
    assert!(once.is_some_and(|it| it.used == 1), "{all:?}");
    let community = id.clone();
    other.does("leave again", Command::Leave { community });
    assert_eq!(
        other.refused("used up", come("stars-once")),
        Refusal::CodeUsedUp
    );
    owner.does("many", invite(id, "stars-many", Role::Member, None));
    other.does("come again", come("stars-many"));
    let roster = owner.roster(id);
    let one = roster
        .iter()
        .find(|one| role(&one.is) == Some(Role::Member));
    let person = one.expect("is in").id.clone();
    let reason = "总在吵".to_owned();
    let community = id.clone();
    owner.does(
        "out",
        Command::Remove {
            community,
            person,
            reason,
        },
    );
    assert!(
        matches!(other.stands(id), Membership::Removed { reason } if reason == "总在吵"),
        "they are told why"
    );
    assert_eq!(
        other.refused("not again", come("stars-many")),
        Refusal::NotAgain { from: None }
    );
}
