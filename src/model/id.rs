//! Identities. Always strings: a service that counts in numbers is mapped to their decimal form.

use serde_json::Value;

use super::json::{FromJson, Node, ToJson, json_as_serde};
use super::table::Key;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub String);

        impl $name {
            /// The id as the backend wrote it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl FromJson for $name {
            fn read(node: &Node<'_>) -> Self {
                Self(FromJson::read(node))
            }
        }

        impl ToJson for $name {
            fn to_json(&self) -> Value {
                self.0.to_json()
            }
        }

        impl Key for $name {
            fn read_key(key: &str, _object: &Node<'_>) -> Self {
                key.into()
            }

            fn as_key(&self) -> &str {
                &self.0
            }
        }

        json_as_serde!($name);

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A community.
    CommunityId;
    /// An event; an occurrence of a series has an id of its own.
    EventId;
    /// An entry in one community's directory. The same person has another in another community.
    MemberId;
    /// Somebody in the lists of a community's organisers, as the backend names them there.
    PersonId;
    /// What a member has told the organisers of another.
    ReportId;
    /// Who is signed in, as the backend names them.
    AccountId;
    /// One command of one person, sent once. It is the Idempotency-Key of its request.
    CommandId;
}
