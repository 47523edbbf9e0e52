use serde_json::{Value, json};

use super::{
    super::{expr::Expr, html, link},
    script::{Bench, now},
    values::made,
};
use crate::backend::Backend as _;

#[test]
fn html_is_reduced_to_text_and_safe_links() {
    let check = |html: &str, expected: &str| assert_eq!(html::markdown(html), expected, "{html}");
    check("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three");
    check("a<br>b<br/>c", "a\nb\nc");
    check("<ul><li>a</li><li><p>b</p></li></ul>x", "- a\n- b\n\nx");
    check("y<ol><li>a</li><li>b</li></ol>", "y\n\n1. a\n2. b");
    check("<h2>Title</h2>text", "### Title\n\ntext");
    check("a <b>bold</b> <em>word</em>", "a **bold** *word*");
    check("a <b></b>c", "a c");
    check("<b>open", "**open**");
    check(
        r#"<a class="x" href="https://a.example/x(1)">here</a>!"#,
        "[here](https://a.example/x%281%29)!",
    );
    check("<a href='javascript:alert(1)'>no</a>", "no");
    check(
        "<a href=\"https://a.example/\">never closed",
        "[never closed](https://a.example/)",
    );
    check("<script>alert(1)</script>a<style>b{}</style>", "a");
    check("<SCRIPT src=x>alert('</b>')</ScRiPt >a", "a");
    check(
        "1 < 2 and [x](y) *z* `q`",
        "1 \\< 2 and \\[x\\](y) \\*z\\* \\`q\\`",
    );
    check("<!-- hidden --> # no heading", "\\# no heading");
    check("1. not a list", "1\\. not a list");
    check("<img alt=\"a cat\" src=x onerror=alert(1)>", "a cat");
    check(
        "&#x4e2d;&#25991;&nbsp;&unknown; & &#0;",
        "中文 &unknown; & &#0;",
    );
    check("https://a.example/b_c_d", "https://a.example/b_c_d");
    check("<a href", "");
    check("<", "\\<");
    assert_eq!(
        html::line("<p>A &amp;\n <b>B</b></p><p>*C*</p>"),
        "A & B *C*"
    );
    assert_eq!(html::escaped("a *b*\n- c"), "a \\*b\\*\n\\- c");
}

#[test]
fn the_next_page_of_a_link_header_is_found() {
    let check = |header: &str, expected: Option<&str>| {
        assert_eq!(link::next(header).as_deref(), expected, "{header}");
    };
    check(
        "<http://a/?p=1>; rel=\"first\", <http://a/?p=2>; rel=\"next\"",
        Some("http://a/?p=2"),
    );
    check(
        "<http://a/?p=2,3>; title=\"x\"; rel=next",
        Some("http://a/?p=2,3"),
    );
    check("<a>; rel=\"prev next\"", Some("a"));
    check("<a>; rel=\"prev\"", None);
    check("<a", None);
    check("", None);
}

#[test]
fn a_next_address_is_held_to_the_declared_origins() {
    let origins = ["https://other.example".to_owned()];
    let check = |base: &str, next: &str, expected: Option<&str>| {
        assert_eq!(
            link::held(next, base, &origins).as_deref(),
            expected,
            "{base} {next}"
        );
    };
    let base = "https://api.example/v1";
    check(
        base,
        "https://api.example/v1/x?p=2",
        Some("https://api.example/v1/x?p=2"),
    );
    check(
        base,
        "https://API.example:443/x",
        Some("https://API.example:443/x"),
    );
    check(
        base,
        "https://other.example/x",
        Some("https://other.example/x"),
    );
    check(base, "/v1/x?p=2", Some("https://api.example/v1/x?p=2"));
    check(base, "/x?p=2", Some("https://api.example/v1/x?p=2"));
    check(base, "x?p=2", Some("https://api.example/v1/x?p=2"));
    check("/api", "/x?p=2", Some("/api/x?p=2"));
    check("/api", "/api/x?p=2", Some("/api/x?p=2"));
    check("", "/x", Some("/x"));
    check("", "http://127.0.0.1/x", None);
    for evil in [
        "https://evil.example/x",
        "http://api.example/x",
        "https://api.example:8443/x",
        "https://api.example@evil.example/x",
        "https://api.example\\@evil.example/x",
        "//evil.example/x",
        "/\\evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "ht\ntps://evil.example",
    ] {
        check(base, evil, None);
        check("", evil, None);
    }
}

#[test]
fn pieces_of_a_text_are_replaced_all_at_once() {
    let replaced = |text: &str, pieces: Value, expected: &str| {
        made(
            &json!(text),
            json!({ "at": "", "replace": pieces }),
            json!(expected),
        );
    };
    let doubled = json!({ "'": "''" });
    for (text, expected) in [
        ("book-cd", "book-cd"),
        ("O'Hara", "O''Hara"),
        ("'a'", "''a''"),
        ("' OR '1'='1", "'' OR ''1''=''1"),
        (" 林'🌙 ", " 林''🌙 "),
        ("", ""),
    ] {
        replaced(text, doubled.clone(), expected);
    }
    // What was put in is not replaced again, and of two that begin the longer counts.
    replaced("a\\'b", json!({ "'": "\\'", "\\": "\\\\" }), "a\\\\\\'b");
    replaced("aab", json!({ "a": "b", "b": "a", "aa": "-" }), "-a");
    replaced("乙丙", json!({ "乙": "" }), "丙");
    made(
        &json!(7),
        json!({ "at": "", "replace": { "7": "8" } }),
        json!("8"),
    );
    made(
        &json!([]),
        json!({ "at": "", "replace": { "7": "8" } }),
        Value::Null,
    );
    for wrong in [json!({ "": "x" }), json!({ "x": 1 }), json!("x")] {
        let value = json!({ "at": "", "replace": wrong });
        assert!(Expr::compile(&value, "").is_err(), "{value}");
    }
}

#[test]
fn relative_addresses_are_of_the_service() {
    for (base, link, expected) in [
        (
            "https://x.example/api",
            "/media/a.png",
            "https://x.example/media/a.png",
        ),
        (
            "https://x.example/api",
            "a.png",
            "https://x.example/api/a.png",
        ),
        (
            "https://x.example/api",
            "//cdn.example/a",
            "https://cdn.example/a",
        ),
        (
            "http://x.example:8080",
            " /a?b#c ",
            "http://x.example:8080/a?b#c",
        ),
        (
            "https://x.example",
            "https://y.example/a",
            "https://y.example/a",
        ),
        ("https://x.example", "mailto:a@b", "mailto:a@b"),
        ("https://x.example", "/a:b", "https://x.example/a:b"),
        (
            "https://x.example",
            "/\\evil.example",
            "https://x.example/\\evil.example",
        ),
        ("/proxy", "/media/a.png", "/media/a.png"),
        ("/proxy", "a.png", "/proxy/a.png"),
        ("", "/a", "/a"),
        ("", "//cdn.example/a", "//cdn.example/a"),
    ] {
        let found = link::against(link, base);
        assert_eq!(found.as_deref(), Some(expected), "{link} against {base}");
        let bench = Bench::of(
            &json!({ "base": base, "queries": { "communities": { "path": "/c", "row": { "object": {
            "id": "/id", "name": "/id", "purpose": "/id", "cover": { "at": "/pic", "as": "address" } } } } } }),
        );
        bench.answer(200, &json!([{ "id": "c", "pic": link }]));
        let communities = now(bench.backend.communities(None)).unwrap();
        let community = communities.data.items.first().unwrap();
        assert_eq!(community.cover.as_deref(), Some(expected));
    }
    assert_eq!(link::against(" ", "https://x.example"), None);
}
