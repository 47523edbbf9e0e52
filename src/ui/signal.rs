//! Signals whose machinery is compiled once.
//!
//! Leptos compiles what moves a signal, a memo, a derived signal and a stored value anew for each type
//! that one of them holds: two to three kilobytes of wasm for a type and kind, some 45 kB of code in the
//! first view (2026-11-21). Here every value is a `dyn Any` behind one kind of [`Node`], and only the way from there
//! to the type is compiled for each: all of `reactive_graph` in the app is 11 kB. The engine is
//! still that of Leptos: its graph tracks and tells, its memos are lazy and never out of step with what they
//! are made of, its owners end what is theirs.
//!
//! The names are those of Leptos, so that pages read as any Leptos page does; they are imported from
//! here and not from its prelude.
//!
//! Invariants: reading tracks, `*_untracked` does not; a memo tells only of a change; nobody is told
//! before the changing has ended; a value ends with its owner. After that nothing is set, and `try_*`
//! give `None`. Handles are Copy and may be kept by what outlives the value.

mod node;

use node::Node;
use std::{any::Any, fmt, marker::PhantomData, ops::Deref, rc::Rc};

/// What can be read, however it comes to be; what components take. See [`RwSignal`], [`Memo`].
pub struct Signal<T> {
    node: Node,
    of: PhantomData<fn() -> T>,
}

/// A value that tells when it is set.
pub struct RwSignal<T>(Signal<T>);

/// A value made of others, kept until one of them has changed. It tells only if it became another.
pub struct Memo<T>(Signal<T>);

/// A value that tells nobody of what becomes of it.
pub struct StoredValue<T> {
    node: Node,
    of: PhantomData<fn() -> T>,
}

fn same<T: 'static>(value: &Rc<dyn Any>) -> Option<&T> {
    value.downcast_ref()
}

/// The value that is read. Who reads what is gone has made a mistake: within a page everything lives
/// as long as the page, and after an `await` there are the `try_*`.
#[cold]
#[cfg_attr(debug_assertions, track_caller)]
#[expect(clippy::panic, reason = "the one place: see above")]
fn gone() -> ! {
    panic!("read after its end")
}

impl<T: 'static> Signal<T> {
    const fn at(node: Node) -> Self {
        let of = PhantomData;
        Self { node, of }
    }

    /// Made of others whenever it is read.
    pub fn derive(make: impl Fn() -> T + 'static) -> Self {
        Self::at(Node::derived(Box::new(move || {
            Rc::new(make()) as Rc<dyn Any>
        })))
    }

    /// Always the same.
    pub fn stored(value: T) -> Self {
        Self::at(Node::stored(Rc::new(value)))
    }

    /// Is told of changes, without reading.
    pub fn track(self) {
        self.node.track();
    }

    /// Reads it in its place.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        match self.node.look(true).as_ref().and_then(same) {
            Some(value) => read(value),
            None => gone(),
        }
    }

    /// Reads it in its place and is not told of changes.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        match self.node.look(false).as_ref().and_then(same) {
            Some(value) => read(value),
            None => gone(),
        }
    }

    /// Reads it in its place, if it is still there, and is not told of changes.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.node.look(false).as_ref().and_then(same).map(read)
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// Reads it.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get(self) -> T {
        copy(self.node.look(true)).unwrap_or_else(|| gone())
    }

    /// Reads it and is not told of changes.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get_untracked(self) -> T {
        copy(self.node.look(false)).unwrap_or_else(|| gone())
    }

    /// Reads it, if it is still there, and is not told of changes.
    pub fn try_get_untracked(self) -> Option<T> {
        copy(self.node.look(false))
    }
}

fn copy<T: Clone + 'static>(value: Option<Rc<dyn Any>>) -> Option<T> {
    value.as_ref().and_then(same).cloned()
}

/// Lets `act` have the value of `node`, if it is there.
fn change<T: 'static, R>(node: Node, act: impl FnOnce(&mut T) -> R) -> Option<R> {
    let (mut act, mut came) = (Some(act), None);
    node.change(&mut |value: &mut dyn Any| {
        if let (Some(value), Some(act)) = (value.downcast_mut(), act.take()) {
            came = Some(act(value));
        }
    });
    came
}

impl<T: 'static> RwSignal<T> {
    /// Begins with `value`.
    pub fn new(value: T) -> Self {
        Self(Signal::at(Node::signal(Rc::new(value))))
    }

    /// Sets it, if it is still there.
    pub fn set(self, value: T) {
        self.0.node.put(Rc::new(value));
    }

    /// Sets it; gives the value back if it is no longer there.
    pub fn try_set(self, value: T) -> Option<T> {
        if self.0.node.is_there() {
            self.set(value);
            return None;
        }
        Some(value)
    }

    /// Changes it in its place, if it is still there.
    pub fn update(self, act: impl FnOnce(&mut T)) {
        self.try_update(act);
    }

    /// Changes it in its place; `None` if it is no longer there.
    pub fn try_update<R>(self, act: impl FnOnce(&mut T) -> R) -> Option<R> {
        change(self.0.node, act)
    }
}

impl<T: PartialEq + 'static> Memo<T> {
    /// Made by `make`, which is told what it made before.
    pub fn new(make: impl Fn(Option<&T>) -> T + 'static) -> Self {
        Self(Signal::at(Node::memo(Box::new(
            move |before: Option<&Rc<dyn Any>>| {
                let before = before.and_then(same);
                let now = make(before);
                match before {
                    Some(before) if *before == now => None,
                    _ => Some(Rc::new(now) as Rc<dyn Any>),
                }
            },
        ))))
    }
}

impl<T: 'static> StoredValue<T> {
    /// Begins with `value`.
    pub fn new(value: T) -> Self {
        Self {
            node: Node::stored(Rc::new(value)),
            of: PhantomData,
        }
    }

    /// Reads it in its place.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with_value<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_value(read).unwrap_or_else(|| gone())
    }

    /// Reads it in its place, if it is still there.
    pub fn try_with_value<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.node.look(false).as_ref().and_then(same).map(read)
    }

    /// Sets it, if it is still there.
    pub fn set_value(self, value: T) {
        self.node.put(Rc::new(value));
    }

    /// Changes it in its place, if it is still there.
    pub fn update_value(self, act: impl FnOnce(&mut T)) {
        self.try_update_value(act);
    }

    /// Changes it in its place; `None` if it is no longer there.
    pub fn try_update_value<R>(self, act: impl FnOnce(&mut T) -> R) -> Option<R> {
        change(self.node, act)
    }
}

impl<T: Clone + 'static> StoredValue<T> {
    /// Reads it.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get_value(self) -> T {
        copy(self.node.look(false)).unwrap_or_else(|| gone())
    }

    /// Reads it, if it is still there.
    pub fn try_get_value(self) -> Option<T> {
        copy(self.node.look(false))
    }
}

macro_rules! handles {
    ($($name:ident)*) => {$(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}

handles!(Signal RwSignal Memo StoredValue);

impl<T> Deref for RwSignal<T> {
    type Target = Signal<T>;

    fn deref(&self) -> &Signal<T> {
        &self.0
    }
}

impl<T> Deref for Memo<T> {
    type Target = Signal<T>;

    fn deref(&self) -> &Signal<T> {
        &self.0
    }
}

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl<T: Default + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

impl From<&str> for Signal<String> {
    fn from(value: &str) -> Self {
        Self::stored(value.to_owned())
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        signal.0
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        memo.0
    }
}
