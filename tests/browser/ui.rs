//! The shared components on a real page.

#[path = "ui/lists.rs"]
mod lists;
#[path = "ui/signals.rs"]
mod signals;

use leptos::{mount::mount_to, prelude::*, task::tick};
use linju::ui::{RwSignal, StoredValue, el::el, *};
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// A view in a place of its own on the page; both go when this is dropped.
struct Stage {
    place: HtmlElement,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Stage {
    fn of<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&place).unwrap();
        let mounted = mount_to(place.clone(), view);
        Self {
            place,
            mounted: Some(Box::new(mounted)),
        }
    }

    fn find(&self, selector: &str) -> Element {
        self.place
            .query_selector(selector)
            .unwrap()
            .unwrap_or_else(|| {
                panic!("no {selector} in {}", self.place.inner_html());
            })
    }

    fn count(&self, selector: &str) -> u32 {
        fn within(element: &Element, selector: &str) -> u32 {
            let mut count = u32::from(element.matches(selector).unwrap());
            let mut child = element.first_element_child();
            while let Some(element) = child {
                count += within(&element, selector);
                child = element.next_element_sibling();
            }
            count
        }
        within(&self.place, selector)
    }

    fn text(&self) -> String {
        self.place.text_content().unwrap_or_default()
    }

    fn input(&self, selector: &str) -> HtmlInputElement {
        self.find(selector).unchecked_into()
    }

    fn click(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.mounted = None;
        self.place.remove();
    }
}

fn type_into(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    input
        .dispatch_event(&web_sys::Event::new("input").unwrap())
        .unwrap();
}

#[wasm_bindgen_test]
async fn what_is_drawn_again_in_the_same_shape_stays_the_same_element() {
    let name = RwSignal::new("早");
    let stage = Stage::of(move || {
        move || {
            let name = name.get();
            let list = if name == "晚" {
                vec!["一", "二"]
            } else {
                vec!["一"]
            };
            el("a")
                .attr("href", "#")
                .attr("title", name)
                .child(name)
                .child(list)
        }
    });
    let before = stage.find("a");
    before.unchecked_ref::<HtmlElement>().focus().unwrap();

    name.set("午");
    tick().await;
    assert!(stage.find("a").is_same_node(Some(&before)), "drawn anew");
    assert_eq!(
        document().active_element().as_ref(),
        Some(&before),
        "the focus was lost"
    );
    assert_eq!(
        (
            stage.text().as_str(),
            before.get_attribute("title").as_deref()
        ),
        ("午一", Some("午"))
    );

    name.set("晚");
    tick().await;
    assert!(
        !stage.find("a").is_same_node(Some(&before)),
        "another shape is another element"
    );
    assert_eq!(stage.text(), "晚一二");
    assert_eq!(stage.count("a"), 1);
}

#[wasm_bindgen_test]
async fn what_an_element_started_ends_when_it_leaves() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    static CLICKS: AtomicU32 = AtomicU32::new(0);
    let (shown, ticks) = (RwSignal::new(true), RwSignal::new(0));
    let stage = Stage::of(move || {
        el("div").fill(move || {
            shown.get().then(|| {
                el("button")
                    .track(move |_| {
                        ticks.get();
                        RUNS.fetch_add(1, Ordering::Relaxed);
                    })
                    .on("click", |_| {
                        CLICKS.fetch_add(1, Ordering::Relaxed);
                    })
            })
        })
    });
    let button: HtmlElement = stage.find("button").unchecked_into();
    button.click();
    ticks.set(1);
    tick().await;
    assert_eq!(
        (RUNS.load(Ordering::Relaxed), CLICKS.load(Ordering::Relaxed)),
        (2, 1)
    );

    shown.set(false);
    tick().await;
    ticks.set(2);
    tick().await;
    button.click();
    assert_eq!(
        (RUNS.load(Ordering::Relaxed), CLICKS.load(Ordering::Relaxed)),
        (2, 1)
    );
    assert_eq!(stage.count("button"), 0);
}

#[wasm_bindgen_test]
fn what_people_write_is_never_markup() {
    let bad = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](https://a.b)";
    let stage = Stage::of(move || {
        view! {
            {markdown(bad)}
            <Card href="#" title=bad kicker=bad text=bad reason=bad />
            <Badge text=bad />
            <Avatar name=bad picture=Some(String::from("javascript:alert(1)")) />
        }
    });
    assert_eq!(stage.count("img"), 1, "the avatar's own and no other");
    assert_eq!(stage.count("a"), 2, "the card's and the safe one");
    assert!(stage.text().contains("<img src=x onerror=alert(1)>"));
    let link = stage.find(".prose a");
    assert_eq!(link.get_attribute("href").as_deref(), Some("https://a.b"));
    assert!(link.get_attribute("rel").unwrap().contains("noopener"));
}

#[wasm_bindgen_test]
async fn a_field_says_what_it_wants_and_what_is_wrong() {
    let (value, error) = (RwSignal::new(String::new()), RwSignal::new(None));
    let stage = Stage::of(move || {
        view! { <Field label="手机号" kind=FieldKind::Phone value error required="必填" help="十一位" /> }
    });
    let input = stage.input("input");
    let label = stage.find("label");
    assert_eq!(label.get_attribute("for").unwrap(), input.id());
    assert_eq!(label.text_content().unwrap(), "手机号 必填");
    assert!(input.required());
    assert_eq!(input.get_attribute("aria-invalid"), None);

    error.set(Some(String::from("太短")));
    tick().await;
    let described = input.get_attribute("aria-describedby").unwrap();
    let told: Vec<String> = described
        .split(' ')
        .map(|id| {
            document()
                .get_element_by_id(id)
                .unwrap()
                .text_content()
                .unwrap()
        })
        .collect();
    assert_eq!(told, ["十一位", "太短"]);
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));

    type_into(&input, "138");
    assert_eq!(value.get_untracked(), "138");
    value.set(String::from("139"));
    tick().await;
    assert_eq!(input.value(), "139");
}

#[wasm_bindgen_test]
async fn choices_are_lines_of_text_and_tell_of_themselves() {
    let (one, many) = (
        RwSignal::new(String::from("b")),
        RwSignal::new(String::from("a")),
    );
    let told = StoredValue::new(String::new());
    let options = || vec![Choice::new("a", "甲"), Choice::new("b", "乙")];
    let stage = Stage::of(move || {
        view! {
            <Chips label="一个" options=options() value=one />
            <Field
                label="几个"
                kind=FieldKind::Choices
                options=options()
                value=many
                on_change=move |new: String| told.set_value(new)
            />
        }
    });
    assert!(stage.input("[type=radio][value=b]").checked());
    stage.click("[type=radio][value=a]");
    stage.click("[type=checkbox][value=b]");
    assert_eq!(
        (one.get_untracked().as_str(), many.get_untracked().as_str()),
        ("a", "a\nb")
    );
    assert_eq!(told.get_value(), "a\nb");
    stage.click("[type=checkbox][value=a]");
    assert_eq!(many.get_untracked(), "b");
    many.set(String::new());
    tick().await;
    assert!(!stage.input("[type=checkbox][value=b]").checked());
}

#[wasm_bindgen_test]
fn a_busy_button_does_nothing_and_keeps_the_focus() {
    let (busy, pressed) = (RwSignal::new(false), RwSignal::new(0));
    let stage = Stage::of(move || {
        view! { <Button busy=busy on_click=move || pressed.update(|n| *n += 1)>"报名"</Button> }
    });
    stage.click("button");
    busy.set(true);
    stage
        .find("button")
        .unchecked_ref::<HtmlElement>()
        .focus()
        .unwrap();
    stage.click("button");
    assert_eq!(pressed.get_untracked(), 1);
    assert_eq!(document().active_element(), Some(stage.find("button")));
}

#[wasm_bindgen_test]
async fn a_sheet_holds_something_only_while_it_is_open() {
    let (open, closed) = (RwSignal::new(false), RwSignal::new(0));
    let stage = Stage::of(move || {
        view! {
            <Sheet open title="筛选" close="关闭" on_close=move || closed.update(|n| *n += 1)>
                <p>"里面"</p>
            </Sheet>
        }
    });
    assert_eq!(stage.text(), "");
    open.set(true);
    tick().await;
    tick().await;
    let dialog: web_sys::HtmlDialogElement = stage.find("dialog").unchecked_into();
    assert!(dialog.open());
    let heading = document().get_element_by_id(&dialog.get_attribute("aria-labelledby").unwrap());
    assert_eq!(
        heading,
        document().active_element(),
        "a reader begins at the heading"
    );

    dialog.close(); // What Esc and the back gesture do.
    let event = js_sys::Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 50)
            .unwrap();
    });
    JsFuture::from(event).await.unwrap();
    assert!(!open.get_untracked());
    assert_eq!((closed.get_untracked(), stage.text().as_str()), (1, ""));
}

#[wasm_bindgen_test]
async fn toasts_are_few_and_stay_where_they_are() {
    let owner = Owner::new();
    let toasts = owner.with(Toasts::new);
    let stage = Stage::of(move || view! { <ToastRegion toasts close="关闭" /> });
    toasts.say(Tone::Live, "一");
    tick().await;
    let first = stage.find(".toast");
    toasts.say(Tone::Live, "二");
    tick().await;
    assert!(
        stage.find(".toast").is_same_node(Some(&first)),
        "its time would begin anew"
    );
    for word in ["二", "三", "四"] {
        toasts.say(Tone::Live, word);
    }
    tick().await;
    assert_eq!(stage.text(), "二三四");
    stage.click(".toast button");
    tick().await;
    assert_eq!(stage.text(), "三四");
}

#[wasm_bindgen_test]
async fn what_is_not_so_any_more_is_taken_back_and_what_stays_waits_behind() {
    let owner = Owner::new();
    let toasts = owner.with(Toasts::new);
    let stage = Stage::of(move || view! { <ToastRegion toasts close="关闭" /> });
    toasts.say(Tone::Warn, "没有网络");
    toasts.leave(Tone::Neutral, "有新版本", "打开", Act::new(|()| {}));
    toasts.say(Tone::Live, "送达");
    toasts.take_back("没有网络");
    toasts.say(Tone::Live, "网络回来了");
    tick().await;
    assert_eq!(stage.text(), "有新版本打开送达网络回来了");
}

#[wasm_bindgen_test]
async fn tabs_go_by_arrow_keys() {
    let selected = RwSignal::new(0);
    let stage = Stage::of(move || {
        let labels = vec![String::from("介绍"), String::from("活动")];
        view! { <Tabs label="圈子" labels selected>{move || selected.get()}</Tabs> }
    });
    let key = |key: &str| {
        // The keys of an event can be set in no other way that every build of web-sys has.
        let make = js_sys::Function::new_with_args(
            "key",
            "return new KeyboardEvent('keydown', { key, bubbles: true })",
        );
        let event = make.call1(&JsValue::NULL, &key.into()).unwrap();
        let event: web_sys::Event = event.unchecked_into();
        stage.find("[role=tablist]").dispatch_event(&event).unwrap();
    };
    key("ArrowLeft");
    tick().await;
    let tab = stage.find("[aria-selected=true]");
    assert_eq!(
        (
            selected.get_untracked(),
            tab.text_content().unwrap().as_str()
        ),
        (1, "活动")
    );
    assert_eq!(document().active_element().as_ref(), Some(&tab));
    let panel = stage.find("[role=tabpanel]");
    assert_eq!(panel.get_attribute("aria-labelledby").unwrap(), tab.id());
    assert_eq!(panel.text_content().unwrap(), "1");
    key("Home");
    assert_eq!(selected.get_untracked(), 0);
}
