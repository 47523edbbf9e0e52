//! A cookie of the page's own site, for what is sent to that site and nowhere else.

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlDocument, window};

use crate::parts::part;

part! {
    Service "service" "27":
    /// The value of a cookie that scripts may see, to be sent to an address.
    pub(super) fn cookie(name: &str, to: &str) -> Option<String> {
        let window = window()?;
        let own = window.location().origin().ok()?;
        // A path, or an address of this very origin: what other apps of the site keep is nobody else's. Browsers
        // read a backslash as a slash, and pass over tabs and line ends.
        let is_plain = !to.bytes().any(|b| b <= b' ' || b == b'\\');
        let is_path = to.is_empty() || to.starts_with('/') && !to.starts_with("//");
        let behind = to.strip_prefix(&own);
        let is_own = is_path || behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let document = window.document().filter(|_| is_plain && is_own)?;
        let document = document.dyn_into::<HtmlDocument>().ok()?;
        let all = document.cookie().ok()?;
        all.split(';').find_map(|one| {
            let (other, value) = one.trim().split_once('=')?;
            (other == name).then(|| value.to_owned())
        })
    }
}
