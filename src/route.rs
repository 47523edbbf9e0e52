//! Every screen as a typed route; an address in, an address out.
//!
//! What is printed is read back as the same route (a property test). Addresses are ASCII. A path
//! that names no screen is [`Route::NotFound`], never an error.

mod directory;
mod hosting;
mod ways;

use crate::{
    model::{CommunityId, EventId, FeedSort, Kind, MemberId, When},
    percent::{decode, encode},
};

pub use directory::{query_of, wanted_of};
pub use hosting::Hosting;
pub use ways::{Map, Phone, Spot};

/// Where communities are founded.
const FOUND: &str = "/organise/new";
/// Below it organisers' pages stand.
const ORGANISE: &str = "organise";
/// Below it stand the pages of events for their hosts.
const HOSTING: &str = "/organise/e/";
/// Under this name a query has the code of an invitation.
const INVITE: &str = "invite";

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The feed.
    Discover(Looking),
    /// A community.
    Community(CommunityId),
    /// Its door.
    Join(CommunityId),
    /// Its directory.
    Members(CommunityId),
    /// An entry of it.
    Member(CommunityId, MemberId),
    /// An event.
    Event(EventId),
    /// Signing up for it.
    SignUp(EventId),
    /// What the viewer is signed up for.
    Agenda,
    /// The viewer's communities.
    Mine,
    /// Settings.
    Me,
    /// The viewer's own entry in a community's directory.
    Entry(CommunityId),
    /// Signing in, and the address of the screen to go on to.
    SignIn(String),
    /// What a community's organisers do: who waits for their word.
    Organise(CommunityId),
    /// As an organiser: who is in.
    OrganiseMembers(CommunityId),
    /// As an organiser: its invitations.
    OrganiseInvitations(CommunityId),
    /// As an organiser: what it says of itself, who helps, and its end.
    About(CommunityId),
    /// A screen of those who host, by what stands behind `/organise/`: [`Hosting`].
    Host(String),
    /// Founding a community, by itself or as a chapter of another.
    Found(Option<CommunityId>),
    /// What the service answers.
    Connection,
    /// All components in all states; debug builds only.
    Catalogue,
    /// No such screen.
    NotFound,
}

/// What is looked for in the feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looking {
    /// When.
    pub when: When,
    /// Only communities, or only events.
    pub kind: Option<Kind>,
    /// City; empty for everywhere.
    pub city: String,
    /// District; empty for the whole city.
    pub district: String,
    /// Near the place where the reader says they are.
    pub near: bool,
    /// Interests, any of them.
    pub tags: Vec<String>,
    /// In which order.
    pub sort: FeedSort,
    /// Words.
    pub text: String,
}

/// A path of names, each percent-encoded behind a slash.
fn path(names: &[&str]) -> String {
    let mut all = String::new();
    for name in names {
        all.push('/');
        all.push_str(&encode(name));
    }
    all
}

/// An organisers' page of a community.
fn organise(community: &CommunityId, page: &str) -> String {
    let id = match community.0.as_str() {
        "e" => "%65".to_owned(),
        id => encode(id),
    };
    ["/", ORGANISE, "/", &id, page].concat()
}

impl Route {
    /// Reads a path with its query, e.g. `/c/night-run/members` or `/?when=tonight`.
    #[must_use]
    pub fn parse(address: &str) -> Self {
        let address = address.split('#').next().unwrap_or_default();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        // As it is written, since a community may be called so: its address says that in another way.
        if path == FOUND || path.strip_suffix('/') == Some(FOUND) {
            let of = query.strip_prefix("of=").map(decode);
            return Self::Found(of.filter(|of| !of.is_empty()).map(CommunityId));
        }
        let parts: Vec<String> = path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(decode)
            .collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            [] | ["index.html"] => Self::Discover(Looking::parse(query)),
            ["c", id] => Self::Community((*id).into()),
            ["c", id, "join"] => Self::Join((*id).into()),
            ["c", id, "members"] => Self::Members((*id).into()),
            ["c", id, "members", member] => Self::Member((*id).into(), (*member).into()),
            ["e", id] => Self::Event((*id).into()),
            ["e", id, "sign-up"] => Self::SignUp((*id).into()),
            ["agenda"] => Self::Agenda,
            ["mine"] => Self::Mine,
            ["me"] => Self::Me,
            ["me", "entry", id] => Self::Entry((*id).into()),
            ["sign-in"] => Self::SignIn(decode(query.strip_prefix("back=").unwrap_or_default())),
            // As it is written, since a community may be called so: its address says that in another way.
            [ORGANISE, _, _, ..] if path.starts_with(HOSTING) => {
                hosting::rest_of(address).map_or(Self::NotFound, Self::Host)
            }
            [ORGANISE, id] => Self::Organise((*id).into()),
            [ORGANISE, id, "members"] => Self::OrganiseMembers((*id).into()),
            [ORGANISE, id, "invitations"] => Self::OrganiseInvitations((*id).into()),
            [ORGANISE, id, "about"] => Self::About((*id).into()),
            [ORGANISE, _, _, ..] => hosting::rest_of(address).map_or(Self::NotFound, Self::Host),
            ["connection"] => Self::Connection,
            ["catalogue"] => Self::Catalogue,
            _ => Self::NotFound,
        }
    }

    /// The address, from the base path on; begins with a slash.
    #[must_use]
    pub fn address(&self) -> String {
        let query = |path: &str, name: &str, of: &str| [path, "?", name, "=", &encode(of)].concat();
        match self {
            Self::Discover(looking) => ["/", &looking.query()].concat(),
            Self::Community(c) => path(&["c", &c.0]),
            Self::Join(c) => path(&["c", &c.0, "join"]),
            Self::Members(c) => path(&["c", &c.0, "members"]),
            Self::Member(c, m) => path(&["c", &c.0, "members", &m.0]),
            Self::Event(id) => path(&["e", &id.0]),
            Self::SignUp(id) => path(&["e", &id.0, "sign-up"]),
            Self::Agenda => path(&["agenda"]),
            Self::Mine => path(&["mine"]),
            Self::Me => path(&["me"]),
            Self::Entry(c) => path(&["me", "entry", &c.0]),
            Self::SignIn(back) => query("/sign-in", "back", back),
            Self::Organise(c) if c.0 == "new" => "/organise/%6eew".to_owned(),
            Self::Organise(c) => organise(c, ""),
            Self::OrganiseMembers(c) => organise(c, "/members"),
            Self::OrganiseInvitations(c) => organise(c, "/invitations"),
            Self::About(c) => organise(c, "/about"),
            Self::Host(rest) => ["/", ORGANISE, "/", rest].concat(),
            Self::Found(None) => FOUND.to_owned(),
            Self::Found(Some(of)) => query(FOUND, "of", &of.0),
            Self::Connection => path(&["connection"]),
            Self::Catalogue => path(&["catalogue"]),
            Self::NotFound => path(&["gone"]),
        }
    }

    /// The address of a community for whoever comes with the code of an invitation.
    #[must_use]
    pub fn invited(community: &CommunityId, code: &str) -> String {
        let community = Self::Community(community.clone()).address();
        [&community, "?", INVITE, "=", &encode(code)].concat()
    }

    /// The code that an address of [`Route::invited`] brings, or any other address of ours with one.
    #[must_use]
    pub fn invitation(address: &str) -> Option<String> {
        Self::brought(address, INVITE)
    }

    /// What an address brings under a name, beside its screen.
    #[must_use]
    pub fn brought(address: &str, name: &str) -> Option<String> {
        let address = address.split('#').next().unwrap_or_default();
        let (_, query) = address.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let (_, code) = pairs.find(|(is, _)| *is == name)?;
        Some(decode(code))
    }

    /// An address without what it brings under a name.
    #[must_use]
    pub fn without(address: &str, name: &str) -> String {
        let (address, behind) = address.split_at(address.find('#').unwrap_or(address.len()));
        let Some((path, query)) = address.split_once('?') else {
            return [address, behind].concat();
        };
        let is_other = |pair: &&str| decode(pair.split('=').next().unwrap_or_default()) != name;
        let rest: Vec<&str> = query.split('&').filter(is_other).collect();
        let query = rest.join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        [path, mark, &query, behind].concat()
    }

    /// The address of this screen with all that another address of it brings.
    #[must_use]
    pub fn address_with(&self, other: &str) -> String {
        let address = self.address();
        let other = other.split('#').next().unwrap_or_default();
        match (address.split('?').next(), other.split_once('?')) {
            (Some(path), Some((_, query))) => [path, "?", query].concat(),
            _ => address,
        }
    }

    /// The feed with nothing looked for.
    #[must_use]
    pub fn discover() -> Self {
        Self::Discover(Looking::default())
    }

    /// Whether two addresses are the same screen, whatever is looked for on it: then the page stays.
    #[must_use]
    pub fn same_screen(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Discover(_), Self::Discover(_))) || self == other
    }
}

impl Looking {
    /// Reads a query; what is not understood is left aside.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decode(value);
            match (name, value.as_str()) {
                ("when", "tonight") => it.when = When::Tonight,
                ("when", "week") => it.when = When::ThisWeek,
                ("when", "weekend") => it.when = When::Weekend,
                ("kind", "communities") => it.kind = Some(Kind::Communities),
                ("kind", "events") => it.kind = Some(Kind::Events),
                ("sort", "soon") => it.sort = FeedSort::Soon,
                ("sort", "near") => it.sort = FeedSort::Near,
                ("near", "1") => it.near = true,
                ("city", _) => it.city = value,
                ("district", _) => it.district = value,
                ("tag", tag) if !tag.is_empty() => it.tags.push(value),
                ("q", _) => it.text = value,
                _ => {}
            }
        }
        it
    }

    /// The query with its question mark, or nothing.
    #[must_use]
    pub fn query(&self) -> String {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        match self.when {
            When::Any => {}
            When::Tonight => pairs.push(("when", "tonight")),
            When::ThisWeek => pairs.push(("when", "week")),
            When::Weekend => pairs.push(("when", "weekend")),
        }
        match self.kind {
            None => {}
            Some(Kind::Communities) => pairs.push(("kind", "communities")),
            Some(Kind::Events) => pairs.push(("kind", "events")),
        }
        match self.sort {
            FeedSort::Recommended => {}
            FeedSort::Soon => pairs.push(("sort", "soon")),
            FeedSort::Near => pairs.push(("sort", "near")),
        }
        if self.near {
            pairs.push(("near", "1"));
        }
        pairs.extend(
            [
                ("city", &self.city),
                ("district", &self.district),
                ("q", &self.text),
            ]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.as_str())),
        );
        pairs.extend(
            self.tags
                .iter()
                .filter(|t| !t.is_empty())
                .map(|t| ("tag", t.as_str())),
        );
        let mut out = String::new();
        for (name, value) in pairs {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.push_str(name);
            out.push('=');
            out.push_str(&encode(value));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_read() {
        let check =
            |address: &str, route: Route| assert_eq!(Route::parse(address), route, "{address}");
        check("/", Route::discover());
        check("", Route::discover());
        check("/index.html", Route::discover());
        check("/c/night-run", Route::Community("night-run".into()));
        check("/c/night-run/", Route::Community("night-run".into()));
        check("/c/%E5%A4%9C%E8%B7%91/join", Route::Join("夜跑".into()));
        check("/c/a%2Fb", Route::Community("a/b".into()));
        check("/c/1/members/2", Route::Member("1".into(), "2".into()));
        check("/e/7/sign-up?x=1#top", Route::SignUp("7".into()));
        check("/me", Route::Me);
        check("/organise/7", Route::Organise("7".into()));
        check("/organise/new", Route::Found(None));
        check("/organise/new?of=7", Route::Found(Some("7".into())));
        check("/organise/%6eew", Route::Organise("new".into()));
        check("/organise/%65/members", Route::OrganiseMembers("e".into()));
        check(
            "/sign-in?back=%2Fc%2F1%2Fjoin",
            Route::SignIn("/c/1/join".into()),
        );
        check("/sign-in", Route::SignIn(String::new()));
        check("/nowhere", Route::NotFound);
        check("/c", Route::NotFound);
        check("/c/1/members/2/3", Route::NotFound);
        let tonight = Looking {
            when: When::Tonight,
            text: "读书".into(),
            ..Looking::default()
        };
        check(
            "/?when=tonight&q=%E8%AF%BB%E4%B9%A6&utm=x&bad",
            Route::Discover(tonight),
        );
    }

    #[test]
    fn a_code_is_read_from_an_address() {
        let check = |address: &str, code: Option<&str>| {
            assert_eq!(Route::invitation(address).as_deref(), code, "{address}");
        };
        check("/c/night-run?invite=one-more-seat", Some("one-more-seat"));
        check("/c/night-run/join?utm=x&invite=a%20b#top", Some("a b"));
        check("/c/night-run?invite=", Some(""));
        check("/c/night-run?invited=x", None);
        check("/c/night-run#?invite=x", None);
        check("/c/night-run", None);
        let address = Route::invited(&"夜跑".into(), "a&b=ü");
        check(&address, Some("a&b=ü"));
        assert_eq!(Route::parse(&address), Route::Community("夜跑".into()));
    }

    #[test]
    fn one_parameter_is_taken_out_of_an_address_and_the_others_stay() {
        let check = |address: &str, left: &str| assert_eq!(Route::without(address, "ticket"), left);
        check("/c/garden?ticket=t", "/c/garden");
        check("/c/garden?invite=a%20b&ticket=t", "/c/garden?invite=a%20b");
        check("/?ticket=t&when=week&ticket=u&%74icket=v", "/?when=week");
        check("/c/garden?tickets=t&ticket", "/c/garden?tickets=t");
        check("/c/garden?ticket=t#top", "/c/garden#top");
        check("/c/garden", "/c/garden");
    }

    #[test]
    fn what_an_address_brings_goes_with_its_screen_and_nowhere_else() {
        let check = |address: &str, back: &str| {
            assert_eq!(Route::parse(address).address_with(address), back);
        };
        check("/c/garden?invite=a%20b", "/c/garden?invite=a%20b");
        check("/?when=week&asked=x#top", "/?when=week&asked=x");
        check("/c/garden/", "/c/garden");
        // No other site.
        check("//evil.example?x=1", "/gone?x=1");
    }

    prop_compose! {
        fn looking()(
            when in prop::sample::select(vec![When::Any, When::Tonight, When::ThisWeek, When::Weekend]),
            kind in prop::sample::select(vec![None, Some(Kind::Communities), Some(Kind::Events)]),
            sort in prop::sample::select(vec![FeedSort::Recommended, FeedSort::Soon, FeedSort::Near]),
            near in any::<bool>(),
            (city, district, text) in any::<(String, String, String)>(),
            tags in prop::collection::vec(".{1,8}", 0..3),
        ) -> Looking {
            Looking { when, kind, city, district, near, tags, sort, text }
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(id in ".{1,12}", other in ".{1,12}", looking in looking()) {
            let (c, m) = (CommunityId::from(id.as_str()), MemberId::from(other.as_str()));
            let e = EventId::from(id.as_str());
            for route in [
                Route::Discover(looking), Route::Community(c.clone()), Route::Join(c.clone()),
                Route::Members(c.clone()), Route::Member(c.clone(), m), Route::Entry(c.clone()), Route::Event(e.clone()),
                Route::SignUp(e), Route::Agenda, Route::Mine, Route::Me, Route::Connection,
                Route::SignIn(other), Route::Organise(c.clone()), Route::OrganiseMembers(c.clone()),
                Route::OrganiseInvitations(c.clone()), Route::About(c.clone()), Route::Found(None),
                Route::Found(Some(c)),
                Route::Organise("new".into()), Route::Catalogue, Route::NotFound,
            ] {
                let address = route.address();
                prop_assert!(address.is_ascii() && address.starts_with('/'));
                prop_assert_eq!(Route::parse(&address), route);
            }
        }

        #[test]
        fn no_address_is_an_error(address in any::<String>()) {
            let _route = Route::parse(&address);
        }
    }
}
