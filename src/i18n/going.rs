//! The words of going together: who comes along, who is seen, an offer's clock, afterwards, the next meetings of a series.

use crate::model::Refusal;

use super::{Clockface, T, sentences};

impl T {
    /// What stands between two sentences.
    #[must_use]
    pub fn go_gap(self) -> &'static str {
        match self.0 {
            crate::data::Language::En => " ",
            _ => "",
        }
    }

    /// Why something was refused, of a community's door where it is about one: that takes nobody in, and has no sign-up that closes.
    #[must_use]
    pub fn refusal_at(self, why: &Refusal, is_door: bool, face: Clockface<'_>) -> String {
        match why {
            Refusal::Closed if is_door => self.not_door_closed().to_owned(),
            why => self.refusal(why, face),
        }
    }

    /// How many others go beside those who are named, or that nobody is named, and how many of them one knows. `sees`: whether the
    /// reader would see names if there were any.
    #[must_use]
    pub fn go_words(
        self,
        named: bool,
        sees: bool,
        others: u32,
        known: u32,
        is_over: bool,
    ) -> String {
        let others_n = others.to_string();
        let first = match (named, others) {
            (true, 0) => None,
            (true, _) => Some(self.go_others(&others_n)),
            (false, 0) => None,
            (false, _) if sees && !is_over => Some(self.go_nobody_named().to_owned()),
            (false, _) => None,
        };
        let known = (known > 0).then(|| match is_over {
            true => self.go_known_were(&known.to_string()),
            false => self.go_known(&known.to_string()),
        });
        let all: Vec<String> = first.into_iter().chain(known).collect();
        all.join(self.go_gap())
    }
}

sentences! {
    // Who comes along
    go_child: "是孩子", "是孩子", "A child";
    go_person(n): "第 {} 位", "第 {} 位", "Number {}";
    go_yourself: "你自己", "你自己", "Yourself";
    go_each: "这几个问题每个人都要答", "這幾個問題每個人都要答", "These are asked of each person";
    go_seen: "让来的人看到我", "讓來的人看到我", "Let those who come see me";
    go_seen_help: "一起来的人和圈子里的人，会在活动页上看到你的名字。不勾，谁也看不到。", "一起來的人和圈子裡的人，會在活動頁上看到你的名字。不勾，誰也看不到。", "People who come too, and members of the community, see your name on the event's page. Unticked, nobody does.";
    // Who goes
    go_who: "谁会来", "誰會來", "Who goes";
    go_came: "谁来了", "誰來了", "Who came";
    go_others(n): "还有 {} 人。", "還有 {} 人。", "And {} others.";
    go_nobody_named: "来的人还没有谁公开名字。", "來的人還沒有誰公開名字。", "None of those who come has shown a name yet.";
    go_known(n): "你的圈子里有 {} 人要来。", "你的圈子裡有 {} 人要來。", "Members of your communities who come: {}.";
    go_known_were(n): "你的圈子里来了 {} 人。", "你的圈子裡來了 {} 人。", "Members of your communities who came: {}.";

    // The next of a series
    se_all: "整个系列", "整個系列", "The whole series";
    se_sign_up: "报整个系列", "報整個系列", "Sign up for the series";
    se_whole(n): "全部 {} 次", "全部 {} 次", "All {} of them";
    se_every: "全选", "全選", "Select all";
    se_not_any: "全不选", "全不選", "Select none";
    se_which: "要来哪几次", "要來哪幾次", "Which ones";
    se_which_help: "有名额又不收费的已经选好；满了的选上，就是候补。只报你自己一个人。", "有名額又不收費的已經選好；滿了的選上，就是候補。只報你自己一個人。", "Those with seats that cost nothing are ticked; ticking a full one means to wait. It is for yourself alone.";
    se_send(n): "报这 {} 次", "報這 {} 次", "Sign up for {}";
    se_none: "现在没有能报名的。", "現在沒有能報名的。", "There is none to sign up for now.";
    se_others: "不能选的", "不能選的", "The others";
    se_for(n): "报名 {} 次", "報名 {} 次", "Signing up for {}";
    se_once: "只答一遍，每次都用这些回答。", "只答一遍，每次都用這些回答。", "Answered once, for each of them.";
    se_mine: "已报名", "已報名", "Going";
    se_waits: "候补中", "候補中", "Waiting";
    se_waits_at(n): "候补第 {} 位", "候補第 {} 位", "Number {} waiting";
    se_pending: "等确认", "等確認", "To be confirmed";
    se_skip: "这次不去了", "這次不去了", "Skip this one";
    se_n_confirmed(n): "报上 {} 次", "報上 {} 次", "{} booked";
    se_n_waiting(n): "候补 {} 次", "候補 {} 次", "{} waiting";
    se_n_pending(n): "等确认 {} 次", "等確認 {} 次", "{} to be confirmed";
    se_n_refused(n): "没报上 {} 次", "沒報上 {} 次", "{} refused";
    se_n_unsent(n): "还没送出 {} 次", "還沒送出 {} 次", "{} not sent yet";

    // An offer
    go_offer_left(left): "还剩 {}。", "還剩 {}。", "{} left.";
    go_offer_over: "为你留的名额过了时间，已经让给下一位。", "為你留的名額過了時間，已經讓給下一位。", "The time for your seat has passed, and it went to the next.";
    go_pass: "让给下一位", "讓給下一位", "Let it pass";
    go_pass_sure: "名额马上给候补的下一位。还想来的话，要重新排到最后。", "名額馬上給候補的下一位。還想來的話，要重新排到最後。", "The seat goes to the next in the queue at once. To come after all you queue again, at its end.";
    go_queue_sure: "会让出候补的位置，再来要重新排队。", "會讓出候補的位置，再來要重新排隊。", "You give up your place in the queue. To come after all you queue again.";
    go_cancel_late: "报名已经截止，退了就不能再报。", "報名已經截止，退了就不能再報。", "Sign-up is closed: once given back, there is no way in again.";

    // Afterwards
    go_photos: "照片", "照片", "Pictures";
    go_photos_open: "去看照片", "去看照片", "See the pictures";
    go_feedback: "跟主办人说一句", "跟主辦人說一句", "A word to the hosts";
    go_feedback_label: "这次怎么样？", "這次怎麼樣？", "How was it?";
    go_feedback_help: "只有你和主办人看得到，30 天内可以改。", "只有你和主辦人看得到，30 天內可以改。", "Only you and the hosts see it. It can be changed for 30 days.";
    go_feedback_send: "发给主办人", "發給主辦人", "Send to the hosts";
    go_feedback_thanks: "谢谢，主办人会看到。", "謝謝，主辦人會看到。", "Thank you. The hosts will see it.";
    go_feedback_back: "已经收回。", "已經收回。", "Taken back.";
    go_feedback_same: "和上次说的一样。", "和上次說的一樣。", "That is what you said before.";
    go_feedback_said: "主办人已经收到。清空再发，就是收回。", "主辦人已經收到。清空再發，就是收回。", "The hosts have it. Sent empty, it is taken back.";
}
