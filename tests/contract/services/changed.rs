//! A service that is declared to take `If-None-Match` sends nothing again that is as it was, also at the next start.

use std::{cell::RefCell, rc::Rc};

use linju::{
    backend::{
        Backend as _,
        mapped::{Mapped, Plan},
    },
    model::{AccountId, Community},
    port::{
        Conditional, Idle, LocalFuture, MemoryKv, Request, Response, Transport, TransportError,
    },
    store::{AnswerShelf, Cache, Whose},
};

use super::{
    super::native::{Hand, Wire, block_on},
    Running, mapping,
};

/// A network that notes which versions were sent along, and what came.
struct Noted {
    wire: Rc<Wire>,
    seen: RefCell<Vec<(bool, u16, usize)>>,
}

impl Transport for Noted {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let mut headers = request.headers.iter();
        let asked = headers.any(|(name, _)| name == "If-None-Match");
        let answer = self.wire.call(request);
        if let Ok(answer) = &answer {
            let came = (asked, answer.status, answer.body.len());
            self.seen.borrow_mut().push(came);
        }
        Box::pin(async move { answer })
    }
}

/// Nobody ever waits.
struct AtOnce;

impl Idle for AtOnce {
    fn when_idle(&self, work: Box<dyn FnOnce()>) {
        work();
    }
}

/// Asks for communities three times, the last time after one was changed, by its id to another name; and once more when the app is
/// started anew.
pub fn only_what_has_changed_comes(name: &str, running: &Running, change: &dyn Fn(&str, &str)) {
    let mut mapping = mapping(name);
    mapping["base"] = running.base.clone().into();
    let kv = Rc::new(MemoryKv::default());
    let noted = Rc::new(Noted {
        wire: Wire::new(),
        seen: RefCell::default(),
    });
    let start = || {
        let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("{name}.json: {fault}"));
        assert!(plan.conditional, "as it is declared");
        let clock = Hand::at("2026-11-25T18:00:00+08:00");
        let cache = Cache::new(kv.clone(), name, Whose::new("device"));
        let shelf = AnswerShelf::new(cache, clock.clone(), Rc::new(AtOnce));
        let conditional = Conditional::new(noted.clone()).with_shelf(Rc::new(shelf));
        Mapped::new(plan, Rc::new(conditional), clock, AccountId::from("device"))
    };
    let of = |backend: &Mapped| -> Vec<Community> {
        let page = block_on(backend.communities(None)).expect("communities");
        page.data.items
    };
    let backend = start();
    let ask = || of(&backend);
    let first = ask();
    assert!(!first.is_empty());
    assert!(ask() == first, "the same, though it did not come again");
    let last = first.last().unwrap().id.as_str();
    change(last, "换了名字");
    let changed = ask();
    assert!(
        changed
            .iter()
            .any(|c| c.id.as_str() == last && c.name == "换了名字")
    );
    assert!(of(&start()) == changed, "from one start to the next");
    let seen = noted.seen.borrow();
    let [
        (false, 200, whole),
        (true, 304, 0),
        (true, 200, again),
        (true, 304, 0),
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    assert!(*whole > 0 && *again > 0);
}
