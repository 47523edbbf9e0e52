//! Where the reader is, if they let us know.

use futures_channel::oneshot;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Position, PositionError, PositionOptions, window};

use crate::model::LatLng;

/// Why there is no position: not allowed, switched off, not found in time, or not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPlace;

/// Asks the reader for their position, once; rounded to about a hundred metres, for no more is
/// needed (a thousandth of a degree).
///
/// # Errors
/// [`NoPlace`].
pub async fn locate() -> Result<LatLng, NoPlace> {
    let geolocation = window()
        .and_then(|w| w.navigator().geolocation().ok())
        .ok_or(NoPlace)?;
    let (tell, told) = oneshot::channel::<Option<LatLng>>();
    let tell = std::rc::Rc::new(std::cell::RefCell::new(Some(tell)));
    let found = {
        let tell = tell.clone();
        Closure::<dyn FnMut(Position)>::new(move |position: Position| {
            let at = position.coords();
            let coarse = |degrees: f64| (degrees * 1000.0).round() / 1000.0;
            if let Some(tell) = tell.borrow_mut().take() {
                let _told = tell.send(LatLng::new(coarse(at.latitude()), coarse(at.longitude())));
            }
        })
    };
    let failed = Closure::<dyn FnMut(PositionError)>::new(move |_why: PositionError| {
        if let Some(tell) = tell.borrow_mut().take() {
            let _told = tell.send(None);
        }
    });
    let options = PositionOptions::new();
    options.set_timeout(10_000);
    options.set_maximum_age(600_000);
    geolocation
        .get_current_position_with_error_callback_and_options(
            Closure::as_ref(&found).unchecked_ref(),
            Some(Closure::as_ref(&failed).unchecked_ref()),
            &options,
        )
        .map_err(|_| NoPlace)?;
    told.await.ok().flatten().ok_or(NoPlace)
}
