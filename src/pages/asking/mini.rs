//! What lies in [`Part::Mini`](crate::parts::Part::Mini): asking in the ways that the table has, and the buttons that do.

use std::{cell::RefCell, future::Future, pin::Pin, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::HostPages,
    host::{self, Bridge, Reply, Verb, Way},
    model::{self, CommunityId, Event, EventStatus, SignUpState},
    parts::part,
    route::{Hosting, Looking, Route},
    ui::{Button, ButtonKind, Icon, RwSignal, StoredValue, Tone, changing, el, nothing, several},
};

use super::{Answer, BROUGHT, Given, Here, place_of};

type Asking<T> = Pin<Box<dyn Future<Output = T>>>;

part! {
    Mini "mini" "f0":
    pub(super) fn asked(verb: Verb, given: Given, busy: Option<RwSignal<bool>>) -> Asking<Answer> {
        Box::pin(answer(verb, given, busy))
    }
}

part! {
    Mini "mini" "f1":
    pub(super) fn offering(verb: Verb) -> Asking<Result<bool, String>> {
        Box::pin(async move { Ok(does(verb, &pages().await?)) })
    }
}

part! {
    Mini "mini" "f2":
    pub(super) fn begin(here: Here) -> () {
        brought(here);
        spawn_local(async move {
            if pages().await.is_ok_and(|pages| pages.shares) {
                host::when_titled(|title, url| super::tell_shared(&title, &url, url.clone()));
            }
        });
    }
}

part! {
    Mini "mini" "f3":
    pub(super) fn of_event(here: Here, event: Arc<Event>) -> AnyView {
        changing(move || for_event(here, &event))
    }
}

part! {
    Mini "mini" "f4":
    pub(super) fn of_dues(here: Here, it: Arc<Dues>) -> AnyView {
        let (t, id) = (here.t, it.community.clone());
        let mut given = vec![
            ("kind", "dues".to_owned()),
            ("community", id.0.clone()),
            ("title", it.name.clone()),
        ];
        if let Some(dues) = &it.dues {
            given.push(("amount", dues.amount.to_string()));
            given.push(("currency", dues.currency.clone()));
        }
        given.extend(it.link.clone().map(|link| ("link", link)));
        let copy = it.link.clone().map(|link| (t.mini_pay_copy(), link));
        offered(here, Offer {
            verb: Verb::Pay,
            label: t.act_pay(),
            icon: Icon::Price,
            given,
            back: Some(Route::Community(id)),
            copy,
        })
    }
}

part! {
    Mini "mini" "f5":
    pub(super) fn of_map(here: Here, given: Arc<Given>) -> AnyView {
        offered(here, Offer {
            verb: Verb::OpenMap,
            label: here.t.mini_map(),
            icon: Icon::Pin,
            given: Given::clone(&given),
            back: None,
            copy: None,
        })
    }
}

part! {
    Mini "mini" "f6":
    pub(super) fn of_home(here: Here) -> AnyView {
        offered(here, Offer {
            verb: Verb::NavigateHost,
            label: here.t.mini_home(),
            icon: Icon::Outside,
            given: Vec::new(),
            back: None,
            copy: None,
        })
    }
}

/// Dues that are open.
pub(super) struct Dues {
    pub(super) community: CommunityId,
    pub(super) name: String,
    pub(super) dues: Option<model::Dues>,
    /// Where else they are paid.
    pub(super) link: Option<String>,
}

/// What is offered by a button.
struct Offer {
    verb: Verb,
    label: &'static str,
    icon: Icon,
    given: Given,
    /// Where the page of the mini-program comes back to.
    back: Option<Route>,
    /// What is copied where the host does not do it, and what that is called.
    copy: Option<(&'static str, String)>,
}

/// What the operator wrote.
async fn pages() -> Result<HostPages, String> {
    HostPages::of_config(&host::config_text().await.text)
}

/// Whether the host has a way that the operator has seen to.
fn does(verb: Verb, pages: &HostPages) -> bool {
    host::host_ways(verb).iter().any(|way| match way {
        Way::Call(_) => true,
        Way::Signed(_) => pages.sign("").is_some(),
        Way::Page(name) | Way::PageBy(_, name) => pages.has(name),
        Way::Web(_) | Way::Instead(_) => false,
    })
}

thread_local! {
    /// What the host is being asked for: a second tap asks for it no second time, be it on a button that was drawn anew meanwhile.
    static UNDER_WAY: RefCell<Vec<Verb>> = const { RefCell::new(Vec::new()) };
}

/// Is there as long as something is asked for.
struct UnderWay(Verb, Option<RwSignal<bool>>);

impl UnderWay {
    /// None where the same is being asked for already. What is told of screens is told of each.
    fn begin(verb: Verb, busy: Option<RwSignal<bool>>) -> Option<Self> {
        let is_first = UNDER_WAY.with_borrow_mut(|all| {
            let is_first = verb == Verb::Share || !all.contains(&verb);
            all.extend(is_first.then_some(verb));
            is_first
        });
        is_first.then(|| {
            busy.map(|busy| busy.try_set(true));
            Self(verb, busy)
        })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.with_borrow_mut(|all| {
            if let Some(at) = all.iter().position(|verb| *verb == self.0) {
                all.swap_remove(at);
            }
        });
        self.1.map(|busy| busy.try_set(false));
    }
}

/// Goes through the ways of the table.
async fn answer(verb: Verb, given: Given, busy: Option<RwSignal<bool>>) -> Answer {
    // Who asked first is answered.
    let mut under_way = UnderWay::begin(verb, busy);
    if under_way.is_none() {
        return Answer::Done;
    }
    let pages = match pages().await {
        Ok(pages) => pages,
        Err(fault) => return Answer::Fault(fault),
    };
    if !does(verb, &pages) {
        return Answer::No;
    }
    let Some(bridge) = Bridge::open(&pages.script).await else {
        return Answer::No;
    };
    let texts: Vec<(&str, &str)> = given
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    // A page that would not know where to bring it is none.
    let is_lost = verb == Verb::Locate && given.is_empty();
    // What it said so far.
    let mut said = Reply::Done;
    for way in host::host_ways(verb) {
        let reply = match way {
            Way::Signed(call) => {
                let Some(sign) = pages.sign(&host::signed_address()) else {
                    continue;
                };
                // The host's own scanner covers the page as long as its reader likes; one that says nothing is asked again by a tap.
                if verb == Verb::Scan {
                    drop(under_way.take());
                }
                match bridge.signed(call, &sign, &texts).await {
                    Some(text) if text.is_empty() => Reply::Done,
                    Some(text) => return Answer::Told(text),
                    None => Reply::Refused,
                }
            }
            // A page that was asked for and has not come may come yet: only what opens none of its kind is no second one.
            Way::PageBy(call, _) | Way::Call(call)
                if said == Reply::Silent && *call != "switchTab" =>
            {
                break;
            }
            Way::Page(name) => match pages.page(name, &given).filter(|_| !is_lost) {
                Some(url) => bridge.go_to("navigateTo", &url).await,
                None => continue,
            },
            Way::PageBy(call, name) => match pages.page(name, &given) {
                Some(url) => bridge.go_to(call, &url).await,
                None => continue,
            },
            Way::Call("postMessage") => match bridge.tell(&texts) {
                true => Reply::Done,
                false => Reply::Refused,
            },
            Way::Call(_) => bridge.go_back().await,
            Way::Web(_) | Way::Instead(_) => continue,
        };
        if reply == Reply::Done {
            return Answer::Done;
        }
        said = said.max(reply);
    }
    match said {
        Reply::Refused => Answer::Refused,
        Reply::Done | Reply::Silent => Answer::No,
    }
}

/// Takes what was brought back out of the address, and what this tab has asked for of it.
fn brought(here: Here) {
    let address = here.address();
    let of = |name| Route::brought(&address, name);
    let (at, paid, asked) = (of("at"), of("paid"), of("asked"));
    let route = here.route.get_untracked();
    // What was scanned the door takes.
    let is_door = matches!(&route, Route::Host(rest) if matches!(Hosting::parse(rest), Some(Hosting::CheckIn(_))));
    if is_door && of("scan").is_some() {
        return;
    }
    here.take_out(&BROUGHT);
    if !asked.is_some_and(|code| here.data().has_asked(&code)) {
        return;
    }
    if let (Some(at), Route::Discover(looking)) = (at.as_deref().and_then(place_of), route) {
        here.choose(|settings| settings.here = Some(at));
        here.replace(Route::Discover(Looking {
            near: true,
            city: String::new(),
            district: String::new(),
            ..looking
        }));
    }
    // What counts is what the service says, which is asked at each start.
    if paid.as_deref() == Some("yes") {
        here.toasts.say(Tone::Neutral, here.t_now().mini_paid());
    }
}

/// What there is for who has signed up.
fn for_event(here: Here, event: &Event) -> AnyView {
    let t = here.t;
    let state = here.viewer.with(|v| v.sign_up(&event.id).state);
    if event.status != EventStatus::Scheduled || event.ends() <= here.now() {
        return nothing();
    }
    let mut given = vec![
        ("event", event.id.0.clone()),
        ("title", event.title.clone()),
        ("start", event.start.unix().to_string()),
    ];
    let (verb, label, icon) = match state {
        SignUpState::Confirmed { .. } => (Verb::Remind, t.mini_remind(), Icon::Clock),
        SignUpState::PendingPayment { .. } => {
            given.push(("kind", "seat".to_owned()));
            given.push(("price", event.price.clone()));
            (Verb::Pay, t.act_pay(), Icon::Price)
        }
        _ => return nothing(),
    };
    offered(
        here,
        Offer {
            verb,
            label,
            icon,
            given,
            back: Some(Route::Event(event.id.clone())),
            copy: None,
        },
    )
}

/// The button, where the host does it; else what stands in for it.
fn offered(here: Here, offer: Offer) -> AnyView {
    let does_it = RwSignal::new(None);
    let said = RwSignal::new("");
    let busy = RwSignal::new(false);
    let verb = offer.verb;
    let offer = StoredValue::new(offer);
    spawn_local(async move {
        let does = pages().await.is_ok_and(|pages| does(verb, &pages));
        does_it.try_set(Some(does));
    });
    let asks = move || {
        let given = offer.with_value(|it| {
            let back = it.back.iter();
            let back = back.map(|to| ("back", here.data().way_back(&here.whole_link(to))));
            it.given.iter().cloned().chain(back).collect()
        });
        said.set("");
        spawn_local(async move {
            let t = here.t;
            let word = match super::ask_while(verb, given, busy).await {
                Answer::No => t.mini_no(),
                Answer::Refused if verb == Verb::NavigateHost => t.mini_stays(),
                Answer::Refused => t.mini_refused(),
                Answer::Done | Answer::Told(_) | Answer::Fault(_) => return,
            };
            let has_other = offer.try_with_value(|it| it.copy.is_some());
            if has_other == Some(true) {
                does_it.try_set(Some(false));
            } else {
                said.try_set(word);
            }
        });
    };
    let button = changing(move || match does_it.get() {
        None => nothing(),
        Some(true) => {
            let (label, icon) = offer.with_value(|it| (it.label, it.icon));
            view! {
                <Button kind=ButtonKind::Secondary icon=Some(icon) wide=true busy on_click=asks>
                    {label}
                </Button>
            }
            .into_any()
        }
        Some(false) => copying(here, offer, said),
    });
    let word = changing(move || match said.get() {
        "" => nothing(),
        word => el("p")
            .class("muted")
            .attr("role", "status")
            .child(word)
            .into_any(),
    });
    several(vec![button, word])
}

/// The button that copies it instead.
fn copying(here: Here, offer: StoredValue<Offer>, said: RwSignal<&'static str>) -> AnyView {
    let t = here.t;
    let Some((label, text)) = offer.with_value(|it| it.copy.clone()) else {
        return nothing();
    };
    let shown = text.clone();
    let copy = move || {
        let text = text.clone();
        spawn_local(async move {
            let word = match host::copy_text(&text).await {
                true => t.link_copied(),
                false => t.copy_failed(),
            };
            said.try_set(word);
        });
    };
    let button = view! {
        <Button icon=Some(Icon::Copy) wide=true on_click=copy>{label}</Button>
    };
    // To be marked by hand, where nothing else works.
    let shown = el("p").class("invite-link").child(shown).into_any();
    several(vec![shown, button.into_any()])
}
