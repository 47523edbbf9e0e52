//! Words of hosts' pages: who comes, who is there, and what is said to them.

use super::{Clockface, T, sentences};
use crate::model::{Attendee, Companion, Event, Instant, Listed, SignUpState, Tally, local_parts};
use chrono::Timelike as _;

/// The messages that are ready to be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// It is soon.
    Soon,
    /// Seats have become free.
    Seats,
    /// It does not take place as it was said.
    Changed,
    /// Thanks, afterwards.
    Thanks,
}

impl Ready {
    /// All of them, as one needs them.
    pub const ALL: [Self; 4] = [Self::Soon, Self::Seats, Self::Changed, Self::Thanks];
}

impl T {
    /// The time of day on the reader's own clock: 18:42.
    #[must_use]
    pub fn minute(self, at: Instant, face: Clockface<'_>) -> String {
        let local = local_parts(face.zones, face.zone, at);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// What somebody is called, with how many they are: 周宁，一起 3 人.
    #[must_use]
    pub fn host_who(self, who: &Attendee) -> String {
        let name = match who.name.as_str() {
            "" => self.org_nameless(),
            name => name,
        };
        match who.is.people() {
            1 => name.to_owned(),
            n => self.host_party(name, &n.to_string()),
        }
    }

    /// Who comes along, as far as they have names; children are said to be such.
    #[must_use]
    pub fn host_names(self, party: &[Companion]) -> String {
        let named = party.iter().filter(|one| !one.name.is_empty());
        let names: Vec<String> = named
            .map(|one| match one.child {
                true => self.host_child(&one.name),
                false => one.name.clone(),
            })
            .collect();
        names.join(self.enumeration())
    }

    /// Where somebody stands, in a line.
    #[must_use]
    pub fn host_stands(self, one: &Listed, face: Clockface<'_>) -> String {
        match &one.who.is.state {
            SignUpState::CheckedIn { at } => self.host_here_at(&self.minute(*at, face)),
            SignUpState::NoShow => self.host_missed().to_owned(),
            SignUpState::Waitlisted {
                position: Some(place),
                ..
            } => self.host_waits_at(&place.to_string()),
            SignUpState::Waitlisted { .. } => self.host_waits().to_owned(),
            SignUpState::PendingApproval { since } => self.host_asked(&self.moment(*since, face)),
            SignUpState::PendingPayment { .. } => self.org_pays().to_owned(),
            _ => String::new(),
        }
    }

    /// The numbers of an event, as a host wants them.
    #[must_use]
    pub fn host_tally(
        self,
        tally: Tally,
        event: &Event,
        has_begun: bool,
    ) -> Vec<(String, &'static str)> {
        let mut told = Vec::new();
        if has_begun || tally.here > 0 {
            told.push((tally.here.to_string(), self.host_n_here()));
        }
        let seats = match event.capacity {
            Some(all) => format!("{}/{all}", tally.seats),
            None => tally.seats.to_string(),
        };
        told.push((seats, self.host_n_seats()));
        let others = [
            (tally.waiting, self.host_n_waiting()),
            (tally.asking, self.host_n_asking()),
            (tally.missed, self.host_n_missed()),
        ];
        let others = others.into_iter().filter(|(n, _)| *n > 0);
        told.extend(others.map(|(n, word)| (n.to_string(), word)));
        told
    }

    /// A message that is ready to be copied.
    #[must_use]
    pub fn host_message(
        self,
        ready: Ready,
        title: &str,
        when: &str,
        place: &str,
        link: &str,
    ) -> String {
        let mut text = match ready {
            Ready::Soon => self.host_msg_soon(title, when),
            Ready::Seats => self.host_msg_seats(title, when),
            Ready::Changed => self.host_msg_changed(title),
            Ready::Thanks => self.host_msg_thanks(title),
        };
        if !place.is_empty() && ready == Ready::Soon {
            text.push('\n');
            text.push_str(&self.host_msg_place(place));
        }
        text.push('\n');
        text.push_str(link);
        text
    }

    /// What such a message is for.
    #[must_use]
    pub const fn host_ready(self, ready: Ready) -> &'static str {
        match ready {
            Ready::Soon => self.host_ready_soon(),
            Ready::Seats => self.host_ready_seats(),
            Ready::Changed => self.host_ready_changed(),
            Ready::Thanks => self.host_ready_thanks(),
        }
    }
}

sentences! {
    // The pages
    host_list: "报名名单", "報名名單", "Who comes";
    host_list_text: "谁报了名，谁在候补，谁答了什么。只有组织者看得到。", "誰報了名，誰在候補，誰答了什麼。只有組織者看得到。", "Who has signed up, who waits, and what they answered. Only hosts see this.";
    host_door: "签到", "簽到", "Check-in";
    host_door_text: "扫码、点名字都可以。没网也能签，联网后自动补传。", "掃碼、點名字都可以。沒網也能簽，連網後自動補傳。", "Scan tickets or tap names. It works without a network; marks are sent when it is back.";
    host_ways: "活动管理", "活動管理", "Hosting";
    host_way: "名单和签到", "名單和簽到", "Who comes, and check-in";
    host_way_note: "你在这个圈子张罗活动", "你在這個圈子張羅活動", "You host events of this community";
    host_closed: "只有组织者能看", "只有組織者能看", "For hosts only";
    host_closed_text: "名单里有别人的联系方式，只给组织者和领队看。", "名單裡有別人的聯絡方式，只給組織者和領隊看。", "The list has what others answered. The owner, deputies, admins and hosts see it.";
    host_not_offered: "这个服务没有给出名单", "這個服務沒有給出名單", "This service gives no list of who comes";
    host_kept_at(when): "名单存于 {}", "名單存於 {}", "List of {}";
    host_nobody: "还没有人报名", "還沒有人報名", "Nobody has signed up yet";
    host_nobody_found: "没有找到", "沒有找到", "Nobody found";
    host_search: "姓名、拼音、入场码或手机尾号", "姓名、拼音、入場碼或手機尾號", "Name, pinyin, ticket or phone";

    // Numbers
    host_n_here: "已到", "已到", "here";
    host_n_seats: "有名额", "有名額", "with a seat";
    host_n_waiting: "候补", "候補", "waiting";
    host_n_asking: "待审核", "待審核", "to decide";
    host_n_missed: "没来", "沒來", "did not come";
    host_party(name, n): "{}，一起 {} 人", "{}，一起 {} 人", "{}, {} people";

    host_child(name): "{}（孩子）", "{}（孩子）", "{} (a child)";
    host_feedback: "感受", "感受", "What they said";

    // Where they stand
    host_here_at(time): "{} 到的", "{} 到的", "came at {}";
    host_missed: "没来", "沒來", "did not come";
    host_waits_at(n): "候补第 {} 位", "候補第 {} 位", "number {} in the queue";
    host_waits: "候补中", "候補中", "waits for a seat";
    host_asked(when): "{} 申请", "{} 申請", "asked {}";
    host_guest: "现场加入", "現場加入", "walk-in";
    host_to_send: "待发送", "待發送", "to be sent";

    // Sections
    host_sec_asking: "等你审核", "等你審核", "Waiting for your word";
    host_sec_seats: "有名额的", "有名額的", "With a seat";
    host_sec_waiting: "候补的", "候補的", "In the queue";
    host_sec_here: "已到的", "已到的", "Here";
    host_sec_missing: "还没到的", "還沒到的", "Not here yet";
    host_sec_missed: "没来的", "沒來的", "Did not come";
    host_sec_others: "没有名额的", "沒有名額的", "Without a seat";

    // At the door
    host_scan: "扫码签到", "掃碼簽到", "Scan tickets";
    host_scan_stop: "关掉相机", "關掉相機", "Turn the camera off";
    host_let_in: "让他进来", "讓他進來", "Let in";
    host_approve: "同意报名", "同意報名", "Say yes";
    host_came: "到了", "到了", "Here";
    host_undo: "撤销", "撤銷", "Undo";
    host_welcome(who): "{}，到了", "{}，到了", "{}: here";
    host_was_here(who, time): "{}，{} 已经签到过了", "{}，{} 已經簽到過了", "{} was checked in at {}";
    host_not_ticket: "这不是入场码", "這不是入場碼", "This is no ticket";
    host_unknown_code: "不在本场名单上。可能是别的活动的入场码，或者名单要更新", "不在本場名單上。可能是別的活動的入場碼，或者名單要更新", "Not on this event’s list: a ticket of another event, or the list is old";
    host_other_event(title): "这是「{}」的入场码，不是这一场的", "這是「{}」的入場碼，不是這一場的", "A ticket of “{}”, not of this event";
    host_no_seat(who): "{} 没有名额", "{} 沒有名額", "{} has no seat";
    host_walk_in: "现场加人", "現場加人", "Add a walk-in";
    host_walk_in_text: "没报名就来了的人，记一笔，人数才对得上。", "沒報名就來了的人，記一筆，人數才對得上。", "Somebody came without signing up: note it down, so that the numbers are right.";
    host_walk_name: "姓名", "姓名", "Name";
    host_walk_people: "一共几个人", "一共幾個人", "How many are they";
    host_walk_full: "名额已经满了，加不加由你定。", "名額已經滿了，加不加由你定。", "There is no seat left: it is for you to decide.";
    host_not_yet(when): "{} 起可以签到", "{} 起可以簽到", "Check-in begins {}";
    host_door_over: "签到已经截止（结束一周后）", "簽到已經截止（結束一週後）", "Check-in is over: a week has passed since the end";
    host_door_off: "活动取消或改期了，不用签到", "活動取消或改期了，不用簽到", "The event does not take place as planned: nobody is checked in";
    host_close: "结束签到", "結束簽到", "Close check-in";
    host_close_text(n): "还有 {} 人没到，会记为「没来」。之后到的人仍然可以签到。", "還有 {} 人沒到，會記為「沒來」。之後到的人仍然可以簽到。", "{} people have not come: they are noted as not having come. Who comes later can still be checked in.";

    // About somebody
    host_more: "更多", "更多", "More";
    host_ticket: "入场码", "入場碼", "Ticket";
    host_along: "同来的人", "同來的人", "Coming along";
    host_away_text: "他们会看到原因。空出的名额按顺序给候补的人。", "他們會看到原因。空出的名額按順序給候補的人。", "They see why. The seats go to the next in the queue.";
    host_reject_text: "他们会看到原因。", "他們會看到原因。", "They see why.";

    // Out of the page
    host_export: "导出表格（CSV）", "匯出表格（CSV）", "Export as CSV";
    host_export_n(n): "{} 人，用 Excel、WPS 都能打开", "{} 人，用 Excel、WPS 都能開啟", "{} people; opens in any spreadsheet";
    host_copy_table: "复制表格", "複製表格", "Copy the table";
    host_copied: "已复制", "已複製", "Copied";
    host_not_copied: "没能复制", "沒能複製", "Could not copy";
    host_table: "回答一览", "回答一覽", "All answers";
    host_messages: "通知文案", "通知文案", "Messages to copy";
    host_messages_text: "复制后发到群里。", "複製後發到群裡。", "Copy one and send it to the group.";
    host_ready_soon: "活动提醒", "活動提醒", "Reminder";
    host_ready_seats: "还有名额", "還有名額", "Seats left";
    host_ready_changed: "临时变动", "臨時變動", "A change";
    host_ready_thanks: "活动结束", "活動結束", "Thanks";
    host_msg_soon(title, when): "提醒：「{}」{}，请带好入场码。来不了请尽早取消。", "提醒：「{}」{}，請帶好入場碼。來不了請盡早取消。", "Reminder: “{}”, {}. Bring your ticket (QR code or number). If you cannot come, cancel soon.";
    host_msg_place(place): "地点：{}", "地點：{}", "Where: {}";
    host_msg_seats(title, when): "「{}」（{}）还有名额，点开就能报名：", "「{}」（{}）還有名額，點開就能報名：", "“{}” ({}) has seats left. Sign up here:";
    host_msg_changed(title): "「{}」有变动，请点开看最新安排：", "「{}」有變動，請點開看最新安排：", "“{}” has changed. Please look at the latest here:";
    host_msg_thanks(title): "谢谢大家来「{}」！感受和照片都可以在这里留下：", "謝謝大家來「{}」！感受和照片都可以在這裡留下：", "Thank you for coming to “{}”! Say how it was here:";

    // Columns
    host_col_name: "姓名", "姓名", "Name";
    host_col_state: "状态", "狀態", "State";
    host_col_people: "人数", "人數", "People";
    host_col_along: "同来的人", "同來的人", "Coming along";
    host_col_since: "时间", "時間", "Since";
    host_col_ticket: "入场码", "入場碼", "Ticket";
    host_col_member: "成员", "成員", "Member";
    host_yes: "是", "是", "yes";
    host_state_has: "有名额", "有名額", "has a seat";
    host_state_here: "已到", "已到", "here";
    host_state_asks: "待审核", "待審核", "to decide";
}
