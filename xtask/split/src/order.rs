//! The order in which a module's functions pack best: each beside one that is like it.
//!
//! Brotli writes what came before as a distance and a length; the nearer it was, the shorter the distance, and what is of one kind
//! shares a code. So each function is followed by the one that has most runs of [`RUN`] bytes in common with it, for the
//! length of both. The names of the functions are replaced by their places, by which wasm-opt then sorts them
//! (`--reorder-functions-by-name`). Nothing else is changed; the same module gives the same order.

use std::{collections::HashMap, error::Error};

use wasmparser::{Parser, Payload};

use crate::{lean::write_u32, names::text};

/// How many bytes are compared as one; from three to eight were tried.
const RUN: usize = 4;
/// A run that more functions have says nothing of any two.
const COMMON: usize = 200;

/// The module with the functions' places for names.
pub fn order(wasm: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = wasm.get(..8).unwrap_or_default().to_vec();
    let (mut imported, mut bodies) = (0_usize, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(imports) => {
                for import in imports.clone().into_imports() {
                    imported += usize::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
        let is_names = matches!(&payload, Payload::CustomSection(it) if it.name() == "name");
        if let Some((id, range)) = payload.as_section().filter(|_| !is_names) {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            out.push(id);
            write_u32(&mut out, range.len());
            out.extend_from_slice(wasm.get(range).unwrap_or_default());
        }
    }
    let mut places = vec![0; bodies.len()];
    for (place, nth) in alike(&bodies).into_iter().enumerate() {
        if let Some(it) = places.get_mut(nth) {
            *it = place;
        }
    }
    // A name map: the subsection 1 of the custom section `name` (WebAssembly core specification, appendix "Name section").
    let mut map = Vec::new();
    write_u32(&mut map, places.len());
    for (nth, place) in places.iter().enumerate() {
        write_u32(&mut map, imported + nth);
        text(&mut map, &format!("{place:06}"));
    }
    let mut section = Vec::new();
    text(&mut section, "name");
    section.push(1);
    write_u32(&mut section, map.len());
    section.extend(map);
    out.push(0);
    write_u32(&mut out, section.len());
    out.extend(section);
    Ok(out)
}

/// Who follows whom: each once. The first of those that are left, where nobody has anything in common with the last.
fn alike(bodies: &[&[u8]]) -> Vec<usize> {
    let (runs, having) = runs(bodies);
    let length = |nth: usize| bodies.get(nth).map_or(0, |body| body.len() as u64);
    let mut left = vec![true; bodies.len()];
    let mut common = vec![0_u64; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = (!bodies.is_empty()).then_some(0);
    while let Some(now) = next {
        order.push(now);
        if let Some(it) = left.get_mut(now) {
            *it = false;
        }
        let mut met = Vec::new();
        let ours = runs.get(now).into_iter().flatten();
        for &other in ours.filter_map(|run| having.get(*run)).flatten() {
            if let Some(count) = common.get_mut(other) {
                if *count == 0 {
                    met.push(other);
                }
                *count += 1;
            }
        }
        let mut best: Option<(u64, u64, usize)> = None;
        for other in met {
            let count = common.get_mut(other).map(std::mem::take).unwrap_or(0);
            if left.get(other) != Some(&true) {
                continue;
            }
            let both = length(now) + length(other);
            // Of two that are as much alike, the first.
            let better = best.is_none_or(|(most, of, first)| {
                let (this, that) = (count * of, most * both);
                this > that || (this == that && other < first)
            });
            if better {
                best = Some((count, both, other));
            }
        }
        let first = || left.iter().position(|left| *left);
        next = best.map(|(_, _, other)| other).or_else(first);
    }
    order
}

/// Which runs each function has, by number, and which functions have each, of those that two or more have, but not too many.
fn runs(bodies: &[&[u8]]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut numbers: HashMap<&[u8], usize> = HashMap::new();
    let mut having: Vec<Vec<usize>> = Vec::new();
    for (nth, body) in bodies.iter().enumerate() {
        for run in body.windows(RUN) {
            let number = *numbers.entry(run).or_insert_with(|| {
                having.push(Vec::new());
                having.len() - 1
            });
            if let Some(having) = having.get_mut(number)
                && having.last() != Some(&nth)
            {
                having.push(nth);
            }
        }
    }
    let mut runs = vec![Vec::new(); bodies.len()];
    for (number, having) in having.iter_mut().enumerate() {
        if !(2..=COMMON).contains(&having.len()) {
            having.clear();
        }
        for nth in having {
            if let Some(runs) = runs.get_mut(*nth) {
                runs.push(number);
            }
        }
    }
    (runs, having)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_there_once_and_beside_what_is_like_it() {
        let bodies: [&[u8]; 6] = [
            b"abcdefgh",
            b"12345678",
            b"abcdefgX",
            b"..",
            b"12345679",
            b"..",
        ];
        // What is too short for a run has nothing in common with anybody: it comes when the others have ended.
        assert_eq!(alike(&bodies), [0, 2, 1, 4, 3, 5]);
        assert_eq!(alike(&[]), [0_usize; 0]);
    }

    #[test]
    fn for_their_length_not_by_their_length() {
        let long = [b"abcdefgh".as_slice(), &[b'-'; 100], b"efghijkl"].concat();
        let bodies: [&[u8]; 3] = [b"abcdefghijkl", &long, b"abcdefgh"];
        assert_eq!(alike(&bodies), [0, 2, 1]);
    }

    #[test]
    fn names_become_places_behind_the_imports() {
        // (module (import "" "" (func)) (func) (func)), with a name for the first.
        let mut wasm = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x05\x01\0\0\0\0\x03\x03\x02\0\0\x0a\x07\x02\x02\0\x0b\x02\0\x0b".to_vec();
        let plain = wasm.len();
        wasm.extend(b"\0\x0a\x04name\x01\x03\x01\0\0");
        let new = order(&wasm).unwrap();
        assert_eq!(new.get(..plain), wasm.get(..plain));
        assert_eq!(
            new.get(plain..).unwrap(),
            b"\0\x18\x04name\x01\x11\x02\x01\x06000000\x02\x06000001"
        );
    }
}
