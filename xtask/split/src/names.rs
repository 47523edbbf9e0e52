//! Short names between the module and its glue. wasm-bindgen ends each name with 16 hexadecimal digits, which do not
//! compress, and each stands in both files.

use std::error::Error;

use wasmparser::{BinaryReader, Parser, Payload};

use crate::{
    elements,
    lean::{at, write_u32},
};

/// Names that are long, and known to nobody but the two.
const LONG: &[&str] = &["__wbg_", "__wbindgen_", "wasm_bindgen__"];
/// Names that others know: the code that starts the module.
const KNOWN: &[&str] = &["__wbindgen_start"];

/// The module and its glue with short names, and the module without elements that say nothing: see [`elements`].
pub fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String), Box<dyn Error>> {
    let mut out = wasm.get(..8).unwrap_or_default().to_vec();
    let mut names: Vec<(String, String)> = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Some((id, range)) = payload.as_ref().ok().and_then(Payload::as_section) else {
            payload?;
            continue;
        };
        let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
        let body = wasm.get(range).unwrap_or_default();
        let body = match id {
            2 => imports(body, &mut names)?,
            7 => exports(body, &mut names)?,
            9 => elements::without_nulls(body)?,
            _ => body.to_vec(),
        };
        out.push(id);
        write_u32(&mut out, body.len());
        out.extend(body);
    }
    let mut glue = glue.to_owned();
    for (long, short) in &names {
        // As a key of what is imported, and as a field of what is exported (not all of it is used).
        let (key, field) = (format!(" {long}: "), format!("wasm.{long}"));
        if long.starts_with("__wbg_") && !glue.contains(&key) {
            return Err(format!("the glue does not know {long}").into());
        }
        glue = glue.replace(&key, &format!(" {short}: "));
        for end in ["(", ",", ")", ";", ".", " "] {
            glue = glue.replace(&format!("{field}{end}"), &format!("wasm.{short}{end}"));
        }
    }
    Ok((out, glue))
}

/// A name that no JavaScript has of itself, for one that is long.
fn short(name: &str, names: &mut Vec<(String, String)>) -> String {
    if KNOWN.contains(&name) || !LONG.iter().any(|prefix| name.starts_with(prefix)) {
        return name.to_owned();
    }
    if let Some((_, short)) = names.iter().find(|(long, _)| long == name) {
        return short.clone();
    }
    let short = format!("${:x}", names.len());
    names.push((name.to_owned(), short.clone()));
    short
}

fn imports(body: &[u8], names: &mut Vec<(String, String)>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut reader = BinaryReader::new(body, 0);
    let all = reader.read_var_u32()?;
    let mut out = Vec::new();
    write_u32(&mut out, usize::try_from(all)?);
    for _ in 0..all {
        text(&mut out, reader.read_string()?);
        text(&mut out, &short(reader.read_string()?, names));
        let start = at(&reader)?;
        reader.read::<wasmparser::TypeRef>()?;
        out.extend_from_slice(body.get(start..at(&reader)?).unwrap_or_default());
    }
    Ok(out)
}

fn exports(body: &[u8], names: &mut Vec<(String, String)>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut reader = BinaryReader::new(body, 0);
    let all = reader.read_var_u32()?;
    let mut out = Vec::new();
    write_u32(&mut out, usize::try_from(all)?);
    for _ in 0..all {
        text(&mut out, &short(reader.read_string()?, names));
        let start = at(&reader)?;
        let _kind = reader.read_u8()?;
        let _index = reader.read_var_u32()?;
        out.extend_from_slice(body.get(start..at(&reader)?).unwrap_or_default());
    }
    Ok(out)
}

pub(crate) fn text(out: &mut Vec<u8>, text: &str) {
    write_u32(out, text.len());
    out.extend_from_slice(text.as_bytes());
}
