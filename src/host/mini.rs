//! The mini-program whose web-view the page may be in, and the one thing that is asked of it: to open a page of its own, which may
//! do what a web-view may not (scan, write into the phone's calendar).
//!
//! | Mini-program | Known by | Asked by | Source |
//! |---|---|---|---|
//! | WeChat 微信 | `MicroMessenger` with `miniProgram`, or `__wxjs_environment` | `wx.miniProgram.navigateTo` | developers.weixin.qq.com, *web-view* |
//! | QQ | `QQ/` with `miniProgram` | `qq.miniProgram.navigateTo` | q.qq.com, *web-view* |
//! | Alipay 支付宝 | `AlipayClient` with `MiniProgram` | `my.navigateTo` | opendocs.alipay.com, *web-view* |
//! | Douyin 抖音 | `toutiaomicroapp` | `tt.miniProgram.navigateTo` | developer.open-douyin.com, *web-view* |
//! | Baidu 百度 | `swan/` | `swan.webView.navigateTo` | smartprogram.baidu.com, *web-view* |
//!
//! Their scripts are fetched from the platform's own address when something is asked for the first time, never before, and nowhere
//! else. None of these calls wants a signature.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

use super::late;

/// So long its script may take, in milliseconds.
const SCRIPT_MS: i32 = 8_000;
/// A bridge that says nothing for so long has mostly opened the page, in milliseconds: not all of them call back.
const ANSWER_MS: i32 = 1_500;

struct MiniProgram {
    /// All of these stand in the name that the web-view gives itself.
    marks: [&'static str; 2],
    /// Where its calls are, from the window on.
    calls: [&'static str; 2],
    script: &'static str,
}

const WECHAT: MiniProgram = MiniProgram {
    marks: ["MicroMessenger", "miniProgram"],
    calls: ["wx", "miniProgram"],
    script: "https://res.wx.qq.com/open/js/jweixin-1.6.0.js",
};

/// WeChat's first: others in its words are no others.
const ALL: [MiniProgram; 5] = [
    WECHAT,
    MiniProgram {
        marks: ["QQ/", "miniProgram"],
        calls: ["qq", "miniProgram"],
        script: "https://qqq.gtimg.cn/miniprogram/webview_jssdk/qqjssdk-1.0.0.js",
    },
    MiniProgram {
        marks: ["AlipayClient", "MiniProgram"],
        calls: ["my", ""],
        script: "https://appx/web-view.min.js",
    },
    MiniProgram {
        marks: ["toutiaomicroapp", ""],
        calls: ["tt", "miniProgram"],
        script: "https://lf3-cdn-tos.bytegoofy.com/obj/goofy/developer/jssdk/jssdk-1.2.1.js",
    },
    MiniProgram {
        marks: ["swan/", ""],
        calls: ["swan", "webView"],
        script: "https://b.bdstatic.com/searchbox/icms/searchbox/js/swan-2.0.21.js",
    },
];

fn here() -> Option<&'static MiniProgram> {
    let window: JsValue = window()?.into();
    let agent = late::get(&late::get(&window, "navigator")?, "userAgent")?.as_string()?;
    let has = |marks: &[&str]| marks.iter().all(|mark| agent.contains(mark));
    // WeChat on a computer names itself alone, and tells by this what it shows.
    let shows = late::get(&window, "__wxjs_environment").and_then(|it| it.as_string());
    if agent.contains(WECHAT.marks[0]) && shows.as_deref() == Some("miniprogram") {
        return ALL.first();
    }
    ALL.iter().find(|one| has(&one.marks))
}

/// Whether the page is in a mini-program that opens pages of its own when asked.
#[must_use]
pub fn is_in_mini_program() -> bool {
    here().is_some()
}

/// Asks the mini-program to open a page of its own, by path and query (`/pages/scan/scan?back=…`); no where it cannot be asked, or
/// has refused.
pub async fn open_host_page(url: &str) -> bool {
    opened(url).await.unwrap_or_default()
}

async fn opened(url: &str) -> Option<bool> {
    let host = here()?;
    let calls = match calls(host) {
        Some(calls) => calls,
        None => {
            fetched(host.script).await?;
            calls(host)?
        }
    };
    let asked = answered(ANSWER_MS, true, |yes, no| {
        let wanted = late::object(&[("url", &url.into()), ("success", yes), ("fail", no)]);
        late::get(&calls, "navigateTo")?;
        late::call(&calls, "navigateTo", &wanted)
    });
    Some(asked.await)
}

/// What its calls are methods of; of a name that somebody else has taken there are none.
fn calls(host: &MiniProgram) -> Option<JsValue> {
    let mut at: JsValue = window()?.into();
    for name in host.calls.iter().filter(|name| !name.is_empty()) {
        at = late::get(&at, name)?;
    }
    late::get(&at, "navigateTo").map(|_| at)
}

async fn fetched(script: &str) -> Option<()> {
    let document = window()?.document()?;
    let element = document.create_element("script").ok()?;
    let came = answered(SCRIPT_MS, false, |yes, no| {
        let events: JsValue = element.clone().into();
        late::apply(&events, "addEventListener", &[&"load".into(), yes])?;
        late::apply(&events, "addEventListener", &[&"error".into(), no])?;
        element.set_attribute("src", script).ok()?;
        late::call(&document.body()?.into(), "appendChild", &events)
    });
    came.await.then_some(())
}

/// Which of two functions is called first, and what it is taken for when neither is, in time.
async fn answered(
    ms: i32,
    silent: bool,
    mut begin: impl FnMut(&JsValue, &JsValue) -> Option<JsValue>,
) -> bool {
    let answer = Promise::new(&mut |yes: Function, no: Function| {
        let silence = if silent { &yes } else { &no };
        let timed = window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(silence, ms)
        });
        if begin(&yes, &no).is_none() || timed.is_none() {
            let _refused = no.call0(&JsValue::UNDEFINED);
        }
    });
    JsFuture::from(answer).await.is_ok()
}
