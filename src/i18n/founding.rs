//! Words of founding a community and keeping it.

use chrono::{Datelike as _, NaiveDate};

use super::{Clockface, T, sentences};
use crate::model::{DuesPeriod, FieldKind, Instant, Rhythm, Until, local_date, paper::Section};

impl T {
    /// A habit with its end: 每周五 20:00–21:00，直到年底.
    #[must_use]
    pub fn habit_words(self, habit: &Rhythm, face: Clockface<'_>) -> String {
        let words = self.rhythm_words(habit);
        let last = match habit.rule.until {
            None => return words,
            Some(Until::Date(day)) => day,
            Some(Until::Local(at)) => at.date(),
            Some(Until::At(at)) => local_date(face.zones, &habit.zone, at),
        };
        let today = local_date(face.zones, face.zone, face.now);
        [words, self.habit_until(&self.last_day(last, today))].join(self.comma())
    }

    fn last_day(self, day: NaiveDate, today: NaiveDate) -> String {
        let ends_the_year = (day.month(), day.day()) == (12, 31);
        if ends_the_year && day.year() == today.year() {
            return self.end_of_year().to_owned();
        }
        self.calendar_date(day, today.year())
    }

    /// A kind of answer.
    #[must_use]
    pub const fn kind_words(self, kind: FieldKind) -> &'static str {
        match kind {
            FieldKind::Text => self.kind_text(),
            FieldKind::Paragraph => self.kind_paragraph(),
            FieldKind::Number => self.kind_number(),
            FieldKind::Choice => self.kind_choice(),
            FieldKind::Choices => self.kind_choices(),
            FieldKind::Date => self.kind_date(),
            FieldKind::Phone => self.kind_phone(),
            FieldKind::Email => self.kind_email(),
            FieldKind::Consent => self.kind_consent(),
        }
    }

    /// How often dues are paid.
    #[must_use]
    pub const fn period_words(self, period: DuesPeriod) -> &'static str {
        match period {
            DuesPeriod::Once => self.period_once(),
            DuesPeriod::Month => self.period_month(),
            DuesPeriod::Year => self.period_year(),
        }
    }

    /// What is written about.
    #[must_use]
    pub const fn section(self, which: Section) -> &'static str {
        match which {
            Section::Purpose => self.keep_purpose(),
            Section::Area => self.keep_area(),
            Section::Rhythm => self.keep_rhythm(),
            Section::Goal => self.goal(),
            Section::Rules => self.rules(),
            Section::Door => self.keep_door(),
            Section::Form => self.keep_form(),
            Section::Ways => self.keep_ways(),
        }
    }

    /// Since when it has ended, and whether it was put away.
    #[must_use]
    pub fn ended(self, closed: Instant, archived: bool, face: Clockface<'_>) -> String {
        let when = self.date(
            local_date(face.zones, face.zone, closed),
            local_date(face.zones, face.zone, face.now),
        );
        if archived {
            self.keep_archived_at(&when)
        } else {
            self.keep_ended_at(&when)
        }
    }
}

sentences! {
    // Founding
    found: "创建圈子", "建立圈子", "Found a community";
    found_text: "想清楚为什么、多久见一次、谁和你一起，就可以开始了。", "想清楚為什麼、多久見一次、誰和你一起，就可以開始了。", "Know why, how often you meet and who helps: then you can begin.";
    found_under(name): "作为「{}」的分会", "作為「{}」的分會", "A chapter of {}";
    found_chapter: "创建分会", "建立分會", "Found a chapter";
    found_not_offered: "这个服务不在这里创建圈子", "這個服務不在這裡建立圈子", "Communities are not founded here with this service";
    found_not_offered_text: "请问问运营它的人。", "請問問營運它的人。", "Ask those who run it.";
    found_why: "为了什么", "為了什麼", "What it is for";
    found_where: "在哪里", "在哪裡", "Where";
    found_when: "多久见一次", "多久見一次", "How often you meet";
    found_when_text: "固定的时间比规矩管用。还没定，可以先去掉，以后再加。", "固定的時間比規矩管用。還沒定，可以先去掉，以後再加。", "A fixed time holds where rules do not. Not settled yet? Take it out and add it later.";
    found_come_in: "怎么进来", "怎麼進來", "How one comes in";
    found_who: "你和谁一起", "你和誰一起", "You, and who helps";
    found_word: "你是谁，谁和你一起张罗", "你是誰，誰和你一起張羅", "Who you are, and who carries it with you";
    found_word_help: "如果这里要先审核，审核的人会看到这段话。", "如果這裡要先審核，審核的人會看到這段話。", "Where foundings are reviewed first, those who review will read this.";
    found_send: "创建", "建立", "Found it";
    found_pending: "申请已经交给这里的管理者", "申請已經交給這裡的管理者", "Your community waits for a yes";
    found_pending_text: "这里的圈子要先有人看过。同意之后它就会出现，你是主理人；你写的都留着，不用再写一遍。", "這裡的圈子要先有人看過。同意之後它就會出現，你是主理人；你寫的都留著，不用再寫一遍。", "Communities are looked at first here. After a yes it appears and is yours; what you wrote is kept.";
    found_refused: "这里没有同意创建这个圈子", "這裡沒有同意建立這個圈子", "This community was not agreed to";
    found_again: "改一改，再申请一次", "改一改，再申請一次", "Change it and ask again";
    found_again_from(when): "{}起可以再申请。", "{}起可以再申請。", "You may ask again from {}.";
    found_withdrawn: "已撤回。你写的还在「创建圈子」里。", "已撤回。你寫的還在「建立圈子」裡。", "Taken back. What you wrote is kept where one founds a community.";
    found_other: "你正在写另一个圈子。先把那个创建好，再来改这个。", "你正在寫另一個圈子。先把那個建立好，再來改這個。", "You are writing about another community. Found that one first, then change this one.";
    found_mine_text: "身边没有想要的圈子？自己开一个。", "身邊沒有想要的圈子？自己開一個。", "Nothing around you fits? Begin one.";
    found_name: "名字", "名稱", "Name";
    found_name_help: "大家平时怎么叫它。最多 60 个字。", "大家平時怎麼叫它。最多 60 個字。", "As its members will say it. Up to 60 characters.";
    found_purpose: "一句话说清为什么", "一句話說清為什麼", "What it is for, in a sentence";
    found_purpose_help: "比如：让香樟苑的狗每天有人陪着遛。最多 200 个字。", "比如：讓香樟苑的狗每天有人陪著遛。最多 200 個字。", "Such as: nobody on our street walks a dog alone. Up to 200 characters.";
    found_about: "多说几句", "多說幾句", "More about it";
    found_about_help: "可以用 Markdown：**粗体**、列表、链接。", "可以用 Markdown：**粗體**、清單、連結。", "Markdown works: **bold**, lists, links.";
    found_tags: "兴趣", "興趣", "Interests";
    found_tags_help: "用顿号或逗号隔开，最多 12 个。", "用頓號或逗號隔開，最多 12 個。", "Separated by commas, up to 12.";
    found_lines: "一行一条。", "一行一條。", "One a line.";
    found_later: "别的以后都能补：目标、提问、会费、群二维码。", "別的以後都能補：目標、提問、會費、群組二維碼。", "All else can be added later: a goal, questions, dues, the chat group.";
    found_city: "城市", "城市", "City";
    found_district: "区", "區", "District";
    found_place: "小区、街道或公园", "社區、街道或公園", "Estate, street or park";
    found_place_help: "人们平时怎么说这个地方。", "人們平時怎麼說這個地方。", "As people say it.";
    found_pin_there: "地图上已经标了位置，「离我近」会用到。", "地圖上已經標了位置，「離我近」會用到。", "It has a place on the map, for “near me”.";
    found_pin_not: "还没有标位置，「离我近」里就找不到。", "還沒有標位置，「離我近」裡就找不到。", "Without a place on the map “near me” does not find it.";
    found_pin_put: "标在我现在的位置", "標在我現在的位置", "Put it where I am now";
    found_pin_take: "不标位置", "不標位置", "Take it off the map";

    // A habit
    found_habit: "时间", "時間", "Time";
    found_habit_add: "加一个固定时间", "加一個固定時間", "Add a time";
    found_up: "上移", "上移", "Up";
    found_down: "下移", "下移", "Down";
    found_remove: "去掉", "去掉", "Remove";
    found_what: "做什么", "做什麼", "What happens";
    found_what_help: "比如：夜跑五公里、读一本书。", "比如：夜跑五公里、讀一本書。", "Such as: a run of five kilometres, one book.";
    found_often: "多久一次", "多久一次", "How often";
    found_weekly: "每周几", "每週幾", "On days of the week";
    found_month_day: "每月几号", "每月幾號", "On a day of the month";
    found_month_weekday: "每月第几个周几", "每月第幾個週幾", "On a weekday of the month";
    found_daily: "每天", "每天", "Every day";
    found_yearly: "每年这一天", "每年這一天", "Once a year";
    found_as_it_is: "照原来的", "照原來的", "As it is";
    found_days: "哪几天", "哪幾天", "On which days";
    found_every_weeks: "每几周", "每幾週", "Every how many weeks";
    found_every_months: "每几个月", "每幾個月", "Every how many months";
    found_every_days: "每几天", "每幾天", "Every how many days";
    found_which_day: "几号", "幾號", "On which day";
    found_nth_day(n): "{} 号", "{} 號", "day {}";
    found_last_day: "最后一天", "最後一天", "the last day";
    found_which: "第几个", "第幾個", "Which of the month";
    found_weekday: "周几", "週幾", "Weekday";
    found_first: "第一个", "第一個", "the first";
    found_second: "第二个", "第二個", "the second";
    found_third: "第三个", "第三個", "the third";
    found_fourth: "第四个", "第四個", "the fourth";
    found_last: "最后一个", "最後一個", "the last";
    found_start: "几点开始", "幾點開始", "Starts at";
    found_end: "几点结束", "幾點結束", "Ends at";
    found_from: "从哪天起", "從哪天起", "From";
    found_from_help: "不填就从今天起。", "不填就從今天起。", "From today where nothing is said.";
    found_until: "到哪天为止", "到哪天為止", "Until";
    found_until_help: "不填就一直有。", "不填就一直有。", "For good where nothing is said.";
    habit_until(when): "直到{}", "直到{}", "until {}";
    end_of_year: "年底", "年底", "the end of the year";
    fault_time: "请填一个时间，比如 20:00", "請填一個時間，比如 20:00", "A time, please, such as 20:00";
    fault_address: "要以 https:// 开头", "要以 https:// 開頭", "It has to begin with https://";

    // Goal, rules, ways
    found_goal: "想一起做成什么", "想一起做成什麼", "What you want to have done together";
    found_goal_help: "清空就没有目标。", "清空就沒有目標。", "Clear it to have no goal.";
    found_goal_done: "做到了", "做到了", "Done so far";
    found_goal_of: "一共要", "一共要", "In all";
    found_goal_unit: "单位", "單位", "Counted in";
    found_goal_by: "到什么时候", "到什麼時候", "By when";
    found_rules_help: "一行一条，短一点好记。", "一行一條，短一點好記。", "One a line; short ones are kept.";
    found_link: "链接", "連結", "Link";
    found_link_add: "加一个链接", "加一個連結", "Add a link";
    found_link_label: "叫什么", "叫什麼", "What it is";
    found_address: "地址", "網址", "Address";
    found_link_help: "以 https:// 开头。", "以 https:// 開頭。", "Begins with https://";
    found_chat: "成员群", "成員群組", "Where members talk";
    found_chat_private: "只有成员看得到。", "只有成員看得到。", "Only members see this.";
    found_chat_label: "是什么群", "是什麼群組", "What it is";
    found_chat_label_help: "比如：微信群。", "比如：LINE 群組。", "Such as: WeChat group.";
    found_chat_url: "进群链接", "進群連結", "Link into it";
    found_chat_picture: "群二维码图片的地址", "群組二維碼圖片的網址", "Address of a picture of its QR code";
    found_chat_picture_help: "把图片放到你们的网盘或公众号上，把地址贴在这里。", "把圖片放到你們的雲端硬碟，把網址貼在這裡。", "Put the picture somewhere on the web and paste its address.";
    found_chat_until: "到哪天有效", "到哪天有效", "Good until";
    found_chat_until_help: "过期以后不再给成员看，提醒你换新的。", "過期以後不再給成員看，提醒你換新的。", "After that it is not shown, and you are reminded to renew it.";

    // The door
    found_door: "谁能进来", "誰能進來", "Who may come in";
    found_capacity: "最多多少人", "最多多少人", "How many members at most";
    found_capacity_help: "不填就不限。", "不填就不限。", "No limit where nothing is said.";
    found_consent: "进来的人要先同意约定", "進來的人要先同意約定", "Whoever comes in agrees to the rules first";
    found_sponsor: "问一句：谁介绍你来的", "問一句：誰介紹你來的", "Ask who brought them";
    found_members_invite: "成员也可以发邀请", "成員也可以發邀請", "Members may invite, too";
    found_referral: "要带几个人一起来", "要帶幾個人一起來", "How many others they have to bring";
    found_referral_help: "不填或填 0 就不用。", "不填或填 0 就不用。", "Nobody where nothing or 0 is said.";
    found_referral_kind: "什么样的人", "什麼樣的人", "Of what kind";
    found_referral_kind_help: "比如：同一个小区的邻居。", "比如：同一個社區的鄰居。", "Such as: neighbours of the estate.";
    found_answers: "回复", "回覆", "Answers";
    found_answer_days: "几天内回复申请", "幾天內回覆申請", "Answer within how many days";
    found_answer_days_help: "来敲门的人会看到这个期限。", "來敲門的人會看到這個期限。", "Who knocks is told so.";
    found_phrases: "婉拒时现成的话", "婉拒時現成的話", "Ready words for a no";
    found_phrases_help: "一行一句。组织者点一下就能用。", "一行一句。組織者點一下就能用。", "One a line. Organisers use them with a tap.";
    found_term_title: "续期", "續期", "Renewing";
    found_term: "几个月续一次", "幾個月續一次", "Renew after how many months";
    found_grace: "过期后宽限几天", "過期後寬限幾天", "Days of grace after that";
    found_term_help: "都不填就不用续。", "都不填就不用續。", "Nobody renews where nothing is said.";
    found_dues: "会费", "會費", "Dues";
    found_amount: "多少钱", "多少錢", "How much";
    found_amount_help: "不填就不收。", "不填就不收。", "No dues where nothing is said.";
    found_currency: "货币", "貨幣", "Currency";
    found_period: "多久收一次", "多久收一次", "How often";
    period_once: "只收一次", "只收一次", "Once";
    period_month: "每月", "每月", "Each month";
    period_year: "每年", "每年", "Each year";
    found_dues_how: "怎么交", "怎麼交", "How it is paid";
    found_dues_how_help: "比如：现金交给团长。", "比如：現金交給團長。", "Such as: in cash to the treasurer.";
    found_dues_link: "付款地址", "付款網址", "Address at which it is paid";
    found_dues_link_help: "有才填，以 https:// 开头。", "有才填，以 https:// 開頭。", "If there is one; begins with https://";

    // Questions
    found_question: "问题", "問題", "Question";
    found_question_add: "加一个问题", "加一個問題", "Add a question";
    found_question_label: "问什么", "問什麼", "What is asked";
    found_kind: "怎么答", "怎麼答", "How it is answered";
    found_must: "必须回答", "必須回答", "Has to be answered";
    found_help: "提示", "提示", "A word of help";
    found_help_help: "写在问题下面的一句话。", "寫在問題下面的一句話。", "Stands below the question.";
    found_options: "选项", "選項", "Options";
    found_min_choices: "至少选几项", "至少選幾項", "At least so many";
    found_max_choices: "最多选几项", "最多選幾項", "At most so many";
    found_min_number: "不小于", "不小於", "Not less than";
    found_max_number: "不大于", "不大於", "Not more than";
    found_min_text: "至少几个字", "至少幾個字", "Characters at least";
    found_max_text: "最多几个字", "最多幾個字", "Characters at most";
    found_condition: "只在另一题这样答时才问", "只在另一題這樣答時才問", "Asked only if another was answered so";
    found_condition_help: "不选就总是问。", "不選就總是問。", "Always asked where none is chosen.";
    found_equals: "那一题的回答是", "那一題的回答是", "That answer is";
    found_preview: "看看填起来是什么样", "看看填起來是什麼樣", "See how it looks";
    found_preview_text: "填的内容不会保存，也不会送出。", "填的內容不會儲存，也不會送出。", "What you type here is neither kept nor sent.";
    found_try_form: "检查一遍", "檢查一遍", "Check the answers";
    kind_text: "一行字", "一行字", "A line";
    kind_paragraph: "一段话", "一段話", "Several lines";
    kind_number: "一个数", "一個數", "A number";
    kind_choice: "选一项", "選一項", "One of several";
    kind_choices: "选几项", "選幾項", "Some of several";
    kind_date: "日期", "日期", "A day";
    kind_phone: "电话", "電話", "A telephone number";
    kind_email: "邮箱", "電郵", "An e-mail address";
    kind_consent: "打个勾", "打個勾", "A tick";

    // Keeping
    keep: "资料", "資料", "About";
    keep_text: "改哪里就打开哪里；只送出你改过的。", "改哪裡就打開哪裡；只送出你改過的。", "Open what you want to change; only that is sent.";
    keep_see: "改资料、约定和规矩", "改資料、約定和規矩", "Edit what it says of itself";
    keep_closed: "这里是组织者打理圈子的地方", "這裡是組織者打理圈子的地方", "For organisers";
    keep_closed_text: "主理人、副手和管理员可以改资料。", "主理人、副手和管理員可以改資料。", "The owner, deputies and admins edit it.";
    keep_not_offered: "这个服务不在这里改资料", "這個服務不在這裡改資料", "This service does not let communities be edited here";
    keep_purpose: "名字和目的", "名稱和目的", "Name and purpose";
    keep_area: "在哪里", "在哪裡", "Where";
    keep_rhythm: "固定时间", "固定時間", "When it meets";
    keep_door: "怎么进来", "怎麼進來", "How one comes in";
    keep_form: "问什么", "問什麼", "What is asked";
    keep_ways: "链接和成员群", "連結和成員群組", "Links and the chat group";
    keep_none: "还没写", "還沒寫", "Nothing yet";
    keep_save: "保存", "儲存", "Save";
    keep_undo: "不改了", "不改了", "Undo my changes";
    keep_unsaved: "没保存", "沒儲存", "Not saved";
    keep_saved(what): "已保存：{}", "已儲存：{}", "Saved: {}";
    keep_same: "没有改动", "沒有改動", "Nothing was changed";
    keep_conflict(now): "你改的时候，别人也改了这里，现在是：{}", "你改的時候，別人也改了這裡，現在是：{}", "Somebody else changed this meanwhile. It now says: {}";
    keep_take_theirs: "用别人的", "用別人的", "Take theirs";
    keep_take_mine: "还用我的", "還用我的", "Keep mine";
    keep_conflict_first: "先决定用哪一个，再保存。", "先決定用哪一個，再儲存。", "Decide first which one stands, then save.";
    keep_asks_again(n): "约定会变成第 {} 版。", "約定會變成第 {} 版。", "The rules will be version {}.";
    keep_asks_members(n): "{} 位成员会被再问一次是否同意。", "{} 位成員會被再問一次是否同意。", "All {} members will be asked to agree again.";
    keep_asks_nobody: "进来时不要求同意约定，所以不会再问成员。", "進來時不要求同意約定，所以不會再問成員。", "Nobody is asked to agree on joining, so members are not asked again.";
    keep_rules_n(n): "{} 条", "{} 條", "{} rules";
    keep_questions_n(n): "{} 个问题", "{} 個問題", "{} questions";
    keep_links_n(n): "{} 个链接", "{} 個連結", "{} links";
    keep_chat_over: "成员群的链接已过期，换一个新的。", "成員群組的連結已過期，換一個新的。", "The way into the chat group has expired: put a new one.";
    keep_alone: "现在只有你一个人张罗", "現在只有你一個人張羅", "You carry this alone";
    keep_alone_text: "一个人撑着的圈子，忙一阵就散了。找一位副手或管理员，和你分担。", "一個人撐著的圈子，忙一陣就散了。找一位副手或管理員，和你分擔。", "Find a deputy or an admin to share it with.";
    keep_find_second: "从成员里找一位", "從成員裡找一位", "Find somebody among the members";
    keep_people: "谁来张罗", "誰來張羅", "Who carries it";
    keep_people_text: "任命副手、管理员、领队、讲师，都在成员名单里。", "任命副手、管理員、領隊、講師，都在成員名單裡。", "Deputies, admins, hosts and lecturers are appointed in the list of members.";
    keep_people_link: "成员和职务", "成員和職務", "Members and roles";
    keep_hand_over: "交给别人", "交給別人", "Hand it over";
    keep_hand_over_text: "主理人只有一位。交出去以后，你是副手，圈子由对方说了算；要拿回来，得对方再交给你。", "主理人只有一位。交出去以後，你是副手，圈子由對方說了算；要拿回來，得對方再交給你。", "You become a deputy and they decide; only they can hand it back.";
    keep_hand_over_to: "交给谁", "交給誰", "To whom";
    keep_hand_over_none: "还没有别的成员可以交。", "還沒有別的成員可以交。", "There is no other member yet.";
    keep_hand_over_sure(name): "{} 会成为主理人，马上生效。你会成为副手，不能再结束、重新开放或移交这个圈子。", "{} 會成為主理人，馬上生效。你會成為副手，不能再結束、重新開放或移交這個圈子。", "{} becomes the owner at once, and you a deputy who cannot end, reopen or hand it over.";
    keep_hand_over_yes(name): "交给{}", "交給{}", "Hand over to {}";
    keep_handed(name): "已交给{}", "已交給{}", "Handed over to {}";
    keep_handing(name): "交给{}：还没有送出", "交給{}：還沒有送出", "To {}: not sent yet";
    keep_end: "结束圈子", "結束圈子", "End it";
    keep_end_text: "结束不是删除：页面还在，大家看得到你的告别，只是没有人能再加入或报名。以后可以重新开放。", "結束不是刪除：頁面還在，大家看得到你的告別，只是沒有人能再加入或報名。以後可以重新開放。", "The page stays, with your farewell; nobody can join or sign up. It can be reopened.";
    keep_farewell: "告别的话", "告別的話", "A word of farewell";
    keep_farewell_help: "写给一起走过的人，会留在页面上。", "寫給一起走過的人，會留在頁面上。", "For those who were with you; it stays on the page.";
    keep_end_sure(n): "{} 位成员会看到它已结束。", "{} 位成員會看到它已結束。", "Its {} members will see that it has ended.";
    keep_ended: "圈子已结束", "圈子已結束", "The community has ended";
    keep_ended_at(when): "{}结束。", "{}結束。", "Ended {}.";
    keep_archived_at(when): "{}结束，已归档，列表里不再出现。", "{}結束，已歸檔，清單裡不再出現。", "Ended {}, and put away: no list has it any more.";
    keep_reopen_text: "重新开放以后，告别的话会拿掉，大家又可以加入。", "重新開放以後，告別的話會拿掉，大家又可以加入。", "Once it is reopened the farewell goes, and people can join again.";
    keep_archive_text: "归档以后，列表和搜索里不再出现；知道地址的人还看得到，也还能重新开放。", "歸檔以後，清單和搜尋裡不再出現；知道網址的人還看得到，也還能重新開放。", "No list and no search has it then. Who knows the address sees it, and it can be reopened.";
    keep_ended_see: "重新开放或归档", "重新開放或歸檔", "Reopen or archive it";
    chapters: "分会", "分會", "Chapters";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Language;
    use crate::model::{LocalTime, Zones};

    /// Everywhere is eight hours east of UTC.
    struct East;

    impl Zones for East {
        fn offset_at(&self, _zone: &str, _at: Instant) -> Option<i32> {
            Some(8 * 3600)
        }
    }

    #[test]
    fn a_habit_is_said_with_its_end() {
        let face = Clockface {
            now: Instant::parse("2026-11-21T19:00:00+08:00").unwrap(),
            zone: "Asia/Shanghai",
            zones: &East,
        };
        let check = |rule: &str, hans: &str, hant: &str, en: &str| {
            let habit = Rhythm {
                rule: rule.parse().unwrap(),
                from: "2026-01-02".parse().unwrap(),
                start: LocalTime::parse("20:00").unwrap(),
                end: LocalTime::parse("21:00"),
                zone: "Asia/Shanghai".into(),
                except: Vec::new(),
                what: String::new(),
            };
            for (language, said) in [
                (Language::Hans, hans),
                (Language::Hant, hant),
                (Language::En, en),
            ] {
                assert_eq!(T(language).habit_words(&habit, face), said);
            }
        };
        check(
            "FREQ=WEEKLY;BYDAY=FR",
            "每周五 20:00–21:00",
            "每週五 20:00–21:00",
            "Every Fri 20:00–21:00",
        );
        check(
            "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231T155959Z",
            "每周五 20:00–21:00，直到年底",
            "每週五 20:00–21:00，直到年底",
            "Every Fri 20:00–21:00, until the end of the year",
        );
        check(
            "FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20270625",
            "每月 25 日 20:00–21:00，直到2027年6月25日",
            "每月 25 日 20:00–21:00，直到2027年6月25日",
            "Every month on the 25th 20:00–21:00, until 25 Jun 2027",
        );
    }
}
