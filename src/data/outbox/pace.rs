//! When to try again: exponential backoff with jitter, and never before the service wants it.

use crate::model::CommandId;

/// The first pause, in seconds.
const FIRST_S: i64 = 4;
/// The longest, in seconds.
const LONGEST_S: i64 = 600;
/// A service that wants to be left alone for longer is asked again after so long all the same, in seconds.
const PATIENCE_S: u32 = 86_400;

/// For how many seconds a command that was tried so often waits before it is tried again. The jitter (half of the pause) comes from its identity, so that many
/// phones that lost the same service don't all come back at once.
pub(super) fn pause(id: &CommandId, tries: u32, wanted_s: Option<u32>) -> u32 {
    let pause = FIRST_S
        .saturating_mul(
            1_i64
                .checked_shl(tries.saturating_sub(1).min(10))
                .unwrap_or(1),
        )
        .min(LONGEST_S);
    let half = pause / 2;
    let jitter = i64::from(hash(id.as_str(), tries)) * half / i64::from(u32::MAX);
    let own = u32::try_from(half + jitter).unwrap_or_default();
    own.max(wanted_s.unwrap_or(0).min(PATIENCE_S))
}

/// FNV-1a, 32 bits.
pub(in crate::data) fn hash(text: &str, seed: u32) -> u32 {
    seed.to_le_bytes()
        .into_iter()
        .chain(text.bytes())
        .fold(0x811c_9dc5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
}

#[cfg(test)]
mod tests;
