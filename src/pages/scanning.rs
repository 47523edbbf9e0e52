//! The camera on any page: it reads codes for as long as the page is there and seen.
//!
//! Invariants: there is one camera at a time, and it is off when the page is left or hidden; the same code is one reading
//! until it was out of sight for two seconds; whoever is refused a camera is told why, and what to do instead.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};
use web_sys::Element;

use crate::{
    host::{Camera, CameraFault, Glance, Reading, is_hidden},
    i18n::T,
    ui::{Act, RwSignal, Scanner, ScannerWords, Signal, StoredValue, Unseen, effect},
};

use super::Here;
#[cfg(any(debug_assertions, feature = "catalogue"))]
use {
    super::later,
    crate::parts::{Part, part},
};

/// So long a code has to be out of sight before it is read once more, in milliseconds.
const SAME_MS: f64 = 2_000.0;

/// A scanner on a page of another part than [`Part::Organise`]. `on_read` is told what was read and says what of it, at once.
#[cfg(any(debug_assertions, feature = "catalogue"))]
pub fn apart(here: Here, on_read: Act<Reading, String>) -> AnyView {
    later::after(here, Part::Organise, move || drawn(here, on_read))
}

// Where nobody calls it, it would be kept, with all it needs, in the first view.
#[cfg(any(debug_assertions, feature = "catalogue"))]
part! {
    Organise "organise" "95":
    fn drawn(here: Here, on_read: Act<Reading, String>) -> AnyView {
        scanner(here, on_read)
    }
}

/// What the camera and the page share.
#[derive(Clone, Copy)]
struct Desk {
    here: Here,
    on_read: Act<Reading, String>,
    video: StoredValue<Option<Element>>,
    camera: StoredValue<Option<Rc<Camera>>>,
    /// Whether it is open, or being opened.
    on: StoredValue<bool>,
    /// Which opening of the camera it is: an older one has nothing more to say.
    turn: StoredValue<u32>,
    last: StoredValue<Option<Last>>,
    fault: RwSignal<Option<CameraFault>>,
    said: RwSignal<String>,
    count: RwSignal<u32>,
    torch: RwSignal<Option<bool>>,
}

/// What was read last, and when it was last seen.
struct Last {
    text: String,
    seen: f64,
}

/// A scanner. `on_read` is told what was read and says what of it, at once: *welcome*, *was here before*, *not of this event*.
pub fn scanner(here: Here, on_read: Act<Reading, String>) -> AnyView {
    let t = here.t;
    let desk = Desk {
        here,
        on_read,
        video: StoredValue::new(None),
        camera: StoredValue::new(None),
        on: StoredValue::new(false),
        turn: StoredValue::new(0),
        last: StoredValue::new(None),
        fault: RwSignal::new(None),
        said: RwSignal::new(t.scan_opening().to_owned()),
        count: RwSignal::new(0),
        torch: RwSignal::new(None),
    };
    on_cleanup(move || close(desk));
    effect(move || {
        // The reader has gone, or is back.
        here.woken.track();
        if is_hidden() {
            close(desk);
        } else if desk.fault.get_untracked().is_none() && !desk.on.get_value() {
            open(desk);
        }
    });
    let words = ScannerWords {
        label: t.scan(),
        torch: t.scan_torch(),
        again: t.try_again(),
    };
    let unseen = Signal::derive(move || desk.fault.get().map(|fault| unseen(t, fault)));
    let on_video = Act::new(move |video: Element| {
        desk.video.set_value(Some(video));
        open(desk);
    });
    let on_torch = Act::new(move |on| light(desk, on));
    let on_again = Act::from(move || {
        desk.said.set(t.scan_opening().to_owned());
        desk.fault.set(None);
    });
    let (said, count, torch) = (desk.said, desk.count, desk.torch);
    view! { <Scanner words said count unseen torch on_video on_torch on_again /> }.into_any()
}

fn unseen(t: T, fault: CameraFault) -> Unseen {
    let (title, text) = match fault {
        CameraFault::NotOffered => (t.scan_not_offered(), t.scan_not_offered_text()),
        CameraFault::Refused => (t.scan_refused(), t.scan_refused_text()),
        CameraFault::NotThere => (t.scan_not_there(), t.scan_not_there_text()),
        CameraFault::Taken => (t.scan_taken(), t.scan_taken_text()),
        CameraFault::NoDecoder => (t.scan_no_decoder(), t.scan_no_decoder_text()),
    };
    Unseen { title, text }
}

/// Turns off what is on.
fn close(desk: Desk) {
    desk.on.try_update_value(|on| *on = false);
    desk.turn
        .try_update_value(|turn| *turn = turn.wrapping_add(1));
    if let Some(Some(camera)) = desk.camera.try_update_value(Option::take) {
        camera.stop();
    }
}

/// Opens the camera and reads for as long as it is this opening's turn.
fn open(desk: Desk) {
    let Some(Some(video)) = desk.video.try_get_value() else {
        return;
    };
    close(desk);
    let Some(turn) = desk.turn.try_get_value() else {
        return;
    };
    desk.on.set_value(true);
    spawn_local(async move {
        let end = run(desk, turn, &video).await;
        if desk.turn.try_get_value() != Some(turn) {
            return;
        }
        close(desk);
        if let Err(fault) = end {
            // What is in its place is read out by itself.
            desk.said.try_set(String::new());
            desk.fault.try_set(Some(fault));
        }
    });
}

async fn run(desk: Desk, turn: u32, video: &Element) -> Result<(), CameraFault> {
    let camera = Rc::new(Camera::open(video).await?);
    let is_ours = || desk.turn.try_get_value() == Some(turn);
    if !is_ours() {
        return Ok(());
    }
    desk.camera.set_value(Some(camera.clone()));
    desk.torch.try_set(camera.has_torch().then_some(false));
    desk.said.try_set(desk.here.t.scan_aim().to_owned());
    loop {
        let glance = camera.look().await?;
        if !is_ours() {
            return Ok(());
        }
        match glance {
            Glance::Nothing => {}
            Glance::Over => return Ok(()),
            Glance::Read(reading) => take(desk, reading),
        }
    }
}

/// What was read is told, unless it is what was read just now.
fn take(desk: Desk, reading: Reading) {
    let seen = crate::host::elapsed();
    let before = desk.last.try_update_value(|last| {
        let text = reading.text.clone();
        last.replace(Last { text, seen })
    });
    let again = |last: Last| last.text == reading.text && seen - last.seen < SAME_MS;
    if before.flatten().is_some_and(again) {
        return;
    }
    if let Some(word) = desk.on_read.try_run(reading) {
        desk.said.try_set(word);
        desk.count
            .try_update(|count| *count = count.wrapping_add(1));
    }
}

fn light(desk: Desk, on: bool) {
    let Some(Some(camera)) = desk.camera.try_get_value() else {
        return;
    };
    spawn_local(async move {
        if camera.light(on).await {
            desk.torch.try_set(Some(on));
        }
    });
}
