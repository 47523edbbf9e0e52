//! Storage that is blocked, full, breaks while the page is open, or is full of other things; and what is kept over it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use linju::{
    data::Idle as _,
    host::{BrowserTimer, LocalStorage, WhenIdle},
    model::Instant,
    port::{KeyValue, KvError, MemoryKv, Timer as _},
    store::{Cache, Whose},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// Runs JavaScript.
fn run(script: &str) -> JsValue {
    let script = js_sys::Function::new_no_args(script);
    script.call0(&JsValue::NULL).unwrap()
}

/// Puts a method of all storages out of order until dropped; `body` is what it does instead.
struct Broken(&'static str);

impl Broken {
    fn method(name: &'static str, body: &str) -> Self {
        run(&format!(
            "const of = Storage.prototype; (of.real ??= {{}}).{name} = of.{name}; of.{name} = function () {{ {body} }};"
        ));
        Self(name)
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        let name = self.0;
        run(&format!(
            "Storage.prototype.{name} = Storage.prototype.real.{name};"
        ));
    }
}

const BLOCKED: &str = "throw new DOMException('no', 'SecurityError');";
const FULL: &str = "throw new DOMException('no', 'QuotaExceededError');";

fn at(seconds: i64) -> Instant {
    Instant::from_unix(1_800_000_000 + seconds)
}

fn cache(kv: Rc<dyn KeyValue>, name: &str) -> Cache {
    Cache::new(kv, name, Whose::new("a"))
}

fn remove_all(prefix: &str) {
    let kv = LocalStorage::open();
    for key in kv.keys(prefix) {
        kv.remove(&key);
    }
}

#[wasm_bindgen_test]
fn a_peek_into_the_browsers_storage_is_one_into_ours() {
    let (browser, memory) = (LocalStorage::open(), MemoryKv::default());
    let texts = [
        "",
        "a",
        "a邻🌿b",
        "\n\r\u{2028}\u{0}x",
        "{\"v\":2,\"at\":\"",
        &"🌿".repeat(300),
    ];
    for text in texts {
        browser.set("k1/a", text).unwrap();
        memory.set("k1/a", text).unwrap();
        for most in [0, 1, 2, 5, 400] {
            let (units, head) = browser.peek("k1/a", most).unwrap();
            let (same, whole) = memory.peek("k1/a", most).unwrap();
            assert_eq!(units, same, "{text:.20}");
            // Cut within a character the browser says that something is there.
            let head = head.trim_end_matches('\u{fffd}');
            assert_eq!(head, whole, "{most} of {text:.20}");
        }
    }
    browser.remove("k1/a");
    assert_eq!(browser.peek("k1/a", 9), None);
    assert_eq!(browser.peek("k1/none", 0), None);
}

#[wasm_bindgen_test]
fn storage_whose_methods_throw_from_the_start_is_memory() {
    for name in ["setItem", "removeItem"] {
        let _broken = Broken::method(name, BLOCKED);
        let kv = LocalStorage::open();
        assert!(!kv.durable(), "{name}");
        kv.set("k2/a", "一").unwrap();
        assert_eq!(kv.get("k2/a").as_deref(), Some("一"));
        assert_eq!(kv.peek("k2/a", 5), Some((1, "一".to_owned())));
        assert_eq!(kv.keys("k2/"), ["k2/a"]);
        kv.remove("k2/a");
        assert_eq!(kv.get("k2/a"), None);
    }
    remove_all("linju/probe");
}

#[wasm_bindgen_test]
fn storage_that_breaks_while_the_page_is_open_takes_nothing_along() {
    let kv = Rc::new(LocalStorage::open());
    let cache = cache(kv.clone(), "k3");
    cache.put("before", &1_u32, at(0), None).unwrap();
    {
        let all =
            ["getItem", "setItem", "removeItem", "key"].map(|name| Broken::method(name, BLOCKED));
        assert_eq!(kv.get("linju/c/k3/a/before"), None);
        assert_eq!(kv.peek("linju/c/k3/a/before", 9), None);
        assert_eq!(kv.keys(""), Vec::<String>::new());
        assert_eq!(kv.set("k3/a", "x"), Err(KvError::Blocked));
        kv.remove("linju/c/k3/a/before");
        // What comes meanwhile is there for this page.
        assert_eq!(
            cache.put("during", &2_u32, at(1), None),
            Err(KvError::Blocked)
        );
        assert_eq!(cache.get::<u32>("during").unwrap().data, 2);
        assert_eq!((cache.extent().entries, cache.extent().in_memory), (0, 1));
        cache.note_use(at(9_999));
        cache.make_room();
        drop(all);
    }
    assert_eq!(cache.get::<u32>("before").unwrap().data, 1);
    assert_eq!(cache.get::<u32>("during").unwrap().data, 2);
    cache.clear();
    assert_eq!(cache.get::<u32>("during"), None);
}

#[wasm_bindgen_test]
fn that_it_is_full_is_known_by_the_name_of_the_error_alone() {
    let kv = LocalStorage::open();
    for (thrown, error) in [
        (FULL, KvError::Full),
        (
            "throw new DOMException('', 'NS_ERROR_DOM_QUOTA_REACHED');",
            KvError::Full,
        ),
        (BLOCKED, KvError::Blocked),
        (
            "throw new DOMException('QuotaExceededError', 'Other');",
            KvError::Blocked,
        ),
        ("throw new Error('QuotaExceededError');", KvError::Blocked),
        ("throw 'full';", KvError::Blocked),
        ("throw null;", KvError::Blocked),
    ] {
        let _broken = Broken::method("setItem", thrown);
        assert_eq!(kv.set("k4/a", "x"), Err(error), "{thrown}");
    }
    // Full at the start is still the storage, for what can be read.
    let _broken = Broken::method("setItem", FULL);
    assert!(LocalStorage::open().durable());
}

/// Fills the storage with one key of another app, down to some units.
fn fill(but: usize) {
    let kv = LocalStorage::open();
    let (mut size, mut n) = (1 << 21, 0);
    while size > 0 {
        match kv.set(&format!("k5-their/{n}"), &"x".repeat(size)) {
            Ok(()) => n += 1,
            Err(_) => size >>= 1,
        }
    }
    // The smallest go, till there is so much room.
    let mut free = 0;
    while free < but && n > 0 {
        n -= 1;
        let key = format!("k5-their/{n}");
        free += key.len() + kv.peek(&key, 0).unwrap().0;
        kv.remove(&key);
    }
}

#[wasm_bindgen_test]
fn in_a_storage_full_of_other_things_answers_make_room_for_answers_only() {
    let kv = Rc::new(LocalStorage::open());
    let entered = ["linju/d/k5/a/form", "linju/o/k5/a/1", "k5-other/app"];
    for key in entered {
        kv.set(key, "what somebody entered").unwrap();
    }
    fill(3_000);
    let theirs = kv.keys("k5-their/").len();
    let cache = cache(kv.clone(), "k5");
    let mut kept = 0;
    for n in 0..40 {
        kept += usize::from(
            cache
                .put(&format!("q{n}"), &"y".repeat(200), at(n), None)
                .is_ok(),
        );
        assert_eq!(
            cache.get::<String>(&format!("q{n}")).unwrap().data.len(),
            200
        );
    }
    assert!(kept > 30, "{kept}");
    let extent = cache.extent();
    assert!((5..40).contains(&extent.entries), "{extent:?}");
    assert!(cache.has("q39") && !cache.has("q0"));
    // Nothing left at all: not even answers to be dropped.
    cache.clear();
    fill(0);
    assert_eq!(
        cache.put("q", &"y".repeat(20_000), at(99), None),
        Err(KvError::Full)
    );
    assert_eq!(cache.get::<String>("q").unwrap().data.len(), 20_000);
    for key in entered {
        assert_eq!(
            kv.get(key).as_deref(),
            Some("what somebody entered"),
            "{key}"
        );
        kv.remove(key);
    }
    assert!(kv.keys("k5-their/").len() >= theirs);
    remove_all("k5-their/");
}

#[wasm_bindgen_test]
fn junk_under_our_keys_is_counted_and_makes_way() {
    let kv = Rc::new(LocalStorage::open());
    remove_all("linju/c/");
    for n in 0..40 {
        kv.set(
            &format!("linju/c/k6/a/junk{n}"),
            &"{\"v\":2,".repeat(14_000),
        )
        .unwrap();
    }
    kv.set("k6-other", "theirs").unwrap();
    let cache = cache(kv.clone(), "k6");
    assert_eq!(cache.get::<u32>("junk0"), None);
    assert_eq!(
        (cache.extent().entries, cache.extent().unreadable),
        (40, 40)
    );
    cache.put("q", &1_u32, at(0), None).unwrap();
    let extent = cache.extent();
    assert!(extent.all_units <= extent.budget, "{extent:?}");
    assert_eq!(cache.get::<u32>("q").unwrap().data, 1);
    cache.clear();
    assert_eq!(kv.get("k6-other").as_deref(), Some("theirs"));
    kv.remove("k6-other");
}

#[wasm_bindgen_test]
async fn what_is_left_for_later_is_done_later_and_once() {
    for without in [false, true] {
        if without {
            run(
                "globalThis.k7 = window.requestIdleCallback; window.requestIdleCallback = undefined;",
            );
        }
        let (done, order) = (Rc::new(Cell::new(0)), Rc::new(RefCell::new(Vec::new())));
        for n in 0..3 {
            let (done, order) = (done.clone(), order.clone());
            WhenIdle.when_idle(Box::new(move || {
                done.set(done.get() + 1);
                order.borrow_mut().push(n);
            }));
        }
        assert_eq!(done.get(), 0, "not within the call");
        for _ in 0..100 {
            if done.get() == 3 {
                break;
            }
            BrowserTimer.wait(20).await;
        }
        BrowserTimer.wait(50).await;
        assert_eq!(
            *order.borrow(),
            [0, 1, 2],
            "without the browser's help: {without}"
        );
        if without {
            run("window.requestIdleCallback = globalThis.k7;");
        }
    }
}
