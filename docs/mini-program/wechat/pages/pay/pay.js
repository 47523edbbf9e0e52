// *Pay* asks for this: `kind` (dues, seat), `community` or `event`, `title`, `amount`, `currency`, `price`, `link`, `back`. What is to be
// paid your server knows, and not the address: it makes the order (统一下单), and marks it paid when WeChat tells *it* so.
const app = getApp();

Page({
  data: { title: "", said: "" },

  onLoad(given) {
    this.given = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, decodeURIComponent(value)]));
    this.back = given.back ?? "";
    this.setData({ title: this.given.title });
  },

  async pay() {
    // A second tap makes no second order.
    if (this.isPaying) return;
    this.isPaying = true;
    const { kind, community, event } = this.given;
    try {
      const order = await app.ask("orders", { kind, community, event });
      // timeStamp, nonceStr, package, signType, paySign
      await wx.requestPayment(order);
      this.done("yes");
    } catch {
      this.setData({ said: "没有付成。可以再试，或者返回。" });
    } finally {
      this.isPaying = false;
    }
  },

  done(paid) {
    app.brings(this.back, "paid", paid);
    wx.navigateBack();
  },
});
