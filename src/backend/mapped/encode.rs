//! Bodies as they are sent: JSON and two kinds of form.

use serde_json::Value;

use crate::{
    parts::{NotLoaded, part},
    percent::encode,
};

use super::{expr::plain, plan::Encoding};

/// The content type of a body, and its text.
///
/// # Errors
/// [`NotLoaded`]: forms are written by what comes later.
pub(super) fn body(encoding: &Encoding, value: &Value) -> Result<(String, String), NotLoaded> {
    match encoding {
        Encoding::Json(media) => Ok((media.clone(), written(value))),
        other => form(other, value),
    }
}

part! {
    Service "service" "13":
    fn form(encoding: &Encoding, value: &Value) -> (String, String) {
        if *encoding == Encoding::Multipart {
            return multipart(&fields(value));
        }
        let mut out = String::new();
        for (name, text) in fields(value) {
            pair(&mut out, &name, &text);
        }
        ("application/x-www-form-urlencoded".to_owned(), out)
    }
}

/// JSON, as a text. serde_json's own way there is made for any writer and any value, and costs 6 kB.
pub(super) fn written(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value);
    out
}

/// As deep as JSON's reader lets a document be, and a mapping what is made of it.
fn write(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::String(text) => quoted(out, text),
        Value::Array(list) => {
            for (n, one) in list.iter().enumerate() {
                out.push(if n == 0 { '[' } else { ',' });
                write(out, one);
            }
            out.push_str(if list.is_empty() { "[]" } else { "]" });
        }
        Value::Object(map) => {
            for (n, (key, one)) in map.iter().enumerate() {
                out.push(if n == 0 { '{' } else { ',' });
                quoted(out, key);
                out.push(':');
                write(out, one);
            }
            out.push_str(if map.is_empty() { "{}" } else { "}" });
        }
        scalar => out.push_str(&plain(scalar).unwrap_or_default()),
    }
}

/// RFC 8259, section 7.
fn quoted(out: &mut String, text: &str) {
    const HEX: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x1f' => {
                let code = usize::from(c as u8);
                let digit = |n: usize| HEX.get(n & 15).copied().unwrap_or('0');
                out.push_str("\\u00");
                out.extend([digit(code >> 4), digit(code)]);
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// `&name=value`, without the `&` at the beginning.
pub(super) fn pair(out: &mut String, name: &str, text: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(&encode(name));
    out.push('=');
    out.push_str(&encode(text));
}

/// Names and texts of a form: a list repeats its name, an object is JSON.
fn fields(value: &Value) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        for text in texts(value) {
            out.push((name.clone(), text));
        }
    }
    out
}

/// The texts of a value, one for each element of a list.
pub(super) fn texts(value: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Null => None,
        Value::Array(_) | Value::Object(_) => Some(written(value)),
        scalar => plain(scalar),
    };
    match value {
        Value::Array(list) => list.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

/// `multipart/form-data` (RFC 7578).
fn multipart(fields: &[(String, String)]) -> (String, String) {
    let mut boundary = "linju-form-boundary".to_owned();
    while fields.iter().any(|(_, text)| text.contains(&boundary)) {
        boundary.push('x');
    }
    let mut out = String::new();
    for (name, text) in fields {
        let name = name
            .replace('"', "%22")
            .replace('\r', "%0D")
            .replace('\n', "%0A");
        out.push_str(&["--", &boundary, "\r\n"].concat());
        out.push_str(
            &[
                "Content-Disposition: form-data; name=\"",
                &name,
                "\"\r\n\r\n",
            ]
            .concat(),
        );
        out.push_str(&[text, "\r\n"].concat());
    }
    out.push_str(&["--", &boundary, "--\r\n"].concat());
    let media = ["multipart/form-data; boundary=", &boundary].concat();
    (media, out)
}
