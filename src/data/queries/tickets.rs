//! Whose ticket a code is, among all lists that are kept: a host who scans one of another event is told so.

use crate::{
    backend::Page,
    model::{Attendee, EventId, Subject},
    parts::part,
};

use super::{super::Data, ATTENDEES};

part! {
    Host "host" "b5":
    fn look<'a>(data: &'a Data, code: &'a str, here: &'a EventId) -> Option<String> {
        data.look_for_ticket(code, here)
    }
}

impl Data {
    /// What another event is called whose kept list has a ticket of this code.
    #[must_use]
    pub fn whose_ticket(&self, code: &str, here: &EventId) -> Option<String> {
        look(self, code, here).ok().flatten()
    }

    fn look_for_ticket(&self, code: &str, here: &EventId) -> Option<String> {
        self.cache.queries(ATTENDEES).into_iter().find_map(|query| {
            let (event, _) = query.strip_prefix(ATTENDEES)?.split_once('/')?;
            if event == here.as_str() {
                return None;
            }
            let page: Page<Attendee> = self.cache.get(&query)?.data;
            let is_it = |one: &Attendee| one.is.ticket.eq_ignore_ascii_case(code);
            if !page.items.iter().any(is_it) {
                return None;
            }
            let subject = Subject::Event(event.into());
            let (name, _) = self.thing(&subject)?;
            Some(name)
        })
    }
}
