//! Text and types, by way of one JSON value.

use serde_json::{Number, Value};

use crate::model::{FromJson, ToJson};

/// Reads a text; `None` when it is not JSON or not this.
pub fn read_text<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&serde_json::from_str(text).ok()?).ok()
}

/// Writes a text.
pub fn write_text<T: ToJson>(it: &T) -> String {
    json_text(&it.to_json())
}

/// A value as a text. serde_json's own writer is made for all that can be written to and costs 6 kB of wasm.
pub fn json_text(value: &Value) -> String {
    json_text_by(value, Number::to_string)
}

/// The same, with numbers as somebody writes them.
pub fn json_text_by(value: &Value, number: fn(&Number) -> String) -> String {
    let mut out = String::new();
    write(&mut out, value, number);
    out
}

/// As deep as the value, which JSON's reader keeps to 128 levels.
fn write(out: &mut String, value: &Value, text: fn(&Number) -> String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(it) => out.push_str(if *it { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&text(number)),
        Value::String(text) => quote(out, text),
        Value::Array(list) => {
            out.push('[');
            for (n, one) in list.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                write(out, one, text);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (n, (key, one)) in map.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                quote(out, key);
                out.push(':');
                write(out, one, text);
            }
            out.push('}');
        }
    }
}

/// RFC 8259, section 7.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0'..='\x1f' => {
                let digit = |n: u8| char::from(if n < 10 { b'0' + n } else { b'a' + n - 10 });
                let code = c as u8;
                out.push_str("\\u00");
                out.extend([digit(code >> 4), digit(code & 15)]);
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::any_value;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(value in any_value()) {
            let read: Value = serde_json::from_str(&json_text(&value)).unwrap();
            // Some fractions are read a little off, by whomever they were written.
            let by_serde: Value = serde_json::from_str(&value.to_string()).unwrap();
            prop_assert_eq!(read, by_serde);
        }
    }

    #[test]
    fn nothing_is_written_that_is_not_needed() {
        let value = json!({ "a": [], "b": {}, "c": [1, -2.5, true, null], "d": "\"\\\n\u{1f}邻/" });
        let text = json_text(&value);
        assert_eq!(
            text,
            r#"{"a":[],"b":{},"c":[1,-2.5,true,null],"d":"\"\\\u000a\u001f邻/"}"#
        );
    }
}
