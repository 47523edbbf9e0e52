//! Words of the door: coming in, waiting, being in, leaving.

use crate::model::Door;

use super::{T, sentences};

impl T {
    /// What stands between two sentences.
    #[must_use]
    pub const fn space(self) -> &'static str {
        self.pick("", "", " ")
    }

    /// Words that somebody typed, as a sentence: a full stop is put where they have no end.
    #[must_use]
    pub fn sentence(self, words: &str) -> String {
        let words = words.trim_end();
        let ends = |c: char| "。．.！!？?…～~；;：:）)”’」』".contains(c);
        match words.chars().next_back() {
            Some(last) if !ends(last) => [words, self.full_stop()].concat(),
            _ => words.to_owned(),
        }
    }

    /// How many answers are wrong.
    #[must_use]
    pub fn invalid(self, n: usize) -> String {
        match n {
            0 => self.not_invalid().to_owned(),
            1 => self.invalid_one().to_owned(),
            n => self.invalid_n(&n.to_string()),
        }
    }

    /// What leaving means for who wants to come back, by the door; nothing where it is open.
    #[must_use]
    pub const fn leave_door(self, door: Door) -> &'static str {
        match door {
            Door::Open => "",
            Door::Approval => self.leave_apply(),
            Door::Invitation => self.leave_invited(),
            Door::Closed => self.leave_closed(),
        }
    }
}

sentences! {
    semicolon: "；", "；", "; ";
    code_asks: "有邀请码？", "有邀請碼？", "Have an invitation?";
    door_full: "人满了，可以排队。", "人滿了，可以排隊。", "Full; you can queue.";
    full_stop: "。", "。", ".";
    invalid_one: "有一处还要改一下", "有一處還要改一下", "One answer needs another look";
    invalid_n(n): "有 {} 处还要改一下", "有 {} 處還要改一下", "{} answers need another look";
    act_use_invitation: "用邀请码加入", "用邀請碼加入", "Join with an invitation";

    // Before one knocks
    come_once_join: "来过觉得合适，就加入这个圈子", "來過覺得合適，就加入這個圈子", "Liked it? Join the community";
    then_answer: "组织者会看，通过或不通过都会告诉你。", "組織者會看，通過或不通過都會告訴你。", "An organiser looks and tells you either way.";
    then_answer_in(days): "组织者 {} 天内会看，通过或不通过都会告诉你。", "組織者 {} 天內會看，通過或不通過都會告訴你。", "An organiser answers within {} days, either way.";
    then_queue: "现在人满了。按先来后到排队，有空位就轮到你。", "現在人滿了。按先來後到排隊，有空位就輪到你。", "It is full. You queue in order, and come in when there is room.";
    then_pay: "交了会费就是成员。", "交了會費就是成員。", "You are in once the dues are paid.";
    then_in: "交了就是成员，没有人审核。", "交了就是成員，沒有人審核。", "You are in at once; nobody has to look.";
    renew_title(name): "续期：{}", "續期：{}", "Renew: {}";
    agree_title(name): "{}改了约定", "{}改了約定", "{} has new rules";
    amend_title(name): "改给{}的申请", "改給{}的申請", "Change your application to {}";
    save_application: "存好，重新给组织者看", "存好，重新給組織者看", "Save for the organisers";

    // Codes
    code: "邀请码", "邀請碼", "Invitation code";
    code_have: "我有邀请码", "我有邀請碼", "I have an invitation code";
    code_help: "可以把收到的链接整个贴进来。", "可以把收到的連結整個貼進來。", "You can paste the whole link that you were sent.";
    code_asked: "正在查这个邀请码……", "正在查這個邀請碼……", "Looking the code up…";
    code_unsure: "现在查不到这个邀请码，交的时候再核对。", "現在查不到這個邀請碼，交的時候再核對。", "The code cannot be looked up now; it is checked when you send this.";
    code_good: "邀请有效。", "邀請有效。", "The invitation holds.";
    code_by(name): "{}邀请你来。", "{}邀請你來。", "{} invites you.";
    code_role(role): "进来就是{}。", "進來就是{}。", "You come in as: {}.";
    code_looked_at: "交上去以后，组织者还会看一眼。", "交上去以後，組織者還會看一眼。", "An organiser still looks at it.";
    code_straight: "不用再答问题，也不用等人看。", "不用再答問題，也不用等人看。", "Nothing else is asked, and nobody has to look.";
    code_until(when): "有效到{}。", "有效到{}。", "It holds until {}.";
    code_brought: "你带着邀请码来的。", "你帶著邀請碼來的。", "You come with an invitation code.";

    // What is asked
    form_changed(what): "这些问题刚改过：{}。你写的都还在。", "這些問題剛改過：{}。你寫的都還在。", "The questions have changed: {}. What you wrote is all still here.";
    form_new(labels): "新问了「{}」", "新問了「{}」", "new: {}";
    form_other(labels): "「{}」换了问法", "「{}」換了問法", "asked differently: {}";
    form_gone(labels): "不再问「{}」", "不再問「{}」", "no longer asked: {}";
    sponsor: "谁带你来的？", "誰帶你來的？", "Who brought you?";
    sponsor_help: "写里面一位成员的名字，组织者会问他一声。", "寫裡面一位成員的名字，組織者會問他一聲。", "The name of a member; the organisers will ask them.";
    bring_title: "再带几个人来", "再帶幾個人來", "Bring others along";
    bring(n, kind): "再带 {} 位（{}）。交了申请，你会有一个自己的链接，发给他们就行。", "再帶 {} 位（{}）。交了申請，你會有一個自己的連結，發給他們就行。", "Bring {} along ({}). Once you have applied you get a link of your own to send to them.";
    dues_title: "会费", "會費", "Dues";
    dues_after: "加入以后再付，收到了你就是成员。", "加入以後再付，收到了你就是成員。", "You pay afterwards, and are in once it has arrived.";
    dues_after_yes: "通过以后再付，现在不用。", "通過以後再付，現在不用。", "You pay once you are accepted, not now.";
    dues_renew: "续期以后再付，收到了就延长。", "續期以後再付，收到了就延長。", "You pay afterwards; your term is extended once it has arrived.";
    renew_until(when): "续了就到{}。", "續了就到{}。", "Renewed, it runs until {}.";
    listed_title: "名录", "名錄", "Directory";
    listed: "把我列进成员名录", "把我列進成員名錄", "List me in the members' directory";
    listed_help: "不勾就不列。列了也只有这里的成员看得到，联系方式要另外填，以后随时能改。", "不勾就不列。列了也只有這裡的成員看得到，聯絡方式要另外填，以後隨時能改。", "If not, you are not listed. Only members see it, without contacts; you can change it later.";

    // Rules that have changed
    rules_since(old, new): "上次是第 {} 版，现在是第 {} 版。", "上次是第 {} 版，現在是第 {} 版。", "It was version {} before; this is version {}.";
    rules_new: "新加的", "新加的", "New";
    rules_gone: "不再有的", "不再有的", "No longer said";
    rules_now: "现在的约定", "現在的約定", "The rules now";
    agree_due: "约定改了，看一看，同意了再继续。", "約定改了，看一看，同意了再繼續。", "The rules have changed. Please read and agree to them again.";
    mark_agree: "约定改了，要再同意一次", "約定改了，要再同意一次", "New rules to agree to";

    // While one waits
    wait_until(when): "说好{}之前答复。", "說好{}之前答覆。", "They said they would answer before {}.";
    wait_late(days): "说好 {} 天内答复，已经过了。可以捎句话问问。", "說好 {} 天內答覆，已經過了。可以捎句話問問。", "They said within {} days, and that has passed. You can send a word.";
    wait_someone: "有了结果，这里会告诉你，也会说明理由。", "有了結果，這裡會告訴你，也會說明理由。", "What comes of it stands here, with the reason.";
    wait_lacks: "要带的人来齐了，组织者才会答复。", "要帶的人來齊了，組織者才會答覆。", "The organisers answer once those whom you bring have come.";
    wait_queue: "有空位会按顺序轮到你，不用再申请。", "有空位會按順序輪到你，不用再申請。", "Your turn comes in order; you need not apply again.";
    sent_answers: "我交的内容", "我交的內容", "What I sent";
    sent_sponsor: "带我来的人", "帶我來的人", "Who brought me";
    talk_title: "和组织者说话", "和組織者說話", "Talk with the organisers";
    talk_me: "我", "我", "Me";
    talk_empty: "有想补充的、想问的，写在这里。", "有想補充的、想問的，寫在這裡。", "Anything to add or ask? Write it here.";
    talk_field: "想说的话", "想說的話", "A word to them";
    talk_full: "话已经写满了，剩下的见面说吧。", "話已經寫滿了，剩下的見面說吧。", "There is no room for more words here.";
    came_title: "跟我来的人", "跟我來的人", "Who comes with me";
    came_n(n, of): "来了 {} / {} 位", "來了 {} / {} 位", "{} of {} have come";
    came_enough: "人齐了，等组织者看。", "人齊了，等組織者看。", "They are all here; an organiser will look.";
    came_none: "还没有人来。把链接发给他们：", "還沒有人來。把連結發給他們：", "Nobody yet. Send them your link:";
    came_kind(kind): "需要的是：{}", "需要的是：{}", "Wanted: {}";
    came_link: "我的链接", "我的連結", "My link";
    came_share: "发给他们", "發給他們", "Send it to them";
    came_copy: "复制链接", "複製連結", "Copy the link";
    came_scan: "给他们扫", "給他們掃", "Let them scan it";
    came_card(name): "我想加入「{}」，一起来吧！", "我想加入「{}」，一起來吧！", "I want to join “{}”. Come along!";
    pay_wait: "付完不用做别的：收到以后组织者会确认，这里就变成成员。", "付完不用做別的：收到以後組織者會確認，這裡就變成成員。", "Nothing else to do after paying: an organiser confirms it once it has arrived, and you are in.";
    pay_renewing: "续期的会费还没收到。", "續期的會費還沒收到。", "The dues for your next term have not arrived yet.";
    again_from(when): "{}起可以再来敲门。", "{}起可以再來敲門。", "You may knock again from {}.";
    again_now: "可以再来敲门。", "可以再來敲門。", "You may knock again.";
    invited_until(when): "邀请有效到{}。", "邀請有效到{}。", "The invitation holds until {}.";

    // Inside
    next_three: "接下来可以做的", "接下來可以做的", "What to do next";
    next_event: "来一次活动", "來一次活動", "Come to an event";
    next_hello: "打个招呼", "打個招呼", "Say hello";
    next_hello_chat(where_): "到{}里介绍一下自己", "到{}裡介紹一下自己", "Introduce yourself in {}";
    next_hello_meet: "下次见面，介绍一下自己", "下次見面，介紹一下自己", "Introduce yourself when you next meet";
    next_entry: "看看名录", "看看名錄", "Look at the directory";
    next_entry_note: "认识一下里面的人；你要不要列进去，由你定", "認識一下裡面的人；你要不要列進去，由你定", "Get to know who is here; whether you are listed is up to you";
    chat: "成员群", "成員群", "Members' chat";
    chat_open: "打开", "開啟", "Open";
    chat_qr(label): "{}的二维码", "{}的 QR 碼", "QR code of {}";
    chat_until(when): "有效到{}", "有效到{}", "Good until {}";
    chat_over: "这个二维码过期了，请组织者换一个。", "這個 QR 碼過期了，請組織者換一個。", "This has expired; ask an organiser for a new one.";
    chat_members: "只有成员看得到。", "只有成員看得到。", "Only members see this.";
    term_until(when): "到{}", "到{}", "until {}";
    renew_due(when): "会员到{}，可以续期了。", "會員到{}，可以續期了。", "Your membership runs until {}. You can renew it now.";
    renew_grace(when): "{}之前续期，不用重新申请。", "{}之前續期，不用重新申請。", "Renew before {} and you need not apply anew.";
    renew_any: "续期不用重新申请。", "續期不用重新申請。", "You can renew without applying anew.";
    mark_renew(when): "{}到期，可以续期了", "{}到期，可以續期了", "Ends {}; you can renew it";
    mark_pay: "等你付会费", "等你付會費", "Dues are to be paid";
    leave_apply: "再来要重新申请。", "再來要重新申請。", " To come back you would have to apply again.";
    leave_invited: "再来要有人邀请。", "再來要有人邀請。", " To come back you would have to be invited.";
    leave_closed: "这里现在不收新人，退了就回不来。", "這裡現在不收新人，退了就回不來。", " It takes nobody in for now, so you could not come back.";
    leave_full: "这里人满了，再来要排队。", "這裡人滿了，再來要排隊。", " It is full: to come back you would have to queue.";
    leave_dues: "交过的会费不会自动退。", "交過的會費不會自動退。", " Dues that were paid do not come back by themselves.";

    // From afar
    following: "已关注", "已關注", "Following";
    follow_help: "不加入，也能在「我的圈子」里看到它。", "不加入，也能在「我的圈子」裡看到它。", "Without joining, you find it under your communities.";
    mine_followed: "关注的", "關注的", "Followed";

    // What a service lacks
    lacks: "这个服务没有的步骤", "這個服務沒有的步驟", "Steps that this service lacks";
    lacks_text: "映射里没有写这些，页面上也就不会出现。", "對應裡沒有寫這些，頁面上也就不會出現。", "The mapping does not have them, so no page offers them.";
    lacks_none: "都有。", "都有。", "None.";
    lacks_one(what, name): "{}（{}）", "{}（{}）", "{} ({})";
    lacks_invitations: "看发出的邀请", "看發出的邀請", "Seeing the invitations";
    lacks_codes: "邀请码", "邀請碼", "Invitation codes";
    lacks_roster: "成员的职务与续期", "成員的職務與續期", "Roles and renewals of members";
    lacks_applicants: "看谁在等", "看誰在等", "Seeing who waits";
    lacks_follow: "关注", "關注", "Following";
}
