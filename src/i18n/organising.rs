//! Words of the pages for organisers.

use super::{Clockface, T, sentences};
use crate::model::{Membership, Verdict};

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

    /// For what somebody waits, and since when.
    #[must_use]
    pub fn applicant(self, is: &Membership, face: Clockface<'_>) -> String {
        let what = match is {
            Membership::PendingPayment { .. } => self.org_pays(),
            Membership::Waitlisted { .. } => self.org_queues(),
            _ => self.org_asks(),
        };
        let since = is.since().map(|at| self.moment(at, face));
        [since.as_deref(), Some(what)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

sentences! {
    organise: "谁想进来", "誰想進來", "Who wants to come in";
    organise_text: "先来的在前面。点了以后十秒内可以撤回。", "先來的在前面。點了以後十秒內可以撤回。", "Who came first stands first. For ten seconds each answer can be taken back.";
    organise_empty: "现在没有人在等", "現在沒有人在等", "Nobody is waiting";
    organise_empty_text: "有人敲门时，会出现在这里。", "有人敲門時，會出現在這裡。", "Whoever knocks will stand here.";
    organise_closed: "这里是组织者看的", "這裡是組織者看的", "For organisers";
    organise_closed_text: "会长、副手和管理员在这里回复申请。", "會長、副手和管理員在這裡回覆申請。", "The owner, deputies and admins answer applications here.";
    organise_not_offered: "这个服务不在这里处理申请", "這個服務不在這裡處理申請", "This service does not answer applications here";
    org_asks: "等你们回复", "等你們回覆", "waits for an answer";
    org_pays: "等收会费", "等收會費", "has still to pay";
    org_queues: "排队等位", "排隊等位", "waits for a place";
    org_nameless: "没有留名字", "沒有留名字", "No name given";
    org_no_answers: "没有问题要答。", "沒有問題要答。", "Nothing was asked.";
    org_pick(name): "选中{}", "選中{}", "Select {}";
    org_waiting_n(n): "{} 人在等回复", "{} 人在等回覆", "{} waiting for an answer";
    org_approve_n(n): "同意 {} 人", "同意 {} 人", "Let {} in";
    org_reject_n(n): "婉拒 {} 人", "婉拒 {} 人", "Turn {} down";
    org_soon(what): "{}，十秒后送出", "{}，十秒後送出", "{}: sent in ten seconds";
    org_reject_to(names): "会告诉{}：", "會告訴{}：", "{} will be told:";
    org_reason: "为什么", "為什麼", "Why";
    org_reason_help: "对方会看到这句话。", "對方會看到這句話。", "They will read this.";
    org_again: "什么时候可以再来敲门", "什麼時候可以再來敲門", "When they may knock again";
    org_again_now: "随时", "隨時", "At any time";
    org_again_month: "一个月后", "一個月後", "In a month";
    org_again_half: "半年后", "半年後", "In half a year";
    org_phrases: "现成的话", "現成的話", "Ready phrases";
    org_phrase_full: "这一期人满了，有空位再请你来。", "這一期人滿了，有空位再請你來。", "This round is full; we will ask you when there is room.";
    org_phrase_first: "先来一次公开活动，彼此认识一下再申请。", "先來一次公開活動，彼此認識一下再申請。", "Come to an open event first, so that we know each other, then apply again.";
    org_phrase_more: "写得少了些，补全以后再申请一次吧。", "寫得少了些，補全以後再申請一次吧。", "There was too little to go by; please fill in more and apply again.";
    org_yes: "同意", "同意", "Yes";
    org_see: "看谁想进来", "看誰想進來", "See who wants to come in";
    act_approve: "同意加入", "同意加入", "Let in";
    act_reject: "婉拒", "婉拒", "Turn down";
    act_paid: "已收到会费", "已收到會費", "Dues received";
    play_as: "换个身份试试", "換個身份試試", "Try another side";
    play_as_text: "每个身份做过的事各记各的，不会混。", "每個身份做過的事各記各的，不會混。", "What is done on each side stays on that side.";
    play_not: "还有没送出的，先到上面看看。", "還有沒送出的，先到上面看看。", "Something is not sent yet; see above.";
    play_newcomer: "新来的", "新來的", "Newcomer";
    play_member: "成员", "成員", "Member";
    play_organiser: "组织者", "組織者", "Organiser";
}
