//! Every text of commands that wait, were refused or are in doubt, of what is kept, and of a new version: simplified,
//! traditional, English.

use crate::model::{Command, Refusal, Subject};

use super::{Clockface, T, sentences};

impl T {
    /// What a command does, as its button says it.
    #[must_use]
    pub const fn deed(self, command: &Command) -> &'static str {
        match command {
            Command::Join { .. } => self.act_join(),
            Command::Withdraw { .. } => self.act_withdraw(),
            Command::AcceptInvitation { .. } => self.act_accept_invitation(),
            Command::DeclineInvitation { .. } => self.act_decline_invitation(),
            Command::Leave { .. } => self.act_leave(),
            Command::SignUp { .. } => self.act_sign_up(),
            Command::ChangeSignUp { .. } => self.act_change_sign_up(),
            Command::CancelSignUp { .. } => self.act_cancel_sign_up(),
            Command::AcceptOffer { .. } => self.act_accept_offer(),
            Command::Review { verdict, .. } => self.verdict(verdict),
            Command::Amend { .. } => self.act_amend(),
            Command::Agree { .. } => self.act_agree(),
            Command::Renew { .. } => self.act_renew(),
            Command::Say { .. } => self.act_say(),
            Command::Follow { .. } => self.act_follow(),
            Command::Unfollow { .. } => self.act_unfollow(),
            Command::Appoint { .. } => self.act_appoint(),
            Command::Remove { .. } => self.act_remove(),
            Command::HandOver { .. } => self.act_hand_over(),
            Command::Invite { .. } => self.act_invite(),
            Command::Revoke { .. } => self.act_revoke(),
            Command::Found { .. } => self.act_found(),
            Command::Edit { .. } => self.act_edit(),
            Command::Close { .. } => self.act_close(),
            Command::Archive { .. } => self.act_archive(),
            Command::Reopen { .. } => self.act_reopen(),
            Command::ReviewSignUp { verdict, .. } => self.verdict(verdict),
            Command::Promote { .. } => self.act_promote(),
            Command::TurnAway { .. } => self.act_turn_away(),
            Command::CheckIn { .. } => self.act_check_in(),
            Command::UndoCheckIn { .. } => self.act_undo_check_in(),
            Command::WalkIn { .. } => self.act_walk_in(),
            Command::CloseAttendance { .. } => self.act_close_attendance(),
            Command::GiveFeedback { .. } => self.act_give_feedback(),
            Command::CreateEvent { .. } => self.act_create_event(),
            Command::EditEvent { .. } => self.act_edit_event(),
            Command::CallOff { .. } => self.act_call_off(),
            Command::AdoptEvent { .. } => self.act_adopt_event(),
            Command::WriteEntry { .. } => self.act_write_entry(),
            Command::RemoveEntry { .. } => self.act_remove_entry(),
            Command::AskContact { .. } => self.act_ask_contact(),
            Command::TakeBackRequest { .. } => self.act_take_back_request(),
            Command::GrantRequest { .. } => self.act_grant_request(),
            Command::RefuseRequest { .. } => self.act_refuse_request(),
            Command::RevokeGrant { .. } => self.act_revoke_grant(),
            Command::Block { .. } => self.act_block(),
            Command::Unblock { .. } => self.act_unblock(),
            Command::ReportMember { .. } => self.act_report_member(),
            Command::SettleReport { .. } => self.act_settle_report(),
        }
    }
}

impl T {
    /// Why a command was refused.
    #[must_use]
    pub fn refused(self, command: &Command, why: &Refusal, face: Clockface<'_>) -> String {
        let is_about_somebody =
            matches!(command.subject(), Subject::Person(..) | Subject::Seat(..));
        let is_inside = matches!(
            command.subject(),
            Subject::Entry(_) | Subject::Contact(..) | Subject::Request(..) | Subject::Report(..)
        );
        match why {
            Refusal::NotYet { opens }
                if matches!(
                    command,
                    Command::CheckIn { .. } | Command::UndoCheckIn { .. } | Command::WalkIn { .. }
                ) =>
            {
                self.host_not_yet(&self.moment(*opens, face))
            }
            Refusal::NothingThere | Refusal::Gone if is_about_somebody => {
                self.org_gone().to_owned()
            }
            why if is_inside => self.refusal_inside(why, face),
            why => {
                let is_door = matches!(command.subject(), Subject::Membership(_));
                self.refusal_at(why, is_door, face)
            }
        }
    }
}

sentences! {
    // What else a command does
    act_change_sign_up: "改报名", "改報名", "Change sign-up";
    act_promote: "递补", "遞補", "Give a seat";
    act_turn_away: "取消名额", "取消名額", "Take the seat back";
    act_check_in: "签到", "簽到", "Check in";
    act_undo_check_in: "撤销签到", "撤銷簽到", "Undo check-in";
    act_walk_in: "现场加人", "現場加人", "Add a walk-in";
    act_close_attendance: "结束签到", "結束簽到", "Close check-in";
    act_give_feedback: "说说感受", "說說感受", "Say how it was";
    act_create_event: "发起活动", "發起活動", "Plan an event";
    act_edit_event: "改活动", "改活動", "Change the event";
    act_call_off: "活动变动", "活動變動", "Call off";
    act_adopt_event: "采纳活动", "採納活動", "Adopt the event";
    act_write_entry: "保存名片", "儲存名片", "Save your entry";
    act_remove_entry: "撤下名片", "撤下名片", "Remove your entry";
    act_ask_contact: "请求查看", "請求查看", "Ask to see more";
    act_take_back_request: "收回请求", "收回請求", "Take the request back";
    act_grant_request: "同意查看", "同意查看", "Show it";
    act_refuse_request: "不同意查看", "不同意查看", "Do not show it";
    act_revoke_grant: "不再给看", "不再給看", "Show it no longer";
    act_block: "屏蔽", "封鎖", "Block";
    act_unblock: "取消屏蔽", "解除封鎖", "Unblock";
    act_report_member: "举报", "檢舉", "Report";
    act_settle_report: "处理举报", "處理檢舉", "Settle the report";
    act_amend: "修改申请", "修改申請", "Change the application";
    act_agree: "同意新规则", "同意新規則", "Agree to the new rules";
    act_say: "捎句话", "捎句話", "Send a word";
    act_follow: "关注", "關注", "Follow";
    act_unfollow: "取消关注", "取消關注", "Unfollow";
    act_appoint: "改职务", "改職務", "Change the role";
    act_remove: "请出", "請出", "Remove";
    act_hand_over: "移交", "移交", "Hand over";
    act_invite: "发出邀请", "發出邀請", "Invite";
    act_revoke: "收回邀请", "收回邀請", "Revoke the invitation";
    act_found: "创建圈子", "建立圈子", "Found a community";
    act_edit: "保存修改", "儲存修改", "Save the changes";
    act_close: "结束圈子", "結束圈子", "End the community";
    act_archive: "归档", "歸檔", "Archive";
    act_reopen: "重新开放", "重新開放", "Reopen";

    // On the thing it concerns
    wait_title(what): "{}还没有送出", "{}還沒有送出", "{}: not sent yet";
    wait_sending(what): "{}正在发送……", "{}正在傳送……", "{}: sending…";
    wait_refused(what): "{}没有成功", "{}沒有成功", "{}: it did not work";
    wait_stuck(what): "不知道{}有没有送到", "不知道{}有沒有送到", "{}: nobody knows whether it arrived";
    wait_offline: "有网络时自动发送。", "有網路時自動傳送。", "It is sent by itself once there is a network.";
    wait_network: "没有连上，稍后自动再试。", "沒有連上，稍後自動再試。", "No connection. It is tried again shortly.";
    wait_network_at(when): "没有连上，{} 自动再试。", "沒有連上，{} 自動再試。", "No connection. It is tried again {}.";
    wait_busy: "服务忙，稍后自动再试。", "服務忙，稍後自動再試。", "The service is busy. It is tried again shortly.";
    wait_busy_at(when): "服务忙，{} 自动再试。", "服務忙，{} 自動再試。", "The service is busy. It is tried again {}.";
    wait_undo: "马上送出，现在还能撤回。", "馬上送出，現在還能撤回。", "It is sent in a moment; until then it can be taken back.";
    wait_ends_with_tab: "如果先关掉页面，下次登录后才会发送。", "如果先關掉頁面，下次登入後才會傳送。", "If you close the page first, it is sent after you sign in again.";
    wait_sign_in: "请先登录，登录后自动发送。", "請先登入，登入後自動傳送。", "Sign in first; then it is sent by itself.";
    wait_room: "这台设备存满了，清出一点空间后自动再试。", "這台裝置存滿了，清出一點空間後自動再試。", "This device is full. It is tried again once there is room.";
    wait_unkept: "手机存不下了，发送前请不要关闭这个页面。", "手機存不下了，傳送前請不要關閉這個頁面。", "This device cannot keep it: leave this page open until it is sent.";
    wait_unkept_blocked: "这个浏览器不让保存内容，发送前请不要关闭这个页面。", "這個瀏覽器不讓儲存內容，傳送前請不要關閉這個頁面。", "This browser does not allow it to be kept: leave this page open until it is sent.";
    wait_unkept_missing: "这个浏览器没有地方保存内容，发送前请不要关闭这个页面。", "這個瀏覽器沒有地方儲存內容，傳送前請不要關閉這個頁面。", "This browser has nowhere to keep it: leave this page open until it is sent.";
    wait_stuck_text: "没有收到回音。先去看看现在的状态，免得做两次。", "沒有收到回音。先去看看現在的狀態，免得做兩次。", "No answer came. Look at where you stand before you send it twice.";
    wait_given(when): "{} 提交", "{} 提交", "Given: {}";

    // What can be done about it
    wait_take_back: "撤回", "撤回", "Take back";
    wait_send_now: "现在发送", "現在傳送", "Send now";
    wait_edit: "修改", "修改", "Edit";
    wait_edit_again: "改一改再发", "改一改再發", "Edit and send again";
    wait_check: "再查一次", "再查一次", "Check again";
    wait_send_again: "再发一次", "再發一次", "Send again";
    wait_is_done: "已经办好", "已經辦好", "It is done";
    wait_discard: "不要了", "不要了", "Discard";
    wait_understood: "知道了", "知道了", "OK";
    wait_discard_title: "不要了？", "不要了？", "Discard it?";
    wait_discard_sure(what): "「{}」和里面填的内容会从这台设备上删掉，不会再发送。", "「{}」和裡面填的內容會從這台裝置上刪掉，不會再傳送。", "“{}” and what you filled in go from this device and are not sent.";
    wait_look: "去看看", "去看看", "See it";

    // At a glance
    mark_waits: "待发送", "待傳送", "To be sent";
    mark_failed: "未成功", "未成功", "Did not work";
    mark_unsure: "待确认", "待確認", "In doubt";

    // Of people whom the service does not name
    unclaimed(n): "之前在这里登录的人还有 {} 件没办好。是你的吗？说了才会发送。", "之前在這裡登入的人還有 {} 件沒辦好。是你的嗎？說了才會傳送。", "Whoever signed in here before left {} not done. Are they yours? Nothing is sent before you say so.";
    unclaimed_mine: "是我的，发送", "是我的，傳送", "Mine: send";
    unclaimed_not: "不是我的，删掉", "不是我的，刪掉", "Not mine: delete";

    // Told later
    wait_done(what, name): "{}「{}」已送达", "{}「{}」已送達", "{} · {}: done";
    wait_said(name): "话已捎到「{}」", "話已捎到「{}」", "Your words have reached {}";
    wait_refused_now(what, name, why): "{}「{}」没有成功：{}", "{}「{}」沒有成功：{}", "{} · {} did not work: {}";
    wait_stuck_now(what, name): "不知道{}「{}」有没有送到", "不知道{}「{}」有沒有送到", "{} · {}: nobody knows whether it arrived";
    wait_taken_back: "已撤回，什么都没有发出去", "已撤回，什麼都沒有送出", "Taken back: nothing was sent";
    wait_checked: "查过了，状态是最新的", "查過了，狀態是最新的", "Checked: this is how it stands now";

    // Me
    waiting_title: "还没办好的", "還沒辦好的", "Not done yet";
    waiting_n(n): "{} 件还没办好", "{} 件還沒辦好", "{} not done yet";
    waiting_unreadable(n): "还有 {} 件是别的版本存下的，这里读不懂，原样留着。", "還有 {} 件是別的版本存下的，這裡讀不懂，原樣留著。", "{} more were kept by another version and cannot be read here; they stay as they are.";
    waiting_others(n): "另有 {} 件属于在这里登录过的账号，等他们再登录才会发送。", "另有 {} 件屬於在這裡登入過的帳號，等他們再登入才會傳送。", "{} more belong to accounts that were signed in here, and wait until they sign in again.";

    // Signing out
    log_out_unsent(n): "你有 {} 件事还没办好。", "你有 {} 件事還沒辦好。", "Not done yet: {}.";
    log_out_left: "要怎么办？", "要怎麼辦？", "What shall become of it?";
    log_out_left_wait: "留下的会等你下次登录；别人在这里登录看不到，也不会替你发送。", "留下的會等你下次登入；別人在這裡登入看不到，也不會替你傳送。", "What stays waits until you sign in again; nobody else who signs in here sees or sends it.";
    log_out_send: "先发送，再退出", "先傳送，再登出", "Send, then sign out";
    log_out_keep_all: "退出，都留着", "登出，都留著", "Sign out, keep all";
    log_out_drop_all: "退出，都删掉", "登出，都刪掉", "Sign out, delete all";
    log_out_unsent_still(n): "还有 {} 件没办好，先没有退出。", "還有 {} 件沒辦好，先沒有登出。", "{} are not done yet, so you are still signed in.";

    // What is kept
    kept_aside(n): "有 {} 份读不懂，没有用它们。", "有 {} 份讀不懂，沒有用它們。", "{} cannot be read and are not used.";
    kept_in_memory(n): "有 {} 份存不下，关掉页面就没有了。", "有 {} 份存不下，關掉頁面就沒有了。", "{} could not be kept and go when the page is closed.";
    kept_export: "存成文件", "存成檔案", "Save as a file";
    kept_exported: "已存成文件", "已存成檔案", "Saved";
    kept_not_exported: "这个浏览器不能存文件。", "這個瀏覽器不能存檔案。", "This browser cannot save files.";
    kept_of(n, kb, most): "{} 份内容，约 {} KB，最多留 {} KB。没有网络也能看。", "{} 份內容，約 {} KB，最多留 {} KB。沒有網路也能看。", "{} answers, about {} KB of at most {} KB, readable without a network.";

    // A new version
    new_version: "邻聚有新版本", "鄰聚有新版本", "A new version of Linju is here";
}
