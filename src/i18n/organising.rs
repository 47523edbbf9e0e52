//! Words of the pages for organisers.

use super::{Clockface, T, sentences};
use crate::model::{Instant, Invitation, Membership, Past, PastKind, Role, Verdict, local_parts};
use chrono::Datelike as _;

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
            Membership::PendingPayment { .. } => Some(self.org_pays()),
            Membership::Waitlisted { .. } => Some(self.org_queues()),
            // The page is about those who wait for an answer.
            _ => None,
        };
        let since = is.since().map(|at| self.moment(at, face));
        [since.as_deref(), what]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

impl T {
    /// A day on the reader's own clock.
    #[must_use]
    pub fn day(self, at: Instant, face: Clockface<'_>) -> String {
        let local = local_parts(face.zones, face.zone, at);
        let today = local_parts(face.zones, face.zone, face.now);
        self.calendar_date(local.date(), today.year())
    }

    /// How long somebody has been in, and until when they are.
    #[must_use]
    pub fn standing(self, is: &Membership, face: Clockface<'_>) -> String {
        match is.settled(face.now) {
            Membership::Member { since, until, .. } => {
                let since =
                    (since != Instant::UNKNOWN).then(|| self.org_since(&self.day(since, face)));
                let until = until.map(|until| self.org_until(&self.day(until, face)));
                let both: Vec<String> = since.into_iter().chain(until).collect();
                both.join(" · ")
            }
            Membership::Expired { at } => self.org_ended(&self.day(at, face)),
            _ => String::new(),
        }
    }

    /// What was between somebody and the community, as a line.
    #[must_use]
    pub fn past(self, past: &Past, face: Clockface<'_>) -> String {
        let what = match past.what {
            PastKind::Applied => self.past_applied(),
            PastKind::Joined => self.past_joined(),
            PastKind::Withdrew => self.past_withdrew(),
            PastKind::Left => self.past_left(),
            PastKind::Rejected => self.past_rejected(),
            PastKind::Removed => self.past_removed(),
            PastKind::Expired => self.past_expired(),
        };
        let line = [&self.day(past.at, face), " · ", what].concat();
        match past.reason.as_str() {
            "" => line,
            reason => [&line, self.colon(), reason].concat(),
        }
    }

    /// What a role lets one do.
    #[must_use]
    pub const fn role_does(self, role: Role) -> &'static str {
        match role {
            Role::Owner => self.does_owner(),
            Role::Deputy => self.does_deputy(),
            Role::Admin => self.does_admin(),
            Role::Host => self.does_host(),
            Role::Lecturer => self.does_lecturer(),
            Role::Member => self.does_member(),
        }
    }

    /// How often an invitation was used, until when it holds, whether somebody looks, and who made it: a line each.
    #[must_use]
    pub fn invitation(self, one: &Invitation, face: Clockface<'_>) -> Vec<String> {
        let used = one.used.to_string();
        let used = match one.uses {
            Some(uses) => self.org_used_of(&used, &uses.to_string()),
            None => self.org_used(&used),
        };
        let until = match one.until {
            Some(until) => self.org_holds_until(&self.moment(until, face)),
            None => self.org_for_ever().to_owned(),
        };
        let looks = match one.approval {
            true => self.org_looks(),
            false => self.org_looks_not(),
        };
        let made = one.made.map(|made| self.day(made, face));
        let by = Some(one.by.clone()).filter(|by| !by.is_empty());
        let by: Vec<String> = by.into_iter().chain(made).collect();
        let mut lines = vec![[used.as_str(), " · ", &until].concat(), looks.to_owned()];
        if !by.is_empty() {
            lines.push(self.org_made_by(&by.join(" · ")));
        }
        lines
    }
}

sentences! {
    organise: "谁想进来", "誰想進來", "Who wants to come in";
    organise_text: "先来的在前面。点了以后十秒内可以撤回。", "先來的在前面。點了以後十秒內可以撤回。", "Who came first stands first. For ten seconds each answer can be taken back.";
    organise_empty: "现在没有人在等", "現在沒有人在等", "Nobody is waiting";
    organise_empty_text: "有人敲门时，会出现在这里。", "有人敲門時，會出現在這裡。", "Whoever knocks will stand here.";
    organise_closed: "这里是组织者看的", "這裡是組織者看的", "For organisers";
    organise_closed_text: "主理人、副手和管理员在这里回复申请。", "主理人、副手和管理員在這裡回覆申請。", "The owner, deputies and admins answer applications here.";
    organise_not_offered: "这个服务不在这里处理申请", "這個服務不在這裡處理申請", "This service does not answer applications here";
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
    org_again_help: "不选就是随时可以。", "不選就是隨時可以。", "Nothing chosen means at any time.";
    org_again_now: "随时", "隨時", "At any time";
    org_again_month: "一个月后", "一個月後", "In a month";
    org_again_half: "半年后", "半年後", "In half a year";
    org_phrases: "现成的话", "現成的話", "Ready phrases";
    org_phrase_full: "这一期人满了，有空位再请你来。", "這一期人滿了，有空位再請你來。", "This round is full; we will ask you when there is room.";
    org_phrase_first: "先来一次公开活动，彼此认识一下再申请。", "先來一次公開活動，彼此認識一下再申請。", "Come to an open event first, so that we know each other, then apply again.";
    org_phrase_more: "写得少了些，补全以后再申请一次吧。", "寫得少了些，補全以後再申請一次吧。", "There was too little to go by; please fill in more and apply again.";
    org_phrase_rules: "多次提醒以后还是不守规则。", "多次提醒以後還是不守規則。", "The rules were not kept, after several reminders.";
    org_phrase_absent: "很久没来了，先把位子让出来；想回来随时再敲门。", "很久沒來了，先把位子讓出來；想回來隨時再敲門。", "You have not been here for long, so we make room; knock again whenever you want to come back.";
    org_phrase_who: "你是谁介绍来的？", "你是誰介紹來的？", "Who told you about us?";
    org_phrase_why: "能多说两句吗？你想来做什么？", "能多說兩句嗎？你想來做什麼？", "Could you tell us a little more? What would you like to do here?";
    org_ask_back: "问一句", "問一句", "Ask something";
    org_question: "想问什么", "想問什麼", "What you ask";
    org_question_help: "对方会看到，可以在申请里回你。", "對方會看到，可以在申請裡回你。", "They read this, and can answer beside their application.";
    org_ways: "组织者的页面", "組織者的頁面", "Pages for organisers";
    org_tab_waiting: "等回复", "等回覆", "Waiting";
    org_tab_invitations: "邀请", "邀請", "Invites";
    org_history: "以前", "以前", "Before";
    org_talk: "说过的话", "說過的話", "What was said";
    org_sponsor: "介绍人", "介紹人", "Who brought them";
    org_brings(kind): "要带来的人 {}", "要帶來的人 {}", "Whom they bring {}";
    org_came(n): "来了 {} 人", "來了 {} 人", "{} have come";
    org_came_of(n, all): "来了 {} / {} 人", "來了 {} / {} 人", "{} of {} have come";
    past_applied: "申请加入", "申請加入", "applied";
    past_joined: "加入", "加入", "came in";
    past_withdrew: "撤回申请", "撤回申請", "withdrew";
    past_left: "退出", "退出", "left";
    past_rejected: "被婉拒", "被婉拒", "was turned down";
    past_removed: "被请出", "被請出", "was removed";
    past_expired: "到期没有续", "到期沒有續", "did not renew";
    org_members_text: "职务、到期、会费。点了以后十秒内可以撤回。", "職務、到期、會費。點了以後十秒內可以撤回。", "Roles, terms, dues. For ten seconds each change can be taken back.";
    org_members_n(n): "共 {} 人", "共 {} 人", "{} in all";
    org_search_members: "按名字找人", "按名字找人", "Search by name";
    org_due: "该续期的", "該續期的", "Renewals due";
    org_due_pays(day): "等收会费，{} 起", "等收會費，{} 起", "dues to come since {}";
    org_due_grace(day): "已到期，{} 前还能续", "已到期，{} 前還能續", "ended; can renew until {}";
    org_due_over(day): "{} 到期，还能续", "{} 到期，還能續", "ended {}; can renew";
    org_due_ends(day): "{} 到期", "{} 到期", "ends {}";
    org_paid_n(n): "{} 人的会费到了", "{} 人的會費到了", "Dues of {} received";
    org_since(day): "{} 加入", "{} 加入", "since {}";
    org_until(day): "到 {}", "到 {}", "until {}";
    org_ended(day): "{} 到期", "{} 到期", "ended {}";
    org_keep: "管理", "管理", "Manage";
    org_role: "职务", "職務", "Role";
    org_remove: "请出去……", "請出去……", "Remove…";
    org_hand_over: "把圈子移交出去……", "把圈子移交出去……", "Hand the community over…";
    does_owner: "对圈子负责，能结束、移交它", "對圈子負責，能結束、移交它", "answers for the community; can end it and hand it over";
    does_deputy: "代主理人做事：审申请、改资料、任免管理员", "代主理人做事：審申請、改資料、任免管理員", "stands in for the owner: applications, the page, admins";
    does_admin: "审申请、邀请、请出成员、改资料", "審申請、邀請、請出成員、改資料", "applications, invitations, removing members, the page";
    does_host: "办活动、批报名", "辦活動、批報名", "holds events, answers sign-ups";
    does_lecturer: "分享、上课", "分享、上課", "gives talks and lessons";
    does_member: "参加活动", "參加活動", "comes along";
    org_invitations: "邀请", "邀請", "Invitations";
    org_invitations_text: "拿着链接或二维码的人可以进来。", "拿著連結或二維碼的人可以進來。", "Whoever has the link or the QR code can come in.";
    org_invitations_empty: "还没有邀请", "還沒有邀請", "No invitations yet";
    org_invitations_empty_text: "做一张，发给想请的人，或者打印出来贴在楼下。", "做一張，發給想請的人，或者列印出來貼在樓下。", "Make one and send it to whom you want here, or print it and put it up.";
    org_invitations_over: "不能再用的", "不能再用的", "No longer good";
    org_invite: "做一张邀请", "做一張邀請", "Make an invitation";
    org_invite_text: "谁拿到链接谁就能用，人数和期限由你定。", "誰拿到連結誰就能用，人數和期限由你定。", "Whoever gets the link can use it; you say how many and for how long.";
    org_make: "做好", "做好", "Make it";
    org_invites_as(role): "以{}身份加入", "以{}身份加入", "Come in as {}";
    org_invited_to(name): "请你加入{}", "請你加入{}", "Come and join {}";
    org_used(n): "用过 {} 次", "用過 {} 次", "used {} times";
    org_used_of(n, all): "用过 {} / {} 次", "用過 {} / {} 次", "used {} of {} times";
    org_holds_until(when): "{} 前有效", "{} 前有效", "good until {}";
    org_holds: "多久有效", "多久有效", "How long it holds";
    org_for_day: "一天", "一天", "A day";
    org_for_week: "一周", "一週", "A week";
    org_for_month: "一个月", "一個月", "A month";
    org_for_ever: "一直有效", "一直有效", "No end";
    org_uses: "最多几个人用", "最多幾個人用", "How many may use it";
    org_uses_help: "不填就不限。", "不填就不限。", "Leave it empty for no limit.";
    org_looks_label: "拿着邀请来的人", "拿著邀請來的人", "Whoever comes with it";
    org_looks: "先敲门，组织者看过再进", "先敲門，組織者看過再進", "Knocks, and an organiser looks first";
    org_looks_not: "直接进来", "直接進來", "Comes straight in";
    org_note: "备注", "備註", "Note";
    org_note_help: "贴在哪里、给谁。只有组织者看得到。", "貼在哪裡、給誰。只有組織者看得到。", "Where it hangs, for whom. Only organisers see it.";
    org_made_by(who): "{} 做的", "{} 做的", "made by {}";
    org_used_up: "用完了", "用完了", "used up";
    org_revoked: "收回了", "收回了", "taken back";
    org_ran_out: "过期了", "過期了", "out of date";
    org_copy: "复制链接", "複製連結", "Copy the link";
    org_qr: "二维码", "二維碼", "QR code";
    org_qr_of(name): "加入{}的二维码", "加入{}的二維碼", "QR code to join {}";
    org_qr_text: "用手机相机或微信扫一扫。", "用手機相機或微信掃一掃。", "Scan it with a phone's camera.";
    org_revoke_sure: "拿着它的人就进不来了。已经进来的不受影响。", "拿著它的人就進不來了。已經進來的不受影響。", "Nobody can come in by it any more. Those who have come stay.";
    org_gone: "对方已经不在名单上了，比如自己撤回了。名单已更新。", "對方已經不在名單上了，比如自己撤回了。名單已更新。", "They are not on the list any more: they may have withdrawn. The list is up to date.";
    org_yes: "同意", "同意", "Yes";
    org_see_members: "管理成员", "管理成員", "Manage members";
    org_see_invitations: "邀请朋友", "邀請朋友", "Invite friends";
    org_see: "看谁想进来", "看誰想進來", "See who wants to come in";
    act_approve: "同意加入", "同意加入", "Let in";
    act_reject: "婉拒", "婉拒", "Turn down";
    act_paid: "已收到会费", "已收到會費", "Dues received";
    play_as: "换个身份试试", "換個身份試試", "Try another side";
    play_as_text: "三个人，同在一处：用一个身份敲门，换个身份就能开门。", "三個人，同在一處：用一個身份敲門，換個身份就能開門。", "Three people in one place: knock as one, and answer as another.";
    play_not: "还有没送出的，先到上面看看。", "還有沒送出的，先到上面看看。", "Something is not sent yet; see above.";
    play_newcomer: "新来的", "新來的", "Newcomer";
    play_member: "成员", "成員", "Member";
    play_organiser: "组织者", "組織者", "Organiser";
}
