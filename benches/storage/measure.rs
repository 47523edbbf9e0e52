//! What `cargo xtask bench storage` measures, natively and in a browser: a kept feed of a million UTF-16 units, read and decoded whole and piece by
//! piece, beside `JSON.parse` of the same text in the same round; and how long each task of writing it takes.

use std::{cell::Cell, fmt::Write as _, future::Future, hint::black_box, pin::pin, rc::Rc, task};

use linju::{
    backend::Page,
    data::{Ask as _, Data, EventsPage, EventsWanted, Ports},
    model::{Event, FromJson as _, Instant, ToJson as _, Zones},
    port::{
        Clock, KeyValue, LocalFuture, MemoryKv, Randomness, Request, Response, Transport,
        TransportError, json_text, units,
    },
    store::{Cache, PIECES, Whose},
};

use serde_json::Value;

use crate::many::{Later, Many};

const ROUNDS: usize = 31;
/// Until code and memory are warm.
const BEFORE: usize = 4;
/// As large as a kept feed is here, in UTF-16 units.
const FEED: usize = 1_000_000;
/// So many other answers are kept.
const OTHERS: usize = 300;

/// What a page runs on, where nothing comes from outside.
struct Still;

impl Clock for Still {
    fn now(&self) -> Instant {
        Instant::from_unix(1_795_000_000)
    }
}
impl Randomness for Still {
    fn id(&self) -> String {
        "1".to_owned()
    }
}
impl Zones for Still {
    fn offset_at(&self, _: &str, _: Instant) -> Option<i32> {
        Some(28_800)
    }
}
impl Transport for Still {
    fn send<'a>(&'a self, _: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        Box::pin(async { Err(TransportError::Network) })
    }
}

/// Nothing here waits for anything, so a future is ready when it is asked.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut task::Context::from_waker(task::Waker::noop())) {
        task::Poll::Ready(value) => value,
        task::Poll::Pending => panic!("waits for something"),
    }
}

fn page(events: &[Event]) -> Page<Event> {
    Page {
        items: events.to_vec(),
        next: None,
        total: None,
    }
}

/// As many events as make a feed, of a data set in Linju's JSON.
fn feed(data_set: &str) -> Vec<Event> {
    let all: Value = serde_json::from_str(data_set).unwrap();
    let mut events = Vec::<Event>::from_json(&all["events"]).unwrap();
    let mut length = 0;
    events.retain(|event| {
        length += units(&json_text(&event.to_json()));
        length < FEED
    });
    events
}

fn open(many: &Rc<Many>, kv: &Rc<dyn KeyValue>, later: &Rc<Later>) -> Data {
    let ports = Ports {
        kv: kv.clone(),
        tab: Rc::new(MemoryKv::default()),
        transport: Rc::new(Still),
        clock: Rc::new(Still),
        random: Rc::new(Still),
        zones: Rc::new(Still),
    };
    let data = Data::new(many.clone(), ports, "bench");
    data.keep_when_idle(later.clone());
    data
}

/// The figures in words, for a data set in Linju's JSON; `ms` is a watch in milliseconds, and `parse` says how long `JSON.parse` of a text takes (natively, what comes
/// nearest to it).
pub fn measure(
    data_set: &str,
    kv: Rc<dyn KeyValue>,
    ms: &dyn Fn() -> f64,
    parse: &dyn Fn(&str) -> f64,
) -> String {
    let many = Many::new(0, usize::MAX / 2);
    many.events.replace(feed(data_set));
    let text = json_text(&page(&many.events.borrow()).to_json());
    let at = Still.now();
    let first = EventsPage::default();

    // All of it in one entry, as it would be if it were not cut.
    let whole = Cache::new(kv.clone(), "bench", Whose::new("whole"));
    let small = Cache::new(kv.clone(), "bench", Whose::new("others"));
    for n in 0..OTHERS {
        small
            .put(&format!("q{n}"), &"x".repeat(300), at, None)
            .unwrap();
    }
    let later = Rc::new(Later::default());
    let longest = Cell::new(0.0_f64);
    let timed = |work: &mut dyn FnMut()| {
        let begun = ms();
        work();
        let took = ms() - begun;
        longest.set(longest.get().max(took));
        took
    };
    let mut times = Vec::new();
    for _ in 0..BEFORE + ROUNDS {
        let json = parse(&text);
        whole.put_text("q", &text, at, None).unwrap();
        let all = timed(&mut || drop(black_box(whole.get::<Page<Event>>("q").unwrap())));
        // Both together are more than may be kept.
        whole.clear();

        longest.set(0.0);
        let data = open(&many, &kv, &later);
        timed(&mut || drop(black_box(now(data.fresh(&first)).unwrap())));
        let at_once = longest.replace(0.0);
        let mut writing = 0.0;
        loop {
            let mut more = false;
            writing += timed(&mut || more = later.moment());
            if !more {
                break;
            }
        }
        let longest_write = longest.replace(0.0);

        let data = open(&many, &kv, &later);
        let start = timed(&mut || drop(black_box(data.kept(&first).unwrap())));
        let (mut pieces, mut rest) = (1, 0.0);
        loop {
            let piece = EventsPage(EventsWanted {
                cursor: Some(format!("{PIECES}{pieces}")),
                ..EventsWanted::default()
            });
            let mut more = false;
            rest += timed(&mut || more = black_box(data.kept(&piece)).is_some());
            if !more {
                break;
            }
            pieces += 1;
        }
        assert!(pieces > 10, "{pieces} of {}", first.key());
        let longest_read = longest.get();
        let put = timed(&mut || small.put("q0", &"y".repeat(300), at, None).unwrap());
        times.push([
            json,
            all,
            start,
            start + rest,
            longest_read,
            at_once,
            writing,
            longest_write,
            put,
        ]);
    }
    for name in ["whole/", "others/", "bench/"] {
        Cache::forget_accounts(&*kv, "bench", name);
        Cache::forget_accounts(&*kv, "many", name);
    }
    told(&times[BEFORE..], units(&text))
}

fn told(times: &[[f64; 9]], length: usize) -> String {
    let mut text = format!(
        "a kept feed of {length} UTF-16 units; the middle of {ROUNDS} rounds, and where eight of ten lie:\n"
    );
    let mut line = |what: &str, unit: &str, of: &dyn Fn(&[f64; 9]) -> f64| {
        let mut all: Vec<f64> = times.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        let (low, high) = (all[ROUNDS / 10], all[ROUNDS - 1 - ROUNDS / 10]);
        writeln!(
            text,
            "{what:56} {:8.2}{unit}  ({low:.2}..{high:.2})",
            all[ROUNDS / 2]
        )
        .unwrap();
    };
    line("JSON.parse of it", " ms", &|t| t[0]);
    line("read and decoded in one", " ms", &|t| t[1]);
    line("  / JSON.parse", "×", &|t| t[1] / t[0]);
    line(
        "as it is kept: the first piece, which a start reads",
        " ms",
        &|t| t[2],
    );
    line("  / JSON.parse of all", "×", &|t| t[2] / t[0]);
    line("all pieces, one after the other", " ms", &|t| t[3]);
    line("  / JSON.parse", "×", &|t| t[3] / t[0]);
    line("the longest of them", " ms", &|t| t[4]);
    line("taking it in, before anything is written", " ms", &|t| t[5]);
    line("writing all pieces, when nobody waits", " ms", &|t| t[6]);
    line("the longest of these", " ms", &|t| t[7]);
    line(
        "keeping one small answer beside 300 others and the feed",
        " ms",
        &|t| t[8],
    );
    text
}
