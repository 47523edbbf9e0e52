//! The parts of a community's page.

use leptos::prelude::*;

use crate::{
    model::{Community, Goal},
    pages::Here,
    route::Route,
    ui::{El, Fact, Facts, Icon, PersonRow, Row, Rows, Section, el, nothing, several},
};

/// When it meets, in words, and the next time of each habit.
pub(super) fn rhythm(here: Here, community: &Community) -> AnyView {
    if community.rhythm.is_empty() || community.activity.closed.is_some() {
        return nothing();
    }
    let t = here.t;
    let data = here.data();
    let rows: Vec<AnyView> = community
        .rhythm
        .iter()
        .map(|rhythm| {
            let next = rhythm
                .next_after(data.zones(), here.now(), 1)
                .into_iter()
                .next();
            let next = next.map(|(start, end)| {
                t.next_meeting(&here.say(|t, face| t.span(start, end, &rhythm.zone, face)))
            });
            let note: Vec<String> = [(!rhythm.what.is_empty()).then(|| rhythm.what.clone()), next]
                .into_iter()
                .flatten()
                .collect();
            let words = here.say(|t, face| t.habit_words(rhythm, face));
            view! {
                <Row title=words note=note.join(" · ") icon=Some(Icon::Repeat) />
            }
            .into_any()
        })
        .collect();
    rows_under(t.rhythm(), rows)
}

/// Those with a role.
pub(super) fn people(here: Here, community: &Community) -> AnyView {
    if community.people.is_empty() {
        return nothing();
    }
    let t = here.t;
    let rows: Vec<AnyView> = community
        .people
        .iter()
        .map(|person| {
            let headline = (!person.word.is_empty()).then(|| person.word.clone());
            view! {
                <PersonRow
                    name=person.name.clone()
                    picture=None
                    nostrip:headline=headline
                    role=t.role(person.role)
                />
            }
            .into_any()
        })
        .collect();
    rows_under(t.people(), rows)
}

/// What it does together.
pub(super) fn goal(here: Here, community: &Community) -> AnyView {
    let Some(goal) = &community.goal else {
        return nothing();
    };
    let t = here.t;
    let Goal {
        what,
        done,
        of,
        unit,
        by,
    } = goal.clone();
    let today = here.say(|_, face| crate::model::local_date(face.zones, face.zone, face.now));
    let mut note = t.goal_done(&done.to_string(), &of.to_string(), &unit);
    if let Some(by) = by {
        let when = t.calendar_date(by, chrono::Datelike::year(&today));
        note = format!("{note} · {}", t.goal_by(&when));
    }
    let row = view! { <Row title=what note=note.clone() icon=Some(Icon::Flag) /> }.into_any();
    let meter = el("progress")
        .class("goal")
        .attr("aria-label", t.goal())
        .attr("value", done.to_string())
        .attr("max", of.max(1).to_string())
        .child(note);
    let rows = view! { <Rows>{row}</Rows> }.into_any();
    section(t.goal(), several(vec![rows, meter.into_any()]))
}

/// More about it, in its own words.
pub(super) fn about(here: Here, community: &Community) -> AnyView {
    if community.about.is_empty() {
        return nothing();
    }
    section(here.t.about(), crate::ui::markdown(&community.about))
}

fn section(title: &'static str, inside: AnyView) -> AnyView {
    view! { <Section title>{inside}</Section> }.into_any()
}

fn rows_under(title: &'static str, rows: Vec<AnyView>) -> AnyView {
    section(title, view! { <Rows>{rows}</Rows> }.into_any())
}

fn list(tag: &'static str, lines: &[String]) -> AnyView {
    let items: Vec<El> = lines
        .iter()
        .map(|line| el("li").child(line.clone()))
        .collect();
    el(tag).class("lines").child(items).into_any()
}

/// A list of sentences under a heading.
pub(super) fn lines(title: &'static str, lines: &[String]) -> AnyView {
    if lines.is_empty() {
        return nothing();
    }
    section(title, list("ul", lines))
}

/// What one agrees to.
pub(super) fn rules(here: Here, community: &Community) -> AnyView {
    let rules = &community.rules;
    if rules.lines.is_empty() {
        return nothing();
    }
    let t = here.t;
    let version = t.rules_version(&rules.version.to_string());
    let version = el("span").class("muted").child(version).into_any();
    let inside = list("ol", &rules.lines);
    view! { <Section title=t.rules() action=version>{inside}</Section> }.into_any()
}

/// Elsewhere, and what it belongs to.
pub(super) fn links(here: Here, community: &Community) -> AnyView {
    let t = here.t;
    let parent = community.parent.as_ref().map_or_else(nothing, |id| {
        let link = el("a")
            .attr("href", here.link(&Route::Community(id.clone())))
            .child(t.see_community())
            .into_any();
        let fact = view! { <Fact label=t.parent_of() icon=Some(Icon::Circle)>{link}</Fact> };
        let fact = fact.into_any();
        view! { <Facts>{fact}</Facts> }.into_any()
    });
    let links: Vec<El> = community
        .links
        .iter()
        .filter_map(|link| {
            let url = crate::ui::markdown::safe_url(&link.url)?;
            Some(el("li").child(outside(url, &link.label)))
        })
        .collect();
    if links.is_empty() {
        return parent;
    }
    let list = el("ul").class("lines").child(links).into_any();
    several(vec![parent, section(t.links(), list)])
}

/// A link that leaves the app.
fn outside(url: &str, label: &str) -> El {
    el("a")
        .attr("href", url.to_owned())
        .attr("rel", "noopener nofollow")
        .attr("target", "_blank")
        .child(label.to_owned())
}
