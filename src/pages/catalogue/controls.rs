//! What is pressed, chosen and filled in.

use crate::ui::{RwSignal, Signal, *};
use leptos::prelude::*;

pub(super) fn buttons() -> impl IntoView {
    let toasts = Toasts::new();
    let busy = RwSignal::new(false);
    let open = RwSignal::new(false);
    view! {
        <Section title="按钮">
            <div class="stack">
                <Buttons>
                    <Button kind=ButtonKind::Primary>"报名"</Button>
                    <Button icon=Some(Icon::Share)>"分享"</Button>
                    <Button kind=ButtonKind::Quiet>"以后再说"</Button>
                    <Button kind=ButtonKind::Danger>"退出圈子"</Button>
                </Buttons>
                <Buttons>
                    <Button kind=ButtonKind::Primary busy=busy on_click=move || busy.set(true)>
                        "按一下变忙"
                    </Button>
                    <Button busy=Signal::stored(true)>"正在发送"</Button>
                    <Button disabled=Signal::stored(true)>"不能按"</Button>
                    <Button kind=ButtonKind::Primary disabled=Signal::stored(true)>"不能按"</Button>
                </Buttons>
                <Button kind=ButtonKind::Primary wide=true icon=Some(Icon::Ticket)>
                    "我要报名"
                </Button>
                <Buttons>
                    <ButtonLink href="#" icon=Some(Icon::Outside) outside=true>
                        "在地图中打开"
                    </ButtonLink>
                    <Button small=true>"小按钮"</Button>
                    <IconButton icon=Icon::Share label="分享" on_click=|| () />
                    <IconButton
                        icon=Icon::Star
                        label="关注"
                        pressed=busy
                        on_click=move || busy.update(|on| *on = !*on)
                    />
                </Buttons>
                <Buttons>
                    <Button on_click=move || open.set(true)>"打开抽屉"</Button>
                    <Button on_click=move || toasts.say(Tone::Live, "已报名，我们周五见")>
                        "说一句"
                    </Button>
                    <Button on_click=move || {
                        toasts
                            .offer(
                                Tone::Warn,
                                "没有网络，恢复后自动发送",
                                "查看",
                                (move || open.set(true)).into(),
                            );
                    }>"说一句，可做一事"</Button>
                </Buttons>
                <ToastRegion toasts close="关闭" />
            </div>
        </Section>
        <Sheet
            open
            title="筛选"
            close="关闭"
            foot=move || {
                view! {
                    <Button on_click=move || open.set(false)>"重来"</Button>
                    <Button kind=ButtonKind::Primary on_click=move || open.set(false)>
                        "看 12 个结果"
                    </Button>
                }
            }
        >
            {choices().into_any()}
        </Sheet>
    }
}

pub(super) fn choices() -> impl IntoView {
    let when = RwSignal::new(String::from("week"));
    let tags = RwSignal::new(String::from("run\npoem"));
    let sort = RwSignal::new(String::from("best"));
    let tab = RwSignal::new(0);
    let near = RwSignal::new(false);
    let words = RwSignal::new(String::new());
    let list = |pairs: &[(&str, &str)]| -> Vec<Choice> {
        pairs
            .iter()
            .map(|(value, label)| Choice::new(*value, *label))
            .collect()
    };
    let times = list(&[
        ("any", "不限"),
        ("tonight", "今晚"),
        ("week", "这周"),
        ("weekend", "周末"),
        ("month", "这个月"),
        ("later", "以后"),
    ]);
    let interests = list(&[
        ("run", "跑步"),
        ("poem", "诗"),
        ("dog", "遛狗"),
        ("photo", "摄影"),
        ("food", "吃喝"),
    ]);
    let sorts = list(&[("best", "推荐"), ("soon", "最近"), ("near", "离我近")]);
    view! {
        <Section title="选择">
            <div class="stack">
                <SearchBox label="找圈子、活动、地点" clear="清空" value=words />
                <ChipRow label="筛选">
                    <ChipButton
                        label="离我近"
                        icon=Some(Icon::Near)
                        pressed=near
                        on_click=move || near.update(|on| *on = !*on)
                    />
                    <ChipButton label="徐汇区" icon=Some(Icon::Pin) on_click=|| () />
                    <ChipButton label="筛选" icon=Some(Icon::Filter) on_click=|| () />
                </ChipRow>
                <Chips label="什么时候" options=times value=when />
                <Chips label="兴趣" options=interests value=tags many=true look=ChipsLook::Wrap />
                <Chips label="排序" options=sorts value=sort look=ChipsLook::Segments />
            </div>
            <div class="section">
                <Tabs
                    label="圈子"
                    labels=vec!["介绍".into(), "活动".into(), "成员".into(), "规则".into()]
                    selected=tab
                >
                    <p>{move || format!("第 {} 部分", tab.get() + 1)}</p>
                </Tabs>
            </div>
        </Section>
    }
}

pub(super) fn fields() -> impl IntoView {
    let value = |text: &str| RwSignal::new(text.to_owned());
    let doors = || {
        vec![
            Choice::new("a", "3 号楼"),
            Choice::new("b", "5 号楼"),
            Choice::new("c", "别的楼"),
        ]
    };
    view! {
        <Section title="填写">
            <Field label="怎么称呼你" value=value("小鱼") required="必填" />
            <Field
                label="手机号"
                kind=FieldKind::Phone
                value=value("1381234")
                required="必填"
                help="只有组织者看得到。"
                error=Some(String::from("少了几位，应该是 11 位数字。"))
            />
            <Field label="电子邮件" kind=FieldKind::Email value=value("") />
            <Field label="几个人来" kind=FieldKind::Number value=value("2") min="1" max="4" />
            <Field label="哪一天" kind=FieldKind::Date value=value("2026-11-27") />
            <Field label="住哪栋楼" kind=FieldKind::Select value=value("") options=doors() unset="请选择" />
            <Field label="住哪栋楼" kind=FieldKind::Choice value=value("b") options=doors() required="必填" />
            <Field
                label="能帮什么忙"
                kind=FieldKind::Choices
                value=value("a\nc")
                options=doors()
                error=Some(String::from("最多选一项。"))
            />
            <Field label="说说你自己" kind=FieldKind::Paragraph value=value("") help="两三句就好。" />
            <Field
                label="我读过并同意圈子的规则（第 3 版）"
                kind=FieldKind::Consent
                value=value("true")
                required="必填"
            />
            <Field label="不能改" value=value("已提交") disabled=Signal::stored(true) />
        </Section>
    }
}
