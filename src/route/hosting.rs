//! The screens of those who host, below `/organise/`: read apart from the others, since few ever open them.
//!
//! The first name is `e` for an event, else a community's; a community that is called `e` says so in another way.

use super::{ORGANISE, Route, path};
use crate::{
    model::{CommunityId, EventId},
    percent::{decode, encode},
};

/// A screen of those who host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosting {
    /// A community's events: coming, proposed, past.
    Events(CommunityId),
    /// Planning one, perhaps like another.
    New(CommunityId, Option<EventId>),
    /// Changing one, calling it off.
    Edit(EventId),
    /// Who comes to one.
    Attendees(EventId),
    /// Its door.
    CheckIn(EventId),
}

impl Hosting {
    /// Reads what stands behind `/organise/`, as [`Route::Host`] has it.
    #[must_use]
    pub fn parse(rest: &str) -> Option<Self> {
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let raw: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let of = |name: &str| CommunityId(decode(name));
        Some(match raw.as_slice() {
            ["e", event] => Self::Attendees(EventId(decode(event))),
            ["e", event, "edit"] => Self::Edit(EventId(decode(event))),
            ["e", event, "check-in"] => Self::CheckIn(EventId(decode(event))),
            ["e", ..] => return None,
            [community, "events"] => Self::Events(of(community)),
            [community, "events", "new"] => {
                let like = query.strip_prefix("of=").map(decode);
                let like = like.filter(|of| !of.is_empty()).map(EventId);
                Self::New(of(community), like)
            }
            _ => return None,
        })
    }

    /// The route of it.
    #[must_use]
    pub fn route(&self) -> Route {
        let below = |community: &CommunityId, more: &[&str]| {
            let more = path(more);
            if community.0 == "e" {
                return ["%65", &more].concat();
            }
            [&encode(&community.0), more.as_str()].concat()
        };
        Route::Host(match self {
            Self::Events(community) => below(community, &["events"]),
            Self::New(community, None) => below(community, &["events", "new"]),
            Self::New(community, Some(like)) => {
                let path = below(community, &["events", "new"]);
                [&path, "?of=", &encode(&like.0)].concat()
            }
            Self::Edit(event) => ["e", &path(&[&event.0, "edit"])].concat(),
            Self::Attendees(event) => ["e", &path(&[&event.0])].concat(),
            Self::CheckIn(event) => ["e", &path(&[&event.0, "check-in"])].concat(),
        })
    }
}

/// What stands behind `/organise/`, of an address that is none of the other screens'.
pub(super) fn rest_of(address: &str) -> Option<String> {
    let rest = address.strip_prefix('/')?.strip_prefix(ORGANISE)?;
    Some(rest.strip_prefix('/')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_read() {
        let check = |address: &str, expected: Option<Hosting>| {
            let found = match Route::parse(address) {
                Route::Host(rest) => Hosting::parse(&rest),
                _ => None,
            };
            assert_eq!(found, expected, "{address}");
        };
        check("/organise/7/events", Some(Hosting::Events("7".into())));
        check("/organise/7/events/", Some(Hosting::Events("7".into())));
        check("/organise/new/events", Some(Hosting::Events("new".into())));
        check(
            "/organise/7/events/new#top",
            Some(Hosting::New("7".into(), None)),
        );
        check(
            "/organise/7/events/new?of=e-1",
            Some(Hosting::New("7".into(), Some("e-1".into()))),
        );
        check(
            "/organise/e/events",
            Some(Hosting::Attendees("events".into())),
        );
        check(
            "/organise/e/members",
            Some(Hosting::Attendees("members".into())),
        );
        check("/organise/e/7/check-in", Some(Hosting::CheckIn("7".into())));
        check("/organise/e/7/8", None);
        check("/organise/%65/events", Some(Hosting::Events("e".into())));
        check("/organise/e/7/edit", Some(Hosting::Edit("7".into())));
        check("/organise/e/edit/edit", Some(Hosting::Edit("edit".into())));
        check("/organise/7/nowhere", None);
        check("/organise/7/members", None);
        check("/organise/7", None);
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(id in "\\PC{1,12}", like in "\\PC{1,12}") {
            let community = CommunityId(id.clone());
            for it in [
                Hosting::Events(community.clone()),
                Hosting::New(community.clone(), None),
                Hosting::New(community, Some(EventId(like.clone()))),
                Hosting::Edit(EventId(id.clone())),
                Hosting::Attendees(EventId(id.clone())),
                Hosting::CheckIn(EventId(id.clone())),
            ] {
                let route = it.route();
                let address = route.address();
                prop_assert!(address.is_ascii());
                let read = Route::parse(&address);
                prop_assert_eq!(&read, &route);
                let Route::Host(rest) = read else { return Err(TestCaseError::fail(address)) };
                prop_assert_eq!(Hosting::parse(&rest), Some(it));
            }
        }
    }
}
