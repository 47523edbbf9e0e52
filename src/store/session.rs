//! Who is using the page.
//!
//! For now every device is an account of its own, made at the first start. Signing in comes with
//! the services that ask for it.

use crate::{
    model::AccountId,
    port::{KeyValue, Randomness},
};

const DEVICE: &str = "linju/session/device";

/// The account of this device; made and kept at the first call. Where it was lost or spoilt, it is taken from what waits
/// under it: commands that were given, and what was typed.
pub fn device_account(kv: &dyn KeyValue, random: &dyn Randomness) -> AccountId {
    if let Some(id) = kv.get(DEVICE).filter(|id| is_id(id)) {
        return AccountId(id);
    }
    let id = waiting(kv).unwrap_or_else(|| random.id());
    // Not kept means another account next time; what was done is then only at the service.
    let _unkept = kv.set(DEVICE, &id);
    AccountId(id)
}

/// Things are kept under it: what could lead elsewhere is no id, and neither is the name of somebody who signed in.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A device for which something waits: `linju/<kind>/<backend>/<account>/…`.
fn waiting(kv: &dyn KeyValue) -> Option<String> {
    ["linju/o/", "linju/d/"].iter().find_map(|kind| {
        let keys = kv.keys(kind);
        let mut accounts = keys.iter().filter_map(|key| key.split('/').nth(3));
        accounts.find(|id| is_id(id)).map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::MemoryKv;

    struct Fixed;

    impl Randomness for Fixed {
        fn id(&self) -> String {
            "new-1".to_owned()
        }
    }

    fn of(rows: &[(&str, &str)]) -> (String, Option<String>) {
        let kv = MemoryKv::default();
        for (key, value) in rows {
            kv.set(key, value).unwrap();
        }
        let id = device_account(&kv, &Fixed);
        (id.as_str().to_owned(), kv.get(DEVICE))
    }

    #[test]
    fn a_device_is_who_it_was_also_where_that_was_spoilt() {
        let waits = ("linju/o/club/old-7/0000000001-x", "{}");
        let typed = ("linju/d/club/old-8/join/c1", "{}");
        let anothers = ("linju/o/club/@lin/0000000001-y", "{}");
        for (rows, id) in [
            (vec![], "new-1"),
            (vec![(DEVICE, "own-3"), waits], "own-3"),
            (vec![(DEVICE, "\0{]"), waits, typed], "old-7"),
            (vec![(DEVICE, "a/b"), anothers, typed], "old-8"),
            (vec![(DEVICE, ""), anothers], "new-1"),
            (vec![waits], "old-7"),
        ] {
            assert_eq!(of(&rows), (id.to_owned(), Some(id.to_owned())), "{rows:?}");
        }
    }
}
