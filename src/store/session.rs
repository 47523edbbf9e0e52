//! Who is using the page.
//!
//! For now every device is an account of its own, made at the first start. Signing in comes with
//! the services that ask for it.

use crate::{
    model::AccountId,
    port::{KeyValue, Randomness},
};

const DEVICE: &str = "linju/session/device";

/// The account of this device; made and kept at the first call.
pub fn device_account(kv: &dyn KeyValue, random: &dyn Randomness) -> AccountId {
    // Things are kept under it: what could lead elsewhere is no id.
    let is_id =
        |id: &String| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if let Some(id) = kv.get(DEVICE).filter(is_id) {
        return AccountId(id);
    }
    let id = random.id();
    // Not kept means another account next time; what was done is then only at the service.
    let _unkept = kv.set(DEVICE, &id);
    AccountId(id)
}
