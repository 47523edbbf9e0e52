//! The files of the embedded backend.

use serde_json::Value;

use crate::Done;
use crate::content::{self, Source};
use crate::members::Maker;
use crate::words::Words;
use crate::{attending, keeping, rows, whole};

/// A community with all that belongs to it, in the JSON contract with relative times.
pub(crate) struct Set {
    pub(crate) community: Value,
    pub(crate) events: Vec<Value>,
    pub(crate) members: Vec<Value>,
    pub(crate) applicants: Vec<Value>,
    /// Who is in, as organisers see them.
    pub(crate) roster: Vec<Value>,
    /// Who comes to its events, as hosts see them.
    pub(crate) attendees: Vec<Value>,
    /// What opens its door.
    pub(crate) invitations: Vec<Value>,
}

/// The whole data set, in the order of the feed.
pub(crate) fn sets(sources: &[Source], maker: &mut Maker<'_>) -> Done<Vec<Set>> {
    let set = |source: &Source| -> Done<Set> {
        let members = maker.directory(source);
        let community = whole::community(source, members.len())?;
        let events = whole::events(source)?;
        Ok(Set {
            community,
            attendees: attending::attendees(&events, &members, maker.words),
            events,
            applicants: keeping::applicants(source),
            roster: keeping::roster(source, &members)?,
            invitations: keeping::invitations(source),
            members,
        })
    };
    sources.iter().map(set).collect()
}

/// Whose door is crowded where many people are wanted: somebody plays its owner.
const CROWDED: &str = "dog-walk";

/// Every file below `public/data/` by its name, and its text.
pub(crate) fn all(sources: &[Source]) -> Done<Vec<(String, String)>> {
    crowded(sources, 0)
}

/// The same with at least so many people at one door, before it and behind it.
pub(crate) fn crowded(sources: &[Source], people: usize) -> Done<Vec<(String, String)>> {
    let words = Words::read()?;
    let mut sets = sets(sources, &mut Maker::new(&words, sources))?;
    for (source, set) in sources.iter().zip(&mut sets) {
        if source.id() == CROWDED {
            keeping::grow(&mut set.applicants, "a-many", people);
            keeping::grow(&mut set.roster, "r-many", people);
            attending::grow(&mut set.attendees, &mut set.events, people);
        }
    }
    let communities: Vec<Value> = sets
        .iter()
        .map(|set| rows::community(&set.community))
        .collect();
    let events: Vec<Value> = sets
        .iter()
        .flat_map(|set| &set.events)
        .map(rows::event)
        .collect();
    let mut files = vec![(
        "feed.json".to_owned(),
        format!(
            "{{\"communities\":{},\"events\":{}}}\n",
            lines(&communities),
            lines(&events)
        ),
    )];
    for (source, set) in sources.iter().zip(&sets) {
        let id = source.id();
        let text = format!(
            "{{\"community\":{},\"events\":{},\"invitations\":{}}}\n",
            set.community,
            lines(&set.events),
            lines(&set.invitations)
        );
        files.push((format!("c/{id}.json"), text));
        files.push((format!("m/{id}.json"), lines(&set.members) + "\n"));
        files.push((format!("a/{id}.json"), lines(&set.applicants) + "\n"));
        files.push((format!("r/{id}.json"), lines(&set.roster) + "\n"));
        files.push((format!("s/{id}.json"), lines(&set.attendees) + "\n"));
    }
    files.push(("stage.json".to_owned(), lines(&content::stage()?) + "\n"));
    Ok(files)
}

/// A list with a row a line, so that a change shows as the rows that changed.
fn lines(rows: &[Value]) -> String {
    let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
    format!("[\n{}\n]", rows.join(",\n"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::public;

    /// What the data of the first view may weigh, brotli at quality 11.
    const FEED_LIMIT: usize = 7_500;

    #[test]
    fn the_feed_is_small_enough_for_the_first_view() {
        let feed = fs::read(public().join("feed.json")).unwrap();
        let params = brotli::enc::BrotliEncoderParams {
            quality: 11,
            size_hint: feed.len(),
            ..Default::default()
        };
        let mut small = Vec::new();
        brotli::BrotliCompress(&mut feed.as_slice(), &mut small, &params).unwrap();
        assert!(small.len() <= FEED_LIMIT, "{} bytes", small.len());
        // Less would mean that rows are missing.
        assert!(small.len() > FEED_LIMIT / 2, "{} bytes", small.len());
    }

    #[test]
    fn a_crowd_is_as_large_as_is_wanted_and_nobody_stands_in_it_twice() {
        let files = crowded(&content::all().unwrap(), 1_000).unwrap();
        for name in ["a/dog-walk.json", "r/dog-walk.json", "s/dog-walk.json"] {
            let (_, text) = files.iter().find(|(file, _)| file == name).unwrap();
            let rows: Vec<Value> = serde_json::from_str(text).unwrap();
            let ids: std::collections::BTreeSet<_> =
                rows.iter().map(|row| row["id"].to_string()).collect();
            assert_eq!((rows.len(), ids.len()), (1_000, 1_000), "{name}");
        }
        let usual = all(&content::all().unwrap()).unwrap();
        assert_eq!(usual.len(), files.len());
    }

    #[test]
    fn the_files_in_the_repository_are_what_the_texts_give() {
        let sources = content::all().unwrap();
        let files = all(&sources).unwrap();
        assert_eq!(files, all(&sources).unwrap(), "two runs differ");
        for (name, text) in &files {
            let kept = fs::read_to_string(public().join(name)).unwrap_or_default();
            assert!(
                kept == *text,
                "public/data/{name} is old: run `cargo xtask dataset`"
            );
        }
        for folder in ["c", "m", "a", "r", "s"] {
            let kept = fs::read_dir(public().join(folder)).unwrap().count();
            assert_eq!(
                kept,
                sources.len(),
                "public/data/{folder} has files of no community"
            );
        }
    }
}
