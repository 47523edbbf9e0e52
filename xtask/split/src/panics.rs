//! What only a panic would say.
//!
//! A panic ends in a trap and nobody reads its words ([`crate::lean`]), but whoever calls it still hands them over:
//! texts, ways of showing a value, and where in the source it stands. All of these are data and functions that go by
//! relocations, so they leave the module when nobody names them any more:
//!
//! - what is put together in a straight line of code that certainly ends in a panic is named no more;
//! - a function that is nothing but such a line is a panic itself;
//! - a place in the source ([`std::panic::Location`]: a path, a line, a column) becomes zeros, and all of them become
//!   one, so that wasm-opt sees that everybody hands over the same, and leaves it out.

use std::{collections::HashSet, error::Error, ops::Range};

use wasmparser::{BinaryReader, FunctionBody, Operator};

use crate::module::{Relocation, is_in};

/// Relocations of a constant: a function's place in the table, and an address.
const CONSTANTS: &[u8] = &[1, 4];
/// A relocated constant is always that long.
pub const CONSTANT: usize = 5;
/// An address in data.
const IN_DATA: u8 = 5;
/// An address in a constant.
const IN_CODE: u8 = 4;

/// What is looked through.
pub struct Module<'a> {
    pub wasm: &'a [u8],
    /// Functions before the first that has a body.
    pub imported: usize,
    pub bodies: &'a [Range<usize>],
    pub code: &'a [Relocation],
    pub data: &'a [Relocation],
    /// Where a symbol's data is in the file, for those that are data.
    pub symbols: &'a [Option<Range<usize>>],
}

/// What is to be done to it.
#[derive(Debug, Default)]
pub struct Silence {
    /// Bodies of functions that are nothing but a panic, in order.
    pub panics: Vec<Range<usize>>,
    /// Parts of the code in which constants name nothing, in order.
    pub unread: Vec<Range<usize>>,
    /// Symbols that are places in the source.
    pub places: HashSet<u32>,
    /// The one that stands for all of them, and its address as a constant.
    pub place: Option<(u32, [u8; CONSTANT])>,
}

impl Silence {
    /// Whether what is named there is named for nobody.
    pub fn is_unread(&self, relocation: &Relocation) -> bool {
        is_in(&self.panics, relocation.at)
            || CONSTANTS.contains(&relocation.kind) && is_in(&self.unread, relocation.at)
    }

    /// Whether a constant is a place in the source.
    pub fn is_place(&self, relocation: &Relocation) -> bool {
        relocation.kind == IN_CODE
            && relocation.addend == 0
            && self.places.contains(&relocation.symbol)
    }
}

/// Looks through a module in which the bodies of `panics` are panics.
pub fn silence(module: &Module<'_>, panics: &HashSet<usize>) -> Result<Silence, Box<dyn Error>> {
    let mut panics = panics.clone();
    let mut found = Silence::default();
    loop {
        found.unread.clear();
        let before = panics.len();
        for (nth, body) in module.bodies.iter().enumerate() {
            if !panics.contains(&nth) && lines(module, body, &panics, &mut found.unread)? {
                panics.insert(nth);
            }
        }
        if panics.len() == before {
            break;
        }
    }
    let bodies = module.bodies.iter().enumerate();
    let bodies = bodies.filter(|(nth, _)| panics.contains(nth));
    found.panics = bodies.map(|(_, body)| body.clone()).collect();
    found.places = places(module);
    let first = |relocation: &&Relocation| found.is_place(relocation);
    found.place = module.code.iter().find(first).and_then(|relocation| {
        let bytes = module.wasm.get(relocation.at..relocation.at + CONSTANT)?;
        Some((relocation.symbol, bytes.try_into().ok()?))
    });
    Ok(found)
}

/// Notes the lines of a body that end in a panic; gives whether the body is such a line.
fn lines(
    module: &Module<'_>,
    body: &Range<usize>,
    panics: &HashSet<usize>,
    unread: &mut Vec<Range<usize>>,
) -> Result<bool, Box<dyn Error>> {
    let bytes = module.wasm.get(body.clone()).unwrap_or_default();
    let reader = BinaryReader::new(bytes, u64::try_from(body.start)?);
    let mut operators = FunctionBody::new(reader).get_operators_reader()?;
    let (mut begins, mut is_first) = (usize::try_from(operators.original_position())?, true);
    let mut is_panic = false;
    while !operators.eof() {
        let operator = operators.read()?;
        let ends = usize::try_from(operators.original_position())?;
        if let Operator::Call { function_index } = operator {
            let called = usize::try_from(function_index)?.checked_sub(module.imported);
            if called.is_some_and(|called| panics.contains(&called)) {
                unread.push(begins..ends);
                is_panic |= is_first;
            }
        }
        if turns(&operator) {
            (begins, is_first) = (ends, false);
        }
    }
    Ok(is_panic)
}

/// Whether a line ends there: what comes next need not be reached, or something else has been done before.
fn turns(operator: &Operator<'_>) -> bool {
    use Operator::{
        Block, Br, BrIf, BrTable, Call, CallIndirect, Else, End, If, Loop, Return, Unreachable,
    };
    matches!(
        operator,
        Block { .. }
            | Br { .. }
            | BrIf { .. }
            | BrTable { .. }
            | Call { .. }
            | CallIndirect { .. }
            | Else
            | End
            | If { .. }
            | Loop { .. }
            | Return
            | Unreachable
    )
}

/// Symbols that are a pointer to the path of a source, its length, a line and a column.
fn places(module: &Module<'_>) -> HashSet<u32> {
    let data = |symbol: u32| module.symbols.get(usize::try_from(symbol).ok()?)?.clone();
    let is_path = |symbol: u32| {
        let text = data(symbol).and_then(|range| module.wasm.get(range));
        let text = text.unwrap_or_default();
        text.strip_suffix(b"\0").unwrap_or(text).ends_with(b".rs")
    };
    let is_path = |relocation: &Relocation| {
        relocation.kind == IN_DATA && relocation.addend == 0 && is_path(relocation.symbol)
    };
    let starts: HashSet<usize> = module
        .data
        .iter()
        .filter(|relocation| is_path(relocation))
        .map(|relocation| relocation.at)
        .collect();
    let all: HashSet<usize> = module.data.iter().map(|relocation| relocation.at).collect();
    let is_place = |range: &Range<usize>| {
        range.len() == 16
            && starts.contains(&range.start)
            && !range.clone().skip(1).any(|at| all.contains(&at))
    };
    let symbols = module.symbols.iter().zip(0..);
    symbols
        .filter(|(range, _)| range.as_ref().is_some_and(is_place))
        .map(|(_, symbol)| symbol)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `i32.const` in five bytes.
    const fn constant(value: u8) -> [u8; 6] {
        [0x41, value | 0x80, 0x80, 0x80, 0x80, 0x00]
    }

    fn module(bodies: &[Vec<u8>]) -> (Vec<u8>, Vec<Range<usize>>) {
        let mut wasm = Vec::new();
        let ranges = bodies.iter().map(|body| {
            let start = wasm.len();
            wasm.extend(body);
            start..wasm.len()
        });
        let ranges = ranges.collect();
        (wasm, ranges)
    }

    fn silenced(bodies: &[Vec<u8>]) -> Silence {
        let (wasm, bodies) = module(bodies);
        let module = Module {
            wasm: &wasm,
            imported: 0,
            bodies: &bodies,
            code: &[],
            data: &[],
            symbols: &[],
        };
        silence(&module, &HashSet::from([0])).unwrap()
    }

    #[test]
    fn what_is_made_for_a_panic_alone_is_named_no_more() {
        // The panic; one that calls it behind a branch; one that does nothing else; one that calls that.
        let panic = vec![0x00, 0x00, 0x0b];
        let mut branch = vec![0x00, 0x20, 0x00, 0x04, 0x40];
        branch.extend(constant(7));
        branch.extend([0x10, 0x00, 0x0b, 0x0b]);
        let mut only = vec![0x00];
        only.extend(constant(8));
        only.extend([0x10, 0x00, 0x00, 0x0b]);
        let mut further = vec![0x00];
        further.extend(constant(9));
        further.extend([0x10, 0x02, 0x00, 0x0b]);
        let found = silenced(&[panic, branch, only, further]);
        assert_eq!(found.panics, [0..3, 18..29, 29..40]);
        // Behind the `if` (after the three bytes of the panic and five of its own), up to the call.
        assert_eq!(found.unread.first(), Some(&(8..16)));
        let relocation = |kind, at| Relocation {
            kind,
            at,
            symbol: 0,
            addend: 0,
        };
        assert!(found.is_unread(&relocation(4, 9)));
        assert!(!found.is_unread(&relocation(3, 9)), "something is read");
        assert!(!found.is_unread(&relocation(4, 5)), "before the branch");
    }

    #[test]
    fn what_was_done_before_is_still_done() {
        let mut calls = vec![0x00];
        calls.extend(constant(7));
        calls.extend([0x10, 0x02]);
        calls.extend(constant(8));
        calls.extend([0x10, 0x00, 0x00, 0x0b]);
        let found = silenced(&[vec![0x00, 0x00, 0x0b], calls, vec![0x00, 0x0b]]);
        assert_eq!(found.panics.len(), 1);
        assert_eq!(found.unread.last(), Some(&(12..20)));
    }

    #[test]
    fn places_in_the_source_are_found_by_their_path() {
        let path = b"src/a.rs\0";
        let mut wasm = path.to_vec();
        wasm.resize(9 + 16 + 16, 1);
        let in_data = |at, symbol| Relocation {
            kind: 5,
            at,
            symbol,
            addend: 0,
        };
        let in_code = |symbol| Relocation {
            kind: 4,
            at: 9,
            symbol,
            addend: 0,
        };
        let module = Module {
            wasm: &wasm,
            imported: 0,
            bodies: &[],
            code: &[in_code(2), in_code(1)],
            // The first points to the path; the second to two things, and is something else.
            data: &[in_data(9, 0), in_data(25, 0), in_data(33, 0)],
            symbols: &[Some(0..9), Some(9..25), Some(25..41), None],
        };
        let found = silence(&module, &HashSet::new()).unwrap();
        assert_eq!(found.places, HashSet::from([1]));
        assert_eq!(found.place, Some((1, [1; 5])));
    }
}
