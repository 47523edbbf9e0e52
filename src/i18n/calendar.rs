//! Words of calendars: what is offered, and what is said in them, where a date stands for years and *tomorrow* says nothing.

use chrono::Datelike as _;

use super::{Clockface, T, sentences};
use crate::model::{Instant, LocalTime, local_parts};

impl T {
    /// When, by the calendar and with the year: 2026年11月27日 周五 20:00–21:30. The zone is named where the reader's clock
    /// differs.
    #[must_use]
    pub fn exactly(
        self,
        start: Instant,
        end: Option<Instant>,
        zone: &str,
        face: Clockface<'_>,
    ) -> String {
        let local = local_parts(face.zones, zone, start);
        let whole = |at: chrono::NaiveDateTime| {
            // A year that no date is in: it is always said.
            let date = self.calendar_date(at.date(), i32::MIN);
            let weekday = self.weekday(at.date().weekday());
            let (first, then) = if self.en() {
                (weekday, date.as_str())
            } else {
                (date.as_str(), weekday)
            };
            [first, " ", then, " ", &LocalTime::of(at).to_string()].concat()
        };
        let mut text = whole(local);
        if let Some(end) = end.filter(|end| *end > start) {
            let until = local_parts(face.zones, zone, end);
            text.push('–');
            if until.date() == local.date() {
                text.push_str(&LocalTime::of(until).to_string());
            } else {
                text.push_str(&whole(until));
            }
        }
        if face.zones.offset_at(zone, start) != face.zones.offset_at(face.zone, start) {
            let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
            text.push_str(&self.zone_note(&city));
        }
        text
    }
}

sentences! {
    calendar_add: "加到日历", "加到日曆", "Add to calendar";
    calendar_all: "全部加到日历", "全部加到日曆", "Add all to calendar";
    calendar_name: "邻聚 · 我的报名", "鄰聚 · 我的報名", "Linju · my sign-ups";
    calendar_file: "存为日历文件", "存為日曆檔", "Save as a calendar file";
    calendar_n(n): "{} 个活动，手机日历、Outlook 等都能打开", "{} 個活動，手機日曆、Outlook 等都能開啟", "Events: {}. Phones, Outlook and most calendars open it";
    calendar_one: "只加这一次", "只加這一次", "This one only";
    calendar_series: "整个系列", "整個系列", "The whole series";
    calendar_opens: "手机日历、Outlook 等都能打开", "手機日曆、Outlook 等都能開啟", "Phones, Outlook and most calendars open it";
    calendar_updates: "以后改了时间，再存一次并打开，多数日历会改原来那一条。", "以後改了時間，再存一次並開啟，多數日曆會改原來那一則。", "When the time changes, save and open it again: most calendars change the entry they have.";
    calendar_saved: "日历文件存好了，打开它就能加进日历", "日曆檔存好了，開啟它就能加進日曆", "Saved: open the file to put it in your calendar";
    calendar_not_saved: "没能存成文件，可以从这里复制", "沒能存成檔案，可以從這裡複製", "It could not be saved as a file: copy it from here";
    calendar_no_files: "这个应用里存不了文件。复制时间和地点，贴到日历里就行。", "這個應用程式裡存不了檔案。複製時間和地點，貼到日曆裡就行。", "Files cannot be saved in this app. Copy time and place, and paste them into your calendar.";
    calendar_phone: "加到手机日历", "加到手機日曆", "Add to the phone’s calendar";
    calendar_phone_text: "由小程序写进去，会先问你", "由小程式寫入，會先問你", "The mini-program writes it, after asking you";
    calendar_google: "加到 Google 日历", "加到 Google 日曆", "Add to Google Calendar";
    calendar_feed: "订阅全部活动", "訂閱全部活動", "Subscribe to all events";
    calendar_feed_text: "有新活动、改时间，日历自己会更新", "有新活動、改時間，日曆自己會更新", "Your calendar follows new events and changes by itself";
    calendar_copy: "复制时间和地点", "複製時間和地點", "Copy time and place";
    calendar_copied: "时间和地点已复制", "時間和地點已複製", "Time and place copied";
    calendar_by_hand: "没能自动复制，请在这里全选复制", "沒能自動複製，請在這裡全選複製", "It could not be copied by itself: copy it from here";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Language;
    use crate::model::testing::{SHANGHAI, Tz, at, now};

    #[test]
    fn a_date_in_a_calendar_is_whole_in_all_languages() {
        let check = |language, zone, end: &str, expected: &str| {
            let face = Clockface {
                now: now(),
                zone,
                zones: &Tz,
            };
            let end = (!end.is_empty()).then(|| at(end));
            let start = at("2026-11-27T20:00:00+08:00");
            assert_eq!(T(language).exactly(start, end, SHANGHAI, face), expected);
        };
        let (hans, hant, en) = (Language::Hans, Language::Hant, Language::En);
        let end = "2026-11-27T21:30:00+08:00";
        check(hans, SHANGHAI, "", "2026年11月27日 周五 20:00");
        check(hans, SHANGHAI, end, "2026年11月27日 周五 20:00–21:30");
        check(hant, SHANGHAI, end, "2026年11月27日 週五 20:00–21:30");
        check(en, SHANGHAI, end, "Fri 27 Nov 2026 20:00–21:30");
        check(
            en,
            "Europe/Berlin",
            end,
            "Fri 27 Nov 2026 20:00–21:30 (Shanghai time)",
        );
        // An end before the start is none.
        check(
            hans,
            SHANGHAI,
            "2026-11-27T19:00:00+08:00",
            "2026年11月27日 周五 20:00",
        );
        let next = "2026-11-28T01:00:00+08:00";
        check(
            hans,
            SHANGHAI,
            next,
            "2026年11月27日 周五 20:00–2026年11月28日 周六 01:00",
        );
    }
}
