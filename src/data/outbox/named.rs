//! What the things are called that commands are about, while that is known: it is written down with the command.

use crate::model::{Command, Instant, Subject};

use super::{
    super::{CommunitiesPage, EventsPage, MemberById},
    CommunityById, Data, EventById,
};

/// So many characters of a name are enough to know it by.
const LONGEST: usize = 80;

impl Data {
    /// What a command is about is called; of what it makes it says so itself.
    pub(super) fn named(&self, command: &Command) -> Option<(String, Option<Instant>)> {
        match command {
            Command::Found { charter, .. } => {
                let name = charter.name.as_deref().unwrap_or_default().trim();
                let name: String = name.chars().take(LONGEST).collect();
                (!name.is_empty()).then_some((name, None))
            }
            Command::CreateEvent { plan, .. } => {
                let name = plan.title.as_deref().unwrap_or_default().trim();
                let name: String = name.chars().take(LONGEST).collect();
                (!name.is_empty()).then_some((name, plan.start))
            }
            other => self.thing(&other.subject()),
        }
    }

    /// What a thing is called and when it begins, as far as that is kept.
    #[must_use]
    pub fn thing(&self, subject: &Subject) -> Option<(String, Option<Instant>)> {
        let (name, starts) = match subject {
            Subject::Membership(id)
            | Subject::Following(id)
            | Subject::Community(id)
            | Subject::Entry(id) => {
                let whole = self.kept(&CommunityById(id.clone())).map(|it| it.data);
                let found = whole.or_else(|| {
                    let page = self.kept(&CommunitiesPage::default())?.data;
                    page.items.into_iter().find(|it| it.id == *id)
                });
                (found?.name, None)
            }
            Subject::SignUp(id) | Subject::Event(id) => {
                let whole = self.kept(&EventById(id.clone())).map(|it| it.data);
                let found = whole.or_else(|| {
                    let page = self.kept(&EventsPage::default())?.data;
                    page.items.into_iter().find(|it| it.id == *id)
                });
                let event = found?;
                (event.title, Some(event.start))
            }
            Subject::Contact(community, member) => {
                let entry = MemberById {
                    community: community.clone(),
                    member: member.clone(),
                };
                (self.kept(&entry)?.data.name, None)
            }
            // Whoever gives it says who they are.
            Subject::Person(..)
            | Subject::Invitation(..)
            | Subject::Seat(..)
            | Subject::Request(..)
            | Subject::Report(..) => return None,
        };
        let name: String = name.chars().take(LONGEST).collect();
        let starts = starts.filter(|at| *at != Instant::UNKNOWN);
        (!name.is_empty()).then_some((name, starts))
    }
}
