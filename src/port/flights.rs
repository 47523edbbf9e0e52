//! One flight a key: what is asked for twice at once is sent once.

use std::cell::RefCell;

use futures_channel::oneshot;

use super::Few;

/// Who is on the way, and who waits for them.
#[derive(Debug, Default)]
pub struct Flights {
    waiting: RefCell<Few<String, Vec<oneshot::Sender<()>>>>,
}

/// The right to fly; those who wait are woken when it is dropped, however the flight ended.
#[derive(Debug)]
pub struct Flight<'a> {
    flights: &'a Flights,
    key: String,
}

impl Flights {
    /// The right to fly, or `None` once somebody else's flight with this key has landed.
    pub async fn board(&self, key: &str) -> Option<Flight<'_>> {
        let landing = {
            let mut waiting = self.waiting.borrow_mut();
            match waiting.get_mut(key) {
                Some(others) => {
                    let (wake, landing) = oneshot::channel();
                    others.push(wake);
                    Some(landing)
                }
                None => {
                    waiting.insert(key.to_owned(), Vec::new());
                    None
                }
            }
        };
        match landing {
            Some(landing) => {
                // The sender sends or is dropped: both mean that the flight is over.
                let _over = landing.await;
                None
            }
            None => Some(Flight {
                flights: self,
                key: key.to_owned(),
            }),
        }
    }
}

impl Flights {
    /// The right to fly, after all who have it have landed.
    pub async fn turn(&self, key: &str) -> Flight<'_> {
        loop {
            if let Some(turn) = self.board(key).await {
                break turn;
            }
        }
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        let waiting = self.flights.waiting.borrow_mut().remove(&self.key);
        for wake in waiting.into_iter().flatten() {
            let _gone = wake.send(());
        }
    }
}
