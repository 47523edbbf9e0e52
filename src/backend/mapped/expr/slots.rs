//! Templates, and pointers that lead nowhere: told when a mapping is compiled, since they would only ever be
//! absent.

use super::{super::fault::Fault, Expr, In, Part, Source, Step};

/// Splits a template at its slots. A brace that never closes is a plain brace.
pub(in crate::backend::mapped) fn parts(template: &str, at: &str) -> Result<Vec<Part>, Fault> {
    let mut out = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, tail)) = after.split_once('}') else {
            break;
        };
        let is_odd = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '{' | ':' | ',' | '/');
        if slot.is_empty() || slot.contains(is_odd) {
            let expected = "a slot such as {input.event} (other braces by `with`)";
            return Err(Fault::new(at, expected, slot));
        }
        if !before.is_empty() {
            out.push(Part::Plain(before.to_owned()));
        }
        out.push(Part::Slot(format!("/{}", slot.replace('.', "/"))));
        rest = tail;
    }
    if !rest.is_empty() || out.is_empty() {
        out.push(Part::Plain(rest.to_owned()));
    }
    Ok(out)
}

/// A pointer that begins with none of these names, among those that are read in the document at hand.
pub(in crate::backend::mapped) fn stray<'a>(value: &'a Expr, roots: &[&str]) -> Option<&'a str> {
    let of_all = |list: &'a [Expr]| list.iter().find_map(|one| stray(one, roots));
    let found = match &value.from {
        Source::At(In::Here, pointer) => Some(pointer.as_str()).filter(|p| is_stray(p, roots)),
        Source::At(..) | Source::Const(_) => None,
        Source::First(list) | Source::List(list) => of_all(list),
        Source::Object(fields) => fields
            .iter()
            .find_map(|(key, value)| stray_slot(key, roots).or_else(|| stray(value, roots))),
        Source::Text(parts, with) => with
            .iter()
            .find_map(|(_, value)| stray(value, roots))
            .or_else(|| {
                let given = with.iter().map(|(name, _)| name.as_str());
                let roots: Vec<&str> = given.chain(roots.iter().copied()).collect();
                stray_slot(parts, &roots)
            }),
    };
    let tested = || {
        let mut pointers = value.when.iter().flat_map(|when| &when.0);
        let stray = pointers.find(|(pointer, _)| is_stray(pointer, roots));
        stray.map(|(pointer, _)| pointer.as_str())
    };
    found.or_else(tested).or_else(|| {
        value.steps.iter().find_map(|step| match step {
            Step::Columns(other) | Step::Zone(other) | Step::Count(_, other) => stray(other, roots),
            _ => None,
        })
    })
}

/// The same of a template.
pub(in crate::backend::mapped) fn stray_slot<'a>(
    parts: &'a [Part],
    roots: &[&str],
) -> Option<&'a str> {
    parts.iter().find_map(|part| match part {
        Part::Slot(pointer) if is_stray(pointer, roots) => Some(pointer.as_str()),
        _ => None,
    })
}

/// Whether a pointer begins with none of these names.
pub(super) fn is_stray(pointer: &str, roots: &[&str]) -> bool {
    let root = pointer.split('/').nth(1).unwrap_or_default();
    !pointer.is_empty() && !roots.contains(&root)
}
