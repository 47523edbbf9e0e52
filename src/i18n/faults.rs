//! What is wrong with a row or a mapping, for operators: the reader of JSON says it in English, in words of its own that
//! are few. What is not among them stays as it is.

use super::{T, sentences};

impl T {
    /// A fault of a row, such as `venue/lat: expected a number, found a list`.
    #[must_use]
    pub fn row_fault(self, why: &str) -> String {
        // A place is a pointer or nothing; a fault without one has no colon before its words.
        let (place, fault) = match why.split_once(": ") {
            Some((place, fault)) if !place.contains(' ') => (place, fault),
            _ => ("", why),
        };
        let said = self.fault_words(fault);
        if place.is_empty() {
            return said;
        }
        [place, self.colon(), &said].concat()
    }

    fn fault_words(self, fault: &str) -> String {
        if let Some(name) = fault.strip_prefix("missing field ") {
            return self.row_missing(name);
        }
        if let Some((word, known)) = fault
            .strip_prefix("unknown variant ")
            .and_then(|rest| rest.split_once(", expected one of "))
        {
            return self.row_variant(word, known);
        }
        match fault
            .strip_prefix("expected ")
            .and_then(|rest| rest.rsplit_once(", found "))
        {
            Some((wanted, found)) => self.mapping_expected(&self.thing(wanted), &self.thing(found)),
            None => self.thing(fault),
        }
    }

    /// What was expected, or found.
    #[must_use]
    pub fn thing(self, words: &str) -> String {
        if let Some((least, most)) = words
            .strip_prefix("a whole number from ")
            .and_then(|rest| rest.split_once(" to "))
        {
            return self.row_whole(least, most);
        }
        if let Some(list) = words.strip_prefix("one of ") {
            return self.row_one_of(list);
        }
        match THINGS.iter().find(|(english, ..)| *english == words) {
            Some((english, hans, hant)) => self.pick(hans, hant, english).to_owned(),
            None => words.to_owned(),
        }
    }
}

sentences! {
    row_missing(name): "缺少 {}", "缺少 {}", "missing field {}";
    row_variant(word, known): "不认识 {}，只认识 {}", "不認識 {}，只認識 {}", "unknown word {}, expected one of {}";
    row_whole(least, most): "{} 到 {} 的整数", "{} 到 {} 的整數", "a whole number from {} to {}";
    row_one_of(list): "其中之一：{}", "其中之一：{}", "one of {}";
}

/// English, simplified, traditional.
const THINGS: &[(&str, &str, &str)] = &[
    ("nothing", "没有", "沒有"),
    ("null", "null", "null"),
    ("none", "没有", "沒有"),
    ("none of them", "一个也没有", "一個也沒有"),
    ("two", "两个", "兩個"),
    ("more", "更多", "更多"),
    ("a string", "文字", "文字"),
    ("a text", "文字", "文字"),
    ("a word", "一个词", "一個詞"),
    ("a number", "数", "數"),
    ("a fraction", "小数", "小數"),
    ("true or false", "true 或 false", "true 或 false"),
    ("a list", "列表", "清單"),
    ("an object", "对象", "物件"),
    ("a name", "名字", "名稱"),
    ("an id", "id", "id"),
    ("an address", "地址", "位址"),
    ("a path", "路径", "路徑"),
    ("an http origin", "http 源", "http 來源"),
    (
        "an http address or a path",
        "http 地址或路径",
        "http 位址或路徑",
    ),
    ("an HTTP status", "HTTP 状态码", "HTTP 狀態碼"),
    (
        "an address of one of /origins",
        "/origins 里的地址",
        "/origins 裡的位址",
    ),
    ("a JSON Pointer", "JSON Pointer", "JSON Pointer"),
    (
        "a JSON Pointer, which begins with /",
        "JSON Pointer（以 / 开头）",
        "JSON Pointer（以 / 開頭）",
    ),
    (
        "a JSON Pointer, which begins with /, or an object",
        "JSON Pointer（以 / 开头）或对象",
        "JSON Pointer（以 / 開頭）或物件",
    ),
    (
        "a pointer, a constant or an object",
        "指针、常量或对象",
        "指標、常數或物件",
    ),
    (
        "the name of an entity",
        "entities 里的名字",
        "entities 裡的名稱",
    ),
    ("the name of a header", "请求头的名字", "標頭的名稱"),
    ("a method that has a body", "带正文的方法", "帶本文的方法"),
    ("at most 16 levels", "最多 16 层", "最多 16 層"),
    ("at most 64 steps", "最多 64 步", "最多 64 步"),
    ("at most four requests", "最多四个请求", "最多四個請求"),
    ("the id is empty", "id 是空的", "id 是空的"),
    (
        "the id stands twice",
        "同一个 id 出现了两次",
        "同一個 id 出現了兩次",
    ),
];

#[cfg(test)]
mod tests {
    use super::T;
    use crate::data::Language;

    #[test]
    fn a_fault_is_said_in_the_readers_language_as_far_as_its_words_are_known() {
        let check = |why: &str, hans: &str, hant: &str, english: &str| {
            for (language, said) in [
                (Language::Hans, hans),
                (Language::Hant, hant),
                (Language::En, english),
            ] {
                assert_eq!(T(language).row_fault(why), said, "{language:?}");
            }
        };
        check(
            "venue/lat: expected a number, found a list",
            "venue/lat：要的是 数，写的是 列表",
            "venue/lat：要的是 數，寫的是 清單",
            "venue/lat: expected a number, found a list",
        );
        check(
            "missing field `id`",
            "缺少 `id`",
            "缺少 `id`",
            "missing field `id`",
        );
        check(
            "members: expected a whole number from 0 to 9, found soon: now",
            "members：要的是 0 到 9 的整数，写的是 soon: now",
            "members：要的是 0 到 9 的整數，寫的是 soon: now",
            "members: expected a whole number from 0 to 9, found soon: now",
        );
        check(
            "status: unknown variant `x`, expected one of `a`, `b`",
            "status：不认识 `x`，只认识 `a`, `b`",
            "status：不認識 `x`，只認識 `a`, `b`",
            "status: unknown word `x`, expected one of `a`, `b`",
        );
        check(
            "the id stands twice",
            "同一个 id 出现了两次",
            "同一個 id 出現了兩次",
            "the id stands twice",
        );
        check(
            "start: no such time: never",
            "start：no such time: never",
            "start：no such time: never",
            "start: no such time: never",
        );
    }
}
