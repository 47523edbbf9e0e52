// A camera for Chromium that plays what a test wants: frames without a code, then tickets, askew and at some distance.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const made = here("../../target/e2e");

/** A build that has the catalogue, where the scanner can be tried by itself. */
export const dist = process.env.LINJU_CATALOGUE ?? here("../../dist-catalogue");

/** Writes a video of scenes, [seconds, text], which the camera plays over and over; gives its path. */
export function video(name, scenes, rate = 10) {
  mkdirSync(made, { recursive: true });
  const path = `${made}/${name}-${process.pid}.y4m`;
  const script = scenes.map(([seconds, text]) => `${seconds}=${text}`);
  const program = ["run", "--quiet", "--locked", "--package", "linju-scan", "--example", "video", "--"];
  execFileSync("cargo", [...program, path, String(rate), ...script], { cwd: here("../.."), stdio: ["ignore", "ignore", "inherit"] });
  return path;
}

/** A browser with that camera; with none where there is no path. `asks` leaves it to the person whether pages may use it. */
export function withCamera(path, { asks = false } = {}) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      ...(path ? ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${path}`] : []),
      ...(asks ? [] : ["--use-fake-ui-for-media-stream"]),
    ],
  });
}

/** Serves that build with the data in the page. */
export function served(base = "/") {
  if (!existsSync(dist)) throw new Error(`no ${dist}: cargo xtask build --catalogue`);
  return serve({ dist, base });
}
