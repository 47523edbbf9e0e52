//! Texts of *Connection*, for operators: simplified, traditional, English.

use super::sentences;

sentences! {
    // The service and its mapping
    mapping: "映射", "對應檔", "Mapping";
    address: "地址", "位址", "Address";
    other_sites: "别的网站", "別的網站", "Other sites";
    cors_open: "可以读，也可以写", "可以讀，也可以寫", "may read and write";
    cors_read: "只能读", "只能讀", "may only read";
    cors_proxy: "都不能问，要放到本站自己的地址后面", "都不能問，要放到本站自己的位址後面", "may not ask: put it behind this site's own address";
    same_site: "本站自己", "本站自己", "this site itself";
    signing_in: "登录", "登入", "Signing in";
    signed_in_yes: "要登录，已经登录", "要登入，已經登入", "needed; you are signed in";
    signed_in_no: "要登录，还没有登录", "要登入，還沒有登入", "needed; you are not signed in";
    brought: "登录带来的", "登入帶來的", "Signing in brought";
    brought_not(names): "{}（没有找到）", "{}（沒有找到）", "not found: {}";
    brought_until(time): "到 {} 为止", "到 {} 為止", "until {}";
    nothing_to_map: "数据就在应用里，没有服务要连，也没有映射要写。", "資料就在應用程式裡，沒有服務要連，也沒有對應檔要寫。", "The data is in the app itself: there is no service to connect and no mapping to write.";
    trial_on: "正在试改过的映射。离开这一页，就回到网站自己的。", "正在試改過的對應檔。離開這一頁，就回到網站自己的。", "An edited mapping is being tried. Leave this page and the site's own is back.";
    trial_end: "用回网站的", "用回網站的", "Back to the site's";

    // Requests
    declared: "映射里的请求", "對應檔裡的請求", "Requests of the mapping";
    declared_none: "映射里一个请求也没有写。", "對應檔裡一個請求也沒有寫。", "The mapping declares no request.";
    run: "运行", "執行", "Run";
    run_it(name): "运行 {}", "執行 {}", "Run {}";
    run_all: "全部运行", "全部執行", "Run all";
    not_run: "还没有运行", "還沒有執行", "Not run yet";
    writes: "会写入", "會寫入", "writes";
    took(status, ms, bytes): "{} · {} 毫秒 · {} 字节", "{} · {} 毫秒 · {} 位元組", "{} · {} ms · {} bytes";
    took_none(ms): "没有回音 · {} 毫秒", "沒有回音 · {} 毫秒", "no answer · {} ms";
    took_elsewhere(ms): "被转去别处，没有跟过去 · {} 毫秒", "被轉去別處，沒有跟過去 · {} 毫秒", "led elsewhere, not followed · {} ms";
    rows_n(n): "{} 行", "{} 行", "{} rows";
    rows_of(n, total): "{} 行，共 {} 行", "{} 行，共 {} 行", "{} rows of {}";
    garbled(said): "这个回答不全是 UTF-8（它说自己是 {}），读不出的字成了 �。JSON 只用 UTF-8（RFC 8259），请让服务这样写。", "這個回答不全是 UTF-8（它說自己是 {}），讀不出的字成了 �。JSON 只用 UTF-8（RFC 8259），請讓服務這樣寫。", "Not all of this answer is UTF-8 (it says {}): what cannot be read became �. JSON is UTF-8 (RFC 8259).";
    more_pages: "后面还有", "後面還有", "more pages";
    missed_n(n): "{} 行读不懂", "{} 行讀不懂", "{} left out";
    show_rows: "看头几行", "看頭幾行", "See the first rows";
    row_raw(n): "第 {} 行，服务给的", "第 {} 行，服務給的", "Row {} as it came";
    row_read(n): "第 {} 行，读成的", "第 {} 行，讀成的", "Row {} as it is read";
    silence_refused: "服务在，但浏览器不让本站读它的回答（CORS）。可以把服务放到本站自己的地址后面（用 nginx 或 Caddy 转一下，见文档），或让服务回答这些：", "服務在，但瀏覽器不讓本站讀它的回答（CORS）。可以把服務放到本站自己的位址後面（用 nginx 或 Caddy 轉一下，見文件），或讓服務回答這些：", "The service is there, but the browser does not let this site read its answer (CORS). Put it behind this site's own address (nginx or Caddy pass it on, see the docs), or let it answer with:";
    silence_refused_title: "浏览器拦下了", "瀏覽器擋下了", "Refused by the browser";
    silence_nobody: "地址那边没有人：服务没开，地址不对，或没有网络。（本站是 https 而服务是 http，也会这样。）", "位址那邊沒有人：服務沒開，位址不對，或沒有網路。（本站是 https 而服務是 http，也會這樣。）", "Nobody is at that address: the service is down, the address is wrong, there is no network, or this site is https and the service http.";
    silence_cut: "服务在，但回答断了，或被转到了别处。", "服務在，但回答斷了，或被轉到了別處。", "The service is there, but its answer was cut, or led elsewhere.";

    // Fields
    fields_of(entity): "字段：{}", "欄位：{}", "Fields: {}";
    field: "我们的字段", "我們的欄位", "Our field";
    field_from: "映射里的位置", "對應檔裡的位置", "Where the mapping looks";
    field_found: "真实数据里的值", "真實資料裡的值", "Found in real rows";
    field_needed: "必有", "必有", "needed";
    field_unmapped: "映射里没有写", "對應檔裡沒有寫", "not in the mapping";
    found_nothing: "没有", "沒有", "nothing there";
    found_lost(raw): "有 {}，没读成", "有 {}，沒讀成", "{} is there, and came to nothing";
    found_dropped(raw): "有 {}，映射说它什么也不是", "有 {}，對應檔說它什麼也不是", "{} is there, and means nothing by the mapping";
    found_wrong(why): "读不懂：{}", "讀不懂：{}", "cannot be read: {}";
    no_rows: "没有一行可看。", "沒有一行可看。", "There is no row to look at.";
    fields_after_run: "运行请求以后，这里逐个字段告诉你找到了什么。", "執行請求以後，這裡逐個欄位告訴你找到了什麼。", "Run the requests, and each field is told here with what was found.";

    // Left out, headers
    missed: "没有显示的", "沒有顯示的", "Left out";
    missed_none: "运行过的请求里，每一行都读懂了。", "執行過的請求裡，每一行都讀懂了。", "Of the requests that were run, each row could be read.";
    missed_line(n, first): "{} 次，第一次是 {}", "{} 次，第一次是 {}", "{} times, first {}";
    headers: "看得见的头", "看得見的標頭", "Headers seen";
    headers_exposed: "服务特意让本站看见的：", "服務特意讓本站看見的：", "Exposed by the service: ";
    headers_always: "总能看见的：", "總能看見的：", "Always seen: ";
    headers_all: "同一个站，都看得见：", "同一個站，都看得見：", "Of this site, all are seen: ";
    headers_unseen(names): "映射要读 {}，可是没有看见。服务要用 Access-Control-Expose-Headers 让它看得见。", "對應檔要讀 {}，可是沒有看見。服務要用 Access-Control-Expose-Headers 讓它看得見。", "The mapping reads {}, which was not seen. The service has to name it in Access-Control-Expose-Headers.";
    headers_none: "一个也没有", "一個也沒有", "none";

    // Trying a command
    try_command: "真的试一个操作", "真的試一個操作", "Try a command for real";
    try_command_text: "会真的发给服务、真的写入。请用测试用的数据。", "會真的發給服務、真的寫入。請用測試用的資料。", "It is really sent and really writes. Use data made for tests.";
    command: "操作", "操作", "Command";
    command_on: "对哪一个（id）", "對哪一個（id）", "On which (id)";
    try_it_now: "试一试", "試一試", "Try it";
    try_sure(what): "要真的发送 {} 吗？服务会照做，别人也可能看到。", "要真的發送 {} 嗎？服務會照做，別人也可能看到。", "Really send {}? The service will do it, and others may see it.";
    send_really: "真的发送", "真的發送", "Really send";
    tried_done: "服务照做了。", "服務照做了。", "The service did it.";
    choose_one: "请选一个", "請選一個", "Choose one";

    // The report
    copy_report: "复制成报告", "複製成報告", "Copy as a report";
    report_copied: "报告已复制。里面没有密码和令牌。", "報告已複製。裡面沒有密碼和權杖。", "The report was copied. It has no passwords and no tokens.";
    report_by_hand: "没能自动复制，请在这里全选复制", "沒能自動複製，請在這裡全選複製", "It could not be copied by itself: copy it from here";
    personal: "（有）", "（有）", "(there)";

    // Editing
    edit_mapping: "在这里改映射", "在這裡改對應檔", "Edit the mapping here";
    edit_mapping_text: "改动只留在这台设备上，是一份草稿；网站要等你存成文件、放回去，才会变。", "改動只留在這台裝置上，是一份草稿；網站要等你存成檔案、放回去，才會變。", "What you change is a draft on this device; put the saved file in its place to change the site.";
    mapping_json: "映射（JSON）", "對應檔（JSON）", "Mapping (JSON)";
    mapping_right: "映射没有错。", "對應檔沒有錯。", "The mapping is right.";
    mapping_fault(file, pointer): "{}：{}", "{}：{}", "{}: {}";
    mapping_expected(expected, found): "要的是 {}，写的是 {}", "要的是 {}，寫的是 {}", "expected {}, found {}";
    try_mapping: "用它试一试", "用它試一試", "Try it here";
    save_as_file: "存成文件", "存成檔案", "Save as a file";
    copy_it: "复制", "複製", "Copy";
    copied: "已复制", "已複製", "Copied";
    saved: "已交给浏览器保存", "已交給瀏覽器儲存", "Given to the browser to save";
    throw_away: "丢掉改动", "丟掉改動", "Throw the changes away";
    throw_sure: "你改的都会没有了。", "你改的都會沒有了。", "All that you changed will be gone.";
}
