//! Whatever states, commands and what comes of them can hold.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::strategies::{answers, community_id, event_id, instant, role, text, texts};
use crate::model::{
    AccountId, Applicant, Command, FaultKind, FieldFault, Membership, Outcome, PersonId, Refusal,
    SignUp, SignUpState, Table, Verdict, Viewer,
};

pub(super) fn membership() -> impl Strategy<Value = Membership> {
    prop_oneof![
        Just(Membership::None),
        of(instant()).prop_map(|until| Membership::Invited { until }),
        (instant(), answers())
            .prop_map(|(since, answers)| Membership::PendingApproval { since, answers }),
        instant().prop_map(|since| Membership::PendingPayment { since }),
        (instant(), of(any::<u32>()))
            .prop_map(|(since, position)| Membership::Waitlisted { since, position }),
        (role(), instant(), of(instant())).prop_map(|(role, since, until)| Membership::Member {
            role,
            since,
            until
        }),
        (text(), of(instant()))
            .prop_map(|(reason, again_from)| Membership::Rejected { reason, again_from }),
        instant().prop_map(|at| Membership::Left { at }),
        text().prop_map(|reason| Membership::Removed { reason }),
        instant().prop_map(|at| Membership::Expired { at }),
    ]
}

pub(super) fn sign_up() -> impl Strategy<Value = SignUp> {
    let waits = (instant(), of(any::<u32>()), of(instant()));
    let state = prop_oneof![
        Just(SignUpState::None),
        instant().prop_map(|since| SignUpState::PendingApproval { since }),
        instant().prop_map(|since| SignUpState::PendingPayment { since }),
        instant().prop_map(|since| SignUpState::Confirmed { since }),
        waits.prop_map(|(since, position, offer_until)| SignUpState::Waitlisted {
            since,
            position,
            offer_until
        }),
        text().prop_map(|reason| SignUpState::Rejected { reason }),
        instant().prop_map(|at| SignUpState::Cancelled { at }),
        instant().prop_map(|at| SignUpState::CheckedIn { at }),
        Just(SignUpState::NoShow),
    ];
    (state, texts(), answers(), text()).prop_map(|(state, party, answers, ticket)| SignUp {
        state,
        party,
        answers,
        ticket,
    })
}

pub(super) fn viewer() -> impl Strategy<Value = Viewer> {
    let memberships = prop::collection::vec((community_id(), membership()), 0..3);
    let sign_ups = prop::collection::vec((event_id(), sign_up()), 0..3);
    (
        of(text().prop_map(AccountId)),
        text(),
        memberships,
        sign_ups,
    )
        .prop_map(|(account, name, memberships, sign_ups)| Viewer {
            account,
            name,
            memberships: Table::from_iter(memberships),
            sign_ups: Table::from_iter(sign_ups),
        })
}

pub(super) fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        (community_id(), answers(), of(any::<u32>())).prop_map(|(community, answers, rules)| {
            Command::Join {
                community,
                answers,
                rules,
            }
        }),
        community_id().prop_map(|community| Command::Withdraw { community }),
        (community_id(), of(any::<u32>()))
            .prop_map(|(community, rules)| Command::AcceptInvitation { community, rules }),
        community_id().prop_map(|community| Command::DeclineInvitation { community }),
        community_id().prop_map(|community| Command::Leave { community }),
        (event_id(), texts(), answers()).prop_map(|(event, party, answers)| Command::SignUp {
            event,
            party,
            answers
        }),
        event_id().prop_map(|event| Command::CancelSignUp { event }),
        event_id().prop_map(|event| Command::AcceptOffer { event }),
        (community_id(), text(), verdict()).prop_map(|(community, person, verdict)| {
            Command::Review {
                community,
                person: PersonId(person),
                verdict,
            }
        }),
    ]
}

fn verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        Just(Verdict::Approve),
        Just(Verdict::Paid),
        (text(), of(instant()))
            .prop_map(|(reason, again_from)| Verdict::Reject { reason, again_from }),
    ]
}

pub(super) fn applicant() -> impl Strategy<Value = Applicant> {
    (text(), text(), membership()).prop_map(|(id, name, is)| Applicant {
        id: PersonId(id),
        name,
        is,
    })
}

pub(super) fn refusal() -> impl Strategy<Value = Refusal> {
    let kind = prop_oneof![
        Just(FaultKind::Missing),
        any::<u32>().prop_map(FaultKind::TooLittle),
        any::<u32>().prop_map(FaultKind::TooMuch),
        Just(FaultKind::Malformed),
        Just(FaultKind::NotAnOption),
        text().prop_map(FaultKind::Said),
    ];
    let fault = (text(), kind).prop_map(|(key, kind)| FieldFault { key, kind });
    let plain = select(vec![
        Refusal::Full,
        Refusal::Closed,
        Refusal::Over,
        Refusal::Off,
        Refusal::MembersOnly,
        Refusal::InvitationNeeded,
        Refusal::Already,
        Refusal::NothingThere,
        Refusal::OfferExpired,
        Refusal::OwnerMustHandOver,
        Refusal::Gone,
        Refusal::NotOffered,
        Refusal::Forbidden,
    ]);
    prop_oneof![
        plain,
        instant().prop_map(|opens| Refusal::NotYet { opens }),
        any::<u32>().prop_map(|version| Refusal::RulesNotAgreed { version }),
        prop::collection::vec(fault, 0..3).prop_map(|faults| Refusal::Invalid { faults }),
        any::<u32>().prop_map(|limit| Refusal::PartyTooLarge { limit }),
        of(instant()).prop_map(|from| Refusal::NotAgain { from }),
        text().prop_map(|words| Refusal::Said { words }),
    ]
}

pub(super) fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        (community_id(), membership()).prop_map(|(id, now)| Outcome::Membership(id, now)),
        (event_id(), sign_up()).prop_map(|(id, now)| Outcome::SignUp(id, now)),
        (community_id(), text(), membership()).prop_map(|(id, person, now)| Outcome::Person(
            id,
            PersonId(person),
            now
        )),
        refusal().prop_map(Outcome::Refused),
    ]
}
