// What people are told, in the language that they asked for (RFC 9110, section 12.5.4).

const WORDS = {
  "full": ["已经满了。", "已經滿了。", "It is full."],
  "closed": ["现在不接受报名或加入。", "現在不接受報名或加入。", "It is closed."],
  "not-yet": ["还没有开放。", "還沒有開放。", "It is not open yet."],
  "over": ["已经开始或结束了。", "已經開始或結束了。", "It has begun or is over."],
  "off": ["活动取消或推迟了。", "活動取消或延期了。", "It is cancelled or postponed."],
  "members-only": ["只对成员开放。", "只對成員開放。", "It is for members."],
  "invitation-needed": ["需要受到邀请。", "需要受到邀請。", "It is for those who were invited."],
  "rules-not-agreed": ["请先同意现行的规则。", "請先同意現行的規則。", "Please agree to the rules that hold now."],
  "invalid": ["有些内容需要改一改。", "有些內容需要改一改。", "Some answers need another look."],
  "party-too-large": ["同行的人太多了。", "同行的人太多了。", "More people than one sign-up may have."],
  "already": ["已经加入或报名了。", "已經加入或報名了。", "In, or signed up, already."],
  "nothing-there": ["没有可以取消的。", "沒有可以取消的。", "There is nothing to take back."],
  "gone": ["它已经不在了。", "它已經不在了。", "It is gone."],
  "not-again": ["现在还不能再次申请。", "現在還不能再次申請。", "Refused before, and not yet again."],
  "offer-expired": ["名额已经让给下一位了。", "名額已經讓給下一位了。", "The offer is over."],
  "code-unknown": ["没有这个邀请码。", "沒有這個邀請碼。", "No invitation has this code."],
  "code-over": ["这个邀请已经失效。", "這個邀請已經失效。", "This invitation does not hold any more."],
  "code-used-up": ["这个邀请的名额用完了。", "這個邀請的名額用完了。", "As many have come by this invitation as may."],
  "forbidden": ["你不能这样做。", "你不能這樣做。", "You may not do this."],
  "owner-must-hand-over": ["请先把社区交给别人。", "請先把社群交給別人。", "The owner has to hand over first."],
  "not-offered": ["这里不提供这项服务。", "這裡不提供這項服務。", "This service does not do this."],
  "key-used": ["这个操作编号已经用于别的内容。", "這個操作編號已經用於別的內容。", "This Idempotency-Key was used for something else."],
  "key-missing": ["缺少操作编号。", "缺少操作編號。", "An Idempotency-Key of 1 to 255 characters is needed."],
  "unreadable": ["内容读不出来。", "內容讀不出來。", "The body is not what this takes."],
  "sign-in": ["请登录。", "請登入。", "Please sign in."],
  "wrong": ["名字、密码或验证码不对。", "名字、密碼或驗證碼不對。", "That name with that password or code is not known."],
  "may-not": ["你还不能看这里。", "你還不能看這裡。", "This is not for you."],
  "not-there": ["没有找到。", "沒有找到。", "It is not there."],
  "too-many": ["太快了，请稍后再试。", "太快了，請稍後再試。", "Too many at once; please try again later."],
  "failed": ["出了点问题，请稍后再试。", "出了點問題，請稍後再試。", "Something went wrong; please try again later."],
  "missing": ["请填写。", "請填寫。", "An answer is needed."],
  "too-little": ["太少了。", "太少了。", "Too little."],
  "too-much": ["太多了。", "太多了。", "Too much."],
  "malformed": ["格式不对。", "格式不對。", "It cannot be read."],
  "not-an-option": ["不在选项里。", "不在選項裡。", "None of the options."],
  "not-sent": ["验证码没有发出去，请稍后再试。", "驗證碼沒有發出去，請稍後再試。", "The code could not be sent; please try again later."],
  "seat-subject": ["有你的名额了：{title}", "有你的名額了：{title}", "You have a seat: {title}"],
  "seat": ["你候补的「{title}」（{start}）有名额了，已经为你报好名。去不了的话，请早些取消，让给下一位。",
    "你候補的「{title}」（{start}）有名額了，已經為你報好名。去不了的話，請早些取消，讓給下一位。",
    "You have a seat at \"{title}\" ({start}) for which you waited. If you cannot come, please cancel soon: the next one waits."],
  "offer-subject": ["空出一个名额：{title}", "空出一個名額：{title}", "A seat is free: {title}"],
  "offer": ["你候补的「{title}」（{start}）空出一个名额，为你留到 {until}。过了时间会让给下一位。",
    "你候補的「{title}」（{start}）空出一個名額，為你留到 {until}。過了時間會讓給下一位。",
    "A seat at \"{title}\" ({start}) is yours until {until} if you take it. After that it goes to the next one."],
  "away-subject": ["你的报名被退回了：{title}", "你的報名被退回了：{title}", "Your sign-up was turned away: {title}"],
  "away": ["组织者退回了你对「{title}」（{start}）的报名，请不要前往。原因：{reason}",
    "組織者退回了你對「{title}」（{start}）的報名，請不要前往。原因：{reason}",
    "The hosts have turned away your sign-up for \"{title}\" ({start}); please do not come. Why: {reason}"],
  // How one stands with an event: has signed up, waits, has asked.
  "yours-in": ["你报了名的", "你報了名的", "for which you signed up"],
  "yours-waits": ["你候补的", "你候補的", "for which you wait"],
  "yours-asked": ["你申请了的", "你申請了的", "for which you asked"],
  "stays-in": ["你的报名还在", "你的報名還在", "your sign-up stays"],
  "stays-waits": ["你的候补还在", "你的候補還在", "your place on the waitlist stays"],
  "stays-asked": ["你的申请还在", "你的申請還在", "your request stays"],
  // The days of several meetings that one letter is about.
  "days-between": ["、", "、", ", "],
  "days-more": ["…等 {n} 次", "…等 {n} 次", "… {n} in all"],
  "off-subject": ["活动取消了：{title}", "活動取消了：{title}", "Cancelled: {title}"],
  "off": ["{yours}「{title}」（{start}）取消了，不用来了。原因：{note}", "{yours}「{title}」（{start}）取消了，不用來了。原因：{note}",
    "\"{title}\" ({start}), {yours}, is cancelled; no need to come. Why: {note}"],
  "later-subject": ["活动延期了：{title}", "活動延期了：{title}", "Put off: {title}"],
  "later": ["{yours}「{title}」（{start}）延期了，请等新的时间；{stays}。原因：{note}",
    "{yours}「{title}」（{start}）延期了，請等新的時間；{stays}。原因：{note}",
    "\"{title}\" ({start}), {yours}, is put off; {stays}, and a new time will be told. Why: {note}"],
  "on-subject": ["活动照常举行：{title}", "活動照常舉行：{title}", "It takes place: {title}"],
  "on": ["{yours}「{title}」照常举行，{stays}：{now}", "{yours}「{title}」照常舉行，{stays}：{now}",
    "\"{title}\", {yours}, takes place, and {stays}: {now}"],
  "moved-subject": ["时间或地点改了：{title}", "時間或地點改了：{title}", "Another time or place: {title}"],
  "moved": ["{yours}「{title}」时间或地点改了。原来：{was}；现在：{now}。去不了的话，请早些取消，让给别人。",
    "{yours}「{title}」時間或地點改了。原來：{was}；現在：{now}。去不了的話，請早些取消，讓給別人。",
    "The time or place of \"{title}\", {yours}, has changed. It was: {was}; it is now: {now}. If you cannot come, please cancel soon."],
  "elsewhere-subject": ["地址或链接改了：{title}", "地址或連結改了：{title}", "Another address or link: {title}"],
  "elsewhere": ["{yours}「{title}」（{now}）详细地址或线上链接改了，请到活动页看。去不了的话，请早些取消，让给别人。",
    "{yours}「{title}」（{now}）詳細地址或線上連結改了，請到活動頁看。去不了的話，請早些取消，讓給別人。",
    "The address or the link of \"{title}\" ({now}), {yours}, has changed; please see its page. If you cannot come, please cancel soon."],
  "code": ["你的验证码：", "你的驗證碼：", "Your code: "],
};

/** Which column: Simplified Chinese, Traditional, or English. */
function column(languages) {
  const first = String(languages || "").toLowerCase().split(",")[0].split(";")[0].trim();
  if (first.indexOf("en") === 0) return 2;
  return /^zh-(hant|tw|hk|mo)/.test(first) ? 1 : 0;
}

/** The language as it is kept of somebody. */
const language = (languages) => ["zh-Hans", "zh-Hant", "en"][column(languages)];

module.exports = { language, say: (key, languages) => (WORDS[key] || WORDS.failed)[column(languages)] };
