//! What is looked for in a directory, as it stands in its address: `/c/night-run/members?q=wang&skill=木工`.

use crate::{
    model::{MemberField, Role, Wanted, Within},
    percent::{decode, encode},
};

/// Roles as the address names them.
const ROLES: [(&str, Role); 6] = [
    ("owner", Role::Owner),
    ("deputy", Role::Deputy),
    ("admin", Role::Admin),
    ("host", Role::Host),
    ("lecturer", Role::Lecturer),
    ("member", Role::Member),
];

/// Fields as the address names them.
const FIELDS: [(&str, MemberField); 5] = [
    ("skill", MemberField::Skills),
    ("offers", MemberField::Offers),
    ("seeks", MemberField::Seeks),
    ("from", MemberField::Hometown),
    ("in", MemberField::District),
];

/// Reads the query of an address; what is not understood is left aside.
#[must_use]
pub fn wanted_of(address: &str) -> Wanted {
    let mut wanted = Wanted::default();
    let address = address.split('#').next().unwrap_or_default();
    let (_, query) = address.split_once('?').unwrap_or_default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = decode(value);
        match (name, value.as_str()) {
            ("joined", "month") => wanted.joined = Some(Within::Month),
            ("joined", "year") => wanted.joined = Some(Within::Year),
            ("role", role) => {
                wanted.role = ROLES
                    .into_iter()
                    .find(|(is, _)| *is == role)
                    .map(|(_, role)| role)
            }
            ("q", _) => wanted.text = value,
            (name, value) => {
                if let Some((_, field)) = FIELDS.into_iter().find(|(is, _)| *is == name) {
                    wanted.choose(field, value);
                }
            }
        }
    }
    wanted
}

/// The query with its question mark, or nothing.
#[must_use]
pub fn query_of(wanted: &Wanted) -> String {
    let mut out = String::new();
    let mut put = |name: &str, value: &str| {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value));
    };
    if let Some((name, _)) = ROLES
        .into_iter()
        .find(|(_, role)| wanted.role == Some(*role))
    {
        put("role", name);
    }
    for (name, field) in FIELDS {
        match wanted.of(field) {
            "" => {}
            value => put(name, value),
        }
    }
    match wanted.joined {
        None => {}
        Some(Within::Month) => put("joined", "month"),
        Some(Within::Year) => put("joined", "year"),
    }
    if !wanted.text.is_empty() {
        put("q", &wanted.text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_understood_is_left_aside() {
        assert_eq!(
            wanted_of("/c/a/members?role=king&joined=never&x=1&q"),
            Wanted::default()
        );
        assert_eq!(
            wanted_of("/c/a/members?skill=%E6%9C%A8%E5%B7%A5#top").of(MemberField::Skills),
            "木工"
        );
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(
            text in any::<String>(),
            role in prop::option::of(prop::sample::select(ROLES.to_vec())),
            said in prop::collection::btree_map(prop::sample::select(FIELDS.to_vec()), ".{1,8}", 0..4),
            joined in prop::option::of(prop::sample::select(vec![Within::Month, Within::Year])),
        ) {
            let mut wanted = Wanted { text, role: role.map(|(_, role)| role), joined, ..Wanted::default() };
            for ((_, field), value) in FIELDS.iter().filter_map(|it| Some((it, said.get(it)?))) {
                wanted.choose(*field, value);
            }
            let query = query_of(&wanted);
            prop_assert!(query.is_ascii());
            prop_assert_eq!(wanted_of(&["/c/a/members", &query].concat()), wanted);
        }
    }
}
