//! The data of the service that `config.json` names.

use std::{cell::OnceCell, rc::Rc};

use serde_json::Value;
use wasm_bindgen_futures::spawn_local;

use crate::{
    backend::{
        Backend, BackendError, SignIn,
        embedded::Embedded,
        mapped::{Mapped, Plan, Source, read_json},
    },
    data::{Account, Data, Ports, Taken},
    host::{BrowserTimer, Navigation, WhenIdle, is_in_mini_program, tabs_lock},
    model::{AccountId, Zones},
    parts::{self, Part, part},
    port::{
        Clock, Conditional, KeyValue, LocalFuture, Reached, Request, Response, Timer, Transport,
        TransportError,
    },
    route::Route,
    store::{AnswerShelf, Cache, Whose, device_account},
};

use super::config::{Chosen, Site, Trouble};

/// Opens it: at once where it is in the page; else when its mapping has come.
pub(super) async fn open(
    chosen: Chosen,
    ports: Ports,
    navigation: &Navigation,
) -> Result<&'static Data, Trouble> {
    let account = device_account(&*ports.kv, &*ports.random);
    let (backend, signing): (Rc<dyn Backend>, _) = match chosen {
        Chosen::Embedded => {
            let embedded = Embedded::new(
                ports.transport.clone(),
                ports.kv.clone(),
                ports.clock.clone(),
                ports.random.clone(),
                ports.zones.clone(),
            );
            (Rc::new(embedded), None)
        }
        Chosen::Mapped(site) => {
            // The code comes at the same time as the mapping.
            spawn_local(async {
                let _asked_again_below = parts::load(Part::Mapped).await;
            });
            let wanted = Request::get(site.mapping.clone());
            let answer = ports.transport.send(wanted).await;
            let ask = Asked {
                site,
                answer: answer.map_err(|_| Trouble::Network)?,
                transport: ports.transport.clone(),
                clock: ports.clock.clone(),
                zones: ports.zones.clone(),
                account: account.clone(),
                kv: ports.kv.clone(),
                tab: ports.tab.clone(),
                navigation: navigation.clone(),
            };
            let come = parts::load(Part::Mapped).await;
            let opened = come.and_then(|()| mapped(Box::new(ask)));
            opened.map_err(|_| Trouble::Network)?.await?
        }
    };
    let whose = match &signing {
        Some(signing) => signing.whose(),
        None => Whose::new(account.as_str()),
    };
    // It lives as long as the page: what would take it down is never loaded.
    Ok(Box::leak(Box::new(Data::of(
        backend, ports, whose, signing,
    ))))
}

/// What a mapped backend is made of.
struct Asked {
    site: Site,
    answer: Response,
    transport: Rc<dyn Transport>,
    clock: Rc<dyn Clock>,
    zones: Rc<dyn Zones>,
    account: AccountId,
    kv: Rc<dyn KeyValue>,
    tab: Rc<dyn KeyValue>,
    navigation: Navigation,
}

/// A backend, and what knows of signing in where people can.
type Opened = (Rc<dyn Backend>, Option<Rc<Account>>);

part! {
    Mapped "mapped" "03":
    /// The backend that the mapping describes.
    fn mapped(asked: Box<Asked>) -> LocalFuture<'static, Result<Opened, Trouble>> {
        Box::pin(opened(asked))
    }
}

async fn opened(asked: Box<Asked>) -> Result<Opened, Trouble> {
    let navigation = asked.navigation;
    let plan = plan(&asked.site, &asked.answer)?;
    let mut transport = asked.transport;
    let whose = Whose::new(asked.account.as_str());
    if plan.conditional {
        transport = Rc::new(Versioned {
            under: transport,
            kv: asked.kv.clone(),
            name: plan.name.clone(),
            whose: whose.clone(),
            clock: asked.clock.clone(),
            full: OnceCell::new(),
        });
    }
    let Site {
        mapping,
        base,
        name,
    } = asked.site;
    let instead = vec![("base", base), ("name", name)];
    let source = Source::new(&mapping, &asked.answer.body, instead);
    let (address, hands_over) = (plan.base.clone(), plan.hands_over);
    let backend = Mapped::new(plan, transport, asked.clock, asked.account);
    let backend = backend.of_file(source).with_zones(asked.zones);
    let backend = backend.waiting_by(|| timer().ok());
    let backend = Rc::new(backend.going_on_by(alone));
    let Some(door) = backend.sign_in() else {
        return Ok((backend, None));
    };
    let account = Account::begin(door, (backend.name(), &address), whose, asked.kv, asked.tab);
    let search = navigation.search();
    let may_have_code = search.contains("state=") || hands_over && !search.is_empty();
    if account.has_kept() || may_have_code {
        // Before anything is asked for.
        let come = parts::load(Part::Service).await;
        come.and_then(|()| take_up(&account, door, &navigation))
            .map_err(|_| Trouble::Network)?;
    }
    Ok((backend, Some(account)))
}

part! {
    Service "service" "30":
    /// Goes on with what somebody signed in with. A code is taken out of the address, where anybody can read it; the page
    /// that exchanges it goes on to where they wanted to go.
    fn take_up(account: &Account, door: &dyn SignIn, navigation: &Navigation) -> () {
        account.take_up(door);
        let taken = account.take_code(door, &navigation.search(), is_in_mini_program());
        if let Some(taken) = taken {
            let here = navigation.here();
            let back = match taken {
                Taken::Back(back) => back,
                // Whoever is elsewhere may write more than they should: only what the app knows stays.
                Taken::Astray => Route::parse(&here).address(),
                // An invitation is none of the host's.
                Taken::Handed(parameter) => Route::without(&here, &parameter),
            };
            navigation.replace(&Route::SignIn(back).address());
        }
    }
}

/// Lets something go on by itself, one at a time over all tabs: what somebody signed in with is renewed by one of them, and
/// the others take what that one has kept.
fn alone(work: LocalFuture<'static, ()>) {
    // What wants it lies in that part.
    let _there = held(work);
}

part! {
    Service "service" "29":
    fn held(work: LocalFuture<'static, ()>) -> () {
        spawn_local(async move {
            // The lock comes with those who wait for it most: what is sent later.
            match parts::load(Part::Pages).await {
                Ok(()) => {
                    if let Ok(locked) = locked(work) {
                        locked.await;
                    }
                }
                Err(_) => work.await,
            }
        });
    }
}

part! {
    Pages "pages" "37":
    fn locked(work: LocalFuture<'static, ()>) -> LocalFuture<'static, ()> {
        Box::pin(async move { tabs_lock().hold("linju/renewal", work).await })
    }
}

part! {
    Service "service" "32":
    fn timer() -> Rc<dyn Timer> {
        Rc::new(BrowserTimer)
    }
}

/// Asks only for what has changed, with what lies in [`Part::Rare`]: where a mapping declares it, that comes before
/// anything is asked.
struct Versioned {
    under: Rc<dyn Transport>,
    /// Where answers are kept as they came, by what name and for whom.
    kv: Rc<dyn KeyValue>,
    name: String,
    whose: Whose,
    clock: Rc<dyn Clock>,
    full: OnceCell<Rc<dyn Transport>>,
}

part! {
    Rare "rare" "16":
    fn conditional(it: &Versioned) -> Rc<dyn Transport> {
        let cache = Cache::new(it.kv.clone(), &it.name, it.whose.clone());
        let shelf = AnswerShelf::new(cache, it.clock.clone(), Rc::new(WhenIdle));
        Rc::new(Conditional::new(it.under.clone()).with_shelf(Rc::new(shelf)))
    }
}

impl Transport for Versioned {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        if self.full.get().is_none()
            && let Ok(full) = conditional(self)
        {
            let _first = self.full.set(full);
        }
        self.full.get().unwrap_or(&self.under).send(request)
    }

    fn cookie(&self, name: &str, to: &str) -> Option<String> {
        self.under.cookie(name, to)
    }

    fn reach(&self, address: String) -> LocalFuture<'_, Reached> {
        self.under.reach(address)
    }
}

fn plan(site: &Site, answer: &Response) -> Result<Plan, Trouble> {
    let file = &site.mapping;
    let mut mapping = read_json(answer).map_err(|why| match why {
        BackendError::Unreadable { what } => {
            Trouble::Wrong([file, ": unreadable answer: ", &what].concat())
        }
        BackendError::NotFound => Trouble::Wrong([file, ": not found"].concat()),
        BackendError::Forbidden { .. } | BackendError::Unauthenticated => {
            Trouble::Wrong([file, ": the service refused"].concat())
        }
        _ => Trouble::Network,
    })?;
    // What the site says goes before what the mapping says.
    if let Value::Object(mapping) = &mut mapping {
        for (key, value) in [("base", &site.base), ("name", &site.name)] {
            if !value.is_empty() {
                mapping.insert(key.to_owned(), Value::from(value.as_str()));
            }
        }
    }
    Ok(Plan::of_feed(&mapping))
}
