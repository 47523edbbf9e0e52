//! The keys of a mapping, all of which are known.
//!
//! The lists of keys stand here alone: the decoder refuses what is not in them, and a test holds the
//! published schema against them.

/// A key that may stand in a mapping.
macro_rules! keys {
    ($($name:ident = $word:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Key {
            $($name),+
        }

        impl Key {
            /// As a mapping has it.
            pub(super) const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $word),+
                }
            }
        }
    };
}

keys! {
    Name = "name",
    Base = "base",
    Origins = "origins",
    Config = "config",
    Headers = "headers",
    Capabilities = "capabilities",
    Cors = "cors",
    Limits = "limits",
    Entities = "entities",
    Queries = "queries",
    Commands = "commands",
    Outcomes = "outcomes",
    Message = "message",
    Fields = "fields",
    FieldNames = "field_names",
    Auth = "auth",
    Conditional = "conditional",
    Early = "early",
    Memberships = "memberships",
    SignUps = "sign_ups",
    Members = "members",
    Waitlist = "waitlist",
    Capacity = "capacity",
    Idempotent = "idempotent",
    Bytes = "bytes",
    Pages = "pages",
    Seconds = "seconds",
    Method = "method",
    Path = "path",
    With = "with",
    Query = "query",
    Body = "body",
    Encoding = "encoding",
    Items = "items",
    Where = "where",
    Item = "item",
    Row = "row",
    Total = "total",
    Also = "also",
    Either = "either",
    Look = "look",
    Steps = "steps",
    After = "after",
    Expect = "expect",
    Read = "read",
    Send = "send",
    Basic = "basic",
    Cookies = "cookies",
    Csrf = "csrf",
    LogIn = "log_in",
    Oauth = "oauth",
    HandedOver = "handed_over",
    Refresh = "refresh",
    Who = "who",
    LogOut = "log_out",
    Label = "label",
    Secret = "secret",
    Header = "header",
    Cookie = "cookie",
    Has = "has",
    Before = "before",
    Ask = "ask",
    Authorize = "authorize",
    ClientId = "client_id",
    Scope = "scope",
    Token = "token",
    Parameter = "parameter",
    Exchange = "exchange",
    Anywhere = "anywhere",
    Value = "value",
    OmitEmpty = "omit_empty",
    By = "by",
    First = "first",
    Size = "size",
    Next = "next",
    More = "more",
    Short = "short",
    Status = "status",
    When = "when",
    Text = "text",
    SignedIn = "signed_in",
    Means = "means",
    Why = "why",
    At = "at",
    Const = "const",
    Object = "object",
    List = "list",
    Split = "split",
    Columns = "columns",
    Each = "each",
    Get = "get",
    Offset = "offset",
    Zone = "zone",
    As = "as",
    Times = "times",
    Plus = "plus",
    Minus = "minus",
    Words = "words",
    Time = "time",
    Join = "join",
    Replace = "replace",
    Else = "else",
    Then = "then",
    In = "in",
}

/// Keys that may stand in any object, for people and editors.
pub(super) const NOTES: &[&str] = &["$schema", "note"];
/// At the top.
pub(super) const TOP: &[Key] = &[
    Key::Name,
    Key::Base,
    Key::Origins,
    Key::Config,
    Key::Headers,
    Key::Capabilities,
    Key::Cors,
    Key::Limits,
    Key::Entities,
    Key::Queries,
    Key::Commands,
    Key::Outcomes,
    Key::Message,
    Key::Fields,
    Key::FieldNames,
    Key::Auth,
    Key::Conditional,
];
/// In `capabilities`.
pub(super) const CAPABILITIES: &[Key] = &[
    Key::Memberships,
    Key::SignUps,
    Key::Members,
    Key::Waitlist,
    Key::Capacity,
    Key::Idempotent,
];
/// In `limits`.
pub(super) const LIMITS: &[Key] = &[Key::Bytes, Key::Pages, Key::Seconds];
/// Names of queries.
pub(super) const QUERIES: &[&str] = &[
    "communities",
    "community",
    "events",
    "event",
    "members",
    "member",
    "memberships",
    "sign_ups",
    "applicants",
    "roster",
    "attendees",
    "invitations",
    "invitation",
    "following",
    "search_members",
    "my_entry",
    "reports",
];
/// Commands about one's own membership by which a service is one that people join: of all of them what a feed asks for.
pub(super) const OF_MEMBERSHIPS: &[&str] = &[
    "join",
    "withdraw",
    "accept-invitation",
    "decline-invitation",
    "leave",
];
/// Commands about one's own sign-ups.
pub(super) const OF_SIGN_UPS: &[&str] = &["sign-up", "cancel-sign-up", "accept-offer"];
/// Names of commands.
pub(super) const COMMANDS: &[&str] = &[
    "join",
    "withdraw",
    "accept-invitation",
    "decline-invitation",
    "leave",
    "sign-up",
    "change-sign-up",
    "cancel-sign-up",
    "accept-offer",
    "give-feedback",
    "review",
    "amend",
    "agree",
    "renew",
    "say",
    "follow",
    "unfollow",
    "appoint",
    "remove",
    "hand-over",
    "invite",
    "revoke",
    "found",
    "edit",
    "close",
    "archive",
    "reopen",
    "review-sign-up",
    "promote",
    "turn-away",
    "check-in",
    "undo-check-in",
    "walk-in",
    "close-attendance",
    "create-event",
    "edit-event",
    "call-off",
    "adopt-event",
    "write-entry",
    "remove-entry",
    "ask-contact",
    "take-back-request",
    "grant-request",
    "refuse-request",
    "revoke-grant",
    "block",
    "unblock",
    "report-member",
    "settle-report",
];
/// What is sent.
pub(super) const SENT: &[Key] = &[
    Key::Method,
    Key::Base,
    Key::Path,
    Key::With,
    Key::Query,
    Key::Headers,
    Key::Body,
    Key::Encoding,
];
/// In a query, beside what is sent.
pub(super) const QUERY: &[Key] = &[
    Key::Items,
    Key::Where,
    Key::Item,
    Key::Row,
    Key::Pages,
    Key::Total,
    Key::Also,
    Key::Either,
    Key::Outcomes,
    Key::Message,
    Key::Fields,
    Key::FieldNames,
];
/// In an element of `either`, beside what is sent.
pub(super) const EITHER: &[Key] = &[Key::When];
/// In a command, beside what is sent.
pub(super) const COMMAND: &[Key] = &[
    Key::Items,
    Key::Where,
    Key::Item,
    Key::Row,
    Key::Look,
    Key::Steps,
    Key::After,
    Key::Outcomes,
    Key::Message,
    Key::Fields,
    Key::FieldNames,
];
/// In `look`, beside what is sent.
pub(super) const LOOK: &[Key] = &[
    Key::Items,
    Key::Where,
    Key::Pages,
    Key::Expect,
    Key::Outcomes,
    Key::Message,
];
/// In a step, beside what is sent.
pub(super) const STEP: &[Key] = &[Key::Outcomes, Key::Message, Key::Fields, Key::FieldNames];
/// In a request of `also` or `auth`, beside what is sent.
pub(super) const READ: &[Key] = &[Key::Read, Key::Outcomes, Key::Message];
/// In `auth`.
pub(super) const AUTH: &[Key] = &[
    Key::Send,
    Key::Basic,
    Key::Cookies,
    Key::Csrf,
    Key::LogIn,
    Key::Oauth,
    Key::HandedOver,
    Key::Refresh,
    Key::Who,
    Key::LogOut,
    Key::Early,
];
/// In `send`.
pub(super) const SEND: &[Key] = &[Key::Headers, Key::Query];
/// In an element of `ask`.
pub(super) const ASK: &[Key] = &[Key::Name, Key::Label, Key::Secret];
/// In `csrf`, beside what is sent.
pub(super) const CSRF: &[Key] = &[Key::Header, Key::Cookie];
/// In a match.
pub(super) const HAS: &[Key] = &[Key::Has];
/// In a match: the way in which two times or numbers are held against each other.
pub(super) const ORDER: &[Key] = &[Key::Before, Key::After];
/// In a log-in, beside what is sent and read.
pub(super) const FORM: &[Key] = &[Key::Ask];
/// Slots of a time.
pub(super) const TIME: &[&str] = &["Y", "M", "D", "h", "m", "s"];
/// What a request may refer to.
pub(super) const ROOTS: &[&str] = &[
    "input",
    "now",
    "page",
    "session",
    "config",
    "item",
    "found",
    "found_headers",
    "created",
];
/// In `oauth`.
pub(super) const OAUTH: &[Key] = &[Key::Authorize, Key::ClientId, Key::Scope, Key::Token];
/// In `handed_over`.
pub(super) const HANDED_OVER: &[Key] = &[Key::Parameter, Key::Exchange, Key::Anywhere];
/// In an element of `query` or `headers`.
pub(super) const PAIR: &[Key] = &[Key::Name, Key::Value, Key::OmitEmpty];
/// In `pages`.
pub(super) const PAGES: &[Key] = &[
    Key::By,
    Key::First,
    Key::Size,
    Key::Next,
    Key::More,
    Key::Short,
];
/// In a rule of `outcomes`.
pub(super) const RULE: &[Key] = &[
    Key::Status,
    Key::When,
    Key::Text,
    Key::Method,
    Key::SignedIn,
    Key::Means,
    Key::Message,
    Key::Why,
];
/// Sources of a value, in the order in which the decoder knows them.
pub(super) const SOURCES: &[Key] = &[
    Key::At,
    Key::Const,
    Key::First,
    Key::Object,
    Key::List,
    Key::Text,
];
/// What is made of a value, in this order; an `as` that opens something up is done first.
pub(super) const STEPS: &[Key] = &[
    Key::Split,
    Key::Columns,
    Key::Where,
    Key::Each,
    Key::Get,
    Key::Offset,
    Key::Zone,
    Key::As,
    Key::Times,
    Key::Plus,
    Key::Minus,
    Key::Words,
    Key::Time,
    Key::Join,
    Key::Replace,
];
/// What else may stand in an element of `then`.
pub(super) const MORE: &[Key] = &[Key::Else, Key::Then];
/// What else may stand in a value.
pub(super) const BESIDE: &[Key] = &[Key::In, Key::With, Key::When, Key::Else, Key::Then];
