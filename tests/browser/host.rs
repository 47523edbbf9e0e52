//! The ports over the browser: storage, time zones, requests, randomness, history.
//!
//! All tests of this program share one page and one localStorage, so each keeps to a prefix of its
//! own and leaves the rest as it was.

use linju::{
    host::{
        BrowserRandomness, BrowserTimer, Http, IntlZones, LocalStorage, Navigation, reader_zone,
    },
    model::{Instant, Zones as _},
    port::{
        KeyValue as _, KvError, Method, Randomness as _, Request, Timer as _, Transport as _,
        TransportError,
    },
};

use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, window};

#[wasm_bindgen_test]
fn storage_keeps_replaces_lists_by_prefix_and_forgets() {
    let kv = LocalStorage::open();
    assert!(kv.durable());
    assert_eq!(kv.get("t1/a"), None);
    kv.set("t1/a", "一").unwrap();
    kv.set("t1/b", "").unwrap();
    kv.set("t1x", "other").unwrap();
    kv.set("t1/a", "二🌿").unwrap();
    assert_eq!(kv.get("t1/a").as_deref(), Some("二🌿"));
    assert_eq!(kv.get("t1/b").as_deref(), Some(""));
    let mut keys = kv.keys("t1/");
    keys.sort();
    assert_eq!(keys, ["t1/a", "t1/b"]);
    assert_eq!(LocalStorage::open().get("t1/a").as_deref(), Some("二🌿"));
    for key in ["t1/a", "t1/b", "t1x", "t1/never"] {
        kv.remove(key);
    }
    assert_eq!(kv.keys("t1").len(), 0);
    assert_eq!(kv.get("linju/probe"), None, "the probe leaves nothing");
}

#[wasm_bindgen_test]
fn a_full_storage_says_so_and_loses_nothing() {
    let kv = LocalStorage::open();
    kv.set("t2/draft", "what somebody typed").unwrap();
    // Filled for real, down to the last unit.
    let (mut size, mut n) = (1 << 20, 0);
    while size > 0 {
        match kv.set(&format!("t2/filler/{n}"), &"x".repeat(size)) {
            Ok(()) => n += 1,
            Err(error) => {
                assert_eq!(error, KvError::Full);
                size >>= 1;
            }
        }
    }
    assert_eq!(kv.set("t2/more", "x"), Err(KvError::Full));
    assert_eq!(kv.get("t2/more"), None);
    let longer = "y".repeat(100);
    assert_eq!(kv.set("t2/draft", &longer), Err(KvError::Full));
    assert_eq!(kv.get("t2/draft").as_deref(), Some("what somebody typed"));

    // Opened now, it is still the storage and not the memory: what is there can be read.
    let again = LocalStorage::open();
    assert!(again.durable());
    assert_eq!(
        again.get("t2/draft").as_deref(),
        Some("what somebody typed")
    );

    for key in kv.keys("t2/filler/") {
        kv.remove(&key);
    }
    kv.set("t2/draft", &longer).unwrap();
    assert_eq!(kv.get("t2/draft"), Some(longer));
    kv.remove("t2/draft");
}

#[wasm_bindgen_test]
fn intl_knows_the_offsets_around_each_change() {
    let zones = IntlZones::default();
    let check = |zone: &str, at: &str, hours: f64| {
        let at = Instant::parse(at).unwrap();
        let seconds = (hours * 3600.0) as i32;
        assert_eq!(zones.offset_at(zone, at), Some(seconds), "{zone} {at}");
        // A second time, from what was remembered.
        assert_eq!(
            zones.offset_at(zone, at),
            Some(seconds),
            "{zone} {at} again"
        );
    };
    check("Asia/Shanghai", "2026-11-25T10:00:00Z", 8.0);
    check("Asia/Shanghai", "2026-07-01T00:00:00Z", 8.0);
    // The last summer time in China ended on 15 September 1991 at 02:00.
    check("Asia/Shanghai", "1991-08-01T00:00:00Z", 9.0);
    check("Europe/Berlin", "2026-03-29T00:59:59Z", 1.0);
    check("Europe/Berlin", "2026-03-29T01:00:00Z", 2.0);
    check("Europe/Berlin", "2026-10-25T00:59:59Z", 2.0);
    check("Europe/Berlin", "2026-10-25T01:00:00Z", 1.0);
    check("America/New_York", "2026-03-08T06:59:59Z", -5.0);
    check("America/New_York", "2026-03-08T07:00:00Z", -4.0);
    check("America/New_York", "2026-11-01T05:59:59Z", -4.0);
    check("America/New_York", "2026-11-01T06:00:00Z", -5.0);
    check("Asia/Kolkata", "2026-01-01T00:00:00Z", 5.5);
    check("Asia/Kathmandu", "2026-01-01T00:00:00Z", 5.75);
    check("Australia/Lord_Howe", "2026-01-01T00:00:00Z", 11.0);
    check("Australia/Lord_Howe", "2026-07-01T00:00:00Z", 10.5);
    check("UTC", "2026-02-28T23:59:59Z", 0.0);
    check("Asia/Shanghai", "2024-02-29T16:00:00Z", 8.0);
}

#[wasm_bindgen_test]
fn a_zone_or_a_moment_nobody_knows_has_no_offset() {
    let zones = IntlZones::default();
    let now = Instant::from_unix(1_800_000_000);
    for zone in ["Asia/Nowhere", "", "上海", "Asia/Shanghai\u{0}", "<script>"] {
        assert_eq!(zones.offset_at(zone, now), None, "{zone}");
    }
    for unix in [i64::MAX, i64::MIN, 9_000_000_000_000] {
        assert_eq!(zones.offset_at("UTC", Instant::from_unix(unix)), None);
    }
    assert!(zones.offset_at(&reader_zone(), now).is_some());
}

#[wasm_bindgen_test]
fn ids_are_version_4_uuids_and_none_comes_twice() {
    let ids: Vec<String> = (0..2_000).map(|_| BrowserRandomness.id()).collect();
    for id in &ids {
        let groups: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{id}");
        assert!(
            id.chars()
                .all(|c| c == '-' || c.is_ascii_digit() || ('a'..='f').contains(&c)),
            "{id}"
        );
        assert_eq!(id.as_bytes().get(14), Some(&b'4'), "version of {id}");
        assert!(
            matches!(id.as_bytes().get(19), Some(b'8' | b'9' | b'a' | b'b')),
            "variant of {id}"
        );
    }
    let different: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(different.len(), ids.len());
}

/// Puts a `fetch` in place of the browser's until dropped: requests of other tests must not meet it,
/// so it answers only to its own addresses.
struct Wire {
    real: JsValue,
}

impl Wire {
    /// `answer` is JavaScript: the body of a function of `url` and `init`, for addresses that begin
    /// with `prefix`.
    fn lay(prefix: &str, answer: &str) -> Self {
        let global = js_sys::global();
        let real = js_sys::Reflect::get(&global, &"fetch".into()).unwrap();
        let body = format!(
            "return async (request, init) => {{
                const url = request.url ?? String(request);
                if (!url.includes('{prefix}')) return real(request, init);
                {answer}
            }}"
        );
        let make = js_sys::Function::new_with_args("real", &body);
        let laid = make.call1(&JsValue::NULL, &real).unwrap();
        js_sys::Reflect::set(&global, &"fetch".into(), &laid).unwrap();
        Self { real }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let _back = js_sys::Reflect::set(&js_sys::global(), &"fetch".into(), &self.real);
    }
}

#[wasm_bindgen_test]
async fn an_answer_with_any_status_is_an_answer_with_its_headers() {
    // The runner's own server answers: a file that is there and one that is not.
    let here = Http.send(Request::get("./")).await.unwrap();
    assert_eq!(here.status, 200);
    assert!(
        here.header("content-type")
            .unwrap()
            .starts_with("text/html")
    );
    assert!(here.body.contains("<"));
    let gone = Http
        .send(Request::get("./no-such-file.json"))
        .await
        .unwrap();
    assert_eq!(gone.status, 404);
}

#[wasm_bindgen_test]
async fn what_is_declared_is_sent_and_nothing_else() {
    let _wire = Wire::lay(
        "t6.test",
        "return new Response(JSON.stringify({
            method: request.method,
            mode: request.credentials,
            headers: Object.fromEntries(request.headers),
            body: await request.text(),
        }), { status: 201, headers: { 'X-Total-Count': '7', ETag: '\"1\"' } });",
    );
    let request = Request {
        method: Method::Patch,
        url: "http://t6.test/a?b=%E4%B8%80".to_owned(),
        headers: vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            ("idempotency-key".to_owned(), "\"k\"".to_owned()),
        ],
        body: Some(r#"{"name":"沈越"}"#.to_owned()),
        timeout_ms: 5_000,
        ..Request::get("")
    };
    let answer = Http.send(request).await.unwrap();
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("x-total-count"), Some("7"));
    assert_eq!(answer.header("etag"), Some("\"1\""));
    let seen: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(seen["method"], "PATCH");
    assert_eq!(seen["mode"], "omit");
    assert_eq!(seen["body"], r#"{"name":"沈越"}"#);
    let headers =
        serde_json::json!({ "content-type": "application/json", "idempotency-key": "\"k\"" });
    assert_eq!(seen["headers"], headers);
}

#[wasm_bindgen_test]
async fn a_closed_port_is_no_network() {
    let answer = Http.send(Request::get("http://127.0.0.1:9/")).await;
    assert_eq!(answer, Err(TransportError::Network));
}

#[wasm_bindgen_test]
async fn what_never_answers_is_given_up_in_time_and_aborted() {
    let _wire = Wire::lay(
        "t8.test",
        "return new Promise((_, no) => request.signal.addEventListener('abort', () => {
            globalThis.t8Aborted = true;
            no(request.signal.reason);
        }));",
    );
    let request = Request {
        timeout_ms: 50,
        ..Request::get("http://t8.test/")
    };
    assert_eq!(Http.send(request).await, Err(TransportError::Timeout));
    let aborted = js_sys::Reflect::get(&js_sys::global(), &"t8Aborted".into()).unwrap();
    assert_eq!(aborted.as_bool(), Some(true));
}

#[wasm_bindgen_test]
async fn a_body_that_stops_half_way_is_given_up_too() {
    let _wire = Wire::lay(
        "t9.test",
        "return new Response(new ReadableStream({
            start(body) {
                body.enqueue(new TextEncoder().encode('[1,'));
                request.signal.addEventListener('abort', () => body.error(request.signal.reason));
            },
        }));",
    );
    let request = Request {
        timeout_ms: 50,
        ..Request::get("http://t9.test/")
    };
    assert_eq!(Http.send(request).await, Err(TransportError::Timeout));
}

#[wasm_bindgen_test]
async fn an_answer_without_an_end_is_stopped_at_the_limit() {
    let _wire = Wire::lay(
        "t11.test",
        "return new Response(new ReadableStream({
            pull(body) { body.enqueue(new Uint8Array(65536)); },
        }));",
    );
    let request = Request {
        largest: 200_000,
        ..Request::get("http://t11.test/")
    };
    assert_eq!(Http.send(request).await, Err(TransportError::TooLarge));
}

#[wasm_bindgen_test]
async fn an_answer_beyond_the_limit_is_not_read() {
    let _wire = Wire::lay(
        "t10.test",
        "return new Response('x'.repeat((8 << 20) + 1));",
    );
    let answer = Http.send(Request::get("http://t10.test/")).await;
    assert_eq!(answer, Err(TransportError::TooLarge));
}

#[wasm_bindgen_test]
async fn an_answer_without_end_is_cut_off_while_it_comes() {
    let _wire = Wire::lay(
        "t11.test",
        "globalThis.t11 = { pieces: 0, cancelled: false };
        return new Response(new ReadableStream({
            pull(body) {
                globalThis.t11.pieces += 1;
                body.enqueue(new Uint8Array(1000).fill(32));
            },
            cancel() { globalThis.t11.cancelled = true; },
        }));",
    );
    let request = Request {
        largest: 10_000,
        ..Request::get("http://t11.test/")
    };
    assert_eq!(Http.send(request).await, Err(TransportError::TooLarge));
    let seen = js_sys::Reflect::get(&js_sys::global(), &"t11".into()).unwrap();
    let pieces = js_sys::Reflect::get(&seen, &"pieces".into()).unwrap();
    assert!(pieces.as_f64().unwrap() < 30.0, "{pieces:?}");
}

#[wasm_bindgen_test]
async fn characters_that_lie_across_two_pieces_come_whole_and_a_byte_order_mark_goes() {
    let _wire = Wire::lay(
        "t12.test",
        "const bytes = [...new TextEncoder().encode('\\u{feff}邻聚🌿')];
        return new Response(new ReadableStream({
            pull(body) {
                if (bytes.length) body.enqueue(new Uint8Array(bytes.splice(0, 2)));
                else body.close();
            },
        }));",
    );
    let answer = Http.send(Request::get("http://t12.test/")).await.unwrap();
    assert_eq!(answer.body, "邻聚🌿");
}

#[wasm_bindgen_test]
async fn what_nobody_waits_for_is_given_up() {
    let _wire = Wire::lay(
        "t13.test",
        "return new Promise((_, no) => request.signal.addEventListener('abort', () => {
            globalThis.t13Aborted = true;
            no(request.signal.reason);
        }));",
    );
    let mut asked = Http.send(Request::get("http://t13.test/"));
    let waker = std::task::Waker::noop();
    assert!(
        asked
            .as_mut()
            .poll(&mut std::task::Context::from_waker(waker))
            .is_pending()
    );
    drop(asked);
    let aborted = js_sys::Reflect::get(&js_sys::global(), &"t13Aborted".into()).unwrap();
    assert_eq!(aborted.as_bool(), Some(true));
}

#[wasm_bindgen_test]
async fn the_timer_rings_when_it_was_told_to() {
    let before = js_sys::Date::now();
    BrowserTimer.wait(60).await;
    let waited = js_sys::Date::now() - before;
    assert!((55.0..5_000.0).contains(&waited), "{waited}");
}

/// A link on the page that is pressed; gives whether the browser was kept from following it.
fn press(href: &str, more: &str) -> bool {
    let document = window().unwrap().document().unwrap();
    let place: HtmlElement = document.create_element("p").unwrap().unchecked_into();
    place.set_inner_html(&format!("<a href=\"{href}\" {more}><b>x</b></a>"));
    document.body().unwrap().append_child(&place).unwrap();
    // The last word: whatever the app left to the browser does not leave this page.
    let left = js_sys::Array::new();
    let seen = left.clone();
    let last = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        seen.push(&event.default_prevented().into());
        event.prevent_default();
    });
    let root = window().unwrap();
    root.add_event_listener_with_callback("click", last.as_ref().unchecked_ref())
        .unwrap();
    place
        .query_selector("b")
        .unwrap()
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    root.remove_event_listener_with_callback("click", last.as_ref().unchecked_ref())
        .unwrap();
    place.remove();
    left.get(0).as_bool().unwrap()
}

#[wasm_bindgen_test]
fn links_within_the_app_are_its_own_and_all_others_the_browsers() {
    let navigation = Navigation::start(false);
    let base = navigation.href("/");
    assert!(base.starts_with('/') && base.ends_with('/'));
    assert_eq!(
        navigation.href("/c/a%2Fb?x=1"),
        format!("{base}c/a%2Fb?x=1")
    );
    assert!(navigation.whole("/me").starts_with("http://127.0.0.1:"));

    let told = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let tell = told.clone();
    navigation.on_link(move |address| tell.borrow_mut().push(address));
    for own in ["/c/night-run", "/?when=tonight", "/"] {
        assert!(press(&navigation.href(own), ""), "{own}");
        assert_eq!(told.borrow_mut().pop().as_deref(), Some(own));
    }
    for (href, more) in [
        ("https://example.com/", ""),
        ("//example.com/", ""),
        ("#main", ""),
        ("mailto:a@b.c", ""),
        (&*navigation.href("/me"), "target=\"_blank\""),
        (&*navigation.href("/me"), "download"),
    ] {
        assert!(!press(href, more), "{href} {more}");
        assert_eq!(told.borrow_mut().pop(), None, "{href} {more}");
    }
}

#[wasm_bindgen_test]
fn addresses_are_pushed_and_put_in_place_and_the_first_has_no_way_back() {
    let before = window().unwrap().location().href().unwrap();
    let navigation = Navigation::start(false);
    assert!(
        !navigation.back(),
        "nothing of the app lies before its first page"
    );
    navigation.replace("/c/%E5%A4%9C?x=1");
    assert_eq!(navigation.here(), "/c/%E5%A4%9C?x=1");
    navigation.push("/me");
    assert_eq!(navigation.here(), "/me");
    let history = window().unwrap().history().unwrap();
    history
        .replace_state_with_url(&JsValue::NULL, "", Some(&before))
        .unwrap();
}
