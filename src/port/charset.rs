//! In which encoding an answer says that it is.
//!
//! JSON between programs is UTF-8 (RFC 8259, section 8.1), and many services that write it name another charset beside
//! it. So a transport reads by this only what is no UTF-8.

/// What may be the label of the encoding: the values of the parameters of a content type (RFC 9110, section 8.3), `gbk` of
/// `application/json; charset=gbk`. Whoever decodes knows which labels there are.
pub fn charsets(content_type: &str) -> impl Iterator<Item = &str> {
    let parameters = content_type.split(';');
    parameters.filter_map(|one| Some(one.rsplit_once('=')?.1))
}

#[cfg(test)]
mod tests {
    use super::charsets;

    #[test]
    fn they_are_what_the_content_type_says() {
        for (said, labels) in [
            ("application/json; charset=GBK", &["GBK"] as &[&str]),
            ("application/json;charset=gb18030;a=b", &["gb18030", "b"]),
            ("application/json; charset=", &[""]),
            ("application/json", &[]),
            (";;=", &[""]),
            ("", &[]),
        ] {
            let found: Vec<&str> = charsets(said).collect();
            assert_eq!(found, labels, "{said}");
        }
    }
}
