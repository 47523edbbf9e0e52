//! A directory as somebody reads it: in which order, who is found by what was typed, who is meant by a filter, whom the viewer may help.
//!
//! Everything here takes members as this viewer was told of them, so what is hidden is neither found nor counted. Ten thousand of them
//! are put in order and made ready to be searched step by step ([`Arranging::step`], [`Index::add`]), so that no frame waits.

mod arranging;
mod finding;
mod helping;
mod letters;
mod near;
mod pages;
mod seen;
mod values;
mod wanted;

pub use arranging::{Arranging, Collation, Compare, Order};
pub use finding::{Asked, Finder, Index, Said, Why};
pub use helping::{Help, helping};
pub use letters::{LETTERS, letter_name};
pub use pages::Layout;
pub use seen::Seen;
pub use wanted::{Wanted, Within};
