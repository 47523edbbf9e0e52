//! What the worker calls: two plain functions over the module's memory, so that there is no glue to load.
//!
//! A frame is asked room for, written there by JavaScript, and read: `scan_room(width, height, bytes)` gives the place,
//! or 0 where it is no frame; `scan_read()` gives the place of the answer, or 0 where there is none. An answer is eight
//! 32-bit numbers (x and y of each corner), one more with the length of the text in bytes, and the text in UTF-8.
//!
//! The only `unsafe` is the names under which the two are exported.

#![allow(unsafe_code)]

use std::cell::RefCell;

use crate::{Found, Frame, read};

#[derive(Default)]
struct Desk {
    width: usize,
    height: usize,
    frame: Vec<u8>,
    answer: Vec<u8>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Room for a frame. It stays where it is until it is asked for anew.
#[unsafe(no_mangle)]
extern "C" fn scan_room(width: usize, height: usize, bytes: usize) -> *mut u8 {
    DESK.with_borrow_mut(|desk| {
        desk.answer = Vec::new();
        let largest = crate::MAX_SIDE * crate::MAX_SIDE * 4;
        desk.frame.resize(bytes.min(largest), 0);
        if Frame::new(width, height, &desk.frame).is_none() {
            desk.frame = Vec::new();
            return std::ptr::null_mut();
        }
        (desk.width, desk.height) = (width, height);
        desk.frame.as_mut_ptr()
    })
}

/// Reads what was put there.
#[unsafe(no_mangle)]
extern "C" fn scan_read() -> *const u8 {
    DESK.with_borrow_mut(|desk| {
        let frame = Frame::new(desk.width, desk.height, &desk.frame);
        let Some(found) = frame.and_then(|frame| read(&frame)) else {
            return std::ptr::null();
        };
        desk.answer = written(&found);
        desk.answer.as_ptr()
    })
}

fn written(found: &Found) -> Vec<u8> {
    let length = i32::try_from(found.text.len()).unwrap_or_default();
    let numbers = found.corners.iter().flat_map(|(x, y)| [*x, *y]);
    let mut bytes: Vec<u8> = numbers.chain([length]).flat_map(i32::to_le_bytes).collect();
    bytes.extend_from_slice(found.text.as_bytes());
    bytes
}
