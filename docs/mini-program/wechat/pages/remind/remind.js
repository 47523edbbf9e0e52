// *Remind me* asks for this: `event`, `title`, `start` (seconds since 1970, UTC). WeChat asks its owner, in a tap of theirs, whether one
// message may be sent; your server sends it in time.
const app = getApp();

Page({
  data: { title: "", said: "" },

  onLoad({ event = "", title = "", start = "" }) {
    this.event = { event: decodeURIComponent(event), start: Number(start) };
    this.setData({ title: decodeURIComponent(title) });
  },

  async allow() {
    const { reminder } = app.globalData;
    try {
      const said = await wx.requestSubscribeMessage({ tmplIds: [reminder] });
      if (said[reminder] !== "accept") return wx.navigateBack();
      await app.ask("reminders", this.event);
      wx.navigateBack();
    } catch {
      this.setData({ said: "没有设好提醒，请再试一次。" });
    }
  },
});
