//! What hosts' pages of an event share: the event, who comes as they stand with the marks that wait, and how something is said
//! about somebody.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{Became, Entry, EventById, Stage},
    model::{
        AtDoor, Attendee, Command, Event, EventId, EventStatus, Instant, Listed, PersonId,
        SignUpState, Subject, Tally, names_of, tally, with_marks,
    },
    pages::{
        Here,
        list::{List, Row},
        live, tending, waiting,
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
    /// Who is spoken about in a sheet.
    pub whom: RwSignal<Option<Arc<Attendee>>>,
    /// Whether that of taking back seats is open, that of all there is to say about somebody, that for somebody who walked in.
    pub turning_away: RwSignal<bool>,
    pub about: RwSignal<bool>,
    pub walking_in: RwSignal<bool>,
    pub closing: RwSignal<bool>,
    asking: RwSignal<Option<Entry>>,
    /// Counts when the table of traditional characters has come.
    folded: RwSignal<u32>,
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
        Self {
            here,
            event: live::live(here, EventById(id.clone())),
            id: StoredValue::new(id),
            list,
            marks,
            all,
            text: RwSignal::new(String::new()),
            whom: RwSignal::new(None),
            turning_away: RwSignal::new(false),
            about: RwSignal::new(false),
            walking_in: RwSignal::new(false),
            closing: RwSignal::new(false),
            asking: RwSignal::new(None),
            folded: RwSignal::new(0),
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

    /// Those who are meant by what was typed, all where nothing was; as rows whose keys say all that is seen of them.
    pub fn found(self, is_meant: impl Fn(&Listed) -> bool) -> Vec<Row<Listed>> {
        self.folded.track();
        let fold = self.here.data().fold();
        let asked = self.text.with(|text| AtDoor::new(&fold, text));
        self.all.with(|all| {
            let all = all.iter().filter(|one| is_meant(one));
            let all = all.filter(|one| {
                asked.is_empty() || asked.is_meant(&one.who, &names_of(&fold, &one.who))
            });
            all.map(row_of).collect()
        })
    }

    /// Fetches the characters that differ between Hans and Hant, once somebody types.
    pub fn learn_characters(self) {
        let mut asked = false;
        crate::ui::effect(move || {
            let types = self.text.with(|text| !text.is_empty());
            if types && !asked {
                asked = true;
                let data = self.here.data();
                leptos::task::spawn_local(async move {
                    data.load_fold().await;
                    self.folded.try_update(|n| *n += 1);
                });
            }
        });
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
