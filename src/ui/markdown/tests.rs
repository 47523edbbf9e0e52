//! What people write, and what nobody should.

use super::{Block, Inline, MAX_BLOCKS, inline::MAX_OPEN, parse};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// The blocks as one line: `p(…)`, `h2(…)`, `ul[…|…]`, `**…**`, `<href>(…)`.
fn show(blocks: &[Block]) -> String {
    let show_block = |block: &Block| match block {
        Block::Paragraph(text) => format!("p({})", show_inlines(text)),
        Block::Heading { level, text } => format!("h{level}({})", show_inlines(text)),
        Block::List { ordered, items } => {
            let items: Vec<String> = items.iter().map(|item| show(item)).collect();
            let name = ordered.map_or("ul".to_owned(), |n| format!("ol{n}"));
            format!("{name}[{}]", items.join("|"))
        }
        Block::Quote(inner) => format!("q({})", show(inner)),
        Block::Code(text) => format!("code({})", text.replace('\n', "⏎")),
        Block::Rule => "hr".to_owned(),
    };
    blocks.iter().map(show_block).collect::<Vec<_>>().join(" ")
}

fn show_inlines(all: &[Inline]) -> String {
    let show_inline = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Strong(inner) => format!("«{}»", show_inlines(inner)),
        Inline::Emphasis(inner) => format!("‹{}›", show_inlines(inner)),
        Inline::Code(text) => format!("‘{text}’"),
        Inline::Link { href, text } => format!("{{{}→{href}}}", show_inlines(text)),
        Inline::Break => "⏎".to_owned(),
    };
    all.iter().map(show_inline).collect()
}

#[test]
fn blocks_are_read_as_people_write_them() {
    let cases = [
        ("", ""),
        ("一段\n两行\n\n又一段", "p(一段⏎两行) p(又一段)"),
        ("# 一\n###### 六\n####### 七", "h1(一) h6(六) p(####### 七)"),
        ("#话题 不是标题", "p(#话题 不是标题)"),
        ("## 收尾 ##", "h2(收尾)"),
        ("- 水\n- 外套\n\n* 别的", "ul[p(水)|p(外套)] ul[p(别的)]"),
        ("1. 报名\n2. 集合", "ol1[p(报名)|p(集合)]"),
        ("3) 从三起", "ol3[p(从三起)]"),
        (
            "- 外\n  - 内\n  - 内二\n- 外二",
            "ul[p(外) ul[p(内)|p(内二)]|p(外二)]",
        ),
        ("1. 外\n   - 内", "ol1[p(外) ul[p(内)]]"),
        ("- 一\n\n  同一项\n\n- 二", "ul[p(一) p(同一项)|p(二)]"),
        ("- 一\n接着说", "ul[p(一⏎接着说)]"),
        ("- 一\n\n段落", "ul[p(一)] p(段落)"),
        ("那是\n2026. 不是列表", "p(那是⏎2026. 不是列表)"),
        ("清单：\n1. 是列表", "p(清单：) ol1[p(是列表)]"),
        ("1234567890. 太长", "p(1234567890. 太长)"),
        ("> 话\n> 又一句\n>\n> 再一段", "q(p(话⏎又一句) p(再一段))"),
        (">> 深", "q(q(p(深)))"),
        ("```rust\na\n  b\n```\n后", "code(a⏎  b) p(后)"),
        ("~~~\n没有关", "code(没有关)"),
        ("````\n```\n````", "code(```)"),
        ("---", "hr"),
        ("* * *", "hr"),
        ("--", "p(--)"),
        ("　　中文缩进", "p(中文缩进)"),
        ("<script>alert(1)</script>", "p(<script>alert(1)</script>)"),
        ("-", "ul[]"),
    ];
    for (text, expected) in cases {
        assert_eq!(show(&parse(text)), expected, "{text:?}");
    }
}

#[test]
fn pieces_are_read_as_people_write_them() {
    let cases = [
        ("**每周二**和*四*", "«每周二»和‹四›"),
        ("**注意：**带水", "«注意：»带水"),
        ("***都是***", "‹«都是»›"),
        ("*外 **里** 外*", "‹外 «里» 外›"),
        ("__也行__ _这样_", "«也行» ‹这样›"),
        ("snake_case_name 和 3*4*5", "snake_case_name 和 3*4*5"),
        ("没有 * 关 ** 上", "没有 * 关 ** 上"),
        ("**没有关", "**没有关"),
        ("*a **b*", "‹a **b›"),
        ("`a*b*` 和 ``c`d`` 和 `没关", "‘a*b*’ 和 ‘c`d’ 和 `没关"),
        ("\\*不是\\* \\[x\\](y) \\a", "*不是* [x](y) \\a"),
        ("行尾  \n下一行\\\n再下", "行尾⏎下一行⏎再下"),
        ("[名](https://a.b/c)", "{名→https://a.b/c}"),
        ("[名](<https://a.b/c d>)", "{名→https://a.b/c d}"),
        (
            "[名](https://a.b/c_(d) \"题\")后",
            "{名→https://a.b/c_(d)}后",
        ),
        ("[**重** `码`](tel:110)", "{«重» ‘码’→tel:110}"),
        ("![图](https://a.b/c.png)", "{图→https://a.b/c.png}"),
        ("[](mailto:a@b.c)", "{mailto:a@b.c→mailto:a@b.c}"),
        (
            "[外 [里](https://a.b) 外](https://c.d)",
            "{外 里 外→https://c.d}",
        ),
        ("[https://a.b](https://c.d)", "{https://a.b→https://c.d}"),
        ("[坏](javascript:alert(1))", "[坏](javascript:alert(1))"),
        ("[坏]( JaVaScRiPt:x)", "[坏]( JaVaScRiPt:x)"),
        (
            "[坏](data:text/html,x) [坏](//a.b) [坏](/a)",
            "[坏](data:text/html,x) [坏](//a.b) [坏](/a)",
        ),
        ("[坏](java\nscript:x)", "[坏](java⏎script:x)"),
        (
            "<https://a.b/?x=1&y>",
            "{https://a.b/?x=1&y→https://a.b/?x=1&y}",
        ),
        ("<a href=x>", "<a href=x>"),
        ("<javascript:x>", "<javascript:x>"),
        (
            "看https://a.b/c，再看",
            "看{https://a.b/c→https://a.b/c}，再看",
        ),
        (
            "(https://a.b/c_(d)).",
            "({https://a.b/c_(d)→https://a.b/c_(d)}).",
        ),
        ("HTTPS://A.B!", "{HTTPS://A.B→HTTPS://A.B}!"),
        (
            "电话 tel:+8621123 邮件 mailto:a@b.c。",
            "电话 {+8621123→tel:+8621123} 邮件 {a@b.c→mailto:a@b.c}。",
        ),
        (
            "xhttps://a.b hotel:1 mailto: http://",
            "xhttps://a.b hotel:1 mailto: http://",
        ),
        ("**https://a.b**", "«{https://a.b→https://a.b}»"),
        ("[没关 *也没关", "[没关 *也没关"),
        ("]]( [", "]]( ["),
    ];
    for (text, expected) in cases {
        assert_eq!(show(&parse(text)), format!("p({expected})"), "{text:?}");
    }
}

#[test]
fn an_address_from_elsewhere_leads_to_a_safe_place_or_nowhere() {
    let cases = [
        (" https://a.b/c ", Some("https://a.b/c")),
        ("tel:+86", Some("tel:+86")),
        ("https://圈子.中国", Some("https://圈子.中国")),
        ("", None),
        ("https://", None),
        ("//a.b", None),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("https://a b", None),
    ];
    for (url, expected) in cases {
        assert_eq!(super::safe_url(url), expected, "{url:?}");
    }
}

#[test]
fn text_made_to_be_slow_is_read_at_once() {
    let pieces = [
        "[",
        "]",
        "[a](",
        "[a](b",
        "![",
        "*",
        "**a ",
        "_a ",
        "*a _b ",
        "`",
        "`a``b```c",
        "``` \n",
        "> ",
        ">",
        "- ",
        "  - a\n",
        "- a\n\n",
        "1. ",
        "<",
        "<https://a",
        "https://a(",
        "https://a)",
        "\\",
        "#",
        "\n",
        " \n",
        "a\n",
        "-\n\n\n",
        "[a](b \"",
        "(",
        "http://a.b ",
        "h",
        "*[",
        "]*",
    ];
    for piece in pieces {
        for (head, tail) in [("", ""), ("[", "](https://a.b)"), ("- ", "*"), ("`", "``")] {
            let text = format!("{head}{}{tail}", piece.repeat(120_000 / piece.len()));
            let begun = Instant::now();
            let blocks = parse(&text);
            // Debug build on a busy machine: 120 kB take some 20 ms; were it quadratic, minutes.
            assert!(
                begun.elapsed() < Duration::from_secs(5),
                "{head}{piece}…{tail}"
            );
            check(&blocks, 0);
        }
    }
}

/// Depth, addresses, and no text left out of a text node.
fn check(blocks: &[Block], depth: usize) {
    assert!(depth <= MAX_BLOCKS);
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => check_inlines(text, 0, false),
            Block::List { items, .. } => items.iter().for_each(|item| check(item, depth + 1)),
            Block::Quote(inner) => check(inner, depth + 1),
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn check_inlines(all: &[Inline], depth: usize, linked: bool) {
    assert!(depth <= MAX_OPEN + 1);
    for inline in all {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) => {
                check_inlines(inner, depth + 1, linked);
            }
            Inline::Link { href, text } => {
                let href = href.to_ascii_lowercase();
                let schemes = ["http://", "https://", "mailto:", "tel:"];
                assert!(
                    schemes.iter().any(|scheme| href.starts_with(scheme)),
                    "{href}"
                );
                assert!(!href.contains(|c: char| c.is_control()), "{href:?}");
                assert!(!linked, "a link in a link");
                assert!(!text.is_empty(), "a link without words");
                check_inlines(text, depth + 1, true);
            }
            Inline::Text(text) => assert!(!text.is_empty()),
            Inline::Code(_) | Inline::Break => {}
        }
    }
}

fn letters(blocks: &[Block]) -> String {
    show(blocks)
        .chars()
        .filter(|c| super::super::seed::is_han(*c))
        .collect()
}

proptest! {
    #[test]
    fn any_text_gives_sound_blocks(text in "\\PC*") {
        check(&parse(&text), 0);
    }

    #[test]
    fn any_heap_of_marks_gives_sound_blocks(
        text in "([-*_`~#>\\[\\]()<!.\\\\ \\n]|\\PC|1\\.|https://|mailto:|tel:|  |\\]\\(){0,80}"
    ) {
        check(&parse(&text), 0);
    }

    #[test]
    fn no_word_is_lost(text in "([-*_`>\\[\\]() \\n]|[一-龥]|1\\. |\\]\\(https://a\\.b\\)){0,60}") {
        let written: String = text.chars().filter(|c| super::super::seed::is_han(*c)).collect();
        prop_assert_eq!(letters(&parse(&text)), written);
    }
}

#[test]
fn plain_words_keep_the_lines_and_lose_the_marks() {
    let check = |text: &str, expected: &str| assert_eq!(super::plain(text), expected, "{text}");
    check("", "");
    check("**带水**，_慢慢_跑\n第二行", "带水，慢慢跑\n第二行");
    check("# 路线\n\n从桥到塔", "路线\n\n从桥到塔");
    check("- 水\n- 灯\n\n---\n\n走", "· 水\n· 灯\n\n走");
    check("3. 三\n4. 四", "3. 三\n4. 四");
    check("> 她说\n\n`码`", "她说\n\n码");
    check("[群](https://a.example/x)", "群 (https://a.example/x)");
    check("https://a.example/x", "https://a.example/x");
    check("[13800000000](tel:13800000000)", "13800000000");
    check("```\na  b\n```", "a  b");
    check("<b>x</b>", "<b>x</b>");
}
