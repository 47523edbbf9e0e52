use super::*;

#[test]
fn pauses_grow_are_spread_and_heed_the_service() {
    let wait = |id: &str, tries, wanted| pause(&id.into(), tries, wanted);
    for (tries, least, most) in [
        (1, 2, 4),
        (2, 4, 8),
        (3, 8, 16),
        (8, 256, 512),
        (9, 300, 600),
        (4_000, 300, 600),
    ] {
        let all: Vec<u32> = (0..50)
            .map(|n| wait(&format!("id-{n}"), tries, None))
            .collect();
        assert!(
            all.iter().all(|s| (least..=most).contains(s)),
            "{tries}: {all:?}"
        );
        assert!(all.iter().any(|s| *s != all[0]), "{tries} is spread");
    }
    assert_eq!(wait("a", 1, Some(120)), 120);
    assert!(wait("a", 9, Some(1)) >= 300);
    assert_eq!(wait("a", 1, Some(u32::MAX)), 86_400);
}
