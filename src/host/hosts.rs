//! Where the page may run, and what is asked of each of these places: for every host and verb the ways in which it is done, the
//! best first. One table: the page goes by it (`super::bridge`), `cargo xtask build --for` takes the policy's origins from it, and
//! `tests/hosts.rs` writes docs/embedding.md from it. So it uses nothing of ours.
//!
//! | Mini-program | Source of its marks and calls |
//! |---|---|
//! | WeChat 微信 | developers.weixin.qq.com, *web-view*; npm `weixin-js-sdk` |
//! | QQ | q.qq.com, *web-view* |
//! | Alipay 支付宝 | opendocs.alipay.com, *web-view* |
//! | Douyin 抖音 | developer.open-douyin.com, *web-view* |
//! | Baidu 百度 | smartprogram.baidu.com, *web-view* |

/// A mini-program in whose web-view the page may be.
#[derive(Debug)]
pub struct Host {
    /// Which.
    pub kind: Kind,
    /// Its name for `cargo xtask build --for`.
    pub key: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// All of these stand in what the web-view calls itself.
    pub marks: [&'static str; 2],
    /// A value of the window that says the same, and what it then is; empty where there is none.
    pub shows: [&'static str; 2],
    /// Where its calls are, from the window on.
    pub calls: [&'static str; 2],
    /// What `getEnv` of these calls says `true` under.
    pub confirms: &'static str,
    /// Whether `postMessage` wants what it is told under `data`.
    pub wraps: bool,
    /// Its script, at the platform's own address.
    pub script: &'static str,
}

/// Where the page runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A browser, or the page put on a home screen.
    Browser,
    /// A mini-program of WeChat.
    WeChat,
    /// Of QQ.
    Qq,
    /// Of Alipay.
    Alipay,
    /// Of Douyin.
    Douyin,
    /// Of Baidu.
    Baidu,
}

/// What is asked of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Sends a screen on to somebody.
    Share,
    /// Names the screen in the bar above it.
    Title,
    /// A step back.
    Back,
    /// Goes to a page of the host's own.
    NavigateHost,
    /// Pays dues or a seat.
    Pay,
    /// Writes an event into the phone's calendar.
    AddToCalendar,
    /// Reminds of an event.
    Remind,
    /// Reads the QR code of a ticket.
    Scan,
    /// Says where the reader is.
    Locate,
    /// Shows a place on a map.
    OpenMap,
    /// Copies a text.
    Copy,
    /// Gives a file out.
    SaveFile,
}

/// One way in which it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By the page itself, with what the web has.
    Web(Web),
    /// By a call of the host's script that wants no signature.
    Call(&'static str),
    /// By one that wants it: where `config.json` names who signs.
    Signed(&'static str),
    /// By a page of the mini-program, where `config.json` has it under this name: `navigateTo` opens it.
    Page(&'static str),
    /// By such a page, where `navigateTo` was refused, by this call instead.
    PageBy(&'static str, &'static str),
    /// Not by the page: what it offers instead.
    Instead(Instead),
}

/// What the web has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Web {
    /// The phone's own sheet, `navigator.share`.
    Sheet,
    /// `navigator.clipboard`.
    Clipboard,
    /// `document.title`.
    Title,
    /// The history of the page.
    History,
    /// A link out of the page.
    Link,
    /// A file to save.
    File,
    /// The camera.
    Camera,
    /// `navigator.geolocation`.
    Geolocation,
}

/// What stands in for what a host does not let a page do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// The host's own menu sends on the address of the screen; that is said, and the address is copied.
    Menu,
    /// There is no host.
    NoHost,
    /// The address at which it is paid, to copy.
    PayLink,
    /// The same as facts to copy.
    Facts,
    /// The event in one's calendar, which reminds.
    Calendar,
    /// Names are tapped, or the code of a ticket is typed.
    Typing,
    /// City and district are chosen.
    District,
    /// The address, to copy.
    Address,
    /// The text stands there to be marked by hand.
    Mark,
    /// The rows of a table, to copy.
    Rows,
}

/// All mini-programs. WeChat's first: others in its words are no others.
pub const HOSTS: [Host; 5] = [
    Host {
        kind: Kind::WeChat,
        key: "wechat",
        name: "WeChat 微信",
        marks: ["MicroMessenger", "miniProgram"],
        shows: ["__wxjs_environment", "miniprogram"],
        calls: ["wx", "miniProgram"],
        confirms: "miniprogram",
        wraps: true,
        script: "https://res.wx.qq.com/open/js/jweixin-1.6.0.js",
    },
    Host {
        kind: Kind::Qq,
        key: "qq",
        name: "QQ",
        marks: ["QQ/", "miniProgram"],
        shows: ["", ""],
        calls: ["qq", "miniProgram"],
        confirms: "miniprogram",
        wraps: true,
        script: "https://qqq.gtimg.cn/miniprogram/webview_jssdk/qqjssdk-1.0.0.js",
    },
    Host {
        kind: Kind::Alipay,
        key: "alipay",
        name: "Alipay 支付宝",
        marks: ["AlipayClient", "MiniProgram"],
        shows: ["", ""],
        calls: ["my", ""],
        confirms: "miniprogram",
        wraps: false,
        script: "https://appx/web-view.min.js",
    },
    Host {
        kind: Kind::Douyin,
        key: "douyin",
        name: "Douyin 抖音",
        marks: ["toutiaomicroapp", ""],
        shows: ["", ""],
        calls: ["tt", "miniProgram"],
        confirms: "miniprogram",
        wraps: true,
        script: "https://lf3-cdn-tos.bytegoofy.com/obj/goofy/developer/jssdk/jssdk-1.2.1.js",
    },
    Host {
        kind: Kind::Baidu,
        key: "baidu",
        name: "Baidu 百度",
        marks: ["swan/", ""],
        shows: ["", ""],
        calls: ["swan", "webView"],
        confirms: "smartprogram",
        wraps: true,
        script: "https://b.bdstatic.com/searchbox/icms/searchbox/js/swan-2.0.21.js",
    },
];

/// The ways in which a host does it, the best first; what cannot be done in one is done in the next.
#[must_use]
pub const fn ways(host: Kind, verb: Verb) -> &'static [Way] {
    use Way::{Call, Instead as Else, Page, PageBy, Signed, Web as By};
    match (host, verb) {
        (_, Verb::Title) => &[By(Web::Title)],
        (_, Verb::Back) => &[By(Web::History)],
        (_, Verb::Copy) => &[By(Web::Clipboard), Else(Instead::Mark)],
        (Kind::Browser, Verb::Share) => &[By(Web::Sheet), By(Web::Clipboard), Else(Instead::Mark)],
        (Kind::Browser, Verb::NavigateHost) => &[Else(Instead::NoHost)],
        (Kind::Browser, Verb::Pay) => &[By(Web::Link)],
        (Kind::Browser, Verb::AddToCalendar) => &[By(Web::File), Else(Instead::Facts)],
        (Kind::Browser, Verb::Remind) => &[Else(Instead::Calendar)],
        (Kind::Browser, Verb::Scan) => &[By(Web::Camera), Else(Instead::Typing)],
        (Kind::Browser, Verb::Locate) => &[By(Web::Geolocation), Else(Instead::District)],
        (Kind::Browser, Verb::OpenMap) => &[By(Web::Link), Else(Instead::Address)],
        (Kind::Browser, Verb::SaveFile) => &[By(Web::File), Else(Instead::Rows)],
        (_, Verb::Share) => &[Call("postMessage"), Else(Instead::Menu)],
        // `navigateTo` opens no page of the bar of tabs, and none upon ten others; `switchTab` opens no others, `reLaunch` any.
        (_, Verb::NavigateHost) => &[
            Page("home"),
            PageBy("switchTab", "home"),
            PageBy("reLaunch", "home"),
            Call("navigateBack"),
        ],
        (_, Verb::Pay) => &[Page("pay"), Else(Instead::PayLink)],
        (_, Verb::AddToCalendar) => &[Page("calendar"), Else(Instead::Facts)],
        (_, Verb::Remind) => &[Page("remind"), Else(Instead::Calendar)],
        (Kind::WeChat, Verb::Scan) => &[
            Signed("scanQRCode"),
            Page("scan"),
            By(Web::Camera),
            Else(Instead::Typing),
        ],
        (_, Verb::Scan) => &[Page("scan"), By(Web::Camera), Else(Instead::Typing)],
        (Kind::WeChat, Verb::Locate) => &[
            Signed("getLocation"),
            Page("locate"),
            By(Web::Geolocation),
            Else(Instead::District),
        ],
        (_, Verb::Locate) => &[
            Page("locate"),
            By(Web::Geolocation),
            Else(Instead::District),
        ],
        (Kind::WeChat, Verb::OpenMap) => {
            &[Signed("openLocation"), Page("map"), Else(Instead::Address)]
        }
        (_, Verb::OpenMap) => &[Page("map"), Else(Instead::Address)],
        (_, Verb::SaveFile) => &[Else(Instead::Rows)],
    }
}

/// The origin of an address, for the policy of the page.
#[must_use]
pub fn origin(address: &str) -> String {
    let parts: Vec<&str> = address.splitn(4, '/').take(3).collect();
    parts.join("/")
}
