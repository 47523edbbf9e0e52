//! What was before, and what was said, in words: the history of somebody with the community, and the conversation about an
//! application.

use crate::{
    model::{Past, Word},
    pages::Here,
    ui::{El, el},
};

/// What was between somebody and the community, oldest first; nothing where nothing was.
pub(super) fn history(here: Here, past: &[Past]) -> Option<El> {
    let line = |it: &Past| {
        let words = here.say(|t, face| t.past(it, face));
        el("li").child(words)
    };
    let lines: Vec<El> = past.iter().map(line).collect();
    let list = el("ul").class("past").child(lines);
    (!past.is_empty()).then(|| {
        el("div")
            .class("applicant-past")
            .child(el("p").class("muted").child(here.t.org_history()))
            .child(list)
    })
}

/// What was said, oldest first; `name` is that of who has knocked. Nothing where nothing was.
pub(super) fn talk(here: Here, words: &[Word], name: &str) -> Option<El> {
    let line = |word: &Word| {
        let (is_own, who) = match word.by.as_str() {
            "" => (false, name.to_owned()),
            by => (true, by.to_owned()),
        };
        let when = here.say(|t, face| t.moment(word.at, face));
        let head = [who.as_str(), " · ", &when].concat();
        el("li")
            .maybe("data-own", is_own.then_some("true"))
            .child(el("p").class("muted").child(head))
            .child(
                el("p")
                    .class("said")
                    .attr("dir", "auto")
                    .child(word.text.clone()),
            )
    };
    let lines: Vec<El> = words.iter().map(line).collect();
    (!words.is_empty()).then(|| {
        el("ol")
            .class("talk")
            .attr("aria-label", here.t.org_talk())
            .child(lines)
    })
}
