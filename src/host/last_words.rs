//! What the reader sees when the app dies: the reload screen that stands hidden in `index.html`.

use web_sys::window;

/// From now on a panic shows the reload screen and says in the console what happened.
pub fn on_panic() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        let document = window().and_then(|w| w.document());
        let Some(document) = document else { return };
        if let Some(app) = document.get_element_by_id("app") {
            let _hidden = app.set_attribute("hidden", "");
        }
        if let Some(panic) = document.get_element_by_id("panic") {
            let _shown = panic.remove_attribute("hidden");
        }
    }));
}
