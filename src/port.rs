//! What the outside world is asked for: traits over plain data, and the few helpers that all
//! layers above share ([`Flights`], [`MemoryKv`], [`read_text`]).
//!
//! The browser answers in `host`, memory and the native network answer in tests. Nothing here
//! knows who is on the other side.

mod conditional;
mod few;
mod flights;
mod json;
mod key_value;
mod lease;
mod lock;
mod outside;
mod steady;
mod transport;

pub use conditional::{Conditional, Shelf};
pub use few::Few;
pub use flights::{Flight, Flights};
pub use json::{json_text, json_text_by, read_text, write_text};
pub use key_value::{KeyValue, KvError, MemoryKv, units};
pub use lease::{Lease, seat};
pub use lock::{Lock, PageLock};
pub use outside::{Clock, Idle, Randomness, Timer};
pub use steady::Steady;
pub use transport::{Method, Reached, Request, Response, Transport, TransportError};

use std::{future::Future, pin::Pin};

/// A future that stays on the thread of the page.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
