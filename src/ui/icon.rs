//! One icon style: a 24 px square, a round line of 1.75, drawn for this app.
//!
//! Each icon is a single path, so that it costs an attribute and not a tree. Icons are decoration:
//! they are hidden from screen readers, and whatever shows one also says it in words.

use super::el::{El, svg};

/// Every drawing there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A compass: Discover.
    Discover,
    /// A calendar leaf: Agenda, a date.
    Agenda,
    /// Three rings that share a middle: circles, communities.
    Circle,
    /// One person: Me.
    Me,
    /// Two people: a number of people, members.
    People,
    /// A magnifying glass.
    Search,
    /// A pin on a map: a place.
    Pin,
    /// A clock: a time.
    Clock,
    /// Two arrows in a loop: a rhythm, a series.
    Repeat,
    /// A door ajar: how one gets in.
    Door,
    /// Points to the end of the line: there is more behind.
    Chevron,
    /// An arrow to the start of the line: back.
    Back,
    /// A cross: close, clear.
    Close,
    /// A tick.
    Check,
    /// A plus.
    Plus,
    /// Two sliders: filters.
    Filter,
    /// A compass needle: near me.
    Near,
    /// A sprout: the life of a community.
    Sprout,
    /// A globe: online, a language.
    Globe,
    /// A padlock: members only, closed.
    Lock,
    /// An eye crossed out: hidden.
    EyeOff,
    /// A telephone receiver.
    Phone,
    /// An envelope.
    Mail,
    /// A speech bubble.
    Chat,
    /// An arrow out of a tray: share.
    Share,
    /// An arrow into a tray: save.
    Save,
    /// An arrow around: again.
    Refresh,
    /// A signal crossed out.
    Offline,
    /// A triangle: mind this.
    Warning,
    /// An i in a ring.
    Info,
    /// A star: an interest.
    Star,
    /// A pencil.
    Edit,
    /// A nut: settings.
    Settings,
    /// A sun: the light theme.
    Sun,
    /// A moon: the dark theme.
    Moon,
    /// A ticket: a sign-up.
    Ticket,
    /// A flag: a goal.
    Flag,
    /// Two sheets: copy.
    Copy,
    /// An arrow out of a box: opens elsewhere.
    Outside,
    /// A bin: remove.
    Trash,
    /// Three dots: more.
    More,
    /// A letter in two sizes: text size.
    Text,
    /// A yuan sign in a ring: price, dues.
    Price,
}

impl Icon {
    /// All of them, for the catalogue.
    #[cfg(any(debug_assertions, feature = "catalogue"))]
    pub const ALL: &'static [Self] = &[
        Self::Discover,
        Self::Agenda,
        Self::Circle,
        Self::Me,
        Self::People,
        Self::Search,
        Self::Pin,
        Self::Clock,
        Self::Repeat,
        Self::Door,
        Self::Chevron,
        Self::Back,
        Self::Close,
        Self::Check,
        Self::Plus,
        Self::Filter,
        Self::Near,
        Self::Sprout,
        Self::Globe,
        Self::Lock,
        Self::EyeOff,
        Self::Phone,
        Self::Mail,
        Self::Chat,
        Self::Share,
        Self::Save,
        Self::Refresh,
        Self::Offline,
        Self::Warning,
        Self::Info,
        Self::Star,
        Self::Edit,
        Self::Settings,
        Self::Sun,
        Self::Moon,
        Self::Ticket,
        Self::Flag,
        Self::Copy,
        Self::Outside,
        Self::Trash,
        Self::More,
        Self::Text,
        Self::Price,
    ];

    /// Its line, in a square of 24.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Discover => {
                "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0m12.8-3.8-2.2 5.4-5.4 2.2 2.2-5.4z"
            }
            Self::Agenda => {
                "M7 5h10a3 3 0 0 1 3 3v9.5a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3M4 10h16M8.5 3v4m7-4v4m-7 7.5h3"
            }
            Self::Circle => {
                "M7.5 8a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0m-4 7.5a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0m8 0a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0"
            }
            Self::Me => {
                "M8 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4.5 20c.6-3.5 3.6-5.5 7.5-5.5s6.9 2 7.5 5.5"
            }
            Self::People => {
                "M5.5 8.5a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0M2.5 19.5c.5-3 3-4.8 6.5-4.8s6 1.8 6.5 4.8M15.5 5.2a3.5 3.5 0 0 1 0 6.6m2.5 3.5c2 .7 3.2 2.2 3.5 4.2"
            }
            Self::Search => "M4 10.5a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0m11.2 4.7L20 20",
            Self::Pin => {
                "M12 21c4.6-4.3 7-7.7 7-10.8a7 7 0 0 0-14 0c0 3.1 2.4 6.5 7 10.8M9.5 10.2a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0"
            }
            Self::Clock => "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0m9-5v5.2l3.3 2",
            Self::Repeat => {
                "M4 11.5V10a4 4 0 0 1 4-4h11.5m-3-3 3 3-3 3M20 12.5V14a4 4 0 0 1-4 4H4.5m3 3-3-3 3-3"
            }
            Self::Door => "M3.5 20.5h17M6 20.5V5.5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v15M14 12v1",
            Self::Chevron => "m9.5 5.5 6.5 6.5-6.5 6.5",
            Self::Back => "M19.5 12H5m6-6.5L4.5 12l6.5 6.5",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Filter => {
                "M4 7.5h8m5 0h3m-8 0a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M4 16.5h3m5 0h8m-13 0a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0"
            }
            Self::Near => "M20 4 3.5 10.8l7.2 2.5L13.2 20.5z",
            Self::Sprout => {
                "M12 20.5V11m0 3c0-3.6-2.5-5.7-7.5-5.7 0 4.2 2.7 6.2 7.5 5.7m0-3c0-4.2 2.7-6.7 7.5-6.7C19.5 9 16.8 11.5 12 11M8 20.5h8"
            }
            Self::Globe => {
                "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0h18M12 3c2.6 2.5 3.8 5.5 3.8 9s-1.2 6.5-3.8 9c-2.6-2.5-3.8-5.5-3.8-9S9.4 5.5 12 3"
            }
            Self::Lock => {
                "M7.5 10.5h9a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 5 18v-5a2.5 2.5 0 0 1 2.5-2.5M8 10.5v-3a4 4 0 0 1 8 0v3m-4 4V17"
            }
            Self::EyeOff => {
                "m4 4 16 16M10 5.7c.6-.1 1.3-.2 2-.2 5 0 8.3 3.7 9.5 6.5-.6 1.3-1.6 2.7-3 3.9M6.5 7.4C4.4 8.7 3.1 10.5 2.5 12c1.2 2.8 4.5 6.5 9.5 6.5 1.6 0 3-.4 4.2-1M10 10a2.8 2.8 0 0 0 4 4"
            }
            Self::Phone => {
                "M6 3.5h2.5l2 4.5L8.3 9.7a12 12 0 0 0 6 6L16 13.5l4.5 2V18a2.5 2.5 0 0 1-2.7 2.5C10.5 20 4 13.5 3.5 6.2A2.5 2.5 0 0 1 6 3.5"
            }
            Self::Mail => {
                "M6.5 5h11A3 3 0 0 1 20.5 8v8a3 3 0 0 1-3 3h-11a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3M4 7.5l8 5.5 8-5.5"
            }
            Self::Chat => {
                "M12 4c5 0 9 3.3 9 7.5S17 19 12 19c-1.1 0-2.2-.2-3.2-.5L4 20.5l1.2-4C3.8 15.2 3 13.4 3 11.5 3 7.3 7 4 12 4"
            }
            Self::Share => {
                "M8 10H7a2.5 2.5 0 0 0-2.5 2.5V18A2.5 2.5 0 0 0 7 20.5h10a2.5 2.5 0 0 0 2.5-2.5v-5.5A2.5 2.5 0 0 0 17 10h-1m-4 5V3.5m-3.5 3 3.5-3 3.5 3"
            }
            Self::Save => {
                "M8 10H7a2.5 2.5 0 0 0-2.5 2.5V18A2.5 2.5 0 0 0 7 20.5h10a2.5 2.5 0 0 0 2.5-2.5v-5.5A2.5 2.5 0 0 0 17 10h-1M12 3.5V15m-3.5-3 3.5 3 3.5-3"
            }
            Self::Refresh => "M19.5 4.5v5h-5m4.7 0A8 8 0 1 0 20 13",
            Self::Offline => {
                "m4 4 16 16M2.5 9.2c1.2-1.1 2.6-2 4.2-2.7m4-1c4-.3 7.9 1 10.8 3.7M5.5 12.8c1.2-1.1 2.5-1.9 4-2.3m5 .2c1.5.4 2.9 1.1 4 2.1M8.8 16.3a5 5 0 0 1 5.4-.8M12 19.5h.01"
            }
            Self::Warning => {
                "M10.3 4.6 3 17.7A1.9 1.9 0 0 0 4.7 20.5h14.6a1.9 1.9 0 0 0 1.7-2.8L13.7 4.6a1.95 1.95 0 0 0-3.4 0M12 9.5V14m0 3h.01"
            }
            Self::Info => "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0m9-.5V16.5m0-9h.01",
            Self::Star => "m12 3.5 2.6 5.5 6 .8-4.4 4.1 1.1 6L12 17l-5.3 2.9 1.1-6L3.4 9.8l6-.8z",
            Self::Edit => {
                "m4 20 1-4.5L15.7 4.8a2.1 2.1 0 0 1 3 0l.5.5a2.1 2.1 0 0 1 0 3L8.5 19zM13.5 7l3.5 3.5"
            }
            Self::Settings => {
                "M10.5 3.3a3 3 0 0 1 3 0l5 2.9a3 3 0 0 1 1.5 2.6v6.4a3 3 0 0 1-1.5 2.6l-5 2.9a3 3 0 0 1-3 0l-5-2.9A3 3 0 0 1 4 15.2V8.8a3 3 0 0 1 1.5-2.6zM9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0"
            }
            Self::Sun => {
                "M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0M12 2.5v2m0 15v2M2.5 12h2m15 0h2M5.3 5.3l1.4 1.4m10.6 10.6 1.4 1.4m0-13.4-1.4 1.4M6.7 17.3l-1.4 1.4"
            }
            Self::Moon => "M20 14.3A8.3 8.3 0 1 1 9.7 4a6.5 6.5 0 0 0 10.3 10.3",
            Self::Ticket => {
                "M6 5.5h12A2.5 2.5 0 0 1 20.5 8v1.8a2.3 2.3 0 0 0 0 4.4V16a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 16v-1.8a2.3 2.3 0 0 0 0-4.4V8A2.5 2.5 0 0 1 6 5.5M14 9v1m0 4v1"
            }
            Self::Flag => "M5.5 21V4.5M5.5 5c4-2 7 2 13 0v8.5c-6 2-9-2-13 0",
            Self::Copy => {
                "M11 8.5h7a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 8.5 18v-7A2.5 2.5 0 0 1 11 8.5M15.5 5.5A2.5 2.5 0 0 0 13 3.5H6A2.5 2.5 0 0 0 3.5 6v7a2.5 2.5 0 0 0 2 2.5"
            }
            Self::Outside => {
                "M13.5 4.5h6v6m0-6-9 9M9.5 5.5H7A2.5 2.5 0 0 0 4.5 8v9A2.5 2.5 0 0 0 7 19.5h9a2.5 2.5 0 0 0 2.5-2.5v-2.5"
            }
            Self::Trash => {
                "M4.5 6.5h15m-10.5 0v-1A2 2 0 0 1 11 3.5h2a2 2 0 0 1 2 2v1m3 0-.7 11.7a2.5 2.5 0 0 1-2.5 2.3H9.2a2.5 2.5 0 0 1-2.5-2.3L6 6.5M10 11v5m4-5v5"
            }
            Self::More => {
                "M4.7 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0m6.7 0a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0m6.7 0a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0"
            }
            Self::Text => "m2.5 18.5 5-13 5 13M4.2 14h6.6m3.7 4.5 3.5-8.5 3.5 8.5M15.7 15.5h4.6",
            Self::Price => {
                "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0m5.5-5 3.5 4.5L15.5 7M12 11.5v6m-3-5.5h6m-6 3h6"
            }
        }
    }
}

/// Draws `icon` at the size of the text around it. Hidden from screen readers.
pub fn icon(icon: Icon) -> El {
    svg("svg")
        .class("icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path").attr("d", icon.path()))
}
