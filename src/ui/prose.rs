//! Markdown on the screen: the blocks of [`super::markdown`] as elements, text as text nodes.

use super::markdown::{Block, Inline, parse};
use leptos::prelude::*;

/// Shows `text`, written in the safe subset of Markdown. Headings become `h3` and `h4`.
pub fn markdown(text: &str) -> AnyView {
    view! { <div class="prose">{blocks(parse(text))}</div> }.into_any()
}

fn blocks(all: Vec<Block>) -> Vec<AnyView> {
    all.into_iter().map(block).collect()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(line) => view! { <p>{inlines(line)}</p> }.into_any(),
        Block::Heading { level: 1 | 2, text } => view! { <h3>{inlines(text)}</h3> }.into_any(),
        Block::Heading { text, .. } => view! { <h4>{inlines(text)}</h4> }.into_any(),
        Block::List {
            ordered: None,
            items,
        } => {
            let items = items
                .into_iter()
                .map(|item| view! { <li>{blocks(item)}</li> });
            view! { <ul>{items.collect::<Vec<_>>()}</ul> }.into_any()
        }
        Block::List {
            ordered: Some(start),
            items,
        } => {
            let items = items
                .into_iter()
                .map(|item| view! { <li>{blocks(item)}</li> });
            view! { <ol start=start.to_string()>{items.collect::<Vec<_>>()}</ol> }.into_any()
        }
        Block::Quote(inner) => view! { <blockquote>{blocks(inner)}</blockquote> }.into_any(),
        Block::Code(text) => view! { <pre><code>{text}</code></pre> }.into_any(),
        Block::Rule => view! { <hr /> }.into_any(),
    }
}

fn inlines(all: Vec<Inline>) -> Vec<AnyView> {
    all.into_iter().map(inline).collect()
}

fn inline(inline: Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.into_any(),
        Inline::Break => view! { <br /> }.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        Inline::Strong(inner) => view! { <strong>{inlines(inner)}</strong> }.into_any(),
        Inline::Emphasis(inner) => view! { <em>{inlines(inner)}</em> }.into_any(),
        Inline::Link { href, text } => {
            let outside = href.starts_with("http");
            view! {
                <a href=href target=outside.then_some("_blank") rel="noopener noreferrer nofollow ugc">
                    {inlines(text)}
                </a>
            }
            .into_any()
        }
    }
}
