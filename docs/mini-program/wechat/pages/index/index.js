// The first page, and `home`: *Back to the mini-program*, on *Me*, opens it. What is your own stands here, with the way to Linju.
Page({
  open() {
    // Where Linju asked for this page it lies below it, on the screen that was open.
    const [below] = getCurrentPages().slice(-2, -1);
    if (below?.route === "pages/web/web") return wx.navigateBack();
    wx.navigateTo({ url: "/pages/web/web" });
  },
});
