//! The signals of `ui`, over the graph of Leptos.

use super::Stage;
use leptos::task::tick;
use linju::ui::{Act, Memo, RwSignal, Signal, StoredValue, effect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test;

/// What effects have told since it was last asked.
struct Told<T>(Rc<RefCell<Vec<T>>>);

impl<T: 'static> Told<T> {
    /// Of an effect that tells what `read` gives.
    fn of(read: impl Fn() -> T + 'static) -> Self {
        let told = Rc::new(RefCell::new(Vec::new()));
        let to = told.clone();
        effect(move || to.borrow_mut().push(read()));
        Self(told)
    }

    async fn now(&self) -> Vec<T> {
        tick().await;
        self.0.take()
    }
}

/// What `act` makes, and the page that owns it.
fn owned<T: 'static>(act: impl FnOnce() -> T + 'static) -> (Stage, T) {
    let made = Rc::new(RefCell::new(None));
    let to = made.clone();
    let stage = Stage::of(move || {
        to.replace(Some(act()));
    });
    let made = made.take().unwrap();
    (stage, made)
}

#[wasm_bindgen_test]
async fn who_read_is_told_and_who_read_untracked_is_not() {
    let (_owner, (n, read, unread)) = owned(|| {
        let n = RwSignal::new(1);
        let read = Told::of(move || n.get());
        let unread = Told::of(move || n.with_untracked(|n| *n) + n.get_untracked());
        (n, read, unread)
    });
    assert_eq!((read.now().await, unread.now().await), (vec![1], vec![2]));
    n.set(2);
    assert_eq!((read.now().await, unread.now().await), (vec![2], vec![]));
    n.update(|n| *n += 1);
    assert_eq!(read.now().await, [3]);
    assert_eq!(n.try_update(|n| std::mem::replace(n, 9)), Some(3));
    n.set(9);
    assert_eq!(read.now().await, [9], "told once of what was set twice");
}

#[wasm_bindgen_test]
async fn a_value_can_be_set_while_it_is_read() {
    let (_owner, list) = owned(|| RwSignal::new(vec![1, 2]));
    list.with_untracked(|all| {
        list.set(vec![3]);
        let now = list.get_untracked();
        assert_eq!(
            (all.as_slice(), now.as_slice()),
            ([1, 2].as_slice(), [3].as_slice())
        );
    });
}

#[wasm_bindgen_test]
async fn a_memo_is_made_when_it_is_read_and_tells_only_of_a_change() {
    let made = Rc::new(RefCell::new(0));
    let counted = made.clone();
    let (_owner, (n, half, told)) = owned(move || {
        let n = RwSignal::new(4);
        let seen = counted.clone();
        let half = Memo::new(move |before: Option<&i32>| {
            *counted.borrow_mut() += 1;
            assert_eq!(before.is_none(), *counted.borrow() == 1);
            n.get() / 2
        });
        assert_eq!(*seen.borrow(), 0, "nobody has read it");
        (n, half, Told::of(move || half.get()))
    });
    assert_eq!((told.now().await, *made.borrow()), (vec![2], 1));
    n.set(5);
    assert_eq!((told.now().await, *made.borrow()), (vec![], 2));
    n.set(6);
    assert_eq!(half.get_untracked(), 3, "at once");
    assert_eq!((told.now().await, *made.borrow()), (vec![3], 3));
}

#[wasm_bindgen_test]
async fn nobody_sees_a_memo_and_its_source_out_of_step() {
    let (_owner, (n, told)) = owned(|| {
        let n = RwSignal::new(1);
        let twice = Memo::new(move |_| n.get() * 2);
        let sum = Memo::new(move |_| twice.get() + n.get());
        (n, Told::of(move || (n.get(), twice.get(), sum.get())))
    });
    assert_eq!(told.now().await, [(1, 2, 3)]);
    n.set(2);
    assert_eq!(told.now().await, [(2, 4, 6)]);
}

#[wasm_bindgen_test]
async fn a_component_takes_whatever_can_be_read() {
    let (_owner, n) = owned(|| RwSignal::new(String::from("三")));
    let same: [Signal<String>; 5] = [
        "三".into(),
        String::from("三").into(),
        n.into(),
        Memo::new(move |_| n.get()).into(),
        Signal::derive(move || n.get()),
    ];
    let read = || -> String { same.iter().map(|signal| signal.get_untracked()).collect() };
    assert_eq!(read(), "三三三三三");
    n.set(String::from("四"));
    assert_eq!(read(), "三三四四四");
}

#[wasm_bindgen_test]
async fn after_its_end_nothing_is_read_and_nothing_set() {
    let (owner, (n, kept, twice, act, told)) = owned(|| {
        let n = RwSignal::new(1);
        let kept = StoredValue::new(1);
        let twice = Memo::new(move |_| n.get() * 2);
        let act = Act::<(), i32>::from(move || n.get_untracked());
        (n, kept, twice, act, Told::of(move || twice.get()))
    });
    assert_eq!(told.now().await, [2]);
    assert_eq!((act.try_run(()), n.try_set(2)), (Some(1), None));
    assert_eq!((twice.get_untracked(), told.now().await), (4, vec![4]));
    drop(owner);
    n.set(3);
    n.update(|n| *n += 1);
    kept.set_value(3);
    assert_eq!(n.try_set(3), Some(3), "given back");
    assert_eq!(n.try_update(|_| ()), None);
    assert_eq!(n.try_get_untracked(), None);
    assert_eq!(n.try_with_untracked(|_| ()), None);
    assert_eq!(
        (kept.try_get_value(), twice.try_get_untracked()),
        (None, None)
    );
    assert_eq!((act.try_run(()), told.now().await), (None, vec![]));
}
