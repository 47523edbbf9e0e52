//! How people sign in: what goes with requests, and which requests bring it.

use std::slice;

use crate::backend::{AskedFor, HandedOver, OF_OAUTH};

use super::{
    super::{
        expr::{self, Expr, Level},
        given::{Care, Given},
        keys::{self, Key},
        link,
    },
    Also, Meaning, Pair, Sent, sent,
};

/// How people sign in.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Auth {
    pub(in crate::backend::mapped) headers: Vec<Pair>,
    pub(in crate::backend::mapped) query: Vec<Pair>,
    /// Name and password go with each request.
    pub(in crate::backend::mapped) basic: bool,
    /// The browser's cookies do.
    pub(in crate::backend::mapped) cookies: bool,
    pub(in crate::backend::mapped) csrf: Option<Csrf>,
    pub(in crate::backend::mapped) ask: Vec<AskedFor>,
    pub(in crate::backend::mapped) log_in: Option<Exchange>,
    pub(in crate::backend::mapped) oauth: Option<OAuth>,
    /// Where a host page hands a code over, and what it is exchanged by.
    pub(in crate::backend::mapped) handed_over: Option<(HandedOver, Exchange)>,
    pub(in crate::backend::mapped) refresh: Option<Exchange>,
    pub(in crate::backend::mapped) who: Option<Exchange>,
    pub(in crate::backend::mapped) log_out: Option<Exchange>,
    /// Seconds before its end at which a token is refreshed.
    pub(in crate::backend::mapped) early: u32,
}

/// The token that goes with all that writes, against requests from other sites.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Csrf {
    /// The request that brings it, or the cookie it is in.
    pub(in crate::backend::mapped) ask: Option<Also>,
    /// The cookie that holds it, where the page may read it.
    pub(in crate::backend::mapped) cookie: Option<String>,
    /// The header in which it is sent.
    pub(in crate::backend::mapped) header: String,
}

/// A request that brings something for the session.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Exchange {
    pub(in crate::backend::mapped) sent: Sent,
    pub(in crate::backend::mapped) read: Vec<(String, Expr)>,
    pub(in crate::backend::mapped) meaning: Meaning,
}

/// OAuth 2, authorization code with PKCE.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct OAuth {
    pub(in crate::backend::mapped) authorize: String,
    pub(in crate::backend::mapped) client_id: String,
    pub(in crate::backend::mapped) scope: String,
    pub(in crate::backend::mapped) token: Exchange,
}

impl Auth {
    pub(super) fn of(it: &Given<'_, impl Care>, origins: &[String]) -> Self {
        it.only(&[keys::AUTH]);
        let (send, log_in) = (it.at(Key::Send), it.at(Key::LogIn));
        let (csrf, oauth, handed) = (it.at(Key::Csrf), it.at(Key::Oauth), it.at(Key::HandedOver));
        send.only(&[keys::SEND]);
        let oauth = oauth.is_there().then(|| OAuth::of(&oauth, origins));
        let has_oauth = oauth.is_some();
        let away = match &oauth {
            Some(oauth) => there(&oauth.authorize, origins),
            None => &[],
        };
        let basic = it.is(Key::Basic);
        // Name and password need no request of their own: one may try them.
        let tried = basic && !log_in.has(Key::Path);
        if tried {
            log_in.only(&[keys::FORM]);
        }
        let asks = log_in.is_there();
        Self {
            oauth,
            ask: if asks { asked_for(&log_in) } else { Vec::new() },
            log_in: (asks && !tried).then(|| Exchange::of(&log_in, keys::FORM, &[])),
            headers: sent::headers(&send),
            query: sent::pairs(&send, Key::Query),
            basic,
            cookies: it.is(Key::Cookies),
            csrf: csrf.is_there().then(|| Csrf::of(&csrf)),
            handed_over: handed.is_there().then(|| handed_over(&handed, has_oauth)),
            refresh: Exchange::option(it, Key::Refresh, away),
            who: Exchange::option(it, Key::Who, away),
            log_out: Exchange::option(it, Key::LogOut, away),
            early: it.count(Key::Early, 1, 31_536_000).unwrap_or(60),
        }
    }
}

/// What people type and what they sign in with goes home: a mapping may come from anywhere. The one
/// exception is where people are sent to sign in, and what comes from there.
fn there<'a>(authorize: &str, origins: &'a [String]) -> &'a [String] {
    let origin = link::origin(authorize).unwrap_or_default();
    let there = origins.iter().find(|known| **known == origin);
    there.map_or(&[], slice::from_ref)
}

impl Exchange {
    #[inline(never)]
    fn option(it: &Given<'_, impl Care>, key: Key, origins: &[String]) -> Option<Self> {
        let it = it.at(key);
        it.is_there().then(|| Self::of(&it, &[], origins))
    }

    #[inline(never)]
    fn of(it: &Given<'_, impl Care>, more: &[Key], origins: &[String]) -> Self {
        it.only(&[keys::SENT, keys::READ, more]);
        Self {
            sent: Sent::of(it, origins),
            read: expr::values(it, Key::Read, Level::ANSWER),
            meaning: Meaning::of(it),
        }
    }
}

/// What a person is asked for: name and password, unless said.
fn asked_for(it: &Given<'_, impl Care>) -> Vec<AskedFor> {
    let mut ask = Vec::new();
    let list = it.at(Key::Ask);
    let mut list = list.elements(8);
    while let Some(field) = list.next() {
        field.only(&[keys::ASK]);
        ask.push(AskedFor {
            name: field.text(Key::Name, "a name"),
            label: field.said(Key::Label).unwrap_or_default(),
            secret: field.is(Key::Secret),
        });
    }
    if ask.is_empty() {
        for (name, secret) in &[("user", false), ("password", true)] {
            ask.push(AskedFor {
                name: (*name).to_owned(),
                label: String::new(),
                secret: *secret,
            });
        }
    }
    ask
}

impl Csrf {
    fn of(it: &Given<'_, impl Care>) -> Self {
        let cookie = it.said(Key::Cookie);
        let header = it.text(Key::Header, "the name of a header");
        let ask = if cookie.is_none() || it.has(Key::Path) {
            it.only(&[keys::SENT, keys::READ, keys::CSRF]);
            Some(Also::of(it, &[]))
        } else {
            // Nothing is sent for it.
            it.only(&[keys::CSRF]);
            None
        };
        Self {
            ask,
            cookie,
            header,
        }
    }
}

impl OAuth {
    fn of(it: &Given<'_, impl Care>, origins: &[String]) -> Self {
        it.only(&[keys::OAUTH]);
        let authorize = it.text(Key::Authorize, "an address");
        // A person is sent there with nothing but what stands here: any http address will do.
        if link::origin(&authorize).is_none() && !authorize.starts_with('/') {
            it.expected_at(Key::Authorize, "an http address or a path");
        }
        Self {
            client_id: it.text(Key::ClientId, "an id"),
            scope: it.said(Key::Scope).unwrap_or_default(),
            token: Exchange::of(&it.at(Key::Token), &[], there(&authorize, origins)),
            authorize,
        }
    }
}

fn handed_over(it: &Given<'_, impl Care>, has_oauth: bool) -> (HandedOver, Exchange) {
    it.only(&[keys::HANDED_OVER]);
    let parameter = it.text(Key::Parameter, "a name");
    // What comes back from elsewhere would be taken for a code of the host's.
    if has_oauth && OF_OAUTH.contains(&&*parameter) {
        it.expected_at(Key::Parameter, "a name that `oauth` does not use");
    }
    let anywhere = it.is(Key::Anywhere);
    let handed = HandedOver {
        parameter,
        anywhere,
    };
    (handed, Exchange::of(&it.at(Key::Exchange), &[], &[]))
}
