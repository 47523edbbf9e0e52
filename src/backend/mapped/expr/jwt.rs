//! What a JSON Web Token says (RFC 7519): the object in the second of the three parts of a signed one (RFC 7515).
//!
//! Its signature is the service's to check; here only what it says is read, such as when it ends.

use serde_json::Value;

/// The claims, or nothing where the text is no such token.
pub(super) fn claims(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    parts.next()?;
    let bytes = decoded(parts.next()?)?;
    parts.next()?;
    // Five parts are an encrypted one.
    if parts.next().is_some() {
        return None;
    }
    let claims: Value = serde_json::from_str(&String::from_utf8(bytes).ok()?).ok()?;
    claims.is_object().then_some(claims)
}

/// Bytes of Base64 in the alphabet for addresses (RFC 4648, section 5); with or without its padding.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut out = Vec::with_capacity(text.len());
    let (mut bits, mut count) = (0_u32, 0_u32);
    for sign in text.bytes() {
        let six = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            let [.., byte] = (bits >> count).to_be_bytes();
            out.push(byte);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{super::super::digest, claims};

    /// A token of these claims.
    fn token(claims: &Value) -> String {
        let part = |text: &str| digest::base64(text.as_bytes(), digest::URL);
        [
            &part(r#"{"alg":"HS256"}"#),
            ".",
            &part(&claims.to_string()),
            ".c2ln",
        ]
        .concat()
    }

    #[test]
    fn a_token_says_when_it_ends() {
        // The example of RFC 7519, section 3.1.
        let example = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9\
            .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
            .dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let said =
            json!({ "iss": "joe", "exp": 1_300_819_380, "http://example.com/is_root": true });
        assert_eq!(claims(example), Some(said));
        for name in ["林", "a?b>c~", "", "x", "xy", "xyz", "夜跑🌙"] {
            let said = json!({ "name": name, "exp": 1 });
            assert_eq!(claims(&token(&said)), Some(said));
        }
    }

    #[test]
    fn what_is_no_token_says_nothing() {
        let good = token(&json!({ "exp": 1 }));
        for text in [
            "",
            "opaque",
            "a.b",
            "..",
            "a.b.c",
            "a.e30+.c",
            &token(&json!([1])),
            &token(&json!("text")),
            &format!("{good}.more"),
            &format!("{good}.more.parts"),
            "a.林.c",
            "a.____.c",
        ] {
            assert_eq!(claims(text), None, "{text}");
        }
    }
}
