//! The parts of a community's page.

use leptos::prelude::*;

use crate::{
    i18n::T,
    model::{Community, Goal},
    pages::Here,
    route::Route,
    ui::{Fact, Facts, Icon, PersonRow, Row, Rows, Section},
};

/// When it meets, in words, and the next time of each habit.
pub(super) fn rhythm(here: Here, community: &Community) -> AnyView {
    if community.rhythm.is_empty() || community.activity.closed.is_some() {
        return ().into_any();
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
            view! {
                <Row title=t.rhythm_words(rhythm) note=note.join(" · ") icon=Some(Icon::Repeat) />
            }
            .into_any()
        })
        .collect();
    view! { <Section title=t.rhythm()><Rows>{rows}</Rows></Section> }.into_any()
}

/// Those with a role.
pub(super) fn people(here: Here, community: &Community) -> AnyView {
    if community.people.is_empty() {
        return ().into_any();
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
    view! { <Section title=t.people()><Rows>{rows}</Rows></Section> }.into_any()
}

/// What it does together.
pub(super) fn goal(here: Here, community: &Community) -> AnyView {
    let Some(goal) = &community.goal else {
        return ().into_any();
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
    let note_too = note.clone();
    view! {
        <Section title=t.goal()>
            <Rows><Row title=what note=note_too icon=Some(Icon::Flag) /></Rows>
            <progress class="goal" value=done.to_string() max=of.max(1).to_string()>{note}</progress>
        </Section>
    }
    .into_any()
}

/// A list of sentences under a heading.
pub(super) fn lines(title: &'static str, lines: &[String]) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let items: Vec<AnyView> = lines
        .iter()
        .map(|line| view! { <li>{line.clone()}</li> }.into_any())
        .collect();
    view! { <Section title><ul class="lines">{items}</ul></Section> }.into_any()
}

/// What one agrees to.
pub(super) fn rules(here: Here, community: &Community) -> AnyView {
    let rules = &community.rules;
    if rules.lines.is_empty() {
        return ().into_any();
    }
    let t = here.t;
    let version = t.rules_version(&rules.version.to_string());
    let items: Vec<AnyView> = rules
        .lines
        .iter()
        .map(|line| view! { <li>{line.clone()}</li> }.into_any())
        .collect();
    view! {
        <Section title=t.rules() action=view! { <span class="muted">{version}</span> }.into_any()>
            <ol class="lines">{items}</ol>
        </Section>
    }
    .into_any()
}

/// Elsewhere, and what it belongs to.
pub(super) fn links(here: Here, community: &Community) -> AnyView {
    let t: T = here.t;
    let parent = community.parent.as_ref().map(|id| {
        let href = here.link(&Route::Community(id.clone()));
        view! {
            <Facts>
                <Fact label=t.parent_of() icon=Some(Icon::Circle)>
                    <a href=href>{t.see_community()}</a>
                </Fact>
            </Facts>
        }
    });
    let links: Vec<AnyView> = community
        .links
        .iter()
        .filter(|link| crate::ui::markdown::safe_url(&link.url).is_some())
        .map(|link| {
            view! {
                <li>
                    <a href=link.url.clone() rel="noopener nofollow" target="_blank">
                        {link.label.clone()}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    let links = (!links.is_empty())
        .then(|| view! { <Section title=t.links()><ul class="lines">{links}</ul></Section> });
    view! { {parent} {links} }.into_any()
}
