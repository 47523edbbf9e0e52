// *Near me* asks for this: `back` goes on with `at=…`, where the phone is.
const app = getApp();

Page({
  onLoad({ back = "" }) {
    wx.getLocation({
      type: "wgs84",
      success: ({ latitude, longitude }) => app.brings(back, "at", latitude + "," + longitude),
      // Not allowed, or switched off: a district can be chosen there.
      complete: () => wx.navigateBack(),
    });
  },
});
