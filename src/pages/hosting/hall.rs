//! What hosts' pages of an event share: the event, who comes as they stand with the marks that wait, and how something is said
//! about somebody.

use std::{cmp::Ordering, sync::Arc};

use leptos::prelude::*;

use crate::{
    data::{Became, Entry, EventById, Stage},
    model::{
        AtDoor, Attendee, Command, Event, EventId, EventStatus, Fit, Instant, Listed, PersonId,
        SignUpState, Sounding, Subject, Tally, names_of, sort_by, tally, with_marks,
    },
    pages::{
        Here,
        list::{List, Row},
        live,
        naming::Naming,
        tending, waiting,
    },
    ui::{Memo, RwSignal, StoredValue, Tone, changing, el, several},
};

/// An event as its hosts look after it. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Hall {
    pub here: Here,
    pub id: StoredValue<EventId>,
    pub event: live::Live<Event>,
    pub list: List<Attendee>,
    /// What waits about those who come.
    marks: Memo<Vec<Entry>>,
    /// Who comes, as they stand once the marks have been taken.
    pub all: Memo<Vec<Listed>>,
    /// What is looked for.
    pub text: RwSignal<String>,
    /// How well each of them fits it; none where nothing is looked for.
    fits: Memo<Option<Vec<Option<Fit>>>>,
    /// Who is spoken about in a sheet.
    pub whom: RwSignal<Option<Arc<Attendee>>>,
    /// Whether that of taking back seats is open, that of all there is to say about somebody, that for somebody who walked in.
    pub turning_away: RwSignal<bool>,
    pub about: RwSignal<bool>,
    pub walking_in: RwSignal<bool>,
    pub closing: RwSignal<bool>,
    asking: RwSignal<Option<Entry>>,
}

impl Hall {
    pub fn open(here: Here, id: EventId) -> Self {
        let list = List::of_attendees(here, &id);
        let own = id.clone();
        let marks = Memo::new(move |_| {
            let mut all = waiting::all(here);
            all.retain(|entry| match entry.command.subject() {
                Subject::Seat(event, _) | Subject::Event(event) => event == own,
                _ => false,
            });
            all
        });
        let all = Memo::new(move |_| {
            let marks: Vec<Command> = marks.with(|all| {
                let given = all.iter().filter(|entry| entry.stage != Stage::Refused);
                given.map(|entry| entry.command.clone()).collect()
            });
            list.all.with(|rows| {
                let rows = rows.iter().flatten().map(|row| Arc::clone(&row.it));
                with_marks(&rows.collect::<Vec<_>>(), &marks)
            })
        });
        let text = RwSignal::new(String::new());
        let is_read = move || list.all.with(Option::is_some) && !list.loading.get();
        Self {
            here,
            fits: fits(Naming::ahead(here, text, is_read), list, all, text),
            event: live::live(here, EventById(id.clone())),
            id: StoredValue::new(id),
            list,
            marks,
            all,
            text,
            whom: RwSignal::new(None),
            turning_away: RwSignal::new(false),
            about: RwSignal::new(false),
            walking_in: RwSignal::new(false),
            closing: RwSignal::new(false),
            asking: RwSignal::new(None),
        }
    }

    /// What the event is called; empty until that is known.
    pub fn title(self) -> String {
        let event = self.event.data;
        event.with(|event| event.as_ref().map(|e| e.title.clone()).unwrap_or_default())
    }

    /// How many there are of whom.
    pub fn tally(self) -> Tally {
        self.all
            .with(|all| tally(all.iter().map(|one| &one.who.is)))
    }

    /// Those of one list who are meant by what was typed, the best first, all where nothing was; as rows whose keys say all that is
    /// seen of them, and else in their order.
    pub fn found(
        self,
        is_of: impl Fn(&Listed) -> bool + 'static,
        order: impl Fn(&Listed, &Listed) -> Ordering + 'static,
    ) -> Memo<Vec<Row<Listed>>> {
        // Neither drawn nor ordered anew at each letter.
        let rows = Memo::new(move |_| {
            self.all.with(|all| {
                let own = all.iter().enumerate().filter(|(_, one)| is_of(one));
                let mut rows: Vec<_> = own.map(|(at, one)| (at, row_of(one))).collect();
                sort_by(&mut rows, |a, b| order(&a.1.it, &b.1.it));
                rows
            })
        });
        Memo::new(move |_| {
            rows.with(|rows| {
                self.fits.with(|fits| {
                    let fit = |at: usize| match fits {
                        None => Some(Fit::Exact),
                        Some(fits) => fits.get(at).copied().flatten(),
                    };
                    let meant = rows.iter().filter_map(|(at, row)| Some((fit(*at)?, row)));
                    let mut meant: Vec<_> = meant.collect();
                    if fits.is_some() {
                        sort_by(&mut meant, |a, b| a.0.cmp(&b.0));
                    }
                    meant.into_iter().map(|(_, row)| row.clone()).collect()
                })
            })
        })
    }

    /// Gives a command about somebody; what comes of it stands on the page. No where the reader has to sign in first, and is on the
    /// way there.
    pub fn give(self, command: Command, name: String) -> bool {
        let here = self.here;
        let own = command.clone();
        // (What is refused stands on the page, too.)
        let given = tending::give_about(here, command, name, move |_, became| {
            if let Became::Refused(why) = became {
                let text = here.say(|t, face| t.refused(&own, &why, face));
                here.toasts.say(Tone::Full, text);
            }
        });
        if given.is_err() {
            here.go(here.sign_in());
        }
        given.is_ok()
    }

    /// A command about somebody.
    pub fn says(self, who: &Attendee, command: impl FnOnce(EventId, PersonId) -> Command) -> bool {
        let command = command(self.id.get_value(), who.id.clone());
        self.give(command, who.name.clone())
    }

    /// They are there.
    pub fn check_in(self, who: &Attendee) -> bool {
        let at = self.here.now();
        self.says(who, |event, person| Command::CheckIn { event, person, at })
    }

    /// They are not there after all.
    pub fn undo(self, who: &Attendee) -> bool {
        self.says(who, |event, person| Command::UndoCheckIn { event, person })
    }

    /// Whether it is the time to note down who is there, and the service does it; tells when the event changes.
    pub fn is_open(self) -> bool {
        let now = self.here.now();
        self.carries("check-in")
            && self.event.data.with(|event| {
                event.as_ref().is_some_and(|event| {
                    let (opens, shuts) = event.door();
                    event.status == EventStatus::Scheduled && (opens..=shuts).contains(&now)
                })
            })
    }

    /// Whether the service carries a command out.
    pub fn carries(self, command: &str) -> bool {
        self.here.data().carries(command)
    }

    /// When the list was read, in words; empty as long as it is fresh.
    pub fn kept_at(self) -> String {
        let at: Option<Instant> = self.list.read_at();
        let (Some(at), true) = (at, self.list.error.with(Option::is_some)) else {
            return String::new();
        };
        self.here.say(|t, face| t.host_kept_at(&t.moment(at, face)))
    }

    /// What was refused, or is in doubt, about those who come.
    pub fn refused(self) -> AnyView {
        let here = self.here;
        let cards = changing(move || {
            let cards = self.marks.with(|all| {
                let open = all.iter().filter(|entry| !entry.is_on_its_way());
                open.map(|entry| waiting::card(here, entry, true, Some(self.asking)))
                    .collect()
            });
            several(cards)
        });
        el("div")
            .class("told")
            .attr("role", "status")
            .child(cards)
            .into_any()
    }

    /// Asks before a command is thrown away. Once a page.
    pub fn sure(self) -> AnyView {
        waiting::sure(self.here, self.asking)
    }
}

/// How well each of those who come fits what is typed. Their names are made ready once.
fn fits(
    naming: Naming,
    list: List<Attendee>,
    all: Memo<Vec<Listed>>,
    text: RwSignal<String>,
) -> Memo<Option<Vec<Option<Fit>>>> {
    let names = Memo::new(move |_| {
        let (fold, sounds) = naming.tables();
        let names = |row: &Row<Attendee>| names_of(&fold, &sounds, &row.it);
        list.all
            .with(|rows| rows.iter().flatten().map(names).collect::<Vec<_>>())
    });
    Memo::new(move |_| {
        let (fold, sounds) = naming.tables();
        let asked = text.with(|text| AtDoor::new(&fold, text));
        if asked.is_empty() {
            return None;
        }
        let fit = |one: &Listed, names: Option<&Sounding>| match names {
            Some(names) => asked.fit(&sounds, &one.who, names),
            // Behind the list stands who walked in.
            None => asked.fit(&sounds, &one.who, &names_of(&fold, &sounds, &one.who)),
        };
        let fits = all.with(|all| {
            names.with(|names: &Vec<Sounding>| {
                let all = all.iter().enumerate();
                all.map(|(at, one)| fit(one, names.get(at))).collect()
            })
        });
        Some(fits)
    })
}

/// A letter for each state.
const fn standing(state: &SignUpState) -> &'static str {
    match state {
        SignUpState::PendingApproval { .. } => "a",
        SignUpState::PendingPayment { .. } => "p",
        SignUpState::Confirmed { .. } => "c",
        SignUpState::Waitlisted { .. } => "w",
        SignUpState::CheckedIn { .. } => "h",
        SignUpState::NoShow => "m",
        SignUpState::None | SignUpState::Rejected { .. } | SignUpState::Cancelled { .. } => "n",
    }
}

/// The place in the queue; 0 of who is in none.
fn place(state: &SignUpState) -> u32 {
    match state {
        SignUpState::Waitlisted { position, .. } => position.unwrap_or_default(),
        _ => 0,
    }
}

/// Somebody as a row, under a key that is another when they stand otherwise.
fn row_of(one: &Listed) -> Row<Listed> {
    let at = one.who.is.came().map_or(0, Instant::unix);
    let key = [
        one.who.id.as_str(),
        "\n",
        &at.to_string(),
        if one.waits { "!" } else { "" },
        standing(&one.who.is.state),
        &place(&one.who.is.state).to_string(),
        "/",
        &one.who.is.people().to_string(),
    ]
    .concat();
    Row {
        key,
        page: 0,
        it: Arc::new(one.clone()),
    }
}
