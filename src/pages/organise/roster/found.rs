//! Who is looked for among those who are in: by name, in any of the ways in which it may be written, or as it sounds.

use crate::{
    model::{Applicant, Fit, Typed, sort_by},
    pages::{list::Row, naming::Naming},
    ui::Memo,
};

use super::{super::office::ROLES, Book};

/// Those whom the reader looks for, by role and then by name as the backend has them.
pub(super) fn found(book: Book) -> Memo<Vec<Row<Applicant>>> {
    let naming = Naming::of(book.office.here, book.text);
    Memo::new(move |_| {
        let (fold, sounds) = naming.tables();
        let typed = book.text.with(|text| Typed::new(&fold, text));
        let now = book.office.here.now();
        let rank = |row: &Row<Applicant>| {
            let role = row.it.is.role(now);
            let at = |role| ROLES.iter().rev().position(|it| *it == role);
            role.and_then(at).unwrap_or(ROLES.len())
        };
        let mut found: Vec<(usize, Fit, Row<Applicant>)> = Vec::new();
        book.list.all.with(|all| {
            for row in all.iter().flatten() {
                let fit = match typed.is_empty() {
                    // What is due stands above.
                    true => book.due(&row.it).is_none().then_some(Fit::Exact),
                    false => {
                        let names = sounds.of(&fold, [row.it.name.as_str()].into_iter());
                        sounds.find(&typed, &names).map(|found| found.fit)
                    }
                };
                found.extend(fit.map(|fit| (rank(row), fit, row.clone())));
            }
        });
        sort_by(&mut found, |a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        found.into_iter().map(|(_, _, row)| row).collect()
    })
}
