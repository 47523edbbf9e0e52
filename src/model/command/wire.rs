//! A command as JSON has it: the word `do`, and what belongs to it beside it.

use super::Command;
use crate::model::json::{FromJson, Node, Record, Sink, record, words};

#[derive(Clone, Copy)]
enum Do {
    Join,
    Withdraw,
    AcceptInvitation,
    DeclineInvitation,
    Leave,
    SignUp,
    ChangeSignUp,
    CancelSignUp,
    AcceptOffer,
    Review,
    Amend,
    Agree,
    Renew,
    Say,
    Follow,
    Unfollow,
    Appoint,
    Remove,
    HandOver,
    Invite,
    Revoke,
    Found,
    Edit,
    Close,
    Archive,
    Reopen,
    ReviewSignUp,
    Promote,
    TurnAway,
    CheckIn,
    UndoCheckIn,
    WalkIn,
    CloseAttendance,
    GiveFeedback,
    CreateEvent,
    EditEvent,
    CallOff,
    AdoptEvent,
    WriteEntry,
    RemoveEntry,
    AskContact,
    TakeBackRequest,
    GrantRequest,
    RefuseRequest,
    RevokeGrant,
    Block,
    Unblock,
    ReportMember,
    SettleReport,
}

words!(Do {
    Join = "join",
    Withdraw = "withdraw",
    AcceptInvitation = "accept-invitation",
    DeclineInvitation = "decline-invitation",
    Leave = "leave",
    SignUp = "sign-up",
    ChangeSignUp = "change-sign-up",
    CancelSignUp = "cancel-sign-up",
    AcceptOffer = "accept-offer",
    Review = "review",
    Amend = "amend",
    Agree = "agree",
    Renew = "renew",
    Say = "say",
    Follow = "follow",
    Unfollow = "unfollow",
    Appoint = "appoint",
    Remove = "remove",
    HandOver = "hand-over",
    Invite = "invite",
    Revoke = "revoke",
    Found = "found",
    Edit = "edit",
    Close = "close",
    Archive = "archive",
    Reopen = "reopen",
    ReviewSignUp = "review-sign-up",
    Promote = "promote",
    TurnAway = "turn-away",
    CheckIn = "check-in",
    UndoCheckIn = "undo-check-in",
    WalkIn = "walk-in",
    CloseAttendance = "close-attendance",
    GiveFeedback = "give-feedback",
    CreateEvent = "create-event",
    EditEvent = "edit-event",
    CallOff = "call-off",
    AdoptEvent = "adopt-event",
    WriteEntry = "write-entry",
    RemoveEntry = "remove-entry",
    AskContact = "ask-contact",
    TakeBackRequest = "take-back-request",
    GrantRequest = "grant-request",
    RefuseRequest = "refuse-request",
    RevokeGrant = "revoke-grant",
    Block = "block",
    Unblock = "unblock",
    ReportMember = "report-member",
    SettleReport = "settle-report",
});

impl FromJson for Command {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        match node.needed("do") {
            Do::Join => Self::Join {
                community: node.needed("community"),
                answers: node.usual("answers"),
                rules: node.needed("rules"),
                invitation: node.needed("invitation"),
                sponsor: node.usual("sponsor"),
                listed: node.usual("listed"),
            },
            Do::Withdraw => Self::Withdraw {
                community: node.needed("community"),
            },
            Do::AcceptInvitation => Self::AcceptInvitation {
                community: node.needed("community"),
                rules: node.needed("rules"),
            },
            Do::DeclineInvitation => Self::DeclineInvitation {
                community: node.needed("community"),
            },
            Do::Leave => Self::Leave {
                community: node.needed("community"),
            },
            Do::SignUp => Self::SignUp {
                event: node.needed("event"),
                party: node.usual("party"),
                answers: node.usual("answers"),
                seen: node.usual("seen"),
            },
            Do::ChangeSignUp => Self::ChangeSignUp {
                event: node.needed("event"),
                party: node.usual("party"),
                answers: node.usual("answers"),
                seen: node.usual("seen"),
            },
            Do::CancelSignUp => Self::CancelSignUp {
                event: node.needed("event"),
            },
            Do::AcceptOffer => Self::AcceptOffer {
                event: node.needed("event"),
            },
            Do::Review => Self::Review {
                community: node.needed("community"),
                person: node.needed("person"),
                verdict: FromJson::read(node),
            },
            Do::Amend => Self::Amend {
                community: node.needed("community"),
                answers: node.usual("answers"),
                sponsor: node.usual("sponsor"),
            },
            Do::Agree => Self::Agree {
                community: node.needed("community"),
                rules: node.needed("rules"),
            },
            Do::Renew => Self::Renew {
                community: node.needed("community"),
                rules: node.needed("rules"),
            },
            Do::Say => Self::Say {
                community: node.needed("community"),
                person: node.needed("person"),
                text: node.needed("text"),
            },
            Do::Follow => Self::Follow {
                community: node.needed("community"),
            },
            Do::Unfollow => Self::Unfollow {
                community: node.needed("community"),
            },
            Do::Appoint => Self::Appoint {
                community: node.needed("community"),
                person: node.needed("person"),
                role: node.needed("role"),
            },
            Do::Remove => Self::Remove {
                community: node.needed("community"),
                person: node.needed("person"),
                reason: node.usual("reason"),
            },
            Do::HandOver => Self::HandOver {
                community: node.needed("community"),
                person: node.needed("person"),
            },
            Do::Invite => Self::Invite {
                community: node.needed("community"),
                invitation: node.needed("invitation"),
            },
            Do::Revoke => Self::Revoke {
                community: node.needed("community"),
                code: node.needed("code"),
            },
            Do::Found => Self::Found {
                community: node.needed("community"),
                charter: node.needed("charter"),
                word: node.usual("word"),
            },
            Do::Edit => Self::Edit {
                community: node.needed("community"),
                charter: node.needed("charter"),
            },
            Do::Close => Self::Close {
                community: node.needed("community"),
                farewell: node.usual("farewell"),
            },
            Do::Archive => Self::Archive {
                community: node.needed("community"),
            },
            Do::Reopen => Self::Reopen {
                community: node.needed("community"),
            },
            Do::ReviewSignUp => Self::ReviewSignUp {
                event: node.needed("event"),
                person: node.needed("person"),
                verdict: FromJson::read(node),
            },
            Do::Promote => Self::Promote {
                event: node.needed("event"),
                person: node.needed("person"),
            },
            Do::TurnAway => Self::TurnAway {
                event: node.needed("event"),
                person: node.needed("person"),
                reason: node.usual("reason"),
            },
            Do::CheckIn => Self::CheckIn {
                event: node.needed("event"),
                person: node.needed("person"),
                at: node.needed("at"),
            },
            Do::UndoCheckIn => Self::UndoCheckIn {
                event: node.needed("event"),
                person: node.needed("person"),
            },
            Do::WalkIn => Self::WalkIn {
                event: node.needed("event"),
                person: node.needed("person"),
                name: node.needed("name"),
                people: node.needed("people"),
                at: node.needed("at"),
            },
            Do::CloseAttendance => Self::CloseAttendance {
                event: node.needed("event"),
            },
            Do::GiveFeedback => Self::GiveFeedback {
                event: node.needed("event"),
                text: node.usual("text"),
            },
            Do::CreateEvent => Self::CreateEvent {
                event: node.needed("event"),
                community: node.needed("community"),
                plan: node.needed("plan"),
                more: node.usual("more"),
            },
            Do::EditEvent => Self::EditEvent {
                event: node.needed("event"),
                plan: node.needed("plan"),
            },
            Do::CallOff => Self::CallOff {
                event: node.needed("event"),
                status: node.needed("status"),
                reason: node.usual("reason"),
            },
            Do::AdoptEvent => Self::AdoptEvent {
                event: node.needed("event"),
            },
            Do::WriteEntry => Self::WriteEntry {
                community: node.needed("community"),
                entry: node.needed("entry"),
            },
            Do::RemoveEntry => Self::RemoveEntry {
                community: node.needed("community"),
            },
            Do::AskContact => Self::AskContact {
                community: node.needed("community"),
                member: node.needed("member"),
                fields: node.needed("fields"),
                word: node.usual("word"),
            },
            Do::TakeBackRequest => Self::TakeBackRequest {
                community: node.needed("community"),
                member: node.needed("member"),
            },
            Do::GrantRequest => Self::GrantRequest {
                community: node.needed("community"),
                person: node.needed("person"),
                fields: node.needed("fields"),
                until: node.needed("until"),
            },
            Do::RefuseRequest => Self::RefuseRequest {
                community: node.needed("community"),
                person: node.needed("person"),
                reason: node.usual("reason"),
            },
            Do::RevokeGrant => Self::RevokeGrant {
                community: node.needed("community"),
                person: node.needed("person"),
            },
            Do::Block => Self::Block {
                community: node.needed("community"),
                member: node.needed("member"),
            },
            Do::Unblock => Self::Unblock {
                community: node.needed("community"),
                member: node.needed("member"),
            },
            Do::ReportMember => Self::ReportMember {
                community: node.needed("community"),
                member: node.needed("member"),
                reason: node.needed("reason"),
                text: node.usual("text"),
            },
            Do::SettleReport => Self::SettleReport {
                community: node.needed("community"),
                report: node.needed("report"),
            },
        }
    }
}

impl Record for Command {
    fn fields<S: Sink>(&self, sink: &mut S) {
        let what = match self {
            Self::Join { .. } => Do::Join,
            Self::Withdraw { .. } => Do::Withdraw,
            Self::AcceptInvitation { .. } => Do::AcceptInvitation,
            Self::DeclineInvitation { .. } => Do::DeclineInvitation,
            Self::Leave { .. } => Do::Leave,
            Self::SignUp { .. } => Do::SignUp,
            Self::ChangeSignUp { .. } => Do::ChangeSignUp,
            Self::CancelSignUp { .. } => Do::CancelSignUp,
            Self::AcceptOffer { .. } => Do::AcceptOffer,
            Self::Review { .. } => Do::Review,
            Self::Amend { .. } => Do::Amend,
            Self::Agree { .. } => Do::Agree,
            Self::Renew { .. } => Do::Renew,
            Self::Say { .. } => Do::Say,
            Self::Follow { .. } => Do::Follow,
            Self::Unfollow { .. } => Do::Unfollow,
            Self::Appoint { .. } => Do::Appoint,
            Self::Remove { .. } => Do::Remove,
            Self::HandOver { .. } => Do::HandOver,
            Self::Invite { .. } => Do::Invite,
            Self::Revoke { .. } => Do::Revoke,
            Self::Found { .. } => Do::Found,
            Self::Edit { .. } => Do::Edit,
            Self::Close { .. } => Do::Close,
            Self::Archive { .. } => Do::Archive,
            Self::Reopen { .. } => Do::Reopen,
            Self::ReviewSignUp { .. } => Do::ReviewSignUp,
            Self::Promote { .. } => Do::Promote,
            Self::TurnAway { .. } => Do::TurnAway,
            Self::CheckIn { .. } => Do::CheckIn,
            Self::UndoCheckIn { .. } => Do::UndoCheckIn,
            Self::WalkIn { .. } => Do::WalkIn,
            Self::CloseAttendance { .. } => Do::CloseAttendance,
            Self::GiveFeedback { .. } => Do::GiveFeedback,
            Self::CreateEvent { .. } => Do::CreateEvent,
            Self::EditEvent { .. } => Do::EditEvent,
            Self::CallOff { .. } => Do::CallOff,
            Self::AdoptEvent { .. } => Do::AdoptEvent,
            Self::WriteEntry { .. } => Do::WriteEntry,
            Self::RemoveEntry { .. } => Do::RemoveEntry,
            Self::AskContact { .. } => Do::AskContact,
            Self::TakeBackRequest { .. } => Do::TakeBackRequest,
            Self::GrantRequest { .. } => Do::GrantRequest,
            Self::RefuseRequest { .. } => Do::RefuseRequest,
            Self::RevokeGrant { .. } => Do::RevokeGrant,
            Self::Block { .. } => Do::Block,
            Self::Unblock { .. } => Do::Unblock,
            Self::ReportMember { .. } => Do::ReportMember,
            Self::SettleReport { .. } => Do::SettleReport,
        };
        sink.put("do", &what);
        match self {
            Self::Join {
                community,
                answers,
                rules,
                invitation,
                sponsor,
                listed,
            } => {
                sink.put("community", community);
                sink.put("answers", answers);
                sink.sparse("rules", rules);
                sink.sparse("invitation", invitation);
                sink.sparse("sponsor", sponsor);
                sink.sparse("listed", listed);
            }
            Self::AcceptInvitation { community, rules } => {
                sink.put("community", community);
                sink.sparse("rules", rules);
            }
            Self::Withdraw { community }
            | Self::DeclineInvitation { community }
            | Self::Leave { community } => sink.put("community", community),
            Self::SignUp {
                event,
                party,
                answers,
                seen,
            }
            | Self::ChangeSignUp {
                event,
                party,
                answers,
                seen,
            } => {
                sink.put("event", event);
                sink.put("party", party);
                sink.put("answers", answers);
                sink.sparse("seen", seen);
            }
            Self::CancelSignUp { event } | Self::AcceptOffer { event } => sink.put("event", event),
            Self::Review {
                community,
                person,
                verdict,
            } => {
                sink.put("community", community);
                sink.put("person", person);
                verdict.fields(sink);
            }
            Self::Amend {
                community,
                answers,
                sponsor,
            } => {
                sink.put("community", community);
                sink.put("answers", answers);
                sink.sparse("sponsor", sponsor);
            }
            Self::Agree { community, rules } => {
                sink.put("community", community);
                sink.put("rules", rules);
            }
            Self::Renew { community, rules } => {
                sink.put("community", community);
                sink.sparse("rules", rules);
            }
            Self::Say {
                community,
                person,
                text,
            } => {
                sink.put("community", community);
                sink.sparse("person", person);
                sink.put("text", text);
            }
            Self::Follow { community } => {
                sink.put("community", community);
            }
            Self::Unfollow { community } => {
                sink.put("community", community);
            }
            Self::Appoint {
                community,
                person,
                role,
            } => {
                sink.put("community", community);
                sink.put("person", person);
                sink.put("role", role);
            }
            Self::Remove {
                community,
                person,
                reason,
            } => {
                sink.put("community", community);
                sink.put("person", person);
                sink.sparse("reason", reason);
            }
            Self::HandOver { community, person } => {
                sink.put("community", community);
                sink.put("person", person);
            }
            Self::Invite {
                community,
                invitation,
            } => {
                sink.put("community", community);
                sink.put("invitation", invitation);
            }
            Self::Revoke { community, code } => {
                sink.put("community", community);
                sink.put("code", code);
            }
            Self::Found {
                community,
                charter,
                word,
            } => {
                sink.put("community", community);
                sink.put("charter", charter);
                sink.sparse("word", word);
            }
            Self::Edit { community, charter } => {
                sink.put("community", community);
                sink.put("charter", charter);
            }
            Self::Close {
                community,
                farewell,
            } => {
                sink.put("community", community);
                sink.sparse("farewell", farewell);
            }
            Self::Archive { community } => {
                sink.put("community", community);
            }
            Self::Reopen { community } => {
                sink.put("community", community);
            }
            Self::ReviewSignUp {
                event,
                person,
                verdict,
            } => {
                sink.put("event", event);
                sink.put("person", person);
                verdict.fields(sink);
            }
            Self::Promote { event, person } => {
                sink.put("event", event);
                sink.put("person", person);
            }
            Self::TurnAway {
                event,
                person,
                reason,
            } => {
                sink.put("event", event);
                sink.put("person", person);
                sink.sparse("reason", reason);
            }
            Self::CheckIn { event, person, at } => {
                sink.put("event", event);
                sink.put("person", person);
                sink.put("at", at);
            }
            Self::UndoCheckIn { event, person } => {
                sink.put("event", event);
                sink.put("person", person);
            }
            Self::WalkIn {
                event,
                person,
                name,
                people,
                at,
            } => {
                sink.put("event", event);
                sink.put("person", person);
                sink.put("name", name);
                sink.put("people", people);
                sink.put("at", at);
            }
            Self::CloseAttendance { event } => {
                sink.put("event", event);
            }
            Self::GiveFeedback { event, text } => {
                sink.put("event", event);
                sink.sparse("text", text);
            }
            Self::CreateEvent {
                event,
                community,
                plan,
                more,
            } => {
                sink.put("event", event);
                sink.put("community", community);
                sink.put("plan", plan);
                sink.sparse("more", more);
            }
            Self::EditEvent { event, plan } => {
                sink.put("event", event);
                sink.put("plan", plan);
            }
            Self::CallOff {
                event,
                status,
                reason,
            } => {
                sink.put("event", event);
                sink.put("status", status);
                sink.sparse("reason", reason);
            }
            Self::AdoptEvent { event } => {
                sink.put("event", event);
            }
            Self::WriteEntry { community, entry } => {
                sink.put("community", community);
                sink.put("entry", entry);
            }
            Self::RemoveEntry { community } => sink.put("community", community),
            Self::AskContact {
                community,
                member,
                fields,
                word,
            } => {
                sink.put("community", community);
                sink.put("member", member);
                sink.put("fields", fields);
                sink.sparse("word", word);
            }
            Self::TakeBackRequest { community, member }
            | Self::Block { community, member }
            | Self::Unblock { community, member } => {
                sink.put("community", community);
                sink.put("member", member);
            }
            Self::GrantRequest {
                community,
                person,
                fields,
                until,
            } => {
                sink.put("community", community);
                sink.put("person", person);
                sink.put("fields", fields);
                sink.sparse("until", until);
            }
            Self::RefuseRequest {
                community,
                person,
                reason,
            } => {
                sink.put("community", community);
                sink.put("person", person);
                sink.sparse("reason", reason);
            }
            Self::RevokeGrant { community, person } => {
                sink.put("community", community);
                sink.put("person", person);
            }
            Self::ReportMember {
                community,
                member,
                reason,
                text,
            } => {
                sink.put("community", community);
                sink.put("member", member);
                sink.put("reason", reason);
                sink.sparse("text", text);
            }
            Self::SettleReport { community, report } => {
                sink.put("community", community);
                sink.put("report", report);
            }
        }
    }
}

record!(@written Command);
