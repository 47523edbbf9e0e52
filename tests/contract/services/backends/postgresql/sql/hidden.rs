//! What a member hides, and where an event is exactly, as the functions that show them have it.

use serde_json::json;

use super::{Base, policies::hiding};

#[test]
fn what_a_member_hides_is_shown_to_nobody_else() {
    let base = Base::new("backend-postgresql-hidden");
    let mut people = hiding(&base);
    let mut owner = base.owner();
    let mut list = |viewer: &str| {
        owner.found(&format!(
            "select coalesce(string_agg(entry::text, ' '), '') from linju.visible_members('hiding', '{viewer}', null, null, 100)"
        )) + &owner.found(&format!(
            "select coalesce(string_agg(linju.visible_member(m.id, '{viewer}')::text, ' '), '') from linju.members m"
        ))
    };
    let fellow = list("hidden-1");
    assert!(fellow.contains("NAME-shy") && fellow.contains("SHOWN"));
    assert!(
        !fellow.contains("HIDDEN")
            && !fellow.contains("NAME-gone")
            && !fellow.contains("visibility")
    );
    assert!(!fellow.contains("hidden-3"), "whose it is");
    let organiser = list("hidden-0");
    assert!(organiser.contains("HIDDEN-organisers") && organiser.contains("NAME-gone"));
    assert!(!organiser.contains("HIDDEN-nobody") && !organiser.contains("HIDDEN-request"));
    assert_eq!(
        list("hidden-2") + &list("") + &list("'' or true"),
        "",
        "strangers"
    );
    assert!(
        list("hidden-3").contains("HIDDEN-nobody"),
        "one's own is whole"
    );
    for (viewer, count) in [
        ("hidden-0", "3"),
        ("hidden-1", "2"),
        ("hidden-2", "0"),
        ("hidden-3", "2"),
    ] {
        let sql = format!("select linju.visible_members_count('hiding', '{viewer}')");
        assert_eq!(owner.found(&sql), count, "{viewer}");
    }
    owner.does("update linju.members set unlisted = true where id = 'shy'");
    assert_eq!(
        owner.found("select linju.visible_members_count('hiding', 'hidden-3')"),
        "2",
        "oneself is counted"
    );
    assert_eq!(
        owner.found("select string_agg(id, ' ') from linju.visible_members('hiding', 'hidden-3', null, null, 9)"),
        "open shy"
    );
    let page = "select string_agg(id, ' ') from linju.visible_members('hiding', 'hidden-3', 'NAME-open', 'open', 1)";
    assert_eq!(owner.found(page), "shy");

    // Where an event is exactly is told to those with a seat.
    let mut knows = |viewer: &str| {
        owner
            .found(&format!(
                "select linju.visible_venue(e, '{viewer}') from linju.events e"
            ))
            .contains("HIDDEN")
    };
    assert!(!knows("hidden-1") && !knows("hidden-2") && !knows(""));
    assert_eq!(people[1].signs_up("1", "secret").state(), "confirmed");
    assert_eq!(people[2].signs_up("1", "secret").state(), "waitlisted");
    assert!(knows("hidden-1") && !knows("hidden-2"));
    assert_eq!(people[1].cancels("2", "secret").state(), "cancelled");
    assert!(
        !knows("hidden-1") && knows("hidden-2"),
        "who moved up knows, who left does not"
    );

    // Who has left sees no more.
    let told = people[1].does("leave", "leave", "hiding", &json!({}));
    assert_eq!(told.state(), "left");
    let after = owner
        .found("select count(*) from linju.visible_members('hiding', 'hidden-1', null, null, 100)");
    assert_eq!(after, "0");
}
