//! Every text of signing in and out: simplified, traditional, English.

use super::sentences;

sentences! {
    account: "账号", "帳號", "Account";
    sign_in: "登录", "登入", "Sign in";
    sign_in_to(service): "用你在 {} 的账号", "用你在 {} 的帳號", "With your account at {}";
    sign_in_first: "这里登录后才能看", "這裡登入後才能看", "Sign in to see this";
    sign_in_first_text: "登录后回到这里接着看。", "登入後回到這裡接著看。", "Then you come back here.";
    sign_in_to_send: "登录后才能发出去。填好的都留着，回来再点一次就行。", "登入後才能送出。填好的都留著，回來再按一次就行。", "Sign in to send this. What you filled in stays; send it when you are back.";
    sign_in_user: "用户名", "使用者名稱", "User name";
    sign_in_password: "密码", "密碼", "Password";
    sign_in_show: "显示密码", "顯示密碼", "Show the password";
    sign_in_remember: "在这台设备上保持登录", "在這台裝置上保持登入", "Stay signed in on this device";
    sign_in_remember_help: "不勾选，关掉这个页面就会退出。公用的手机和电脑请不要勾选。", "不勾選，關掉這個頁面就會登出。公用的手機和電腦請不要勾選。", "Otherwise you are signed out when this tab is closed. Leave it off on a device that others use.";
    sign_in_elsewhere(service): "去 {} 登录", "去 {} 登入", "Go to {} to sign in";
    sign_in_or: "或者", "或者", "or";
    sign_in_wrong: "没有登录成，请看看填得对不对。", "沒有登入成功，請看看填得對不對。", "You are not signed in. Check what you typed.";
    sign_in_refused: "没有登录成：对方没有同意，或者时间太久了。请再试一次。", "沒有登入成功：對方沒有同意，或者時間太久了。請再試一次。", "You are not signed in: it was refused there, or took too long. Please try again.";
    sign_in_astray: "这次登录不是从这个页面开始的，为了安全没有接受。请从这里重新登录。", "這次登入不是從這個頁面開始的，為了安全沒有接受。請從這裡重新登入。", "This did not begin on this page, so for safety it was not taken. Please sign in from here.";
    sign_in_outside: "这样登录只在小程序里有效。请在这里登录，或从小程序打开。", "這樣登入只在小程式裡有效。請在這裡登入，或從小程式打開。", "Signing in like this works inside the mini-program only. Please sign in here, or open it from there.";
    sign_in_blocked: "这个浏览器不让保存内容，去别处登录后认不出你。请换一个浏览器。", "這個瀏覽器不讓儲存內容，去別處登入後認不出你。請換一個瀏覽器。", "This browser keeps nothing, so you would not be recognised. Please use another one.";
    sign_in_unkept: "已登录，但浏览器没能记住：关掉页面后要重新登录。", "已登入，但瀏覽器沒能記住：關掉頁面後要重新登入。", "You are signed in, but the browser could not keep it: after closing, sign in again.";
    sign_in_nowhere: "请从你平时用的网站或应用打开这里，就会登录好。", "請從你平時用的網站或應用程式打開這裡，就會登入好。", "Open this from the site or app that you usually use, and you are signed in.";
    signing_in_now: "正在登录", "正在登入", "Signing in";
    signed_in_as(name): "已登录：{}", "已登入：{}", "Signed in: {}";
    signed_in: "已登录", "已登入", "Signed in";
    signed_in_remembered: "这台设备会记住你，直到你退出。", "這台裝置會記住你，直到你登出。", "Remembered on this device until you sign out.";
    signed_in_tab: "关掉这个页面就会退出。", "關掉這個頁面就會登出。", "Until this tab is closed.";
    signed_out: "还没有登录", "還沒有登入", "Not signed in";
    signed_out_text: "随便看看不用登录，加入和报名时才需要。", "隨便看看不用登入，加入和報名時才需要。", "Looking around needs no account; joining and signing up do.";
    go_on: "继续", "繼續", "Go on";
    log_out: "退出登录", "登出", "Sign out";
    log_out_text: "退出后，你在这台设备上看过的内容会清除。加入的圈子和报名都不变。", "登出後，你在這台裝置上看過的內容會清除。加入的圈子和報名都不變。", "Signing out clears what you have read on this device. Your communities and sign-ups stay as they are.";
    log_out_drafts(n): "你有 {} 份没写完的草稿，要怎么办？", "你有 {} 份沒寫完的草稿，要怎麼辦？", "Unfinished drafts: {}. What shall become of them?";
    log_out_drafts_wait: "留下的草稿等你下次登录；别人在这里登录看不到。", "留下的草稿等你下次登入；別人在這裡登入看不到。", "Drafts that stay wait until you sign in again; nobody else who signs in here sees them.";
    log_out_keep: "退出，草稿留着", "登出，草稿留著", "Sign out, keep drafts";
    log_out_drop: "退出，草稿删掉", "登出，草稿刪掉", "Sign out, delete drafts";
    log_out_not: "先不退出", "先不登出", "Stay signed in";
    logged_out: "已退出登录", "已登出", "Signed out";
}
