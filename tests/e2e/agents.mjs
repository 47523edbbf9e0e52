// What web-views of mini-programs call themselves.
export const AGENTS = {
  WeChat: "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.49 NetType/WIFI miniProgram/wx0",
  QQ: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile QQ/9.0.8 miniProgram",
  Alipay: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile AlipayClient/10.5 MiniProgram",
  Douyin: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile ToutiaoMicroApp/3.0 toutiaomicroapp",
  Baidu: "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile swan/2.50 swan-baiduboxapp/13.0",
};

/** WeChat on Android. */
export const ANDROID = "Mozilla/5.0 (Linux; Android 13) Chrome/115.0 Mobile MicroMessenger/8.0.49 miniProgram/wx0";
