//! Starts the page.

fn main() {
    linju::app::start();
}
