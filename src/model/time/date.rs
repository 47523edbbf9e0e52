//! Dates in JSON, as `2026-11-27`. By hand, since chrono's own way brings its whole format
//! language into the wasm.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::parse_date;

struct Day(NaiveDate);

impl core::fmt::Display for Day {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        parse_date(&text)
            .map(Self)
            .ok_or_else(|| de::Error::custom(format_args!("`{text}` is no date")))
    }
}

/// `#[serde(with)]` for a date.
pub(in crate::model) mod one {
    use super::{Day, Deserialize, Deserializer, NaiveDate, Serialize, Serializer};

    pub(in crate::model) fn serialize<S: Serializer>(
        date: &NaiveDate,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        Day(*date).serialize(s)
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<NaiveDate, D::Error> {
        Day::deserialize(d).map(|day| day.0)
    }
}

/// `#[serde(with)]` for a date that may be missing.
pub(in crate::model) mod maybe {
    use super::{Day, Deserialize, Deserializer, NaiveDate, Serialize, Serializer};

    pub(in crate::model) fn serialize<S: Serializer>(
        date: &Option<NaiveDate>,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        date.map(Day).serialize(s)
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        Ok(Option::<Day>::deserialize(d)?.map(|day| day.0))
    }
}

/// `#[serde(with)]` for dates.
pub(in crate::model) mod many {
    use super::{Day, Deserialize, Deserializer, NaiveDate, Serializer};

    pub(in crate::model) fn serialize<S: Serializer>(
        dates: &[NaiveDate],
        s: S,
    ) -> Result<S::Ok, S::Error> {
        s.collect_seq(dates.iter().map(|date| Day(*date)))
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Vec<NaiveDate>, D::Error> {
        Ok(Vec::<Day>::deserialize(d)?
            .into_iter()
            .map(|day| day.0)
            .collect())
    }
}
