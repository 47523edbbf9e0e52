//! What organisers are told of their members: birthdays, and who lives together. Drawn apart from everything else, so that
//! who is who does not change with it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::random::Random;

/// Gives some of a directory a birthday, and some who have a family name in common a household.
pub(super) fn told(community: &str, rows: &mut [Value]) {
    let mut random = Random::named(&format!("{community} lives"));
    let mut families: Vec<(String, usize)> = Vec::new();
    for at in 0..rows.len() {
        let name = rows.get(at).and_then(|row| row.get("name")?.as_str());
        let family: String = name.into_iter().flat_map(str::chars).take(1).collect();
        if random.chance(45) {
            let (month, day) = (1 + random.below(12), 1 + random.below(28));
            put(rows, at, "birthday", format!("{month:02}-{day:02}"));
        }
        let like = families.iter().position(|(name, _)| *name == family);
        match like {
            // Two of a name, and no more.
            Some(place) if random.chance(50) => {
                let (name, other) = families.remove(place);
                for at in [other, at] {
                    put(rows, at, "household", format!("{name}家"));
                }
            }
            Some(_) => {}
            None => families.push((family, at)),
        }
    }
}

/// Lays what is written of somebody over what was drawn for them.
pub(super) fn also(said: &BTreeMap<String, Map<String, Value>>, rows: &mut [Value]) {
    for row in rows.iter_mut().filter_map(Value::as_object_mut) {
        let id = row.get("id").and_then(Value::as_str);
        if let Some(fields) = id.and_then(|id| said.get(id)) {
            row.extend(fields.clone());
        }
    }
}

fn put(rows: &mut [Value], at: usize, field: &str, text: String) {
    if let Some(row) = rows.get_mut(at).and_then(Value::as_object_mut) {
        row.insert(field.to_owned(), text.into());
    }
}

#[cfg(test)]
mod tests {
    use crate::content;
    use crate::members::Maker;
    use crate::words::Words;

    #[test]
    fn whoever_something_is_said_of_is_there() {
        let (sources, words) = (content::all().unwrap(), Words::read().unwrap());
        let mut maker = Maker::new(&words, &sources);
        for source in &sources {
            let rows = maker.directory(source);
            for (id, fields) in &source.directory.also {
                let row = rows.iter().find(|row| row["id"] == id.as_str());
                let row = row.unwrap_or_else(|| panic!("{id} is nobody"));
                for (field, said) in fields {
                    assert_eq!(row[field], *said, "{id}: {field}");
                }
            }
        }
    }
}
