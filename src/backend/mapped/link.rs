//! Addresses: of which origin they are, and what a `Link` header names.

/// The address with `rel="next"` of a `Link` header (RFC 8288).
pub(super) fn next(header: &str) -> Option<String> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (address, tail) = after.split_once('>')?;
        let parameters = tail.split('<').next().unwrap_or_default();
        let is_next = parameters.split([';', ',']).any(|one| {
            let (name, value) = one.split_once('=').unwrap_or_default();
            name.trim().eq_ignore_ascii_case("rel")
                && value
                    .trim()
                    .trim_matches('"')
                    .split_whitespace()
                    .any(|rel| rel.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(address.trim().to_owned());
        }
        rest = tail;
    }
    None
}

/// `https://host:port` of an absolute http address, as a browser would read it; `None` for what has
/// no origin of its own or what browsers read in more than one way.
pub(super) fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || !is_plain(address) {
        return None;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.to_ascii_lowercase();
    // Somebody's name and password stand before an @: what looks like the host is then not.
    if host.is_empty() || host.contains('@') {
        return None;
    }
    let default = if scheme == "http" { ":80" } else { ":443" };
    let host = host.strip_suffix(default).unwrap_or(&host);
    Some([&scheme, "://", host].concat())
}

/// Nothing that browsers take away or turn before they read an address.
pub(super) fn is_plain(address: &str) -> bool {
    !address
        .bytes()
        .any(|b| b <= b' ' || b == b'\\' || b == 0x7f)
}

/// Where a link in an answer leads, from the address of the answer's service: absolute, from the root, or
/// behind the base. `None` unless its origin is that of `base` or one of `origins`.
pub(super) fn held(link: &str, base: &str, origins: &[String]) -> Option<String> {
    let link = link.trim();
    if !is_plain(link) {
        return None;
    }
    let home = origin(base);
    if link.contains("://") && !link.starts_with(['/', '?']) {
        let to = origin(link)?;
        let known = home.as_ref() == Some(&to) || origins.contains(&to);
        return known.then(|| link.to_owned());
    }
    if link.starts_with("//") {
        return None;
    }
    if let Some(scheme) = link.split(['/', '?', '#']).next()
        && scheme.contains(':')
    {
        return None;
    }
    let behind = |link: &str| {
        let slash = if link.starts_with(['/', '?']) {
            ""
        } else {
            "/"
        };
        Some([base, slash, link].concat())
    };
    match home {
        // From the root of the site; behind the base where it does not say the base again.
        Some(home) if link.starts_with('/') => {
            let path = base.get(home.len()..).unwrap_or_default();
            if path.is_empty() || starts_with_path(link, path) {
                Some([&home, link].concat())
            } else {
                behind(link)
            }
        }
        None if link.starts_with('/') && (base.is_empty() || starts_with_path(link, base)) => {
            Some(link.to_owned())
        }
        _ => behind(link),
    }
}

/// The whole of an address that may be relative, against a base that is behind no file (RFC 3986, section 5);
/// `None` for nothing.
pub(super) fn against(link: &str, base: &str) -> Option<String> {
    let link = link.trim();
    let first = link.split(['/', '?', '#']).next().unwrap_or_default();
    if link.is_empty() {
        return None;
    }
    if first.contains(':') {
        return Some(link.to_owned());
    }
    let home = origin(base).unwrap_or_default();
    let before = match home.split_once("//") {
        Some((scheme, _)) if link.starts_with("//") => scheme,
        _ if link.starts_with('/') => &home,
        _ => return Some([base, "/", link].concat()),
    };
    Some([before, link].concat())
}

fn starts_with_path(link: &str, path: &str) -> bool {
    link.strip_prefix(path)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}
