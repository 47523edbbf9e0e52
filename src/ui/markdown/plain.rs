//! Markdown as plain words, for what knows no other: a calendar, a message.

use super::{Block, Inline, parse};

/// `text`, written in the safe subset of Markdown, without its marks: a line a line, a blank line between blocks, the address of a
/// link behind its words.
pub fn plain(text: &str) -> String {
    blocks(&parse(text), "\n\n")
}

fn blocks(all: &[Block], between: &str) -> String {
    let all: Vec<String> = all.iter().map(block).filter(|b| !b.is_empty()).collect();
    all.join(between)
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(line) | Block::Heading { text: line, .. } => words(line),
        Block::List { ordered, items } => {
            let mut number = *ordered;
            let lines = items.iter().map(|item| {
                let mark = match &mut number {
                    Some(n) => {
                        let mark = [n.to_string().as_str(), ". "].concat();
                        *n = n.saturating_add(1);
                        mark
                    }
                    None => "· ".to_owned(),
                };
                [mark, blocks(item, "\n")].concat()
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Block::Quote(inner) => blocks(inner, "\n"),
        Block::Code(text) => text.clone(),
        Block::Rule => String::new(),
    }
}

fn words(all: &[Inline]) -> String {
    all.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Break => "\n".to_owned(),
        Inline::Strong(inner) | Inline::Emphasis(inner) => words(inner),
        Inline::Link { href, text } => {
            let said = words(text);
            // `tel:` and `mailto:` links are mostly their own words.
            let bare = href.split_once(':').map_or("", |(_, rest)| rest);
            if said == *href || said == bare {
                return said;
            }
            [&said, " (", href, ")"].concat()
        }
    }
}
