//! In which encoding an answer says that it is.
//!
//! JSON between programs is UTF-8 (RFC 8259, section 8.1), and many services that write it name another charset beside
//! it. So a transport reads by this only what is no UTF-8.

/// The label after `charset=` in a content type (RFC 9110, section 8.3), as it stands: whoever decodes by it knows which ones
/// there are.
#[must_use]
pub fn charset(content_type: &str) -> Option<&str> {
    let mut parameters = content_type.split(';');
    let said = parameters.find_map(|one| one.trim().strip_prefix("charset="))?;
    Some(said.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::charset;

    #[test]
    fn it_is_what_the_content_type_says() {
        for (said, label) in [
            ("application/json; charset=GBK", Some("GBK")),
            ("application/json;charset=\"gb18030\";a=b", Some("gb18030")),
            ("application/json; charset=", Some("")),
            ("application/json", None),
            (";;=", None),
            ("", None),
        ] {
            assert_eq!(charset(said), label, "{said}");
        }
    }
}
