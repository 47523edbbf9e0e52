//! A directory of many in the data set: it comes in pages, each row once, and somebody far behind is found without reading those before.

use std::rc::Rc;

use linju::{
    backend::embedded::Embedded,
    data::{Data, MemberById, MembersPage, Page, Persona},
    model::{Member, Role},
    port::{LocalFuture, MemoryKv, Request, Response, Transport, TransportError},
};

use super::{
    Bench, NOW,
    native::{Counter, Files, Hand, Tz, block_on},
    playing::play,
    ports,
};

/// Files under `public/`, with another directory.
struct Long(Rc<Files>, String);

impl Transport for Long {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        if request.url == "data/m/dog-walk.json" {
            let body = self.1.clone();
            return Box::pin(async move {
                Ok(Response {
                    status: 200,
                    headers: Vec::new(),
                    body,
                })
            });
        }
        self.0.send(request)
    }
}

/// So many members; every hundredth is a host.
fn rows(count: usize) -> Vec<String> {
    let row = |n: usize| {
        let role = if n % 100 == 50 { "host" } else { "member" };
        format!(
            r#"{{"community":"dog-walk","id":"m-{n}","name":"某{n}","role":"{role}","joined":"@-{n}d 09:00"}}"#
        )
    };
    (0..count).map(row).collect()
}

fn bench(rows: &[String]) -> Bench {
    let (files, clock, kv) = (Files::new(), Hand::at(NOW), Rc::new(MemoryKv::default()));
    let long = Rc::new(Long(files.clone(), format!("[{}]", rows.join(",\n"))));
    let backend = Embedded::new(
        long,
        kv.clone(),
        clock.clone(),
        Counter::named("ticket"),
        Rc::new(Tz),
    );
    let data = Data::new(Rc::new(backend), ports(kv.clone(), &files, &clock), "me");
    let bench = Bench {
        data,
        files,
        clock,
        kv,
    };
    play(&bench, Persona::Organiser);
    bench
}

fn page(bench: &Bench, cursor: Option<String>) -> Page<Member> {
    let query = MembersPage {
        community: "dog-walk".into(),
        cursor,
    };
    block_on(bench.data.fresh(&query)).unwrap()
}

fn pages(bench: &Bench) -> Vec<Page<Member>> {
    let mut all = vec![page(bench, None)];
    while let Some(next) = all.last().and_then(|page| page.next.clone()) {
        assert!(all.len() < 20, "pages never end");
        all.push(page(bench, Some(next)));
    }
    all
}

#[test]
fn each_stands_on_one_page_those_with_a_role_first() {
    let bench = bench(&rows(1_000));
    let pages = pages(&bench);
    assert_eq!(pages.len(), 5);
    let hosts = pages[0].items.iter().take_while(|it| it.role == Role::Host);
    assert_eq!(hosts.count(), 10);
    let mut ids: Vec<&str> = pages
        .iter()
        .flat_map(|page| &page.items)
        .map(|it| it.id.as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    // And the part that is played, at the end.
    assert_eq!(ids.len(), 1_001);
    assert_eq!(pages[4].items.last().unwrap().id.as_str(), "organiser");
    for page in &pages {
        assert!(page.items.len() <= 201 && page.total.is_none());
        let own = page.items.iter().filter(|it| it.id.as_str() == "organiser");
        assert_eq!(own.count(), usize::from(page.next.is_none()));
    }
}

#[test]
fn somebody_far_behind_is_read_alone() {
    let bench = bench(&rows(1_000));
    let query = |id: &str| MemberById {
        community: "dog-walk".into(),
        member: id.into(),
    };
    let last = block_on(bench.data.fresh(&query("m-999"))).unwrap();
    assert_eq!(last.name, "某999");
    assert!(last.joined.is_some(), "its time was made absolute");
    assert_eq!(
        block_on(bench.data.fresh(&query("m-99"))).unwrap().name,
        "某99"
    );
    assert!(block_on(bench.data.fresh(&query("m-1000"))).is_err());
}

#[test]
fn a_row_that_cannot_be_read_takes_no_other_with_it() {
    let mut rows = rows(450);
    rows[7] = r#"{"community":"dog-walk","name":"没有编号","role":"member"}"#.to_owned();
    rows[300] = r#"{"community":"dog-walk","id":"x" oops,"role":"member"}"#.to_owned();
    let bench = bench(&rows);
    let all: usize = pages(&bench).iter().map(|page| page.items.len()).sum();
    assert_eq!(all, 449);
    let report = bench.data.report();
    let left_out: usize = report
        .rows
        .iter()
        .filter(|row| row.query.starts_with("members/"))
        .map(|row| row.left_out.len())
        .sum();
    assert_eq!(left_out, 2);
}
