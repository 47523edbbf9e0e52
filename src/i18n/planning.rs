//! Words of planning events: for hosts, and for who proposes one.

use super::{Clockface, T, sentences};
use crate::model::{Refusal, Who};

impl T {
    /// Who may sign up, as the choice says it.
    #[must_use]
    pub const fn plan_who(self, who: Who) -> &'static str {
        match who {
            Who::Open => self.plan_who_open(),
            Who::Members => self.plan_who_members(),
            Who::Approval => self.plan_who_approval(),
            Who::Invitation => self.plan_who_invitation(),
        }
    }

    /// Why a plan was refused.
    #[must_use]
    pub fn plan_refused(self, why: &Refusal, face: Clockface<'_>) -> String {
        match why {
            Refusal::Invalid { faults } if faults.iter().any(|it| it.key == "proposals") => {
                self.plan_too_many_proposals().to_owned()
            }
            Refusal::MembersOnly => self.plan_members_only().to_owned(),
            Refusal::Closed => self.plan_ended().to_owned(),
            Refusal::Over => self.plan_over().to_owned(),
            why => self.refusal(why, face),
        }
    }
}

sentences! {
    not_adopted: "还是提议，组织者同意后才开放报名", "還是提議，組織者同意後才開放報名", "A proposal: sign-up opens once a host has adopted it";

    // The list
    plan_events: "全部活动", "全部活動", "All events";
    plan_like_last: "照上次再办", "照上次再辦", "Like the last one";
    plan_proposed: "成员的提议", "成員的提議", "Proposed by members";
    plan_past: "办过的活动", "辦過的活動", "Past events";
    plan_shown(n): "已显示 {} 场，还有更多", "已顯示 {} 場，還有更多", "{} shown, there are more";
    plan_all(n): "共 {} 场", "共 {} 場", "{} in all";
    plan_since(day, n): "{}以来 {} 场", "{}以來 {} 場", "Since {}: {}";
    plan_none_since(day): "{}以来没有活动", "{}以來沒有活動", "None since {}";
    plan_earlier: "看更早的", "看更早的", "Earlier ones";

    // Who may
    plan_closed: "这里由组织者安排活动", "這裡由組織者安排活動", "Hosts plan events here";
    plan_closed_text: "加入圈子后，可以提议活动。", "加入圈子後，可以提議活動。", "Members of the community can propose an event.";
    plan_propose: "提议活动", "提議活動", "Propose an event";
    plan_propose_text: "组织者同意后，大家就能报名。", "組織者同意後，大家就能報名。", "Once a host has adopted it, everybody can sign up.";
    plan_propose_send: "提交提议", "提交提議", "Propose it";
    plan_send: "发布活动", "發布活動", "Publish";
    plan_like: "已照上次填好，日期往后挪到了下一次。", "已照上次填好，日期往後挪到了下一次。", "Filled in like the last one; the day is the next.";
    plan_another: "照这次再办一次", "照這次再辦一次", "One more like this";

    // What
    plan_what: "办什么", "辦什麼", "What";
    plan_title: "活动名称", "活動名稱", "Title";
    plan_title_help: "像“周五读书分享”。", "像「週五讀書分享」。", "Such as “Friday reading”.";
    plan_description: "介绍", "介紹", "Description";
    plan_description_help: "做什么，带什么，谁适合来。不写也行。", "做什麼，帶什麼，誰適合來。不寫也行。", "What you do, what to bring, for whom it is. May stay empty.";

    // When
    plan_date: "日期", "日期", "Date";
    plan_from: "开始", "開始", "From";
    plan_to: "结束", "結束", "To";
    plan_is_past: "这个时间已经过了，请选以后的时间。", "這個時間已經過了，請選以後的時間。", "That is over already: choose a time to come.";
    plan_ends_first: "结束要在开始之后。", "結束要在開始之後。", "It has to end after it begins.";
    plan_too_long(days): "一次活动最多 {} 天。", "一次活動最多 {} 天。", "An event may go on for {} days at most.";
    plan_day_first: "选好日期，就可以选每周或每月重复。", "選好日期，就可以選每週或每月重複。", "With a date, it can come again each week or month.";
    plan_repeat: "重复", "重複", "Comes again";
    plan_once: "只办一次", "只辦一次", "Just once";
    plan_until: "直到", "直到", "Until";
    plan_until_help: "不填就先排 26 次。", "不填就先排 26 次。", "Left empty: the next 26.";
    plan_until_year: "到年底", "到年底", "End of the year";
    plan_until_open: "先排 26 次", "先排 26 次", "The next 26";
    plan_until_first: "要晚于第一次的日期。", "要晚於第一次的日期。", "Has to be later than the first.";
    plan_too_many(n): "一次最多排 {} 次，请选近一点的日期。", "一次最多排 {} 次，請選近一點的日期。", "At most {} at once: choose an earlier day.";
    plan_count(n, days): "共 {} 次：{}……", "共 {} 次：{}……", "{} times: {} …";
    plan_last: "结束日期", "結束日期", "Last day";
    plan_last_help: "只有连办几天才要填。", "只有連辦幾天才要填。", "Only for what goes on for days.";
    plan_zone: "时区", "時區", "Time zone";
    plan_zone_wrong: "没有这个时区，例如 Asia/Shanghai。", "沒有這個時區，例如 Asia/Shanghai。", "There is no such zone. Asia/Shanghai is one.";

    // Where
    plan_place_help: "大家平时怎么叫，像“三号楼活动室”。", "大家平時怎麼叫，像「三號樓活動室」。", "As people call it, such as “the hall in no. 3”.";
    plan_address: "详细地址", "詳細地址", "Address";
    plan_hidden: "地址只告诉报上名的人", "地址只告訴報上名的人", "Tell the address only to those with a seat";
    plan_online: "线上也能参加", "線上也能參加", "One can take part online";
    plan_url: "线上链接", "線上連結", "Link";

    // Seats
    plan_seats_title: "名额和费用", "名額和費用", "Seats and price";
    plan_seats: "名额", "名額", "Seats";
    plan_seats_help: "不填就不限人数。", "不填就不限人數。", "Left empty: as many as come.";
    plan_taken(n): "已有 {} 人报上名，名额不能更少。", "已有 {} 人報上名，名額不能更少。", "{} seats are taken: there cannot be fewer.";
    plan_who_title: "谁能报名", "誰能報名", "Who can sign up";
    plan_who_open: "谁都可以", "誰都可以", "Everybody";
    plan_who_members: "只限成员", "只限成員", "Members only";
    plan_who_approval: "谁都可以，组织者逐个确认", "誰都可以，組織者逐個確認", "Everybody; a host looks at each";
    plan_who_invitation: "凭邀请", "憑邀請", "By invitation";
    plan_price: "费用", "費用", "Price";
    plan_price_help: "像“每人 20 元，到场付”。免费就不填。", "像「每人 20 元，到場付」。免費就不填。", "Such as “20 yuan each, at the door”. Empty if it is free.";

    // More
    plan_more: "更多设置", "更多設定", "More";
    plan_more_note: "带人、候补、报名时间、问题、封面", "帶人、候補、報名時間、問題、封面", "Parties, waitlist, hours, questions, cover";
    plan_party: "每份报名最多几人", "每份報名最多幾人", "People on one sign-up";
    plan_party_help: "连本人在内。", "連本人在內。", "Who signs up included.";
    plan_children: "要注明谁是孩子", "要註明誰是孩子", "Mark who is a child";
    plan_queue: "满了可以候补", "滿了可以候補", "A waitlist once it is full";
    plan_opens: "开始报名", "開始報名", "Sign-up opens";
    plan_opens_help: "不填就是马上。", "不填就是馬上。", "Left empty: at once.";
    plan_closes: "截止报名", "截止報名", "Sign-up closes";
    plan_closes_help: "不填就到活动开始。", "不填就到活動開始。", "Left empty: when it begins.";
    plan_hour: "几点", "幾點", "At";
    plan_hours_wrong: "要早于截止和活动开始。", "要早於截止和活動開始。", "Has to be before the closing time and the start.";
    plan_questions: "报名时问什么", "報名時問什麼", "What is asked";
    plan_each: "这些问题问谁", "這些問題問誰", "Who answers these";
    plan_each_once: "报名的人答一次", "報名的人答一次", "Who signs up, once";
    plan_each_person: "来的每个人都答", "來的每個人都答", "Each person who comes";
    plan_hosts_help: "名字用顿号隔开；不填就是你。", "名字用頓號隔開；不填就是你。", "Names with commas between; left empty, it is you.";
    plan_colour: "封面颜色", "封面顏色", "Colour of the cover";
    plan_colour_any: "随机", "隨機", "Any";
    plan_colours: "杏黄、竹青、橄榄、湖蓝、玫红、藤紫", "杏黃、竹青、橄欖、湖藍、玫紅、藤紫", "Apricot, Bamboo, Olive, Lake, Rose, Wisteria";
    plan_preview: "看看大家会看到的样子", "看看大家會看到的樣子", "Preview";
    plan_preview_not: "先填好名称和时间。", "先填好名稱和時間。", "It needs a title and a time first.";

    // Afterwards
    plan_photos: "照片链接", "照片連結", "Link to pictures";
    plan_photos_help: "活动结束后，大家在活动页就能点开。", "活動結束後，大家在活動頁就能點開。", "Once it is over, everybody finds it on the event’s page.";

    // Changing
    plan_series: "这是系列活动", "這是系列活動", "One of a series";
    plan_which: "改哪几次", "改哪幾次", "Which ones";
    plan_this_one: "只改这一次", "只改這一次", "This one";
    plan_and_later: "这次和以后每次", "這次和以後每次", "This one and all later ones";
    plan_no_change: "还没有改动。", "還沒有改動。", "Nothing is changed yet.";
    plan_edit_see: "管理这次活动", "管理這次活動", "Manage this event";
    plan_edit_own: "修改提议", "修改提議", "Change the proposal";

    // Calling off
    plan_off_title: "活动有变", "活動有變", "If things change";
    plan_what_happens: "怎么变", "怎麼變", "What happens";
    plan_cancel: "取消", "取消", "It is cancelled";
    plan_off_which: "取消哪几次", "取消哪幾次", "Which ones";
    plan_off_this: "只取消这一次", "只取消這一次", "Only this one is cancelled";
    plan_off_later: "以后的也一起取消", "以後的也一起取消", "And all later ones are cancelled";
    plan_off_count(n, day): "以后还有 {} 次，最后一次是 {}，都会一起取消。", "以後還有 {} 次，最後一次是 {}，都會一起取消。", "Later ones that are cancelled too: {}, the last of them {}.";
    plan_off_none: "以后没有别的场次了。", "以後沒有別的場次了。", "There are no later ones.";
    plan_postpone: "延期", "延期", "It is put off";
    plan_go_on: "照常举行", "照常舉行", "It takes place after all";
    plan_reason: "原因", "原因", "Reason";
    plan_reason_help: "报了名的人都会看到。", "報了名的人都會看到。", "All who have signed up will read it.";
    plan_off_send: "告诉大家", "告訴大家", "Tell everybody";
    plan_adopt_text: "成员提议的活动，采纳后大家就能报名。", "成員提議的活動，採納後大家就能報名。", "A member proposes it. Once adopted, everybody can sign up.";
    plan_own_text: "等组织者看过。这之前还能改，也能收回。", "等組織者看過。這之前還能改，也能收回。", "The hosts have yet to look at it. Until then it can be changed or taken back.";
    plan_decline: "婉拒提议", "婉拒提議", "Decline";
    plan_take_back: "收回提议", "收回提議", "Take it back";

    // Why not
    plan_too_many_proposals: "你有 5 个提议还没有回音，等一等再提。", "你有 5 個提議還沒有回音，等一等再提。", "Five of your proposals are still unanswered.";
    plan_members_only: "加入圈子后才能提议活动。", "加入圈子後才能提議活動。", "Members of the community can propose events.";
    plan_ended: "圈子已经结束。", "圈子已經結束。", "The community has ended.";
    plan_over: "活动已经结束，时间和名额不能再改。", "活動已經結束，時間和名額不能再改。", "It is over: its time and seats stay as they are.";
}
