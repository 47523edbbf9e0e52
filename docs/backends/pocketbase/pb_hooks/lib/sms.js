// Who sends an SMS. `LINJU_SMS` chooses: `http` posts `{"to", "text"}` to `LINJU_SMS_URL` with the bearer token
// `LINJU_SMS_TOKEN`, behind which the operator connects their provider; `log` writes it to the log, for tests only.
// Another provider is another function here: `(app, to, text)`, which throws when it cannot send.

const providers = {
  log: (app, to, text) => app.logger().info("sms", "to", to, "text", text),
  http: (_, to, text) => {
    const answer = $http.send({
      url: $os.getenv("LINJU_SMS_URL"),
      method: "POST",
      headers: { "content-type": "application/json", "authorization": "Bearer " + $os.getenv("LINJU_SMS_TOKEN") },
      body: JSON.stringify({ to, text }),
      timeout: 10,
    });
    if (answer.statusCode < 200 || answer.statusCode > 299) throw new Error("the SMS provider answers " + answer.statusCode);
  },
};

function send(app, to, text) {
  const chosen = providers[$os.getenv("LINJU_SMS")];
  if (!chosen) throw new Error("no SMS provider: set LINJU_SMS");
  chosen(app, to, text);
}

module.exports = { send };
