//! PostgreSQL with Linju's rules in its functions: `docs/backends/postgresql`.

pub mod api;
mod sql;
