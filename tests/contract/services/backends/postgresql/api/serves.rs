//! Servers for a browser instead of for the suite.

use std::{env, fs, sync::Arc};

use linju::model::Instant;

use super::{Server, filled_by};
use crate::services::{
    folder,
    process::Process,
    seed::{self, Size},
    served,
};

/// Ones that a browser speaks to, at each address one with the same rows, whose clock begins at a moment. What their
/// databases are, for who plays the operator, is told in `LINJU_OPERATOR`, a file: a line of an address, a connection, and what the server says.
pub fn serve(at: &[&str], size: &Size, crowd: u32, now: Instant) -> Vec<Process> {
    let ahead = now.unix() - seed::clock().unix();
    let Some(first) = at.first() else {
        return Vec::new();
    };
    let folder = folder(&served::named("own-postgresql", first));
    let file = folder.join("seed.json");
    seed::whole(size, now, &file);
    if crowd > 0 {
        seed::crowd(crowd, &file);
    }
    let cluster = Arc::new(filled_by(&folder, &file));
    let server = |(n, address): (usize, &&str)| {
        let database = format!("served_{n}");
        cluster.run(&format!(
            "create database {database} template filled;\n\\connect {database}\n
             insert into linju.settings values ('seconds_ahead', {ahead})"
        ));
        let named = served::named("own-postgresql-server", address);
        let server = Server::new(&named, cluster.clone(), cluster.of(&database));
        Server {
            address: (*address).to_owned(),
            ..server
        }
        .started()
    };
    let mut servers: Vec<Server> = at.iter().enumerate().map(server).collect();
    let told = servers.iter().map(|s| {
        format!(
            "{} {} {}\n",
            s.address,
            s.database,
            s.folder.join("log.txt").display()
        )
    });
    if let Ok(file) = env::var("LINJU_OPERATOR") {
        fs::write(file, told.collect::<String>()).unwrap();
    }
    let processes: Vec<Process> = servers
        .iter_mut()
        .filter_map(|s| s.process.take())
        .collect();
    drop(servers);
    let cluster = Arc::into_inner(cluster).expect("nobody else has it");
    processes.into_iter().chain([cluster.process]).collect()
}
