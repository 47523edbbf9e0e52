//! What the developer sees when the app dies. The reader sees the reload screen, which boot.js shows for every
//! trap; release builds keep no words of panics (see `xtask/split/src/lean.rs`).

/// From now on a panic says in the console what happened. Only in debug builds.
pub fn on_panic() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
    }));
}
