//! A device with two pages, what people gave there, and what must hold of it at any time.

use std::{collections::BTreeSet, rc::Rc};

use linju::{
    data::{Became, Entry, Stage},
    model::{Command, CommandId, Membership, Outcome, SignUpState},
    port::KeyValue as _,
};

use super::{
    page::{Device, Page},
    schedule::{Step, USERS, command},
    server::{Kind, Server},
};

/// A command that somebody gave.
struct Given {
    id: CommandId,
    account: String,
    command: Command,
    /// What they were told.
    told: Vec<Became>,
    /// They threw it away, or it was in what was thrown away while no page knew it: nobody owes them anything.
    is_forgiven: bool,
    /// Its place among others is not known any more: they sent a refused one again, or storage lost it.
    is_out_of_order: bool,
    /// Storage lost it, or never had it.
    is_at_risk: bool,
    /// How often they wanted it sent, though it may have arrived.
    decided: usize,
}

pub struct World {
    device: Rc<Device>,
    pages: [Page; 2],
    given: Vec<Given>,
    /// Something happened after which even a server that knows commands may not be able to say what came of one.
    is_murky: bool,
    /// How much was written when each page last heard of it.
    seen: u32,
    /// What the clock has shown at the earliest.
    earliest: i64,
}

/// What is wrong, in words.
pub type Holds = Result<(), String>;

impl World {
    pub fn new(kind: Kind) -> Self {
        let device = Device::new(Server::new(kind));
        let pages = [Page::open(&device), Page::open(&device)];
        let mut world = Self {
            earliest: device.now.get(),
            device,
            pages,
            given: Vec::new(),
            is_murky: false,
            seen: 0,
        };
        world.log_in(0, USERS[0]);
        world.reopen(1);
        world
    }

    fn log_in(&mut self, page: usize, user: &'static str) {
        let data = self.pages[page].data.clone();
        self.pages[page].start(async move {
            let typed = [("user".to_owned(), user.to_owned())];
            let _came = data.log_in(&typed, true).await;
        });
        self.pages[page].poll();
        self.pages[page].poll();
    }

    /// What waits on the device and in the pages, of everybody.
    fn on_disk(&self) -> BTreeSet<String> {
        let keys = self.device.disk.keys("linju/o/");
        let whole = keys.iter().filter(|key| {
            let text = self.device.disk.get(key).unwrap_or_default();
            serde_json::from_str::<Entry>(&text).is_ok()
        });
        whole.map(|key| id_of(key)).collect()
    }

    fn in_page(&self, page: usize) -> Vec<Entry> {
        let page = &self.pages[page];
        match page.life.is_over() {
            true => Vec::new(),
            false => page.data.outbox(),
        }
    }

    fn waits(&self) -> BTreeSet<String> {
        let mut all = self.on_disk();
        for page in 0..2 {
            all.extend(self.in_page(page).iter().map(|e| e.id.to_string()));
        }
        all
    }

    fn forgive(&mut self, ids: &BTreeSet<String>) {
        for given in &mut self.given {
            if ids.contains(given.id.as_str()) {
                given.is_forgiven = true;
                // Sent and given up it may arrive after later ones.
                given.is_out_of_order = true;
            }
        }
    }

    /// Kills a page and opens another; what only its memory held is gone, and it had said so.
    fn reopen(&mut self, page: usize) {
        let known = self.pages[page].data.outbox();
        let (disk, others) = (self.on_disk(), self.in_page(1 - page));
        // What storage lost is in the memory of a page till that writes it down again, whoever is looking by then.
        let at_risk = self.given.iter().filter(|given| given.is_at_risk);
        let gone: BTreeSet<String> = at_risk
            .map(|given| given.id.to_string())
            .chain(known.iter().map(|entry| entry.id.to_string()))
            .filter(|id| !disk.contains(id) && !others.iter().any(|e| e.id.as_str() == id))
            .collect();
        self.forgive(&gone);
        self.pages[page] = Page::open(&self.device);
    }

    pub fn step(&mut self, step: &Step) -> Holds {
        match *step {
            Step::Give { page, what } => self.give(page, command(what)),
            Step::Tend { page } => self.pages[page].tend(),
            Step::Run { steps } => (0..steps).for_each(|_| self.run()),
            Step::Crash { page } => self.reopen(page),
            Step::DieAtWrite { page, nth, after } => {
                self.pages[page].life.dies_in.set(Some((nth, after)));
            }
            Step::Fate(fate) => self.device.server.fates.borrow_mut().push_back(fate),
            Step::Silence(silence) => {
                let mut silences = self.device.server.silences.borrow_mut();
                silences.push_back(silence);
            }
            Step::Online(online) => self.device.online.set(online),
            Step::Full(full) => self.device.full.set(full),
            Step::Empty => {
                let before = self.on_disk();
                for key in self.device.disk.keys("") {
                    self.device.disk.remove(&key);
                }
                self.lost(&before);
            }
            Step::Spoil { which, how } => self.spoil(which, how),
            Step::Clock { seconds } => {
                let now = self.device.now.get() + seconds;
                self.earliest = self.earliest.min(now);
                if now - self.earliest > 80_000 {
                    // What is on its way for so long is not known any more, and may arrive after later ones.
                    self.is_murky = true;
                    self.given
                        .iter_mut()
                        .for_each(|given| given.is_out_of_order = true);
                }
                self.device.now.set(now);
            }
            Step::LogOut { page, with } => self.log_out(page, with),
            Step::LogIn { page, who } => self.log_in(page, USERS[who]),
            Step::Discard { page, which } => self.discard(page, which),
            Step::Again { page, which } => self.again(page, which),
        }
        self.reap();
        if !matches!(step, Step::Empty | Step::Spoil { .. }) {
            self.see();
        }
        self.holds()
    }

    fn run(&mut self) {
        for page in 0..2 {
            self.pages[page].poll();
        }
        self.reap();
        self.see();
    }

    /// Each page hears of what the other has written.
    fn see(&mut self) {
        let written = self.device.written.get();
        if self.seen != written {
            self.seen = written;
            for page in 0..2 {
                self.in_page(page);
            }
        }
    }

    /// Pages that have died are closed; what the others were told is noted.
    fn reap(&mut self) {
        for page in 0..2 {
            if self.pages[page].life.is_over() {
                self.reopen(page);
            }
            for told in self.pages[page].told.take() {
                let given = self.given.iter_mut().find(|given| given.id == told.id);
                if let Some(given) = given {
                    given.told.push(told.became);
                }
            }
        }
    }

    fn lost(&mut self, before: &BTreeSet<String>) {
        self.is_murky = true;
        let left = self.waits();
        let gone = before.difference(&left).cloned().collect();
        self.forgive(&gone);
        for given in &mut self.given {
            given.is_out_of_order = true;
            given.is_at_risk = true;
        }
    }

    fn spoil(&mut self, which: usize, how: usize) {
        let before = self.on_disk();
        let keys = self.device.disk.keys("linju/o/");
        let Some(key) = keys.get(which % keys.len().max(1)) else {
            return;
        };
        let text = self.device.disk.get(key).unwrap_or_default();
        let half: String = text.chars().take(text.chars().count() / 2).collect();
        let junk = ["", "null", r#"{"schema":1}"#, half.as_str()][how];
        let _set = self.device.disk.set(key, junk);
        self.lost(&before);
    }

    fn give(&mut self, page: usize, command: Command) {
        let Some(user) = self.pages[page].user() else {
            return;
        };
        let refused: BTreeSet<String> = self
            .in_page(page)
            .iter()
            .filter(|entry| entry.stage == Stage::Refused)
            .filter(|entry| entry.command.subject() == command.subject())
            .map(|entry| entry.id.to_string())
            .collect();
        let Ok(id) = self.pages[page].data.give(command.clone()) else {
            return;
        };
        // A page that died meanwhile has promised nothing, but what it wrote may be sent.
        let is_there = self.waits().contains(id.as_str());
        if !self.given.iter().any(|given| given.id == id) {
            self.given.push(Given {
                id: id.clone(),
                account: user,
                command,
                told: Vec::new(),
                is_forgiven: !is_there && self.pages[page].life.is_over(),
                is_out_of_order: false,
                is_at_risk: false,
                decided: 0,
            });
        }
        // What they gave stands in the place of what was refused.
        self.forgive(&refused);
        let unkept = self.in_page(page).iter().any(|e| e.id == id && e.unkept);
        if unkept && let Some(given) = self.given.iter_mut().find(|given| given.id == id) {
            given.is_out_of_order = true;
            given.is_at_risk = true;
        }
        self.pages[page].tend();
    }

    fn log_out(&mut self, page: usize, with: bool) {
        let before = self.waits();
        let data = self.pages[page].data.clone();
        let user = self.pages[page].user();
        self.pages[page].start(async move { data.log_out(with).await });
        self.pages[page].poll();
        if with {
            let own: BTreeSet<String> = self
                .given
                .iter()
                .filter(|given| Some(&given.account) == user.as_ref())
                // (What storage lost may be known by heart to a page where somebody else is looking, and goes too.)
                .filter(|given| given.is_at_risk || before.contains(given.id.as_str()))
                .map(|given| given.id.to_string())
                .collect();
            self.forgive(&own);
        }
    }

    fn discard(&mut self, page: usize, which: usize) {
        let all = self.in_page(page);
        let Some(entry) = all.get(which % all.len().max(1)) else {
            return;
        };
        let (data, device, id) = (
            self.pages[page].data.clone(),
            self.device.clone(),
            entry.id.clone(),
        );
        self.forgive(&BTreeSet::from([id.to_string()]));
        self.pages[page].start(async move { data.discard(&device.lock, &id).await });
    }

    fn again(&mut self, page: usize, which: usize) {
        let all = self.in_page(page);
        let Some(entry) = all.get(which % all.len().max(1)) else {
            return;
        };
        if let Some(given) = self.given.iter_mut().find(|given| given.id == entry.id) {
            given.decided += 1;
            given.is_out_of_order = true;
        }
        let (data, device, id) = (
            self.pages[page].data.clone(),
            self.device.clone(),
            entry.id.clone(),
        );
        self.pages[page].start(async move { data.send_again(&device.lock, &id).await });
    }

    /// What holds at any time.
    fn holds(&self) -> Holds {
        let server = &self.device.server;
        for (id, account) in &*server.arrived.borrow() {
            let given = self.given.iter().find(|given| given.id == *id);
            let given = given.ok_or_else(|| format!("{id} was sent, and nobody gave it"))?;
            if given.account != *account {
                return Err(format!("{id} of {} was sent for {account}", given.account));
            }
        }
        for given in &self.given {
            let effects = server.effects_of(&given.id);
            // Only they can have something done twice, where nobody can tell.
            let most = match server.kind.knows() {
                true => 1,
                false => 1 + given.decided + self.brought_back(given),
            };
            if effects > most {
                return Err(format!("{} was done {effects} times", given.id));
            }
            for became in &given.told {
                self.is_true(given, became, effects)?;
            }
        }
        self.is_in_order()
    }

    /// How often something about the same thing was done that this one could not know of: from another page, out of the order.
    /// Then all may stand as before, as if this one had not arrived.
    fn brought_back(&self, given: &Given) -> usize {
        let about = |other: &&Given| {
            other.account == given.account
                && other.id != given.id
                && other.is_out_of_order
                && other.command.subject() == given.command.subject()
        };
        let others = self.given.iter().filter(about);
        others
            .map(|other| self.device.server.effects_of(&other.id))
            .sum()
    }

    fn is_true(&self, given: &Given, became: &Became, effects: usize) -> Holds {
        let server = &self.device.server;
        let is_true = match became {
            Became::Done(_) => effects > 0 || self.ever_stood(given),
            // One that was refused, and wanted again, has arrived and done nothing.
            Became::Annulled if given.decided > 0 => effects == 0,
            Became::Annulled => !server.has_arrived(&given.id),
            Became::Refused(_) => effects == 0 || given.decided > 0,
            Became::Stuck => !server.kind.knows() || self.is_murky,
            Became::Dropped => false,
            Became::SignIn | Became::Waits(_) => true,
        };
        match is_true {
            true => Ok(()),
            false => Err(format!("{} was told to be {became:?}", given.id)),
        }
    }

    /// Whether it ever stood as the command wants it.
    fn ever_stood(&self, given: &Given) -> bool {
        let stood = self.device.server.stood.borrow();
        let subject = given.command.subject();
        let is_own = |(account, outcome): &&(String, Outcome)| {
            *account == given.account
                && match outcome {
                    Outcome::Membership(id, _) => {
                        subject == linju::model::Subject::Membership(id.clone())
                    }
                    Outcome::SignUp(id, _) => subject == linju::model::Subject::SignUp(id.clone()),
                    Outcome::Following(id, _) => {
                        subject == linju::model::Subject::Following(id.clone())
                    }
                    _ => false,
                }
        };
        let takes = matches!(
            given.command,
            Command::Leave { .. }
                | Command::Withdraw { .. }
                | Command::CancelSignUp { .. }
                | Command::Unfollow { .. }
        );
        let mut own = stood.iter().filter(is_own).peekable();
        // At first nobody is in.
        if takes && own.peek().is_none() {
            return true;
        }
        let wants_in = !takes;
        takes || own.any(|(_, outcome)| is_in(outcome) == wants_in)
    }

    /// What was done about one thing was done in the order in which it was given.
    fn is_in_order(&self) -> Holds {
        let effects = self.device.server.effects.borrow();
        let place = |id: &CommandId| self.given.iter().position(|given| given.id == *id);
        let mut last: Vec<(String, usize)> = Vec::new();
        let mut seen = BTreeSet::new();
        for effect in &*effects {
            let Some(at) = place(&effect.id) else {
                continue;
            };
            let given = &self.given[at];
            if given.is_out_of_order || !seen.insert(effect.id.to_string()) {
                continue;
            }
            let about = format!("{} {:?}", effect.account, given.command.subject());
            match last.iter_mut().find(|(other, _)| *other == about) {
                Some((_, before)) if *before > at => {
                    return Err(format!("{} was done after a later one", given.id));
                }
                Some((_, before)) => *before = at,
                None => last.push((about, at)),
            }
        }
        Ok(())
    }

    /// All trouble ends, and everybody looks in; then nothing is on its way, and nothing is lost.
    pub fn end(&mut self) -> Holds {
        let device = self.device.clone();
        device.server.fates.borrow_mut().clear();
        device.server.silences.borrow_mut().clear();
        device.online.set(true);
        device.full.set(false);
        for page in 0..2 {
            self.pages[page].life.dies_in.set(None);
        }
        for _ in 0..60 {
            self.run();
        }
        for user in [USERS[0], USERS[1], USERS[0]] {
            device.server.settle();
            for page in 0..2 {
                self.log_in(page, user);
            }
            for round in 0..6 {
                // At last longer than any service may want to be left alone.
                let seconds = if round < 4 { 1_000 } else { 100_000 };
                self.is_murky |= round >= 4;
                device.now.set(device.now.get() + seconds);
                self.pages.iter_mut().for_each(Page::tend);
                for _ in 0..400 {
                    self.run();
                    if self.pages.iter().all(Page::is_idle) {
                        break;
                    }
                }
                self.holds()?;
            }
            if !self.pages.iter().all(Page::is_idle) {
                return Err("a page never comes to an end".to_owned());
            }
            let left = self.in_page(0);
            let mut held: Vec<&Command> = Vec::new();
            for entry in &left {
                // One waits only behind another of which the person has to decide, or that waits so itself.
                let is_held_up = held.iter().any(|it| decides_about(it, &entry.command));
                if is_held_up || entry.stage == Stage::Stuck {
                    held.push(&entry.command);
                }
                if entry.is_on_its_way() && !is_held_up {
                    return Err(format!("{} still waits: {:?}", entry.id, entry.hold));
                }
            }
        }
        self.nothing_is_lost()
    }

    fn nothing_is_lost(&self) -> Holds {
        let waits = self.waits();
        for given in &self.given {
            let is_known = waits.contains(given.id.as_str())
                || given.is_forgiven
                || given.told.iter().any(is_an_end)
                || self.device.server.effects_of(&given.id) > 0
                || self.is_taken_back(given)
                || self.ever_stood(given);
            if !is_known {
                return Err(format!("{} is lost: {:?}", given.id, given.command));
            }
        }
        Ok(())
    }

    /// Whether nothing of it was sent, and another one given before or after it explains why.
    fn is_taken_back(&self, given: &Given) -> bool {
        let about = |other: &&Given| {
            other.account == given.account
                && other.id != given.id
                && other.command.subject() == given.command.subject()
        };
        !self.device.server.has_arrived(&given.id)
            && self.given.iter().filter(about).any(|other| {
                let (one, two) = (&given.command, &other.command);
                let is_first = takes_back(one, two, true);
                let is_second = takes_back(two, one, false);
                // Nobody knows which came first of what storage lost or had no room for.
                match given.is_out_of_order || other.is_out_of_order {
                    true => is_first || is_second,
                    false if self.is_before(given, other) => is_first,
                    false => is_second,
                }
            })
    }

    fn is_before(&self, one: &Given, other: &Given) -> bool {
        let place = |id: &CommandId| self.given.iter().position(|given| given.id == *id);
        place(&one.id) < place(&other.id)
    }
}

/// Whether the later one is why the earlier was not sent, or the other way round.
fn takes_back(earlier: &Command, later: &Command, is_earlier: bool) -> bool {
    use Command as C;
    match (earlier, later) {
        (C::Join { .. }, C::Leave { .. } | C::Withdraw { .. })
        | (C::SignUp { .. }, C::CancelSignUp { .. })
        | (C::Invite { .. }, C::Revoke { .. })
        | (C::AskContact { .. }, C::TakeBackRequest { .. })
        | (C::Block { .. }, C::Unblock { .. })
        | (C::Unblock { .. }, C::Block { .. }) => true,
        (C::Join { .. }, C::Join { .. })
        | (C::SignUp { .. }, C::SignUp { .. })
        | (C::Amend { .. }, C::Withdraw { .. })
        | (C::WriteEntry { .. }, C::WriteEntry { .. } | C::RemoveEntry { .. })
        | (C::AskContact { .. }, C::Block { .. })
        | (C::Follow { .. }, C::Unfollow { .. })
        | (C::Unfollow { .. }, C::Follow { .. }) => is_earlier,
        _ => is_earlier && earlier == later,
    }
}

fn is_an_end(became: &Became) -> bool {
    matches!(
        became,
        Became::Done(_) | Became::Annulled | Became::Refused(_) | Became::Stuck
    )
}

fn is_in(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Membership(_, now) => matches!(
            now,
            Membership::Member { .. }
                | Membership::PendingApproval { .. }
                | Membership::PendingPayment { .. }
                | Membership::Waitlisted { .. }
        ),
        Outcome::SignUp(_, now) => !matches!(
            now.state,
            SignUpState::None | SignUpState::Cancelled { .. } | SignUpState::Rejected { .. }
        ),
        Outcome::Following(_, follows) => *follows,
        _ => false,
    }
}

fn id_of(key: &str) -> String {
    let name = key.rsplit('/').next().unwrap_or_default();
    name.split_once('-').map_or("", |(_, id)| id).to_owned()
}

/// Runs a schedule from the beginning to the end.
pub fn play(kind: Kind, steps: &[Step]) -> Holds {
    let mut world = World::new(kind);
    for (at, step) in steps.iter().enumerate() {
        world
            .step(step)
            .map_err(|why| format!("after step {at}, {step:?}: {why}"))?;
    }
    world.end().map_err(|why| format!("at the end: {why}"))
}

/// Whether a later command waits for an earlier one: it is about the same, or about what there is in a directory only for who is in.
fn decides_about(earlier: &Command, later: &Command) -> bool {
    use linju::model::Subject;
    let (earlier_about, about) = (earlier.subject(), later.subject());
    let joins = matches!(earlier, Command::Join { .. });
    match (&earlier_about, &about) {
        (
            Subject::Membership(of),
            Subject::Entry(id) | Subject::Contact(id, _) | Subject::Request(id, _),
        ) if joins => of == id,
        _ => earlier_about == about,
    }
}
