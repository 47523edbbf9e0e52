//! The app's page with something to read in it.

use linju::model::{Community, Event, EventStatus, local_parts};
use linju::percent::encode;
use linju::ui::markdown::{Block, Inline, parse, plain};
use serde_json::Value;

use crate::ask::Told;
use crate::wire::Tz;
use crate::{Done, ld};

/// So many signs of a description are shown where links unfold.
const SUMMARY: usize = 120;
/// So many of what is next stand on a community's page.
const NEXT: usize = 10;

/// index.html of a build, cut where something is filled in.
pub(crate) struct Shell {
    /// Up to the title.
    head: String,
    /// Between the description and the content.
    middle: String,
    /// What is said to whoever has no scripts.
    note: String,
    /// From the note that it takes long on.
    tail: String,
}

impl Shell {
    /// Cuts it; `styles` is the name of the sheet that a release build brings with the code of its pages.
    pub(crate) fn of(html: &str, styles: Option<&str>) -> Done<Self> {
        let no = |what: &str| format!("index.html of the build has no {what}");
        let (head, rest) = html.split_once("<title>").ok_or_else(|| no("<title>"))?;
        let (_, rest) = rest.split_once("</title>").ok_or_else(|| no("</title>"))?;
        // The description's attributes stand in any order once it was minified.
        let at = rest
            .find("name=description")
            .or_else(|| rest.find("name=\"description\""));
        let at = at.ok_or_else(|| no("description"))?;
        let begins = rest
            .get(..at)
            .and_then(|before| before.rfind("<meta"))
            .ok_or_else(|| no("<meta>"))?;
        let ends = rest
            .get(at..)
            .and_then(|after| after.find('>'))
            .map(|n| at + n + 1);
        let (before, after) = (
            rest.get(..begins).unwrap_or_default(),
            ends.and_then(|ends| rest.get(ends..)).unwrap_or_default(),
        );
        let rest = format!("{before}{after}");
        let main = rest
            .find("<main class=boot-feed>")
            .or_else(|| rest.find("<main class=\"boot-feed\">"));
        let main = main.ok_or_else(|| no("<main class=boot-feed>"))?;
        let late = rest
            .find("<div class=boot-late")
            .or_else(|| rest.find("<div id=\"boot-late\""));
        let late = late.ok_or_else(|| no("boot-late"))?;
        let link =
            styles.map(|name| format!("<link rel=\"stylesheet\" href=\"{}\">", escape(name)));
        let tail = waiting(rest.get(late..).unwrap_or_default(), "boot-late");
        let (tail, note) = uncovered(&unbarred(&tail));
        Ok(Self {
            head: head.to_owned() + &link.unwrap_or_default(),
            middle: waiting(rest.get(..main).unwrap_or_default(), "boot-progress"),
            note,
            tail,
        })
    }

    fn filled(&self, page: &Page<'_>) -> String {
        let Page {
            title,
            summary,
            url,
            kind,
            image,
            ld,
            content,
        } = page;
        let ld: String = ld
            .iter()
            .map(|it| {
                format!(
                    "<script type=\"application/ld+json\">{}</script>",
                    script(it)
                )
            })
            .collect();
        let image = match image {
            Some(image) => format!("<meta property=\"og:image\" content=\"{}\">", escape(image)),
            None => String::new(),
        };
        let (title, summary, url) = (escape(title), escape(summary), escape(url));
        let meta = format!(
            "<title>{title}</title><meta name=\"description\" content=\"{summary}\"><link rel=\"canonical\" href=\"{url}\">\
             <meta property=\"og:type\" content=\"{kind}\"><meta property=\"og:site_name\" content=\"邻聚 Linju\">\
             <meta property=\"og:title\" content=\"{title}\"><meta property=\"og:description\" content=\"{summary}\">\
             <meta property=\"og:url\" content=\"{url}\"><meta name=\"twitter:card\" content=\"summary\">{image}{ld}"
        );
        format!(
            "{}{meta}{}<main class=boot-feed><article class=\"boot-read prose\">{content}</article>{}{}",
            self.head, self.middle, self.note, self.tail
        )
    }
}

/// An element of the skeleton that is seen once boot.js says so: without scripts nothing loads, and all there is to read is there.
fn waiting(html: &str, class: &str) -> String {
    let waits = format!("class=\"{class} boot-waits\"");
    let minified = format!("class={class}");
    match html.contains(&minified) {
        true => html.replacen(&minified, &waits, 1),
        false => html.replacen(&format!("class=\"{class}\""), &waits, 1),
    }
}

/// Without the skeleton's bar: nothing in it can be pressed, and here it would stand over what is read.
fn unbarred(tail: &str) -> String {
    let begins = tail.find("boot-bar");
    let begins = begins.and_then(|at| tail.get(..at)?.rfind("<div"));
    let Some((before, bar)) = begins.and_then(|at| tail.split_at_checked(at)) else {
        return tail.to_owned();
    };
    let after = bar.split_once("</div>").map_or("", |(_, after)| after);
    [before, after].concat()
}

/// What is said without scripts covers the app's own page, where there is nothing to read then. Here it is a note of its own, without
/// the heading.
fn uncovered(tail: &str) -> (String, String) {
    let found = tail.split_once("<noscript>");
    let cut = found.and_then(|(before, rest)| Some((before, rest.split_once("</noscript>")?)));
    let Some((before, (inside, after))) = cut else {
        return (tail.to_owned(), String::new());
    };
    let said = inside.find("<p").and_then(|at| inside.get(at..));
    let said = said.and_then(|said| said.rsplit_once("</div>"));
    let said = said.map_or("", |(said, _)| said);
    let note = format!("<noscript><div class=boot-note>{said}</div></noscript>");
    ([before, after].concat(), note)
}

/// What `<base href>` says, for which path, or address, the build was made.
pub(crate) fn base(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("<base ")?;
    let (tag, _) = rest.split_once('>')?;
    let (_, href) = tag.split_once("href=")?;
    match href.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next(),
        None => href.split_whitespace().next(),
    }
}

struct Page<'a> {
    title: &'a str,
    summary: &'a str,
    url: &'a str,
    kind: &'a str,
    image: Option<&'a str>,
    ld: Vec<Value>,
    content: String,
}

/// The address of a community.
pub(crate) fn community_url(site: &str, id: &str) -> String {
    format!("{site}c/{}", encode(id))
}

/// The address of an event.
pub(crate) fn event_url(site: &str, id: &str) -> String {
    format!("{site}e/{}", encode(id))
}

/// A community.
pub(crate) fn community(shell: &Shell, site: &str, it: &Community, told: &Told) -> String {
    let url = community_url(site, it.id.as_str());
    let area = &it.area;
    let place = join(&[&area.city, &area.district, &area.place]);
    let mut content = heading(&it.name);
    content.push_str(&paragraph(&it.purpose));
    let members = match it.members {
        0 => String::new(),
        n => format!("{n} 位成员"),
    };
    content.push_str(&facts(&[("在哪里", &place), ("有多少人", &members)]));
    content.push_str(&blocks(&parse(&it.about)));
    let next = told
        .events
        .iter()
        .filter(|event| event.community.as_ref() == Some(&it.id));
    let next: String = next
        .take(NEXT)
        .map(|event| {
            let (href, title) = (
                escape(&event_url(site, event.id.as_str())),
                escape(&event.title),
            );
            format!(
                "<li><a href=\"{href}\">{title}</a> <span class=muted>{}</span></li>",
                escape(&when(event))
            )
        })
        .collect();
    if !next.is_empty() {
        content.push_str(&format!("<h2>接下来</h2><ul class=boot-next>{next}</ul>"));
    }
    let summary = cut(&join_with(" · ", &[&it.purpose, &place]));
    let logo = format!("{site}icon-512.png");
    let cover = it
        .cover
        .as_deref()
        .filter(|cover| cover.starts_with("http"));
    shell.filled(&Page {
        title: &format!("{} · 邻聚", it.name),
        summary: &summary,
        url: &url,
        kind: "website",
        image: Some(cover.unwrap_or(&logo)),
        ld: vec![ld::community(it, &url, &logo)],
        content,
    })
}

/// An event.
pub(crate) fn event(shell: &Shell, site: &str, it: &Event, told: &Told) -> String {
    let url = event_url(site, it.id.as_str());
    let of = it.community.as_ref().map(|id| {
        let known = told
            .communities
            .iter()
            .find(|community| community.id == *id);
        let name = known.map_or(it.community_name.as_str(), |community| &community.name);
        (name, community_url(site, id.as_str()))
    });
    let area = &it.venue.area;
    let address = if it.venue.address_hidden {
        ""
    } else {
        &it.venue.address
    };
    let place = join(&[&area.city, &area.district, &area.place, address]);
    let when = when(it);
    let status = match it.status {
        EventStatus::Cancelled => "已取消",
        EventStatus::Postponed => "已延期",
        EventStatus::Scheduled | EventStatus::Proposed => "",
    };
    let mut content = heading(&it.title);
    content.push_str(&paragraph(&join_with("：", &[status, &it.status_note])));
    if let Some((name, href)) = &of {
        content.push_str(&format!(
            "<p><a href=\"{}\">{}</a></p>",
            escape(href),
            escape(name)
        ));
    }
    let seats = match it.capacity {
        Some(all) => format!("{all} 个名额，已有 {} 人", it.taken),
        None => String::new(),
    };
    content.push_str(&facts(&[
        ("什么时候", &when),
        ("在哪里", &place),
        ("名额", &seats),
        ("费用", &it.price),
    ]));
    content.push_str(&blocks(&parse(&it.description)));
    let summary = cut(&join_with(
        " · ",
        &[status, &when, &place, &plain(&it.description)],
    ));
    let image = format!("{site}icon-512.png");
    let organizer = of.as_ref().map(|(name, url)| (*name, url.as_str()));
    shell.filled(&Page {
        title: &format!("{} · 邻聚", it.title),
        summary: &summary,
        url: &url,
        kind: "article",
        image: Some(&image),
        ld: vec![ld::event(it, &url, organizer)],
        content,
    })
}

/// All addresses, as sitemaps.org has it.
pub(crate) fn sitemap(site: &str, told: &Told, written: impl Fn(&str) -> bool) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut add = |url: &str| text.push_str(&format!("<url><loc>{}</loc></url>\n", escape(url)));
    add(site);
    for community in told.communities.iter().filter(|it| written(it.id.as_str())) {
        add(&community_url(site, community.id.as_str()));
    }
    for event in told.events.iter().filter(|it| written(it.id.as_str())) {
        add(&event_url(site, event.id.as_str()));
    }
    text.push_str("</urlset>\n");
    text
}

/// When it is, by the clocks of its place.
fn when(event: &Event) -> String {
    let weekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let at = local_parts(&Tz, &event.zone, event.start);
    let weekday = chrono::Datelike::weekday(&at).num_days_from_monday();
    let weekday = weekdays.get(weekday as usize).copied().unwrap_or_default();
    let day = |at: chrono::NaiveDateTime| {
        use chrono::Datelike as _;
        format!("{}年{}月{}日", at.year(), at.month(), at.day())
    };
    let time = |at: chrono::NaiveDateTime| {
        use chrono::Timelike as _;
        format!("{:02}:{:02}", at.hour(), at.minute())
    };
    let mut said = format!("{} {weekday} {}", day(at), time(at));
    if let Some(end) = event.end {
        let end = local_parts(&Tz, &event.zone, end);
        said.push('–');
        if end.date() != at.date() {
            said.push_str(&format!("{} ", day(end)));
        }
        said.push_str(&time(end));
    }
    said
}

fn heading(text: &str) -> String {
    format!("<h1>{}</h1>", escape(text))
}

fn paragraph(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("<p>{}</p>", escape(text))
    }
}

fn facts(all: &[(&str, &str)]) -> String {
    let said = all.iter().filter(|(_, text)| !text.is_empty());
    let said: String = said
        .map(|(label, text)| format!("<dt>{label}</dt><dd>{}</dd>", escape(text)))
        .collect();
    if said.is_empty() {
        said
    } else {
        format!("<dl>{said}</dl>")
    }
}

fn join(all: &[&str]) -> String {
    join_with("", all)
}

fn join_with(between: &str, all: &[&str]) -> String {
    let said: Vec<&str> = all
        .iter()
        .copied()
        .filter(|text| !text.is_empty())
        .collect();
    said.join(between)
}

/// In one line, and no longer than is shown.
fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SUMMARY {
        return line;
    }
    line.chars().take(SUMMARY - 1).chain(['…']).collect()
}

/// Markdown, as the app draws it; the page has a heading of its own, so those in the text begin at the second level.
fn blocks(all: &[Block]) -> String {
    all.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("<p>{}</p>", spans(text)),
        Block::Heading { level, text } => {
            let level = (level + 1).min(6);
            format!("<h{level}>{}</h{level}>", spans(text))
        }
        Block::List { ordered, items } => {
            let tag = if ordered.is_some() { "ol" } else { "ul" };
            let items: String = items
                .iter()
                .map(|item| format!("<li>{}</li>", blocks(item)))
                .collect();
            format!("<{tag}>{items}</{tag}>")
        }
        Block::Quote(inside) => format!("<blockquote>{}</blockquote>", blocks(inside)),
        Block::Code(text) => format!("<pre>{}</pre>", escape(text)),
        Block::Rule => "<hr>".to_owned(),
    }
}

fn spans(all: &[Inline]) -> String {
    all.iter().map(span).collect()
}

fn span(span: &Inline) -> String {
    match span {
        Inline::Text(text) => escape(text),
        Inline::Strong(inside) | Inline::Emphasis(inside) => {
            format!("<strong>{}</strong>", spans(inside))
        }
        Inline::Code(text) => format!("<code>{}</code>", escape(text)),
        Inline::Link { href, text } => format!(
            "<a rel=\"nofollow noopener\" href=\"{}\">{}</a>",
            escape(href),
            spans(text)
        ),
        Inline::Break => "<br>".to_owned(),
    }
}

/// Text, in an element or between quotation marks of an attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // Neither HTML nor XML has them.
            c if c.is_control() && !c.is_whitespace() => {}
            c => safe.push(c),
        }
    }
    safe
}

/// JSON inside of a script element: nothing in it can end that.
fn script(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}
