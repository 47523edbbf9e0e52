//! A venue as JSON has it: flat. (Serde's own flattening reads through a buffer of its own, which
//! costs kilobytes in the first view.)

use serde::{Deserialize, Serialize};

use crate::model::{Area, LatLng};

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Venue {
    #[serde(skip_serializing_if = "String::is_empty")]
    city: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    district: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    place: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<LatLng>,
    #[serde(skip_serializing_if = "String::is_empty")]
    address: String,
    address_hidden: bool,
    online: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    online_url: String,
}

impl From<Venue> for super::Venue {
    fn from(wire: Venue) -> Self {
        Self {
            area: Area {
                city: wire.city,
                district: wire.district,
                place: wire.place,
                position: wire.position,
            },
            address: wire.address,
            address_hidden: wire.address_hidden,
            online: wire.online,
            online_url: wire.online_url,
        }
    }
}

impl From<super::Venue> for Venue {
    fn from(venue: super::Venue) -> Self {
        Self {
            city: venue.area.city,
            district: venue.area.district,
            place: venue.area.place,
            position: venue.area.position,
            address: venue.address,
            address_hidden: venue.address_hidden,
            online: venue.online,
            online_url: venue.online_url,
        }
    }
}
