//! Lists whose rows come, go and change places.

use super::Stage;
use leptos::{prelude::*, task::tick};
use linju::ui::{Keyed, RwSignal, StoredValue, effect, el::el};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

/// A list of buttons named after their keys.
fn staged(keys: RwSignal<&'static str>) -> Stage {
    Stage::of(move || {
        el("div").list(move || {
            let row = |key: char| {
                let draw = move || el("button").child(key.to_string()).into_any();
                Keyed::new(key, draw)
            };
            keys.get().chars().map(row).collect()
        })
    })
}

fn buttons(stage: &Stage) -> Vec<Element> {
    let mut all = Vec::new();
    let mut next = stage.find("div").first_element_child();
    while let Some(element) = next {
        next = element.next_element_sibling();
        all.push(element);
    }
    all
}

/// Counts how often a child is put into an element, from now on.
fn count_moves(element: &Element) -> impl Fn() -> u32 + use<> {
    let watch = js_sys::Function::new_with_args(
        "element",
        "let put = 0;
         const count = (records) => records.forEach((record) => put += record.addedNodes.length);
         const seen = new MutationObserver(count);
         seen.observe(element, { childList: true });
         return () => (count(seen.takeRecords()), put);",
    );
    let count = watch.call1(&JsValue::NULL, element).unwrap();
    let count: js_sys::Function = count.unchecked_into();
    move || count.call0(&JsValue::NULL).unwrap().as_f64().unwrap() as u32
}

#[wasm_bindgen_test]
async fn rows_keep_their_elements_and_move_as_little_as_can_be() {
    for (before, after, put) in [
        ("", "abc", 3),
        ("abc", "abc", 0),
        ("abc", "abcde", 2),
        ("abc", "xabyc", 2),
        ("abcde", "bd", 0),
        ("abc", "", 0),
        ("abcd", "bcda", 1),
        ("abcd", "dabc", 1),
        ("abcd", "acbd", 1),
        ("abcd", "dcba", 3),
        ("abcdef", "xfbcye", 3),
        ("abc", "xyz", 3),
    ] {
        let keys = RwSignal::new(before);
        let stage = staged(keys);
        let old = buttons(&stage);
        let moves = count_moves(&stage.find("div"));
        keys.set(after);
        tick().await;
        assert_eq!(stage.text(), after);
        assert_eq!(moves(), put, "{before} → {after}");
        for (key, now) in after.chars().zip(buttons(&stage)) {
            if let Some(was) = before.find(key) {
                assert!(
                    now.is_same_node(Some(&old[was])),
                    "{key}: {before} → {after}"
                );
            }
        }
    }
}

#[wasm_bindgen_test]
async fn a_row_that_stays_keeps_the_focus() {
    let keys = RwSignal::new("abc");
    let stage = staged(keys);
    let b = buttons(&stage).remove(1);
    b.unchecked_ref::<HtmlElement>().focus().unwrap();
    for next in ["xabyc", "cxba", "b", "qbr"] {
        keys.set(next);
        tick().await;
        assert_eq!(stage.text(), next);
        assert_eq!(document().active_element().as_ref(), Some(&b), "{next}");
    }
}

#[wasm_bindgen_test]
async fn two_rows_under_one_key_are_two_rows() {
    let keys = RwSignal::new("aab");
    let stage = staged(keys);
    assert_eq!(stage.text(), "aab");
    keys.set("baa");
    tick().await;
    assert_eq!(stage.text(), "baa");
    keys.set("ab");
    tick().await;
    assert_eq!(stage.text(), "ab");
}

#[wasm_bindgen_test]
async fn what_a_row_started_ends_with_the_row_and_not_before() {
    let keys = RwSignal::new("ab");
    let turn = RwSignal::new(0);
    let told = Rc::new(RefCell::new(Vec::new()));
    let own: Rc<RefCell<Vec<RwSignal<char>>>> = Rc::default();
    let stage = {
        let (told, own) = (
            StoredValue::new(told.clone()),
            StoredValue::new(own.clone()),
        );
        Stage::of(move || {
            el("div").list(move || {
                let row = |key: char| {
                    Keyed::new(key, move || {
                        let name = RwSignal::new(key);
                        own.with_value(|own| own.borrow_mut().push(name));
                        effect(move || {
                            let turn = turn.get();
                            told.with_value(|told| told.borrow_mut().push((name.get(), turn)));
                        });
                        on_cleanup(move || {
                            told.with_value(|told| told.borrow_mut().push((key, -1)));
                        });
                        let live = move || format!("{}{}", name.get(), turn.get());
                        el("p").fill(live).into_any()
                    })
                };
                keys.get().chars().map(row).collect()
            })
        })
    };
    let heard = || told.take();
    tick().await;
    assert_eq!(heard(), [('a', 0), ('b', 0)]);

    keys.set("cb");
    tick().await;
    tick().await;
    let mut now = heard();
    now.sort_unstable();
    assert_eq!(now, [('a', -1), ('c', 0)], "b goes on as it was");
    assert_eq!(own.borrow()[0].try_get_untracked(), None);
    assert_eq!(own.borrow()[1].try_get_untracked(), Some('b'));

    turn.set(1);
    tick().await;
    let mut now = heard();
    now.sort_unstable();
    assert_eq!(now, [('b', 1), ('c', 1)]);
    assert_eq!(stage.text(), "c1b1");

    drop(stage);
    tick().await;
    let mut now = heard();
    now.sort_unstable();
    assert_eq!(now, [('b', -1), ('c', -1)]);
    turn.set(2);
    tick().await;
    assert_eq!(heard(), []);
}

#[wasm_bindgen_test]
async fn what_a_row_reads_does_not_draw_the_list_anew() {
    let (keys, word) = (RwSignal::new("ab"), RwSignal::new("早"));
    let drawn = Rc::new(RefCell::new(0));
    let stage = {
        let drawn = StoredValue::new(drawn.clone());
        Stage::of(move || {
            el("div").list(move || {
                drawn.with_value(|drawn| *drawn.borrow_mut() += 1);
                let row = |key: char| Keyed::new(key, move || el("p").child(word.get()).into_any());
                keys.get().chars().map(row).collect()
            })
        })
    };
    word.set("晚");
    tick().await;
    assert_eq!((stage.text().as_str(), *drawn.borrow()), ("早早", 1));
}
