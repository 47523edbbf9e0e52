//! What members have told of others: who, what for, in their words; and putting it away.

use leptos::prelude::*;

use crate::{
    model::{Command, Report, Subject},
    pages::{list::List, long::long},
    route::Route,
    ui::{
        Avatar, Button, ButtonKind, Buttons, Fold, Icon, Memo, RwSignal, Signal, changing, el,
        nothing, several,
    },
};

use super::super::{live, office::Office};

/// The fold; how many wait stands on its line.
pub(super) fn fold(office: Office) -> AnyView {
    let t = office.here.t;
    let list = office.id.with_value(|id| List::of_reports(office.here, id));
    office.whenever(
        |command| matches!(command, Command::SettleReport { .. }),
        move |about| list.look(about),
    );
    let open = RwSignal::new(false);
    let waiting = Memo::new(move |_| {
        list.all.with(|all| {
            let all = all.iter().flatten();
            all.filter(|row| row.it.settled.is_none()).count()
        })
    });
    let mark = Signal::derive(move || match waiting.get() {
        0 => None,
        n => Some(n.to_string()),
    });
    let note = Signal::stored(t.roll_reports_note().to_owned());
    view! {
        <Fold open icon=Icon::Flag title=t.roll_reports() note mark>
            {inside(office, list)}
        </Fold>
    }
    .into_any()
}

fn inside(office: Office, list: List<Report>) -> AnyView {
    let (here, t) = (office.here, office.here.t);
    let state = Memo::new(move |_| {
        let n = list.all.with(|all| all.as_ref().map(Vec::len));
        (n, list.error.get())
    });
    let rows = Memo::new(move |_| list.all.get().unwrap_or_default());
    let all = changing(move || match state.get() {
        (None, Some(error)) => live::failure(here, &error, move || list.read()),
        (None, None) => el("p").class("muted").child(t.loading()).into_any(),
        (Some(0), _) => {
            let none = el("p").class("muted").child(t.roll_reports_none());
            none.into_any()
        }
        (Some(_), _) => long(
            "applicants",
            rows,
            String::new,
            move |one| card(office, one),
            move || list.read_on(),
        ),
    });
    let more = changing(move || match list.more.get() {
        false => nothing(),
        true => {
            let act = move || list.read_on();
            let busy = list.loading;
            view! { <Button wide=true busy on_click=act>{t.load_more()}</Button> }.into_any()
        }
    });
    several(vec![all, more])
}

fn card(office: Office, one: &Report) -> AnyView {
    let (here, t) = (office.here, office.here.t);
    let href = here.link(&Route::Member(office.id.get_value(), one.member.clone()));
    let who = el("a").attr("href", href).child(one.name.clone());
    let when = here.say(|t, face| t.moment(one.at, face));
    let by = match one.by.as_str() {
        "" => when,
        by => t.roll_report_by(by, &when),
    };
    let why = t.report_reason(one.reason);
    let head = el("header")
        .class("applicant-head")
        .child(view! { <Avatar name=one.name.clone() /> }.into_any())
        .child(
            el("div")
                .class("applicant-who")
                .child(el("h3").attr("dir", "auto").child(who))
                .child(el("p").child(why))
                .child(el("p").class("muted num").child(by)),
        );
    let text = (!one.text.is_empty()).then(|| {
        let text = el("p").class("person-said").attr("dir", "auto");
        text.child(one.text.clone())
    });
    let (community, report, settled) = (office.id.get_value(), one.id.clone(), one.settled);
    let name = one.name.clone();
    let subject = Subject::Report(community.clone(), report.clone());
    let id = ["report/", &report.0].concat();
    let at = id.clone();
    let said = office.told(subject, move || {
        if let Some(at) = settled {
            let when = here.say(|t, face| t.day(at, face));
            return el("p")
                .class("muted")
                .child(t.roll_settled(&when))
                .into_any();
        }
        if !here.data().carries("settle-report") {
            return nothing();
        }
        let (community, report) = (community.clone(), report.clone());
        let (name, at) = (name.clone(), at.clone());
        let settle = move || {
            office.is_at(Some(at.clone()));
            let command = Command::SettleReport {
                community: community.clone(),
                report: report.clone(),
            };
            office.give(command, name.clone());
        };
        let (kind, label) = (ButtonKind::Primary, t.roll_settle());
        let button = view! { <Button kind on_click=settle>{label}</Button> }.into_any();
        view! { <Buttons>{button}</Buttons> }.into_any()
    });
    el("article")
        .class("applicant")
        .attr("id", id)
        .attr("tabindex", "-1")
        .child(head)
        .child(text)
        .child(said)
        .into_any()
}
