//! The servers that an operator without one starts: `docs/backends`, as real processes, with all that they promise.

mod people;
mod pocketbase;
mod postgresql;
