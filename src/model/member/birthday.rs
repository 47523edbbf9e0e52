//! On which day of the year somebody was born. Never in which year: it is for wishes, not for papers.

use serde_json::Value;

use crate::model::json::{FromJson, Node, ToJson, json_as_serde};
use crate::model::time::number;

/// A month and a day. JSON: `"MM-DD"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Birthday {
    month: u32,
    day: u32,
}

/// The days of each month, February in a leap year.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl Birthday {
    /// A day of the year; `None` where no year has it. 29 February is one.
    #[must_use]
    pub fn new(month: u32, day: u32) -> Option<Self> {
        let at = usize::try_from(month.checked_sub(1)?).ok()?;
        let most = DAYS.get(at)?;
        (1..=*most).contains(&day).then_some(Self { month, day })
    }

    /// Reads `MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let month = number(&mut rest, 2)?;
        rest = rest.strip_prefix('-')?;
        let day = number(&mut rest, 2)?;
        rest.is_empty().then(|| Self::new(month, day)).flatten()
    }

    /// From 1 to 12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.month
    }

    /// From 1 to 31.
    #[must_use]
    pub const fn day(self) -> u32 {
        self.day
    }
}

impl core::fmt::Display for Birthday {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl FromJson for Birthday {
    fn read(node: &Node<'_>) -> Self {
        let text = node.text();
        Self::parse(text).unwrap_or_else(|| {
            node.is_no(text, "day of the year");
            Self { month: 1, day: 1 }
        })
    }
}

impl ToJson for Birthday {
    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}

json_as_serde!(Birthday);

#[cfg(test)]
mod tests {
    use super::Birthday;

    #[test]
    fn a_birthday_is_a_day_that_some_year_has() {
        let check = |text: &str, expected: bool| {
            let read = Birthday::parse(text);
            assert_eq!(read.is_some(), expected, "{text}");
            if let Some(read) = read {
                assert_eq!(read.to_string(), text);
            }
        };
        check("01-01", true);
        check("02-29", true);
        check("12-31", true);
        check("02-30", false);
        check("04-31", false);
        check("00-10", false);
        check("13-01", false);
        check("05-00", false);
        check("5-1", false);
        check("1990-05-01", false);
        check("05-01 ", false);
        check("", false);
    }
}
