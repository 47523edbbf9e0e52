//! Every text of the app: simplified, traditional, English.

use super::sentences;

sentences! {
    // The frame
    app_name: "邻聚", "鄰聚", "Linju";
    skip: "跳到内容", "跳到內容", "Skip to content";
    nav: "主导航", "主導覽", "Main";
    discover: "发现", "發現", "Discover";
    agenda: "日程", "日程", "Agenda";
    mine: "我的圈子", "我的圈子", "Mine";
    me: "我", "我", "Me";
    back: "返回", "返回", "Back";
    close: "关闭", "關閉", "Close";
    try_again: "再试一次", "再試一次", "Try again";
    loading: "正在加载", "正在載入", "Loading";
    more: "更多", "更多", "More";
    all: "全部", "全部", "All";
    cancel: "取消", "取消", "Cancel";
    done: "完成", "完成", "Done";
    required: "必填", "必填", "required";
    to_discover: "去看看身边有什么", "去看看身邊有什麼", "See what is around you";
    colon: "：", "：", ": ";
    comma: "，", "，", ", ";
    enumeration: "、", "、", ", ";

    // Discover
    discover_title: "身边", "身邊", "Around you";
    in_place(place): "{}身边", "{}身邊", "Around {}";
    everywhere: "不限地点", "不限地點", "Everywhere";
    whole_city(city): "{}全城", "{}全城", "All of {}";
    search: "搜索圈子、活动、地点", "搜尋圈子、活動、地點", "Search communities, events, places";
    clear: "清除", "清除", "Clear";
    when_label: "时间", "時間", "When";
    when_any: "都看", "都看", "Any time";
    when_tonight: "今晚", "今晚", "Tonight";
    when_week: "本周", "本週", "This week";
    when_weekend: "周末", "週末", "Weekend";
    filter: "筛选", "篩選", "Filter";
    filter_n(n): "筛选 · {}", "篩選 · {}", "Filter · {}";
    where_label: "在哪里", "在哪裡", "Where";
    near_me: "离我近", "離我近", "Near me";
    near_me_on: "5 公里内", "5 公里內", "Within 5 km";
    near_me_help: "位置只留在这台手机上，约精确到一百米。", "位置只留在這支手機上，約精確到一百公尺。", "Your position stays on this phone, to about a hundred metres.";
    near_me_refused: "没有拿到位置：可能没有允许，或手机没开定位。可以选一个区。", "沒有拿到位置：可能沒有允許，或手機沒開定位。可以選一個區。", "No position: it was not allowed, or location is off. You can choose a district.";
    locating: "正在定位……", "正在定位……", "Locating…";
    interests: "兴趣", "興趣", "Interests";
    sort_label: "排序", "排序", "Order";
    sort_recommended: "推荐", "推薦", "For you";
    sort_soon: "最近开始", "最近開始", "Soonest";
    sort_near: "离得最近", "離得最近", "Nearest";
    kind_label: "看什么", "看什麼", "Show";
    kind_communities: "圈子", "圈子", "Communities";
    kind_events: "活动", "活動", "Events";
    show_results: "看结果", "看結果", "Show results";
    reset: "全部清除", "全部清除", "Clear all";
    feed_label: "推荐的圈子和活动", "推薦的圈子和活動", "Communities and events for you";
    empty_title: "没有找到合适的", "沒有找到合適的", "Nothing fits";
    empty_text: "换个时间、放宽地点，或者少选一个兴趣试试。", "換個時間、放寬地點，或者少選一個興趣試試。", "Try another time, a wider area or fewer interests.";
    looked_through(n): "已看过 {} 项", "已看過 {} 項", "Looked through {}";
    look_on: "继续找", "繼續找", "Look further";
    feed_end: "都在这里了", "都在這裡了", "That is all";

    // Time
    today: "今天", "今天", "Today";
    tomorrow: "明天", "明天", "Tomorrow";
    day_after: "后天", "後天", "In two days";
    yesterday: "昨天", "昨天", "Yesterday";
    tonight: "今晚", "今晚", "Tonight";
    this_morning: "今早", "今早", "This morning";
    just_now: "刚刚", "剛剛", "just now";
    now_on: "正在进行", "正在進行", "On now";
    days_left(n): "还剩 {} 天", "還剩 {} 天", "{} days left";
    zone_note(zone): "（{} 时间）", "（{} 時間）", " ({} time)";

    // Cards and reasons
    seats_left(n): "还剩 {} 个名额", "還剩 {} 個名額", "{} seats left";
    seat_left: "只剩 1 个名额", "只剩 1 個名額", "1 seat left";
    seats_full: "已满", "已滿", "Full";
    seats_full_waiting(n): "已满，{} 人候补", "已滿，{} 人候補", "Full, {} waiting";
    seats_open(n): "{} 人报名", "{} 人報名", "{} going";
    seats_of(taken, capacity): "已报 {} / {}", "已報 {} / {}", "{} of {} taken";
    members_n(n): "{} 人", "{} 人", "{} members";
    online: "线上", "線上", "Online";
    online_too: "也可线上参加", "也可線上參加", "Online too";
    free: "免费", "免費", "Free";
    km(n): "{} 公里", "{} 公里", "{} km";
    metres(n): "{} 米", "{} 公尺", "{} m";
    why_near(far): "离你 {}", "離你 {}", "{} from you";
    why_district: "就在你选的区", "就在你選的區", "In your district";
    why_soon: "就快开始了", "就快開始了", "Coming up";
    why_these_days: "就在这几天", "就在這幾天", "In the next days";
    why_closes(when): "报名到{}截止", "報名到{}截止", "Sign-up closes {}";
    why_few(n): "名额只剩 {} 个", "名額只剩 {} 個", "Only {} seats left";
    why_interest(tag): "你关心{}", "你關心{}", "You like {}";
    why_yours: "你的圈子", "你的圈子", "Your community";
    why_lively: "最近很热闹", "最近很熱鬧", "Lively lately";
    why_growing: "新邻居不断加入", "新鄰居不斷加入", "New people keep coming";
    why_new: "刚发芽的圈子", "剛發芽的圈子", "Just sprouting";
    why_newcomers: "欢迎第一次来", "歡迎第一次來", "Newcomers welcome";

    // Life cycle
    stage_sprouting: "萌芽", "萌芽", "Sprouting";
    stage_growing: "生长", "生長", "Growing";
    stage_lively: "活跃", "活躍", "Lively";
    stage_fading: "渐渐安静", "漸漸安靜", "Fading";
    stage_dormant: "沉睡", "沉睡", "Dormant";
    stage_closed: "已结束", "已結束", "Closed";
    stage_sprouting_note: "刚开始，正缺一起把它养大的人。", "剛開始，正缺一起把它養大的人。", "Just begun: it needs people to help it grow.";
    stage_growing_note: "按时见面，不断有新人来。", "按時見面，不斷有新人來。", "Meets on time, and new people keep coming.";
    stage_lively_note: "说好的日子都在见面。", "說好的日子都在見面。", "Meets when it says it does.";
    stage_fading_note: "比说好的节奏慢了，来之前先问一声。", "比說好的節奏慢了，來之前先問一聲。", "Slower than its rhythm: ask before you come.";
    stage_dormant_note: "很久没见面了，现在去可能没有人。", "很久沒見面了，現在去可能沒有人。", "Has not met for long: there may be nobody.";
    stage_closed_note: "这个圈子已经结束，页面留作纪念。", "這個圈子已經結束，頁面留作紀念。", "This community has ended; its page stays as a memory.";

    // Community
    community: "圈子", "圈子", "Community";
    rhythm: "见面的节奏", "見面的節奏", "When it meets";
    next_meeting(when): "下次：{}", "下次：{}", "Next: {}";
    last_met(when): "上次见面：{}", "上次見面：{}", "Last met: {}";
    next_events: "接下来的活动", "接下來的活動", "Coming events";
    no_events: "还没有排出下一场活动。", "還沒有排出下一場活動。", "No event is planned yet.";
    about: "关于", "關於", "About";
    people: "是谁在张罗", "是誰在張羅", "Who carries it";
    rules: "约定", "約定", "Rules";
    rules_version(n): "第 {} 版", "第 {} 版", "Version {}";
    culture: "我们的习惯", "我們的習慣", "Our ways";
    goal: "正在一起做的事", "正在一起做的事", "What we are doing together";
    goal_done(done, of, unit): "{} / {} {}", "{} / {} {}", "{} of {} {}";
    goal_by(when): "{}前", "{}前", "by {}";
    door: "怎么加入", "怎麼加入", "How to join";
    door_open: "谁都可以直接加入。", "誰都可以直接加入。", "Anyone can walk in.";
    door_approval: "先申请，会有人看，并告诉你结果和理由。", "先申請，會有人看，並告訴你結果和理由。", "Apply first; somebody looks, and tells you why.";
    door_invitation: "只接受邀请。认识里面的人，请他们带你来。", "只接受邀請。認識裡面的人，請他們帶你來。", "By invitation: ask somebody inside to bring you.";
    door_closed: "现在不收新人。", "現在不收新人。", "Takes nobody in for now.";
    door_questions(n): "会问 {} 个问题", "會問 {} 個問題", "{} questions are asked";
    door_consent: "需要同意约定", "需要同意約定", "You agree to the rules";
    door_referral(n, kind): "需要 {} 位{}介绍", "需要 {} 位{}介紹", "{} {} must speak for you";
    door_referral_kind: "成员", "成員", "members";
    door_capacity(n, of): "{} / {} 人", "{} / {} 人", "{} of {} places";
    dues(amount, period): "会费 {}{}", "會費 {}{}", "Dues {}{}";
    per_once: "，一次", "，一次", ", once";
    per_month: " / 月", " / 月", " a month";
    per_year: " / 年", " / 年", " a year";
    members: "成员", "成員", "Members";
    see_members: "成员名录", "成員名錄", "Member directory";
    parent_of: "所属", "所屬", "Part of";
    links: "在别处", "在別處", "Elsewhere";
    come_once: "先来一次看看", "先來一次看看", "Come once first";
    founded(when): "{}成立", "{}成立", "Since {}";

    // Roles
    role_owner: "主理人", "主理人", "Owner";
    role_deputy: "副手", "副手", "Deputy";
    role_admin: "管理员", "管理員", "Admin";
    role_host: "领队", "領隊", "Host";
    role_lecturer: "讲师", "講師", "Lecturer";
    role_member: "成员", "成員", "Member";

    // Actions
    act_join: "加入", "加入", "Join";
    act_apply: "申请加入", "申請加入", "Apply to join";
    act_join_waitlist: "排队等位", "排隊等位", "Join the waitlist";
    act_accept_invitation: "接受邀请", "接受邀請", "Accept the invitation";
    act_decline_invitation: "谢绝邀请", "謝絕邀請", "Decline";
    act_withdraw: "撤回申请", "撤回申請", "Withdraw";
    act_pay: "去付款", "去付款", "Pay";
    act_renew: "续期", "續期", "Renew";
    act_leave: "退出", "退出", "Leave";
    act_sign_up: "报名", "報名", "Sign up";
    act_ask_for_seat: "申请名额", "申請名額", "Ask for a seat";
    act_event_waitlist: "候补", "候補", "Join the waitlist";
    act_cancel_sign_up: "取消报名", "取消報名", "Cancel sign-up";
    act_leave_waitlist: "退出候补", "退出候補", "Leave the waitlist";
    act_accept_offer: "接受空出的名额", "接受空出的名額", "Take the seat";
    act_ticket: "我的票", "我的票", "My ticket";
    leave_sure: "退出后，名录里的你也会消失。以后还可以再加入。", "退出後，名錄裡的你也會消失。以後還可以再加入。", "Your directory entry goes too. You can join again later.";
    cancel_sure: "名额会让给候补的人。改主意的话要重新报名。", "名額會讓給候補的人。改主意的話要重新報名。", "Your seat goes to whoever waits. To come after all you sign up again.";
    withdraw_sure: "撤回后，你填的内容不会再给组织者看。", "撤回後，你填的內容不會再給組織者看。", "Your answers are no longer shown to the organisers.";
    keep_it: "再想想", "再想想", "Not now";

    act_sign_up_done: "已报名", "已報名", "Going";
    badge_waitlisted: "候补中", "候補中", "Waitlisted";
    badge_pending: "等确认", "等確認", "Pending";

    // Where one stands
    is_member(role): "你是这里的{}", "你是這裡的{}", "You are in: {}";
    member_since(when): "{}加入", "{}加入", "since {}";
    is_pending: "申请已交，等组织者看。", "申請已交，等組織者看。", "You have applied; an organiser will look.";
    is_pending_payment: "已通过，等你付款。", "已通過，等你付款。", "You are accepted; payment is open.";
    is_waitlisted: "人满了，你在排队。", "人滿了，你在排隊。", "It is full; you are in the queue.";
    is_waitlisted_at(n): "人满了，你排在第 {} 位。", "人滿了，你排在第 {} 位。", "It is full; you are number {}.";
    is_invited: "你收到了邀请。", "你收到了邀請。", "You are invited.";
    is_rejected(reason): "这次没有通过：{}", "這次沒有通過：{}", "Not accepted this time: {}";
    is_rejected_plain: "这次没有通过。", "這次沒有通過。", "Not accepted this time.";
    is_left(when): "你在{}退出了。", "你在{}退出了。", "You left {}.";
    is_removed: "你已被移出。", "你已被移出。", "You were removed.";
    is_removed_for(reason): "你已被移出：{}", "你已被移出：{}", "You were removed: {}";
    is_expired: "会员已到期。", "會員已到期。", "Your membership has expired.";
    su_pending: "名额申请已交，等主办人看。", "名額申請已交，等主辦人看。", "You have asked; a host will look.";
    su_pending_payment: "名额留着，等你付款。", "名額留著，等你付款。", "Your seat is held until you pay.";
    su_confirmed: "你已报名，到时见。", "你已報名，到時見。", "You are going. See you there.";
    su_confirmed_n(n): "已报名 {} 人，到时见。", "已報名 {} 人，到時見。", "{} of you are going. See you there.";
    su_waitlisted: "你在候补名单上。", "你在候補名單上。", "You are on the waitlist.";
    su_waitlisted_at(n): "候补第 {} 位。", "候補第 {} 位。", "Number {} on the waitlist.";
    su_offer(when): "有名额空出来了，为你留到{}。", "有名額空出來了，為你留到{}。", "A seat is yours until {}.";
    su_rejected(reason): "主办人没有通过：{}", "主辦人沒有通過：{}", "The host said no: {}";
    su_rejected_plain: "主办人没有通过。", "主辦人沒有通過。", "The host said no.";
    su_cancelled: "你取消了报名。", "你取消了報名。", "You cancelled.";
    su_checked_in: "你到场了，谢谢。", "你到場了，謝謝。", "You were there. Thank you.";
    su_no_show: "这次你没有到。", "這次你沒有到。", "You did not come.";
    ticket_code: "入场码", "入場碼", "Ticket";

    // Why not
    not_yet(when): "{}开始报名", "{}開始報名", "Sign-up opens {}";
    not_closed: "报名已截止", "報名已截止", "Sign-up is closed";
    not_full: "名额已满", "名額已滿", "It is full";
    not_members_only: "只给圈子成员：先加入，再报名", "只給圈子成員：先加入，再報名", "For members: join the community first";
    not_invitation: "只接受邀请", "只接受邀請", "By invitation";
    not_cancelled: "活动已取消", "活動已取消", "Cancelled";
    not_postponed: "活动延期，等新的时间", "活動延期，等新的時間", "Postponed; a new time will be told";
    not_begun: "已经开始了", "已經開始了", "It has begun";
    not_over: "已经结束", "已經結束", "It is over";
    not_door_closed: "现在不收新人", "現在不收新人", "Takes nobody in for now";
    not_ended: "圈子已经结束", "圈子已經結束", "The community has ended";
    not_again_until(when): "{}之后可以再申请", "{}之後可以再申請", "You may apply again after {}";
    not_again: "不能再申请", "不能再申請", "You cannot apply again";
    not_removed: "你已被移出，不能再加入", "你已被移出，不能再加入", "You were removed and cannot join again";
    not_owner: "先把主理人交给别人，才能退出", "先把主理人交給別人，才能退出", "Hand over ownership before you leave";
    not_offer: "空出的名额已经过期", "空出的名額已經過期", "The offered seat has expired";
    not_rules: "请先同意最新的约定", "請先同意最新的約定", "Please agree to the rules as they are now";
    not_party(n): "一次最多报 {} 人", "一次最多報 {} 人", "At most {} people on one sign-up";
    not_already: "已经在了，不用再来一次", "已經在了，不用再來一次", "You are in already";
    not_there: "没有什么可撤回的", "沒有什麼可撤回的", "There is nothing to take back";
    not_gone: "已经不在了", "已經不在了", "It is gone";
    not_offered: "这个服务做不到", "這個服務做不到", "The service cannot do this";
    not_invalid: "有几处还要改一下", "有幾處還要改一下", "A few answers need another look";
    not_said(words): "对方说：{}", "對方說：{}", "The service says: {}";

    // Event
    event: "活动", "活動", "Event";
    event_cancelled: "已取消", "已取消", "Cancelled";
    event_postponed: "延期", "延期", "Postponed";
    event_when: "时间", "時間", "When";
    event_where: "地点", "地點", "Where";
    event_price: "费用", "費用", "Cost";
    event_seats: "名额", "名額", "Seats";
    event_hosts: "主办人", "主辦人", "Hosts";
    event_about: "活动说明", "活動說明", "About this event";
    event_repeats: "这是固定活动：", "這是固定活動：", "It repeats: ";
    address_hidden: "报名确认后告诉你详细地址", "報名確認後告訴你詳細地址", "The address is told once your seat is confirmed";
    online_hidden: "报名确认后告诉你链接", "報名確認後告訴你連結", "The link is told once your seat is confirmed";
    open_online: "打开线上地址", "打開線上地址", "Open the online address";
    who_open: "谁都可以来", "誰都可以來", "Open to everyone";
    who_approval: "主办人确认后生效", "主辦人確認後生效", "A host confirms";
    who_members: "仅限圈子成员", "僅限圈子成員", "Members only";
    who_invitation: "仅限受邀", "僅限受邀", "By invitation";
    closes_at(when): "报名到{}", "報名到{}", "Sign-up until {}";
    party_limit(n): "一次最多 {} 人", "一次最多 {} 人", "Up to {} people";
    see_community: "看看这个圈子", "看看這個圈子", "See the community";
    share: "分享", "分享", "Share";
    link_copied: "链接已复制", "連結已複製", "Link copied";
    copy_failed: "没有复制成功，请长按地址栏复制", "沒有複製成功，請長按網址列複製", "Could not copy; copy it from the address bar";

    // Forms
    join_title(name): "加入{}", "加入{}", "Join {}";
    apply_title(name): "申请加入{}", "申請加入{}", "Apply to {}";
    sign_up_title(title): "报名：{}", "報名：{}", "Sign up: {}";
    rules_first: "先看看大家的约定", "先看看大家的約定", "First, what everybody here has agreed to";
    agree(n): "我同意这些约定（第 {} 版）", "我同意這些約定（第 {} 版）", "I agree to these rules (version {})";
    some_questions: "想先认识一下你", "想先認識一下你", "A few questions";
    send_application: "交申请", "交申請", "Send";
    come_alone: "就我自己", "就我自己", "Just me";
    party: "和谁一起来", "和誰一起來", "Who comes along";
    party_me: "我自己", "我自己", "Me";
    party_add: "加一个人", "加一個人", "Add somebody";
    party_name(n): "第 {} 位的名字", "第 {} 位的名字", "Name of number {}";
    party_remove(n): "去掉第 {} 位", "去掉第 {} 位", "Remove number {}";
    party_nameless: "写个名字，主办人好认人", "寫個名字，主辦人好認人", "Give a name, so that the host knows whom to expect";
    confirm_sign_up: "确认报名", "確認報名", "Confirm";
    draft_back: "你上次填的内容还在。", "你上次填的內容還在。", "What you typed last time is still here.";
    draft_unkept: "这台手机存不下草稿，关掉页面内容会丢。", "這支手機存不下草稿，關掉頁面內容會遺失。", "This phone cannot keep drafts: closing the page loses them.";
    choose: "请选择", "請選擇", "Choose";
    no_form_needed: "没有别的要填，一步就好。", "沒有別的要填，一步就好。", "Nothing else to fill in.";
    fault_missing: "这里还没填", "這裡還沒填", "Please fill this in";
    fault_short(n): "至少 {} 个字", "至少 {} 個字", "At least {} characters";
    fault_long(n): "最多 {} 个字", "最多 {} 個字", "At most {} characters";
    fault_small(n): "不能小于 {}", "不能小於 {}", "Not less than {}";
    fault_big(n): "不能大于 {}", "不能大於 {}", "Not more than {}";
    fault_few(n): "至少选 {} 项", "至少選 {} 項", "Choose at least {}";
    fault_many(n): "最多选 {} 项", "最多選 {} 項", "Choose at most {}";
    fault_number: "请填一个整数", "請填一個整數", "A whole number, please";
    fault_date: "请填一个日期", "請填一個日期", "A date, please";
    fault_phone: "这不像电话号码", "這不像電話號碼", "This does not look like a phone number";
    fault_email: "这不像邮箱地址", "這不像電郵地址", "This does not look like an e-mail address";
    fault_option: "请从选项里选", "請從選項裡選", "Choose one of the options";
    fault_other: "请再看一下这里", "請再看一下這裡", "Please look at this again";

    // Members
    directory_of(name): "{}的名录", "{}的名錄", "Directory of {}";
    directory_closed: "名录只给成员看", "名錄只給成員看", "The directory is for members";
    directory_closed_text: "大家在这里留下的介绍和联系方式，只有加入的人看得到。", "大家在這裡留下的介紹和聯絡方式，只有加入的人看得到。", "What people say about themselves here is seen only by those who have joined.";
    directory_empty: "还没有人把自己写进名录。", "還沒有人把自己寫進名錄。", "Nobody has an entry yet.";
    loaded_of(n, of): "已显示 {} / {} 人", "已顯示 {} / {} 人", "{} of {} loaded";
    load_more: "再多看一些", "再多看一些", "Load more";
    search_members: "搜索名字、会什么、哪里人", "搜尋名字、會什麼、哪裡人", "Search names, skills, places";
    no_member_found: "没有找到这样的人", "沒有找到這樣的人", "Nobody like that";
    field_picture: "照片", "照片", "Picture";
    field_headline: "一句话介绍", "一句話介紹", "Headline";
    field_joined: "加入时间", "加入時間", "Joined";
    field_hometown: "家乡", "家鄉", "Hometown";
    field_district: "住在", "住在", "Lives in";
    field_skills: "会什么", "會什麼", "Skills";
    field_offers: "能帮的忙", "能幫的忙", "Offers";
    field_seeks: "在找什么", "在找什麼", "Looks for";
    field_contacts: "联系方式", "聯絡方式", "Contacts";
    on_request(field): "{}：问过本人才能看", "{}：問過本人才能看", "{}: on request";
    contact_phone: "电话", "電話", "Phone";
    contact_wechat: "微信", "微信", "WeChat";
    contact_email: "邮箱", "電郵", "E-mail";
    contact_other: "其他", "其他", "Other";

    // Agenda and Mine
    agenda_empty: "还没有报名任何活动", "還沒有報名任何活動", "Nothing on your agenda";
    agenda_empty_text: "先挑一个近的、今晚或周末就能去的。", "先挑一個近的、今晚或週末就能去的。", "Pick something near, tonight or at the weekend.";
    agenda_past: "过去的", "過去的", "Past";
    mine_empty: "还没有加入任何圈子", "還沒有加入任何圈子", "You have joined nothing yet";
    mine_empty_text: "不用一下子加入，可以先去一次他们的活动。", "不用一下子加入，可以先去一次他們的活動。", "No need to join at once: come to an event first.";
    mine_in: "我在的", "我在的", "I am in";
    mine_waiting: "等回音的", "等回音的", "Waiting to hear";
    mine_past: "以前的", "以前的", "Past";

    // Me
    language: "语言", "語言", "Language";
    follow_device: "跟随手机", "跟隨手機", "As the device";
    theme: "明暗", "明暗", "Theme";
    theme_light: "浅色", "淺色", "Light";
    theme_dark: "深色", "深色", "Dark";
    text_size: "字号", "字級", "Text size";
    text_m: "标准", "標準", "Normal";
    text_l: "大", "大", "Large";
    text_xl: "特大", "特大", "Largest";
    my_interests: "我关心的", "我關心的", "What I like";
    my_interests_help: "推荐会先看这些。只留在这台手机上。", "推薦會先看這些。只留在這支手機上。", "Shown first. Kept on this phone only.";
    my_place: "我在", "我在", "Where I am";
    kept_title: "存在这台手机上的", "存在這支手機上的", "Kept on this phone";
    kept_text(n, kb): "{} 份内容，约 {} KB，没有网络也能看。", "{} 份內容，約 {} KB，沒有網路也能看。", "{} answers, about {} KB, readable without a network.";
    kept_drafts(n): "{} 份没写完的草稿", "{} 份沒寫完的草稿", "{} drafts";
    kept_nowhere: "这个浏览器不让保存内容：关掉页面后要重新加载。", "這個瀏覽器不讓儲存內容：關掉頁面後要重新載入。", "This browser keeps nothing: after closing, all is loaded again.";
    kept_clear: "清除看过的内容", "清除看過的內容", "Clear what was read";
    kept_cleared: "已清除。草稿和你做过的事都还在。", "已清除。草稿和你做過的事都還在。", "Cleared. Drafts and what you did are still here.";
    about_app: "关于邻聚", "關於鄰聚", "About Linju";
    about_text: "邻聚帮你找到身边真正活着的圈子：有目的、有节奏、有人张罗、见得到面。没有广告，排序不收钱。", "鄰聚幫你找到身邊真正活著的圈子：有目的、有節奏、有人張羅、見得到面。沒有廣告，排序不收錢。", "Linju finds the living communities around you: with a purpose, a rhythm, people who carry them, and meetings face to face. No adverts; nobody pays to be shown first.";
    version(v): "版本 {}", "版本 {}", "Version {}";
    demo_note: "这里是演示数据，全部存在你的手机里；报名和申请不会发给任何人。", "這裡是示範資料，全部存在你的手機裡；報名和申請不會發給任何人。", "This is demonstration data kept on your device; nothing you send goes to anybody.";
    settings_unkept: "这个选择没有存下来：浏览器不让保存。", "這個選擇沒有存下來：瀏覽器不讓儲存。", "This choice was not kept: the browser does not allow it.";

    // Connection
    connection: "连接", "連線", "Connection";
    connection_text: "应用向服务问了什么，得到了什么。", "應用程式向服務問了什麼，得到了什麼。", "What the app asked of the service, and what came back.";
    service: "服务", "服務", "Service";
    can_do: "能做的", "能做的", "Can do";
    can_not: "做不到的", "做不到的", "Cannot do";
    cap_memberships: "加入圈子", "加入圈子", "joining";
    cap_sign_ups: "报名活动", "報名活動", "signing up";
    cap_members: "成员名录", "成員名錄", "directory";
    cap_waitlist: "候补", "候補", "waitlist";
    cap_capacity: "守住名额", "守住名額", "keeping to capacity";
    cap_idempotent: "重发不重复", "重發不重複", "safe resending";
    left_out_n(n): "有 {} 条读不懂，没有显示", "有 {} 條讀不懂，沒有顯示", "{} rows could not be read and are not shown";
    left_out_none: "没有读不懂的内容。", "沒有讀不懂的內容。", "Every row could be read.";
    requests: "最近的请求", "最近的請求", "Requests";
    request_ok: "好", "好", "ok";
    look_again: "再看一次", "再看一次", "Look again";
    nothing_asked: "还没有问过什么。", "還沒有問過什麼。", "Nothing was asked yet.";

    // Errors
    err_network: "没有连上。", "沒有連上。", "No connection.";
    err_network_text: "可能没有网络，也可能对方暂时不在。", "可能沒有網路，也可能對方暫時不在。", "There may be no network, or the service is away.";
    err_timeout: "等了很久没有回音。", "等了很久沒有回音。", "No answer for a long time.";
    err_too_large: "对方给的内容太大，没有读。", "對方給的內容太大，沒有讀。", "The answer is too large to read.";
    err_unavailable(status): "服务暂时有问题（{}）。", "服務暫時有問題（{}）。", "The service has a problem ({}).";
    err_busy: "服务太忙，请稍等再试。", "服務太忙，請稍等再試。", "The service is busy; try again in a while.";
    err_forbidden: "没有权限看这里。", "沒有權限看這裡。", "You may not see this.";
    err_not_found: "这里已经没有了，或者从来没有过。", "這裡已經沒有了，或者從來沒有過。", "This is gone, or was never here.";
    err_unreadable: "对方的回答读不懂。", "對方的回答讀不懂。", "The answer could not be understood.";
    err_no_room: "这台设备存满了，没有记下来。清出一点空间再试。", "這台裝置存滿了，沒有記下來。清出一點空間再試。", "This device is full, so it was not kept. Free some room and try again.";
    err_unknown_done: "没有收到回音，不知道成没成。先看看现在的状态，再决定要不要重来。", "沒有收到回音，不知道成沒成。先看看現在的狀態，再決定要不要重來。", "No answer came, so it is not known whether it went through. Look at where you stand before trying again.";
    err_config: "网站的设置读不懂", "網站的設定讀不懂", "The site's configuration cannot be read";
    err_title: "没有加载成功", "沒有載入成功", "It did not load";
    kept_from(when): "{}的内容", "{}的內容", "As of {}";
    offline_kept_from(when): "没有网络，这是{}的内容", "沒有網路，這是{}的內容", "Offline: as of {}";
    failed_kept_from(when): "没能更新，这是{}的内容", "沒能更新，這是{}的內容", "Not updated: as of {}";
    page_not_found: "没有这一页", "沒有這一頁", "There is no such page";
    page_not_found_text: "地址可能写错了，或者内容已经不在了。", "網址可能寫錯了，或者內容已經不在了。", "The address may be wrong, or what was here is gone.";
    back_online: "网络回来了", "網路回來了", "Back online";
    is_offline: "没有网络", "沒有網路", "Offline";
}
