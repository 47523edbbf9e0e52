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
    if let Some(id) = kv.get(DEVICE).filter(|id| !id.is_empty()) {
        return AccountId(id);
    }
    let id = random.id();
    // Not kept means another account next time; what was done is then only at the service.
    let _unkept = kv.set(DEVICE, &id);
    AccountId(id)
}
