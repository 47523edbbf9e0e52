//! A community as JSON has it.

use super::{
    Activity, Area, Chapter, Chat, Community, Door, Dues, DuesPeriod, Goal, JoinPolicy, Link,
    Person, Referral, Rhythm, Role, Rules,
};
use crate::model::json::{record, words};

record!(Community {
    id: needed,
    name: needed,
    purpose: needed,
    about: sparse,
    area: usual,
    tags: sparse,
    cover: sparse,
    rules: usual,
    culture: sparse,
    rhythm: sparse,
    people: sparse,
    policy: usual,
    activity: usual,
    members: usual,
    goal: sparse,
    parent: sparse,
    links: sparse,
    chapters: sparse,
    chat: sparse,
});

record!(Chapter {
    id: needed,
    name: needed,
});

record!(Chat {
    label: sparse,
    url: sparse,
    picture: sparse,
    until: sparse,
});

record!(Area {
    city: sparse,
    district: sparse,
    place: sparse,
    position: sparse,
});

record!(Rules {
    version: usual,
    lines: usual,
});

record!(Rhythm {
    rule: needed,
    from: needed,
    start: needed,
    end: sparse,
    zone: needed,
    except: sparse,
    what: sparse,
});

record!(Person {
    member: sparse,
    name: needed,
    role: or(Role::Member),
    word: sparse,
});

record!(JoinPolicy {
    door: usual,
    form: sparse,
    consent: usual,
    referral: sparse,
    dues: sparse,
    capacity: sparse,
    sponsor: sparse,
    members_invite: sparse,
    answer_days: sparse,
    term: sparse,
    grace: sparse,
    phrases: sparse,
});

record!(Referral {
    count: needed,
    kind: sparse,
});

record!(Dues {
    amount: needed,
    currency: needed,
    period: needed,
    link: sparse,
    how: sparse,
});

record!(Activity {
    founded: sparse,
    last_met: sparse,
    met_90d: usual,
    joined_90d: usual,
    closed: sparse,
    farewell: sparse,
    archived: sparse,
});

record!(Goal {
    what: needed,
    done: needed,
    of: needed,
    unit: sparse,
    by: sparse,
});

record!(Link {
    label: needed,
    url: needed,
});

words!(Role {
    Owner = "owner",
    Deputy = "deputy",
    Admin = "admin",
    Host = "host",
    Lecturer = "lecturer",
    Member = "member",
});

words!(Door {
    Open = "open",
    Approval = "approval",
    Invitation = "invitation",
    Closed = "closed",
});

words!(DuesPeriod {
    Once = "once",
    Month = "month",
    Year = "year",
});
