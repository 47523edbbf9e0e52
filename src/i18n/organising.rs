//! Words of the pages for organisers.

use super::{T, sentences};
use crate::model::Verdict;

impl T {
    /// What an organiser does, as the button says it.
    #[must_use]
    pub const fn verdict(self, verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Approve => self.act_approve(),
            Verdict::Reject { .. } => self.act_reject(),
            Verdict::Paid => self.act_paid(),
        }
    }
}

sentences! {
    act_approve: "同意加入", "同意加入", "Let in";
    act_reject: "婉拒", "婉拒", "Turn down";
    act_paid: "已收到会费", "已收到會費", "Dues received";
}
