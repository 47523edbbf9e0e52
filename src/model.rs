//! What a local community is, and its rules.
//!
//! Pure: no browser, no network, no clock, no randomness. Time comes in as an [`Instant`], zones
//! through [`Zones`]. Every state change is a function from what was to what is, or a [`Refusal`].
//! The serde form of these types is Linju's own JSON contract.

mod action;
mod applicant;
mod calendar;
mod capacity;
mod charter;
mod command;
mod community;
mod directory;
mod event;
mod feed;
mod form;
mod geo;
mod habit;
mod hosting;
mod id;
mod invitation;
pub(crate) mod json;
mod keeping;
mod life_cycle;
mod member;
mod membership;
mod order;
pub mod paper;
mod plan;
mod planning;
mod recurrence;
mod review;
mod roll;
mod search;
mod series;
mod sign_up;
mod table;
mod ticket;
mod ties;
mod time;
mod vcard;

#[cfg(test)]
mod json_tests;
#[cfg(test)]
pub(crate) mod testing;

pub use action::{Action, Offered, WhyNot, community_actions, event_actions};
pub use applicant::{Applicant, Past, PastKind};
pub use calendar::{Calendar, CalendarEntry};
pub use capacity::{Claim, ClaimState, Roster};
pub use charter::Charter;
pub use command::{Command, Envelope, Outcome, Refusal, Subject, Viewer};
pub use community::{
    Activity, Area, Chapter, Chat, Community, Door, Dues, DuesPeriod, Goal, JoinPolicy, Link,
    Person, Referral, Rhythm, Role, Rules,
};
pub use directory::{
    Arranging, Asked, Collation, Compare, Finder, Help, Index, LETTERS, Layout, Order, Said, Seen,
    Wanted, Why, Within, helping, letter_name,
};
pub use event::{
    Event, EventStatus, Faces, MovedNotice, SignUpPolicy, SignUpWindow, TimeAndPlace, Venue, Who,
};
pub use feed::{
    Around, FeedFilter, FeedItem, FeedSort, Kind, Reason, Taste, Thing, When, WhenRange, passes,
    rank,
};
pub use form::{Answers, Changed, Condition, FaultKind, Field, FieldFault, FieldKind, Form};
pub(crate) use geo::sin;
pub use geo::{LatLng, distance_m, gcj02, gcj02_shift, in_mainland_china};
pub use habit::{Habit, HabitDays};
pub use hosting::{
    AtDoor, Attendee, DOOR_OPENS_S, DOOR_SHUTS_S, Listed, Tally, by_code, close_attendance,
    code_read, csv, host_transition, hosts, names_of, no_show, tally, walk_in, with_marks,
};
pub use id::{AccountId, CommandId, CommunityId, EventId, MemberId, PersonId, ReportId};
pub use invitation::{CODE_MAX, CODE_MIN, Invitation, code_of};
#[cfg(test)]
pub(crate) use json::tests_support::any_value;
pub use json::{FromJson, Misread, Node, Record, Sink, ToJson};
pub use keeping::{
    Power, appoint, archive, ask_back, chapter_of, close, edit, found, hand_over, invite, may,
    remove, reopen, revoke,
};
pub use life_cycle::{Stage, stage};
pub use member::{
    Asking, Birthday, Blocked, Contact, ContactKind, ContactRequest, Entry, EntryChange, Member,
    MemberField, MyEntry, NewBirthday, Report, ReportReason, RequestState, ViewerRank, Visibility,
    as_seen_by, ask, grant, refuse, revoke_grant, take_back, visible,
};
pub use membership::{
    Application, Brought, Membership, MembershipCommand, Word, membership_transition, moved_up,
};
pub use order::sort_by;
pub use plan::{EVENT_DAYS_MAX, MEETINGS_MAX, Plan, SERIES_DAYS_MAX, Without};
pub use planning::{
    Acting, PROPOSALS_MAX, adopt_event, call_off, edit_event, may_plan, may_propose, plan_event,
};
pub use recurrence::{Freq, NthWeekday, Recurrence, RecurrenceError, Until};
pub use review::{REASON_MAX, Verdict, review_membership, review_sign_up};
pub use roll::{Coming, RollWords, Round, coming, households, roll};
pub use search::{Fit, Fold, Found, Needle, Sounding, Sounds, Spelling, Typed, spelling};
pub use series::{TOGETHER_MAX, Turn, asked_by_all, sign_ups_for};
pub use sign_up::{Companion, SignUp, SignUpCommand, SignUpState, sign_up_transition};
pub use table::{Key, Table};
pub use ticket::spoken;
pub use ties::{are_both_at, is_same_person};
pub use time::{Instant, LocalTime, Zones, local_date, local_parts, to_instant};
pub use vcard::{Card, CardVersion, number};
