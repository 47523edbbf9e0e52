//! Words of the camera that reads tickets.

use super::sentences;

sentences! {
    scan: "扫码", "掃碼", "Scan";
    scan_opening: "正在打开相机…", "正在開啟相機…", "Opening the camera…";
    scan_aim: "把二维码放进框里", "把 QR 碼放進框裡", "Hold the code inside the frame";
    scan_read(what): "扫到了：{}", "掃到了：{}", "Read: {}";
    scan_torch: "手电筒", "手電筒", "Light";
    scan_not_offered: "这里用不了相机", "這裡用不了相機", "No camera here";
    scan_not_offered_text: "这个浏览器或小程序不让网页使用相机。请用系统浏览器打开，或者直接输入票上的号码。", "這個瀏覽器或小程式不讓網頁使用相機。請用系統瀏覽器開啟，或直接輸入票上的號碼。", "This browser or mini-program gives pages no camera. Open the page in the phone’s own browser, or type the code that stands on the ticket.";
    scan_refused: "没有相机权限", "沒有相機權限", "The camera is not allowed";
    scan_refused_text: "请在浏览器的网站设置里允许使用相机，然后再试；也可以直接输入票上的号码。", "請在瀏覽器的網站設定裡允許使用相機，然後再試；也可以直接輸入票上的號碼。", "Allow the camera in the browser’s settings for this site, then try again; or type the code that stands on the ticket.";
    scan_not_there: "没有找到相机", "找不到相機", "There is no camera";
    scan_not_there_text: "换一台有相机的手机，或者直接输入票上的号码。", "換一支有相機的手機，或直接輸入票上的號碼。", "Use a phone that has one, or type the code that stands on the ticket.";
    scan_taken: "相机正被占用", "相機正被佔用", "The camera is busy";
    scan_taken_text: "请关掉正在用相机的应用，然后再试；也可以直接输入票上的号码。", "請關掉正在用相機的應用程式，然後再試；也可以直接輸入票上的號碼。", "Close the app that uses it, then try again; or type the code that stands on the ticket.";
    scan_no_decoder: "扫码功能没能下载", "掃碼功能沒能下載", "What reads the codes did not come";
    scan_no_decoder_text: "第一次扫码要联网下载一次。请检查网络后再试；也可以直接输入票上的号码。", "第一次掃碼要連網下載一次。請檢查網路後再試；也可以直接輸入票上的號碼。", "It is fetched once, when you first scan. Check the network and try again; or type the code that stands on the ticket.";
}
