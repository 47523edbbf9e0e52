//! Words of one's own entry in a directory: what it says, who sees what of it, and who asks for more.

use super::{T, sentences, when::month_en};
use crate::model::{Birthday, Visibility};

impl T {
    /// Who sees a field, as one says it oneself.
    #[must_use]
    pub const fn entry_seen_by(self, who: Visibility) -> &'static str {
        match who {
            Visibility::Everyone => self.entry_everyone(),
            Visibility::OnRequest => self.entry_one_by_one(),
            Visibility::Organisers => self.entry_organisers(),
            Visibility::Nobody => self.entry_nobody(),
        }
    }

    /// A day of the year.
    #[must_use]
    pub fn entry_day_of(self, born: Birthday) -> String {
        let day = born.day().to_string();
        if self.en() {
            return [&day, " ", month_en(born.month())].concat();
        }
        self.entry_month_day(&born.month().to_string(), &day)
    }
}

sentences! {
    entry_mine: "我的名片", "我的名片", "My entry";
    entry_in(name): "{}里的名片", "{}裡的名片", "In {}";
    entry_text: "大家在名录里看到的你。只有名字要写，其余都可以空着。", "大家在名錄裡看到的你。只有名字要寫，其餘都可以空著。", "You, as the directory shows you. Only the name is needed.";
    entry_closed: "加入以后才有名片", "加入以後才有名片", "Entries are for members";
    entry_closed_text: "名片写在一个圈子的名录里，只有里面的人看得到。", "名片寫在一個圈子的名錄裡，只有裡面的人看得到。", "An entry stands in the directory of a community, for those who are in.";
    entry_lacking: "这里写不了名片", "這裡寫不了名片", "Entries cannot be written here";
    entry_lacking_text: "这个网站还不支持自己写名片，请找组织者。", "這個網站還不支援自己寫名片，請找組織者。", "This site does not let members write their entry. Ask an organiser.";

    // Ways to it
    entry_all: "我的名片", "我的名片", "My entries";
    entry_all_text: "每个圈子一张，写什么、给谁看，各写各的。", "每個圈子一張，寫什麼、給誰看，各寫各的。", "One for each community: what it says and who sees it is different in each.";
    entry_first: "写好我的名片", "寫好我的名片", "Write my entry";
    entry_first_note: "让大家认得你；写什么、给谁看、列不列，都由你定", "讓大家認得你；寫什麼、給誰看、列不列，都由你定", "So that people know you; what it says, who sees it and whether you are listed is up to you";
    entry_note: "写什么，给谁看", "寫什麼，給誰看", "What it says, and who sees it";
    entry_note_none: "还没写，大家认不出你", "還沒寫，大家認不出你", "Not written yet: nobody can tell who you are";
    entry_note_bare: "只有名字，再写几句吧", "只有名字，再寫幾句吧", "Just a name so far: add a few words";
    entry_note_unlisted: "没列进名录", "沒列進名錄", "Not listed";
    entry_waits(n): "{} 人等你答复", "{} 人等你答覆", "Waiting for your answer: {}";

    // Who sees what
    entry_who(field): "谁能看：{}", "誰能看：{}", "Who sees this: {}";
    entry_everyone: "圈里人都能看", "圈裡人都能看", "Everyone in the community";
    entry_one_by_one: "我点头的人才能看", "我點頭的人才能看", "Those I let, one by one";
    entry_organisers: "只有组织者能看", "只有組織者能看", "Only organisers";
    entry_nobody: "只有我自己能看", "只有我自己能看", "Nobody but me";

    // Its fields
    entry_name: "名字", "名字", "Name";
    entry_name_help: "大家怎么叫你就怎么写。", "大家怎麼叫你就怎麼寫。", "As people call you.";
    entry_sort: "你的姓怎么读？", "你的姓怎麼讀？", "How is your surname read?";
    entry_sort_help: "名录按拼音排，读对了才好找。", "名錄按拼音排，讀對了才好找。", "The directory is in the order of sounds: so people find you.";
    entry_picture_help: "照片的网址，https 开头。", "照片的網址，https 開頭。", "Its address, beginning with https.";
    entry_headline_help: "像“住三号楼，会修自行车”。", "像「住三號樓，會修自行車」。", "Such as “No. 3, mends bicycles”.";
    entry_about_me: "我是谁", "我是誰", "Who I am";
    entry_neighbourly: "能帮什么，在找什么", "能幫什麼，在找什麼", "What I offer, what I look for";
    entry_reach: "怎么找到我", "怎麼找到我", "How to reach me";
    entry_home: "生日和家人", "生日和家人", "Birthday and household";
    entry_add: "加上", "加上", "Add";
    entry_drop(one): "去掉：{}", "去掉：{}", "Take out: {}";
    entry_things_help: "一次写一样。", "一次寫一樣。", "One thing at a time.";
    entry_contact_add: "加一种联系方式", "加一種聯絡方式", "Add a way to reach me";
    entry_contact: "联系方式", "聯絡方式", "Contact";
    entry_contact_kind: "用什么", "用什麼", "Kind";
    entry_contact_value: "号码或名字", "號碼或名字", "Number or name";
    entry_month: "月", "月", "Month";
    entry_day: "日", "日", "Day";
    entry_nth_month(n): "{} 月", "{} 月", "{}";
    entry_nth_day(n): "{} 日", "{} 日", "{}";
    entry_month_day(month, day): "{} 月 {} 日", "{} 月 {} 日", "{}-{}";
    entry_birthday_help: "只要月和日，不问哪一年。", "只要月和日，不問哪一年。", "Month and day, never the year.";
    entry_no_day: "没有这一天，请再选一次。", "沒有這一天，請再選一次。", "There is no such day: choose again.";
    entry_household_help: "带上门牌，像“3 号楼 502 王家”。写得一样的人，会排成一家。", "帶上門牌，像「3 號樓 502 王家」。寫得一樣的人，會排成一家。", "With the house number, such as “3-502, the Wangs”. Who writes the same stands together.";
    entry_long_one: "有一样写得太长了，最多 100 个字。", "有一樣寫得太長了，最多 100 個字。", "One of them is too long: 100 characters at most.";
    entry_joined_text: "什么时候加入的，不用写，圈子自己知道；组织者总看得到。", "什麼時候加入的，不用寫，圈子自己知道；組織者總看得到。", "The community knows since when you are in, and its organisers always see it.";

    // Listed or not
    entry_listing: "列不列进名录", "列不列進名錄", "In the directory or not";
    entry_unlisted: "不列进名录", "不列進名錄", "Do not list me";
    entry_unlisted_help: "成员看不到你，也搜不到你，只有组织者看得到。名片会留着，随时能改回来。", "成員看不到你，也搜不到你，只有組織者看得到。名片會留著，隨時能改回來。", "Members neither see nor find you; organisers do. What you wrote stays, and you can change this at any time.";

    // As others see it
    entry_seen: "别人看到的你", "別人看到的你", "As others see you";
    entry_seen_as: "换谁的眼睛看", "換誰的眼睛看", "Whose eyes";
    entry_seen_stranger: "没加入的人", "沒加入的人", "A stranger";
    entry_seen_member: "成员", "成員", "A member";
    entry_seen_organiser: "组织者", "組織者", "An organiser";
    entry_seen_nothing: "什么也看不到。名录只给里面的人看。", "什麼也看不到。名錄只給裡面的人看。", "Nothing at all. The directory is for those who are in.";
    entry_seen_unlisted: "看不到你。你没列进名录。", "看不到你。你沒列進名錄。", "They do not see you: you are not listed.";
    entry_seen_asks(field): "{}：问过你才能看", "{}：問過你才能看", "{}: they can ask you";
    entry_seen_name_first: "先写名字。", "先寫名字。", "Write your name first.";

    // Saving
    entry_save: "保存名片", "儲存名片", "Save my entry";
    entry_saved: "名片存好了", "名片存好了", "Your entry is saved";
    entry_no_change: "没有改动，不用保存。", "沒有改動，不用儲存。", "Nothing has changed.";
    entry_to_directory: "去名录看看", "去名錄看看", "To the directory";

    // From another community
    entry_fill: "照别的圈子的名片填", "照別的圈子的名片填", "Fill from another community";
    entry_fill_which: "照哪张填", "照哪張填", "From which";
    entry_fill_text: "谁能看什么，也照那张来。保存以前都能改。", "誰能看什麼，也照那張來。儲存以前都能改。", "Who sees what comes with it. You can change all of it before you save.";
    entry_fill_empty: "只填空着的", "只填空著的", "Only what is empty";
    entry_fill_whole: "全部照那张写", "全部照那張寫", "All of it";
    entry_filled(n): "填好了 {} 处，保存后才算数", "填好了 {} 處，儲存後才算數", "Filled in: {}. Save to keep it";
    entry_fill_undo: "撤销", "撤銷", "Undo";
    entry_filled_none: "没有可填的", "沒有可填的", "There is nothing to fill in";
    entry_fill_missing: "你在那边还没有名片", "你在那邊還沒有名片", "You have no entry there yet";

    // Taking it out
    entry_remove: "撤下这张名片", "撤下這張名片", "Remove my entry";
    entry_remove_sure: "写过的都会删掉，你让谁看的、谁想看的，也一起没了。你还是这里的成员。", "寫過的都會刪掉，你讓誰看的、誰想看的，也一起沒了。你還是這裡的成員。", "All that you wrote goes, and whom you let see it, and who asks. You stay a member.";
    entry_remove_yes: "撤下", "撤下", "Remove it";

    // Who asks
    entry_asked: "谁想看", "誰想看", "Who asks";
    entry_asked_note: "你不答复，他们就看不到。", "你不答覆，他們就看不到。", "Until you answer they see nothing.";
    entry_asks_for(fields): "想看：{}", "想看：{}", "Asks for: {}";
    entry_somebody: "一位成员", "一位成員", "A member";
    entry_grant: "给看", "給看", "Let them see";
    entry_grant_to(name): "给{}看", "給{}看", "Let {} see";
    entry_grant_what: "给看哪些", "給看哪些", "What";
    entry_grant_closed(fields): "{}：你已改成不给看。想给看，先在名片里改回来。", "{}：你已改成不給看。想給看，先在名片裡改回來。", "{}: you no longer show this on request. To show it, change that in your entry first.";
    entry_grant_what_none: "至少选一样。", "至少選一樣。", "Choose at least one.";
    entry_grant_long: "看多久", "看多久", "For how long";
    entry_week: "7 天", "7 天", "7 days";
    entry_month_long: "30 天", "30 天", "30 days";
    entry_year: "一年", "一年", "A year";
    entry_open_end: "直到我收回", "直到我收回", "Until I take it back";
    entry_refuse: "不给", "不給", "No";
    entry_refuse_to(name): "不给{}看", "不給{}看", "Say no to {}";
    entry_reason: "说句原因", "說句原因", "Why";
    entry_reason_help: "可以不写。写了，对方看得到。", "可以不寫。寫了，對方看得到。", "May stay empty; if not, they read it.";
    entry_refuse_text: "30 天内，对方不能再问。", "30 天內，對方不能再問。", "For 30 days they cannot ask again.";
    entry_granted(fields): "你给看了：{}", "你給看了：{}", "Sees: {}";
    entry_granted_until(when): "到{}为止", "到{}為止", "Until {}";
    entry_granted_open: "直到你收回", "直到你收回", "Until you take it back";
    entry_revoke: "收回", "收回", "Take it back";
    entry_revoke_sure(name): "{}的手机下次更新时才看不到：有网的话，最多十分钟。30 天内不能再问。已经记下的，收不回来。", "{}的手機下次更新時才看不到：有網路的話，最多十分鐘。30 天內不能再問。已經記下的，收不回來。", "The phone of {} may show it until it next asks: ten minutes at most where there is a network. They cannot ask again for 30 days. What was written down stays with them.";
    entry_was_refused: "你没给看", "你沒給看", "You said no";
    entry_was_revoked: "你已收回", "你已收回", "You took it back";
    entry_allowed: "给看过的人", "給看過的人", "Whom I let see";

    // Whom one does not want to meet
    entry_blocked: "我屏蔽的人", "我封鎖的人", "Whom I blocked";
    entry_blocked_text: "在名录里，你们互相看不到。", "在名錄裡，你們互相看不到。", "In the directory neither of you sees the other.";
    entry_unblock: "不再屏蔽", "不再封鎖", "Unblock";
    entry_unblock_who(name): "不再屏蔽{}", "不再封鎖{}", "Unblock {}";
}
