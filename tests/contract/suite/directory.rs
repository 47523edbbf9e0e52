//! Between three people in one directory: one asks for what another shows on request, is let, is let no more; one does not want to
//! see the other; one tells an organiser. What is hidden is in no list, on no page and found by no word.

use linju::{
    backend::BackendError,
    model::{
        Birthday, Command, CommunityId, Contact, ContactKind, ContactRequest, Entry, EntryChange,
        Instant, Member, MemberField, MemberId, MyEntry, Outcome, PersonId, Refusal, Report,
        ReportReason, RequestState, ToJson as _, Visibility,
    },
};

use super::keeping::{Hand, join};
use crate::native::block_on;

/// Who looks after the community, who has an entry there, and who asks them.
pub struct Three<'a> {
    pub organiser: &'a Hand<'a>,
    pub owner: &'a Hand<'a>,
    pub asker: &'a Hand<'a>,
}

const SECRET: &str = "139-9999-0001";
const HIDDEN: &str = "藏起来的小镇";

/// What the owner writes: an own word for who sees each of some fields.
fn entry(name: &str) -> Entry {
    Entry {
        name: name.to_owned(),
        sort_key: "yuan zhu".to_owned(),
        headline: "修自行车，也修收音机".to_owned(),
        hometown: HIDDEN.to_owned(),
        district: "拱墅区".to_owned(),
        skills: vec!["焊接".to_owned()],
        offers: vec!["修收音机".to_owned()],
        seeks: vec!["旧唱片".to_owned()],
        contacts: vec![Contact {
            kind: ContactKind::Phone,
            value: SECRET.to_owned(),
        }],
        birthday: Birthday::new(2, 29),
        household: "王家".to_owned(),
        visibility: [
            (MemberField::Hometown, Visibility::Nobody),
            (MemberField::Skills, Visibility::Organisers),
        ]
        .into_iter()
        .collect(),
        ..Entry::default()
    }
}

/// What is the viewer's own in a directory, all of which can be read.
fn own(hand: &Hand<'_>, id: &CommunityId) -> MyEntry {
    let answer = block_on(hand.backend.my_entry(id)).expect("one's own");
    assert_eq!(answer.left_out, []);
    answer.data
}

fn listed(hand: &Hand<'_>, id: &CommunityId) -> Vec<Member> {
    let answer = block_on(hand.backend.members(id, None)).expect("a directory");
    assert_eq!(answer.left_out, []);
    answer.data.items
}

fn found(hand: &Hand<'_>, id: &CommunityId, text: &str) -> Vec<MemberId> {
    let answer = block_on(hand.backend.search_members(id, text, None)).expect("a search");
    assert_eq!(answer.left_out, []);
    answer.data.items.into_iter().map(|it| it.id).collect()
}

fn reports(hand: &Hand<'_>, id: &CommunityId) -> Result<Vec<Report>, BackendError> {
    let answer = block_on(hand.backend.reports(id, None))?;
    assert_eq!(answer.left_out, []);
    Ok(answer.data.items)
}

impl Three<'_> {
    /// The owner's entry as somebody sees it, on its page as in the list.
    fn seen(&self, by: &Hand<'_>, id: &CommunityId, member: &MemberId) -> Option<Member> {
        let in_list = listed(by, id).into_iter().find(|it| it.id == *member);
        match block_on(by.backend.member(id, member)) {
            Ok(answer) => {
                assert_eq!(Some(&answer.data), in_list.as_ref());
                Some(answer.data)
            }
            Err(BackendError::NotFound) => {
                assert_eq!(in_list, None);
                None
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn as_asker(&self, id: &CommunityId, member: &MemberId) -> Member {
        self.seen(self.asker, id, member).expect("their entry")
    }

    fn request(&self, id: &CommunityId, member: &MemberId) -> Option<ContactRequest> {
        self.as_asker(id, member).request
    }
}

fn ask(id: &CommunityId, member: &MemberId, fields: &[MemberField]) -> Command {
    Command::AskContact {
        community: id.clone(),
        member: member.clone(),
        fields: fields.to_vec(),
        word: " 想请你修一台收音机 ".to_owned(),
    }
}

fn grant(id: &CommunityId, person: &PersonId, until: Option<Instant>) -> Command {
    Command::GrantRequest {
        community: id.clone(),
        person: person.clone(),
        fields: vec![MemberField::Contacts],
        until,
    }
}

/// A mapping may say either of what is not there.
fn is_nothing(refusal: &Refusal) {
    assert!(
        matches!(refusal, Refusal::NothingThere | Refusal::Gone),
        "{refusal:?}"
    );
}

/// All of it.
pub fn between(three: &Three<'_>) {
    let Three {
        organiser,
        owner,
        asker,
    } = three;
    let id = organiser.founds("directory");
    let refused = block_on(owner.backend.my_entry(&id));
    assert!(matches!(
        refused,
        Err(BackendError::Forbidden { .. } | BackendError::NotFound)
    ));
    let strange = Command::WriteEntry {
        community: id.clone(),
        entry: EntryChange::whole(entry("原主")),
    };
    assert_eq!(owner.refused("strange", strange), Refusal::MembersOnly);
    owner.done("join", join(&id));
    asker.done("join", join(&id));
    let member = written(three, &id);
    hidden(three, &id, &member);
    let person = asked(three, &id, &member);
    answered(three, &id, &member, &person);
    apart(three, &id, &member);
    told(three, &id, &member);
    gone(three, &id, &member);
}

/// One writes an entry, and it stands as it was written.
fn written(three: &Three<'_>, id: &CommunityId) -> MemberId {
    let owner = three.owner;
    let write = |entry| Command::WriteEntry {
        community: id.clone(),
        entry: EntryChange::whole(entry),
    };
    let long = Entry {
        headline: "长".repeat(301),
        ..entry("")
    };
    let faults = owner.faults("too long", write(long));
    assert_eq!(faults, ["name", "headline"]);
    let told = owner.does("write", write(entry("原主")));
    assert_eq!(told, Outcome::Entry(id.clone()));
    let mine = own(owner, id);
    let kept = mine.entry.expect("an entry");
    assert_eq!(Entry::of(&kept), entry("原主"));
    assert_eq!((mine.requests, mine.blocked), (Vec::new(), Vec::new()));
    // One sees oneself whole, and asks oneself for nothing; also where nobody else sees the entry.
    for unlisted in [true, false] {
        let entry = Entry {
            unlisted,
            ..entry("原主")
        };
        owner.does(&format!("unlisted {unlisted}"), write(entry.clone()));
        let own = three.seen(owner, id, &kept.id).expect("one's own");
        assert_eq!(Entry::of(&own), entry);
        assert!(own.on_request.is_empty());
        assert_eq!(three.seen(three.asker, id, &kept.id).is_none(), unlisted);
        assert!(three.seen(three.organiser, id, &kept.id).is_some());
    }
    changed(three, id);
    kept.id
}

/// What is not changed stays: what was hidden on one device is not shown again by what another writes of something else.
fn changed(three: &Three<'_>, id: &CommunityId) {
    let owner = three.owner;
    let change = |key: &str, text: &str, expected: &Entry| {
        let entry = linju::port::read_text(text).expect(text);
        let community = id.clone();
        owner.does(key, Command::WriteEntry { community, entry });
        let now = own(owner, id).entry.expect("an entry");
        assert_eq!(Entry::of(&now), *expected, "{text}");
    };
    let mut now = entry("原主");
    now.visibility
        .insert(MemberField::District, Visibility::Nobody);
    change("hide", r#"{"visibility":{"district":"nobody"}}"#, &now);
    now.headline = "改过的".to_owned();
    change("another", r#"{"headline":"改过的"}"#, &now);
    now.birthday = None;
    now.offers.clear();
    now.household.clear();
    change(
        "empty",
        r#"{"birthday":"","offers":[],"household":""}"#,
        &now,
    );
    let nameless = linju::port::read_text(r#"{"name":" "}"#).expect("a change");
    let command = Command::WriteEntry {
        community: id.clone(),
        entry: nameless,
    };
    assert_eq!(owner.faults("nameless", command), ["name"]);
    let whole = entry("原主");
    let mut back = whole.clone();
    back.visibility
        .insert(MemberField::District, Visibility::Everyone);
    let anew = EntryChange {
        visibility: back.visibility.clone(),
        ..EntryChange::whole(whole)
    };
    change("as it was", &anew.to_json().to_string(), &back);
}

/// What is not for a viewer is nowhere, and found by no word.
fn hidden(three: &Three<'_>, id: &CommunityId, member: &MemberId) {
    let seen = three.as_asker(id, member);
    assert_eq!(seen.on_request, [MemberField::Contacts]);
    let text = seen.to_json().to_string();
    for secret in [SECRET, HIDDEN, "焊接", "02-29", "王家"] {
        assert!(!text.contains(secret), "{text}");
    }
    let organiser = three
        .seen(three.organiser, id, member)
        .expect("to all of it");
    assert_eq!(organiser.birthday, Birthday::new(2, 29));
    assert_eq!(organiser.household, "王家");
    assert!(organiser.contacts.is_empty() && organiser.hometown.is_empty());

    let check = |hand: &Hand<'_>, text: &str, expected: bool| {
        let is = found(hand, id, text).contains(member);
        assert_eq!(is, expected, "{}: {text}", hand.name);
    };
    let (asker, organiser) = (three.asker, three.organiser);
    for words in ["原主", "收音", "YUAN　zhu", "唱片 自行车", "拱墅"] {
        check(asker, words, true);
    }
    for words in [SECRET, HIDDEN, "焊接", "王家", "02-29", "唱片 焊接", "没有"] {
        check(asker, words, false);
    }
    check(organiser, "焊接", true);
    check(organiser, HIDDEN, false);
}

/// One asks, once, and the other hears of it.
fn asked(three: &Three<'_>, id: &CommunityId, member: &MemberId) -> PersonId {
    let Three { owner, asker, .. } = three;
    let contacts = [MemberField::Contacts];
    let shown = ask(id, member, &[MemberField::Offers]);
    assert_eq!(asker.refused("shown", shown), Refusal::NothingThere);
    let told = asker.does("ask", ask(id, member, &contacts));
    assert_eq!(told, Outcome::Contact(id.clone(), member.clone()));
    let again = asker.refused("ask again", ask(id, member, &contacts));
    assert_eq!(again, Refusal::Already);
    let request = three.request(id, member).expect("what was asked");
    assert_eq!(request.state, RequestState::Pending);
    assert_eq!(
        (request.fields.as_slice(), request.word.as_str()),
        (&contacts[..], "想请你修一台收音机")
    );
    assert_eq!((request.person, request.member), (None, None));

    let back = |key| {
        asker.does(
            key,
            Command::TakeBackRequest {
                community: id.clone(),
                member: member.clone(),
            },
        )
    };
    assert_eq!(
        back("take back"),
        Outcome::Contact(id.clone(), member.clone())
    );
    assert_eq!(
        back("twice"),
        Outcome::Refused(Refusal::NothingThere),
        "nothing to take back"
    );
    assert!(own(owner, id).requests.is_empty());
    asker.does("anew", ask(id, member, &contacts));
    let requests = own(owner, id).requests;
    let [one] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert!(one.waits() && !one.name.is_empty());
    one.person.clone().expect("who asks")
}

/// The other lets them, for a time, and no more.
fn answered(three: &Three<'_>, id: &CommunityId, member: &MemberId, person: &PersonId) {
    let Three { owner, asker, .. } = three;
    let until = owner.now.plus(86_400);
    let past = grant(id, person, Some(owner.now.plus(-1)));
    assert_eq!(owner.faults("past", past), ["until"]);
    let nobody = grant(id, &PersonId("nobody".to_owned()), None);
    assert_eq!(owner.refused("nobody", nobody), Refusal::NothingThere);
    // What is hidden since is not granted.
    let contacts = |key: &str, who| {
        let entry = EntryChange {
            visibility: [(MemberField::Contacts, who)].into_iter().collect(),
            ..EntryChange::default()
        };
        let community = id.clone();
        owner.does(key, Command::WriteEntry { community, entry });
    };
    for (at, who) in [Visibility::Nobody, Visibility::Organisers]
        .into_iter()
        .enumerate()
    {
        contacts(&format!("close {at}"), who);
        let closed = owner.refused(&format!("closed {at}"), grant(id, person, Some(until)));
        assert_eq!(closed, Refusal::NothingThere, "{who:?}");
    }
    contacts("open", Visibility::OnRequest);
    let told = owner.does("grant", grant(id, person, Some(until)));
    assert_eq!(told, Outcome::Request(id.clone(), person.clone()));
    let seen = three.as_asker(id, member);
    assert_eq!(seen.contacts, entry("").contacts);
    assert!(seen.on_request.is_empty());
    let granted = RequestState::Granted { until: Some(until) };
    assert_eq!(seen.request.map(|it| it.state), Some(granted));
    let organiser = three.seen(three.organiser, id, member).unwrap();
    assert!(organiser.contacts.is_empty(), "it was granted to one");
    assert!(!found(asker, id, SECRET).contains(member));
    // What is kept of it loses what the grant showed, once that is over.
    let kept = three.as_asker(id, member).settled(until);
    assert!(!kept.to_json().to_string().contains(SECRET));

    let revoke = Command::RevokeGrant {
        community: id.clone(),
        person: person.clone(),
    };
    owner.does("revoke", revoke.clone());
    assert_eq!(owner.refused("again", revoke), Refusal::NothingThere);
    let seen = three.as_asker(id, member);
    assert!(seen.contacts.is_empty());
    assert_eq!(seen.on_request, [MemberField::Contacts]);
    let Some(RequestState::Revoked { again_from, .. }) = seen.request.map(|it| it.state) else {
        panic!("it was taken back");
    };
    let early = asker.refused("early", ask(id, member, &[MemberField::Contacts]));
    assert_eq!(early, Refusal::NotAgain { from: again_from });
}

/// One does not want to see the other: then neither does; organisers see both.
fn apart(three: &Three<'_>, id: &CommunityId, member: &MemberId) {
    let Three { owner, asker, .. } = three;
    let theirs = Entry {
        name: "问的人".to_owned(),
        ..Entry::default()
    };
    let write = Command::WriteEntry {
        community: id.clone(),
        entry: EntryChange::whole(theirs),
    };
    asker.does("entry", write);
    let other = own(asker, id).entry.expect("an entry").id;
    assert!(three.seen(owner, id, &other).is_some());
    let block = |member: &MemberId| Command::Block {
        community: id.clone(),
        member: member.clone(),
    };
    let told = owner.does("block", block(&other));
    assert_eq!(told, Outcome::Contact(id.clone(), other.clone()));
    let again = owner.does("block again", block(&other));
    assert_eq!(again, told, "it is so already");
    // Organisers may be told of whom one does not see any more.
    let report = Command::ReportMember {
        community: id.clone(),
        member: other.clone(),
        reason: ReportReason::Rude,
        text: String::new(),
    };
    assert_eq!(owner.does("report", report), told);
    assert_eq!(three.seen(owner, id, &other), None);
    assert_eq!(three.seen(asker, id, member), None);
    assert!(!found(asker, id, "收音").contains(member));
    assert_eq!(
        asker.refused("apart", ask(id, member, &[MemberField::Contacts])),
        Refusal::Gone
    );
    for it in [member, &other] {
        assert!(three.seen(three.organiser, id, it).is_some());
    }
    let mine = own(owner, id);
    let blocked: Vec<_> = mine
        .blocked
        .iter()
        .map(|it| (&it.id, it.name.as_str()))
        .collect();
    assert_eq!(blocked, [(&other, "问的人")]);
    assert!(mine.requests.is_empty(), "nothing of each other");
    assert!(own(asker, id).blocked.is_empty(), "nobody is told");
    // They are called as they were then.
    let renamed = Entry {
        name: "改了名的人".to_owned(),
        ..Entry::default()
    };
    let write = Command::WriteEntry {
        community: id.clone(),
        entry: EntryChange::whole(renamed),
    };
    asker.does("another name", write);
    assert_eq!(own(owner, id).blocked[0].name, "问的人");

    let unblock = |member: &MemberId| Command::Unblock {
        community: id.clone(),
        member: member.clone(),
    };
    is_nothing(&asker.refused("not theirs", unblock(member)));
    owner.does("unblock", unblock(&other));
    assert!(three.seen(owner, id, &other).is_some());
    // What was taken back stays so: nobody may ask sooner for it.
    stays_revoked(three, id, member, "after a block");
    let community = id.clone();
    asker.does("leave", Command::Leave { community });
    assert!(own(owner, id).requests.is_empty(), "they are not here");
    asker.done("back", join(id));
    stays_revoked(three, id, member, "after leaving");
}

fn stays_revoked(three: &Three<'_>, id: &CommunityId, member: &MemberId, key: &str) {
    let request = three.request(id, member).expect("what was taken back");
    assert!(
        matches!(request.state, RequestState::Revoked { .. }),
        "{key}: {request:?}"
    );
    let early = ask(id, member, &[MemberField::Contacts]);
    let early = three.asker.refused(&format!("early {key}"), early);
    assert!(matches!(early, Refusal::NotAgain { .. }), "{key}");
    assert_eq!(own(three.owner, id).requests.len(), 1, "{key}");
}

/// One tells the organisers of the other, who does not hear of it.
fn told(three: &Three<'_>, id: &CommunityId, member: &MemberId) {
    let Three {
        organiser,
        owner,
        asker,
    } = three;
    let report = |text: &str| Command::ReportMember {
        community: id.clone(),
        member: member.clone(),
        reason: ReportReason::Spam,
        text: text.to_owned(),
    };
    assert_eq!(asker.faults("long", report(&"长".repeat(1001))), ["text"]);
    let told = asker.does("report", report("天天发广告"));
    assert_eq!(told, Outcome::Contact(id.clone(), member.clone()));
    let again = asker.refused("report again", report("还在发"));
    assert_eq!(again, Refusal::Already, "once, until it is settled");
    for hand in [owner, asker] {
        let refused = reports(hand, id);
        assert!(matches!(refused, Err(BackendError::Forbidden { .. })));
    }
    let of_owner = || {
        let mut all = reports(organiser, id).expect("what was told");
        all.retain(|it| it.member == *member);
        all
    };
    let all = of_owner();
    let [one] = &all[..] else {
        panic!("{all:?}");
    };
    assert_eq!(
        (&one.member, one.name.as_str(), one.text.as_str()),
        (member, "原主", "天天发广告")
    );
    assert_eq!((one.reason, one.settled), (ReportReason::Spam, None));
    let settle = Command::SettleReport {
        community: id.clone(),
        report: one.id.clone(),
    };
    let refused = asker.refused("not theirs to settle", settle.clone());
    assert_eq!(refused, Refusal::Forbidden);
    let told = organiser.does("settle", settle.clone());
    assert_eq!(told, Outcome::Report(id.clone(), one.id.clone()));
    assert_eq!(organiser.refused("settled", settle), Refusal::Already);
    assert!(of_owner().iter().all(|it| it.settled.is_some()));
    asker.does("report anew", report("又发广告"));
    assert_eq!(of_owner().len(), 2);
}

/// With an entry goes what was asked of it.
fn gone(three: &Three<'_>, id: &CommunityId, member: &MemberId) {
    let Three { owner, asker, .. } = three;
    assert_eq!(own(owner, id).requests.len(), 1);
    let remove = Command::RemoveEntry {
        community: id.clone(),
    };
    owner.does("remove", remove.clone());
    is_nothing(&owner.refused("nothing left", remove));
    assert_eq!(three.seen(asker, id, member), None);
    let mine = own(owner, id);
    assert_eq!((mine.entry, mine.requests), (None, Vec::new()));
    // Whoever goes takes along what waits.
    let anew = Command::WriteEntry {
        community: id.clone(),
        entry: EntryChange::whole(entry("原主")),
    };
    owner.does("anew", anew);
    let member = own(owner, id).entry.expect("an entry").id;
    asker.does("last", ask(id, &member, &[MemberField::Contacts]));
    assert_eq!(own(owner, id).requests.len(), 1);
    let community = id.clone();
    asker.does("leave at last", Command::Leave { community });
    asker.done("back at last", join(id));
    assert!(own(owner, id).requests.is_empty());
    assert_eq!(three.request(id, &member), None);
}
