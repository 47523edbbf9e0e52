// *Add to calendar* asks for this: `title`, `start` and `end` (seconds since 1970, UTC), `place`, `words`. The phone asks its owner.
Page({
  data: { said: "" },

  onLoad(given) {
    const { title = "", start, end, place = "", words = "" } = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, decodeURIComponent(value)]));
    wx.addPhoneCalendar({
      title, startTime: Number(start), endTime: String(end), location: place, description: words,
      success: () => wx.navigateBack(),
      fail: () => this.setData({ said: "没有加进日历。可以在设置里允许后再试。" }),
    });
  },
});
