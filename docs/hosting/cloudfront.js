// A CloudFront function (runtime cloudfront-js-2.0) on viewer requests: /c/night-run and /e/… are asked for as the pages that
// `cargo xtask prerender` has written. What has no page of its own is missing then, and answered with the app's page as all addresses are.
// BASE is yours to fill in: the path, as in `cargo xtask build --base`.
function handler(event) {
  var request = event.request;
  if (new RegExp("^BASE[ce]/[^/]+/?$").test(request.uri)) request.uri = request.uri.replace(/\/?$/, "/index.html");
  return request;
}
