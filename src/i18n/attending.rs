//! The words of an event's page: when, for whom where clocks differ; how long till then; seats; what comes next in its series;
//! what was; maps and the ticket.

use crate::model::{Event, EventStatus, Instant, SignUp, SignUpState, SignUpWindow, local_date};

use super::{Clockface, T, sentences};

impl T {
    /// When it is. First on the clock that matters: that of the place, or the reader's own if it is online alone; then on the other
    /// one, where that shows another time. A zone that nobody knows is read as the reader's.
    #[must_use]
    pub fn event_when_words(self, event: &Event, face: Clockface<'_>) -> (String, Option<String>) {
        let offset = |zone| face.zones.offset_at(zone, event.start);
        let here = self.span(event.start, event.end, face.zone, face);
        let there = offset(&event.zone).filter(|there| Some(*there) != offset(face.zone));
        if there.is_none() {
            return (here, None);
        }
        let there = self.span(event.start, event.end, &event.zone, face);
        let is_online_alone = event.venue.online && event.venue.area.place.is_empty();
        if is_online_alone {
            (here, Some(self.ev_elsewhere(&there)))
        } else {
            (there, Some(self.ev_your_clock(&here)))
        }
    }

    /// Over how many days it goes, where that is more than a night.
    #[must_use]
    pub fn event_days(self, event: &Event, face: Clockface<'_>) -> Option<String> {
        let end = event.end?;
        let day = |at| local_date(face.zones, &event.zone, at);
        let days = day(end).signed_duration_since(day(event.start)).num_days();
        let long = end.since(event.start) >= 12 * 3600;
        (days > 0 && long).then(|| self.ev_days(&(days + 1).to_string()))
    }

    /// So much time, as one says it: 3 天 4 小时, 2 小时 5 分, 12 分钟, 45 秒. Rounded up to minutes, so that never too little
    /// is promised.
    #[must_use]
    pub fn stretch(self, seconds: i64) -> String {
        let minutes = seconds.saturating_add(59) / 60;
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        match (seconds, days, hours) {
            (..=60, ..) => self.ev_seconds(&seconds.max(0).to_string()),
            (_, 0, 0) => self.ev_minutes(&rest.to_string()),
            (_, 0, hours) if rest == 0 => self.ev_hours(&hours.to_string()),
            (_, 0, hours) => self.ev_hours_minutes(&hours.to_string(), &rest.to_string()),
            (_, days, 0) => self.ev_days_alone(&days.to_string()),
            (_, days, hours) => self.ev_days_hours(&days.to_string(), &hours.to_string()),
        }
    }

    /// How far it is: starts in, on now, over. Nothing for what does not take place.
    #[must_use]
    pub fn event_pace(self, event: &Event, now: Instant) -> Option<String> {
        Some(match event.window(now) {
            SignUpWindow::Off => return None,
            SignUpWindow::Over => self.ev_over().to_owned(),
            SignUpWindow::Begun => match event.end {
                Some(end) if end > now => self.ev_on(&self.stretch(end.since(now))),
                _ => self.now_on().to_owned(),
            },
            _ => self.ev_starts(&self.stretch(event.start.since(now))),
        })
    }

    /// Seats, of how many and who waits: 已确认 12 / 25 人，还剩 13 个名额.
    #[must_use]
    pub fn event_seats_words(self, event: &Event, now: Instant) -> String {
        let taken = event.taken.to_string();
        let left = self.seats(event.taken, event.capacity, event.waiting);
        match (event.window(now), event.capacity) {
            (SignUpWindow::Over, _) if event.taken == 0 => String::new(),
            (SignUpWindow::Over, _) => self.ev_were(&taken),
            (_, Some(all)) => {
                let of = self.ev_confirmed_of(&taken, &all.to_string());
                [&of, self.comma(), &left].concat()
            }
            (_, None) => left,
        }
    }

    /// The next days of its series: 12月1日 周二、12月3日 周四.
    #[must_use]
    pub fn event_next(self, next: &[Instant], zone: &str, face: Clockface<'_>) -> String {
        let today = local_date(face.zones, zone, face.now);
        let dates: Vec<String> = next
            .iter()
            // A day and its weekday stay together.
            .map(|at| {
                let date = self.date(local_date(face.zones, zone, *at), today);
                date.replace(' ', "\u{a0}")
            })
            .collect();
        dates.join(self.enumeration())
    }

    /// Where the viewer stands, as the time has it: who comes is not told *see you there* of what was, or is not.
    #[must_use]
    pub fn standing_at(self, own: &SignUp, event: &Event, face: Clockface<'_>) -> Option<String> {
        use SignUpState as S;
        Some(match (event.window(face.now), &own.state) {
            (SignUpWindow::Over, S::Confirmed { .. }) => self.ev_was_going().to_owned(),
            (SignUpWindow::Over, S::Waitlisted { .. }) => self.ev_was_waiting().to_owned(),
            (SignUpWindow::Over, S::PendingApproval { .. } | S::PendingPayment { .. }) => {
                self.ev_was_pending().to_owned()
            }
            (_, S::NoShow) => self.ev_missed().to_owned(),
            (SignUpWindow::Off, S::Confirmed { .. }) => match event.status {
                EventStatus::Postponed => self.ev_seat_stays().to_owned(),
                _ => self.ev_seat_gone().to_owned(),
            },
            (SignUpWindow::Begun, S::Confirmed { .. }) => self.ev_come_now().to_owned(),
            _ => return self.sign_up(own, face),
        })
    }

    /// A moment of sign-up and how long it is till then.
    #[must_use]
    pub fn sign_up_in(self, at: Instant, opens: bool, face: Clockface<'_>) -> String {
        let (when, left) = (self.moment(at, face), self.stretch(at.since(face.now)));
        if opens {
            let opens = self.not_yet(&when);
            [opens.as_str(), self.comma(), &self.ev_left(&left)].concat()
        } else {
            self.ev_closes_soon(&left, &when)
        }
    }
}

sentences! {
    // When
    ev_elsewhere(when): "那边是{}", "那邊是{}", "There: {}";
    ev_your_clock(when): "你这里是{}", "你這裡是{}", "Where you are: {}";
    ev_days(n): "前后 {} 天", "前後 {} 天", "Over {} days";
    ev_seconds(n): "{} 秒", "{} 秒", "{} s";
    ev_minutes(n): "{} 分钟", "{} 分鐘", "{} min";
    ev_hours(n): "{} 小时", "{} 小時", "{} h";
    ev_hours_minutes(h, m): "{} 小时 {} 分", "{} 小時 {} 分", "{} h {} min";
    ev_days_alone(n): "{} 天", "{} 天", "{} d";
    ev_days_hours(d, h): "{} 天 {} 小时", "{} 天 {} 小時", "{} d {} h";
    ev_starts(left): "{}后开始", "{}後開始", "Starts in {}";
    ev_on(left): "正在进行，还有 {}", "正在進行，還有 {}", "On now, {} to go";
    ev_over: "已经结束", "已經結束", "It is over";
    ev_left(left): "还有 {}", "還有 {}", "in {}";
    ev_open_now: "现在可以报名了", "現在可以報名了", "Sign-up is open";
    ev_closes_soon(left, when): "{}后截止报名（{}）", "{}後截止報名（{}）", "Sign-up closes in {} ({})";
    ev_moved(was, now): "时间或地点改了。原来：{}；现在：{}。", "時間或地點改了。原來：{}；現在：{}。", "The time or place has changed. It was: {}; it is now: {}.";
    ev_next: "接下来", "接下來", "Coming next";

    // Seats
    ev_confirmed_of(taken, all): "已确认 {} / {} 人", "已確認 {} / {} 人", "{} of {} confirmed";
    ev_were(n): "当时有 {} 人报名", "當時有 {} 人報名", "{} had signed up";

    // Afterwards, and when it is off
    ev_was_going: "活动结束了，谢谢你报名。", "活動結束了，謝謝你報名。", "It is over. Thank you for signing up.";
    ev_was_waiting: "活动结束了，这次没有等到名额。", "活動結束了，這次沒有等到名額。", "It is over; no seat came free this time.";
    ev_was_pending: "活动结束了，名额没有定下来。", "活動結束了，名額沒有定下來。", "It is over; your seat was never confirmed.";
    ev_missed: "这次没遇上，下次来。", "這次沒遇上，下次來。", "We missed you this time. Come again.";
    ev_seat_stays: "你的名额还在，等新的时间。", "你的名額還在，等新的時間。", "You still have your seat; a new time will be told.";
    ev_seat_gone: "不用来了，也不用再取消报名。", "不用來了，也不用再取消報名。", "No need to come, or to cancel.";
    ev_come_now: "已经开始了，快来吧。", "已經開始了，快來吧。", "It has begun: come along.";
    ev_thanks: "这场已经结束，谢谢每一位来的人。", "這場已經結束，謝謝每一位來的人。", "This one is over. Thanks to everybody who came.";

    // The way there
    way_open: "在地图里看", "在地圖裡看", "Open in maps";
    way_title: "怎么去", "怎麼去", "The way there";
    way_copy: "复制地址", "複製地址", "Copy the address";
    way_copied: "地址已复制", "地址已複製", "Address copied";
    way_uncopied: "没有复制成功，请长按上面的地址复制", "沒有複製成功，請長按上面的地址複製", "Could not copy: press the address above and hold";
    way_own: "手机自带的地图", "手機內建的地圖", "This phone's maps";
    way_apple: "苹果地图", "Apple 地圖", "Apple Maps";
    way_amap: "高德地图", "高德地圖", "Amap";
    way_tencent: "腾讯地图", "騰訊地圖", "Tencent Maps";
    way_baidu: "百度地图", "百度地圖", "Baidu Maps";
    way_google: "谷歌地图", "Google 地圖", "Google Maps";

    // The ticket
    ticket_show: "出示我的票", "出示我的票", "Show my ticket";
    ticket_qr: "票的二维码", "票的二維碼", "QR code of the ticket";
    ticket_people(n): "一票 {} 人", "一票 {} 人", "For {} people";
    ticket_me: "我", "我", "me";
    ticket_bright: "把屏幕调亮，给主办人扫一下，或把号码念给他听。", "把螢幕調亮，給主辦人掃一下，或把號碼唸給他聽。", "Turn the brightness up and have it scanned, or read the code out.";
}

#[cfg(test)]
mod tests;
