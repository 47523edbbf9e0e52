//! One table of rules, `tests/rules`, for all who carry them: the model here, and the servers of `docs/backends`.
//!
//! What a table expects is what the model says; `LINJU_BLESS=1 cargo test --test rules` writes it anew after a
//! rule has changed on purpose, and the difference is read like any other.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command as Program,
};

use linju::model::{
    Acting, Answers, Asking, Attendee, Brought, Charter, Claim, ClaimState, Command, Community,
    CommunityId, ContactRequest, Entry, EntryChange, Event, EventId, EventStatus, Form, FromJson,
    Instant, Invitation, Member, MemberField, Membership, MembershipCommand, Plan, Refusal, Roster,
    SignUp, ToJson, Verdict, ViewerRank, adopt_event, appoint, archive, as_seen_by, ask, ask_back,
    call_off, chapter_of, close, close_attendance, edit, edit_event, found, grant, hand_over,
    host_transition, invite, membership_transition, no_show, plan_event, refuse, remove, reopen,
    review_membership, review_sign_up, revoke, revoke_grant, sign_up_transition, take_back,
    walk_in,
};
use serde_json::{Value, json};

const TABLES: [&str; 15] = [
    "membership",
    "joining",
    "keeping",
    "invitation",
    "charter",
    "plan",
    "sign-up",
    "review",
    "review-sign-up",
    "hosting",
    "form",
    "sight",
    "asking",
    "entry",
    "seats",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn file(table: &str) -> PathBuf {
    root().join(format!("tests/rules/{table}.json"))
}

fn read<T: FromJson>(value: &Value) -> T {
    T::from_json(value).unwrap_or_else(|fault| panic!("{value}: {fault:?}"))
}

fn told<T: ToJson>(outcome: Result<T, Refusal>) -> Value {
    match outcome {
        Ok(gives) => json!({ "gives": gives.to_json() }),
        Err(refusal) => json!({ "refused": refusal.to_json() }),
    }
}

/// What the model says to a case.
fn says(of: &Value, case: &Value) -> Value {
    let named = |what: &str, by: &str| &of[what][case[by].as_str().unwrap()];
    let now = || Instant::parse(of["now"].as_str().unwrap()).unwrap();
    let command = || read::<Command>(named("commands", "command"));
    match of["rule"].as_str().unwrap() {
        "membership" => {
            let state: Membership = read(named("states", "state"));
            let given = command();
            let (_, mut command) = given.membership().unwrap();
            if let (MembershipCommand::Join { brought, .. }, Command::Join { invitation, .. }) =
                (&mut command, &given)
                && let Some(code) = invitation
            {
                let Some(kept) = of["invitations"].get(code) else {
                    return told::<Membership>(Err(Refusal::CodeUnknown));
                };
                *brought = Brought::By(Box::new(read::<Invitation>(kept)));
            }
            let thing: Community = read(named("things", "thing"));
            told(membership_transition(&state, &command, &thing, now()))
        }
        "keeping" => {
            let (is, whom): (Membership, Membership) =
                (read(named("states", "is")), read(named("states", "state")));
            let thing: Community = read(named("things", "thing"));
            match command() {
                Command::Appoint { role, .. } => told(appoint(&is, &whom, role, &thing, now())),
                Command::Remove { reason, .. } => told(remove(&is, &whom, &reason, &thing, now())),
                Command::Say { text, .. } => {
                    told(ask_back(&is, &whom, "陈姐", &text, &thing, now()))
                }
                Command::HandOver { .. } => match hand_over(&is, &whom, &thing, now()) {
                    Ok((is, whom)) => json!({ "gives": whom.to_json(), "stays": is.to_json() }),
                    Err(refusal) => told::<Membership>(Err(refusal)),
                },
                other => panic!("{other:?}"),
            }
        }
        "invitation" => {
            let is: Membership = read(named("states", "is"));
            let thing: Community = read(named("things", "thing"));
            let kept: Invitation = read(named("invitations", "invitation"));
            match case["do"].as_str().unwrap() {
                "invite" => told(invite(&is, &kept, "陈姐", &thing, now())),
                "revoke" => told(revoke(&is, &kept, &thing, now())),
                _ => told(kept.holds(now()).map(|()| kept.clone())),
            }
        }
        "charter" => {
            let is: Membership = read(named("states", "is"));
            let thing: Community = read(named("things", "thing"));
            let charter: Charter = read(named("charters", "charter"));
            let word = case["farewell"].as_str().unwrap_or_default();
            match case["do"].as_str().unwrap() {
                "found" => match found(&charter, &CommunityId::from("new"), now()) {
                    Ok((community, is)) => {
                        json!({ "gives": community.to_json(), "is": is.to_json() })
                    }
                    Err(refusal) => told::<Membership>(Err(refusal)),
                },
                "edit" => told(edit(&is, &charter, &thing, now())),
                "chapter" => {
                    let parent = of["things"].get(case["parent"].as_str().unwrap());
                    let parent = parent.map(read::<Community>);
                    let refused = chapter_of(parent.as_ref(), &is, &thing, now()).err();
                    refused.map_or(Value::Null, |why| json!({ "refused": why.to_json() }))
                }
                "close" => told(close(&is, word, &thing, now())),
                "archive" => told(archive(&is, &thing, now())),
                _ => told(reopen(&is, &thing, now())),
            }
        }
        "plan" => planned(of, case, now()),
        "sign-up" => {
            let state: SignUp = read(named("states", "state"));
            let (_, command) = command().sign_up().map(|(id, c)| (id.clone(), c)).unwrap();
            let thing: Event = read(named("things", "thing"));
            let member: Membership = read(named("members", "member"));
            told(sign_up_transition(&state, &command, &thing, &member, now()))
        }
        "review" => {
            let state: Membership = read(named("states", "state"));
            let verdict: Verdict = read(named("verdicts", "verdict"));
            let thing: Community = read(named("things", "thing"));
            told(review_membership(&state, &verdict, &thing, now()))
        }
        "review-sign-up" => {
            let state: SignUp = read(named("states", "state"));
            let verdict: Verdict = read(named("verdicts", "verdict"));
            let thing: Event = read(named("things", "thing"));
            told(review_sign_up(&state, &verdict, &thing, now()))
        }
        "hosting" => {
            let sign_up = || read::<SignUp>(named("states", "state"));
            if case["command"] == "no show" {
                return no_show(&sign_up()).map_or(Value::Null, |now| now.to_json());
            }
            let is: Membership = read(named("members", "is"));
            let thing: Event = read(named("things", "thing"));
            match command() {
                Command::CloseAttendance { .. } => {
                    let refused = close_attendance(&is, &thing, now()).err();
                    refused.map_or(Value::Null, |why| json!({ "refused": why.to_json() }))
                }
                it @ Command::WalkIn { .. } => told(walk_in(&is, &it, &thing, now())),
                it => {
                    let whom = Attendee {
                        id: "p".into(),
                        name: String::new(),
                        guest: case["guest"].as_bool().unwrap(),
                        member: false,
                        is: sign_up(),
                    };
                    told(host_transition(&is, &whom, &it, &thing, now()))
                }
            }
        }
        "form" => {
            let form: Form = read(&case["form"]);
            let answers: Answers = read(&case["answers"]);
            json!({ "faults": form.check(&answers), "clean": form.clean(&answers).to_json() })
        }
        "sight" => {
            let rank = match case["rank"].as_str().unwrap() {
                "stranger" => ViewerRank::Stranger,
                "member" => ViewerRank::Member,
                "organiser" => ViewerRank::Organiser,
                _ => ViewerRank::Oneself,
            };
            let entry: Member = read(named("entries", "entry"));
            let grants = case.get("grants").map(read::<Vec<MemberField>>);
            let grants = grants.unwrap_or_default();
            as_seen_by(&entry, rank, &grants).map_or(Value::Null, |seen| seen.to_json())
        }
        "asking" => asked(of, case, command(), now()),
        "entry" => {
            let before: Option<Entry> = read(named("entries", "entry"));
            let change: EntryChange = read(named("changes", "change"));
            let entry = change.applied(before.as_ref());
            let mut wrong: Vec<String> = entry.check().into_iter().map(|it| it.key).collect();
            wrong.sort();
            match wrong.is_empty() {
                true => json!({ "gives": entry.to_json() }),
                false => json!({ "wrong": wrong }),
            }
        }
        _ => moved(case),
    }
}

/// What comes of asking for what a member shows on request, and of their word to it.
fn asked(of: &Value, case: &Value, command: Command, now: Instant) -> Value {
    let before: Option<ContactRequest> = read(&of["requests"][case["request"].as_str().unwrap()]);
    let before = before.as_ref();
    match command {
        Command::AskContact { fields, word, .. } => {
            let is: Membership = read(&of["states"][case["is"].as_str().unwrap()]);
            let on_request: Vec<MemberField> = read(&case["on_request"]);
            let pending = case["pending"].as_u64().unwrap();
            let who = Asking {
                is: &is,
                before,
                on_request: &on_request,
                pending: usize::try_from(pending).unwrap(),
            };
            told(ask(who, &fields, &word, now))
        }
        Command::TakeBackRequest { .. } => told(take_back(before, now).map(|()| Value::Null)),
        Command::GrantRequest { fields, until, .. } => {
            let closed = case.get("closed").map(read::<Vec<MemberField>>);
            told(grant(
                before,
                &fields,
                &closed.unwrap_or_default(),
                until,
                now,
            ))
        }
        Command::RefuseRequest { reason, .. } => told(refuse(before, &reason, now)),
        _ => told(revoke_grant(before, now)),
    }
}

/// What is said to who plans, changes or calls off an event.
fn planned(of: &Value, case: &Value, now: Instant) -> Value {
    let named = |what: &str, by: &str| &of[what][case[by].as_str().unwrap()];
    let is: Membership = read(named("states", "is"));
    let thing: Community = read(named("things", "thing"));
    let event = || read::<Event>(named("events", "event"));
    let plan = || read::<Plan>(named("plans", "plan"));
    let proposed_it = case["own"].as_bool().unwrap_or_default();
    let who = Acting {
        is: &is,
        proposed_it,
    };
    match case["do"].as_str().unwrap() {
        "create" => {
            let starts = case["more"].as_array().map(Vec::as_slice);
            let more: Vec<Instant> = starts.unwrap_or_default().iter().map(read).collect();
            let proposals = case["proposals"].as_u64().unwrap_or_default();
            let proposals = u32::try_from(proposals).unwrap();
            let (plan, id) = (plan(), EventId::from("new"));
            let all = plan_event((&plan, &more), &id, (&is, "陈姐"), proposals, &thing, now);
            told(all)
        }
        "edit" => told(edit_event(who, &plan(), &event(), &thing, now)),
        "adopt" => told(adopt_event(&is, &event(), &thing, now)),
        _ => {
            let status: EventStatus = read(&case["status"]);
            let reason = case["reason"].as_str().unwrap();
            told(call_off(who, status, reason, &event(), &thing, now))
        }
    }
}

/// Who moves up in a roster where so many people hold seats and these wait.
fn moved(case: &Value) -> Value {
    let claim = |id: &str, people: &Value, state| Claim {
        id: id.to_owned(),
        people: u32::try_from(people.as_u64().unwrap()).unwrap(),
        state,
    };
    let mut claims = Vec::new();
    if case["held"] != 0 {
        claims.push(claim("who has seats", &case["held"], ClaimState::Confirmed));
    }
    for one in case["queue"].as_array().unwrap() {
        let id = one["id"].as_str().unwrap();
        claims.push(claim(id, &one["people"], ClaimState::Waiting));
    }
    let capacity = case["capacity"].as_u64();
    let mut roster = Roster {
        capacity: capacity.map(|all| u32::try_from(all).unwrap()),
        waitlist: true,
        offer_seconds: None,
        claims,
    };
    json!(roster.expire(Instant::from_unix(0)))
}

/// The table as it stands in its file: one line a case, one a thing.
fn written(of: &Value) -> String {
    let lines = |open: &str, all: Vec<String>, close: &str| {
        format!("{open}\n    {}\n  {close}", all.join(",\n    "))
    };
    let parts = of.as_object().unwrap().iter().map(|(name, value)| {
        let value = match value {
            Value::Object(things) => {
                let things = things.iter().map(|(n, v)| format!("{}: {v}", json!(n)));
                lines("{", things.collect(), "}")
            }
            Value::Array(cases) => lines("[", cases.iter().map(Value::to_string).collect(), "]"),
            other => other.to_string(),
        };
        format!("  {}: {value}", json!(name))
    });
    format!("{{\n{}\n}}\n", parts.collect::<Vec<_>>().join(",\n"))
}

#[test]
fn the_model_keeps_every_table() {
    for table in TABLES {
        let mut of: Value =
            serde_json::from_str(&fs::read_to_string(file(table)).unwrap()).unwrap();
        let cases: Vec<Value> = of["cases"].as_array().unwrap().clone();
        let said: Vec<Value> = cases.iter().map(|case| says(&of, case)).collect();
        if env::var_os("LINJU_BLESS").is_some() {
            for (at, said) in said.into_iter().enumerate() {
                of["cases"][at]["expect"] = said;
            }
            fs::write(file(table), written(&of)).unwrap();
            continue;
        }
        assert!(cases.len() > 10, "{table}: {} cases", cases.len());
        for (case, said) in cases.iter().zip(said) {
            assert_eq!(said, case["expect"], "{table}: {case}");
        }
    }
}

#[test]
fn the_hooks_of_pocketbase_keep_every_table() {
    let mut node = Program::new("node");
    node.arg(root().join("tests/rules/run.cjs"))
        .arg(root().join("docs/backends/pocketbase/pb_hooks/rules"))
        .args(TABLES.map(file));
    let done = node.output().unwrap_or_else(|e| panic!("node: {e}"));
    let told = String::from_utf8_lossy(&done.stderr);
    let first: Vec<&str> = told.lines().take(20).collect();
    assert!(done.status.success(), "{}", first.join("\n"));
    assert!(Path::new(&file("form")).exists());
}
