//! Services for a browser instead of for the suite: `tests/e2e` starts them by this, filled and set up as the suite has them.

use std::{env, thread};

use linju::model::Instant;

use super::{
    backends, pocketbase,
    process::Process,
    seed::{self, LARGE, Size},
};

/// No test, but what the end-to-end tests and `first-card.mjs` speak to. `LINJU_SERVE` is the service and where on
/// loopback it answers, at several addresses for as many of the same (`own-pocketbase 127.0.0.1:8416 127.0.0.1:8417`);
/// `LINJU_NOW` the moment that its rows are counted from; `LINJU_SIZE` how many communities, events and members
/// (`150,2000,10000` unless said); `LINJU_CROWD` so many more in one directory, that of `crowd`. They are there until it
/// is ended.
#[test]
#[ignore = "serves until it is ended: tests/e2e/playwright.config.mjs starts it"]
fn serves_the_end_to_end_tests() {
    // With all that are ignored it is called too, by nobody who wants it.
    let Ok(asked) = env::var("LINJU_SERVE") else {
        return;
    };
    let now = env::var("LINJU_NOW").unwrap();
    let now = Instant::parse(&now).expect("LINJU_NOW as RFC 3339");
    let size = env::var("LINJU_SIZE").map_or(LARGE, |text| size(&text));
    let crowd = env::var("LINJU_CROWD").map_or(0, |text| text.parse().expect("a number"));
    let mut words = asked.split_whitespace();
    let service = words.next().unwrap_or_default();
    let at: Vec<&str> = words.collect();
    let running: Vec<Process> = match service {
        "pocketbase" => {
            let seed = seed::of(&size, now);
            at.iter()
                .flat_map(|at| pocketbase::serve(at, &seed))
                .collect()
        }
        "own-pocketbase" => backends::pocketbase::serve(&at, &size, crowd, now),
        "own-postgresql" => backends::postgresql::api::serve(&at, &size, crowd, now),
        other => {
            panic!("LINJU_SERVE={other}: there is pocketbase, own-pocketbase and own-postgresql")
        }
    };
    assert!(!running.is_empty(), "LINJU_SERVE={asked}: where?");
    println!("filled: {asked}");
    loop {
        thread::park();
    }
}

/// By the address, so that two runs at a time do not meet.
pub fn named(service: &str, address: &str) -> String {
    format!("{service}-{}", address.replace(':', "-"))
}

fn size(text: &str) -> Size {
    let counts: Vec<u32> = text.split(',').flat_map(str::parse).collect();
    match counts[..] {
        [communities, events, members] => Size {
            communities,
            events,
            members,
        },
        _ => panic!("LINJU_SIZE={text}: communities,events,members"),
    }
}
