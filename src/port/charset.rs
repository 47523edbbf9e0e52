//! In which encoding an answer says that it is.
//!
//! JSON between programs is UTF-8 (RFC 8259, section 8.1), and many services that write it name another charset beside
//! it. So a transport reads by this only what is no UTF-8.

/// The label after `charset=` in a content type (RFC 9110, section 8.3), as it stands: whoever decodes by it knows which ones
/// there are. Empty where there is none.
#[must_use]
pub fn charset(content_type: &str) -> &str {
    let (_, said) = content_type.split_once("charset=").unwrap_or_default();
    said.split(';').next().unwrap_or_default().trim_matches('"')
}

#[cfg(test)]
mod tests {
    use super::charset;

    #[test]
    fn it_is_what_the_content_type_says() {
        for (said, label) in [
            ("application/json; charset=GBK", "GBK"),
            ("application/json;charset=\"gb18030\";a=b", "gb18030"),
            ("application/json; charset=", ""),
            ("application/json", ""),
            ("charset=;;=", ""),
            ("", ""),
        ] {
            assert_eq!(charset(said), label, "{said}");
        }
    }
}
