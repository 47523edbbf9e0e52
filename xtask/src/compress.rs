//! Brotli and gzip, at the quality that a CDN serves files with that were compressed beforehand. Brotli is what browsers take from
//! hosts that have it (HTTPS alone); gzip what nginx hands out as Debian builds it.

use crate::run::{Call, Done, Failure};
use std::path::{Path, PathBuf};

/// What is worth compressing; pictures and fonts already are.
const TEXT: &[&str] = &[
    "html",
    "css",
    "js",
    "json",
    "wasm",
    "svg",
    "txt",
    "webmanifest",
    "xml",
];

/// Node's zlib is the reference implementation, is needed for a release build anyway, and costs no compile time.
/// Its threads compress the files side by side.
const SCRIPT: &str = "
const { readFile, writeFile } = require('node:fs/promises');
const { brotliCompress, gzip, constants: c } = require('node:zlib');
Promise.all(process.argv.slice(1).map(async (path) => {
  const bytes = await readFile(path);
  const params = {
    [c.BROTLI_PARAM_QUALITY]: 11,
    [c.BROTLI_PARAM_LGWIN]: 24,
    [c.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    [c.BROTLI_PARAM_MODE]: path.endsWith('.wasm') ? c.BROTLI_MODE_GENERIC : c.BROTLI_MODE_TEXT,
  };
  const done = (compress, options) => new Promise((yes, no) => compress(bytes, options, (e, r) => e ? no(e) : yes(r)));
  await writeFile(path + '.br', await done(brotliCompress, { params }));
  await writeFile(path + '.gz', await done(gzip, { level: 9 }));
})).catch((error) => { console.error(error); process.exit(1); });
";

/// Whether a file is served compressed. `config.json` is not: an operator edits it on the host, and one that hands
/// out compressed files would go on serving the old one. `build.json` is one line.
pub(crate) fn compressible(path: &Path) -> bool {
    if path
        .file_name()
        .is_some_and(|name| name == "config.json" || name == "build.json")
    {
        return false;
    }
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| TEXT.contains(&extension))
}

/// Writes a `.br` and a `.gz` beside each file that is worth it.
pub(crate) fn beforehand(files: &[PathBuf]) -> Done {
    let files: Vec<_> = files.iter().filter(|path| compressible(path)).collect();
    if files.is_empty() {
        return Ok(());
    }
    let call = files.iter().fold(
        Call::new("node").arg("-e").arg(SCRIPT).arg("--"),
        |call, path| call.arg(path),
    );
    call.read_or_fail()
        .map(drop)
        .map_err(|_| Failure::new("Node.js could not compress the files of the build"))
}
