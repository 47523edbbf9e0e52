// The door of an event asks for this: `?back=` is where it is, and goes on from with `scan=…`, what was read.
const app = getApp();

Page({
  data: { said: "" },

  onLoad({ back = "" }) {
    const address = decodeURIComponent(back);
    // Nothing but Linju itself is opened.
    if (!address.startsWith(app.globalData.site)) return wx.navigateBack();
    wx.scanCode({
      scanType: ["qrCode"],
      success: ({ result }) => {
        app.globalData.open = address + (address.includes("?") ? "&" : "?") + "scan=" + encodeURIComponent(result);
      },
      // Given up, or no camera: the door is as it was.
      complete: () => wx.navigateBack(),
    });
  },
});
