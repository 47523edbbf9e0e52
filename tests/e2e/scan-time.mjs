// How long a scan takes: from the first frame with a readable ticket to the word that says so on the screen. A browser whose
// camera plays a video (camera.mjs) looks at tickets one after another; with the CPU as it is, and four times slower.
//
//   cargo xtask build --catalogue && node scan-time.mjs [--scans 60] [--most 1000]
//
// The frame's time is when the camera gave it; a white corner of the picture tells which frames have a code. The word's is when it
// was painted. The browser slows only the page down; the worker is slowed by as much here, by waiting after each frame.
// With `--most` it fails where the 95th of a hundred takes longer, in milliseconds, on the slow CPU.
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { served, video, withCamera } from "./camera.mjs";

const { values } = parseArgs({
  options: { scans: { type: "string", default: "60" }, most: { type: "string" } },
});
const scans = Number(values.scans);
const scenes = Array.from({ length: 10 }, (_, n) => [[0.7 + n * 0.03, ""], [1, `https://linju.example/e/night-run?ticket=${n}k3m9x2qwerty`]]).flat();
const path = video("scan-time", scenes);
process.on("exit", () => rmSync(path));
const { url, close } = await served();

/** Slows down what the worker does with a frame. */
const slow = (rate) => `{
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const { exports } = await instantiate.apply(WebAssembly, given);
    const scan_read = () => {
      const begin = performance.now();
      const found = exports.scan_read();
      const end = begin + (performance.now() - begin) * ${rate};
      while (performance.now() < end);
      return found;
    };
    return { exports: { ...exports, scan_read } };
  };
}\n`;

async function measured(rate) {
  const browser = await withCamera(path);
  const page = await browser.newPage({ viewport: { width: 360, height: 640 }, locale: "en-GB" });
  await page.route(/\/scan[^/]*\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: slow(rate) + (await answer.text()) });
  });
  await page.goto(`${url}catalogue`);
  await page.getByRole("button", { name: "打开相机" }).click();
  await page.getByRole("status").filter({ hasText: "Read:" }).waitFor({ timeout: 30_000 });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate });
  await page.evaluate(() => {
    globalThis.times = [];
    globalThis.frames = [];
    let since = 0;
    const video = document.querySelector("video");
    const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    const look = (now, { captureTime, presentationTime }) => {
      pen.drawImage(video, 8, 8, 4, 4, 0, 0, 1, 1);
      const code = pen.getImageData(0, 0, 1, 1).data[0] > 128;
      if (!code) since = 0;
      else since ||= captureTime ?? presentationTime ?? now;
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
    new MutationObserver(() => requestAnimationFrame(() => {
      const painted = new MessageChannel();
      const word = document.querySelector(".scan-said").textContent;
      const from = since;
      painted.port1.onmessage = () => {
        if (!from || !word.startsWith("Read:")) return;
        globalThis.times.push(performance.now() - from);
        globalThis.frames.push(Number(word.match(/(\d+) ms$/)[1]));
      };
      painted.port2.postMessage(0);
    })).observe(document.querySelector(".scan-said"), { subtree: true, childList: true, characterData: true });
  });
  // The first may have begun in the middle.
  await page.waitForFunction((n) => globalThis.times.length > n, scans, { timeout: 600_000, polling: 500 });
  const all = await page.evaluate(() => [globalThis.times.slice(1), globalThis.frames.slice(1)]);
  await browser.close();
  return all;
}

const at = (list, share) => Math.round(list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))]);
let worst = 0;
console.log(`${scans} scans each, camera 640 × 480 with 10 frames a second; milliseconds`);
for (const rate of [1, 4]) {
  const [times, frames] = await measured(rate);
  worst = at(times, 0.95);
  console.log(`CPU ${rate} times slower: frame to word median ${at(times, 0.5)}, 95th ${worst}; of it frame to text median ${at(frames, 0.5)}, 95th ${at(frames, 0.95)}`);
}
await close();
process.exit(values.most && worst > Number(values.most) ? 1 : 0);
