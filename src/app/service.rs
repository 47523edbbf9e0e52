//! The data of the service that `config.json` names.

use std::rc::Rc;

use serde_json::Value;
use wasm_bindgen_futures::spawn_local;

use crate::{
    backend::{
        Backend, BackendError,
        embedded::Embedded,
        mapped::{Mapped, Plan, read_json},
    },
    data::{Data, Ports},
    model::AccountId,
    parts::{self, Part, part},
    port::{Clock, Request, Response, Transport},
    store::device_account,
};

use super::config::{Chosen, Site, Trouble};

/// Opens it: at once where it is in the page; else when its mapping has come.
pub(super) async fn open(chosen: Chosen, ports: Ports) -> Result<Data, Trouble> {
    let account = device_account(&*ports.kv, &*ports.random);
    let backend: Rc<dyn Backend> = match chosen {
        Chosen::Embedded => Rc::new(Embedded::new(
            ports.transport.clone(),
            ports.kv.clone(),
            ports.clock.clone(),
            ports.random.clone(),
            ports.zones.clone(),
        )),
        Chosen::Mapped(site) => {
            // The code comes at the same time as the mapping.
            spawn_local(async {
                let _asked_again_below = parts::load(Part::Mapped).await;
            });
            let wanted = Request::get(site.mapping.clone());
            let answer = ports.transport.send(wanted).await;
            let ask = Asked {
                site,
                answer: answer.map_err(|_| Trouble::Network)?,
                transport: ports.transport.clone(),
                clock: ports.clock.clone(),
                account: account.clone(),
            };
            parts::load(Part::Mapped)
                .await
                .and_then(|()| mapped(Box::new(ask)))
                .map_err(|_| Trouble::Network)??
        }
    };
    Ok(Data::new(backend, ports, account.as_str()))
}

/// What a mapped backend is made of.
struct Asked {
    site: Site,
    answer: Response,
    transport: Rc<dyn Transport>,
    clock: Rc<dyn Clock>,
    account: AccountId,
}

part! {
    Mapped "mapped" "03":
    /// The backend that the mapping describes.
    #[allow(clippy::boxed_local, reason = "a small argument crosses between modules")]
    fn mapped(asked: Box<Asked>) -> Result<Rc<dyn Backend>, Trouble> {
        let plan = plan(&asked.site, &asked.answer)?;
        Ok(Rc::new(Mapped::new(plan, asked.transport, asked.clock, asked.account)))
    }
}

fn plan(site: &Site, answer: &Response) -> Result<Plan, Trouble> {
    let file = &site.mapping;
    let mut mapping = read_json(answer).map_err(|why| match why {
        BackendError::Unavailable { .. } => Trouble::Network,
        why => Trouble::Wrong(format!("{file}: {why}")),
    })?;
    // What the site says goes before what the mapping says.
    if let Value::Object(mapping) = &mut mapping {
        for (key, value) in [("base", &site.base), ("name", &site.name)] {
            if !value.is_empty() {
                mapping.insert(key.to_owned(), Value::from(value.as_str()));
            }
        }
    }
    Plan::compile(&mapping).map_err(|fault| Trouble::Wrong(format!("{file}: {fault}")))
}
