// The sheet of maps asks for this: `lat`, `lng` (in China GCJ-02, as WeChat's map wants it), `name`, `address`.
Page({
  onLoad({ lat, lng, name = "", address = "" }) {
    wx.openLocation({
      latitude: Number(lat), longitude: Number(lng), name: decodeURIComponent(name), address: decodeURIComponent(address),
      fail: () => wx.navigateBack(),
    });
    this.isOpen = false;
  },

  // Seen a second time, its reader comes back from the map.
  onShow() {
    if (this.isOpen) wx.navigateBack();
    this.isOpen = true;
  },
});
