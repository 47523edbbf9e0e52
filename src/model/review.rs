//! What organisers decide about somebody else: who is let in, who gets a seat that has to be asked for.
//!
//! Pure, as what people decide about themselves is. Every pair of a state and a verdict has an answer. Whether somebody may
//! decide at all is [`Role::reviews_members`] and [`Role::reviews_sign_ups`]; who serves rows looks it up inside the
//! transaction that decides.

use super::json::{FromJson, Node, Record, Sink, record, words};
use super::membership::in_after_dues;
use super::{
    Community, Event, FaultKind, FieldFault, Instant, Membership, Refusal, Role, SignUp,
    SignUpState, SignUpWindow,
};

/// The longest reason, in characters.
pub const REASON_MAX: usize = 2000;

/// What an organiser says to somebody who knocked or asked for a seat.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Yes.
    Approve,
    /// No.
    Reject {
        /// Why: whoever is turned away is told.
        reason: String,
        /// From when they may knock again; at once where there is none. Says nothing about seats.
        again_from: Option<Instant>,
    },
    /// The dues have come.
    Paid,
}

#[derive(Clone, Copy)]
enum Says {
    Approve,
    Reject,
    Paid,
}

words!(Says {
    Approve = "approve",
    Reject = "reject",
    Paid = "paid",
});

impl FromJson for Verdict {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        match node.needed("verdict") {
            Says::Approve => Self::Approve,
            Says::Reject => Self::Reject {
                reason: node.usual("reason"),
                again_from: node.needed("again_from"),
            },
            Says::Paid => Self::Paid,
        }
    }
}

impl Record for Verdict {
    fn fields<S: Sink>(&self, sink: &mut S) {
        match self {
            Self::Approve => sink.put("verdict", &Says::Approve),
            Self::Paid => sink.put("verdict", &Says::Paid),
            Self::Reject { reason, again_from } => {
                sink.put("verdict", &Says::Reject);
                sink.sparse("reason", reason);
                sink.sparse("again_from", again_from);
            }
        }
    }
}

record!(@written Verdict);

impl Role {
    /// Whether the role decides who is let in.
    #[must_use]
    pub const fn reviews_members(self) -> bool {
        self.organises()
    }

    /// Whether the role decides who gets a seat that has to be asked for.
    #[must_use]
    pub const fn reviews_sign_ups(self) -> bool {
        self.organises() || matches!(self, Self::Host)
    }
}

/// The membership of who knocked, after a verdict.
///
/// Who was approved waits when the community is full, and pays before they are in. Who waits for a place or has still to
/// pay can be turned away, too.
///
/// # Errors
/// [`Refusal::Already`] when that has been decided so; [`Refusal::NothingThere`] when there is nothing to decide, such as for
/// somebody who has withdrawn; [`Refusal::Invalid`] for a rejection without a reason. Nothing has changed then.
pub fn review_membership(
    state: &Membership,
    verdict: &Verdict,
    community: &Community,
    now: Instant,
) -> Result<Membership, Refusal> {
    use Membership as M;

    // Asked for in time, they may come when the term is over.
    if let (
        Verdict::Paid,
        M::Member {
            role,
            since,
            until: Some(until),
            rules,
            paying: Some(_),
        },
    ) = (verdict, state)
    {
        let months = community.policy.months();
        return Ok(M::Member {
            role: *role,
            since: *since,
            until: Some(months.map_or(*until, |n| until.plus_months(n))),
            rules: *rules,
            paying: None,
        });
    }
    match (verdict, state.settled(now)) {
        (Verdict::Approve, M::PendingApproval { more, .. }) => {
            living(community, now)?;
            let rules = more.rules;
            Ok(if community.is_full() {
                M::Waitlisted {
                    since: now,
                    position: None,
                    rules,
                }
            } else {
                in_after_dues(community, rules, Role::Member, now)
            })
        }
        (Verdict::Approve, M::Member { .. } | M::PendingPayment { .. } | M::Waitlisted { .. })
        | (Verdict::Paid, M::Member { .. }) => Err(Refusal::Already),
        (Verdict::Paid, M::PendingPayment { role, rules, .. }) => {
            living(community, now)?;
            if community.is_full() {
                return Err(Refusal::Full);
            }
            Ok(M::Member {
                role,
                since: now,
                until: community.policy.months().map(|n| now.plus_months(n)),
                rules,
                paying: None,
            })
        }
        (
            Verdict::Reject { reason, again_from },
            M::PendingApproval { .. } | M::PendingPayment { .. } | M::Waitlisted { .. },
        ) => Ok(M::Rejected {
            reason: given(reason)?,
            again_from: *again_from,
        }),
        (Verdict::Reject { .. }, M::Rejected { .. }) => Err(Refusal::Already),
        (Verdict::Approve | Verdict::Reject { .. } | Verdict::Paid, _) => {
            Err(Refusal::NothingThere)
        }
    }
}

/// The sign-up of who asked for a seat, after a verdict. Whoever is approved while there is no seat, or while others
/// wait, waits behind them; a party larger than the whole capacity would wait for ever. The ticket is left as it is: the backend writes it.
///
/// # Errors
/// As [`review_membership`]; [`Refusal::Full`] where nobody can wait, [`Refusal::Off`] and [`Refusal::Over`] where nobody comes
/// any more, [`Refusal::NotOffered`] for [`Verdict::Paid`].
pub fn review_sign_up(
    sign_up: &SignUp,
    verdict: &Verdict,
    event: &Event,
    now: Instant,
) -> Result<SignUp, Refusal> {
    use SignUpState as S;

    match (verdict, &sign_up.state) {
        (Verdict::Paid, _) => Err(Refusal::NotOffered),
        (Verdict::Approve, S::PendingApproval { .. }) => {
            match event.window(now) {
                SignUpWindow::Off => return Err(Refusal::Off),
                SignUpWindow::Over => return Err(Refusal::Over),
                _ => {}
            }
            let left = event.seats_left().unwrap_or(u32::MAX);
            let state = if event.waiting == 0 && sign_up.people() <= left {
                S::Confirmed { since: now }
            } else if event.sign_up.waitlist
                && event.capacity.is_none_or(|all| sign_up.people() <= all)
            {
                S::Waitlisted {
                    since: now,
                    position: Some(event.waiting.saturating_add(1)),
                    offer_until: None,
                }
            } else {
                return Err(Refusal::Full);
            };
            Ok(SignUp {
                state,
                ..sign_up.clone()
            })
        }
        (Verdict::Approve, S::Confirmed { .. } | S::Waitlisted { .. } | S::CheckedIn { .. })
        | (Verdict::Reject { .. }, S::Rejected { .. }) => Err(Refusal::Already),
        // What was answered, and who would have come along, is nobody's business any more.
        (Verdict::Reject { reason, .. }, S::PendingApproval { .. }) => Ok(SignUp {
            state: S::Rejected {
                reason: given(reason)?,
            },
            ..SignUp::default()
        }),
        (Verdict::Approve | Verdict::Reject { .. }, _) => Err(Refusal::NothingThere),
    }
}

fn living(community: &Community, now: Instant) -> Result<(), Refusal> {
    if community.has_ended(now) {
        return Err(Refusal::Closed);
    }
    Ok(())
}

/// A reason that says something.
fn given(reason: &str) -> Result<String, Refusal> {
    said("reason", reason, REASON_MAX)
}

/// A text that says something, without the spaces around it, of at most so many characters.
pub(in crate::model) fn said(key: &str, text: &str, most: usize) -> Result<String, Refusal> {
    let text = text.trim();
    let kind = if text.is_empty() {
        FaultKind::Missing
    } else if text.chars().count() > most {
        FaultKind::TooMuch(u32::try_from(most).unwrap_or(u32::MAX))
    } else {
        return Ok(text.to_owned());
    };
    let key = key.to_owned();
    Err(Refusal::Invalid {
        faults: vec![FieldFault { key, kind }],
    })
}
