//! What a page reads of an answer, and which cookies go with what it sends.

use linju::{
    host::Http,
    port::{Request, Transport as _},
};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDocument, window};

/// What Chromium's own network makes of these bytes, and then we.
async fn read(content_type: &str, base64: &str) -> String {
    let url = format!("data:{content_type};base64,{base64}");
    Http.send(Request::get(url)).await.unwrap().body
}

#[wasm_bindgen_test]
async fn an_answer_is_utf_8_whatever_it_says_and_what_is_not_is_shown_as_such() {
    let lost = "\"\u{fffd}\u{fffd}\"";
    for (charset, base64, text) in [
        ("", "IumCu+iBmiI=", "\"邻聚\""),
        (";charset=gbk", "IumCu+iBmiI=", "\"邻聚\""),
        (";charset=utf-16", "IumCu+iBmiI=", "\"邻聚\""),
        // 邻 in GBK, é twice in ISO 8859-1.
        (";charset=gbk", "IsHaIg==", lost),
        (
            ";charset=iso-8859-1",
            "Iunp6SI=",
            "\"\u{fffd}\u{fffd}\u{fffd}\"",
        ),
        (";charset=klingon", "IsHaIg==", lost),
        ("", "IsHaIg==", lost),
        ("", "//4=", "\u{fffd}\u{fffd}"),
        ("", "", ""),
    ] {
        let content_type = format!("application/json{charset}");
        assert_eq!(
            read(&content_type, base64).await,
            text,
            "{charset} {base64}"
        );
    }
}

#[wasm_bindgen_test]
fn a_cookie_is_read_for_the_own_origin_and_for_no_other() {
    let document = window().unwrap().document().unwrap();
    let document: HtmlDocument = document.dyn_into().unwrap();
    document.set_cookie("csrftoken=of=this; path=/").unwrap();
    document.set_cookie("csrftoken2=other; path=/").unwrap();
    let own = window().unwrap().location().origin().unwrap();
    let cookie = |to: &str| Http.cookie("csrftoken", to);

    let (slash, path) = (format!("{own}/"), format!("{own}/api//v1"));
    for to in ["", "/", "/api", "/a//b", &own, &slash, &path] {
        assert_eq!(cookie(to).as_deref(), Some("of=this"), "{to}");
    }
    // Beside other names for this machine, all that a browser would not read as this origin, or might read in two ways.
    let (behind, user, port, host) = (
        format!("{own}.evil.example/"),
        format!("{own}@evil.example/"),
        format!("{own}1/"),
        own.replace("http:", "https:"),
    );
    for to in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\n//evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "data:,",
        "evil.example",
        "../",
        " /api",
        &behind,
        &user,
        &port,
        &host,
    ] {
        assert_eq!(cookie(to), None, "{to:?}");
    }
    for name in ["csrf", "CSRFTOKEN", "", "of", "csrftoken=of"] {
        assert_eq!(Http.cookie(name, "/"), None, "{name}");
    }
    for name in ["csrftoken", "csrftoken2"] {
        document
            .set_cookie(&format!("{name}=; path=/; max-age=0"))
            .unwrap();
    }
    assert_eq!(cookie("/"), None);
}
