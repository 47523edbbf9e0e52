//! Whatever states, commands and what comes of them can hold.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::strategies::{
    answers, any_community, any_event, community_id, event_id, instant, role, rule, text, texts,
};
use crate::model::{
    AccountId, Applicant, Application, Charter, Command, Companion, EventStatus, FaultKind,
    FieldFault, Invitation, MemberId, Membership, Outcome, Past, PastKind, PersonId, Plan, Refusal,
    ReportId, SignUp, SignUpState, Table, Verdict, Viewer, Who, Without, Word,
};

pub(super) fn membership() -> impl Strategy<Value = Membership> {
    prop_oneof![
        Just(Membership::None),
        of(instant()).prop_map(|until| Membership::Invited { until }),
        (instant(), answers(), application()).prop_map(|(since, answers, more)| {
            Membership::PendingApproval {
                since,
                answers,
                more,
            }
        }),
        (instant(), role(), of(any::<u32>()), text()).prop_map(|(since, role, rules, link)| {
            Membership::PendingPayment {
                since,
                role,
                rules,
                link,
            }
        }),
        (instant(), of(any::<u32>()), of(any::<u32>())).prop_map(|(since, position, rules)| {
            Membership::Waitlisted {
                since,
                position,
                rules,
            }
        }),
        (
            role(),
            instant(),
            of(instant()),
            of(any::<u32>()),
            of(instant())
        )
            .prop_map(|(role, since, until, rules, paying)| Membership::Member {
                role,
                since,
                until,
                rules,
                paying,
            }),
        (text(), of(instant()))
            .prop_map(|(reason, again_from)| Membership::Rejected { reason, again_from }),
        instant().prop_map(|at| Membership::Left { at }),
        text().prop_map(|reason| Membership::Removed { reason }),
        instant().prop_map(|at| Membership::Expired { at }),
    ]
}

fn application() -> impl Strategy<Value = Application> {
    let word = (instant(), text(), text()).prop_map(|(at, by, text)| Word { at, by, text });
    (
        of(any::<u32>()),
        text(),
        any::<bool>(),
        text(),
        texts(),
        prop::collection::vec(word, 0..3),
    )
        .prop_map(|(rules, sponsor, listed, code, came, talk)| Application {
            rules,
            sponsor,
            listed,
            code,
            came,
            talk,
        })
}

pub(super) fn invitation() -> impl Strategy<Value = Invitation> {
    let counts = (of(any::<u32>()), any::<u32>(), any::<bool>());
    let times = (of(instant()), of(instant()), of(instant()));
    (
        (text(), community_id(), role(), text(), text()),
        counts,
        times,
    )
        .prop_map(
            |(
                (code, community, role, note, by),
                (uses, used, approval),
                (until, made, revoked),
            )| {
                Invitation {
                    code,
                    community,
                    role,
                    uses,
                    used,
                    until,
                    approval,
                    note,
                    by,
                    made,
                    revoked,
                }
            },
        )
}

pub(super) fn charter() -> impl Strategy<Value = Charter> {
    any_community().prop_flat_map(|it| {
        let keep = prop::collection::vec(any::<bool>(), 13);
        keep.prop_map(move |keep| {
            let kept = |n: usize| keep.get(n).copied().unwrap_or_default();
            let it = it.clone();
            Charter {
                name: Some(it.name).filter(|_| kept(0)),
                purpose: Some(it.purpose).filter(|_| kept(1)),
                about: Some(it.about).filter(|_| kept(2)),
                area: Some(it.area).filter(|_| kept(3)),
                tags: Some(it.tags).filter(|_| kept(4)),
                rules: Some(it.rules.lines).filter(|_| kept(5)),
                culture: Some(it.culture).filter(|_| kept(6)),
                rhythm: Some(it.rhythm).filter(|_| kept(7)),
                policy: Some(it.policy).filter(|_| kept(8)),
                goal: it.goal.filter(|_| kept(9)),
                parent: it.parent.map(|id| id.0).filter(|_| kept(10)),
                links: Some(it.links).filter(|_| kept(11)),
                chat: it.chat.filter(|_| kept(12)),
            }
        })
    })
}

fn keeping() -> impl Strategy<Value = Command> {
    let person = || text().prop_map(PersonId);
    prop_oneof![
        (community_id(), answers(), text()).prop_map(|(community, answers, sponsor)| {
            Command::Amend {
                community,
                answers,
                sponsor,
            }
        }),
        (community_id(), any::<u32>())
            .prop_map(|(community, rules)| Command::Agree { community, rules }),
        (community_id(), of(any::<u32>()))
            .prop_map(|(community, rules)| Command::Renew { community, rules }),
        (community_id(), of(person()), text()).prop_map(|(community, person, text)| {
            Command::Say {
                community,
                person,
                text,
            }
        }),
        community_id().prop_map(|community| Command::Follow { community }),
        community_id().prop_map(|community| Command::Unfollow { community }),
        (community_id(), person(), role()).prop_map(|(community, person, role)| {
            Command::Appoint {
                community,
                person,
                role,
            }
        }),
        (community_id(), person(), text()).prop_map(|(community, person, reason)| {
            Command::Remove {
                community,
                person,
                reason,
            }
        }),
        (community_id(), person())
            .prop_map(|(community, person)| Command::HandOver { community, person }),
        (community_id(), invitation()).prop_map(|(community, invitation)| Command::Invite {
            community,
            invitation
        }),
        (community_id(), text()).prop_map(|(community, code)| Command::Revoke { community, code }),
        (community_id(), charter(), text()).prop_map(|(community, charter, word)| {
            Command::Found {
                community,
                charter,
                word,
            }
        }),
        (community_id(), charter())
            .prop_map(|(community, charter)| Command::Edit { community, charter }),
        (community_id(), text()).prop_map(|(community, farewell)| Command::Close {
            community,
            farewell
        }),
        community_id().prop_map(|community| Command::Archive { community }),
        community_id().prop_map(|community| Command::Reopen { community }),
        of_hosts(),
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
    let rest = (text(), any::<bool>(), text());
    (state, party(), answers(), rest).prop_map(
        |(state, party, answers, (ticket, seen, feedback))| SignUp {
            state,
            party,
            answers,
            ticket,
            seen,
            feedback,
        },
    )
}

fn party() -> impl Strategy<Value = Vec<Companion>> {
    let one = (text(), any::<bool>(), answers()).prop_map(|(name, child, answers)| Companion {
        name,
        child,
        answers,
    });
    prop::collection::vec(one, 0..3)
}

pub(super) fn viewer() -> impl Strategy<Value = Viewer> {
    let memberships = prop::collection::vec((community_id(), membership()), 0..3);
    let sign_ups = prop::collection::vec((event_id(), sign_up()), 0..3);
    (
        of(text().prop_map(AccountId)),
        text(),
        memberships,
        sign_ups,
        prop::collection::vec(community_id(), 0..3),
    )
        .prop_map(|(account, name, memberships, sign_ups, follows)| Viewer {
            account,
            name,
            memberships: Table::from_iter(memberships),
            sign_ups: Table::from_iter(sign_ups),
            follows,
        })
}

pub(super) fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        keeping(),
        super::directory::command(),
        (
            community_id(),
            answers(),
            of(any::<u32>()),
            of(text()),
            text(),
            any::<bool>()
        )
            .prop_map(|(community, answers, rules, invitation, sponsor, listed)| {
                Command::Join {
                    community,
                    answers,
                    rules,
                    invitation,
                    sponsor,
                    listed,
                }
            }),
        community_id().prop_map(|community| Command::Withdraw { community }),
        (community_id(), of(any::<u32>()))
            .prop_map(|(community, rules)| Command::AcceptInvitation { community, rules }),
        community_id().prop_map(|community| Command::DeclineInvitation { community }),
        community_id().prop_map(|community| Command::Leave { community }),
        (event_id(), party(), answers(), any::<bool>()).prop_map(
            |(event, party, answers, seen)| Command::SignUp {
                event,
                party,
                answers,
                seen,
            }
        ),
        (event_id(), party(), answers(), any::<bool>()).prop_map(
            |(event, party, answers, seen)| Command::ChangeSignUp {
                event,
                party,
                answers,
                seen,
            }
        ),
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
    let what = select(vec![
        PastKind::Applied,
        PastKind::Joined,
        PastKind::Withdrew,
        PastKind::Left,
        PastKind::Rejected,
        PastKind::Removed,
        PastKind::Expired,
    ]);
    let past = (instant(), what, text()).prop_map(|(at, what, reason)| Past { at, what, reason });
    let history = prop::collection::vec(past, 0..3);
    (text(), text(), membership(), history).prop_map(|(id, name, is, history)| Applicant {
        id: PersonId(id),
        name,
        is,
        history,
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
        Refusal::CodeUnknown,
        Refusal::CodeOver,
        Refusal::CodeUsedUp,
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

/// What hosts do.
fn of_hosts() -> impl Strategy<Value = Command> {
    let seat = || (event_id(), text().prop_map(PersonId));
    let plan = || {
        let words = (of(text()), of(text()), of(text()), of(text()));
        let when = (
            of(instant()),
            of(instant()),
            of(instant()),
            of(instant()),
            of(rule()),
        );
        let seats = (
            of(any::<u32>()),
            of(any::<u32>()),
            of(any::<bool>()),
            of(select(vec![Who::Open, Who::Members])),
        );
        let lists = (
            of(prop::collection::vec(text(), 0..3)),
            of(prop::collection::vec(text(), 0..3)),
            of(any::<u32>()),
            prop::sample::subsequence(
                vec![
                    Without::End,
                    Without::Capacity,
                    Without::Opens,
                    Without::Closes,
                ],
                0..4,
            ),
        );
        (words, when, seats, lists, of(any_event())).prop_map(
            |(words, when, seats, lists, event)| {
                let (title, description, zone, price) = words;
                let (start, end, opens, closes, series) = when;
                let (capacity, party_max, waitlist, who) = seats;
                let (tags, hosts, cover, without) = lists;
                Plan {
                    title,
                    description,
                    start,
                    end,
                    zone,
                    venue: event.as_ref().map(|it| it.venue.clone()),
                    capacity,
                    who,
                    opens,
                    closes,
                    party_max,
                    waitlist,
                    form: event.as_ref().map(|it| it.sign_up.form.clone()),
                    children: event.as_ref().map(|it| it.sign_up.children),
                    each: event.as_ref().map(|it| it.sign_up.each),
                    photos: event.map(|it| it.photos),
                    price,
                    series,
                    tags,
                    cover,
                    hosts,
                    without,
                }
            },
        )
    };
    prop_oneof![
        (seat(), verdict()).prop_map(|((event, person), verdict)| Command::ReviewSignUp {
            event,
            person,
            verdict
        }),
        seat().prop_map(|(event, person)| Command::Promote { event, person }),
        (seat(), text()).prop_map(|((event, person), reason)| Command::TurnAway {
            event,
            person,
            reason
        }),
        (seat(), instant()).prop_map(|((event, person), at)| Command::CheckIn {
            event,
            person,
            at
        }),
        seat().prop_map(|(event, person)| Command::UndoCheckIn { event, person }),
        (seat(), text(), 1..9_u32, instant()).prop_map(|((event, person), name, people, at)| {
            Command::WalkIn {
                event,
                person,
                name,
                people,
                at,
            }
        }),
        event_id().prop_map(|event| Command::CloseAttendance { event }),
        (event_id(), text()).prop_map(|(event, text)| Command::GiveFeedback { event, text }),
        (
            event_id(),
            community_id(),
            plan(),
            prop::collection::vec(instant(), 0..3)
        )
            .prop_map(|(event, community, plan, more)| Command::CreateEvent {
                event,
                community,
                plan,
                more
            }),
        (event_id(), plan()).prop_map(|(event, plan)| Command::EditEvent { event, plan }),
        (event_id(), text()).prop_map(|(event, reason)| Command::CallOff {
            event,
            status: EventStatus::Cancelled,
            reason
        }),
        event_id().prop_map(|event| Command::AdoptEvent { event }),
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
        (community_id(), any::<bool>()).prop_map(|(id, now)| Outcome::Following(id, now)),
        (community_id(), invitation()).prop_map(|(id, now)| Outcome::Invitation(id, now)),
        community_id().prop_map(Outcome::Community),
        community_id().prop_map(Outcome::Entry),
        (community_id(), text()).prop_map(|(id, who)| Outcome::Contact(id, MemberId(who))),
        (community_id(), text()).prop_map(|(id, who)| Outcome::Request(id, PersonId(who))),
        (community_id(), text()).prop_map(|(id, what)| Outcome::Report(id, ReportId(what))),
        (event_id(), text(), sign_up()).prop_map(|(id, who, now)| Outcome::Seat(
            id,
            PersonId(who),
            now
        )),
        event_id().prop_map(Outcome::Event),
        refusal().prop_map(Outcome::Refused),
    ]
}
