//! A service that writes another encoding than UTF-8, or says so, in real bytes: JSON is UTF-8 (RFC 8259, section 8.1), and what
//! is not is shown as such. Nothing else of the answer is lost.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    thread,
};

use linju::{
    backend::{
        Backend as _, BackendError,
        mapped::{Mapped, Plan},
    },
    model::AccountId,
};
use serde_json::json;

use super::native::{Hand, Wire, block_on};

/// The name of the one community that a page is told of.
fn read(said: &str, body: &[u8]) -> Result<String, BackendError> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let mut answer = format!(
        "HTTP/1.1 200 OK\r\n{said}content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    )
    .into_bytes();
    answer.extend(body);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(&stream).lines();
            let _head = lines.map_while(Result::ok).find(String::is_empty);
            let _told = stream.write_all(&answer);
        }
    });
    let plan = Plan::compile(&json!({
        "base": base, "queries": { "communities": { "path": "/communities" } },
    }));
    let clock = Hand::at("2026-11-21T18:00:00Z");
    let page = Mapped::new(plan.unwrap(), Wire::new(), clock, AccountId::from("device"));
    let page = block_on(page.communities(None))?.data;
    Ok(page.items.into_iter().next().unwrap().name)
}

fn row(name: &[u8]) -> Vec<u8> {
    [br#"[{"id":"a","purpose":"p","name":""#, name, br#""}]"#].concat()
}

#[test]
fn an_answer_is_utf_8_whatever_it_says_and_what_is_not_is_shown_as_such() {
    let whole = "content-type: application/json; charset=";
    let utf16 = |turn: bool, mark: &str| -> Vec<u8> {
        let text = format!(
            "{mark}{}",
            String::from_utf8(row("邻聚".as_bytes())).unwrap()
        );
        let both = |unit: u16| {
            if turn {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(both).collect()
    };
    for (said, body, name) in [
        // It says what is not so: JSON is UTF-8.
        ("gbk", row("邻聚".as_bytes()), "邻聚"),
        ("iso-8859-1", row("邻聚".as_bytes()), "邻聚"),
        ("utf-16", row("邻聚".as_bytes()), "邻聚"),
        ("klingon", row("邻聚".as_bytes()), "邻聚"),
        // It is what it says, which JSON may not be; the rest of the row is as good as ever.
        ("gbk", row(b"\xc1\xda"), "\u{fffd}\u{fffd}"),
        ("iso-8859-1", row(b"Caf\xe9"), "Caf\u{fffd}"),
        ("utf-8", row(b"\xc1\xbe"), "\u{fffd}\u{fffd}"),
    ] {
        let found = read(&format!("{whole}{said}\r\n"), &body);
        assert_eq!(found, Ok(name.to_owned()), "{said}");
    }
    assert_eq!(
        read("", &row(b"\xe9")),
        Ok("\u{fffd}".to_owned()),
        "nothing is said"
    );
    for (turn, mark) in [
        (false, ""),
        (true, ""),
        (false, "\u{feff}"),
        (true, "\u{feff}"),
    ] {
        let found = read(&format!("{whole}utf-16\r\n"), &utf16(turn, mark));
        assert!(
            matches!(found, Err(BackendError::Unreadable { .. })),
            "{found:?}"
        );
    }
}

#[test]
fn bytes_that_are_no_json_in_any_encoding_are_an_answer_that_cannot_be_read() {
    for body in [
        &b"\xff\xfe"[..],
        b"\xff\xff\xff\xff",
        b"\0\0\0\0",
        b"\xfe\xff[",
        b"\x1b$B",
        b"\xef\xbb\xbf",
    ] {
        for said in [
            "gbk",
            "utf-16",
            "utf-8",
            "iso-2022-jp",
            "x-user-defined",
            "replacement",
        ] {
            let found = read(
                &format!("content-type: application/json; charset={said}\r\n"),
                body,
            );
            assert!(
                matches!(found, Err(BackendError::Unreadable { .. })),
                "{said}: {found:?}"
            );
        }
    }
}
