//! What a directory answers: in which order people stand in it, who is found by what was typed, who may help whom.
#![cfg(not(target_arch = "wasm32"))]
// What a helper here cannot read, its test fails for.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

use std::{cmp::Ordering, rc::Rc, sync::Arc};

use linju::model::{
    Arranging, Asked, Collation, Compare, Finder, Fold, Index, Instant, Layout, Member,
    MemberField, Order, Role, Sounds, Wanted, Within, helping, letter_name,
};
use proptest::prelude::*;

const NOW: i64 = 1_780_000_000;

/// The tables that the app fetches.
fn tables() -> (Rc<Fold>, Rc<Sounds>) {
    thread_local! {
        static TABLES: (Rc<Fold>, Rc<Sounds>) = (
            Rc::new(Fold::with_table(include_str!("../public/data/hanzi.txt"))),
            Rc::new(Sounds::with_table(include_str!("../public/data/pinyin.txt"))),
        );
    }
    TABLES.with(Clone::clone)
}

/// A member by some words of JSON: what is not said is empty.
fn member(name: &str, said: &str) -> Arc<Member> {
    let name = serde_json::to_string(name).expect("text");
    let comma = if said.is_empty() { "" } else { "," };
    let role = if said.contains("\"role\"") {
        ""
    } else {
        ",\"role\":\"member\""
    };
    let text = format!(r#"{{"id":{name},"community":"c","name":{name}{role}{comma}{said}}}"#);
    Arc::new(linju::port::read_text(&text).expect(&text))
}

/// Those of a list of names, with what each says behind a bar.
fn members(all: &[&str]) -> Vec<Arc<Member>> {
    let split = |one: &&str| {
        let (name, said) = one.split_once('|').unwrap_or((one, ""));
        member(name, said)
    };
    all.iter().map(split).collect()
}

/// Chinese names by a list of surnames, which stands for what a browser knows; all else by code points.
struct BySurname(&'static str);

impl Collation for BySurname {
    fn of(&self, names: Vec<String>) -> Option<Compare> {
        let place = |name: &str| {
            let first = name.chars().next()?;
            self.0.chars().position(|own| own == first)
        };
        let keys: Vec<(Option<usize>, String)> =
            names.into_iter().map(|name| (place(&name), name)).collect();
        Some(Box::new(move |a, b| match (&keys[a], &keys[b]) {
            ((Some(one), own), (Some(other), theirs)) => {
                one.cmp(other).then_with(|| own.cmp(theirs))
            }
            (one, other) => one.1.cmp(&other.1),
        }))
    }
}

/// Surnames, and the first character of each letter, as CLDR has them.
const KNOWN: BySurname = BySurname(
    "吖安八白嚓陈咑单妸鄂发方旮高哈何丌贾咔柯垃李呣马拏倪喔欧妑潘七钱呥任仨孙他唐屲王夕谢丫杨帀张",
);

fn arranged(all: &[Arc<Member>], before: &Order, most: usize) -> Order {
    let mut arranging = Arranging::new(all, before, &KNOWN);
    loop {
        if let Some(order) = arranging.step(most) {
            return order;
        }
    }
}

fn names<'a>(all: &'a [Arc<Member>], at: &[u32]) -> Vec<&'a str> {
    at.iter()
        .map(|at| all[*at as usize].name.as_str())
        .collect()
}

#[test]
fn those_who_look_after_it_stand_first_by_role_then_members_by_name() {
    let all = members(&[
        "张一",
        "Zoe",
        "王二",
        "Ōe",
        "安然|\"role\":\"lecturer\"",
        "😀",
        "马三|\"role\":\"owner\"",
        "单文静|\"sort_key\":\"shan wenjing\"",
        "孙四",
        "白五|\"role\":\"host\"",
        "anna|\"role\":\"host\"",
        "3号",
        "Emma",
        "何六|\"role\":\"deputy\"",
        "陈七",
        "李八|\"role\":\"admin\"",
    ]);
    let first = Order::as_they_came(&all);
    assert_eq!(
        names(&all, &first.at)[..6],
        ["马三", "何六", "李八", "白五", "anna", "安然"]
    );
    assert_eq!(first.team, 6);
    for most in [1, 7, 10_000] {
        let order = arranged(&all, &first, most);
        assert_eq!(
            names(&all, &order.at),
            [
                "马三",
                "何六",
                "李八",
                "anna",
                "白五",
                "安然",
                "陈七",
                "Emma",
                "Ōe",
                "孙四",
                "单文静",
                "王二",
                "张一",
                "Zoe",
                "3号",
                "😀"
            ],
        );
        assert_eq!(order.team, 6);
        let letters: String = order
            .letters
            .iter()
            .map(|(letter, _)| letter_name(*letter))
            .collect();
        assert_eq!(letters, "CEOSWZ#");
        assert_eq!(
            order.letters.iter().map(|(_, at)| *at).collect::<Vec<_>>(),
            [6, 7, 8, 9, 11, 12, 14]
        );
    }
}

#[test]
fn who_comes_later_is_put_among_those_in_order() {
    let mut all = members(&["王二", "陈七", "张一"]);
    let before = arranged(&all, &Order::default(), 100);
    assert_eq!(names(&all, &before.at), ["陈七", "王二", "张一"]);
    all.extend(members(&["李八", "安然"]));
    assert_eq!(
        names(&all, &arranged(&all, &before, 3).at),
        ["安然", "陈七", "李八", "王二", "张一"]
    );
    // Fewer than before.
    all.truncate(1);
    assert_eq!(names(&all, &arranged(&all, &before, 3).at), ["王二"]);
}

proptest! {
    #[test]
    fn everybody_stands_once_and_in_order(keys in prop::collection::vec("[a-c]{0,3}|[王李张]{1,2}", 0..60), most in 1..50_usize) {
        let all: Vec<Arc<Member>> = keys.iter().map(|key| member(key, "")).collect();
        let order = arranged(&all, &Order::as_they_came(&all), most);
        let mut at = order.at.clone();
        at.sort_unstable();
        prop_assert_eq!(at, (0..all.len() as u32).collect::<Vec<_>>());
        prop_assert_eq!(arranged(&all, &order, most), order);
    }
}

fn people() -> Vec<Arc<Member>> {
    members(&[
        r#"单文静|"sort_key":"shan wenjing","headline":"口哨一响，全班立正","skills":["热身","拉伸"]"#,
        r#"曾小北|"headline":"修表的","hometown":"重庆万州""#,
        r#"解玉|"skills":["木工"],"district":"拱墅区""#,
        r#"王小明|"sort_key":"wang xiaoming","offers":["带新手跑完五公里"]"#,
        r#"Emma Larsson|"headline":"Teaches Swedish, runs at night","skills":["photography"]"#,
        r#"張偉|"headline":"摄影十年","seeks":["木工师傅"]"#,
        r#"欧阳娜娜|"skills":["攝影"]"#,
        r#"王|"headline":"一个字也是名字""#,
        r#"👨‍👩‍👧 老周|"hometown":"浙江舟山""#,
        r#"陆晓棠|"skills":["看云"],"headline":"气象台的王牌""#,
    ])
}

fn indexed(all: &[Arc<Member>]) -> Index {
    let (fold, sounds) = tables();
    let mut index = Index::new(fold, sounds);
    all.iter().for_each(|member| index.add(member));
    index
}

fn found(all: &[Arc<Member>], index: &Index, finder: &mut Finder, typed: &str) -> Vec<u32> {
    let order: Vec<u32> = (0..all.len() as u32).collect();
    finder.find(index, &Asked::new(&tables().0, typed), &order, None)
}

/// What is typed, and who is found by it, in this order.
const FOUND: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "单文静",
            "曾小北",
            "解玉",
            "王小明",
            "Emma Larsson",
            "張偉",
            "欧阳娜娜",
            "王",
            "👨‍👩‍👧 老周",
            "陆晓棠",
        ],
    ),
    ("单文静", &["单文静"]),
    ("單", &["单文静"]),
    ("shanwenjing", &["单文静"]),
    ("danwenjing", &["单文静"]),
    ("shan", &["单文静", "👨‍👩‍👧 老周"]),
    ("dan", &["单文静"]),
    ("swj", &["单文静"]),
    ("dwj", &["单文静"]),
    ("zeng", &["曾小北"]),
    ("ceng", &["曾小北"]),
    ("xieyu", &["解玉"]),
    ("jieyu", &["解玉"]),
    ("chongqing", &["曾小北"]),
    ("zhongqing", &["曾小北"]),
    ("cqwz", &["曾小北"]),
    ("zqwz", &["曾小北"]),
    // A name before what is said; the whole name first.
    ("王", &["王", "王小明", "陆晓棠"]),
    ("wang", &["王小明", "王", "陆晓棠"]),
    ("WANG XIAO", &["王小明", "陆晓棠"]),
    ("ｗａｎｇ", &["王小明", "王", "陆晓棠"]),
    // Written before it sounds so, and what is said by itself before what has it.
    ("木工", &["解玉", "張偉"]),
    ("mugong", &["解玉", "張偉"]),
    ("张伟", &["張偉"]),
    ("張偉", &["張偉"]),
    ("zw", &["張偉"]),
    ("摄影", &["欧阳娜娜", "張偉"]),
    ("sheying", &["張偉", "欧阳娜娜"]),
    ("shey", &["張偉", "欧阳娜娜"]),
    ("ouyang", &["欧阳娜娜"]),
    ("oynn", &["欧阳娜娜"]),
    ("娜娜", &["欧阳娜娜"]),
    ("舟山", &["👨‍👩‍👧 老周"]),
    ("老周", &["👨‍👩‍👧 老周"]),
    ("laozhou", &["👨‍👩‍👧 老周"]),
    ("emma", &["Emma Larsson"]),
    ("larsson", &["Emma Larsson"]),
    ("LARS EMMA", &["Emma Larsson"]),
    // Each word for itself.
    ("emma swedish", &["Emma Larsson"]),
    ("解 木工", &["解玉"]),
    ("xie mugong", &["解玉"]),
    ("拱墅 木工", &["解玉"]),
    ("张 热身", &[]),
    // A slip in four letters or more, two from eight; never where somebody was found without.
    ("emna", &["Emma Larsson"]),
    ("larson", &["Emma Larsson"]),
    ("lasrson", &["Emma Larsson"]),
    ("photograhpy", &["Emma Larsson"]),
    ("fotograhpy", &[]),
    // The first letter, too: wrong, missing, too many or swapped.
    ("amma", &["Emma Larsson"]),
    ("garsson", &["Emma Larsson"]),
    ("hpotography", &["Emma Larsson"]),
    ("pphotography", &["Emma Larsson"]),
    ("hotograhpy", &["Emma Larsson"]),
    ("vangxiaoming", &["王小明"]),
    ("xxma", &[]),
    ("wangxaioming", &["王小明"]),
    ("ema", &[]),
    ("emx", &[]),
    ("没有这个人", &[]),
    (
        "\u{200d}",
        &[
            "单文静",
            "曾小北",
            "解玉",
            "王小明",
            "Emma Larsson",
            "張偉",
            "欧阳娜娜",
            "王",
            "👨‍👩‍👧 老周",
            "陆晓棠",
        ],
    ),
];

#[test]
fn people_are_found_by_what_is_typed_the_best_first() {
    let all = people();
    let index = indexed(&all);
    for (typed, expected) in FOUND {
        let at = found(&all, &index, &mut Finder::default(), typed);
        assert_eq!(names(&all, &at), *expected, "{typed:?}");
    }
}

#[test]
fn who_is_usually_read_so_comes_before_whom_hardly_anybody_reads_so() {
    let all = members(&["朱一", "舒二", "单三", "产四", "仇五", "周六"]);
    let index = indexed(&all);
    let check = |typed: &str, expected: &[&str]| {
        let at = found(&all, &index, &mut Finder::default(), typed);
        assert_eq!(names(&all, &at), *expected, "{typed:?}");
    };
    check("shu", &["舒二", "朱一"]);
    check("chan", &["产四", "单三"]);
    // As a family name, and as one reads it everywhere else.
    check("shan", &["单三"]);
    check("qiu", &["仇五"]);
    check("dan", &["单三"]);
    check("sh", &["舒二", "单三", "朱一"]);
}

#[test]
fn letter_by_letter_the_same_people_are_found() {
    let all = people();
    let index = indexed(&all);
    let mut finder = Finder::default();
    for (typed, expected) in FOUND {
        for end in typed.char_indices().map(|(at, _)| at).skip(1) {
            let part = &typed[..end];
            let fresh = found(&all, &index, &mut Finder::default(), part);
            assert_eq!(found(&all, &index, &mut finder, part), fresh, "{part:?}");
        }
        let at = found(&all, &index, &mut finder, typed);
        assert_eq!(names(&all, &at), *expected, "{typed:?}");
    }
}

#[test]
fn it_is_said_why_somebody_was_found() {
    let all = people();
    let index = indexed(&all);
    let check = |typed: &str, name: &str, expected: &str| {
        let at = all.iter().position(|it| it.name == name).expect(name);
        let why = index.why(&Asked::new(&tables().0, typed), &all[at], at);
        let marked = |text: &str, parts: &[(usize, usize)]| {
            let mut out = String::new();
            for (n, c) in text.chars().enumerate() {
                out.extend(parts.iter().any(|part| part.0 == n).then_some('['));
                out.push(c);
                out.extend(parts.iter().any(|part| part.1 == n + 1).then_some(']'));
            }
            out
        };
        let mut said = marked(name, &why.name);
        for (field, text, parts) in &why.said {
            said = format!("{said} {field:?} {}", marked(text, parts));
        }
        assert_eq!(said, expected, "{typed}");
    };
    check("shan", "单文静", "[单]文静");
    check("wenj", "单文静", "单[文静]");
    check("swj", "单文静", "[单文静]");
    check("chongqing", "曾小北", "曾小北 Hometown [重庆]万州");
    check("木工", "解玉", "解玉 Skills [木工]");
    check("解 木工", "解玉", "[解]玉 Skills [木工]");
    check(
        "swed",
        "Emma Larsson",
        "Emma Larsson Headline Teaches [Swed]ish, runs at night",
    );
    check("larson", "Emma Larsson", "Emma [Larsson]");
    check("laoz", "👨‍👩‍👧 老周", "👨‍👩‍👧 [老周]");
    check("xiaom", "王小明", "王[小明]");
    check("sheying", "欧阳娜娜", "欧阳娜娜 Skills [攝影]");
    // Each of several words, wherever it stands.
    check(
        "teach night",
        "Emma Larsson",
        "Emma Larsson Headline [Teach]es Swedish, runs at [night]",
    );
    check("拱墅 木工", "解玉", "解玉 District [拱墅]区 Skills [木工]");
    check("amma", "Emma Larsson", "[Emma] Larsson");
}

#[test]
fn filters_leave_people_out_and_the_address_of_nobody_is_guessed() {
    let all = members(&[
        r#"甲|"skills":["木工","急救"],"joined":"2026-05-20T00:00:00Z""#,
        r#"乙|"skills":["木工"],"role":"host","joined":"2025-07-01T00:00:00Z""#,
        r#"丙|"offers":["木工"]"#,
    ]);
    let now = Instant::from_unix(NOW);
    let check = |change: &dyn Fn(&mut Wanted), expected: &[&str]| {
        let mut wanted = Wanted::default();
        change(&mut wanted);
        let meant = all
            .iter()
            .filter(|it| wanted.means(it, now))
            .map(|it| it.name.as_str());
        assert_eq!(meant.collect::<Vec<_>>(), expected);
    };
    check(&|_| (), &["甲", "乙", "丙"]);
    check(
        &|wanted| wanted.choose(MemberField::Skills, "木工"),
        &["甲", "乙"],
    );
    check(
        &|wanted| wanted.choose(MemberField::Offers, "木工"),
        &["丙"],
    );
    check(&|wanted| wanted.joined = Some(Within::Month), &["甲"]);
    check(&|wanted| wanted.joined = Some(Within::Year), &["甲", "乙"]);
    check(&|wanted| wanted.role = Some(Role::Host), &["乙"]);
    let index = indexed(&all);
    assert_eq!(
        index.counts(MemberField::Skills),
        [("木工".to_owned(), 2), ("急救".to_owned(), 1)]
    );
    assert_eq!(index.counts(MemberField::Offers), [("木工".to_owned(), 1)]);
    assert_eq!(index.counts(MemberField::District), []);
}

#[test]
fn who_offers_what_another_looks_for_may_help() {
    let all = members(&[
        r#"甲|"offers":["借頭燈"],"seeks":["周末一起跑山的人"]"#,
        r#"乙|"offers":["教大家心肺复苏"],"seeks":["有人借我头灯"]"#,
        r#"丙|"offers":["带大家一起看云"]"#,
        r#"丁|"seeks":["Swedish lessons"],"offers":["修自行车"]"#,
    ]);
    let index = indexed(&all);
    let fold = tables().0;
    let own = member(
        "我",
        r#""offers":["头灯","swedish"],"seeks":["跑山","一起上班的大家","自行车修理"]"#,
    );
    let others = [0, 1, 2, 3];
    let told: Vec<String> = helping(&fold, &index, &own, &others, 10)
        .0
        .into_iter()
        .map(|help| {
            let pair = |pair: Option<(String, String)>| {
                pair.map_or("–".to_owned(), |(sought, offered)| {
                    format!("{sought}/{offered}")
                })
            };
            format!(
                "{} {} {}",
                all[help.at as usize].name,
                pair(help.gives),
                pair(help.takes)
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "丁 自行车修理/修自行车 Swedish lessons/swedish",
            "乙 – 有人借我头灯/头灯"
        ]
    );
    let (best, all) = helping(&fold, &index, &own, &others, 1);
    assert_eq!((best.len(), all), (1, told.len()));
    let nobody = helping(&fold, &index, &member("空", ""), &others, 10);
    assert_eq!(nobody, (Vec::new(), 0));
}

#[test]
fn rows_stand_below_each_other_with_headings_between() {
    let layout = Layout {
        rows: 5,
        row: 4.0,
        heading: 2.0,
        headed: vec![0, 3],
    };
    assert_eq!(layout.height(), 24.0);
    assert_eq!(
        [0, 1, 2, 3, 4].map(|at| layout.top(at)),
        [2.0, 6.0, 10.0, 16.0, 20.0]
    );
    for (y, at) in [
        (-5.0, 0),
        (0.0, 0),
        (5.9, 0),
        (6.0, 1),
        (13.9, 2),
        (14.0, 3),
        (19.9, 3),
        (20.0, 4),
        (99.0, 4),
    ] {
        assert_eq!(layout.at(y), at, "{y}");
    }
    assert_eq!(Layout::default().at(7.0), 0);
    assert_eq!(
        KNOWN
            .of(vec!["王".into(), "安".into()])
            .map(|compare| compare(0, 1)),
        Some(Ordering::Greater)
    );
}

proptest! {
    #[test]
    fn nothing_that_is_typed_or_said_is_an_error(name in "\\PC{0,60}", said in "\\PC{0,20}", typed in "\\PC{0,12}") {
        let said = serde_json::to_string(&said).expect("text");
        let all = vec![member(&name, &format!(r#""headline":{said},"skills":[{said}],"sort_key":{said}"#))];
        let index = indexed(&all);
        let asked = Asked::new(&tables().0, &typed);
        let _why = index.why(&asked, &all[0], 0);
        let _found = found(&all, &index, &mut Finder::default(), &typed);
    }

    #[test]
    fn whatever_was_looked_for_before_the_same_people_are_found(words in proptest::collection::vec("[wangsh王摄木 ]{0,16}", 1..5)) {
        let all = people();
        let index = indexed(&all);
        let mut finder = Finder::default();
        for word in &words {
            let ends: Vec<usize> = word.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
            // Typed, and taken back as far as the middle.
            for end in ends.iter().chain(ends.iter().rev().take(ends.len() / 2)) {
                let part = &word[..*end];
                let fresh = found(&all, &index, &mut Finder::default(), part);
                prop_assert_eq!(found(&all, &index, &mut finder, part), fresh, "{:?} of {:?}", part, &words);
            }
        }
    }

    #[test]
    fn who_is_typed_as_written_is_found(name in "[王李张a-zA-Zé🐟 ]{1,8}", from in 0..4_usize, len in 1..4_usize) {
        let part: String = name.chars().skip(from).take(len).collect();
        let all = vec![member(&name, "")];
        prop_assert_eq!(found(&all, &indexed(&all), &mut Finder::default(), &part), [0]);
    }
}
