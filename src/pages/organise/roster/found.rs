//! Who is looked for among those who are in: by name, in any of the ways in which it may be written.

use leptos::task::spawn_local;

use crate::{
    model::{Applicant, Needle},
    pages::list::Row,
    ui::{Memo, RwSignal, effect},
};

use super::{super::office::ROLES, Book};

/// Those whom the reader looks for, by role and then by name as the backend has them.
pub(super) fn found(book: Book) -> Memo<Vec<Row<Applicant>>> {
    // The characters that differ between Hans and Hant are told apart once the table is here.
    let folded = RwSignal::new(0_u32);
    let mut asked = false;
    effect(move || {
        let types = book.text.with(|text| !text.is_empty());
        if types && !asked {
            asked = true;
            let data = book.office.here.data();
            spawn_local(async move {
                data.load_fold().await;
                folded.try_update(|n| *n += 1);
            });
        }
    });
    Memo::new(move |_| {
        folded.track();
        let fold = book.office.here.data().fold();
        let needle = book.text.with(|text| Needle::new(&fold, text.trim()));
        let now = book.office.here.now();
        let rank = |row: &Row<Applicant>| {
            let role = row.it.is.role(now);
            let at = |role| ROLES.iter().rev().position(|it| *it == role);
            role.and_then(at).unwrap_or(ROLES.len())
        };
        let mut found: Vec<Row<Applicant>> = book.list.all.with(|all| {
            let all = all.iter().flatten();
            let is_meant = |row: &&Row<Applicant>| match needle.is_empty() {
                // What is due stands above.
                true => book.due(&row.it).is_none(),
                false => needle.found_in(&fold, &[row.it.name.as_str()]),
            };
            all.filter(is_meant).cloned().collect()
        });
        crate::model::sort_by(&mut found, |a, b| rank(a).cmp(&rank(b)));
        found
    })
}
