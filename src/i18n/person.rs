//! Words of an entry's own page, of the card that is saved of it, and of what organisers make of a directory.

use super::{Clockface, T, sentences, when::month_en};
use crate::data::Language;
use crate::model::{
    Birthday, ContactRequest, Instant, MemberField, Refusal, ReportReason, RequestState, Round,
};

impl T {
    /// What somebody is reported for.
    #[must_use]
    pub const fn report_reason(self, reason: ReportReason) -> &'static str {
        match reason {
            ReportReason::Spam => self.person_spam(),
            ReportReason::Rude => self.person_rude(),
            ReportReason::False => self.person_false(),
            ReportReason::Privacy => self.person_privacy(),
            ReportReason::Other => self.person_other(),
        }
    }

    /// Parts of an entry, as a list.
    #[must_use]
    pub fn member_fields(self, fields: &[MemberField]) -> String {
        let names: Vec<&str> = fields
            .iter()
            .map(|field| self.member_field(*field))
            .collect();
        names.join(self.enumeration())
    }

    /// How it stands with what was asked for: what came of it, and until when or from when.
    #[must_use]
    pub fn person_request(self, request: &ContactRequest, face: Clockface<'_>) -> (String, String) {
        let fields = self.member_fields(&request.fields);
        let again = |from: &Option<Instant>| match from {
            Some(from) if *from <= face.now => self.person_again_now().to_owned(),
            Some(from) => self.person_again(&self.day(*from, face)),
            None => self.person_again_never().to_owned(),
        };
        match &request.state {
            RequestState::Pending => (
                self.person_pending(&fields),
                self.person_pending_since(&self.moment(request.at, face)),
            ),
            RequestState::Granted { until } if request.is_over(face.now) => (
                self.person_over(&fields),
                until.map_or_else(String::new, |at| {
                    self.person_over_at(&self.moment(at, face))
                }),
            ),
            RequestState::Granted { until } => (
                self.person_granted(&fields),
                match until {
                    Some(until) => self.person_granted_until(&self.moment(*until, face)),
                    None => self.person_granted_ever().to_owned(),
                },
            ),
            RequestState::Refused { again_from, .. } => {
                (self.person_refused(&fields), again(again_from))
            }
            RequestState::Revoked { again_from, .. } => {
                (self.person_revoked(&fields), again(again_from))
            }
        }
    }

    /// Why something in a directory was refused.
    #[must_use]
    pub fn refusal_inside(self, why: &Refusal, face: Clockface<'_>) -> String {
        match why {
            Refusal::MembersOnly => self.person_members_only().to_owned(),
            why => self.refusal(why, face),
        }
    }

    /// A day of the year.
    #[must_use]
    pub fn birthday(self, born: Birthday) -> String {
        let (month, day) = (born.month(), born.day().to_string());
        match self.0 {
            Language::En => [&day, " ", month_en(month)].concat(),
            _ => [&month.to_string(), "月", &day, "日"].concat(),
        }
    }

    /// What comes round.
    #[must_use]
    pub fn round(self, what: Round) -> String {
        match what {
            Round::Birthday => self.field_birthday().to_owned(),
            Round::Years(1) => self.roll_year().to_owned(),
            Round::Years(years) => self.roll_years(&years.to_string()),
        }
    }
}

sentences! {
    person_call: "打电话", "打電話", "Call";
    person_sms: "发短信", "傳簡訊", "Text";
    person_mail: "写邮件", "寫郵件", "E-mail";
    person_copy: "复制", "複製", "Copy";
    person_open: "打开", "開啟", "Open";
    person_copied: "复制好了", "複製好了", "Copied";
    person_copied_wechat: "复制好了，到微信里搜索添加", "複製好了，到微信裡搜尋加入", "Copied: search for it in WeChat";
    person_by_hand: "没能自动复制，请长按选中复制：", "沒能自動複製，請長按選取複製：", "It could not be copied; select it by hand:";
    person_save: "存到通讯录", "存到通訊錄", "Save contact";
    person_save_old: "旧手机打不开？换一种格式", "舊手機打不開？換一種格式", "Does an older phone not open it? Another format";
    person_saved: "存好了，打开这个文件就能加到通讯录", "存好了，打開這個檔案就能加到通訊錄", "Saved: open the file to add the contact";
    person_copy_all: "复制联系方式", "複製聯絡方式", "Copy contact details";
    person_ask: "请求查看", "請求查看", "Ask to see it";
    person_ask_title(name): "请{}给你看", "請{}給你看", "Ask {} to show you";
    person_ask_text: "对方会看到你的名字和下面这句话，可以同意一段时间，也可以不同意。", "對方會看到你的名字和下面這句話，可以同意一段時間，也可以不同意。", "They see your name and what you write, and may show it for a while, or not.";
    person_ask_what: "想看什么", "想看什麼", "What you would like to see";
    person_ask_word: "说一句为什么", "說一句為什麼", "A word why";
    person_ask_word_help: "比如在哪里见过，想一起做什么。", "比如在哪裡見過，想一起做什麼。", "Where you met, or what you would do together.";
    person_ask_send: "送出请求", "送出請求", "Send";
    person_pending(fields): "已请求查看{}，等对方回复", "已請求查看{}，等對方回覆", "Asked to see: {}";
    person_pending_since(when): "{} 送出", "{} 送出", "Sent {}; they have not answered yet";
    person_word(word): "你说：{}", "你說：{}", "You wrote: {}";
    person_take_back: "收回请求", "收回請求", "Take it back";
    person_granted(fields): "对方给你看了{}", "對方給你看了{}", "They show you: {}";
    person_granted_until(when): "看到 {} 为止", "看到 {} 為止", "Until {}";
    person_granted_ever: "对方收回之前一直能看", "對方收回之前一直能看", "Until they take it back";
    person_let_go: "不再需要看", "不再需要看", "I need it no longer";
    person_over(fields): "给你看{}的时间到了", "給你看{}的時間到了", "The time for this is over: {}";
    person_over_at(when): "看到 {} 为止；需要的话可以再问", "看到 {} 為止；需要的話可以再問", "It ended {}; you may ask again";
    person_refused(fields): "对方没有同意给你看{}", "對方沒有同意給你看{}", "They would rather not show: {}";
    person_revoked(fields): "对方不再给你看{}", "對方不再給你看{}", "They show this no longer: {}";
    person_said(reason): "对方说：{}", "對方說：{}", "They wrote: {}";
    person_again(day): "{}起可以再问", "{}起可以再問", "You may ask again from {}";
    person_again_now: "现在可以再问", "現在可以再問", "You may ask again now";
    person_again_never: "不能再问了", "不能再問了", "You cannot ask again";
    person_members_only: "只给圈子成员：先加入这个圈子", "只給圈子成員：先加入這個圈子", "For members: join the community first";
    person_asking: "问一问本人", "問一問本人", "Ask them";
    person_common: "你们的交集", "你們的交集", "In common";
    person_common_there(name): "也在{}", "也在{}", "Also in {}";
    person_common_event: "都去", "都去", "Both go";
    person_common_came: "都去过", "都去過", "Both went";
    person_own: "这是你自己的名片，别人看到的可能更少。", "這是你自己的名片，別人看到的可能更少。", "This is your own entry; others may see less.";
    person_own_edit: "改我的名片", "改我的名片", "Edit my entry";
    person_care: "遇到问题时", "遇到問題時", "When something is wrong";
    person_block: "屏蔽", "封鎖", "Block";
    person_block_title(name): "屏蔽{}？", "封鎖{}？", "Block {}?";
    person_block_text: "在这个圈子的名录里，你们互相看不到；之间的请求都会取消。对方不会收到通知。组织者还看得到你们俩。", "在這個圈子的名錄裡，你們互相看不到；之間的請求都會取消。對方不會收到通知。組織者還看得到你們倆。", "In this community's directory neither of you sees the other, and requests between you go. They are not told. Organisers still see you both.";
    person_block_back: "可以在「我的名片」里取消。", "可以在「我的名片」裡取消。", "You can unblock them in your own entry.";
    person_blocked: "你屏蔽了这个人", "你封鎖了這個人", "You have blocked this person";
    person_blocked_text: "你们在这个名录里互相看不到。", "你們在這個名錄裡互相看不到。", "Neither of you sees the other in this directory.";
    person_unblock: "取消屏蔽", "解除封鎖", "Unblock";
    person_my_entry: "我的名片", "我的名片", "My entry";
    person_gone: "名录里没有这个人", "名錄裡沒有這個人", "There is no such person in the directory";
    person_gone_text: "可能已经离开，或者没有列在名录里。", "可能已經離開，或者沒有列在名錄裡。", "They may have left, or are not listed.";
    person_report: "举报", "檢舉", "Report";
    person_report_title(name): "举报{}", "檢舉{}", "Report {}";
    person_report_text: "只有组织者看得到，对方看不到。", "只有組織者看得到，對方看不到。", "Only organisers read this; the person does not.";
    person_report_why: "是什么问题", "是什麼問題", "What is wrong";
    person_report_words: "发生了什么", "發生了什麼", "What happened";
    person_report_send: "告诉组织者", "告訴組織者", "Tell the organisers";
    person_reported: "已告诉组织者", "已告訴組織者", "The organisers were told";
    person_spam: "发广告、拉人头", "發廣告、拉人頭", "Advertising";
    person_rude: "骂人、骚扰、威胁", "罵人、騷擾、威脅", "Rude or threatening";
    person_false: "冒充别人、资料不实", "冒充別人、資料不實", "Not who they say they are";
    person_privacy: "外传别人的隐私", "外傳別人的隱私", "Passing on what is private";
    person_other: "其他", "其他", "Something else";
    roll_title: "生日、周年、同住、导出", "生日、週年、同住、匯出", "Birthdays, anniversaries, households, export";
    roll_note: "从名录里来，组织者看得到的都在里面", "從名錄裡來，組織者看得到的都在裡面", "From the directory, as organisers see it";
    roll_coming: "三十天内", "三十天內", "In the next thirty days";
    roll_coming_none: "三十天内没有生日和周年。", "三十天內沒有生日和週年。", "No birthdays or anniversaries in the next thirty days.";
    roll_today: "今天", "今天", "Today";
    roll_year: "加入一周年", "加入一週年", "one year here";
    roll_years(years): "加入 {} 周年", "加入 {} 週年", "{} years here";
    roll_households: "住在一起的", "住在一起的", "Households";
    roll_households_none: "还没有人写同住。", "還沒有人寫同住。", "Nobody has named a household.";
    roll_take: "带走", "帶走", "Take along";
    roll_export: "导出名录（CSV）", "匯出名錄（CSV）", "Export the directory (CSV)";
    roll_export_note(n): "{} 人，只含你看得到的内容；请当心别人的隐私", "{} 人，只含你看得到的內容；請當心別人的隱私", "{} people, only what you may see; mind their privacy";
    roll_name(community): "{}名录", "{}名錄", "Directory of {}";
    roll_col_name: "名字", "名字", "Name";
    roll_col_listing: "名录", "名錄", "Directory";
    roll_unlisted: "没列进名录", "沒列進名錄", "Not listed";
    roll_born(day): "{}生", "{}生", "born {}";
    roll_reports: "举报", "檢舉", "Reports";
    roll_reports_note: "只有组织者看得到", "只有組織者看得到", "Seen by organisers only";
    roll_reports_none: "没有举报。", "沒有檢舉。", "No reports.";
    roll_report_by(name, when): "{} 说的，{}", "{} 說的，{}", "by {}, {}";
    roll_settle: "处理好了", "處理好了", "Dealt with";
    roll_settled(when): "{} 已处理", "{} 已處理", "Dealt with {}";
}
