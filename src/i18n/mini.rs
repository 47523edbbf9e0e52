//! Words for who is in the web-view of a mini-program.

use super::sentences;

sentences! {
    mini_share: "点右上角的「···」就能转发", "點右上角的「···」就能轉發", "To send it on, tap ··· at the top right";
    mini_share_copied: "点右上角的「···」就能转发，链接也复制好了", "點右上角的「···」就能轉發，連結也複製好了", "To send it on, tap ··· at the top right; the link is copied too";
    mini_remind: "开始前提醒我", "開始前提醒我", "Remind me before it begins";
    mini_map: "用小程序的地图看", "用小程式的地圖看", "See it on the mini-program’s map";
    mini_home: "回到小程序", "回到小程式", "Back to the mini-program";
    mini_pay_copy: "复制付款地址", "複製付款網址", "Copy the address for paying";
    mini_paid: "付过了。对方收到以后，这里会跟着变。", "付過了。對方收到以後，這裡會跟著變。", "Paid. Once it has arrived, this page says so.";
    mini_no: "小程序没有回应，请再试一次。", "小程式沒有回應，請再試一次。", "The mini-program did not answer. Please try again.";
    mini_refused: "小程序打不开那一页。", "小程式打不開那一頁。", "The mini-program could not open that page.";
    mini_stays: "小程序打不开那一页，请用右上角的按钮离开。", "小程式打不開那一頁，請用右上角的按鈕離開。", "The mini-program could not open that page. Leave by the button at the top right.";
}
