//! The feed's rows are the whole without the long parts, and nothing in the files goes unread.

use linju::model::{Applicant, Community, Event, Form, Invitation, Member};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::load::{anchors, file, ids, load, read};

fn row_of(mut whole: Community) -> Community {
    whole.about.clear();
    whole.culture.clear();
    whole.people.clear();
    whole.links.clear();
    whole.goal = None;
    whole.rules.lines.clear();
    whole.chat = None;
    let policy = &mut whole.policy;
    policy.form = Form::default();
    (policy.sponsor, policy.members_invite) = (false, false);
    (policy.answer_days, policy.term, policy.grace) = (None, None, None);
    policy.phrases.clear();
    if let Some(dues) = &mut policy.dues {
        dues.link.clear();
        dues.how.clear();
    }
    whole.activity.farewell.clear();
    for rhythm in &mut whole.rhythm {
        rhythm.what.clear();
    }
    whole
}

fn event_row_of(mut whole: Event) -> Event {
    whole.description.clear();
    whole.hosts.clear();
    whole.status_note.clear();
    whole.sign_up.form = Form::default();
    (whole.sign_up.children, whole.sign_up.each) = (false, false);
    whole.faces = None;
    whole.photos.clear();
    whole.venue.address.clear();
    whole.venue.online_url.clear();
    whole
}

#[test]
fn the_feed_has_a_row_of_everything_without_the_long_parts() {
    let anchor = anchors()[3];
    let (feed, all) = (file("feed.json", anchor), load(anchor));
    let communities: Vec<_> = all.communities.into_iter().map(row_of).collect();
    assert_eq!(read::<Community>(&feed["communities"]), communities);
    let events: Vec<_> = all.events.into_iter().map(event_row_of).collect();
    assert_eq!(read::<Event>(&feed["events"]), events);
}

/// Reads a row and writes it again: a key that the model does not know would be gone.
fn check_known<T: Serialize + DeserializeOwned>(row: &Value) {
    let read: T = serde_json::from_value(row.clone()).unwrap();
    let written = serde_json::to_value(read).unwrap();
    check_within(
        row,
        &written,
        row["id"].as_str().or(row["code"].as_str()).unwrap(),
    );
}

fn check_within(part: &Value, whole: &Value, path: &str) {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            for (key, value) in part {
                let path = format!("{path}/{key}");
                match whole.get(key) {
                    Some(found) => check_within(value, found, &path),
                    None => assert!(
                        *value == false || value.as_array().is_some_and(Vec::is_empty),
                        "{path} is not read"
                    ),
                }
            }
        }
        (Value::Array(part), Value::Array(whole)) => {
            assert_eq!(part.len(), whole.len(), "{path}");
            for (n, (part, whole)) in part.iter().zip(whole).enumerate() {
                check_within(part, whole, &format!("{path}/{n}"));
            }
        }
        _ => assert_eq!(part, whole, "{path}"),
    }
}

#[test]
fn no_key_in_the_files_is_unknown_to_the_model() {
    let anchor = anchors()[0];
    let rows = |value: &Value| value.as_array().unwrap().clone();
    for id in ids() {
        let whole = file(&format!("c/{id}.json"), anchor);
        check_known::<Community>(&whole["community"]);
        rows(&whole["events"]).iter().for_each(check_known::<Event>);
        rows(&file(&format!("m/{id}.json"), anchor))
            .iter()
            .for_each(check_known::<Member>);
        for folder in ["a", "r"] {
            rows(&file(&format!("{folder}/{id}.json"), anchor))
                .iter()
                .for_each(check_known::<Applicant>);
        }
        let invitations = rows(&whole["invitations"]);
        invitations.iter().for_each(check_known::<Invitation>);
    }
}

#[test]
fn no_relative_time_is_left() {
    for id in ids() {
        for name in [
            "feed.json",
            &format!("c/{id}.json"),
            &format!("m/{id}.json"),
            &format!("a/{id}.json"),
            &format!("r/{id}.json"),
            "stage.json",
        ] {
            let text = file(name, anchors()[0]).to_string();
            assert!(!text.contains("\"@"), "{name}");
        }
    }
}
