//! What search forgives, and what it does not.

use proptest::prelude::*;

use super::{Fold, Needle};

/// Written for this test, in the three ways a table may be laid out.
const TABLE: &str = "# traditional simplified\n龍龙 馬马\n書 书\n團团讀读\n灣湾余\n龍X\n";

#[test]
fn text_is_folded_to_one_form() {
    let check = |text: &str, expected: &str| {
        assert_eq!(Fold::with_table(TABLE).fold(text), expected, "{text}");
    };
    check("Night RUN", "night run");
    check("ＮＩＧＨＴ　Ｒｕｎ　１２３！", "night run 123!");
    check("讀書團", "读书团");
    check("读书团", "读书团");
    check("龍", "龙"); // the earlier pair holds
    check("余", "余"); // left over at the end of its line
    check("夜\u{200b}跑\u{feff}", "夜跑");
    check("a\tb\u{a0}c", "a b c");
    check("ÉCOLE", "école");
    check("❤\u{fe0f}", "❤");
    check("", "");
    assert_eq!(Fold::plain().fold("讀書 ＡＢ"), "讀書 ab");
}

#[test]
fn every_term_has_to_be_in_some_field() {
    let fold = Fold::with_table(TABLE);
    let fields = ["湖畔讀書團", "每週五 20:00", "西湖区", "Book Club"];
    let check = |query: &str, expected: bool| {
        let needle = Needle::new(&fold, query);
        assert_eq!(needle.found_in(&fold, &fields), expected, "{query}");
        let folded = fields.map(|field| fold.fold(field));
        let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
        assert_eq!(needle.found_in_folded(&folded), expected, "{query}");
    };
    check("读书", true);
    check("讀書", true);
    check("读书 西湖", true);
    check("读书　西湖", true);
    check("BOOK 西湖", true);
    check("ｂｏｏｋ", true);
    check("club book", true);
    check("20:00", true);
    check("２０：００", true);
    check("读书 滨江", false);
    check("跑步", false);
    check("湖畔西湖", false); // a term does not reach over fields
    check("", true);
    check("  　", true);
}

#[test]
fn a_table_is_known_to_be_there() {
    assert!(Fold::with_table(TABLE).has_table());
    assert!(!Fold::with_table("# nothing\n龍\n").has_table());
    assert!(!Fold::plain().has_table());
    assert!(Needle::new(&Fold::plain(), " \u{200b} ").is_empty());
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in "[\\PC龍馬書團讀\u{200b}　Ａ-ｚ]{0,30}") {
        let fold = Fold::with_table(TABLE);
        let once = fold.fold(&text);
        prop_assert_eq!(fold.fold(&once), once);
    }

    #[test]
    fn text_is_found_in_itself(text in "\\PC{0,20}", before in "\\PC{0,5}") {
        let fold = Fold::with_table(TABLE);
        let field = format!("{before}{text}");
        prop_assert!(Needle::new(&fold, &text).found_in(&fold, &[&field]));
    }
}

#[test]
fn letters_of_latin_greek_and_cyrillic_are_lowered_as_unicode_says() {
    for c in ('\u{a0}'..='\u{17f}')
        .chain('\u{386}'..='\u{481}')
        .chain('\u{1e00}'..='\u{1eff}')
    {
        let mut all = c.to_lowercase();
        let (first, more) = (all.next(), all.next());
        // İ alone becomes two characters, and ẞ and ϴ stand outside of the pairs: they stay or become one.
        if more.is_some() || matches!(c, 'ẞ' | 'ϴ' | '\u{3cf}'..='\u{3ff}') || c == 'Ϳ' {
            continue;
        }
        assert_eq!(Some(super::lower(c)), first, "{c} {:x}", c as u32);
    }
}
