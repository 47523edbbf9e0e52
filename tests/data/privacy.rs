//! Who sees what of whom: every field with every visibility, for every viewer, granted or not, on every surface that there is
//! natively (the page, the list, the search, what is kept on the device), by the one function of the model.

use std::rc::Rc;

use linju::{
    backend::Page,
    data::{BackendError, MemberById, MembersFound, MembersPage, Mine, MyEntryIn, Persona},
    model::{
        Answers, Birthday, Command, CommunityId, Contact, ContactKind, Entry, EntryChange,
        FromJson as _, Instant, Member, MemberField, MemberId, Outcome, PersonId, Role, Table,
        ToJson as _, ViewerRank, Visibility, visible,
    },
    port::{KeyValue as _, MemoryKv},
};
use serde_json::json;

use super::{
    Bench, NOW, done, embedded, embedded_again, embedded_over, native::block_on, playing::play,
};

const VISIBILITIES: [Visibility; 4] = [
    Visibility::Everyone,
    Visibility::OnRequest,
    Visibility::Organisers,
    Visibility::Nobody,
];
const OWNER: &str = "member";
/// So long after the others the owner has joined, in seconds: a moment that stands nowhere else.
const LATER: i64 = 4321;

fn id() -> CommunityId {
    "quiet".into()
}

fn member() -> MemberId {
    OWNER.into()
}

/// What stands in a field, as JSON has it.
fn secret(field: MemberField) -> String {
    match field {
        MemberField::Picture => "https://example.org/SECRET-picture.jpg".to_owned(),
        MemberField::Joined => joined(),
        MemberField::Birthday => "02-29".to_owned(),
        other => format!("SECRET-{}", other.to_json().as_str().unwrap()),
    }
}

/// When the owner joined.
fn joined() -> String {
    Instant::parse(NOW).unwrap().plus(LATER).to_string()
}

/// An entry that says something in each field, one of which is shown to `visibility`, all others to nobody.
fn entry(field: MemberField, visibility: Visibility) -> Entry {
    let text = |field: &str| format!("SECRET-{field}");
    let others = MemberField::ALL.map(|it| (it, Visibility::Nobody));
    let mut hidden = Table::from_iter(others);
    hidden.insert(field, visibility);
    Entry {
        name: "原主".to_owned(),
        sort_key: "yuan zhu".to_owned(),
        picture: Some("https://example.org/SECRET-picture.jpg".to_owned()),
        headline: text("headline"),
        hometown: text("hometown"),
        district: text("district"),
        skills: vec![text("skills")],
        offers: vec![text("offers")],
        seeks: vec![text("seeks")],
        contacts: vec![Contact {
            kind: ContactKind::Phone,
            value: text("contacts"),
        }],
        birthday: Birthday::new(2, 29),
        household: text("household"),
        visibility: hidden,
        unlisted: false,
    }
}

fn write(bench: &Bench, field: MemberField, visibility: Visibility) {
    play(bench, Persona::Member);
    let command = Command::WriteEntry {
        community: id(),
        entry: EntryChange::whole(entry(field, visibility)),
    };
    done(bench, command);
}

fn join(bench: &Bench, who: Persona) {
    play(bench, who);
    let command = Command::Join {
        community: id(),
        answers: Answers::new(),
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    done(bench, command);
}

/// A community with an organiser, and a member who has an entry.
fn begun() -> Bench {
    let bench = embedded();
    play(&bench, Persona::Organiser);
    let charter = json!({ "do": "found", "community": "quiet", "charter": {
        "name": "静巷", "purpose": "各过各的", "area": { "city": "杭州", "district": "拱墅区" },
    } });
    let found = Command::from_json(&charter).unwrap();
    let told = done(&bench, found);
    assert!(matches!(told, Outcome::Membership(..)), "{told:?}");
    bench.clock.0.set(bench.clock.0.get() + LATER);
    join(&bench, Persona::Member);
    bench.clock.0.set(bench.clock.0.get() + LATER);
    bench
}

fn list() -> MembersPage {
    MembersPage {
        community: id(),
        cursor: None,
    }
}

fn page() -> MemberById {
    MemberById {
        community: id(),
        member: member(),
    }
}

fn search(text: &str) -> MembersFound {
    MembersFound {
        community: id(),
        text: text.to_owned(),
        cursor: None,
    }
}

fn row(page: Page<Member>) -> Option<Member> {
    page.items.into_iter().find(|it| it.id == member())
}

/// All that is kept of directories on this device.
fn kept(bench: &Bench) -> String {
    let keys = bench.kv.keys("linju/c/").into_iter();
    let of_directories = keys.filter(|key| key.contains("/member") || key.contains("/my-entry"));
    of_directories
        .filter_map(|key| bench.kv.get(&key))
        .collect()
}

/// Each surface, and whether the secret of a field is on it.
fn surfaces(bench: &Bench, field: MemberField) -> [(&'static str, bool); 4] {
    let secret = secret(field);
    let says = |member: &Member| member.to_json().to_string().contains(&secret);
    let on_page = block_on(bench.data.fresh(&page())).unwrap();
    let in_list = row(block_on(bench.data.fresh(&list())).unwrap()).unwrap();
    let found = row(block_on(bench.data.fresh(&search(&secret))).unwrap());
    [
        ("page", says(&on_page)),
        ("list", says(&in_list)),
        ("search", found.is_some()),
        ("kept", kept(bench).contains(&secret)),
    ]
}

/// Whether the search looks at it at all.
fn is_searched(field: MemberField) -> bool {
    !matches!(
        field,
        MemberField::Picture
            | MemberField::Joined
            | MemberField::Contacts
            | MemberField::Birthday
            | MemberField::Household
    )
}

fn check(
    bench: &Bench,
    (who, rank): (Persona, ViewerRank),
    (field, visibility): (MemberField, Visibility),
    granted: bool,
) {
    play(bench, who);
    let grants: &[MemberField] = if granted { &[field] } else { &[] };
    let of = entry(field, visibility);
    let own = json!({ "id": "m", "community": "quiet", "name": "n", "role": "member" });
    let owner = of.laid_over(&Member::from_json(&own).unwrap());
    let shown = visible(field, &owner, rank, grants);
    for (surface, found) in surfaces(bench, field) {
        let expected = shown && (surface != "search" || is_searched(field));
        assert_eq!(
            found, expected,
            "{field:?} {visibility:?} {rank:?} granted: {granted}, {surface}"
        );
    }
    // Nothing else of it is anywhere: all other fields are for nobody.
    if rank != ViewerRank::Oneself {
        let all = kept(bench);
        for other in MemberField::ALL.into_iter().filter(|it| *it != field) {
            let secret = secret(other);
            assert!(!all.contains(&secret), "{secret} beside {field:?}");
        }
        assert!(!all.contains("\"visibility\""), "what was decided is told");
    }
}

fn asks(bench: &Bench, who: Persona, field: MemberField) {
    write(bench, field, Visibility::OnRequest);
    play(bench, who);
    let asked = Command::AskContact {
        community: id(),
        member: member(),
        fields: vec![field],
        word: String::new(),
    };
    done(bench, asked);
}

fn grants(bench: &Bench, who: Persona, field: MemberField, seconds: Option<i64>) {
    asks(bench, who, field);
    play(bench, Persona::Member);
    let granted = Command::GrantRequest {
        community: id(),
        person: PersonId(who.word().to_owned()),
        fields: vec![field],
        until: seconds.map(|it| bench.data.now().plus(it)),
    };
    done(bench, granted);
}

fn takes_back(bench: &Bench, who: Persona) {
    play(bench, who);
    let back = Command::TakeBackRequest {
        community: id(),
        member: member(),
    };
    done(bench, back);
}

#[test]
fn every_field_with_every_visibility_for_every_viewer_on_every_surface() {
    let bench = begun();
    // A stranger sees nothing of any of it.
    write(&bench, MemberField::Headline, Visibility::Everyone);
    play(&bench, Persona::Newcomer);
    let forbidden = Err(BackendError::Forbidden { status: 403 });
    assert_eq!(block_on(bench.data.fresh(&list())), forbidden);
    let forbidden = Err(BackendError::Forbidden { status: 403 });
    assert_eq!(block_on(bench.data.fresh(&page())), forbidden);
    let forbidden = Err(BackendError::Forbidden { status: 403 });
    assert_eq!(block_on(bench.data.fresh(&search("SECRET"))), forbidden);
    let forbidden = Err(BackendError::Forbidden { status: 403 });
    assert_eq!(block_on(bench.data.fresh(&MyEntryIn(id()))), forbidden);
    assert!(!kept(&bench).contains("SECRET"));

    join(&bench, Persona::Newcomer);
    let viewers = [
        (Persona::Newcomer, ViewerRank::Member),
        (Persona::Organiser, ViewerRank::Organiser),
    ];
    for field in MemberField::ALL {
        for visibility in VISIBILITIES {
            write(&bench, field, visibility);
            for viewer in viewers {
                check(&bench, viewer, (field, visibility), false);
            }
            let oneself = (Persona::Member, ViewerRank::Oneself);
            check(&bench, oneself, (field, visibility), false);
        }
        for viewer in viewers {
            grants(&bench, viewer.0, field, None);
            for visibility in VISIBILITIES {
                write(&bench, field, visibility);
                check(&bench, viewer, (field, visibility), true);
            }
            takes_back(&bench, viewer.0);
        }
    }
}

/// A grant that is over shows nothing any more, and nothing of it is left on the device: where somebody looks, and where nobody does.
#[test]
fn what_a_grant_showed_goes_with_it_from_the_device() {
    let field = MemberField::Contacts;
    for looks in [true, false] {
        let bench = begun();
        join(&bench, Persona::Newcomer);
        grants(&bench, Persona::Newcomer, field, Some(3600));
        play(&bench, Persona::Newcomer);
        assert!(surfaces(&bench, field)[0].1);
        let secret = secret(field);
        assert!(kept(&bench).contains(&secret));

        let later = embedded_again(&bench);
        later.clock.0.set(bench.clock.0.get() + 3599);
        later.data.settle();
        assert!(kept(&later).contains(&secret), "it holds still");
        later.clock.0.set(bench.clock.0.get() + 3600);
        if looks {
            let entry = later.data.kept(&page()).unwrap().data;
            assert!(entry.contacts.is_empty() && entry.request.is_none());
            assert_eq!(entry.on_request, [field]);
            let entry = row(later.data.kept(&list()).unwrap().data).unwrap();
            assert!(entry.contacts.is_empty() && entry.request.is_none());
        } else {
            later.data.settle();
        }
        assert!(!kept(&later).contains(&secret), "looks: {looks}");
    }
}

/// Who is blocked is on no kept list any more, and what was given back is not kept either.
#[test]
fn what_is_done_in_a_directory_is_laid_over_what_is_kept() {
    let bench = begun();
    join(&bench, Persona::Newcomer);
    grants(&bench, Persona::Newcomer, MemberField::Contacts, None);
    play(&bench, Persona::Newcomer);
    let secret = secret(MemberField::Contacts);
    assert!(surfaces(&bench, MemberField::Contacts)[1].1);
    takes_back_here(&bench);
    assert!(!kept(&bench).contains(&secret));
    assert!(row(bench.data.kept(&list()).unwrap().data).is_some());
    let block = Command::Block {
        community: id(),
        member: member(),
    };
    done(&bench, block);
    assert!(row(bench.data.kept(&list()).unwrap().data).is_none());
    assert!(bench.data.kept(&page()).is_none());
}

fn takes_back_here(bench: &Bench) {
    let back = Command::TakeBackRequest {
        community: id(),
        member: member(),
    };
    done(bench, back);
}

/// The service's state: what the parts did, on whichever device.
const STATE: &str = "linju/embedded/state";

/// What the organiser does on another device, about the newcomer.
fn elsewhere(bench: &Bench, command: Command) {
    let state = bench.kv.get(STATE).unwrap();
    // Its commands are called unlike all before.
    let ids = format!("elsewhere {}", state.len());
    let other = embedded_over(Rc::new(MemoryKv::default()), &ids);
    other.kv.set(STATE, &state).unwrap();
    other.clock.0.set(bench.clock.0.get());
    play(&other, Persona::Organiser);
    let told = done(&other, command);
    assert!(matches!(told, Outcome::Person(..)), "{told:?}");
    bench.kv.set(STATE, &other.kv.get(STATE).unwrap()).unwrap();
}

fn newcomer() -> PersonId {
    PersonId(Persona::Newcomer.word().to_owned())
}

fn appoint(role: Role) -> Command {
    Command::Appoint {
        community: id(),
        person: newcomer(),
        role,
    }
}

fn put_out() -> Command {
    Command::Remove {
        community: id(),
        person: newcomer(),
        reason: "没来".to_owned(),
    }
}

/// The newcomer's device, which keeps of the directory what an organiser sees.
fn as_organiser() -> Bench {
    let bench = begun();
    write(&bench, MemberField::Household, Visibility::Organisers);
    join(&bench, Persona::Newcomer);
    elsewhere(&bench, appoint(Role::Admin));
    block_on(bench.data.fresh(&Mine)).unwrap();
    block_on(bench.data.fresh(&list())).unwrap();
    block_on(bench.data.fresh(&page())).unwrap();
    block_on(bench.data.fresh(&MyEntryIn(id()))).unwrap();
    bench.data.settle();
    assert!(kept(&bench).contains(&secret(MemberField::Household)));
    // It stands as it was: nothing goes.
    block_on(bench.data.fresh(&Mine)).unwrap();
    bench.data.settle();
    assert!(bench.data.kept(&list()).is_some() && bench.data.kept(&page()).is_some());
    bench
}

/// Where somebody else ends a role, the directory goes from the device with it, once that is known.
#[test]
fn what_a_role_showed_goes_with_it_from_the_device() {
    for ends in [appoint(Role::Member), put_out()] {
        let bench = as_organiser();
        elsewhere(&bench, ends.clone());
        block_on(bench.data.fresh(&Mine)).unwrap();
        bench.data.settle();
        assert_eq!(kept(&bench), "", "{ends:?}");
    }
}

/// Whoever is refused one part of a directory keeps no other.
#[test]
fn what_is_refused_takes_the_whole_directory_along() {
    let bench = as_organiser();
    elsewhere(&bench, put_out());
    let refused = block_on(bench.data.fresh(&MyEntryIn(id())));
    assert_eq!(refused, Err(BackendError::Forbidden { status: 403 }));
    assert_eq!(kept(&bench), "");
}
