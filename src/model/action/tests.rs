//! Which buttons there are, and the law that they do what they say.

mod communities;
mod events;
