//! Where the rows of a long list stand: all of one height, with a heading above some of them, in any unit.

/// The places of rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// How many there are.
    pub rows: usize,
    /// How high each is.
    pub row: f64,
    /// How high a heading is.
    pub heading: f64,
    /// Above which rows one stands, in their order.
    pub headed: Vec<usize>,
}

impl Layout {
    /// How high all of it is.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.rows as f64 * self.row + self.headed.len() as f64 * self.heading
    }

    /// Where a row begins, below the heading above it.
    #[must_use]
    pub fn top(&self, at: usize) -> f64 {
        let headed = self.headed.partition_point(|row| *row <= at);
        at as f64 * self.row + headed as f64 * self.heading
    }

    /// The row at a height, with the heading above it; the last below all.
    #[must_use]
    pub fn at(&self, y: f64) -> usize {
        let (mut low, mut high) = (0, self.rows);
        while low + 1 < high {
            let middle = low.midpoint(high);
            let heading = if self.headed.binary_search(&middle).is_ok() {
                self.heading
            } else {
                0.0
            };
            match self.top(middle) - heading <= y {
                true => low = middle,
                false => high = middle,
            }
        }
        low
    }
}
