//! Markdown on the screen: the blocks of [`super::markdown`] as elements, text as text nodes.

use super::{
    el::{El, Piece, el},
    markdown::{Block, Inline, parse},
};
use leptos::prelude::*;

/// Shows `text`, written in the safe subset of Markdown. Headings become `h3` and `h4`.
pub fn markdown(text: &str) -> AnyView {
    el("div")
        .class("prose")
        .child(blocks(parse(text)))
        .into_any()
}

fn blocks(all: Vec<Block>) -> Vec<El> {
    all.into_iter().map(block).collect()
}

fn block(block: Block) -> El {
    match block {
        Block::Paragraph(line) => el("p").child(inlines(line)),
        Block::Heading { level, text } => {
            el(if level < 3 { "h3" } else { "h4" }).child(inlines(text))
        }
        Block::List { ordered, items } => {
            let list = match ordered {
                Some(start) => el("ol").attr("start", start.to_string()),
                None => el("ul"),
            };
            let item = |item| el("li").child(blocks(item));
            list.child(items.into_iter().map(item).collect::<Vec<_>>())
        }
        Block::Quote(inner) => el("blockquote").child(blocks(inner)),
        Block::Code(text) => el("pre").child(el("code").child(text)),
        Block::Rule => el("hr"),
    }
}

fn inlines(all: Vec<Inline>) -> Vec<Piece> {
    all.into_iter().map(inline).collect()
}

fn inline(inline: Inline) -> Piece {
    match inline {
        Inline::Text(text) => return text.into(),
        Inline::Break => el("br"),
        Inline::Code(text) => el("code").child(text),
        Inline::Strong(inner) => el("strong").child(inlines(inner)),
        Inline::Emphasis(inner) => el("em").child(inlines(inner)),
        Inline::Link { href, text } => {
            let outside = href.starts_with("http").then_some("_blank");
            el("a")
                .attr("href", href)
                .maybe("target", outside)
                .attr("rel", "noopener noreferrer nofollow ugc")
                .child(inlines(text))
        }
    }
    .into()
}
