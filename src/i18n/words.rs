//! A sentence for every state, reason, refusal and error.

use crate::{
    data::{BackendError, TransportError},
    model::{
        Action, ContactKind, Door, Dues, DuesPeriod, FaultKind, FieldKind, Instant, MemberField,
        Membership, Reason, Refusal, Role, SignUp, SignUpState, Stage, Who, WhyNot,
    },
};

use super::{T, when::Clockface};

impl T {
    /// A distance: 800 米, 1.2 公里.
    #[must_use]
    pub fn distance(self, metres: u32) -> String {
        if metres < 950 {
            self.metres(&(metres.div_ceil(50) * 50).to_string())
        } else {
            let tenths = (metres + 50) / 100;
            self.km(&if tenths < 100 {
                format!("{}.{}", tenths / 10, tenths % 10)
            } else {
                (tenths / 10).to_string()
            })
        }
    }

    /// Why a thing is shown.
    #[must_use]
    pub fn reason(self, reason: &Reason, face: Clockface<'_>) -> String {
        match reason {
            Reason::Near { metres } => self.why_near(&self.distance(*metres)),
            Reason::YourDistrict => self.why_district().to_owned(),
            Reason::StartsSoon { at } if at.since(face.now) > 86_400 => {
                self.why_these_days().to_owned()
            }
            Reason::StartsSoon { .. } => self.why_soon().to_owned(),
            Reason::ClosesSoon { at } => self.why_closes(&self.moment(*at, face)),
            Reason::FewSeats { left } => self.why_few(&left.to_string()),
            Reason::Interest { tag } => self.why_interest(tag),
            Reason::YourCommunity => self.why_yours().to_owned(),
            Reason::Lively => self.why_lively().to_owned(),
            Reason::Growing => self.why_growing().to_owned(),
            Reason::New => self.why_new().to_owned(),
            Reason::NewcomersWelcome => self.why_newcomers().to_owned(),
        }
    }

    /// A life-cycle stage: its word and what it means for who comes.
    #[must_use]
    pub const fn stage(self, stage: Stage) -> (&'static str, &'static str) {
        match stage {
            Stage::Sprouting => (self.stage_sprouting(), self.stage_sprouting_note()),
            Stage::Growing => (self.stage_growing(), self.stage_growing_note()),
            Stage::Lively => (self.stage_lively(), self.stage_lively_note()),
            Stage::Fading => (self.stage_fading(), self.stage_fading_note()),
            Stage::Dormant => (self.stage_dormant(), self.stage_dormant_note()),
            Stage::Closed => (self.stage_closed(), self.stage_closed_note()),
        }
    }

    /// A role.
    #[must_use]
    pub const fn role(self, role: Role) -> &'static str {
        match role {
            Role::Owner => self.role_owner(),
            Role::Deputy => self.role_deputy(),
            Role::Admin => self.role_admin(),
            Role::Host => self.role_host(),
            Role::Lecturer => self.role_lecturer(),
            Role::Member => self.role_member(),
        }
    }

    /// How a door works.
    #[must_use]
    pub const fn door_words(self, door: Door) -> &'static str {
        match door {
            Door::Open => self.door_open(),
            Door::Approval => self.door_approval(),
            Door::Invitation => self.door_invitation(),
            Door::Closed => self.door_closed(),
        }
    }

    /// Who may sign up.
    #[must_use]
    pub const fn who(self, who: Who) -> &'static str {
        match who {
            Who::Open => self.who_open(),
            Who::Approval => self.who_approval(),
            Who::Members => self.who_members(),
            Who::Invitation => self.who_invitation(),
        }
    }

    /// Dues: ¥30 / 月.
    #[must_use]
    pub fn dues_words(self, dues: &Dues) -> String {
        let sign = match dues.currency.as_str() {
            "CNY" => "¥",
            "USD" => "$",
            "EUR" => "€",
            other => other,
        };
        let (whole, rest) = (dues.amount / 100, dues.amount % 100);
        let amount = match rest {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{rest:02}"),
        };
        let period = match dues.period {
            DuesPeriod::Once => self.per_once(),
            DuesPeriod::Month => self.per_month(),
            DuesPeriod::Year => self.per_year(),
        };
        self.dues(&amount, period)
    }

    /// What a button says.
    #[must_use]
    pub const fn action(self, action: Action) -> &'static str {
        match action {
            Action::Join => self.act_join(),
            Action::Apply => self.act_apply(),
            Action::JoinWaitlist => self.act_join_waitlist(),
            Action::AcceptInvitation => self.act_accept_invitation(),
            Action::DeclineInvitation => self.act_decline_invitation(),
            Action::Withdraw => self.act_withdraw(),
            Action::Pay => self.act_pay(),
            Action::UseInvitation => self.act_use_invitation(),
            Action::Renew => self.act_renew(),
            Action::Agree => self.act_agree(),
            Action::Amend => self.act_amend(),
            Action::Say => self.act_say(),
            Action::Leave => self.act_leave(),
            Action::SignUp => self.act_sign_up(),
            Action::AskForSeat => self.act_ask_for_seat(),
            Action::JoinEventWaitlist => self.act_event_waitlist(),
            Action::ChangeSignUp => self.act_change_sign_up(),
            Action::CancelSignUp => self.act_cancel_sign_up(),
            Action::LeaveWaitlist => self.act_leave_waitlist(),
            Action::AcceptOffer => self.act_accept_offer(),
            Action::PassOffer => self.go_pass(),
            Action::ShowTicket => self.act_ticket(),
        }
    }

    /// Why there is no button.
    #[must_use]
    pub fn why_not(self, why: &WhyNot, face: Clockface<'_>) -> String {
        match why {
            WhyNot::NotYet { opens } => self.not_yet(&self.moment(*opens, face)),
            WhyNot::NotAgainUntil(Some(from)) => self.not_again_until(&self.moment(*from, face)),
            WhyNot::NotAgainUntil(None) => self.not_again().to_owned(),
            WhyNot::Closed => self.not_closed().to_owned(),
            WhyNot::Full => self.not_full().to_owned(),
            WhyNot::MembersOnly => self.not_members_only().to_owned(),
            WhyNot::InvitationNeeded => self.not_invitation().to_owned(),
            WhyNot::Cancelled => self.not_cancelled().to_owned(),
            WhyNot::Postponed => self.not_postponed().to_owned(),
            WhyNot::Proposed => self.not_adopted().to_owned(),
            WhyNot::Begun => self.not_begun().to_owned(),
            WhyNot::Over => self.not_over().to_owned(),
            WhyNot::DoorClosed => self.not_door_closed().to_owned(),
            WhyNot::Ended => self.not_ended().to_owned(),
            WhyNot::Removed => self.not_removed().to_owned(),
            WhyNot::OwnerMustHandOver => self.not_owner().to_owned(),
            WhyNot::OfferExpired => self.not_offer().to_owned(),
        }
    }

    /// Why a command was refused.
    #[must_use]
    pub fn refusal(self, refusal: &Refusal, face: Clockface<'_>) -> String {
        match refusal {
            Refusal::Full => self.not_full().to_owned(),
            Refusal::Closed => self.not_closed().to_owned(),
            Refusal::NotYet { opens } => self.not_yet(&self.moment(*opens, face)),
            Refusal::Over => self.not_over().to_owned(),
            Refusal::Off => self.not_cancelled().to_owned(),
            Refusal::MembersOnly => self.not_members_only().to_owned(),
            Refusal::InvitationNeeded => self.not_invitation().to_owned(),
            Refusal::RulesNotAgreed { .. } => self.not_rules().to_owned(),
            Refusal::Invalid { .. } => self.not_invalid().to_owned(),
            Refusal::PartyTooLarge { limit } => self.not_party(&limit.to_string()),
            Refusal::Already => self.not_already().to_owned(),
            Refusal::NothingThere => self.not_there().to_owned(),
            Refusal::NotAgain { from: Some(from) } => {
                self.not_again_until(&self.moment(*from, face))
            }
            Refusal::NotAgain { from: None } => self.not_again().to_owned(),
            Refusal::OfferExpired => self.not_offer().to_owned(),
            Refusal::CodeUnknown => self.not_code().to_owned(),
            Refusal::CodeOver => self.not_code_over().to_owned(),
            Refusal::CodeUsedUp => self.not_code_used_up().to_owned(),
            Refusal::OwnerMustHandOver => self.not_owner().to_owned(),
            Refusal::Gone => self.not_gone().to_owned(),
            Refusal::NotOffered => self.not_offered().to_owned(),
            Refusal::Forbidden => self.err_forbidden().to_owned(),
            Refusal::Said { words } => self.not_said(words),
        }
    }

    /// Where the viewer stands with a community; `None` when there is nothing to say.
    #[must_use]
    pub fn membership(self, membership: &Membership, face: Clockface<'_>) -> Option<String> {
        Some(match membership {
            Membership::None => return None,
            Membership::Invited { .. } => self.is_invited().to_owned(),
            Membership::PendingApproval { .. } => self.is_pending().to_owned(),
            Membership::PendingPayment { .. } => self.is_pending_payment().to_owned(),
            Membership::Waitlisted {
                position: Some(n), ..
            } => self.is_waitlisted_at(&n.to_string()),
            Membership::Waitlisted { .. } => self.is_waitlisted().to_owned(),
            Membership::Member { role, since, .. } if *since == Instant::UNKNOWN => {
                self.is_member(self.role(*role))
            }
            Membership::Member { role, since, .. } => format!(
                "{}{}{}",
                self.is_member(self.role(*role)),
                self.comma(),
                self.member_since(&self.month(*since, face))
            ),
            Membership::Rejected { reason, .. } if reason.is_empty() => {
                self.is_rejected_plain().to_owned()
            }
            Membership::Rejected { reason, .. } => self.is_rejected(reason),
            Membership::Left { at } => self.is_left(&self.moment(*at, face)),
            Membership::Removed { reason } if reason.is_empty() => self.is_removed().to_owned(),
            Membership::Removed { reason } => self.is_removed_for(reason),
            Membership::Expired { .. } => self.is_expired().to_owned(),
        })
    }

    /// Where the viewer stands with an event; `None` when there is nothing to say.
    #[must_use]
    pub fn sign_up(self, sign_up: &SignUp, face: Clockface<'_>) -> Option<String> {
        Some(match &sign_up.state {
            SignUpState::None => return None,
            SignUpState::PendingApproval { .. } => self.su_pending().to_owned(),
            SignUpState::PendingPayment { .. } => self.su_pending_payment().to_owned(),
            SignUpState::Confirmed { .. } if sign_up.party.is_empty() => {
                self.su_confirmed().to_owned()
            }
            SignUpState::Confirmed { .. } => self.su_confirmed_n(&sign_up.people().to_string()),
            SignUpState::Waitlisted {
                offer_until: Some(until),
                ..
            } => self.su_offer(&self.moment(*until, face)),
            SignUpState::Waitlisted {
                position: Some(n), ..
            } => self.su_waitlisted_at(&n.to_string()),
            SignUpState::Waitlisted { .. } => self.su_waitlisted().to_owned(),
            SignUpState::Rejected { reason } if reason.is_empty() => {
                self.su_rejected_plain().to_owned()
            }
            SignUpState::Rejected { reason } => self.su_rejected(reason),
            SignUpState::Cancelled { .. } => self.su_cancelled().to_owned(),
            SignUpState::CheckedIn { .. } => self.su_checked_in().to_owned(),
            SignUpState::NoShow => self.su_no_show().to_owned(),
        })
    }

    /// What is wrong with an answer.
    #[must_use]
    pub fn fault(self, fault: &FaultKind, kind: FieldKind) -> String {
        match (fault, kind) {
            (FaultKind::Missing, _) => self.fault_missing().to_owned(),
            (FaultKind::TooLittle(n), FieldKind::Number) => self.fault_small(&n.to_string()),
            (FaultKind::TooLittle(n), FieldKind::Choices) => self.fault_few(&n.to_string()),
            (FaultKind::TooLittle(n), _) => self.fault_short(&n.to_string()),
            (FaultKind::TooMuch(n), FieldKind::Number) => self.fault_big(&n.to_string()),
            (FaultKind::TooMuch(n), FieldKind::Choices) => self.fault_many(&n.to_string()),
            (FaultKind::TooMuch(n), _) => self.fault_long(&n.to_string()),
            (FaultKind::Malformed, FieldKind::Number) => self.fault_number().to_owned(),
            (FaultKind::Malformed, FieldKind::Date) => self.fault_date().to_owned(),
            (FaultKind::Malformed, FieldKind::Phone) => self.fault_phone().to_owned(),
            (FaultKind::Malformed, FieldKind::Email) => self.fault_email().to_owned(),
            (FaultKind::Malformed, _) => self.fault_other().to_owned(),
            (FaultKind::NotAnOption, _) => self.fault_option().to_owned(),
            (FaultKind::Said(words), _) => words.clone(),
        }
    }

    /// A part of a directory entry.
    #[must_use]
    pub const fn member_field(self, field: MemberField) -> &'static str {
        match field {
            MemberField::Picture => self.field_picture(),
            MemberField::Headline => self.field_headline(),
            MemberField::Joined => self.field_joined(),
            MemberField::Hometown => self.field_hometown(),
            MemberField::District => self.field_district(),
            MemberField::Skills => self.field_skills(),
            MemberField::Offers => self.field_offers(),
            MemberField::Seeks => self.field_seeks(),
            MemberField::Contacts => self.field_contacts(),
            MemberField::Birthday => self.field_birthday(),
            MemberField::Household => self.field_household(),
        }
    }

    /// A way to reach somebody.
    #[must_use]
    pub const fn contact(self, kind: ContactKind) -> &'static str {
        match kind {
            ContactKind::Phone => self.contact_phone(),
            ContactKind::Wechat => self.contact_wechat(),
            ContactKind::Email => self.contact_email(),
            ContactKind::Other => self.contact_other(),
        }
    }

    /// Why there is no answer, in a sentence for the reader.
    #[must_use]
    pub fn error(self, error: &BackendError) -> String {
        match error {
            BackendError::Transport(TransportError::Network) => {
                let space = if self.0 == crate::data::Language::En {
                    " "
                } else {
                    ""
                };
                [self.err_network(), space, self.err_network_text()].concat()
            }
            BackendError::Transport(TransportError::Timeout) => self.err_timeout().to_owned(),
            BackendError::Transport(TransportError::TooLarge) => self.err_too_large().to_owned(),
            BackendError::Unavailable { status: 429, .. } => self.err_busy().to_owned(),
            BackendError::Unavailable { status, .. } => self.err_unavailable(&status.to_string()),
            BackendError::Unauthenticated => self.err_signed_out().to_owned(),
            BackendError::Forbidden { .. } => self.err_forbidden().to_owned(),
            BackendError::NotFound => self.err_not_found().to_owned(),
            BackendError::Unreadable { .. }
            | BackendError::Transport(TransportError::Redirected) => {
                self.err_unreadable().to_owned()
            }
            BackendError::NotOffered => self.not_offered().to_owned(),
            BackendError::NoRoom => self.err_no_room().to_owned(),
        }
    }

    /// The same, with a sentence for what is too rare to be in the first view.
    #[must_use]
    pub fn why(self, error: &BackendError) -> String {
        match error {
            BackendError::Transport(TransportError::Redirected) => self.err_redirected().to_owned(),
            _ => self.error(error),
        }
    }

    /// Why something that was to be done may not have been.
    #[must_use]
    pub fn undone(self, error: &BackendError) -> String {
        match error {
            BackendError::NoRoom
            | BackendError::NotOffered
            | BackendError::Unauthenticated
            | BackendError::Forbidden { .. } => self.error(error),
            _ => format!("{}{}", self.why(error), self.err_unknown_done()),
        }
    }

    /// Seats in words: 还剩 3 个名额; 已满，2 人候补; 12 人报名.
    #[must_use]
    pub fn seats(self, taken: u32, capacity: Option<u32>, waiting: u32) -> String {
        match capacity.map(|all| all.saturating_sub(taken)) {
            None if taken == 0 => String::new(),
            None => self.seats_open(&taken.to_string()),
            Some(0) if waiting > 0 => self.seats_full_waiting(&waiting.to_string()),
            Some(0) => self.seats_full().to_owned(),
            Some(1) => self.seat_left().to_owned(),
            Some(left) => self.seats_left(&left.to_string()),
        }
    }

    /// The age of what is kept.
    #[must_use]
    pub fn age(self, at: Instant, face: Clockface<'_>) -> String {
        if face.now.since(at) < 60 {
            self.just_now().to_owned()
        } else {
            self.moment(at, face)
        }
    }
}
