//! What organisers make of their directory, above the list of who is in: the days that come round, who lives together, the table to
//! take along; and what members have told of others. The directory is read when its fold is opened.
//!
//! Invariant: all of it is made of the entries as the service gives them to this organiser.

mod reports;

use leptos::prelude::*;

use crate::{
    host,
    model::{Coming, Member, Power, RollWords, coming, csv, households, local_date, roll},
    pages::list::List,
    route::Route,
    ui::{
        Fold, Icon, Memo, Row, Rows, RwSignal, Section, Signal, Skeleton, SkeletonKind, Tone,
        changing, el, nothing, several,
    },
};

use super::{live, office::Office};

/// So many days ahead are looked at.
const DAYS: u32 = 30;

/// Both folds, for who may see them.
pub(super) fn folds(office: Office) -> AnyView {
    let may = Memo::new(move |_| office.may(Power::Review));
    changing(move || {
        if !may.get() {
            return nothing();
        }
        let (data, mut made) = (office.here.data(), Vec::new());
        if data.offers("reports") {
            made.push(reports::fold(office));
        }
        if data.offers("members") {
            made.push(fold(office));
        }
        match made.is_empty() {
            true => nothing(),
            false => el("div").class("above").child(made).into_any(),
        }
    })
}

fn fold(office: Office) -> AnyView {
    let t = office.here.t;
    let open = RwSignal::new(false);
    let note = Signal::stored(t.roll_note().to_owned());
    view! {
        <Fold open icon=Icon::People title=t.roll_title() note>
            {inside(office)}
        </Fold>
    }
    .into_any()
}

fn inside(office: Office) -> AnyView {
    let (here, t) = (office.here, office.here.t);
    let list = office.id.with_value(|id| List::of_directory(here, id));
    changing(move || {
        if list.is_coming() {
            return view! { <Skeleton kind=SkeletonKind::Row count=3 label=t.loading() /> }
                .into_any();
        }
        if let Some(error) = list.error.get() {
            return live::failure(here, &error, move || list.read());
        }
        let all: Vec<Member> = list.all.with(|all| {
            let all = all.iter().flatten();
            all.map(|row| Member::clone(&row.it)).collect()
        });
        several(vec![
            days(office, &all),
            together(office, &all),
            take(office, all),
        ])
    })
}

/// The birthdays and anniversaries of the next days.
fn days(office: Office, all: &[Member]) -> AnyView {
    let (here, t) = (office.here, office.here.t);
    let rows: Vec<AnyView> = here.say(|t, face| {
        let today = local_date(face.zones, face.zone, face.now);
        let row = |it: Coming<'_>| {
            let day = match it.on == today {
                true => t.roll_today().to_owned(),
                false => t.calendar_date(it.on, chrono::Datelike::year(&today)),
            };
            let note = [day.as_str(), " · ", &t.round(it.what)].concat();
            let (title, href) = (it.member.name.clone(), entry(office, it.member));
            view! { <Row title note icon=Some(Icon::Star) href /> }.into_any()
        };
        let all = coming(all, today, DAYS, (face.zones, face.zone));
        all.into_iter().map(row).collect()
    });
    section(t.roll_coming(), rows, t.roll_coming_none())
}

/// Who stands under one label.
fn together(office: Office, all: &[Member]) -> AnyView {
    let t = office.here.t;
    let row = |(title, people): (String, Vec<&Member>)| {
        let names: Vec<&str> = people.iter().map(|one| one.name.as_str()).collect();
        let note = names.join(t.enumeration());
        let trail = el("span").class("num").child(people.len().to_string());
        view! { <Row title note icon=Some(Icon::Door) trail=trail.into_any() /> }.into_any()
    };
    let rows = households(all).into_iter().map(row).collect();
    section(t.roll_households(), rows, t.roll_households_none())
}

/// The table.
fn take(office: Office, all: Vec<Member>) -> AnyView {
    let t = office.here.t;
    let note = t.roll_export_note(&all.len().to_string());
    let title = match host::saves_files() {
        true => t.roll_export(),
        false => t.host_copy_table(),
    };
    let save = move || export(office, &all);
    let row = view! { <Row title note icon=Some(Icon::Share) on_click=save /> }.into_any();
    section(t.roll_take(), vec![row], "")
}

fn section(title: &'static str, rows: Vec<AnyView>, none: &'static str) -> AnyView {
    let inside = match rows.is_empty() {
        true => el("p").class("muted").child(none).into_any(),
        false => view! { <Rows>{rows}</Rows> }.into_any(),
    };
    view! { <Section title>{inside}</Section> }.into_any()
}

fn entry(office: Office, member: &Member) -> String {
    let to = Route::Member(office.id.get_value(), member.id.clone());
    office.here.link(&to)
}

/// Saves the table, or copies it where nothing can be saved.
fn export(office: Office, all: &[Member]) {
    let (here, t) = (office.here, office.here.t);
    let day = |at| {
        here.say(|_, face| local_date(face.zones, face.zone, at))
            .to_string()
    };
    let words = RollWords {
        name: t.roll_col_name(),
        role: t.org_role(),
        field: &|field| t.member_field(field),
        contact: &|kind| t.contact(kind),
        role_of: &|role| t.role(role),
        day: &day,
        birthday: &|born| t.roll_born(&t.birthday(born)),
        unlisted: (t.roll_col_listing(), t.roll_unlisted()),
        comma: t.enumeration(),
    };
    let text = csv(&roll(all, &words));
    let name = office.community.data.with_untracked(|community| {
        let name = community.as_ref().map(|it| it.name.as_str());
        t.roll_name(name.unwrap_or_default())
    });
    let name = [&name, "-", &day(here.now()), ".csv"].concat();
    let is_plain = |c: char| !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = name.chars().filter(|c| is_plain(*c)).collect();
    if host::saves_files() && host::save_file_of(&name, "text/csv;charset=utf-8", &text) {
        return;
    }
    let toasts = here.toasts;
    leptos::task::spawn_local(async move {
        match host::copy_text(&text).await {
            true => toasts.say(Tone::Live, t.host_copied()),
            false => toasts.say(Tone::Full, t.host_not_copied()),
        }
    });
}
