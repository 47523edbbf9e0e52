//! What is kept: answers for reading again, drafts of what a person types, the session, settings.
//!
//! All of it through the key-value port, under `linju/`. Unreadable entries are set aside, not
//! trusted and not fatal. What a person entered is never evicted; what can be fetched again is.

mod cache;
mod drafts;
mod outbox;
mod session;
mod settings;
mod whose;

pub use cache::{AnswerShelf, Cache, Extent, Kept, PIECES, everything};
pub use drafts::Drafts;
pub use outbox::{Entry, Held, Hold, Outbox, Stage};
pub use session::device_account;
pub use settings::{Language, Settings, TextSize, Theme, Urls};
pub use whose::Whose;
