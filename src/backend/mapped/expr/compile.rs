//! From what stands in a mapping to a compiled value.

use serde_json::{Map, Value};

use super::{
    super::{
        fault::Fault,
        given::{Care, Given, Noted},
        keys::{BESIDE, HAS, Key, MORE, ORDER, ROOTS, SOURCES, STEPS, TIME},
    },
    As, Expr, IN, In, Match, Part, Sign, Source, Step, Test, copy, copy_of, parts,
    slots::lead,
};

/// How much deeper a value may go, and where its pointers may lead.
#[derive(Clone, Copy)]
pub(in crate::backend::mapped) struct Level(u8);

impl Level {
    /// A value of an answer.
    pub(in crate::backend::mapped) const ANSWER: Self = Self(16);
    /// A value of a request: the document at hand is what a request may refer to.
    pub(in crate::backend::mapped) const REQUEST: Self = Self(Self::ASKS | 16);
    /// A value of an entity.
    pub(in crate::backend::mapped) const ENTITY: Self = Self(12);

    const ASKS: u8 = 0x80;

    /// In a document that the mapping does not know.
    fn anywhere(self) -> Self {
        Self(self.0 & !Self::ASKS)
    }

    /// The names with which a pointer has to begin; none where it may begin with any.
    fn names(self) -> &'static [&'static str] {
        if self.0 & Self::ASKS == 0 { &[] } else { ROOTS }
    }

    /// One deeper; a fault where that is too deep.
    fn deeper(self, it: &Given<'_, impl Care>) -> Option<Self> {
        if self.anywhere().0 == 0 {
            it.but("at most 16 levels", "more");
            return None;
        }
        Some(Self(self.0 - 1))
    }
}

impl Expr {
    /// Compiles what stands in a mapping. A text that begins with `/` is a pointer;
    /// any other text, a number, a boolean or null is itself; an object has exactly one source.
    ///
    /// # Errors
    /// What was expected where, and what was found.
    pub fn compile(given: &Value, at: &str) -> Result<Self, Fault> {
        let noted = Noted::default();
        let made = value(&Given::top(given, at, &noted), Level::ANSWER);
        match noted.first.into_inner() {
            None => Ok(made),
            Some(fault) => Err(fault),
        }
    }
}

/// The value of an answer at a key, if there is one.
#[inline(never)]
pub(in crate::backend::mapped) fn option(it: &Given<'_, impl Care>, key: Key) -> Option<Expr> {
    let it = it.at(key);
    it.is_there().then(|| value(&it, Level::ANSWER))
}

/// A value.
#[inline(never)]
pub(in crate::backend::mapped) fn value(it: &Given<'_, impl Care>, level: Level) -> Expr {
    let Some(level) = level.deeper(it) else {
        return constant(None).into();
    };
    match it.value {
        Some(Value::String(text)) if text.starts_with('/') => {
            pointer(it, text, level);
            Expr::pointer(text)
        }
        Some(Value::Object(_)) => object(it, level),
        given => {
            if matches!(given, None | Some(Value::Array(_))) {
                it.expected("a pointer, a constant or an object");
            }
            constant(given).into()
        }
    }
}

#[inline(never)]
fn constant(value: Option<&Value>) -> Source {
    Source::Const(value.map(copy).unwrap_or_default())
}

fn object(it: &Given<'_, impl Care>, level: Level) -> Expr {
    it.only(&[SOURCES, STEPS, BESIDE]);
    let mut from = SOURCES.len();
    for (nth, key) in SOURCES.iter().enumerate() {
        if it.has(*key) {
            if from < SOURCES.len() {
                it.unknown(&[SOURCES], &[], "two");
            }
            from = nth;
        }
    }
    let mut steps = Vec::new();
    add_steps(it, level, &mut steps);
    Expr {
        when: condition(it, Key::When, level),
        from: source(from, it, level),
        steps,
    }
}

/// The source of that place among [`SOURCES`].
#[inline(never)]
fn source(nth: usize, it: &Given<'_, impl Care>, level: Level) -> Source {
    let Some(&key) = SOURCES.get(nth) else {
        it.unknown(&[SOURCES], &[], "none of them");
        return constant(None);
    };
    if nth != 0 {
        it.without(Key::In, "at beside it");
    }
    if nth != 5 {
        it.without(Key::With, "text beside it");
    }
    let given = it.at(key);
    match nth {
        0 => {
            let which = place(it);
            let level = match which {
                In::Here => level,
                In::Request => Level::REQUEST,
                _ => Level::ANSWER,
            };
            let text = it.text(key, "a JSON Pointer");
            pointer(&given, &text, level);
            Source::At(which, text)
        }
        1 => constant(given.value),
        3 => Source::Object(fields(&given, level)),
        5 => {
            let with = values(it, Key::With, level);
            let text = it.text(key, "a text");
            Source::Text(parts(&given, &text, level.names(), &with), with)
        }
        _ => {
            let mut several = Vec::new();
            let mut list = given.elements(1000);
            while let Some(one) = list.next() {
                several.push(value(one, level));
            }
            if nth == 2 {
                Source::First(several)
            } else {
                Source::List(several)
            }
        }
    }
}

/// Adds what is made of a value, in the order of [`STEPS`].
#[inline(never)]
fn add_steps(it: &Given<'_, impl Care>, level: Level, out: &mut Vec<Step>) {
    let to = As::nth(it.word(Key::As, As::ALL));
    // What opens something up is done before the others.
    let opens = it.has(Key::As) && to.opens();
    if opens {
        let step = Step::As(to);
        if step.is_rare() {
            it.noted.rare().set(true);
        }
        out.push(step);
    }
    for (nth, key) in STEPS.iter().enumerate() {
        if it.has(*key) && !(opens && nth == 7) {
            let step = step(nth, *key, it, level);
            if step.is_rare() {
                it.noted.rare().set(true);
            }
            out.push(step);
        }
    }
    if !it.has(Key::Words) {
        it.without(Key::Else, "words beside it");
    }
    let list = it.at(Key::Then);
    let mut list = list.elements(16);
    while let Some(more) = list.next() {
        if let Some(level) = level.deeper(more) {
            more.only(&[STEPS, MORE]);
            add_steps(more, level, out);
        }
    }
    if out.len() > 64 {
        it.but("at most 64 steps", "more");
    }
}

/// The step of that place among [`STEPS`].
#[inline(never)]
fn step(nth: usize, key: Key, it: &Given<'_, impl Care>, level: Level) -> Step {
    let given = it.at(key);
    match nth {
        0 => Step::Split(it.text(key, "a text")),
        5 => Step::Offset(it.text(key, "a text")),
        13 => Step::Join(it.text(key, "a text")),
        2 => Step::Where(matching(&given, level.anywhere())),
        7 => Step::As(As::nth(it.word(key, As::ALL))),
        11 => {
            let other = it.at(Key::Else).value.map(copy);
            let words = match given.value {
                Some(Value::Object(words)) => copy_of(words),
                _ => {
                    given.expected("an object");
                    Map::new()
                }
            };
            Step::Words(words, other)
        }
        14 => Step::Replace(replacements(&given)),
        12 => Step::Time(parts(&given, &it.text(key, "a text"), TIME, &[])),
        _ => {
            let inside = matches!(nth, 3 | 4);
            let value = value(&given, if inside { level.anywhere() } else { level });
            match nth {
                1 => Step::Columns(value),
                3 => Step::Each(value),
                4 => Step::Get(value),
                6 => Step::Zone(value),
                _ => Step::Count(
                    match nth {
                        8 => Sign::Times,
                        9 => Sign::Plus,
                        _ => Sign::Minus,
                    },
                    value,
                ),
            }
        }
    }
}

/// `{"old": "new"}`, all texts.
#[inline(never)]
fn replacements(it: &Given<'_, impl Care>) -> Vec<(String, String)> {
    let mut pieces = Vec::new();
    let mut entries = it.entries();
    while let Some(one) = entries.next() {
        match one.value.and_then(Value::as_str) {
            Some(new) if !one.key().is_empty() => {
                pieces.push((one.key().to_owned(), new.to_owned()))
            }
            _ => one.expected("a text instead of a text"),
        }
    }
    pieces
}

/// The fields of an object of values.
#[inline(never)]
pub(in crate::backend::mapped) fn fields(
    it: &Given<'_, impl Care>,
    level: Level,
) -> Vec<(Vec<Part>, Expr)> {
    let mut fields = Vec::new();
    let mut entries = it.entries();
    while let Some(one) = entries.next() {
        let name = parts(one, one.key(), level.names(), &[]);
        fields.push((name, value(one, level)));
    }
    fields
}

/// Values at a key, by name.
#[inline(never)]
pub(in crate::backend::mapped) fn values(
    it: &Given<'_, impl Care>,
    key: Key,
    level: Level,
) -> Vec<(String, Expr)> {
    let mut values = Vec::new();
    let object = it.at(key);
    let mut entries = object.entries();
    while let Some(one) = entries.next() {
        values.push((one.key().to_owned(), value(one, level)));
    }
    values
}

/// The match at a key, if there is one.
#[inline(never)]
pub(in crate::backend::mapped) fn condition(
    it: &Given<'_, impl Care>,
    key: Key,
    level: Level,
) -> Option<Match> {
    let it = it.at(key);
    it.is_there().then(|| matching(&it, level))
}

/// A match. Only its pointers are read in the document that the level speaks of.
fn matching(it: &Given<'_, impl Care>, level: Level) -> Match {
    let mut tests = Vec::new();
    let mut entries = it.entries();
    while let Some(one) = entries.next() {
        let key = one.key();
        pointer(one, key, level);
        tests.push((key.to_owned(), test(one, level.anywhere(), false)));
    }
    Match(tests)
}

fn test(it: &Given<'_, impl Care>, level: Level, inside: bool) -> Test {
    match it.value {
        Some(Value::Null) => Test::Nothing,
        Some(Value::String(text)) if text == "*" => Test::Anything,
        Some(Value::Array(_)) if !inside => {
            let mut tests = Vec::new();
            let mut list = it.elements(100);
            while let Some(one) = list.next() {
                tests.push(test(one, level, true));
            }
            Test::Any(tests)
        }
        _ if it.has(Key::Has) => {
            it.only(&[HAS]);
            let mut text = it.text(Key::Has, "a text");
            text.make_ascii_lowercase();
            Test::Has(text)
        }
        _ => {
            let is_after = it.has(Key::After);
            if !is_after && !it.has(Key::Before) {
                return Test::Is(value(it, level));
            }
            it.noted.rare().set(true);
            let (key, other) = if is_after {
                (Key::After, Key::Before)
            } else {
                (Key::Before, Key::After)
            };
            it.only(&[ORDER]);
            it.without(other, "one of before, after");
            Test::Order(is_after, value(&it.at(key), level))
        }
    }
}

/// Refuses what is no JSON Pointer, and one that leads nowhere.
#[inline(always)]
fn pointer(it: &Given<'_, impl Care>, text: &str, level: Level) {
    if !it.looks() {
        return;
    }
    match text.strip_prefix('/') {
        Some(path) => lead(it, path, b'/', level.names()),
        None if text.is_empty() => {}
        None => it.but("a JSON Pointer, which begins with /", text),
    }
}

fn place(it: &Given<'_, impl Care>) -> In {
    match it.word(Key::In, IN) {
        1 => In::Document,
        2 => In::Item,
        3 => In::Headers,
        4 => In::Also,
        5 => In::Request,
        _ => In::Here,
    }
}
