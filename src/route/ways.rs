//! Ways to a place: addresses at which a phone opens one of its maps.
//!
//! A position goes out in the coordinates that the map asks for. All but Apple's take WGS-84, when told so:
//!
//! | Map | Parameter | Source |
//! |---|---|---|
//! | the phone's own | `geo:` is WGS-84; `q=lat,lng(name)` sets a pin | RFC 5870, 3.4.1; developer.android.com, *Common intents*, Maps |
//! | Apple | none: WGS-84, in mainland China GCJ-02 as all maps there | developer.apple.com, *Map Links*: `ll`, `q`, `address` |
//! | Amap 高德 | `coordinate=wgs84` | lbs.amap.com/api/uri-api/guide/mobile-web/point, 2023-10 |
//! | Tencent 腾讯 | `coord_type=1` is GPS, 2 (the usual) its own | lbs.qq.com/webApi/uriV1/uriGuide/uriWebMarker |
//! | Baidu 百度 | `coord_type=wgs84`, else `bd09ll` | lbsyun.baidu.com, *URI API*, web, `marker` |
//! | Google | WGS-84 | developers.google.com/maps/documentation/urls |

use crate::{
    model::{LatLng, gcj02, in_mainland_china},
    percent::encode,
};

/// What phone it is, as far as it matters which maps there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phone {
    /// Android, and what calls itself so.
    Android,
    /// iPhone, iPad, Mac.
    Apple,
    /// A browser inside another app, which opens web pages alone.
    Inside,
    /// A page inside a mini-program, which opens no other site.
    MiniProgram,
    /// Anything else.
    Other,
}

impl Phone {
    /// From what the browser says of itself.
    #[must_use]
    pub fn of(user_agent: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| user_agent.contains(word));
        if has(&["miniProgram", "MiniProgram", "toutiaomicroapp", "swan/"]) {
            Self::MiniProgram
        } else if has(&["MicroMessenger", "AlipayClient", "QQ/"]) {
            Self::Inside
        } else if has(&["Android"]) {
            Self::Android
        } else if has(&["iPhone", "iPad", "Macintosh"]) {
            Self::Apple
        } else {
            Self::Other
        }
    }
}

/// A map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Map {
    /// Whichever the phone has.
    Own,
    /// Apple's.
    Apple,
    /// Amap, 高德地图.
    Amap,
    /// Tencent's, 腾讯地图.
    Tencent,
    /// Baidu's, 百度地图.
    Baidu,
    /// Google's.
    Google,
}

/// Where to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// What it is called there.
    pub name: String,
    /// City, street and number, as one says them to find it.
    pub address: String,
    /// Where it is, WGS-84.
    pub position: Option<LatLng>,
    /// Whether it is in mainland China, for one without a position.
    pub in_china: bool,
}

impl Spot {
    /// What one types into a map to find it.
    fn looked_for(&self) -> &str {
        if self.address.is_empty() {
            &self.name
        } else {
            &self.address
        }
    }

    /// The maps that can show it, the likeliest first, each with its address. None for a place of which nothing is known, and where
    /// none can be opened.
    #[must_use]
    pub fn ways(&self, phone: Phone) -> Vec<(Map, String)> {
        let is_unknown = self.position.is_none() && self.looked_for().is_empty();
        if is_unknown || phone == Phone::MiniProgram {
            return Vec::new();
        }
        let in_china = self.position.map_or(self.in_china, in_mainland_china);
        let own: &[Map] = match phone {
            Phone::Android => &[Map::Own],
            Phone::Apple => &[Map::Apple],
            _ => &[],
        };
        let others: &[Map] = match in_china {
            true => &[Map::Amap, Map::Tencent, Map::Baidu, Map::Google],
            false => &[Map::Google],
        };
        let maps = own.iter().chain(others);
        maps.map(|map| (*map, self.way(*map))).collect()
    }

    /// Where a pin stands on maps that are GCJ-02 in mainland China, latitude and longitude in degrees; nothing where that is not known.
    #[must_use]
    pub fn pin(&self) -> Option<(String, String)> {
        let at = gcj02(self.position?);
        Some((decimal(at.lat()), decimal(at.lng())))
    }

    fn way(&self, map: Map) -> String {
        match self.position {
            Some(at) => self.pinned(map, at),
            None => found(map, &encode(self.looked_for())),
        }
    }

    fn pinned(&self, map: Map, at: LatLng) -> String {
        let (name, address) = (encode(&self.name), encode(self.looked_for()));
        let (lat, lng) = (decimal(at.lat()), decimal(at.lng()));
        match map {
            Map::Own => format!("geo:{lat},{lng}?q={lat},{lng}({name})"),
            Map::Apple => {
                let (lat, lng) = self.pin().unwrap_or((lat, lng));
                format!("https://maps.apple.com/?ll={lat},{lng}&q={name}")
            }
            Map::Amap => format!(
                "https://uri.amap.com/marker?position={lng},{lat}&name={name}&coordinate=wgs84&callnative=1&src=linju"
            ),
            // Colons and semicolons are its own marks.
            Map::Tencent => format!(
                "https://apis.map.qq.com/uri/v1/marker?marker=coord:{lat},{lng};title:{name};addr:{address}&coord_type=1&referer=linju"
            ),
            Map::Baidu => format!(
                "https://api.map.baidu.com/marker?location={lat},{lng}&title={name}&content={address}&coord_type=wgs84&output=html&src=webapp.linju.linju"
            ),
            Map::Google => {
                format!("https://www.google.com/maps/search/?api=1&query={lat}%2C{lng}")
            }
        }
    }
}

/// Degrees to the centimetre, as a position keeps them. (To print any fraction at all would be the largest piece of this part.)
fn decimal(degrees: f64) -> String {
    let e7 = (degrees * 1e7).round() as i64;
    let (sign, size) = (if e7 < 0 { "-" } else { "" }, e7.unsigned_abs());
    let written = format!("{sign}{}.{:07}", size / 10_000_000, size % 10_000_000);
    written
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

/// The same for a place of which only the words are known.
fn found(map: Map, words: &str) -> String {
    let (before, after) = match map {
        Map::Own => ("geo:0,0?q=", ""),
        Map::Apple => ("https://maps.apple.com/?q=", ""),
        Map::Amap => (
            "https://uri.amap.com/search?keyword=",
            "&callnative=1&src=linju",
        ),
        Map::Tencent => (
            "https://apis.map.qq.com/uri/v1/search?keyword=",
            "&referer=linju",
        ),
        Map::Baidu => (
            "https://api.map.baidu.com/geocoder?address=",
            "&output=html&src=webapp.linju.linju",
        ),
        Map::Google => ("https://www.google.com/maps/search/?api=1&query=", ""),
    };
    [before, words, after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(lat: f64, lng: f64) -> Spot {
        Spot {
            name: "曲院风荷".to_owned(),
            address: "杭州西湖区北山街 89号".to_owned(),
            position: LatLng::new(lat, lng),
            in_china: true,
        }
    }

    fn maps(spot: &Spot, phone: Phone) -> Vec<Map> {
        spot.ways(phone).into_iter().map(|(map, _)| map).collect()
    }

    #[test]
    fn each_phone_is_offered_what_it_can_open() {
        use Map::*;
        let hangzhou = spot(30.2523, 120.1268);
        let berlin = spot(52.52, 13.405);
        assert_eq!(
            maps(&hangzhou, Phone::Android),
            [Own, Amap, Tencent, Baidu, Google]
        );
        assert_eq!(
            maps(&hangzhou, Phone::Apple),
            [Apple, Amap, Tencent, Baidu, Google]
        );
        assert_eq!(
            maps(&hangzhou, Phone::Inside),
            [Amap, Tencent, Baidu, Google]
        );
        assert_eq!(maps(&berlin, Phone::Android), [Own, Google]);
        assert_eq!(maps(&berlin, Phone::Other), [Google]);
        assert_eq!(maps(&Spot::default(), Phone::Android), []);
        assert_eq!(maps(&hangzhou, Phone::MiniProgram), []);
    }

    #[test]
    fn each_map_gets_the_coordinates_that_it_asks_for() {
        let ways = |phone| spot(30.2523, 120.1268).ways(phone);
        let check = |phone, map, expected: &str| {
            let way = ways(phone).into_iter().find(|(it, _)| *it == map);
            let way = way.map(|(_, way)| way).unwrap_or_default();
            assert!(way.contains(expected), "{way}");
            assert!(way.is_ascii() && !way.contains(' '), "{way}");
        };
        check(
            Phone::Android,
            Map::Own,
            "geo:30.2523,120.1268?q=30.2523,120.1268(%E6%9B%B2",
        );
        check(
            Phone::Apple,
            Map::Apple,
            "https://maps.apple.com/?ll=30.2500115,120.1315652&q=%E6%9B%B2",
        );
        check(
            Phone::Apple,
            Map::Amap,
            "position=120.1268,30.2523&name=%E6",
        );
        check(Phone::Apple, Map::Amap, "&coordinate=wgs84&");
        check(
            Phone::Apple,
            Map::Tencent,
            "marker=coord:30.2523,120.1268;title:",
        );
        check(Phone::Apple, Map::Tencent, "&coord_type=1&");
        check(Phone::Apple, Map::Baidu, "location=30.2523,120.1268&");
        check(Phone::Apple, Map::Baidu, "&coord_type=wgs84&");
        check(Phone::Apple, Map::Google, "query=30.2523%2C120.1268");
    }

    #[test]
    fn apples_map_of_other_countries_is_wgs_84() {
        let ways = spot(52.52, 13.405).ways(Phone::Apple);
        let (_, apple) = ways.first().unwrap();
        assert!(apple.contains("ll=52.52,13.405&"), "{apple}");
    }

    #[test]
    fn what_has_no_position_is_looked_for_by_its_words() {
        let mut spot = spot(100.0, 0.0);
        assert_eq!(spot.position, None);
        for (map, way) in spot.ways(Phone::Android) {
            assert!(
                way.contains("%E5%8C%97%E5%B1%B1%E8%A1%97%2089"),
                "{map:?} {way}"
            );
        }
        // A name that would be more than a name is none.
        spot.address = "a&coordinate=x#b;addr:c".to_owned();
        for (_, way) in spot.ways(Phone::Apple) {
            assert!(way.contains("a%26coordinate%3Dx%23b%3Baddr%3Ac"), "{way}");
        }
    }

    #[test]
    fn degrees_are_written_as_they_are() {
        let check = |degrees: f64, words: &str| assert_eq!(decimal(degrees), words);
        check(120.1268, "120.1268");
        check(-33.5, "-33.5");
        check(-0.000_000_1, "-0.0000001");
        check(0.0, "0");
        check(100.0, "100");
        check(-180.0, "-180");
    }

    #[test]
    fn a_phone_is_known_by_what_its_browser_says() {
        let check = |words: &str, phone| assert_eq!(Phone::of(words), phone, "{words}");
        check("Mozilla/5.0 (Linux; Android 14; Pixel 8)", Phone::Android);
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)",
            Phone::Apple,
        );
        check(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)",
            Phone::Apple,
        );
        check(
            "Mozilla/5.0 (iPhone) MicroMessenger/8.0.49 miniProgram/wx0",
            Phone::MiniProgram,
        );
        check("Mozilla/5.0 (iPhone) MicroMessenger/8.0.49", Phone::Inside);
        check(
            "Mozilla/5.0 (Linux; Android 14) AlipayClient/10.5",
            Phone::Inside,
        );
        check("Mozilla/5.0 (X11; Linux x86_64)", Phone::Other);
        check("", Phone::Other);
    }
}
