//! Who sends letters and short messages for a server: a mail server (RFC 5321) and a provider of SMS, on loopback, which
//! keep what they are given and may be told to fail.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread::{self, sleep},
    time::Duration,
};

/// What it does with whatever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Takes,
    /// Says that it cannot.
    Refuses,
    /// Never says anything.
    Hangs,
}

/// One of both, until the test ends.
pub struct Post {
    pub port: u16,
    taken: Arc<Mutex<Vec<String>>>,
    fate: Arc<Mutex<Fate>>,
}

impl Post {
    fn open(speaks: fn(TcpStream, Fate) -> Option<String>) -> Self {
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        let post = Self {
            port: door.local_addr().unwrap().port(),
            taken: Arc::default(),
            fate: Arc::new(Mutex::new(Fate::Takes)),
        };
        let (taken, fate) = (post.taken.clone(), post.fate.clone());
        thread::spawn(move || {
            for way in door.incoming().flatten() {
                let (taken, now) = (taken.clone(), *fate.lock().unwrap());
                thread::spawn(move || {
                    if let Some(one) = speaks(way, now) {
                        taken.lock().unwrap().push(one);
                    }
                });
            }
        });
        post
    }

    /// A mail server; what it takes is the letter with its head, as it came.
    pub fn mail() -> Self {
        Self::open(smtp)
    }

    /// A provider of SMS behind HTTP; what it takes is the whole request.
    pub fn sms() -> Self {
        Self::open(http)
    }

    pub fn will(&self, fate: Fate) {
        *self.fate.lock().unwrap() = fate;
    }

    /// All that came, once there are so many.
    pub fn taken(&self, count: usize) -> Vec<String> {
        for _ in 0..100 {
            let all = self.taken.lock().unwrap().clone();
            if all.len() >= count {
                return all;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("{count} wanted, {:?} came", self.taken.lock().unwrap());
    }
}

fn smtp(mut way: TcpStream, fate: Fate) -> Option<String> {
    let mut lines = BufReader::new(way.try_clone().ok()?).lines();
    way.write_all(b"220 here\r\n").ok()?;
    let mut letter = None;
    while let Some(Ok(line)) = lines.next() {
        let word = line.get(..4).unwrap_or_default().to_uppercase();
        let says: &[u8] = match word.as_str() {
            "RCPT" if fate == Fate::Refuses => b"451 not now\r\n",
            "DATA" => {
                way.write_all(b"354 go on\r\n").ok()?;
                let text: Vec<String> = lines
                    .by_ref()
                    .map_while(Result::ok)
                    .take_while(|line| line != ".")
                    .collect();
                letter = Some(text.join("\n"));
                b"250 taken\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 well\r\n",
        };
        way.write_all(says).ok()?;
        if word == "QUIT" {
            break;
        }
    }
    letter
}

fn http(mut way: TcpStream, fate: Fate) -> Option<String> {
    let mut reader = BufReader::new(way.try_clone().ok()?);
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        if reader.read_line(&mut request).ok()? == 0 {
            return None;
        }
    }
    let head = request.to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length?.trim().parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    request.push_str(&String::from_utf8(body).ok()?);
    match fate {
        Fate::Takes => way.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n"),
        // What it says has everything in it, as some do.
        Fate::Refuses => {
            let said = format!(
                "HTTP/1.1 500 Oh\r\ncontent-length: {}\r\n\r\n{request}",
                request.len()
            );
            way.write_all(said.as_bytes())
        }
        Fate::Hangs => {
            sleep(Duration::from_secs(60));
            Ok(())
        }
    }
    .ok()?;
    Some(request)
}
