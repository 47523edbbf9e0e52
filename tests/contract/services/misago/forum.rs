//! A forum that runs and is filled, and people with a browser each.

use std::{
    cell::{Cell, RefCell},
    fs,
    process::Command,
    rc::Rc,
};

use linju::{
    backend::{
        Door as _, SignedIn,
        mapped::{Mapped, Plan},
    },
    model::{self, AccountId, Answers, Instant, Zones as _},
    port::{LocalFuture, Method, Request, Response, Transport, TransportError},
};
use serde_json::{Value, json};

use super::super::{
    super::native::{Hand, Tz, Wire, block_on},
    folder, install, mapping,
    postgres::Postgres,
    process::{Process, free_port},
    root,
    seed::Seed,
};

const PASSWORD: &str = "a long password";
/// How many follow `night-run`: more than a page of them.
pub const FOLLOWERS: u32 = 30;

/// A running forum.
pub struct Forum {
    _processes: [Process; 2],
    pub base: String,
    /// The number of a thread that is no event.
    pub talk: String,
    ids: Value,
}

impl Forum {
    pub fn start(seed: &Seed) -> Self {
        let folder = folder("misago");
        let programs = install::pip("misago", "Misago");
        let postgres = Postgres::start(&folder.join("postgres"));
        let media = folder.join("media");
        fs::create_dir(&media).unwrap();
        let own = root().join("tests/contract/services/misago");
        let python = |program: &str| {
            let mut command = Command::new(programs.join(program));
            command
                .env("DJANGO_SETTINGS_MODULE", "settings")
                .env("PYTHONPATH", &own)
                .env("PYTHONDONTWRITEBYTECODE", "1")
                .env("DATABASE", &postgres.connection)
                .env("MEDIA", &media);
            command
        };
        let done = |command: &mut Command| {
            let out = command.output().unwrap();
            let (said, wrong) = (
                out.stdout,
                String::from_utf8_lossy(&out.stderr).into_owned(),
            );
            assert!(out.status.success(), "{command:?}: {wrong}");
            String::from_utf8(said).unwrap()
        };
        done(python("django-admin").args(["migrate", "--verbosity", "0"]));
        let file = folder.join("given.json");
        fs::write(&file, given(seed).to_string()).unwrap();
        let said = done(python("python").arg(own.join("fill.py")).arg(&file));
        let ids: Value = serde_json::from_str(said.trim()).unwrap();
        let address = format!("127.0.0.1:{}", free_port());
        let base = format!("http://{address}");
        let mut command = python("django-admin");
        command.args(["runserver", "--noreload", &address]);
        let process = Process::start(&mut command, &folder, &format!("{base}/api/auth/"));
        Self {
            _processes: [process, postgres.process],
            base,
            talk: (seed.events.len() + 1).to_string(),
            ids,
        }
    }

    /// The mapping with what an operator writes into it.
    pub fn mapping(&self) -> Value {
        let mut mapping = mapping("misago");
        mapping["base"] = self.base.clone().into();
        for name in ["rank", "category"] {
            assert!(mapping["config"][name].is_u64(), "{name} is asked for");
            mapping["config"][name] = self.ids[name].clone();
        }
        mapping
    }

    /// The number of the account of a community of ours.
    pub fn club(&self, ours: &str) -> &str {
        self.ids["clubs"][account(ours)].as_str().unwrap()
    }

    /// The number of somebody who signs in.
    pub fn person(&self, nth: usize) -> &str {
        self.ids["people"][nth].as_str().unwrap()
    }

    /// Somebody with a browser of their own, not signed in.
    pub fn person_with(&self, mapping: &Value, now: Instant) -> (Rc<Mapped>, Rc<Way>) {
        let way = Way::new(&self.base);
        (over(way.clone(), mapping, now), way)
    }

    /// Somebody with a browser of their own, signed in.
    pub fn signed_in(&self, name: &str, now: Instant) -> (Rc<Mapped>, Rc<Way>) {
        let (backend, way) = self.person_with(&self.mapping(), now);
        let signed = block_on(backend.log_in(&typed(name, PASSWORD)));
        assert!(matches!(signed, Ok(SignedIn::Yes(_))), "{signed:?}");
        (backend, way)
    }

    /// What the forum itself says to whoever has these cookies.
    pub fn asked(&self, path: &str, cookies: &str) -> Value {
        let always = vec![("cookie".to_owned(), cookies.to_owned())];
        let answer = Wire::signed_in(always).call(Request::get(format!("{}{path}", self.base)));
        serde_json::from_str(&answer.unwrap().body).unwrap()
    }

    /// What stands in a thread, the last first: who wrote it, and what.
    pub fn replies(&self, thread: &str) -> Vec<(String, String)> {
        let answer = self.asked(&format!("/api/threads/{thread}/posts/"), "");
        let posts = answer["post_set"]["results"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let posts = posts.map(|post| (text(&post["poster_name"]), text(&post["content"])));
        let mut posts: Vec<_> = posts.skip(1).collect();
        posts.reverse();
        posts
    }

    pub fn join(&self, ours: &str) -> model::Command {
        model::Command::Join {
            community: self.club(ours).into(),
            answers: Answers::new(),
            rules: None,
            invitation: None,
            sponsor: String::new(),
            listed: false,
        }
    }
}

/// What somebody types into the form.
pub fn typed(name: &str, secret: &str) -> Vec<(String, String)> {
    [("username", name), ("password", secret)]
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .to_vec()
}

/// What somebody who knows their password types.
pub fn rightly(name: &str) -> Vec<(String, String)> {
    typed(name, PASSWORD)
}

/// Linju in somebody's browser.
pub fn over(way: Rc<Way>, mapping: &Value, now: Instant) -> Rc<Mapped> {
    let plan = Plan::compile(mapping).unwrap_or_else(|fault| panic!("misago.json: {fault}"));
    let clock = Rc::new(Hand(Cell::new(now.unix())));
    let backend = Mapped::new(plan, way, clock, AccountId::from("browser"));
    Rc::new(backend.with_zones(Rc::new(Tz)))
}

/// A browser and its network, in which something else may happen on the way.
pub struct Way {
    pub wire: Rc<Wire>,
    base: String,
    /// Answers to what is written get lost.
    pub lossy: Cell<bool>,
    meanwhile: RefCell<Option<Meanwhile>>,
}

/// What happens, and before which request.
type Meanwhile = (Method, String, Box<dyn FnOnce()>);

impl Way {
    fn new(base: &str) -> Rc<Self> {
        Rc::new(Self {
            wire: Wire::new(),
            base: base.to_owned(),
            lossy: Cell::new(false),
            meanwhile: RefCell::default(),
        })
    }

    /// Something happens once, just before a request with this method whose address ends so.
    pub fn before(&self, method: Method, end: &str, happens: impl FnOnce() + 'static) {
        let all = (
            method,
            end.to_owned(),
            Box::new(happens) as Box<dyn FnOnce()>,
        );
        *self.meanwhile.borrow_mut() = Some(all);
    }

    /// Whether it did.
    pub fn has_happened(&self) -> bool {
        self.meanwhile.borrow().is_none()
    }

    /// Whoever is signed in writes a reply by the forum itself.
    pub fn replies(&self, thread: &str) {
        let token = self.wire.jar.shown("csrftoken").unwrap();
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let request = Request {
            method: Method::Post,
            headers: vec![
                header("content-type", "application/json"),
                header("x-csrftoken", &token),
            ],
            body: Some(json!({ "post": "上脚都很舒服" }).to_string()),
            cookies: true,
            ..Request::get(format!("{}/api/threads/{thread}/posts/", self.base))
        };
        let answer = self.wire.call(request).unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    fn carry(&self, request: Request) -> Result<Response, TransportError> {
        let is_now = |(method, end, _): &mut Meanwhile| {
            request.method == *method && request.url.ends_with(end.as_str())
        };
        let now = self.meanwhile.borrow_mut().take_if(is_now);
        if let Some((_, _, happens)) = now {
            happens();
        }
        let writes = request.method != Method::Get;
        let answer = self.wire.call(request)?;
        match self.lossy.get() && writes {
            true => Err(TransportError::Network),
            false => Ok(answer),
        }
    }
}

impl Transport for Way {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let answer = self.carry(request);
        Box::pin(async move { answer })
    }

    fn cookie(&self, name: &str, to: &str) -> Option<String> {
        self.wire.cookie(name, to)
    }
}

/// A name that Misago takes, of one of our ids.
pub fn account(ours: &str) -> String {
    ours.replace('-', "").chars().take(14).collect()
}

/// The data set as a forum has it.
fn given(seed: &Seed) -> Value {
    let text = |row: &Value, at: &str| {
        let found = row.pointer(at).and_then(Value::as_str);
        found.unwrap_or_default().to_owned()
    };
    let clubs = seed.communities.iter().map(|c| {
        json!({ "account": account(&text(c, "/id")), "name": text(c, "/name"), "purpose": text(c, "/purpose"),
            "about": text(c, "/about"), "city": text(c, "/area/city") })
    });
    let posted = seed.now.plus(-86_400).to_string().replace('Z', "+00:00");
    let thread = |club: String, title: String, text: String, closed: bool| json!({ "club": club, "title": title, "text": text, "closed": closed, "posted": posted });
    let threads = seed.events.iter().map(|e| {
        let start = Instant::parse(&text(e, "/start")).unwrap();
        let offset = Tz.offset_at(&text(e, "/zone"), start).unwrap();
        let wall = start.plus(i64::from(offset)).to_string();
        let (day, time) = (&wall[..10], &wall[11..16]);
        let title = format!(
            "{day} {time} | {} | {}",
            text(e, "/title"),
            text(e, "/venue/place")
        );
        let story = format!("<p>{}</p>", text(e, "/description"));
        thread(
            account(&text(e, "/community")),
            title,
            story,
            text(e, "/status") == "cancelled",
        )
    });
    let talk = thread(
        account("night-run"),
        "跑鞋推荐".into(),
        "<p>大家都穿什么？</p>".into(),
        false,
    );
    let clubs: Vec<Value> = clubs.collect();
    let threads: Vec<Value> = threads.chain([talk]).collect();
    json!({ "clubs": clubs, "threads": threads, "followed": account("night-run"), "followers": FOLLOWERS,
        "people": ["lin", "mei"], "password": PASSWORD })
}
