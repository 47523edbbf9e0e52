//! `serve`: builds the app into dist-serve/, serves it on 127.0.0.1, and builds again when a file changes. dist/ is
//! left to release builds, which tests look at.

use crate::args::Args;
use crate::build;
use crate::run::{Done, Failure};
use crate::scanner;
use crate::setup;

/// `cargo xtask serve`.
pub(crate) fn serve(args: &mut Args) -> Done {
    let release = args.flag("--release");
    let open = args.flag("--open");
    let port = args.value("--port")?.unwrap_or_else(|| "8080".to_owned());
    args.finish()?;
    if port.parse::<u16>().is_err() {
        return Err(Failure::new(format!(
            "--port is a number up to 65535, not `{port}`"
        )));
    }
    let tools = setup::ensure(if release { setup::BUILD } else { setup::SERVE })?;
    let mut call = build::trunk(&tools)?
        .args("serve --dist dist-serve --address 127.0.0.1 --port")
        .arg(&port);
    if release {
        call = scanner::announced(&tools, call)?;
        call = call.args("--release --features parts");
    }
    if open {
        call = call.arg("--open");
    }
    println!("Linju will be on http://127.0.0.1:{port}/ once it is built; Ctrl-C ends it.");
    call.run()
}
