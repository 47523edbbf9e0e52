//! Who is shown: all in their order, or who is found and meant, the best first; and what is looked for, in the address.

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use leptos::{
    leptos_dom::helpers::TimeoutHandle,
    prelude::{on_cleanup, set_timeout_with_handle},
};

use crate::{
    host,
    model::{Asked, CommunityId, Finder, Layout, Member, MemberField, Role, Wanted, letter_name},
    pages::{Here, naming::Naming},
    route::{Route, query_of},
    ui::{Memo, RwSignal, StoredValue, effect},
};

use super::{
    book::{Answer, Book, Listed},
    face::Face,
    rows::{HEADING, List, ROW, Shown},
};

/// The service is asked when somebody has typed nothing for so long.
const REST: Duration = Duration::from_millis(350);
/// And then the address is written, which costs browsers more than a letter does.
const AND_THEN: Duration = Duration::from_millis(250);

/// Who is shown.
struct Result {
    listed: Rc<Listed>,
    /// Their places, in order.
    at: Vec<u32>,
    /// So many look after the community; none where somebody is looked for.
    team: usize,
    /// What was typed.
    asked: Asked,
    /// Whether anything is looked for.
    is_on: bool,
    /// Another number for other words and filters.
    search: u32,
    /// Nobody has been looked for yet.
    is_pending: bool,
}

/// What is looked for in a directory, and who is found.
#[derive(Clone, Copy)]
pub(super) struct Search {
    here: Here,
    book: Book,
    wanted: RwSignal<Wanted>,
    result: RwSignal<Rc<Result>>,
    /// Who is there, as the result has it.
    listed: RwSignal<Rc<Listed>>,
    /// Whether anything is looked for, by the result.
    on: Memo<bool>,
    screen: StoredValue<Route>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// What stands in the address.
    written: StoredValue<String>,
}

impl Search {
    pub fn of(
        book: Book,
        naming: Naming,
        text: RwSignal<String>,
        wanted: RwSignal<Wanted>,
        id: &CommunityId,
    ) -> Self {
        let result = Result {
            listed: Rc::default(),
            at: Vec::new(),
            team: 0,
            asked: Asked::default(),
            is_on: false,
            search: 0,
            is_pending: true,
        };
        let listed = RwSignal::new(Rc::clone(&result.listed));
        let result = RwSignal::new(Rc::new(result));
        let it = Self {
            here: book.here,
            book,
            wanted,
            result,
            listed,
            on: Memo::new(move |_| result.with(|result| result.is_on)),
            screen: StoredValue::new(Route::Members(id.clone())),
            timer: StoredValue::new(None),
            written: StoredValue::new(wanted.with_untracked(query_of)),
        };
        effect(move || {
            let typed = text.with(|text| text.trim().to_owned());
            if wanted.with_untracked(|wanted| wanted.text != typed) {
                wanted.update(|wanted| wanted.text = typed);
            }
        });
        effect(move || book.look_by(naming.tables()));
        let finder = RefCell::new((Finder::default(), 0_u32, wanted.get_untracked(), 0_u32));
        effect(move || {
            let Some(listed) = book.listed.get() else {
                return;
            };
            let (known, times) = book.ready.get();
            let (finder, seen, before, search) = &mut *finder.borrow_mut();
            if *seen != times {
                *seen = times;
                finder.forget();
            }
            let now = wanted.get();
            let is_same = it.result.with_untracked(|result| {
                !result.is_pending && *before == now && Rc::ptr_eq(&result.listed, &listed)
            });
            if is_same && now.text.is_empty() {
                // More of them can be searched, and nobody searches: nothing is drawn anew for that.
                book.want(false);
                return;
            }
            if *before != now {
                *search += 1;
                before.clone_from(&now);
            }
            let is_typed = !now.text.is_empty();
            book.want(is_typed);
            if is_typed && known < listed.members.len() {
                // Who is asked for before all can be searched is found as soon as they can be.
                let shown = it.result.with_untracked(|result| result.is_on);
                // Whoever comes back to a search comes back to all of it: what came in above would lead them elsewhere.
                if shown || known == 0 || *search == 0 {
                    return;
                }
            }
            let is_new = it
                .listed
                .with_untracked(|before| !Rc::ptr_eq(before, &listed));
            if is_new {
                it.listed.set(Rc::clone(&listed));
            }
            it.result
                .set(Rc::new(it.find(finder, listed, &now, *search)));
        });
        effect(move || {
            wanted.track();
            it.rest();
        });
        effect(move || {
            // Who is looked for may stand on a page that has not come.
            let waits = book.more.get() && !book.loading.get() && !book.stuck.get();
            if waits && !book.is_near && it.is_on() && it.reads_on() {
                book.read_on();
            }
        });
        on_cleanup(move || {
            if let Some(Some(timer)) = it.timer.try_update_value(Option::take) {
                timer.clear();
            }
        });
        it
    }

    /// Whether page after page is read for what is looked for: a service that searches is asked for words, not for filters.
    fn reads_on(self) -> bool {
        let (is_typed, filters) = self
            .wanted
            .with(|wanted| (!wanted.text.is_empty(), wanted.filters()));
        !(is_typed && self.book.is_searched())
            || match self.book.answer.get() {
                Answer::Unasked | Answer::Failed => true,
                Answer::Part => filters > 0,
                Answer::Awaited | Answer::Whole => false,
            }
    }

    /// Whether there may be others who are meant, beside those who are shown.
    pub fn is_part(self) -> bool {
        self.is_on() && self.book.more.get() && self.book.answer.get() != Answer::Whole
    }

    /// Whether others are just being looked for.
    pub fn is_looking(self) -> bool {
        self.is_part()
            && (self.book.answer.get() == Answer::Awaited
                || self.reads_on() && !self.book.stuck.get())
    }

    fn find(self, finder: &mut Finder, listed: Rc<Listed>, wanted: &Wanted, search: u32) -> Result {
        let order = &listed.order;
        if wanted.filters() == 0 && wanted.text.is_empty() {
            return Result {
                at: order.at.clone(),
                team: order.team,
                asked: Asked::default(),
                is_on: false,
                search,
                is_pending: false,
                listed,
            };
        }
        let now = self.here.now();
        let means = (wanted.filters() > 0).then(|| {
            let means = |it: &Arc<Member>| wanted.means(it, now);
            listed.members.iter().map(means).collect::<Vec<_>>()
        });
        let (at, asked) = self.book.with_index(|index| {
            let asked = Asked::new(index.fold(), &wanted.text);
            (
                finder.find(index, &asked, &order.at, means.as_deref()),
                asked,
            )
        });
        Result {
            at,
            team: 0,
            asked,
            is_on: true,
            search,
            is_pending: false,
            listed,
        }
    }

    /// How many are shown.
    pub fn count(self) -> usize {
        self.result.with(|result| result.at.len())
    }

    /// Whether anything is looked for.
    pub fn is_on(self) -> bool {
        self.result.with(|result| result.is_on)
    }

    /// Whether nobody has been looked for yet.
    pub fn is_pending(self) -> bool {
        self.result.with(|result| result.is_pending)
    }

    /// Whether those who look after it are to be seen, and anybody else.
    pub fn lists(self) -> (bool, bool) {
        self.result
            .with(|result| (result.team > 0, result.team < result.at.len()))
    }

    /// Letters of members, and where they begin among them.
    pub fn letters(self) -> Vec<(u8, usize)> {
        self.result.with(|result| {
            let order = &result.listed.order;
            let own = |(letter, at): &(u8, usize)| (*letter, at - order.team);
            order.letters.iter().map(own).collect()
        })
    }

    /// What the list of those who look after it shows: they stand as they do, whoever is looked for.
    pub fn team(self) -> Shown {
        let listed = self.listed.get();
        // What has changed while it was hidden is drawn when it is seen again.
        let is_hidden = self.on.get();
        let layout = Layout {
            rows: listed.order.team,
            row: ROW,
            heading: HEADING,
            headed: Vec::new(),
        };
        let other = Rc::clone(&listed);
        let face = move |at: usize| {
            let member = listed.at(listed.order.at.get(at));
            member.map_or_else(Face::default, |(_, member)| self.plain_face(member))
        };
        Shown {
            layout,
            who: Rc::new(move |at| {
                other
                    .at(other.order.at.get(at))
                    .map_or(0, |(_, it)| number(it))
            }),
            face: Rc::new(face),
            search: u32::from(is_hidden),
            is_found: false,
            is_hidden,
        }
    }

    /// What the list of the others shows, or of who is found.
    pub fn shown(self) -> Shown {
        let result = self.result.get();
        let (begin, rows) = (result.team, result.at.len() - result.team);
        let letters = match result.is_on {
            true => Vec::new(),
            false => self.letters(),
        };
        let layout = Layout {
            rows,
            row: ROW,
            heading: HEADING,
            headed: letters.iter().map(|(_, at)| *at).collect(),
        };
        let (search, is_found) = (result.search, result.is_on);
        let other = Rc::clone(&result);
        let who = move |at: usize| {
            let found = other.listed.at(other.at.get(begin + at));
            found.map_or(0, |(_, member)| number(member))
        };
        let face = move |at: usize| {
            let letter = letters.binary_search_by_key(&at, |(_, at)| *at).ok();
            let letter = letter
                .and_then(|n| letters.get(n))
                .map(|(letter, _)| *letter);
            let found = result.listed.at(result.at.get(begin + at));
            let face = found.map(|(at, member)| self.face(&result, member, at));
            Face {
                letter: letter.map(letter_name),
                ..face.unwrap_or_default()
            }
        };
        Shown {
            layout,
            who: Rc::new(who),
            face: Rc::new(face),
            search,
            is_found,
            is_hidden: false,
        }
    }

    fn plain_face(self, member: &Member) -> Face {
        let t = self.here.t;
        Face {
            href: self
                .here
                .link(&Route::Member(member.community.clone(), member.id.clone())),
            name: member.name.clone(),
            picture: member.picture.clone(),
            badge: (member.role != Role::Member).then(|| t.role(member.role)),
            note: match member.headline.as_str() {
                "" => member.skills.join(" · "),
                headline => headline.to_owned(),
            },
            ..Face::default()
        }
    }

    fn face(self, result: &Result, member: &Member, at: usize) -> Face {
        let t = self.here.t;
        let mut face = self.plain_face(member);
        if !result.asked.is_empty() {
            let why = self
                .book
                .with_index(|index| index.why(&result.asked, member, at));
            face.name_marks = why.name;
            for (n, (field, text, marks)) in why.said.into_iter().enumerate() {
                let lead = match field {
                    MemberField::Headline => String::new(),
                    field => [t.member_field(field), t.colon()].concat(),
                };
                if n == 0 {
                    (face.lead, face.note, face.note_marks) = (lead, text, marks);
                    continue;
                }
                // Another word fits something else.
                face.note = [&face.note, " · ", &lead].concat();
                let at = face.note.chars().count();
                let marks = marks.iter().map(|(begin, end)| (at + begin, at + end));
                face.note_marks.extend(marks);
                face.note.push_str(&text);
            }
        }
        face
    }

    /// Waits for a pause in what is typed.
    fn rest(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
        let is_asked = self
            .wanted
            .with_untracked(|wanted| self.book.seek(&wanted.text));
        let pause = move || {
            if is_asked {
                self.book.look_up();
            }
            let write = move || self.write_down();
            self.timer
                .try_update_value(|timer| *timer = set_timeout_with_handle(write, AND_THEN).ok());
        };
        self.timer
            .set_value(set_timeout_with_handle(pause, REST).ok());
    }

    /// Puts what is looked for into the address.
    pub fn write_down(self) {
        let Some(query) = self.wanted.try_with_untracked(query_of) else {
            return;
        };
        let is_here = self
            .screen
            .with_value(|screen| self.here.route.with_untracked(|now| now == screen));
        if is_here && self.written.with_value(|written| *written != query) {
            self.screen
                .with_value(|screen| self.here.put_query(screen, &query));
            self.written.set_value(query);
        }
    }

    /// Brings the reader to the first of those found, whenever something else is looked for than when the page was opened.
    pub fn begin_at_top(self, list: List) {
        let mut before = 0;
        effect(move || {
            let search = self.result.with(|result| result.search);
            if std::mem::replace(&mut before, search) != search {
                // When all that is above it is as it will be.
                host::after_frame(move || {
                    if host::scroll_y() <= 0.0 {
                        return;
                    }
                    list.to_top(self.head_height() + host::height_of(".dir-tools") + 16.0);
                });
            }
        });
    }

    /// How high what stays at the top of the window is, in pixels.
    pub fn head_height(self) -> f64 {
        host::height_of(".dir-head")
    }
}

/// The same number for the same person, as long as they are told of in the same place.
pub(super) fn number(member: &Arc<Member>) -> usize {
    member.id.0.bytes().fold(0xcbf2_9ce4, |hash: usize, byte| {
        (hash ^ usize::from(byte)).wrapping_mul(0x0100_0193)
    })
}
