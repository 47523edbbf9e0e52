// The worker that reads codes. It is sent {width, height, pixels} with the pixels of a frame (an ArrayBuffer: grey, or RGBA as
// ImageData has them) and answers each with {text, corners} (x and y, four times), {} where there is no code in it, or
// {lost} with a reason where its WebAssembly did not come, which is the end of it.
//
// Its place and the module's name are those of the build: `cargo xtask` puts both in (xtask/src/scanner.rs).
"use strict";

const compiled = fetch(new URL("linju-scan.wasm", self.location.href)).then(async (answer) => {
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return WebAssembly.compile(await answer.arrayBuffer());
});
compiled.catch(() => {}); // Said with the first frame.
let scanner;

function read({ width, height, pixels }) {
  const { memory, scan_room, scan_read } = scanner;
  const room = scan_room(width, height, pixels.byteLength);
  if (!room) return {};
  new Uint8Array(memory.buffer, room, pixels.byteLength).set(new Uint8Array(pixels));
  const found = scan_read();
  if (!found) return {};
  const numbers = new DataView(memory.buffer, found, 36);
  const corners = Array.from({ length: 8 }, (_, n) => numbers.getInt32(n * 4, true));
  const text = new TextDecoder().decode(new Uint8Array(memory.buffer, found + 36, numbers.getInt32(32, true)));
  return { text, corners };
}

self.onmessage = async ({ data }) => {
  try {
    const module = await compiled;
    scanner ??= (await WebAssembly.instantiate(module)).exports;
  } catch (error) {
    self.postMessage({ lost: String(error) });
    return;
  }
  let answer = {};
  try {
    answer = read(data);
  } catch {
    scanner = undefined; // It trapped: what is in its memory may be anything. The next frame gets a new one.
  }
  self.postMessage(answer);
};
