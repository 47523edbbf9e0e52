//! What is looked at in a linked module: its functions, what its symbols are, and the relocations that tell who uses what.

use std::{error::Error, ops::Range};

use wasmparser::{BinaryReader, KnownCustom, Linking, Name, Parser, Payload, SymbolInfo};

use crate::{
    lean::{at, write_u32},
    panics::Silence,
};

/// A relocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relocation {
    pub kind: u8,
    /// Where it is in the file.
    pub at: usize,
    /// Its symbol, by number.
    pub symbol: u32,
    pub addend: i64,
}

/// Relocation types with an addend (WebAssembly object file linking, `RelocationType`).
const WITH_ADDEND: &[u8] = &[3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25];

/// Sections as they were, and those that are written anew.
pub struct Section {
    pub id: u8,
    pub range: Range<usize>,
    pub new: Option<Vec<u8>>,
}

/// What the module has.
pub struct Found {
    pub sections: Vec<Section>,
    /// Functions before the first that has a body.
    pub imported: usize,
    /// Bodies of functions with their symbols.
    pub bodies: Vec<(Range<usize>, String)>,
    /// Where each symbol's data is, for those that are data.
    pub symbols: Vec<Option<Range<usize>>>,
    /// In the code.
    pub code: Vec<Relocation>,
    /// In the data.
    pub data: Vec<Relocation>,
}

impl Found {
    /// Where the data of places in the source is.
    pub fn places(&self, silence: &Silence) -> impl Iterator<Item = Range<usize>> {
        let symbols = silence.places.iter().map(|symbol| *symbol as usize);
        symbols.filter_map(|symbol| self.symbols.get(symbol)?.clone())
    }
}

/// Looks through the module.
///
/// # Errors
/// Where it was linked without relocations.
pub fn look(wasm: &[u8]) -> Result<Found, Box<dyn Error>> {
    let mut found = Found {
        sections: Vec::new(),
        imported: 0,
        bodies: Vec::new(),
        symbols: Vec::new(),
        code: Vec::new(),
        data: Vec::new(),
    };
    let (mut code, mut data, mut segments, mut has_relocations) = (0, 0, Vec::new(), false);
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(imports) => {
                for import in imports.clone().into_imports() {
                    if matches!(import?.ty, wasmparser::TypeRef::Func(_)) {
                        found.imported += 1;
                    }
                }
            }
            Payload::CodeSectionStart { range, .. } => {
                code = usize::try_from(range.start)?;
            }
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                found.bodies.push((range, String::new()));
            }
            Payload::DataSection(all) => {
                data = usize::try_from(all.range().start)?;
                for segment in all.clone() {
                    let segment = segment?;
                    let end = usize::try_from(segment.range.end)?;
                    segments.push(end - segment.data.len());
                }
            }
            Payload::CustomSection(custom) => match custom.as_known() {
                KnownCustom::Name(all) => {
                    for name in all {
                        if let Ok(Name::Function(functions)) = name {
                            for naming in functions {
                                let naming = naming?;
                                let index = usize::try_from(naming.index)?;
                                let nth = index.checked_sub(found.imported);
                                if let Some((_, name)) =
                                    nth.and_then(|nth| found.bodies.get_mut(nth))
                                {
                                    naming.name.clone_into(name);
                                }
                            }
                        }
                    }
                }
                KnownCustom::Linking(all) => {
                    for part in all.subsections() {
                        if let Linking::SymbolTable(symbols) = part? {
                            for symbol in symbols {
                                found.symbols.push(data_of(&symbol?, &segments)?);
                            }
                        }
                    }
                }
                _ if custom.name() == "reloc.CODE" => {
                    found.code = relocations_in(custom.data(), code)?;
                    has_relocations = true;
                }
                _ if custom.name() == "reloc.DATA" => {
                    found.data = relocations_in(custom.data(), data)?;
                }
                _ => {}
            },
            _ => {}
        }
        if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            found.sections.push(Section {
                id,
                range,
                new: None,
            });
        }
    }
    if !has_relocations {
        return Err("it was linked without relocations: build it with --features parts".into());
    }
    Ok(found)
}

/// Where the data of a symbol is in the file.
fn data_of(
    symbol: &SymbolInfo<'_>,
    segments: &[usize],
) -> Result<Option<Range<usize>>, Box<dyn Error>> {
    let SymbolInfo::Data {
        symbol: Some(defined),
        ..
    } = symbol
    else {
        return Ok(None);
    };
    let segment = segments.get(usize::try_from(defined.index)?);
    let start = segment.ok_or("a symbol is of no segment")? + usize::try_from(defined.offset)?;
    Ok(Some(start..start + usize::try_from(defined.size)?))
}

/// The relocations of a section that begins at `base` in the file; behind the name of theirs.
fn relocations_in(body: &[u8], base: usize) -> Result<Vec<Relocation>, Box<dyn Error>> {
    let mut reader = BinaryReader::new(body, 0);
    let _section = reader.read_var_u32()?;
    let all = reader.read_var_u32()?;
    let mut found = Vec::new();
    for _ in 0..all {
        let kind = reader.read_u8()?;
        found.push(Relocation {
            kind,
            at: base + usize::try_from(reader.read_var_u32()?)?,
            symbol: reader.read_var_u32()?,
            addend: match WITH_ADDEND.contains(&kind) {
                true => reader.read_var_i64()?,
                false => 0,
            },
        });
    }
    Ok(found)
}

/// The section with the symbols that `of` gives, and without the relocations that it gives none for.
pub fn relocations(
    body: &[u8],
    all: &[Relocation],
    mut of: impl FnMut(&Relocation) -> Option<u32>,
) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut reader = BinaryReader::new(body, 0);
    reader.read_string()?;
    let _section = reader.read_var_u32()?;
    let head = at(&reader)?;
    let _count = reader.read_var_u32()?;
    let mut kept = Vec::new();
    let mut count = 0_usize;
    for relocation in all {
        let kind = reader.read_u8()?;
        let offset = reader.read_var_u32()?;
        let _symbol = reader.read_var_u32()?;
        let behind = at(&reader)?;
        if WITH_ADDEND.contains(&kind) {
            reader.read_var_i64()?;
        }
        if let Some(symbol) = of(relocation) {
            count += 1;
            kept.push(kind);
            write_u32(&mut kept, usize::try_from(offset)?);
            write_u32(&mut kept, usize::try_from(symbol)?);
            kept.extend_from_slice(body.get(behind..at(&reader)?).unwrap_or_default());
        }
    }
    let mut new = body.get(..head).unwrap_or_default().to_vec();
    write_u32(&mut new, count);
    new.extend(kept);
    Ok(new)
}

/// Whether it is in one of these, which are in order.
pub fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.end <= at);
    ranges.get(after).is_some_and(|range| range.contains(&at))
}
