//! How people sign in: what goes with requests, and which requests bring it.

use serde_json::Value;

use crate::backend::AskedFor;

use super::{
    super::{
        expr::{Compile, Expr},
        fault::Fault,
        keys::{self, Keys},
        link,
    },
    Also, Known, Meaning, Pair, Sent, sent,
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
    /// Name of the parameter, and what the code in it is exchanged by.
    pub(in crate::backend::mapped) handed_over: Option<(String, Exchange)>,
    pub(in crate::backend::mapped) refresh: Option<Exchange>,
    pub(in crate::backend::mapped) who: Option<Exchange>,
    pub(in crate::backend::mapped) log_out: Option<Exchange>,
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
    pub(super) fn compile(value: &Value, known: &Known) -> Result<Self, Fault> {
        let it = Keys::of(value, "/auth", &[keys::AUTH])?;
        let exchange = |key: &str, at_home: &Known| match it.get(key) {
            None => Ok(None),
            Some(value) => Exchange::compile(value, &it.at(key), &[], at_home).map(Some),
        };
        // What people type and what they sign in with goes home: a mapping may come from anywhere. The one
        // exception is where people are sent to sign in, and what comes from there.
        let (everywhere, oauth) = (known, oauth(&it, known)?);
        let known = &Known {
            entities: Vec::new(),
            origins: Vec::new(),
        };
        let elsewhere = oauth.as_ref().and_then(|o| link::origin(&o.authorize));
        let renewed_at = Known {
            entities: Vec::new(),
            origins: elsewhere
                .filter(|origin| everywhere.origins.contains(origin))
                .into_iter()
                .collect(),
        };
        let nothing = Value::Object(serde_json::Map::new());
        let at = it.at("send");
        let send = it.get("send").unwrap_or(&nothing);
        let send = Keys::of(send, &at, &[keys::SEND])?;
        let mut ask = Vec::new();
        let mut log_in = None;
        let basic = it.flag("basic")?.unwrap_or(false);
        if let Some(value) = it.get("log_in") {
            let at = it.at("log_in");
            // Name and password need no request of their own: one may try them.
            if basic && Keys::any(value, &at)?.get("path").is_none() {
                ask = asked_for(&Keys::of(value, &at, &[&["ask"]])?)?;
            } else {
                ask = asked_for(&Keys::any(value, &at)?)?;
                log_in = Some(Exchange::compile(value, &at, &["ask"], known)?);
            }
        }
        Ok(Self {
            headers: sent::pairs(&send, "headers")?,
            query: sent::pairs(&send, "query")?,
            basic,
            cookies: it.flag("cookies")?.unwrap_or(false),
            csrf: csrf(&it, known)?,
            ask,
            log_in,
            oauth,
            handed_over: handed_over(&it, known)?,
            refresh: exchange("refresh", &renewed_at)?,
            who: exchange("who", known)?,
            log_out: exchange("log_out", known)?,
        })
    }
}

impl Exchange {
    fn compile(value: &Value, at: &str, more: &[&str], known: &Known) -> Result<Self, Fault> {
        let it = Keys::of(value, at, &[keys::SENT, keys::READ, more])?;
        Ok(Self {
            sent: Sent::compile(&it, &known.origins)?,
            read: match it.get("read") {
                Some(read) => Compile::at(&it.at("read")).values(read)?,
                None => Vec::new(),
            },
            meaning: Meaning::compile(&it)?,
        })
    }
}

/// What a person is asked for: name and password, unless said.
fn asked_for(form: &Keys<'_>) -> Result<Vec<AskedFor>, Fault> {
    let mut ask = Vec::new();
    for (at, field) in form.list("ask", 8)? {
        let field = Keys::of(field, &at, &[keys::ASK])?;
        ask.push(AskedFor {
            name: field.needed("name", "a name")?.to_owned(),
            label: field.text("label")?.unwrap_or("").to_owned(),
            secret: field.flag("secret")?.unwrap_or(false),
        });
    }
    if ask.is_empty() {
        for (name, secret) in [("user", false), ("password", true)] {
            ask.push(AskedFor {
                name: name.to_owned(),
                label: String::new(),
                secret,
            });
        }
    }
    Ok(ask)
}

fn csrf(it: &Keys<'_>, known: &Known) -> Result<Option<Csrf>, Fault> {
    let Some(value) = it.get("csrf") else {
        return Ok(None);
    };
    let at = it.at("csrf");
    let csrf = Keys::of(value, &at, &[keys::SENT, keys::READ, keys::CSRF])?;
    let header = csrf.needed("header", "the name of a header")?.to_owned();
    let cookie = csrf.text("cookie")?.map(str::to_owned);
    let ask = if cookie.is_some() && csrf.get("path").is_none() {
        // Nothing is sent for it.
        Keys::of(value, &at, &[keys::CSRF])?;
        None
    } else {
        Some(Also {
            sent: Sent::compile(&csrf, &known.origins)?,
            read: super::value(&csrf, "read")?,
            meaning: Meaning::compile(&csrf)?,
        })
    };
    Ok(Some(Csrf {
        ask,
        cookie,
        header,
    }))
}

fn oauth(it: &Keys<'_>, known: &Known) -> Result<Option<OAuth>, Fault> {
    let Some(value) = it.get("oauth") else {
        return Ok(None);
    };
    let at = it.at("oauth");
    let oauth = Keys::of(value, &at, &[keys::OAUTH])?;
    let authorize = oauth.needed("authorize", "an address")?;
    // A person is sent there with nothing but what stands here: any http address will do.
    if link::origin(authorize).is_none() && !authorize.starts_with('/') {
        let expected = "an http address or a path";
        return Err(Fault::new(&oauth.at("authorize"), expected, authorize));
    }
    let token = oauth.get("token").unwrap_or(&Value::Null);
    let origin = link::origin(authorize);
    let origins = known.origins.iter().filter(|o| Some(*o) == origin.as_ref());
    let known = &Known {
        entities: Vec::new(),
        origins: origins.cloned().collect(),
    };
    Ok(Some(OAuth {
        authorize: authorize.to_owned(),
        client_id: oauth.needed("client_id", "an id")?.to_owned(),
        scope: oauth.text("scope")?.unwrap_or("").to_owned(),
        token: Exchange::compile(token, &oauth.at("token"), &[], known)?,
    }))
}

fn handed_over(it: &Keys<'_>, known: &Known) -> Result<Option<(String, Exchange)>, Fault> {
    let Some(value) = it.get("handed_over") else {
        return Ok(None);
    };
    let at = it.at("handed_over");
    let handed = Keys::of(value, &at, &[keys::HANDED_OVER])?;
    let parameter = handed.needed("parameter", "a name")?.to_owned();
    let exchange = handed.get("exchange").unwrap_or(&Value::Null);
    let exchange = Exchange::compile(exchange, &handed.at("exchange"), &[], known)?;
    Ok(Some((parameter, exchange)))
}
