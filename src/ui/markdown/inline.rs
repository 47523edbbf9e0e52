//! The pieces of a paragraph.
//!
//! One pass from left to right with a stack of what is open. The stack is short, so that looking
//! through it costs nothing and the result is shallow; what opens beyond it is text.

use super::{
    Inline,
    address::{destination, safe, untrailed},
};

/// How many spans may be open at a time.
pub(super) const MAX_OPEN: usize = 24;

/// A span that is open: its mark, and what stands after the mark so far.
struct Open {
    /// `*`, `_` or `[`.
    sign: char,
    /// One or two of them; `![` counts two.
    count: usize,
    inner: Vec<Inline>,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// What is outside of every open span.
    done: Vec<Inline>,
    open: Vec<Open>,
    /// For each length of a run of backticks from 1 to 3: where the last one begins.
    last_ticks: [usize; 3],
}

/// Reads the text of one paragraph, lines separated by `\n`.
pub(super) fn parse(text: &str) -> Vec<Inline> {
    let mut reader = Reader {
        text,
        at: 0,
        done: Vec::new(),
        open: Vec::new(),
        last_ticks: last_ticks(text),
    };
    while let Some(next) = reader.rest().chars().next() {
        reader.step(next);
    }
    while let Some(open) = reader.open.pop() {
        reader.undo(open);
    }
    reader.done
}

fn last_ticks(text: &str) -> [usize; 3] {
    let mut last = [0; 3];
    let mut run = 0;
    for (at, byte) in text.bytes().chain(std::iter::once(b' ')).enumerate() {
        if byte == b'`' {
            run += 1;
        } else if run > 0 {
            if let Some(slot) = last.get_mut(run - 1) {
                *slot = at - run;
            }
            run = 0;
        }
    }
    last
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.text
            .get(..self.at)
            .and_then(|text| text.chars().next_back())
    }

    fn step(&mut self, next: char) {
        match next {
            '\n' => self.line_end(1),
            '\\' => self.escape(),
            '`' => self.code(),
            '*' | '_' => self.mark(next),
            '[' => self.bracket(1),
            '!' if self.rest().starts_with("![") => self.bracket(2),
            ']' => self.close_bracket(),
            '<' => self.angle(),
            'h' | 'H' | 'm' | 'M' | 't' | 'T' => self.bare_address(next),
            _ => self.plain(),
        }
    }

    /// Everything up to what may mean something.
    fn plain(&mut self) {
        let rest = self.rest();
        let length = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| "\n\\`*_[]!<hHmMtT".contains(*c))
            .map_or(rest.len(), |(at, _)| at);
        self.take(length);
    }

    /// The next `length` bytes as text.
    fn take(&mut self, length: usize) {
        let piece = self.rest().get(..length).unwrap_or_default();
        self.at += length.max(1);
        self.text(piece);
    }

    fn text(&mut self, piece: &str) {
        let into = self.into();
        if let Some(Inline::Text(last)) = into.last_mut() {
            last.push_str(piece);
        } else if !piece.is_empty() {
            into.push(Inline::Text(piece.to_owned()));
        }
    }

    /// Where the next piece goes.
    fn into(&mut self) -> &mut Vec<Inline> {
        self.open
            .last_mut()
            .map_or(&mut self.done, |open| &mut open.inner)
    }

    fn push(&mut self, piece: Inline) {
        self.into().push(piece);
    }

    /// What was thought to be a span was none: its mark is text, its inside goes one out.
    fn undo(&mut self, open: Open) {
        match (open.sign, open.count) {
            ('[', 1) => self.text("["),
            ('[', _) => self.text("!["),
            (sign, count) => (0..count).for_each(|_| self.text(sign.encode_utf8(&mut [0; 4]))),
        }
        for piece in open.inner {
            match piece {
                Inline::Text(text) => self.text(&text),
                other => self.push(other),
            }
        }
    }

    fn line_end(&mut self, length: usize) {
        self.at += length;
        if let Some(Inline::Text(last)) = self.into().last_mut() {
            last.truncate(last.trim_end_matches(' ').len());
        }
        self.push(Inline::Break);
    }

    fn escape(&mut self) {
        match self.rest().chars().nth(1) {
            Some('\n') => self.line_end(2),
            Some(sign) if sign.is_ascii_punctuation() => {
                self.at += 1;
                self.take(1);
            }
            _ => self.take(1),
        }
    }

    fn code(&mut self) {
        let rest = self.rest();
        let run = rest.bytes().take_while(|b| *b == b'`').count();
        // Looks for an end only where there is one of that length, so that no end is looked for
        // twice in vain.
        if self
            .last_ticks
            .get(run - 1)
            .is_none_or(|last| *last <= self.at)
        {
            return self.take(run);
        }
        let mut from = run;
        while let Some(found) = rest.get(from..).and_then(|tail| tail.find('`')) {
            let begin = from + found;
            let length = rest.bytes().skip(begin).take_while(|b| *b == b'`').count();
            if length == run {
                let inner = rest.get(run..begin).unwrap_or_default().replace('\n', " ");
                let bare = inner
                    .strip_prefix(' ')
                    .and_then(|inner| inner.strip_suffix(' '));
                let bare = bare
                    .filter(|bare| !bare.trim().is_empty())
                    .unwrap_or(&inner);
                self.push(Inline::Code(bare.to_owned()));
                self.at += begin + run;
                return;
            }
            from = begin + length;
        }
        self.take(run);
    }

    /// A run of `*` or `_`: closes what it can, opens with what is left.
    fn mark(&mut self, sign: char) {
        let rest = self.rest();
        let mut left = rest.chars().take_while(|c| *c == sign).count();
        let (before, after) = (
            self.before(),
            rest.get(left..).and_then(|tail| tail.chars().next()),
        );
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        // `snake_case` and `3*4*5` are words. Chinese has no spaces, so nothing else is asked.
        let inside = if sign == '_' {
            word(before) && word(after)
        } else {
            digit(before) && digit(after)
        };
        if left > 3 || inside {
            return self.take(left);
        }
        let can_open = !space(after) && (sign == '*' || !word(before));
        let can_close = !space(before) && (sign == '*' || !word(after));
        self.at += left;
        while can_close && left > 0 {
            let fits = |open: &Open| open.sign == sign && open.count <= left;
            let Some(index) = self
                .open
                .iter()
                .rposition(|open| open.sign == '[' || fits(open))
                .filter(|index| self.open.get(*index).is_some_and(fits))
            else {
                break;
            };
            self.drop_above(index);
            let Some(open) = self.open.pop() else { break };
            left -= open.count;
            let whole = if open.count == 2 {
                Inline::Strong
            } else {
                Inline::Emphasis
            };
            self.push(whole(open.inner));
        }
        while left > 0 {
            let count = if left == 2 { 2 } else { 1 };
            left -= count;
            if can_open && self.open.len() < MAX_OPEN {
                self.open.push(Open {
                    sign,
                    count,
                    inner: Vec::new(),
                });
            } else {
                (0..count).for_each(|_| self.text(sign.encode_utf8(&mut [0; 4])));
            }
        }
    }

    fn drop_above(&mut self, index: usize) {
        while self.open.len() > index + 1 {
            if let Some(open) = self.open.pop() {
                self.undo(open);
            }
        }
    }

    fn bracket(&mut self, count: usize) {
        if self.open.len() < MAX_OPEN {
            self.at += count;
            self.open.push(Open {
                sign: '[',
                count,
                inner: Vec::new(),
            });
        } else {
            self.take(count);
        }
    }

    fn close_bracket(&mut self) {
        let Some(index) = self.open.iter().rposition(|open| open.sign == '[') else {
            return self.take(1);
        };
        let Some((href, length)) = self.rest().strip_prefix("](").and_then(destination) else {
            self.drop_above(index);
            if let Some(open) = self.open.pop() {
                self.undo(open);
            }
            return self.take(1);
        };
        self.at += 2 + length;
        self.drop_above(index);
        if let Some(open) = self.open.pop() {
            let mut text = Vec::new();
            unlink(open.inner, &mut text);
            if text.is_empty() {
                text.push(Inline::Text(href.to_owned()));
            }
            self.push(Inline::Link {
                href: href.to_owned(),
                text,
            });
        }
    }

    /// `<https://…>`; any other `<` is text.
    fn angle(&mut self) {
        let inner = self.rest().get(1..).unwrap_or_default();
        let length = inner.find(|c: char| c.is_whitespace() || "<>\"".contains(c));
        match length
            .and_then(|length| inner.get(..length))
            .filter(|href| safe(href))
        {
            Some(href)
                if inner
                    .get(href.len()..)
                    .is_some_and(|tail| tail.starts_with('>')) =>
            {
                self.link_to(href);
                self.at += href.len() + 2;
            }
            _ => self.take(1),
        }
    }

    fn bare_address(&mut self, first: char) {
        let rest = self.rest();
        let fresh = !self.before().is_some_and(|c| c.is_ascii_alphanumeric());
        if !fresh || !safe(rest) {
            return self.take(first.len_utf8());
        }
        // Ends where Chinese begins, whether a letter or a full-width sign.
        let end = rest.find(|c: char| !c.is_ascii_graphic() || "<>\"`[]{}|\\^*".contains(c));
        let href = untrailed(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
        if safe(href) {
            self.link_to(href);
            self.at += href.len();
        } else {
            self.take(first.len_utf8());
        }
    }

    fn link_to(&mut self, href: &str) {
        let shown = href
            .strip_prefix("mailto:")
            .or_else(|| href.strip_prefix("tel:"));
        let text = vec![Inline::Text(shown.unwrap_or(href).to_owned())];
        self.push(Inline::Link {
            href: href.to_owned(),
            text,
        });
    }
}

/// `from` without links, their words kept: a link in a link leads nowhere.
fn unlink(from: Vec<Inline>, to: &mut Vec<Inline>) {
    let within = |inner| {
        let mut out = Vec::new();
        unlink(inner, &mut out);
        out
    };
    for piece in from {
        match piece {
            Inline::Link { text, .. } => unlink(text, to),
            Inline::Strong(inner) => to.push(Inline::Strong(within(inner))),
            Inline::Emphasis(inner) => to.push(Inline::Emphasis(within(inner))),
            other => to.push(other),
        }
    }
}
