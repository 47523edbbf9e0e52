//! The texts are set as Chinese is set, and lead nowhere by mistake.

use serde_json::Value;

use crate::load::{ids, raw};

/// Every text in every file, with where it stands.
fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for id in ids() {
        for name in [
            format!("c/{id}.json"),
            format!("m/{id}.json"),
            format!("a/{id}.json"),
            format!("r/{id}.json"),
        ] {
            let file = raw(&name);
            let mut rest = vec![(name, &file)];
            while let Some((path, value)) = rest.pop() {
                match value {
                    Value::String(text) => texts.push((path, text.clone())),
                    Value::Array(items) => {
                        rest.extend(
                            items
                                .iter()
                                .enumerate()
                                .map(|(n, v)| (format!("{path}/{n}"), v)),
                        );
                    }
                    Value::Object(fields) => {
                        rest.extend(fields.iter().map(|(k, v)| (format!("{path}/{k}"), v)));
                    }
                    _ => {}
                }
            }
        }
    }
    texts
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn punctuation_beside_chinese_is_full_width() {
    for (path, text) in texts() {
        let letters: Vec<char> = text.chars().collect();
        for pair in letters.windows(2) {
            let beside = is_han(pair[0]) && ",;:!?()\"".contains(pair[1])
                || ",;!?(".contains(pair[0]) && is_han(pair[1]);
            // A link in Markdown is written with ASCII brackets.
            assert!(!beside || text.contains("]("), "{path}: {text}");
        }
        assert!(
            !text.contains("..") && !text.contains("  "),
            "{path}: {text}"
        );
        assert_eq!(text.trim(), text, "{path}");
    }
}

#[test]
fn links_and_meetings_lead_to_the_domain_for_examples() {
    let mut links = 0;
    for (path, text) in texts() {
        for part in text.split("http").skip(1) {
            links += 1;
            assert!(part.starts_with("s://example.com/"), "{path}: {text}");
        }
    }
    assert!(links > 5);
}

#[test]
fn descriptions_show_what_markdown_can_do() {
    let all: Vec<String> = texts()
        .into_iter()
        .filter(|(path, _)| path.ends_with("/description"))
        .map(|(_, text)| text)
        .collect();
    for mark in ["**", "\n- ", "\n1. ", "](https://"] {
        assert!(all.iter().any(|text| text.contains(mark)), "{mark:?}");
    }
    // Raw HTML would be dropped.
    assert!(all.iter().all(|text| !text.contains('<')));
}

#[test]
fn what_ages_is_not_said_in_words() {
    // The data set's times are counted from a moment up to a week ago.
    for (path, text) in texts() {
        for word in ["今晚", "明天", "明早", "昨天", "后天", "昨晚"] {
            assert!(!text.contains(word), "{path}: {text}");
        }
    }
}
