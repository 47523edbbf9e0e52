//! Where the page runs: the ports over the browser, and the few things a page asks of it.
//!
//! Only here are localStorage, fetch, timers, history and the document touched. Nothing here knows
//! what the app is about.

mod awake;
mod bridge;
mod camera;
mod canvas;
mod collator;
mod config;
mod cookie;
mod decoder;
mod file;
mod history;
#[allow(dead_code, reason = "docs and xtask read it too")]
mod hosts;
mod http;
mod idle;
mod kv;
mod last_words;
mod late;
mod lock;
mod metered;
mod mini;
mod outside;
mod page;
mod place;
mod reach;
mod scrolling;
mod share;
mod tabs;
mod zones;

pub use awake::{Awake, user_agent};
pub use bridge::{Bridge, Reply, host_ways, signed_address, when_titled};
pub use camera::{Camera, CameraFault, Glance, Reading, is_hidden};
pub use canvas::{At, Canvas, Picture};
pub use collator::IntlCollation;
pub use config::{ConfigText, config_text};
pub use file::{
    elapsed, file_name, save_file, save_file_of, saves_files, select_all, share_file, shares_files,
    write_area,
};
pub use history::Navigation;
pub use hosts::{Verb, Way};
pub use http::Http;
pub use idle::WhenIdle;
pub use kv::{LocalStorage, has_storage};
pub use last_words::on_panic;
pub use lock::tabs_lock;
pub use metered::is_metered;
pub use mini::{is_in_mini_program, is_in_wechat};
pub use outside::{BrowserClock, BrowserRandomness, BrowserTimer};
pub use page::{
    Watch, after_frame, dress, focus_first_fault, focus_in, focus_main, has_focus, hold_still,
    is_enter, languages, leave, moved, online, opens_elsewhere, reload, scroll_height, scroll_to,
    scroll_y, set_title, when_seen, when_woken,
};
pub use place::{NoPlace, locate};
pub use scrolling::{
    Scrolling, capture_pointer, height_of, page_top_of, place_in_window, put_style, style_of,
    token, when_scrolled, window_height,
};
pub use share::{Shared, copy_text, has_share_sheet, share};
pub use tabs::{is_busy, is_outdated, when_stored};
pub use zones::{IntlZones, reader_zone};
