//! Founding a community: why, where, how often, who comes in, who helps. One page; what is typed is a draft.
//!
//! Its id is made here, with the draft, so that sending it twice founds it once.

use leptos::prelude::*;

use crate::{
    data::CommunityById,
    host,
    model::{
        Answers, Charter, Command, Community, CommunityId,
        paper::{self, Section as Part},
    },
    route::Route,
    ui::{
        ButtonKind, ButtonLink, FieldKind, Notice, NoticeKind, PageHeader, Panel, RwSignal,
        Section, changing, el, nothing, several,
    },
};

use super::{
    Here,
    doing::{self, Done},
    forms::{frame, mending},
    live::live,
    writing::{Ask, ID, PARENT, WORD, Writing, draft_of_founding, founded_as},
};

/// Its first habit on paper.
const FIRST: &str = "0";

/// The page, for a chapter of another where one is named.
pub fn page(here: Here, of: Option<CommunityId>) -> AnyView {
    let t = here.t;
    here.title(t.found());
    let back = of.clone().map_or(Route::Mine, Route::Community);
    let header = view! {
        <PageHeader
            title=t.found()
            text=t.found_text()
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let header = header.into_any();
    if !here.data().carries("found") {
        let href = here.link(&Route::discover());
        let panel = view! {
            <Panel title=t.found_not_offered() text=t.found_not_offered_text()>
                <ButtonLink href kind=ButtonKind::Primary>{t.to_discover()}</ButtonLink>
            </Panel>
        };
        return several(vec![header, panel.into_any()]);
    }
    several(vec![header, parent(here, of.clone()), form(here, of)])
}

/// The community that it becomes a chapter of.
fn parent(here: Here, of: Option<CommunityId>) -> AnyView {
    let Some(id) = of else {
        return nothing();
    };
    let it = live(here, CommunityById(id.clone()));
    changing(move || {
        let name = it.data.with(|it| it.as_ref().map(|it| it.name.clone()));
        let text = here.t.found_under(name.as_deref().unwrap_or(id.as_str()));
        view! { <Notice kind=NoticeKind::Info text /> }.into_any()
    })
}

fn blank(here: Here, id: &CommunityId) -> Community {
    Charter::default().founded(id, here.now())
}

fn begin(here: Here, of: Option<&CommunityId>) -> Writing {
    let empty = blank(here, &CommunityId::from(""));
    let facts = here.say(|_, face| {
        let wall = paper::Wall {
            zones: face.zones,
            zone: face.zone,
            now: face.now,
        };
        paper::paper(&empty, wall)
    });
    let on = Writing::begin(here, draft_of_founding(of), facts);
    if on.value(ID).with_untracked(String::is_empty) {
        on.value(ID).set(here.data().fresh_id());
    }
    if on.is_fresh() {
        // There to be filled in, or taken out.
        on.value("rhythm").set(FIRST.to_owned());
        on.value("rhythm/0/often").set("weekly".to_owned());
        on.value("rhythm/0/interval").set("1".to_owned());
    }
    on
}

/// Nobody has touched the habit that stood there.
fn is_untouched(typed: &Answers) -> bool {
    let rows: Vec<&str> = paper::rows(typed, "rhythm").collect();
    let is_filled = |(key, text): (&String, &String)| {
        let name = key.strip_prefix("rhythm/0/").unwrap_or_default();
        !matches!(name, "" | "often" | "interval") && !text.is_empty()
    };
    rows == [FIRST] && !typed.iter().any(is_filled)
}

fn form(here: Here, of: Option<CommunityId>) -> AnyView {
    let t = here.t;
    let on = begin(here, of.as_ref());
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    mending(t, wrong, move || on.still_wrong());
    let send = move || send(on, of.clone(), busy, wrong);
    let muted = |text: &'static str| el("p").class("muted").child(text).into_any();
    let word = Ask::line(WORD, t.found_word())
        .kind(FieldKind::Paragraph)
        .help(t.found_word_help())
        .draw(on);
    let section = |title: &'static str, inside: Vec<AnyView>| {
        let inside = el("div").class("writing").child(inside).into_any();
        view! { <Section title>{inside}</Section> }.into_any()
    };
    let parts = vec![
        on.word(),
        section(t.found_why(), vec![on.first_words()]),
        section(t.found_where(), vec![on.area()]),
        section(
            t.found_when(),
            vec![muted(t.found_when_text()), on.section(Part::Rhythm)],
        ),
        section(t.found_come_in(), vec![on.who_decides(), on.first_rules()]),
        section(t.found_who(), vec![word]),
    ];
    frame(parts, wrong, busy, t.found_send(), send)
}

/// Where somebody has to agree to it first, what was written is kept for who has to write it again.
fn keep_copy(here: Here, id: &CommunityId, of: Option<&CommunityId>) {
    let data = here.data();
    let is_in = here
        .viewer
        .with_untracked(|v| v.membership(id).role(here.now()).is_some());
    if is_in {
        return data.drop_draft(&founded_as(id));
    }
    let mut copy = data.draft(&draft_of_founding(of));
    if let Some(of) = of {
        copy.insert(PARENT.to_owned(), of.0.clone());
    }
    // Where there is no room for it, the service has it.
    let _kept = data.keep_draft(&founded_as(id), &copy);
}

fn send(
    on: Writing,
    of: Option<CommunityId>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
) {
    let (here, t) = (on.here, on.here.t);
    wrong.set(None);
    let id = CommunityId(on.value(ID).get_untracked());
    let typed = on.typed_untracked();
    let all: Vec<&'static str> = Part::ALL
        .iter()
        .flat_map(|part| part.groups())
        .copied()
        .collect();
    let mut groups = on.changed_untracked(&all);
    if is_untouched(&typed) {
        groups.retain(|group| *group != "rhythm");
    }
    let Some(mut charter) = on.read(&groups, &blank(here, &id), true) else {
        return wrong.set(Some(t.invalid(on.wrong())));
    };
    charter.parent = of.as_ref().map(|of| of.0.clone());
    let command = Command::Found {
        community: id.clone(),
        charter,
        word: typed
            .get(WORD)
            .map_or_else(String::new, |word| word.trim().to_owned()),
    };
    doing::send_form(here, command, busy, move |done| match done {
        Done::Kept => {
            keep_copy(here, &id, of.as_ref());
            here.data().drop_draft(&draft_of_founding(of.as_ref()));
            if on.is_there() {
                here.replace(Route::Community(id));
            }
        }
        Done::Refused(refusal) => {
            on.was_refused(&refusal);
            wrong.try_set(Some(here.say(|t, face| t.refusal(&refusal, face))));
            host::focus_first_fault();
        }
        Done::SignIn => {}
    });
}
