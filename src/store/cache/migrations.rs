//! Schemas of what is kept, from the first on. A device with any of them is still out there, so a step is never
//! taken out again.
//!
//! **To change what is kept**: write down an entry of the schema of now, as text, in `tests/schemas.rs`; raise
//! [`SCHEMA`] and put a step behind the others in [`forward`], a function that makes the data of the schema before into that
//! of the new one, or `None` where that cannot be done (then it is asked for anew); let the test read the text.
//! A field that is new and may be missing, or one that is no longer read, needs no step.
//!
//! A schema that is not known here was written by a newer version of the app. It is no entry for this one, and is
//! left as it is for that one; see [`put`](super::Cache::put).

use serde_json::Value;

/// The schema that is written.
pub(super) const SCHEMA: u64 = 2;

/// The data as it would be kept now; `None` where the schema is not known.
pub(super) fn forward(schema: u64, data: Value) -> Option<Value> {
    if !(1..=SCHEMA).contains(&schema) {
        return None;
    }
    // From 1 to 2: it says when it was read last, and says everything before the data. The data itself is the same.
    //
    // From 2 to 3: `if schema < 3 { data = to_3(data)?; }`, and so on.
    Some(data)
}
