//! Two pages of somebody who has signed in, for what is played step by step.

use std::{cell::RefCell, future::Future, rc::Rc};

use linju::{
    data::Entry,
    model::{Answers, Command, CommandId},
};

use super::{
    page::{Device, Page},
    server::{Fate, Kind, Server},
};

pub struct Desk {
    pub device: Rc<Device>,
    pub pages: [Page; 2],
}

impl Desk {
    pub fn new(kind: Kind) -> Self {
        let device = Device::new(Server::new(kind));
        let mut one = Page::open(&device);
        let data = one.data.clone();
        one.start(async move {
            let typed = [("user".to_owned(), "an".to_owned())];
            data.log_in(&typed, true).await.unwrap();
        });
        one.poll();
        let other = Page::open(&device);
        assert_eq!((one.user(), other.user()), (other.user(), one.user()));
        Self {
            pages: [one, other],
            device,
        }
    }

    pub fn will(&self, fates: &[Fate]) -> &Self {
        self.device.server.fates.borrow_mut().extend(fates);
        self
    }

    /// Gives a command and sends nothing.
    pub fn give(&self, page: usize, command: Command) -> CommandId {
        self.pages[page].data.give(command).unwrap()
    }

    /// So many steps of all pages.
    pub fn run(&mut self, steps: usize) {
        for _ in 0..steps {
            self.pages.iter_mut().for_each(Page::poll);
        }
    }

    /// A page sends what is due, to the end.
    pub fn tend(&mut self, page: usize) {
        self.pages[page].tend();
        self.run(60);
        assert!(self.pages.iter().all(Page::is_idle));
    }

    /// Does something on a page to the end, and gives what came of it.
    pub fn does<T: 'static>(&mut self, page: usize, act: impl Future<Output = T> + 'static) -> T {
        let came = Rc::new(RefCell::new(None));
        let to = came.clone();
        self.pages[page].start(async move {
            let it = act.await;
            to.replace(Some(it));
        });
        self.run(60);
        came.take().expect("it comes to an end")
    }

    pub fn pass(&self, seconds: i64) {
        self.device.now.set(self.device.now.get() + seconds);
    }

    /// What one page sees of the outbox: the only entry.
    pub fn only(&self, page: usize) -> Entry {
        let [entry] = self.pages[page].data.outbox().try_into().unwrap();
        entry
    }

    pub fn is_empty(&self, page: usize) -> bool {
        self.pages[page].data.outbox().is_empty()
    }

    /// How often anything was done.
    pub fn done(&self) -> usize {
        self.device.server.effects.borrow().len()
    }

    /// How often anything arrived.
    pub fn arrived(&self) -> usize {
        self.device.server.arrived.borrow().len()
    }
}

pub fn join() -> Command {
    join_saying("")
}

pub fn join_saying(why: &str) -> Command {
    let answers = [("why".to_owned(), why.to_owned())].into_iter();
    Command::Join {
        community: "c1".into(),
        answers: answers.filter(|(_, why)| !why.is_empty()).collect(),
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
    }
}

pub fn sign_up() -> Command {
    Command::SignUp {
        event: "e1".into(),
        party: Vec::new(),
        seen: false,
        answers: Answers::new(),
    }
}

pub fn cancel() -> Command {
    Command::CancelSignUp { event: "e1".into() }
}
