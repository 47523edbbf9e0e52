//! Names found as they sound, with the table that the app fetches.

#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, fs, path::Path};

use linju::model::{Fit, Fold, Sounds, Typed, sort_by};

fn table(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/data");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn tables() -> (Fold, Sounds) {
    let fold = Fold::with_table(&table("hanzi.txt"));
    (fold, Sounds::with_table(&table("pinyin.txt")))
}

/// Who is found among names (each with who comes along, behind `+`), the best first and else as they stand.
fn found(names: &[&str], typed: &str) -> String {
    let (fold, sounds) = tables();
    let typed = Typed::new(&fold, typed);
    let mut all: Vec<(Fit, &str)> = names
        .iter()
        .filter_map(|name| {
            let index = sounds.of(&fold, name.split('+'));
            Some((sounds.find(&typed, &index)?.fit, *name))
        })
        .collect();
    sort_by(&mut all, |a, b| a.0.cmp(&b.0));
    let names: Vec<&str> = all.into_iter().map(|(_, name)| name).collect();
    names.join(" ")
}

#[test]
fn names_are_found_as_they_are_typed() {
    let names = [
        "张伟",
        "张卫国",
        "王伟",
        "赵薇",
        "欧阳娜娜",
        "吕布",
        "Emma Larsson",
        "阿伟·W",
        "老张",
        "周宁+小满",
    ];
    let check = |typed: &str, expected: &str| assert_eq!(found(&names, typed), expected, "{typed}");
    check("张伟", "张伟");
    check("張偉", "张伟");
    check("伟", "张伟 王伟 阿伟·W");
    check("zhangwei", "张伟 张卫国");
    check("zhang wei", "张伟 张卫国");
    check("ZhangWei", "张伟 张卫国");
    check("ｚｈａｎｇｗｅｉ", "张伟 张卫国");
    check("zhāng wěi", "张伟 张卫国");
    check("zhang1wei3", "张伟 张卫国");
    check("zhangw", "张伟 张卫国");
    check("zhangweig", "张卫国");
    check("zhang", "张伟 张卫国 老张");
    check("zhan", "张伟 张卫国 老张");
    check("zw", "张伟 张卫国 赵薇");
    check("zhw", "张伟 张卫国 赵薇");
    check("zwg", "张卫国");
    check("zhweig", "张卫国");
    check("张w", "张伟 张卫国");
    check("张wei国", "张卫国");
    check("wei zhang", "张伟 张卫国");
    check("oynn", "欧阳娜娜");
    check("ouyangnn", "欧阳娜娜");
    check("yn", "欧阳娜娜");
    check("lv", "吕布");
    check("lü", "吕布");
    check("lu\u{308} bu", "吕布");
    check("lubu", "吕布");
    check("lb", "吕布");
    check("emma", "Emma Larsson");
    check("emmal", "Emma Larsson");
    check("larsson e", "Emma Larsson");
    check("xm", "周宁+小满");
    check("ngx", "");
    check("zhangwang", "");
    check("zhanw", "");
    check("", "");
    check("  ", "");
    check(&"z".repeat(70), "");
}

#[test]
fn any_reading_of_a_character_is_heard() {
    let check = |name: &str, all: &[&str]| {
        for typed in all {
            assert_eq!(found(&[name], typed), name, "{typed}");
        }
    };
    check("单雄信", &["shanxiongxin", "danxx", "sxx", "chanx"]);
    check("曾国藩", &["zengguofan", "cenggf", "zgf", "cgf"]);
    check("解缙", &["xiejin", "jiejin", "xj", "jj"]);
    check("仇英", &["qiuying", "chouying", "qy", "cy"]);
    check("重庆", &["chongqing", "zhongqing", "cq", "zq"]);
    check("区小满", &["ou", "qu", "oxm"]);
    check("尉迟恭", &["yuchi", "weichi"]);
    check("万俟宁", &["moqi", "wan"]);
    check("翟天", &["zhaitian", "dit"]);
    check("乐嘉", &["yuejia", "lejia"]);
    check("女娲", &["nvwa", "nuwa", "nüwa", "nw"]);
    check("略", &["lve", "lue", "lüe"]);
    // Folded to 干, as it is searched, and still itself.
    check("錢乾", &["qianqian", "qq"]);
    assert_eq!(
        found(&["王伟"], "yw"),
        "",
        "what is read so only in old books"
    );
}

#[test]
fn the_best_stands_first() {
    let check = |names: &[&str], typed: &str, expected: &str| {
        assert_eq!(found(names, typed), expected, "{typed}");
    };
    check(&["小林", "林小满", "林"], "林", "林 林小满 小林");
    check(
        &["李安", "老李", "Lily", "木李子", "刘一", "Ali", "li"],
        "li",
        "li Lily Ali 李安 刘一 老李 木李子",
    );
    check(&["大周宁", "赵楠", "周宁"], "zn", "赵楠 周宁 大周宁");
    check(&["老王+张伟", "张伟"], "zhangwei", "老王+张伟 张伟");
}

#[test]
fn what_was_met_is_told() {
    let (fold, sounds) = tables();
    let check = |name: &str, typed: &str, expected: &str| {
        let found = sounds.find(
            &Typed::new(&fold, typed),
            &sounds.of(&fold, [name].into_iter()),
        );
        let at = found.map_or(0..0, |found| found.at);
        let met: String = name.chars().skip(at.start).take(at.len()).collect();
        assert_eq!(met, expected, "{name} {typed}");
    };
    check("老张伟国", "zhangw", "张伟");
    check("老张伟国", "zwg", "张伟国");
    check("张伟", "zh", "张");
    check("周 宁", "zn", "周 宁");
    check("Emma Larsson", "lars", "Lars");
    check("阿伟·王", "ww", "伟·王");
    check("老张", "bu", "");
}

#[test]
fn without_a_table_names_are_found_as_they_are_written() {
    let (fold, sounds) = (Fold::plain(), Sounds::default());
    let names = sounds.of(&fold, ["张伟"].into_iter());
    let fit = |typed: &str| {
        sounds
            .find(&Typed::new(&fold, typed), &names)
            .map(|found| found.fit)
    };
    assert_eq!(fit("张"), Some(Fit::Begins));
    assert_eq!(fit("zw"), None);
    // A page in the place of the table is none.
    assert!(!Sounds::with_table("<!doctype html>\n<p>張</p>\n# a\n\n").has_table());
}

#[test]
fn whoever_is_nasty_waits_no_longer() {
    let (fold, sounds) = tables();
    // Five readings, four of them with one initial.
    let name = "缪".repeat(200);
    let names = sounds.of(&fold, [name.as_str()].into_iter());
    let typed = Typed::new(&fold, &["m".repeat(60).as_str(), "x"].concat());
    assert_eq!(sounds.find(&typed, &names), None);
}

#[test]
fn the_table_has_what_names_are_written_with() {
    let text = table("pinyin.txt");
    let letters = |line: &str| line.chars().take_while(char::is_ascii).collect::<String>();
    let syllables: Vec<String> = text.lines().skip(1).map(letters).collect();
    let once: BTreeSet<&String> = syllables.iter().collect();
    assert_eq!(once.len(), syllables.len());
    let (fold, sounds) = tables();
    let mut looked_at = 0;
    // Every name of the data set that begins with a character of Chinese is found by one letter at least.
    for folder in ["m", "s"] {
        for file in fs::read_dir(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("public/data")
                .join(folder),
        )
        .unwrap()
        {
            let rows: serde_json::Value =
                serde_json::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
            let rows = rows.as_array().cloned().unwrap_or_default();
            for name in rows.iter().filter_map(|row| row["name"].as_str()) {
                let first = name.chars().next().unwrap();
                if !('\u{4e00}'..='\u{9fff}').contains(&first) {
                    continue;
                }
                let index = sounds.of(&fold, [name].into_iter());
                let is_found = ('a'..='z').any(|c| {
                    let typed = Typed::new(&fold, &c.to_string());
                    sounds
                        .find(&typed, &index)
                        .is_some_and(|found| found.at == (0..1))
                });
                assert!(is_found, "{name}");
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 500, "{looked_at}");
}
