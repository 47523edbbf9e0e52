//! Whether the engines of the floor read what is built: each module is validated with what these engines have, and nothing else.
//!
//! The floor is what the README names under *Browsers*. The versions are those of webassembly.org/features: a feature is
//! there from these on. SIMD, tail calls, exceptions, threads, garbage collection and all that came later are above it.

use std::error::Error;

use wasmparser::{Validator, WasmFeatures};

/// What the engines of the floor have: what it is called, its flags, and from which versions on.
const FLOOR: [(&str, WasmFeatures, &str); 6] = [
    (
        "mutable globals",
        WasmFeatures::MUTABLE_GLOBAL,
        "Chrome 74, Safari 12",
    ),
    (
        "sign extension",
        WasmFeatures::SIGN_EXTENSION,
        "Chrome 74, Safari 14.1",
    ),
    (
        "non-trapping conversion",
        WasmFeatures::SATURATING_FLOAT_TO_INT,
        "Chrome 75, Safari 15",
    ),
    (
        "bulk memory",
        WasmFeatures::BULK_MEMORY,
        "Chrome 75, Safari 15",
    ),
    (
        "multiple values",
        WasmFeatures::MULTI_VALUE,
        "Chrome 85, Safari 13.1",
    ),
    (
        "reference types",
        WasmFeatures::REFERENCE_TYPES,
        "Chrome 96, Safari 15",
    ),
];

/// What each of them has: the first WebAssembly with its numbers, and `externref` where there are reference types.
const BASE: WasmFeatures = WasmFeatures::FLOATS.union(WasmFeatures::GC_TYPES);

/// What of the floor a module needs.
///
/// # Errors
/// It needs more, or is no module.
pub fn needed(module: &[u8]) -> Result<Vec<usize>, Box<dyn Error>> {
    let floor = (0..FLOOR.len()).fold(BASE, |all, at| all | flags(at));
    validated(module, floor)?;
    let needs = |at: &usize| validated(module, floor.difference(flags(*at))).is_err();
    Ok((0..FLOOR.len()).filter(needs).collect())
}

/// A line for each feature: from when on it is there, and how many of the modules need it.
pub fn table(modules: &[Vec<usize>]) -> String {
    let line = |(at, (name, _, since)): (usize, &(&str, WasmFeatures, &str))| {
        let users = modules.iter().filter(|needs| needs.contains(&at)).count();
        format!(
            "  {name:24} {since:24} in {users} of {} modules\n",
            modules.len()
        )
    };
    FLOOR.iter().enumerate().map(line).collect()
}

fn flags(at: usize) -> WasmFeatures {
    FLOOR.get(at).map_or(BASE, |(_, flags, _)| *flags)
}

fn validated(module: &[u8], features: WasmFeatures) -> Result<(), wasmparser::BinaryReaderError> {
    Validator::new_with_features(features)
        .validate_all(module)
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one function of a body, its results, and a memory.
    fn module(results: &[u8], body: &[u8]) -> Vec<u8> {
        let section = |id: u8, bytes: &[u8]| {
            let mut all = vec![id, u8::try_from(bytes.len()).unwrap_or(u8::MAX)];
            all.extend(bytes);
            all
        };
        let mut kind = vec![1, 0x60, 0, u8::try_from(results.len()).unwrap_or(u8::MAX)];
        kind.extend(results);
        let mut code = vec![1, u8::try_from(body.len() + 2).unwrap_or(u8::MAX), 0];
        code.extend(body);
        code.push(0x0b);
        let mut all = b"\0asm\x01\0\0\0".to_vec();
        all.extend(section(1, &kind));
        all.extend(section(3, &[1, 0]));
        all.extend(section(5, &[1, 0, 1]));
        all.extend(section(10, &code));
        all
    }

    fn names(module: &[u8]) -> Option<Vec<&'static str>> {
        let needed = needed(module).ok()?;
        Some(
            needed
                .iter()
                .filter_map(|at| Some(FLOOR.get(*at)?.0))
                .collect(),
        )
    }

    #[test]
    fn what_the_floor_has_is_told_by_its_name() {
        assert_eq!(names(&module(&[], &[])), Some(vec![]));
        // i32.const 0, i32.extend8_s, drop
        assert_eq!(
            names(&module(&[], &[0x41, 0, 0xc0, 0x1a])),
            Some(vec!["sign extension"])
        );
        // f32.const 0, i32.trunc_sat_f32_s, drop
        let trunc = [0x43, 0, 0, 0, 0, 0xfc, 0, 0x1a];
        assert_eq!(
            names(&module(&[], &trunc)),
            Some(vec!["non-trapping conversion"])
        );
        // memory.fill of nothing
        let fill = [0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0];
        assert_eq!(names(&module(&[], &fill)), Some(vec!["bulk memory"]));
        // Two results
        assert_eq!(
            names(&module(&[0x7f, 0x7f], &[0x41, 0, 0x41, 0])),
            Some(vec!["multiple values"])
        );
        // ref.null extern
        assert_eq!(
            names(&module(&[0x6f], &[0xd0, 0x6f])),
            Some(vec!["reference types"])
        );
    }

    #[test]
    fn what_is_above_the_floor_is_refused() {
        let cases: [(&str, &[u8], &[u8]); 5] = [
            // v128.const 0, drop
            (
                "SIMD",
                &[],
                &[
                    0xfd, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x1a,
                ],
            ),
            // return_call 0
            ("tail calls", &[], &[0x12, 0]),
            // try_table, end
            ("exceptions", &[], &[0x1f, 0x40, 0, 0x0b]),
            // atomic.fence
            ("threads", &[], &[0xfe, 3, 0]),
            // ref.null any
            ("garbage collection", &[0x6e], &[0xd0, 0x6e]),
        ];
        for (name, results, body) in cases {
            assert!(needed(&module(results, body)).is_err(), "{name}");
        }
        assert!(needed(b"<!doctype html>").is_err());
    }
}
