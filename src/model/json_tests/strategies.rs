//! Whatever communities, events and members can hold.

use chrono::NaiveDate;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::model::{
    Activity, Answers, Area, Chapter, Chat, Community, CommunityId, Condition, Door, Dues,
    DuesPeriod, Event, EventId, EventStatus, Faces, Field, FieldKind, Form, Goal, Instant,
    JoinPolicy, LatLng, Link, LocalTime, MemberId, Person, Recurrence, Referral, Rhythm, Role,
    Rules, SignUpPolicy, Venue, Who,
};

pub(super) fn text() -> impl Strategy<Value = String> {
    "\\PC{0,8}"
}

pub(super) fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..3)
}

pub(super) fn instant() -> impl Strategy<Value = Instant> {
    (-62_167_219_200_i64..253_402_300_800).prop_map(Instant::from_unix)
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (700_000_i32..800_000).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(n).unwrap())
}

fn clock() -> impl Strategy<Value = LocalTime> {
    (0_u16..24, 0_u16..60).prop_map(|(h, m)| LocalTime::new(h, m).unwrap())
}

fn position() -> impl Strategy<Value = LatLng> {
    (-90.0..=90.0_f64, -180.0..=180.0_f64).prop_map(|(lat, lng)| LatLng::new(lat, lng).unwrap())
}

pub(super) fn community_id() -> impl Strategy<Value = CommunityId> {
    text().prop_map(CommunityId)
}

pub(super) fn event_id() -> impl Strategy<Value = EventId> {
    text().prop_map(EventId)
}

pub(super) fn answers() -> impl Strategy<Value = Answers> {
    prop::collection::vec((text(), text()), 0..3).prop_map(Answers::from_iter)
}

fn area() -> impl Strategy<Value = Area> {
    (text(), text(), text(), of(position())).prop_map(|(city, district, place, position)| Area {
        city,
        district,
        place,
        position,
    })
}

pub(super) fn rule() -> impl Strategy<Value = Recurrence> {
    let rules = [
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH;COUNT=7",
        "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231T155959Z",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29,-1;BYSETPOS=1;UNTIL=20401231",
        "FREQ=DAILY;UNTIL=20261231T235959",
    ];
    select(rules.to_vec()).prop_map(|rule| rule.parse().unwrap())
}

pub(super) fn role() -> impl Strategy<Value = Role> {
    use Role::{Admin, Deputy, Host, Lecturer, Member, Owner};
    select(vec![Owner, Deputy, Admin, Host, Lecturer, Member])
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let person = (of(text().prop_map(MemberId)), text(), role(), text()).prop_map(
        |(member, name, role, word)| Person {
            member,
            name,
            role,
            word,
        },
    );
    prop::collection::vec(person, 0..3)
}

fn form() -> impl Strategy<Value = Form> {
    use FieldKind::{Choice, Choices, Consent, Date, Email, Number, Paragraph, Phone, Text};
    let kind = select(vec![
        Text, Paragraph, Number, Choice, Choices, Date, Phone, Email, Consent,
    ]);
    let condition = (text(), text()).prop_map(|(key, equals)| Condition { key, equals });
    let limits = (of(any::<u32>()), of(any::<u32>()));
    let field = (
        text(),
        text(),
        kind,
        any::<bool>(),
        text(),
        limits,
        texts(),
        of(condition),
    )
        .prop_map(
            |(key, label, kind, required, help, (min, max), options, shown_if)| Field {
                key,
                label,
                kind,
                required,
                help,
                min,
                max,
                options,
                shown_if,
            },
        );
    prop::collection::vec(field, 0..3).prop_map(|fields| Form { fields })
}

fn rhythms() -> impl Strategy<Value = Vec<Rhythm>> {
    let days = prop::collection::vec(date(), 0..3);
    let rhythm = (rule(), date(), clock(), of(clock()), text(), days, text()).prop_map(
        |(rule, from, start, end, zone, except, what)| Rhythm {
            rule,
            from,
            start,
            end,
            zone,
            except,
            what,
        },
    );
    prop::collection::vec(rhythm, 0..3)
}

pub(super) fn policy() -> impl Strategy<Value = JoinPolicy> {
    let door = select(vec![
        Door::Open,
        Door::Approval,
        Door::Invitation,
        Door::Closed,
    ]);
    let referral = (any::<u32>(), text()).prop_map(|(count, kind)| Referral { count, kind });
    let period = select(vec![DuesPeriod::Once, DuesPeriod::Month, DuesPeriod::Year]);
    let dues = (any::<u64>(), text(), period, text(), text()).prop_map(
        |(amount, currency, period, link, how)| Dues {
            amount,
            currency,
            period,
            link,
            how,
        },
    );
    let more = (
        any::<bool>(),
        any::<bool>(),
        of(any::<u32>()),
        of(any::<u32>()),
        of(any::<u32>()),
        texts(),
    );
    (
        door,
        form(),
        any::<bool>(),
        of(referral),
        of(dues),
        of(any::<u32>()),
        more,
    )
        .prop_map(
            |(door, form, consent, referral, dues, capacity, more)| JoinPolicy {
                door,
                form,
                consent,
                referral,
                dues,
                capacity,
                sponsor: more.0,
                members_invite: more.1,
                answer_days: more.2,
                term: more.3,
                grace: more.4,
                phrases: more.5,
            },
        )
}

fn activity() -> impl Strategy<Value = Activity> {
    (
        of(instant()),
        of(instant()),
        any::<u32>(),
        any::<u32>(),
        of(instant()),
        text(),
        of(instant()),
    )
        .prop_map(
            |(founded, last_met, met_90d, joined_90d, closed, farewell, archived)| Activity {
                founded,
                last_met,
                met_90d,
                joined_90d,
                closed,
                farewell,
                archived,
            },
        )
}

pub(super) fn chat() -> impl Strategy<Value = Chat> {
    (text(), text(), text(), of(instant())).prop_map(|(label, url, picture, until)| Chat {
        label,
        url,
        picture,
        until,
    })
}

pub(super) fn any_community() -> impl Strategy<Value = Community> {
    let goal = (text(), any::<u32>(), any::<u32>(), text(), of(date())).prop_map(
        |(what, done, of, unit, by)| Goal {
            what,
            done,
            of,
            unit,
            by,
        },
    );
    let link = (text(), text()).prop_map(|(label, url)| Link { label, url });
    let rules = (any::<u32>(), texts()).prop_map(|(version, lines)| Rules { version, lines });
    let chapter = (community_id(), text()).prop_map(|(id, name)| Chapter { id, name });
    let words = (community_id(), text(), text(), text(), texts(), of(text()));
    let more = (
        of(goal),
        of(community_id()),
        prop::collection::vec(link, 0..2),
        texts(),
        prop::collection::vec(chapter, 0..2),
        of(chat()),
    );
    (
        words,
        area(),
        rules,
        rhythms(),
        people(),
        policy(),
        activity(),
        any::<u32>(),
        more,
    )
        .prop_map(
            |(words, area, rules, rhythm, people, policy, activity, members, more)| {
                let (id, name, purpose, about, tags, cover) = words;
                let (goal, parent, links, culture, chapters, chat) = more;
                Community {
                    id,
                    name,
                    purpose,
                    about,
                    area,
                    tags,
                    cover,
                    rules,
                    culture,
                    rhythm,
                    people,
                    policy,
                    activity,
                    members,
                    goal,
                    parent,
                    links,
                    chapters,
                    chat,
                }
            },
        )
}

fn sign_up_policy() -> impl Strategy<Value = SignUpPolicy> {
    let who = select(vec![
        Who::Open,
        Who::Approval,
        Who::Members,
        Who::Invitation,
    ]);
    (
        who,
        of(instant()),
        of(instant()),
        any::<u32>(),
        any::<bool>(),
        form(),
        any::<(bool, bool)>(),
    )
        .prop_map(
            |(who, opens, closes, party_max, waitlist, form, (children, each))| SignUpPolicy {
                who,
                opens,
                closes,
                party_max,
                waitlist,
                form,
                children,
                each,
            },
        )
}

pub(super) fn any_event() -> impl Strategy<Value = Event> {
    let venue = (area(), text(), any::<bool>(), any::<bool>(), text()).prop_map(
        |(area, address, address_hidden, online, online_url)| Venue {
            area,
            address,
            address_hidden,
            online,
            online_url,
        },
    );
    let status = select(vec![
        EventStatus::Scheduled,
        EventStatus::Postponed,
        EventStatus::Cancelled,
        EventStatus::Proposed,
    ]);
    let words = (
        event_id(),
        of(community_id()),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
    );
    let when = (instant(), of(instant()), of(rule()));
    let seats = (
        of(any::<u32>()),
        any::<u32>(),
        any::<u32>(),
        of(any::<u32>()),
    );
    (
        words,
        when,
        seats,
        venue,
        sign_up_policy(),
        people(),
        status,
        (texts(), of(faces()), text()),
    )
        .prop_map(
            |(words, when, seats, venue, sign_up, hosts, status, (tags, faces, photos))| {
                let (id, community, community_name, title, description, zone, price, status_note) =
                    words;
                let ((start, end, series), (capacity, taken, waiting, cover)) = (when, seats);
                Event {
                    id,
                    community,
                    community_name,
                    title,
                    description,
                    start,
                    end,
                    zone,
                    venue,
                    capacity,
                    taken,
                    waiting,
                    sign_up,
                    price,
                    hosts,
                    status,
                    status_note,
                    series,
                    tags,
                    cover,
                    faces,
                    photos,
                }
            },
        )
}

fn faces() -> impl Strategy<Value = Faces> {
    (people(), any::<u32>()).prop_map(|(going, known)| Faces { going, known })
}
