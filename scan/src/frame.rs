//! A frame as it comes: grey or RGBA, checked once, so that what reads it need not.

/// The longest side that is looked at, in pixels. Cameras are asked for less; what is larger would only be slow.
pub const MAX_SIDE: usize = 2048;

/// The shortest side that can have a code in it: 21 modules (version 1).
const MIN_SIDE: usize = 21;

/// A picture.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    width: usize,
    height: usize,
    pixels: Pixels<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Pixels<'a> {
    /// A byte a pixel, 0 is black.
    Grey(&'a [u8]),
    /// Four bytes a pixel, as `ImageData` has them.
    Rgba(&'a [u8]),
}

impl<'a> Frame<'a> {
    /// A picture, row by row from above: a byte of grey a pixel, or four of red, green, blue and opacity. Nothing where there
    /// are not as many bytes as that makes, or a side is shorter than a code or longer than [`MAX_SIDE`].
    #[must_use]
    pub fn new(width: usize, height: usize, bytes: &'a [u8]) -> Option<Self> {
        let sides = MIN_SIDE..=MAX_SIDE;
        if !sides.contains(&width) || !sides.contains(&height) {
            return None;
        }
        let all = width * height;
        let pixels = match bytes.len() {
            grey if grey == all => Pixels::Grey(bytes),
            rgba if rgba == all * 4 => Pixels::Rgba(bytes),
            _ => return None,
        };
        Some(Self {
            width,
            height,
            pixels,
        })
    }

    /// How bright each pixel is: the luma of ITU-R BT.601, in 256ths.
    pub(crate) fn grey(&self) -> Grey {
        Grey {
            width: self.width,
            height: self.height,
            pixels: match self.pixels {
                Pixels::Grey(grey) => grey.to_vec(),
                Pixels::Rgba(rgba) => rgba.chunks_exact(4).map(luma).collect(),
            },
        }
    }
}

/// A picture in grey: as many pixels as its sides make, row by row from above.
pub(crate) struct Grey {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
}

impl Grey {
    /// Dark for light.
    pub(crate) fn negative(&self) -> Self {
        Self {
            pixels: self.pixels.iter().map(|pixel| !pixel).collect(),
            ..*self
        }
    }

    /// Twice as wide and as high: each new pixel is three parts of the nearest of the old and one of the next, both ways.
    pub(crate) fn twice(&self) -> Self {
        let (width, height) = (self.width * 2, self.height * 2);
        let mut pixels = Vec::with_capacity(width * height);
        let rows: Vec<&[u8]> = self.pixels.chunks_exact(self.width).collect();
        let mut blend = Vec::with_capacity(self.width);
        for (near, next) in pairs(&rows) {
            blend.clear();
            let both = near.iter().zip(next.iter());
            blend.extend(both.map(|(near, next)| 3 * u32::from(*near) + u32::from(*next)));
            let wide = pairs(&blend).map(|(near, next)| (3 * near + next) / 16);
            pixels.extend(wide.map(|sum| u8::try_from(sum).unwrap_or(u8::MAX)));
        }
        Self {
            width,
            height,
            pixels,
        }
    }
}

/// Each thing twice, with the one before it and with the one behind it; those at the ends with themselves.
fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let before = all.iter().take(1).chain(all);
    let behind = all.iter().skip(1).chain(all.last());
    let each = all.iter().zip(before.zip(behind));
    each.flat_map(|(one, (before, behind))| [(one, before), (one, behind)])
}

fn luma(pixel: &[u8]) -> u8 {
    let [red, green, blue, ..] = *pixel else {
        return 0;
    };
    let sum = u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29;
    u8::try_from(sum >> 8).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_is_no_frame() {
        let bytes = vec![0; 64 * 64 * 4];
        for (width, height, length, is) in [
            (64, 64, 64 * 64, true),
            (64, 64, 64 * 64 * 4, true),
            (64, 64, 64 * 64 - 1, false),
            (64, 64, 64 * 64 * 3, false),
            (0, 0, 0, false),
            (20, 64, 20 * 64, false),
            (MAX_SIDE + 1, 64, 64 * 64, false),
            (usize::MAX, 2, 2, false),
            (usize::MAX, usize::MAX, 1, false),
        ] {
            let frame = Frame::new(width, height, &bytes[..length]);
            assert_eq!(frame.is_some(), is, "{width} × {height}, {length} bytes");
        }
    }

    #[test]
    fn twice_the_size_lies_between_the_pixels() {
        let grey = Grey {
            width: 2,
            height: 1,
            pixels: vec![0, 160],
        };
        let twice = grey.twice();
        assert_eq!((twice.width, twice.height), (4, 2));
        assert_eq!(twice.pixels, [0, 40, 120, 160, 0, 40, 120, 160]);
        assert_eq!(grey.negative().pixels, [255, 95]);
    }

    #[test]
    fn grey_of_colours_is_their_brightness() {
        for (pixel, grey) in [
            ([0, 0, 0, 255], 0),
            ([255, 255, 255, 255], 255),
            ([255, 0, 0, 255], 76),
            ([0, 255, 0, 0], 149),
            ([0, 0, 255, 9], 28),
        ] {
            assert_eq!(luma(&pixel), grey, "{pixel:?}");
        }
    }
}
