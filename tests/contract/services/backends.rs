//! The servers that an operator without one starts: `docs/backends`, as real processes, with all that they promise.

mod graphql;
mod people;
pub mod pocketbase;
pub mod postgresql;
mod promises;
mod server;
