//! Code that the first card does not need, loaded apart: where the WebAssembly is cut.
//!
//! [`part!`](crate::parts::part) makes a function whose body lies in a [`Part`]. In a release build (feature `parts`)
//! `xtask/split` puts all that only such functions reach into a file of its own, which [`load`] fetches. Everywhere
//! else, natively and in debug builds, everything is there from the start and the same code runs.
//!
//! The one module with `unsafe`: a function is called through an import that is nothing until its part has come.
//! So the macro asks [`loaded`] first, and gives [`NotLoaded`] rather than a trap.

#![cfg_attr(feature = "parts", allow(unsafe_code))]

use std::sync::atomic::{AtomicBool, Ordering};

/// What is loaded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is met between Discover and having joined: the pages of communities, events and sign-ups, and commands.
    Pages,
    /// What is opened on purpose and seldom: *Connection*, signing in, what is kept. After [`Part::Pages`].
    Desk,
    /// Directories, who is in them, and what one writes of oneself there. After [`Part::Pages`].
    People,
    /// What organisers and founders do. After [`Part::Pages`].
    Organise,
    /// What those who host events do: planning them, who comes, the door. After [`Part::Organise`], whose forms it fills in.
    Host,
    /// What one has in hand on the way to a meeting and at its door: the ticket, QR codes, maps; and the share sheet, whose card
    /// has a QR code. Small, so that it is there in time on any network. After [`Part::Pages`].
    Ticket,
    /// What is asked of a mini-program, for who is in one. After [`Part::Pages`].
    Mini,
    /// The reading of mappings, for sites whose service needs one.
    Mapped,
    /// What is told to such a service, and how it is looked at: commands, and *Connection*.
    Service,
    /// What few mappings make of values.
    Rare,
}

/// A part did not come: mostly the network. Asking again tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

static LOADED: [AtomicBool; 10] = [const { AtomicBool::new(cfg!(not(feature = "parts"))) }; 10];

const fn flag(part: Part) -> &'static AtomicBool {
    let [
        pages,
        desk,
        people,
        organise,
        host,
        ticket,
        mini,
        mapped,
        service,
        rare,
    ] = &LOADED;
    match part {
        Part::Pages => pages,
        Part::Desk => desk,
        Part::People => people,
        Part::Organise => organise,
        Part::Host => host,
        Part::Ticket => ticket,
        Part::Mini => mini,
        Part::Mapped => mapped,
        Part::Service => service,
        Part::Rare => rare,
    }
}

/// Whether it has come.
#[must_use]
pub fn loaded(part: Part) -> bool {
    flag(part).load(Ordering::Relaxed)
}

/// Fetches it, once: whoever asks while it comes waits for the same.
///
/// # Errors
/// [`NotLoaded`].
pub async fn load(part: Part) -> Result<(), NotLoaded> {
    if loaded(part) || fetched(part).await {
        flag(part).store(true, Ordering::Relaxed);
        return Ok(());
    }
    Err(NotLoaded)
}

#[cfg(not(feature = "parts"))]
#[allow(clippy::unused_async, reason = "with the feature it waits")]
async fn fetched(_part: Part) -> bool {
    true
}

#[cfg(feature = "parts")]
async fn fetched(part: Part) -> bool {
    use futures_channel::oneshot::{Sender, channel};
    use std::ffi::c_void;

    type Arrived = unsafe extern "C" fn(*const c_void, bool);

    // The names are those that wasm_split_cli_support looks for; it writes the other side.
    #[link(wasm_import_module = "__wasm_split_placeholder__")]
    unsafe extern "C" {
        #[link_name = "__wasm_split_load_pages"]
        fn load_pages(arrived: Arrived, to: *const c_void);
        #[link_name = "__wasm_split_load_desk"]
        fn load_desk(arrived: Arrived, to: *const c_void);
        #[link_name = "__wasm_split_load_people"]
        fn load_people(arrived: Arrived, to: *const c_void);
        #[link_name = "__wasm_split_load_organise"]
        fn load_organise(arrived: Arrived, to: *const c_void);
        #[link_name = "__wasm_split_load_host"]
        fn load_host(arrived: Arrived, to: *const c_void);
        #[link_name = "__wasm_split_load_ticket"]
        fn load_ticket(arrived: Arrived, to: *const c_void);
        #[link_name = "__wasm_split_load_mini"]
        fn load_mini(arrived: Arrived, to: *const c_void);
        #[link_name = "__wasm_split_load_mapped"]
        fn load_mapped(arrived: Arrived, to: *const c_void);
        #[link_name = "__wasm_split_load_service"]
        fn load_service(arrived: Arrived, to: *const c_void);
        #[link_name = "__wasm_split_load_rare"]
        fn load_rare(arrived: Arrived, to: *const c_void);
    }

    unsafe extern "C" fn arrived(to: *const c_void, done: bool) {
        // SAFETY: `to` is what `Box::into_raw` gave below, and the loader calls back exactly once.
        let to = unsafe { Box::from_raw(to.cast_mut().cast::<Sender<bool>>()) };
        // Who asked may have gone.
        let _unheard = to.send(done);
    }

    let (to, from) = channel();
    let to = Box::into_raw(Box::new(to)).cast_const().cast();
    // SAFETY: both are imports with this signature, which keep `to` until they call `arrived`.
    match part {
        Part::Pages => unsafe { load_pages(arrived, to) },
        Part::Desk => unsafe { load_desk(arrived, to) },
        Part::People => unsafe { load_people(arrived, to) },
        Part::Organise => unsafe { load_organise(arrived, to) },
        Part::Host => unsafe { load_host(arrived, to) },
        Part::Ticket => unsafe { load_ticket(arrived, to) },
        Part::Mini => unsafe { load_mini(arrived, to) },
        Part::Mapped => unsafe { load_mapped(arrived, to) },
        Part::Service => unsafe { load_service(arrived, to) },
        Part::Rare => unsafe { load_rare(arrived, to) },
    }
    from.await.unwrap_or(false)
}

/// A function whose body lies in a part: `part!(Pages "pages" 1: fn name(a: A) -> B { … })` gives
/// `fn name(a: A) -> Result<B, NotLoaded>`. The number is its own among all of them; a body may use nothing but its
/// arguments and items.
macro_rules! part {
    (Pages "pages" $($rest:tt)*) => { $crate::parts::part! { @ Pages "pages" $($rest)* } };
    (Desk "desk" $($rest:tt)*) => { $crate::parts::part! { @ Desk "desk" $($rest)* } };
    (People "people" $($rest:tt)*) => { $crate::parts::part! { @ People "people" $($rest)* } };
    (Organise "organise" $($rest:tt)*) => { $crate::parts::part! { @ Organise "organise" $($rest)* } };
    (Host "host" $($rest:tt)*) => { $crate::parts::part! { @ Host "host" $($rest)* } };
    (Ticket "ticket" $($rest:tt)*) => { $crate::parts::part! { @ Ticket "ticket" $($rest)* } };
    (Mini "mini" $($rest:tt)*) => { $crate::parts::part! { @ Mini "mini" $($rest)* } };
    (Mapped "mapped" $($rest:tt)*) => { $crate::parts::part! { @ Mapped "mapped" $($rest)* } };
    (Rare "rare" $($rest:tt)*) => { $crate::parts::part! { @ Rare "rare" $($rest)* } };
    (Service "service" $($rest:tt)*) => { $crate::parts::part! { @ Service "service" $($rest)* } };
    (@ $part:ident $file:literal $number:literal:
        $(#[$about:meta])* $vis:vis fn $name:ident $(<$life:lifetime>)? ($($arg:ident: $type:ty),* $(,)?) -> $ret:ty $body:block
    ) => {
        $(#[$about])*
        #[cfg(not(feature = "parts"))]
        #[allow(clippy::unnecessary_wraps, reason = "with the feature it may not be there")]
        $vis fn $name $(<$life>)? ($($arg: $type),*) -> Result<$ret, $crate::parts::NotLoaded> {
            fn whole_part $(<$life>)? ($($arg: $type),*) -> $ret $body
            Ok(whole_part($($arg),*))
        }

        $(#[$about])*
        #[cfg(feature = "parts")]
        #[allow(unsafe_code, improper_ctypes, improper_ctypes_definitions, reason = "both sides are one compilation")]
        $vis fn $name $(<$life>)? ($($arg: $type),*) -> Result<$ret, $crate::parts::NotLoaded> {
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            unsafe extern "C" {
                #[link_name = concat!("__wasm_split_00", $file, "00_import_000000000000000000000000000000", $number)]
                fn import $(<$life>)? ($($arg: $type),*) -> $ret;
            }
            #[unsafe(export_name = concat!("__wasm_split_00", $file, "00_export_000000000000000000000000000000", $number))]
            extern "C" fn export $(<$life>)? ($($arg: $type),*) -> $ret $body

            if !$crate::parts::loaded($crate::parts::Part::$part) {
                return Err($crate::parts::NotLoaded);
            }
            // SAFETY: the import is the export above, and has come.
            Ok(unsafe { import($($arg),*) })
        }
    };
}
pub(crate) use part;
