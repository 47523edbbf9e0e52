//! Drops elements that fill the table with nothing.
//!
//! The splitter tells the part that starts to write null into each place of the table that a later part fills: three bytes
//! each, some thousands of them. A table is null from the beginning (WebAssembly core specification, "Tables"), and the part
//! that starts is the first to write there, so nothing is what it would be without them, too.

use std::error::Error;

use wasmparser::{ElementItems, ElementKind, ElementSectionReader, Operator};

use crate::lean::write_u32;

/// The element section's body without what is empty or null throughout.
pub fn without_nulls(body: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut kept = Vec::new();
    let mut count = 0;
    let reader = wasmparser::BinaryReader::new(body, 0);
    for element in ElementSectionReader::new(reader)? {
        let element = element?;
        // A passive or declared one says something by being there.
        let is_active = matches!(element.kind, ElementKind::Active { .. });
        if !(is_active && is_nothing(element.items)?) {
            let range = usize::try_from(element.range.start)?..usize::try_from(element.range.end)?;
            kept.extend_from_slice(body.get(range).unwrap_or_default());
            count += 1;
        }
    }
    let mut out = Vec::new();
    write_u32(&mut out, count);
    out.extend(kept);
    Ok(out)
}

fn is_nothing(items: ElementItems<'_>) -> Result<bool, Box<dyn Error>> {
    match items {
        ElementItems::Functions(functions) => Ok(functions.count() == 0),
        ElementItems::Expressions(_, expressions) => {
            for expression in expressions {
                let first = expression?.get_operators_reader().read()?;
                if !matches!(first, Operator::RefNull { .. }) {
                    return Ok(false);
                }
            }
            Ok(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_null_or_empty_goes_and_the_rest_stays() {
        let functions = b"\0\x41\x01\x0b\x02\x05\x06";
        let empty = b"\0\x41\x03\x0b\0";
        let null = b"\x04\x41\x03\x0b\x02\xd0\x70\x0b\xd0\x70\x0b";
        let half = b"\x04\x41\x05\x0b\x02\xd0\x70\x0b\xd2\x07\x0b";
        let declared = b"\x03\0\x01\x05";
        let all = [&b"\x05"[..], functions, empty, null, half, declared].concat();
        assert_eq!(
            without_nulls(&all).unwrap(),
            [&b"\x03"[..], functions, half, declared].concat()
        );
    }
}
