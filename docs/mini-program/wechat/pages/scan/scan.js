// The door of an event asks for this: `back` is where it is, and goes on from with `scan=…`, what was read.
const app = getApp();

Page({
  onLoad({ back = "" }) {
    wx.scanCode({
      scanType: ["qrCode"],
      success: ({ result }) => app.brings(back, "scan", result),
      // Given up, or no camera: the door is as it was.
      complete: () => wx.navigateBack(),
    });
  },
});
