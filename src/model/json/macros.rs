//! What a type is in JSON, as a list.

/// A struct: its fields by how they are read and written.
///
/// - `needed`: has to be there (an `Option` may be missing all the same); always written.
/// - `usual`: its default where it is missing; always written.
/// - `sparse`: its default where it is missing; left out when it says nothing.
/// - `or(value)`: the value where it is missing; always written.
macro_rules! record {
    ($name:ident { $($field:ident: $kind:ident $(($missing:expr))?),+ $(,)? }) => {
        impl $crate::model::json::FromJson for $name {
            fn read(node: &$crate::model::json::Node<'_>) -> Self {
                node.is_object();
                Self {
                    $($field: $crate::model::json::record!(@read node $field $kind $($missing)?)),+
                }
            }
        }

        impl $crate::model::json::Record for $name {
            fn fields<S: $crate::model::json::Sink>(&self, sink: &mut S) {
                $($crate::model::json::record!(@write self sink $field $kind);)+
            }
        }

        $crate::model::json::record!(@written $name);
    };
    (@read $node:ident $field:ident needed) => { $node.needed(stringify!($field)) };
    (@read $node:ident $field:ident usual) => { $node.usual(stringify!($field)) };
    (@read $node:ident $field:ident sparse) => { $node.usual(stringify!($field)) };
    (@read $node:ident $field:ident or $missing:expr) => {
        $node.or(stringify!($field), $missing)
    };
    (@write $self:ident $sink:ident $field:ident sparse) => {
        $sink.sparse(stringify!($field), &$self.$field)
    };
    (@write $self:ident $sink:ident $field:ident $kind:ident) => {
        $sink.put(stringify!($field), &$self.$field)
    };
    // Something with fields that are put by hand.
    (@written $name:ident) => {
        impl $crate::model::json::ToJson for $name {
            fn to_json(&self) -> serde_json::Value {
                $crate::model::json::object(self)
            }

            fn write<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::model::json::write_fields(self, to)
            }
        }

        $crate::model::json::json_as_serde!($name);
    };
}

/// A closed set of words.
macro_rules! words {
    ($name:ident { $first:ident = $word:literal $(, $other:ident = $others:literal)* $(,)? }) => {
        impl $name {
            const WORDS: &[&str] = &[$word $(, $others)*];

            /// By its place among the words.
            fn nth_word(at: usize) -> Self {
                const ALL: &[$name] = &[$name::$first $(, $name::$other)*];
                ALL.get(at).copied().unwrap_or(Self::$first)
            }

            /// As JSON has it.
            const fn as_word(self) -> &'static str {
                match self {
                    Self::$first => $word,
                    $(Self::$other => $others,)*
                }
            }
        }

        impl $crate::model::json::FromJson for $name {
            fn read(node: &$crate::model::json::Node<'_>) -> Self {
                Self::nth_word(node.word(Self::WORDS))
            }
        }

        impl $crate::model::json::ToJson for $name {
            fn to_json(&self) -> serde_json::Value {
                serde_json::Value::from(self.as_word())
            }
        }

        $crate::model::json::json_as_serde!($name);
    };
}

/// Serde's traits for what is read and written by ours.
macro_rules! json_as_serde {
    ($($name:ident),+) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::model::json::ToJson::write(self, to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value = <serde_json::Value as serde::Deserialize>::deserialize(from)?;
                $crate::model::json::FromJson::from_json(&value).map_err(serde::de::Error::custom)
            }
        }
    )+};
}

/// An object of what can be made a value. (`serde_json::json!` writes each part through a serializer
/// and so copies whole documents.)
macro_rules! json_object {
    () => { serde_json::Value::Object(serde_json::Map::new()) };
    ($($name:literal: $value:expr),+ $(,)?) => {{
        let mut map = serde_json::Map::new();
        $($crate::model::json::insert(&mut map, $name, serde_json::Value::from($value));)+
        serde_json::Value::Object(map)
    }};
}

pub(crate) use {json_as_serde, json_object, record, words};
