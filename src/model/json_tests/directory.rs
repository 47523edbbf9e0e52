//! Whatever a directory can hold, and what is done in one.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::strategies::{community_id, instant, role, text, texts};
use crate::model::{
    Birthday, Blocked, Command, Contact, ContactKind, ContactRequest, Entry, EntryChange, Member,
    MemberField, MemberId, MyEntry, PersonId, Report, ReportId, ReportReason, RequestState, Table,
    Visibility,
};

fn field() -> impl Strategy<Value = MemberField> {
    select(MemberField::ALL.to_vec())
}

fn fields() -> impl Strategy<Value = Vec<MemberField>> {
    prop::collection::vec(field(), 0..3)
}

fn contacts() -> impl Strategy<Value = Vec<Contact>> {
    use ContactKind::{Email, Other, Phone, Wechat};
    let contact = (select(vec![Phone, Wechat, Email, Other]), text())
        .prop_map(|(kind, value)| Contact { kind, value });
    prop::collection::vec(contact, 0..3)
}

fn visibility() -> impl Strategy<Value = Table<MemberField, Visibility>> {
    let word = select(vec![
        Visibility::Everyone,
        Visibility::OnRequest,
        Visibility::Organisers,
        Visibility::Nobody,
    ]);
    prop::collection::vec((field(), word), 0..4).prop_map(Table::from_iter)
}

fn birthday() -> impl Strategy<Value = Birthday> {
    (1_u32..=12, 1_u32..=29).prop_map(|(month, day)| Birthday::new(month, day).unwrap())
}

pub(super) fn request() -> impl Strategy<Value = ContactRequest> {
    let state = prop_oneof![
        Just(RequestState::Pending),
        of(instant()).prop_map(|until| RequestState::Granted { until }),
        (of(instant()), text())
            .prop_map(|(again_from, reason)| RequestState::Refused { again_from, reason }),
        (of(instant()), text())
            .prop_map(|(again_from, reason)| RequestState::Revoked { again_from, reason }),
    ];
    let who = (of(text()), text(), of(text()));
    (who, fields(), text(), instant(), state).prop_map(|(who, fields, word, at, state)| {
        ContactRequest {
            person: who.0.map(PersonId),
            name: who.1,
            member: who.2.map(MemberId),
            fields,
            word,
            at,
            state,
        }
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let words = (text(), text(), of(text()), text(), text(), text(), text());
    let lists = (texts(), texts(), texts(), contacts());
    let rest = (of(birthday()), visibility(), any::<bool>());
    (words, lists, rest).prop_map(|(words, lists, rest)| {
        let (name, sort_key, picture, headline, hometown, district, household) = words;
        let ((skills, offers, seeks, contacts), (birthday, visibility, unlisted)) = (lists, rest);
        Entry {
            name,
            sort_key,
            picture,
            headline,
            hometown,
            district,
            skills,
            offers,
            seeks,
            contacts,
            birthday,
            household,
            visibility,
            unlisted,
        }
    })
}

pub(super) fn any_member() -> impl Strategy<Value = Member> {
    let is = (text(), community_id(), role(), of(instant()));
    (is, entry(), fields(), of(request())).prop_map(|(is, entry, on_request, request)| {
        let (id, community, role, joined) = is;
        Member {
            id: MemberId(id),
            community,
            name: entry.name,
            sort_key: entry.sort_key,
            picture: entry.picture,
            headline: entry.headline,
            role,
            joined,
            hometown: entry.hometown,
            district: entry.district,
            skills: entry.skills,
            offers: entry.offers,
            seeks: entry.seeks,
            contacts: entry.contacts,
            birthday: entry.birthday,
            household: entry.household,
            visibility: entry.visibility,
            on_request,
            unlisted: entry.unlisted,
            request,
        }
    })
}

pub(super) fn my_entry() -> impl Strategy<Value = MyEntry> {
    let blocked = (text(), text()).prop_map(|(id, name)| Blocked {
        id: MemberId(id),
        name,
    });
    (
        of(any_member()),
        prop::collection::vec(request(), 0..3),
        prop::collection::vec(blocked, 0..3),
    )
        .prop_map(|(entry, requests, blocked)| MyEntry {
            entry,
            requests,
            blocked,
        })
}

pub(super) fn report() -> impl Strategy<Value = Report> {
    let words = (text(), text(), text(), text(), text());
    let reason = select(ReportReason::ALL.to_vec());
    (words, reason, instant(), of(instant())).prop_map(|(words, reason, at, settled)| Report {
        id: ReportId(words.0),
        member: MemberId(words.1),
        name: words.2,
        by: words.3,
        reason,
        text: words.4,
        at,
        settled,
    })
}

/// What is done in a directory.
pub(super) fn command() -> impl Strategy<Value = Command> {
    let member = || text().prop_map(MemberId);
    let person = || text().prop_map(PersonId);
    prop_oneof![
        (community_id(), entry()).prop_map(|(community, entry)| Command::WriteEntry {
            community,
            entry: EntryChange::whole(entry)
        }),
        community_id().prop_map(|community| Command::RemoveEntry { community }),
        (community_id(), member(), fields(), text()).prop_map(
            |(community, member, fields, word)| Command::AskContact {
                community,
                member,
                fields,
                word,
            }
        ),
        (community_id(), member())
            .prop_map(|(community, member)| Command::TakeBackRequest { community, member }),
        (community_id(), person(), fields(), of(instant())).prop_map(
            |(community, person, fields, until)| Command::GrantRequest {
                community,
                person,
                fields,
                until,
            }
        ),
        (community_id(), person(), text()).prop_map(|(community, person, reason)| {
            Command::RefuseRequest {
                community,
                person,
                reason,
            }
        }),
        (community_id(), person())
            .prop_map(|(community, person)| Command::RevokeGrant { community, person }),
        (community_id(), member())
            .prop_map(|(community, member)| Command::Block { community, member }),
        (community_id(), member())
            .prop_map(|(community, member)| Command::Unblock { community, member }),
        (
            community_id(),
            member(),
            select(ReportReason::ALL.to_vec()),
            text()
        )
            .prop_map(|(community, member, reason, text)| Command::ReportMember {
                community,
                member,
                reason,
                text,
            }),
        (community_id(), text()).prop_map(|(community, report)| Command::SettleReport {
            community,
            report: ReportId(report),
        }),
    ]
}
