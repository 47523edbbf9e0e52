// The first script of the page: it makes the page look as its reader wants, asks for config.json, loads the
// WebAssembly while showing how far it is, starts it, and draws a readable page when any of that fails.
//
// Kept true here:
// - It is written in the JavaScript of 2009, so that even a browser that cannot run the app can say so.
// - Nothing is inline and nothing is evaluated: it runs under `script-src 'self' 'wasm-unsafe-eval'`.
// - It knows no name of a built file: they stand in <link id="linju-js"> and <link id="linju-wasm">.
//
// For the app: `window.__linjuConfig` is a promise, never rejected, of {status, text}: the HTTP status of
// config.json (0 when the network failed) and its text.
(function (window, document) {
  "use strict";

  var root = document.documentElement;
  var LATE_MS = 20000;
  var RELOAD = "reload";

  // What can go wrong, in the reader's language: [heading, sentence].
  var WORDS = {
    "zh-Hans": {
      old: ["这个浏览器打不开邻聚", "它太旧，或者关闭了 WebAssembly。请更新浏览器，或换一个再试。"],
      network: ["没能加载完", "网络断了或太慢。请检查网络后再试一次。"],
      moved: ["没能加载完", "服务器给的文件不对，可能刚刚更新过。请再试一次。"],
      start: ["没能启动", "程序已经下载，但没能启动。请再试一次；还是不行的话，请更新浏览器。"],
      again: "再试一次"
    },
    "zh-Hant": {
      old: ["這個瀏覽器打不開鄰聚", "它太舊，或者關閉了 WebAssembly。請更新瀏覽器，或換一個再試。"],
      network: ["沒能載入完", "網路斷了或太慢。請檢查網路後再試一次。"],
      moved: ["沒能載入完", "伺服器給的檔案不對，可能剛剛更新過。請再試一次。"],
      start: ["沒能啟動", "程式已經下載，但沒能啟動。請再試一次；還是不行的話，請更新瀏覽器。"],
      again: "再試一次"
    },
    en: {
      old: ["This browser cannot open Linju", "It is too old, or WebAssembly is turned off in it. Please update it or try another one."],
      network: ["Loading did not finish", "The network is gone or too slow. Check it, then try again."],
      moved: ["Loading did not finish", "The server sent the wrong file; Linju may just have been updated. Please try again."],
      start: ["Linju could not start", "It was downloaded but did not start. Try again; if that does not help, update the browser."],
      again: "Try again"
    }
  };

  function saved() {
    try {
      var kept = JSON.parse(window.localStorage.getItem("linju/settings"));
      return kept && typeof kept === "object" ? kept : {};
    } catch (e) {
      return {}; // No storage, or nothing readable in it: the defaults do.
    }
  }

  // The first wanted language that we have; Chinese is told apart by script, else by
  // region. The app decides the same way.
  function language(wanted) {
    for (var i = 0; i < wanted.length; i++) {
      var tag = String(wanted[i]).toLowerCase();
      if (/^(zh|yue)\b/.test(tag)) return /\b(hant|tw|hk|mo)\b/.test(tag) && !/\bhans\b/.test(tag) ? "zh-Hant" : "zh-Hans";
      if (/^en\b/.test(tag)) return "en";
    }
    return wanted.length ? "en" : "zh-Hans";
  }

  var settings = saved();
  var lang = WORDS.hasOwnProperty(settings.lang)
    ? settings.lang
    : language(navigator.languages || (navigator.language ? [navigator.language] : []));
  root.lang = lang;
  if (settings.text === "l" || settings.text === "xl") root.setAttribute("data-text", settings.text);
  if (settings.theme === "light" || settings.theme === "dark") {
    root.setAttribute("data-theme", settings.theme);
    var metas = document.querySelectorAll('meta[name="theme-color"]');
    // The browser's own bar follows a chosen theme only if both of its colours do.
    var chosen = document.querySelector('meta[name="theme-color"][media*="' + settings.theme + '"]');
    for (var m = 0; chosen && m < metas.length; m++) metas[m].content = chosen.content;
  }

  function whenParsed(run) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  }

  function byId(id) {
    return document.getElementById(id);
  }

  function element(name, text, className) {
    var made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  var ended = false; // started or failed; whichever comes first is final

  function fail(kind, detail) {
    if (ended) return;
    ended = true;
    whenParsed(function () {
      var panic = byId("panic");
      if (panic && !panic.hidden) return; // the app has said it better
      var words = WORDS[lang];
      var page = byId("boot-failed");
      page.textContent = "";
      page.appendChild(element("h1", words[kind][0]));
      page.appendChild(element("p", words[kind][1]));
      page.appendChild(element("button", words.again, "boot-again")).type = "button";
      page.appendChild(element("p", String(detail), "boot-detail"));
      // What was written into the page beforehand can be read all the same.
      var read = document.querySelector(".boot-read");
      if (read) page.appendChild(read);
      // Nothing of the style sheet holds there.
      if (!window.CSSLayerBlockRule) page.style.cssText = "max-width:38rem;margin:auto;padding:.5rem;font-family:sans-serif";
      page.hidden = false;
      byId("app").hidden = true;
    });
    if (window.console) console.error("Linju:", kind, detail);
  }

  // A failure with its kind, to be thrown through promises.
  function failure(kind, detail) {
    var error = new Error(detail);
    error.kind = kind;
    return error;
  }

  // Every "try again" and "reload" button, now or later, in any of the screens.
  document.addEventListener("click", function (event) {
    var at = event.target;
    while (at && at.className !== "boot-again") at = at.parentNode;
    if (!at) return;
    event.preventDefault();
    window.location.reload();
  });

  // A panic of the app is a trap: nothing in it runs any more, and the reload screen of index.html is shown.
  function died(error) {
    if (typeof WebAssembly !== "object" || !(error instanceof WebAssembly.RuntimeError)) return;
    byId("app").hidden = true;
    byId("panic").hidden = false;
  }
  window.addEventListener("error", function (event) { died(event.error); });
  window.addEventListener("unhandledrejection", function (event) { died(event.reason); });

  window.setTimeout(function () {
    var late = byId("boot-late");
    if (late) late.className += " boot-shown"; // gone with the skeleton, once the app is there
  }, LATE_MS);

  if (!window.fetch || !window.Promise || typeof WebAssembly !== "object" || !WebAssembly.instantiate) {
    fail("old", "no WebAssembly");
    return;
  }
  // All of the style sheet stands in layers.
  if (!window.CSSLayerBlockRule) {
    fail("old", "no @layer");
    return;
  }

  window.__linjuConfig = window.fetch(new URL("config.json", document.baseURI).href).then(
    function (answer) {
      return answer.text().then(function (text) {
        return { status: answer.status, text: text };
      });
    }
  ).catch(function (error) {
    return { status: 0, text: String(error) };
  });

  function progress(done, all) {
    var bar = byId("boot-progress");
    if (!bar || !(all > 0)) return; // without a known size the bar stays indeterminate
    bar.max = all;
    bar.value = Math.min(done, all);
  }

  // All bytes of a body, counted as they come. `all` is 0 when the size is not known.
  function bytesOf(answer, all) {
    if (!answer.body || !answer.body.getReader) {
      return answer.arrayBuffer().then(function (buffer) { return new Uint8Array(buffer); });
    }
    var reader = answer.body.getReader(), parts = [], done = 0;
    return reader.read().then(function next(step) {
      if (!step.done) {
        parts.push(step.value);
        done += step.value.length;
        progress(done, all);
        return reader.read().then(next);
      }
      var whole = new Uint8Array(done);
      for (var i = 0, at = 0; i < parts.length; at += parts[i++].length) whole.set(parts[i], at);
      return whole;
    });
  }

  // The compiled module. The answer itself goes to the browser, which compiles while it loads and keeps the
  // machine code for the next visit; a copy of it is counted, checked, and compiled where the browser would not.
  // What came too short may have been kept so, for ever: it is asked for once more, past all caches.
  function load(link, cache) {
    var all = Number(link.getAttribute("data-bytes")) || 0;
    return window.fetch(link.href, { credentials: "same-origin", cache: cache }).then(function (answer) {
      if (!answer.ok) throw failure("moved", "HTTP " + answer.status + " " + link.href);
      var counted = bytesOf(WebAssembly.compileStreaming ? answer.clone() : answer, all);
      var streamed = WebAssembly.compileStreaming
        ? WebAssembly.compileStreaming(answer).catch(function (error) { return error; })
        : Promise.resolve(null);
      return counted.then(function (bytes) {
        if (bytes[0] !== 0 || bytes[1] !== 97 || bytes[2] !== 115 || bytes[3] !== 109) {
          throw failure("moved", "not WebAssembly: " + link.href);
        }
        if (all && bytes.length !== all) {
          if (cache === "default") return load(link, RELOAD);
          throw failure("network", bytes.length + " of " + all + " bytes of " + link.href);
        }
        return streamed.then(function (module) {
          // Not a module: a wrong Content-Type, or a real fault, which then shows again here.
          return module instanceof WebAssembly.Module ? module : WebAssembly.compile(bytes);
        }).catch(function (error) {
          throw failure("old", error.message);
        });
      }, function (error) {
        throw failure("network", error.message);
      });
    }, function (error) {
      throw failure("network", error.message);
    });
  }

  // The glue written by wasm-bindgen: a module that defines `wasm_bindgen` (see ENTRY in xtask/src/cut.rs).
  function glue(link) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.type = "module";
      script.src = link.href;
      script.onload = script.onerror = function () {
        if (typeof window.wasm_bindgen === "function") return resolve(window.wasm_bindgen);
        // Not loaded; or it defined nothing: it was not JavaScript, it came too short, or this browser cannot read it.
        window.fetch(link.href).then(function (answer) {
          var script = answer.ok && /javascript/.test(answer.headers.get("content-type"));
          return answer.text().then(function (text) {
            var kind = !script ? "moved" : /bindgen ?= ?\w+;\s*$/.test(text) ? "old" : "network";
            // So that trying again finds all of it.
            if (kind === "network") window.fetch(link.href, { cache: RELOAD });
            reject(failure(kind, "not understood: " + link.href));
          });
        }).catch(function () {
          reject(failure("network", "not loaded: " + link.href));
        });
      };
      document.head.appendChild(script);
    });
  }

  var parsed = new Promise(whenParsed).then(function () {
    byId("boot-progress").className = "boot-progress"; // seen from now on, where the page can be read without the app
  });
  var glued = glue(byId("linju-js"));
  Promise.all([glued, load(byId("linju-wasm"), "default"), parsed]).then(function (ready) {
    return ready[0]({ module_or_path: ready[1] });
  }).then(function () {
    ended = true;
    // For a start without a network (sw.js). Where there is none, or it is refused, everything goes on as it is.
    var workers = navigator.serviceWorker;
    if (workers) window.setTimeout(function () {
      workers.register(new URL("sw.js", document.baseURI).href).catch(function () {});
    }, 3000);
  }, function (error) {
    var kind = error.kind || "start";
    var told = function () { fail(kind, error.message || error); };
    // A file of this page is not there, or is another: the page may be an old one, out of a cache or written beforehand and
    // left behind. If the site's own names another start, it takes the place of this one, once.
    if (kind !== "moved" || window.__linjuFresh) return told();
    // By then the old glue has come, or never will.
    return glued.catch(Boolean).then(function () {
      return window.fetch(document.baseURI, { cache: RELOAD });
    }).then(function (answer) {
      return answer.text();
    }).then(function (html) {
      var name = (html.match(/linju-app-[0-9a-f]+\.js/) || [""])[0];
      if (!name || byId("linju-js").href.indexOf(name) >= 0) return told();
      window.__linjuFresh = name;
      window.wasm_bindgen = null;
      document.open();
      document.write(html);
      document.close();
    }).catch(told);
  });
})(window, document);
