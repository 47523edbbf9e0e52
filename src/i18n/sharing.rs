//! The words of the share sheet and of what goes out of it: a text, a card.

use chrono::Datelike as _;

use super::{Clockface, T, sentences, when::month_en};
use crate::model::{Instant, local_parts};

impl T {
    /// The leaf of a calendar that is read on any day: month, day, weekday.
    #[must_use]
    pub fn share_leaf(
        self,
        at: Instant,
        zone: &str,
        face: Clockface<'_>,
    ) -> (String, String, &'static str) {
        let day = local_parts(face.zones, zone, at).date();
        let month = match self.en() {
            true => month_en(day.month()).to_owned(),
            false => format!("{}月", day.month()),
        };
        (month, day.day().to_string(), self.weekday(day.weekday()))
    }
}

sentences! {
    share_card(name): "“{}”的分享卡片", "「{}」的分享卡片", "A card that shares “{}”";
    share_press: "长按图片，可以保存或发给朋友", "長按圖片，可以儲存或傳給朋友", "Hold the picture to save it or send it on";
    share_to: "分享到…", "分享到…", "Share to…";
    share_picture: "发卡片", "傳卡片", "Send card";
    share_save: "保存卡片", "儲存卡片", "Save card";
    share_saved: "卡片已保存", "卡片已儲存", "Card saved";
    share_unsaved: "没有保存成功，请长按图片保存", "沒有儲存成功，請長按圖片儲存", "Could not save it; hold the picture to save it";
    share_unsent: "没有发成功，请长按图片再发", "沒有傳成功，請長按圖片再傳", "Could not send it; hold the picture to send it";
    share_copy_link: "复制链接", "複製連結", "Copy link";
    share_copy_text: "复制文字", "複製文字", "Copy as text";
    share_copied: "文字已复制，去聊天里粘贴", "文字已複製，去聊天裡貼上", "Copied: paste it into a chat";
    share_by_hand: "没有复制成功，请选中再复制：", "沒有複製成功，請選取再複製：", "Could not copy. Select it and copy it:";
    share_when: "时间", "時間", "When";
    share_where: "地点", "地點", "Where";
    share_hosts(names): "主办：{}", "主辦：{}", "Hosted by {}";
    share_people(names): "谁在张罗：{}", "誰在張羅：{}", "Run by {}";
    share_members(n): "{} 人", "{} 人", "{} members";
    share_scan: "扫码看看", "掃碼看看", "Scan to see more";
    share_slogan: "身边活着的圈子", "身邊活著的圈子", "Living communities nearby";
}
