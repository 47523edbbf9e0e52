use serde_json::{Value, json};

use super::bench::{Device, now};
use crate::{
    backend::Backend as _,
    data::{Came, Taken},
};

#[test]
fn who_comes_back_with_a_code_is_signed_in_if_it_is_they_who_left() {
    let device = Device::new();
    let open = device.open();
    let address = now(open
        .data
        .leave_to_sign_in("https://linju.example/", "/c/a/join", false))
    .unwrap();
    let state = address.split("state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap();
    assert!(!device.kept().contains(state), "only in this tab");

    // The page is loaded anew.
    let open = device.open();
    let door = open.backend.sign_in().unwrap();
    let search = format!("?code=c%2Fde&state={state}");
    let back = open.account.take_code(door, &search, false);
    assert_eq!(back, Some(Taken::Back("/c/a/join".to_owned())));
    assert!(open.data.has_code());
    // The network is away: the code is still good.
    assert!(now(open.data.exchange_code()).is_err());
    assert!(open.data.has_code());
    device.service.asked.take();
    device.answer(200, json!({ "token": "t-lin", "id": "lin" }));
    assert_eq!(now(open.data.exchange_code()), Ok(Came::In));
    let sent = device.service.asked.take().remove(0).body.unwrap();
    assert!(sent.contains("c/de") && sent.contains("00000000-0000-4000-8000"));
    assert!(!open.data.has_code());
    assert!(!device.kept().contains("t-lin"));

    // The same once more is nobody's.
    assert_eq!(
        open.account.take_code(door, &search, true),
        Some(Taken::Astray)
    );
    assert_eq!(now(open.data.exchange_code()), Ok(Came::Astray));
}

#[test]
fn an_address_is_looked_at_for_codes_and_nothing_else() {
    let check = |auth: Value, search: &str, taken: bool| {
        let open = Device::new().open_with(&auth);
        let door = open.backend.sign_in().unwrap();
        let back = open.account.take_code(door, search, true);
        assert_eq!(back.is_some(), taken, "{search}");
    };
    check(json!({}), "", false);
    check(json!({}), "?when=tonight", false);
    check(json!({}), "?code=a", false);
    check(json!({}), "?state=a", false);
    check(json!({}), "?code=a&state=b", true);
    check(json!({}), "?state=b&error=access_denied", true);
    check(json!({ "oauth": null }), "?code=a&state=b", false);
    check(json!({}), "?x=1&ticket=t", true);
    check(json!({}), "?ticket=", false);
    check(json!({ "handed_over": null }), "?ticket=t", false);
}

#[test]
fn who_was_refused_elsewhere_is_told() {
    let device = Device::new();
    let open = device.open();
    let address = now(open
        .data
        .leave_to_sign_in("https://linju.example/", "/me", true));
    let address = address.unwrap();
    let state = address.split("state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap();
    let door = open.backend.sign_in().unwrap();
    let search = format!("?error=access_denied&state={state}");
    assert_eq!(
        open.account.take_code(door, &search, false),
        Some(Taken::Back("/me".to_owned()))
    );
    assert_eq!(now(open.data.exchange_code()), Ok(Came::No(None)));
}

#[test]
fn a_code_that_a_host_page_hands_over_signs_in_for_this_tab() {
    let device = Device::new();
    let open = device.open();
    let door = open.backend.sign_in().unwrap();
    let taken = open.account.take_code(door, "?ticket=once", true);
    assert_eq!(taken, Some(Taken::Handed("ticket".to_owned())));
    device.answer(200, json!({ "token": "t-lin", "id": "lin" }));
    assert_eq!(now(open.data.exchange_code()), Ok(Came::In));
    assert_eq!(open.data.person().unwrap().name, "lin");
    assert!(!device.kept().contains("t-lin"));
    assert!(!device.kept().contains("once"));
}

#[test]
fn a_code_is_handed_over_by_a_mini_program_and_by_nobody_else() {
    let check = |auth: Value, search: &str, in_mini_program: bool, came: Came| {
        let device = Device::new();
        let open = device.open_with(&auth);
        let door = open.backend.sign_in().unwrap();
        let taken = open.account.take_code(door, search, in_mini_program);
        // Whatever becomes of it, it does not stay in the address.
        let name = open.backend.sign_in().unwrap().handed_over().unwrap();
        assert_eq!(taken, Some(Taken::Handed(name.parameter.clone())));
        let is_asked = came == Came::In;
        device.answer(200, json!({ "token": "t-lin", "id": "lin" }));
        assert_eq!(now(open.data.exchange_code()), Ok(came));
        assert_eq!(!device.asked().is_empty(), is_asked);
        assert_eq!(open.data.person().is_some(), is_asked);
        assert!(!open.data.has_code());
    };
    let anywhere = || {
        let exchange =
            json!({ "method": "POST", "path": "/ticket", "read": { "token": "/token" } });
        json!({ "handed_over": { "parameter": "ticket", "anywhere": true, "exchange": exchange } })
    };
    check(json!({}), "?ticket=a", true, Came::In);
    check(json!({}), "?ticket=a", false, Came::Outside);
    check(json!({}), "?code=x&state=y&ticket=a", false, Came::Outside);
    check(anywhere(), "?ticket=a", false, Came::In);
    // One was there before the host wrote its own.
    check(json!({}), "?ticket=a&ticket=b", true, Came::Astray);
    check(json!({}), "?ticket=a&%74icket=b", true, Came::Astray);
    check(anywhere(), "?ticket=a&ticket=b", false, Came::Astray);
}
