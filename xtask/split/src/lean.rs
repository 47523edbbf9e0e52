//! Takes out of a linked module what is in it for nobody, before it is cut.
//!
//! - **Classes of crates that we do not use.** `leptos` brings `server_fn`, and that `wasm-streams`, whose classes
//!   wasm-bindgen exports, so that the linker must keep them with all they call.
//! - **The words of panics.** A panic ends in a trap either way (`panic = "abort"`), and boot.js then shows the
//!   reload screen; in a release build nobody reads the words, and the code that puts them together is a part of
//!   every view. Debug builds keep them.
//! - **What they would say it with**: see [`crate::panics`].
//! - **Paths of sources on the machine that built it**, wherever else they stand: zeros, which compress to nothing.
//!
//! Bodies are overwritten in place, so that nothing moves and all other relocations stay true; those inside of
//! them are left out. What is used no more falls away when the module is cut, which goes by relocations.

use std::{collections::HashSet, error::Error, ops::Range};

use wasmparser::BinaryReader;

use crate::{
    module::{Found, is_in, look, relocations},
    panics::{self, Module, Silence},
};

/// Prefixes of exports that only JavaScript of our own could call, and there is none.
const UNUSED: &[&str] = &[
    "intounderlyingbytesource_",
    "intounderlyingsink_",
    "intounderlyingsource_",
    "__wbg_intounderlyingbytesource_free",
    "__wbg_intounderlyingsink_free",
    "__wbg_intounderlyingsource_free",
];
/// Stands in what wasm-bindgen is told of them.
const UNUSED_CLASS: &[u8] = b"IntoUnderlying";

/// Functions that do not return, by pieces of their symbols (v0 and legacy mangling): those that begin a panic.
const PANICS: &[&str] = &[
    "4core9panicking",
    "4core6option13unwrap_failed",
    "4core6option13expect_failed",
    "4core6result13unwrap_failed",
    "4core4cell22panic_already_borrowed",
    "4core4cell30panic_already_mutably_borrowed",
    "4core3str16slice_error_fail",
    "4core5slice5index16slice_index_fail",
    "5alloc7raw_vec12handle_error",
    "5alloc7raw_vec17capacity_overflow",
    "5alloc5alloc18handle_alloc_error",
    "3std9panicking11begin_panic",
    "3std9panicking15panic_with_hook",
    "7___rustc17rust_begin_unwind",
];

/// The module without them, and what was done, in a sentence. `roots` are directories below which sources lie.
pub fn lean(wasm: &[u8], roots: &[&str]) -> Result<(Vec<u8>, String), Box<dyn Error>> {
    let mut wasm = wasm.to_vec();
    let mut found = look(&wasm)?;
    let mut panics = HashSet::new();
    for (nth, (body, name)) in found.bodies.iter().enumerate() {
        if PANICS.iter().any(|piece| name.contains(piece)) && overwrite(&mut wasm, body.clone()) {
            panics.insert(nth);
        }
    }
    if panics.is_empty() {
        return Err("no panic was found in it: was it linked without names?".into());
    }
    let silence = silenced(&mut wasm, &found, &panics)?;
    let mut sections = std::mem::take(&mut found.sections);
    let mut paths = 0;
    for section in sections.iter().filter(|section| section.id == 11) {
        let data = wasm.get_mut(section.range.clone()).unwrap_or_default();
        paths += roots.iter().map(|root| blank(data, root)).sum::<usize>();
    }
    let mut classes = 0;
    for section in &mut sections {
        let body = wasm
            .get(section.range.clone())
            .ok_or("a section ends behind the file")?;
        section.new = match (section.id, custom_name(section.id, body)) {
            (7, _) => {
                let (new, dropped) = without_exports(body)?;
                classes = dropped;
                Some(new)
            }
            (0, Some("__wasm_bindgen_unstable")) => Some(without_classes(body)?),
            (0, Some("reloc.CODE")) => {
                Some(relocations(
                    body,
                    &found.code,
                    |relocation| match silence.place {
                        _ if silence.is_unread(relocation) => None,
                        Some((place, _)) if silence.is_place(relocation) => Some(place),
                        _ => Some(relocation.symbol),
                    },
                )?)
            }
            (0, Some("reloc.DATA")) => Some(relocations(body, &found.data, |relocation| {
                let of_place = found.places(&silence).any(|r| r.contains(&relocation.at));
                (!of_place).then_some(relocation.symbol)
            })?),
            _ => None,
        };
    }
    let mut out = wasm.get(..8).unwrap_or_default().to_vec();
    for section in &sections {
        let body = match &section.new {
            Some(new) => new.as_slice(),
            None => wasm.get(section.range.clone()).unwrap_or_default(),
        };
        out.push(section.id);
        write_u32(&mut out, body.len());
        out.extend_from_slice(body);
    }
    let report = format!(
        "{} ways to panic end at once, without {} places in the source; {classes} unused exports left out; {paths} paths blanked",
        silence.panics.len(),
        silence.places.len()
    );
    Ok((out, report))
}
/// No path of a source is longer.
const LONGEST: usize = 300;

const fn in_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-' | b'+' | b'@')
}

/// Writes zeros over every path that begins with `root` and ends with `.rs`; gives how many.
fn blank(data: &mut [u8], root: &str) -> usize {
    let (root, end) = (root.as_bytes(), b".rs");
    let (mut from, mut blanked) = (0, 0);
    let find = |data: &[u8], needle: &[u8], from: usize| {
        let rest = data.get(from..)?;
        let at = rest
            .windows(needle.len())
            .position(|piece| piece == needle)?;
        Some(from + at)
    };
    while let Some(start) = find(data, root, from) {
        // A path, and not whatever else stands before the next `.rs`.
        let path = data.get(start..).unwrap_or_default().iter();
        let length = path.take(LONGEST).take_while(|b| in_path(**b)).count();
        let stop = find(data.get(..start + length).unwrap_or_default(), end, start);
        if let Some(path) = stop.and_then(|at| data.get_mut(start..at + end.len())) {
            path.fill(0);
            blanked += 1;
        }
        from = start + root.len();
    }
    blanked
}

/// Finds what only panics would say, and makes it mute.
fn silenced(
    wasm: &mut [u8],
    found: &Found,
    panics: &HashSet<usize>,
) -> Result<Silence, Box<dyn Error>> {
    let bodies: Vec<_> = found.bodies.iter().map(|(body, _)| body.clone()).collect();
    let module = Module {
        wasm,
        imported: found.imported,
        bodies: &bodies,
        code: &found.code,
        data: &found.data,
        symbols: &found.symbols,
    };
    let silence = panics::silence(&module, panics)?;
    for body in &silence.panics {
        overwrite(wasm, body.clone());
    }
    for place in found.places(&silence) {
        wasm.get_mut(place).unwrap_or_default().fill(0);
    }
    if let Some((_, address)) = silence.place {
        let places = found.code.iter().filter(|r| silence.is_place(r));
        // What was overwritten stays so.
        for relocation in places.filter(|r| !is_in(&silence.panics, r.at)) {
            let constant = wasm.get_mut(relocation.at..relocation.at + address.len());
            constant.unwrap_or_default().copy_from_slice(&address);
        }
    }
    Ok(silence)
}

/// No locals, `unreachable`, `nop`s, `end`: as long as it was. Gives whether there is room for that.
fn overwrite(wasm: &mut [u8], body: Range<usize>) -> bool {
    match wasm.get_mut(body) {
        Some([locals, first, rest @ .., end]) => {
            (*locals, *first, *end) = (0x00, 0x00, 0x0b);
            rest.fill(0x01);
            true
        }
        _ => false,
    }
}

fn custom_name(id: u8, body: &[u8]) -> Option<&str> {
    (id == 0)
        .then(|| BinaryReader::new(body, 0).read_string().ok())
        .flatten()
}

fn without_exports(body: &[u8]) -> Result<(Vec<u8>, usize), Box<dyn Error>> {
    let mut reader = BinaryReader::new(body, 0);
    let all = reader.read_var_u32()?;
    let mut kept = Vec::new();
    let mut count = 0_usize;
    for _ in 0..all {
        let start = at(&reader)?;
        let name = reader.read_string()?;
        let unused = UNUSED.iter().any(|prefix| name.starts_with(prefix));
        let _kind = reader.read_u8()?;
        let _index = reader.read_var_u32()?;
        if !unused {
            count += 1;
            kept.extend_from_slice(body.get(start..at(&reader)?).unwrap_or_default());
        }
    }
    let mut new = Vec::new();
    write_u32(&mut new, count);
    new.extend(kept);
    Ok((new, usize::try_from(all)? - count))
}

/// The section is a row of pairs, a schema and a program, one pair for each use of wasm-bindgen's macro; each of
/// both stands behind its length in four bytes, the lowest first.
fn without_classes(body: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut reader = BinaryReader::new(body, 0);
    reader.read_string()?;
    let start = at(&reader)?;
    let mut new = body.get(..start).unwrap_or_default().to_vec();
    while !reader.eof() {
        let begin = at(&reader)?;
        let schema = reader.read_u32()?;
        reader.read_bytes(usize::try_from(schema)?)?;
        let length = reader.read_u32()?;
        let program = reader.read_bytes(usize::try_from(length)?)?;
        let ours = !program
            .windows(UNUSED_CLASS.len())
            .any(|piece| piece == UNUSED_CLASS);
        if ours {
            new.extend_from_slice(body.get(begin..at(&reader)?).unwrap_or_default());
        }
    }
    Ok(new)
}

/// Where it is.
pub(crate) fn at(reader: &BinaryReader<'_>) -> Result<usize, Box<dyn Error>> {
    Ok(usize::try_from(reader.original_position())?)
}

/// LEB128, unsigned.
pub(crate) fn write_u32(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_blanked_to_their_end_and_nothing_else() {
        let mut data = b"z/home/a/src/lib.rsM3 20/home/a/x.rs/other/y.rs".to_vec();
        assert_eq!(blank(&mut data, "/home/a/"), 2);
        let text = String::from_utf8_lossy(&data).replace('\0', "");
        assert_eq!(text, "zM3 20/other/y.rs");
        assert_eq!(data.len(), 47);
        // A root alone, and something that is no path before the next `.rs`.
        for other in ["/home/a/", "/home/a/bin and then b.rs", "/home/a/\0c.rs"] {
            let mut data = other.as_bytes().to_vec();
            assert_eq!(blank(&mut data, "/home/a/"), 0, "{other}");
            assert_eq!(data, other.as_bytes());
        }
    }

    #[test]
    fn a_body_is_overwritten_in_its_length() {
        let mut wasm = vec![9, 0x01, 0x02, 0x03, 0x04, 0x0b, 9];
        assert!(overwrite(&mut wasm, 1..6));
        assert_eq!(wasm, [9, 0x00, 0x00, 0x01, 0x01, 0x0b, 9]);
        assert!(!overwrite(&mut wasm, 1..3));
    }

    #[test]
    fn unused_classes_leave_the_row_of_programs() {
        let pair = |program: &[u8]| {
            let mut pair = vec![1, 0, 0, 0, b'v'];
            pair.extend(u32::try_from(program.len()).unwrap().to_le_bytes());
            pair.extend(program);
            pair
        };
        let head = [3, b'w', b'b', b'g'];
        let ours = pair(b"click");
        let section = [&head[..], &pair(b"IntoUnderlyingSink"), &ours].concat();
        assert_eq!(
            without_classes(&section).unwrap(),
            [&head[..], &ours].concat()
        );
    }

    #[test]
    fn leb128_is_written_as_the_standard_says() {
        let mut out = Vec::new();
        for value in [0, 127, 128, 624_485] {
            write_u32(&mut out, value);
        }
        assert_eq!(out, [0, 0x7f, 0x80, 0x01, 0xe5, 0x8e, 0x26]);
    }
}
