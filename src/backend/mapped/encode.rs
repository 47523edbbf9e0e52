//! Bodies as they are sent: JSON and two kinds of form.

use serde_json::Value;

use crate::{
    parts::{NotLoaded, part},
    percent::encode,
    port::json_text_by,
};

use super::{
    expr::{number_text, plain},
    plan::Encoding,
};

/// The content type of a body, and its text.
///
/// # Errors
/// [`NotLoaded`]: forms are written by what comes later.
pub(super) fn body(encoding: &Encoding, value: &Value) -> Result<(String, String), NotLoaded> {
    match encoding {
        Encoding::Json(media) => Ok((media.clone(), json_text_by(value, number_text))),
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
        Value::Array(_) | Value::Object(_) => Some(json_text_by(value, number_text)),
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
