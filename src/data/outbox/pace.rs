//! When to try again: exponential backoff with jitter, and never before the service wants it.

use crate::model::{CommandId, Instant};

/// The first pause, in seconds.
const FIRST_S: i64 = 4;
/// The longest, in seconds.
const LONGEST_S: i64 = 600;
/// A service that wants to be left alone for longer is asked again after so long all the same, in seconds.
const PATIENCE_S: u32 = 86_400;

/// When a command that was tried so often is tried again. The jitter (half of the pause) comes from its identity, so that many
/// phones that lost the same service don't all come back at once.
pub(super) fn again(now: Instant, id: &CommandId, tries: u32, wanted_s: Option<u32>) -> Instant {
    let pause = FIRST_S
        .saturating_mul(
            1_i64
                .checked_shl(tries.saturating_sub(1).min(10))
                .unwrap_or(1),
        )
        .min(LONGEST_S);
    let half = pause / 2;
    let jitter = i64::from(hash(id.as_str(), tries)) * half / i64::from(u32::MAX);
    let wanted = i64::from(wanted_s.unwrap_or(0).min(PATIENCE_S));
    now.plus((half + jitter).max(wanted))
}

/// FNV-1a, 32 bits.
pub(super) fn hash(text: &str, seed: u32) -> u32 {
    seed.to_le_bytes()
        .into_iter()
        .chain(text.bytes())
        .fold(0x811c_9dc5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
}

/// Whether something that is not to be sent before a moment is due. A moment farther away than anybody waits was
/// named by a clock that was wrong.
pub(super) fn is_due(not_before: Option<Instant>, now: i64) -> bool {
    not_before.is_none_or(|at| {
        let left = at.unix().saturating_sub(now);
        left <= 0 || left > i64::from(PATIENCE_S)
    })
}
