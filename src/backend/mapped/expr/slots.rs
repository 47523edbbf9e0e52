//! Templates, and where they and pointers may lead: one that leads nowhere would only ever be absent, so it is told
//! when a mapping is compiled.

use super::{
    super::given::{Care, Given},
    Expr, Part,
};

/// Splits a template at its slots, each of which begins with one of `names` or of `with`; with any where there are
/// no `names`. A brace that never closes is a plain brace.
#[inline(never)]
pub(in crate::backend::mapped) fn parts(
    it: &Given<'_, impl Care>,
    template: &str,
    names: &[&str],
    with: &[(String, Expr)],
) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = cut(rest, b'{')
        && let Some((slot, tail)) = cut(after, b'}')
    {
        if it.looks() && (slot.is_empty() || slot.chars().any(is_odd)) {
            it.but(
                "a slot such as {input.event} (other braces by `with`)",
                slot,
            );
        }
        if it.looks() && !with.iter().any(|(name, _)| name == begin(slot, b'.')) {
            lead(it, slot, b'.', names);
        }
        if !before.is_empty() {
            out.push(Part::Plain(before.to_owned()));
        }
        let mut pointer = String::new();
        for step in slot.split('.') {
            pointer.push('/');
            pointer.push_str(step);
        }
        out.push(Part::Slot(pointer));
        rest = tail;
    }
    if !rest.is_empty() || out.is_empty() {
        out.push(Part::Plain(rest.to_owned()));
    }
    out
}

/// Refuses a path that begins with none of these names, where there are any.
#[inline(never)]
pub(super) fn lead(it: &Given<'_, impl Care>, path: &str, between: u8, names: &[&str]) {
    let begin = begin(path, between);
    if !names.is_empty() && !names.contains(&begin) {
        it.unknown(&[], names, begin);
    }
}

/// The first step of a path.
#[inline(never)]
fn begin(path: &str, between: u8) -> &str {
    cut(path, between).map_or(path, |(begin, _)| begin)
}

/// What stands before the first such sign of ASCII, and what behind it.
#[inline(never)]
fn cut(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|b| b == sign)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

fn is_odd(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '{' | ':' | ',' | '/')
}
