//! Closures in boxes that can be called in one way only.
//!
//! The vtable of a `dyn Fn` also leads to `call_mut` and `call_once`, and the compiler writes the latter for every
//! closure that is boxed: some 65 bytes of wasm that nobody calls, for hundreds of closures. A closure
//! in a box here is called by one of these traits, which all closures of the kind have. A
//! `Box<dyn FnOnce>` has nothing to spare and stays what it is.

/// Gives something.
pub(super) trait Make<Out> {
    /// Calls it.
    fn make(&self) -> Out;
}

impl<F: Fn() -> Out, Out> Make<Out> for F {
    fn make(&self) -> Out {
        self()
    }
}

/// Takes something.
pub(super) trait Call<In, Out = ()> {
    /// Calls it.
    fn call_with(&self, given: In) -> Out;
}

impl<F: Fn(In) -> Out, In, Out> Call<In, Out> for F {
    fn call_with(&self, given: In) -> Out {
        self(given)
    }
}

/// Takes something and may change what it has.
pub(super) trait CallMut<In> {
    /// Calls it.
    fn call_mut_with(&mut self, given: In);
}

impl<F: FnMut(In), In> CallMut<In> for F {
    fn call_mut_with(&mut self, given: In) {
        self(given);
    }
}

/// Runs and may change what it has.
pub(super) trait Run {
    /// Calls it.
    fn run(&mut self);
}

impl<F: FnMut()> Run for F {
    fn run(&mut self) {
        self();
    }
}
