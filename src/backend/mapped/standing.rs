//! Rows of where the viewer stands. Many services do not say since when: that is then not known, and nothing is said of it.

use serde_json::Value;

use crate::{
    backend::read_row,
    model::{
        FromJson, Instant,
        json::{Found, Parts},
    },
};

/// Reads such a row. `since` is [`Instant::UNKNOWN`] where the service does not say it.
///
/// # Errors
/// What was expected and what was found.
pub(super) fn read_standing<T: FromJson>(row: Found<'_>) -> Result<T, String> {
    let unknown = Value::String(Instant::UNKNOWN.to_string());
    let is_object = match row {
        Found::There(value) => value.is_object(),
        Found::Parts(parts, which) => !parts.is_list(which),
        Found::Nothing | Found::Text(_) => false,
    };
    if !is_object {
        return read_row(row);
    }
    read_row(Found::Parts(&WithSince { row, unknown }, 0))
}

/// A row that says since when.
struct WithSince<'a> {
    row: Found<'a>,
    unknown: Value,
}

impl Parts for WithSince<'_> {
    fn field(&self, _which: usize, name: &str) -> Found<'_> {
        let found = match self.row {
            Found::There(row) => row.get(name).map_or(Found::Nothing, Found::There),
            Found::Parts(parts, which) => parts.field(which, name),
            Found::Nothing | Found::Text(_) => Found::Nothing,
        };
        match found {
            Found::Nothing | Found::There(Value::Null) if name == "since" => {
                Found::There(&self.unknown)
            }
            found => found,
        }
    }

    fn is_list(&self, _which: usize) -> bool {
        false
    }

    fn each(&self, _which: usize, _with: &mut dyn FnMut(Found<'_>)) {}

    fn whole(&self, _which: usize) -> &Value {
        match self.row {
            Found::There(row) => row,
            Found::Parts(parts, which) => parts.whole(which),
            Found::Nothing | Found::Text(_) => &Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::read_standing;
    use crate::model::{Instant, Membership, Role, SignUp, SignUpState, json::Found};

    #[test]
    fn since_when_may_be_unknown_and_nothing_else() {
        let read = |row: Value| read_standing::<Membership>(Found::There(&row));
        let member = |since| Membership::Member {
            role: Role::Member,
            since,
            until: None,
            rules: None,
            paying: None,
        };
        for row in [
            json!({ "state": "member", "role": "member" }),
            json!({ "state": "member", "role": "member", "since": null }),
        ] {
            assert_eq!(read(row), Ok(member(Instant::UNKNOWN)));
        }
        let at = Instant::from_unix(1_795_262_400);
        assert_eq!(
            read(json!({ "state": "member", "role": "member", "since": at.to_string() })),
            Ok(member(at))
        );
        for bad in [
            json!({ "state": "member", "role": "member", "since": "soon" }),
            json!({ "state": "member" }),
            json!({ "state": "left" }),
            json!({ "since": null }),
            json!([]),
            json!("member"),
            Value::Null,
        ] {
            assert!(read(bad.clone()).is_err(), "{bad}");
        }
        let row = json!({ "state": "confirmed" });
        let sign_up = read_standing::<SignUp>(Found::There(&row)).unwrap();
        assert_eq!(
            sign_up.state,
            SignUpState::Confirmed {
                since: Instant::UNKNOWN
            }
        );
    }
}
