//! What is only read: lists, states, drawings, text.

use super::cards::people;
use crate::ui::*;
use leptos::prelude::*;

pub(super) fn lists() -> impl IntoView {
    view! {
        <Section title="列表">
            <Rows>
                <PersonRow
                    name="王小明"
                    picture=None
                    headline="住 3 号楼，会修自行车"
                    role="发起人"
                    href="#"
                />
                <PersonRow name="Alice Chen" picture=None headline="Photographer" href="#" />
                <PersonRow name="欧阳晨" picture=Some(String::from("/gone.jpg")) role="主持" />
                <Row title="语言" icon=Some(Icon::Globe) trail="简体中文".into_any() href="#" />
                <Row title="清空缓存" note="已存 1.2 MB" icon=Some(Icon::Trash) on_click=|| () />
                <Row title="只是一行字" />
            </Rows>
        </Section>
        <Section title="事实">
            <Facts>
                <Fact label="时间" icon=Some(Icon::Clock)>
                    <NoWrap text="11月27日 周五" />
                    " "
                    <NoWrap text="20:00–21:30" />
                </Fact>
                <Fact label="地点" icon=Some(Icon::Pin)>
                    "龙腾大道 2600 号望江驿，靠近 7 号线船厂路站 2 号口"
                </Fact>
                <Fact label="会费">"每年 ¥120"</Fact>
                <Fact label="谁能来">"住在本小区的人，或由两位成员介绍"</Fact>
            </Facts>
        </Section>
        <Section title="生命">
            <div class="stack-s">
                {[
                    (Stage::Sprouting, "萌芽", "3 人，还没办过活动"),
                    (Stage::Growing, "生长", "这个月新来 8 人"),
                    (Stage::Lively, "热闹", "这个月聚了 6 次"),
                    (Stage::Fading, "渐静", "上次聚会是两个月前"),
                    (Stage::Dormant, "休眠", "半年没有动静"),
                ]
                    .into_iter()
                    .map(|(stage, word, note)| {
                        view! {
                            <p>
                                <LifeStage stage word note />
                            </p>
                        }
                    })
                    .collect::<Vec<_>>()} <Seats confirmed=3 capacity=Some(20) text="3 人报名 · 还剩 17 个" />
                <Seats confirmed=18 capacity=Some(20) text="还剩 2 个名额" />
                <Seats confirmed=20 capacity=Some(20) text="20 人已满 · 5 人候补" />
                <Seats confirmed=12 capacity=None text="12 人报名，不限人数" />
            </div>
        </Section>
    }
}

pub(super) fn states() -> impl IntoView {
    view! {
        <Section title="标记">
            <p class="badges">
                <Badge text="一般" />
                <Badge text="已报名" tone=Tone::Live icon=Some(Icon::Check) />
                <Badge text="今晚截止" tone=Tone::Soon />
                <Badge text="待审核" tone=Tone::Warn icon=Some(Icon::Clock) />
                <Badge text="已满" tone=Tone::Full />
                <Badge text="已结束" tone=Tone::Muted />
            </p>
        </Section>
        <Section title="提示">
            <div class="stack">
                <Notice text="只有成员看得到名册。" />
                <Notice kind=NoticeKind::Old text="这是 3 小时前的内容。">
                    <Button small=true kind=ButtonKind::Quiet>"刷新"</Button>
                </Notice>
                <Notice kind=NoticeKind::Offline text="没有网络，看到的是上次存下的。" />
                <Notice kind=NoticeKind::Good text="已报名，名单上有你。" />
                <Notice kind=NoticeKind::Warn text="活动改到周六 15:00。" />
                <Notice kind=NoticeKind::Error text="没有报上：名额刚刚满了。">
                    <Button small=true kind=ButtonKind::Quiet>"排候补"</Button>
                </Notice>
            </div>
        </Section>
        <Section title="空与错">
            <Panel title="这周还没有报名" text="去发现页看看附近有什么，来一次就认识人了。">
                <ButtonLink href="#" kind=ButtonKind::Primary>"去发现"</ButtonLink>
            </Panel>
            <Panel kind=PanelKind::Error title="没有取到" text="服务没有回答。你的网络也许正常，过一会儿再试。">
                <Button icon=Some(Icon::Refresh)>"再试一次"</Button>
            </Panel>
            <Panel kind=PanelKind::Gone title="这里没有东西了" text="它可能被删了，或者从来没有过。" />
            <Panel kind=PanelKind::Offline title="没有网络" />
            <Panel kind=PanelKind::Locked title="名册只给成员看" />
        </Section>
        <Section title="等待">
            <div class="stack">
                <Skeleton label="正在取活动" count=2 />
                <Skeleton kind=SkeletonKind::Row label="正在取成员" count=2 />
                <Skeleton kind=SkeletonKind::Page label="正在取" count=1 />
            </div>
        </Section>
    }
}

pub(super) fn drawings() -> impl IntoView {
    let faces = [
        "王小明",
        "李静",
        "Alice",
        "欧阳晨",
        "Bob",
        "陈桂花",
        "老周",
        "林一",
        "吴珊",
        "赵磊",
        "Zoe",
        "孙宁",
    ];
    view! {
        <Section title="头像">
            <Buttons>
                {faces.map(|name| view! { <Avatar name picture=None /> }).into_iter().collect::<Vec<_>>()}
                <Avatar name="大" picture=None size=AvatarSize::Large />
                <Avatar name="小" picture=None size=AvatarSize::Small />
            </Buttons>
            <AvatarStack people=people() more="和另外 23 人" />
        </Section>
        <Section title="图标">
            <Buttons>
                {Icon::ALL
                    .iter()
                    .map(|name| view! { <span title=format!("{name:?}")>{icon(*name)}</span> })
                    .collect::<Vec<_>>()}
            </Buttons>
        </Section>
    }
}

pub(super) fn prose() -> impl IntoView {
    view! {
        <Section title="字">
            <Brand name="邻聚" />
            <p>"正文一行。" <span class="muted">"次要的字。"</span> <NoWrap text="¥35.00" /></p>
            <MoreButton label="展开" on_click=|| () />
        </Section>
        <Section title="文章">
            {markdown(
                "我们是一群住在江边的人，**每周二、四**晚上跑五公里。*不比快慢*，跑完一起吃碗面。\n\n## 怎么来\n\n1. 报名\n2. 19:50 在[望江驿](https://example.org/)集合\n3. 热身十分钟\n\n### 带什么\n\n- 水和一件外套\n- 反光的东西\n  - 手环也行\n\n> 慢慢跑，跑得久。\n\n网址 https://example.org/a_b ，电话 tel:02112345678 。`code` <b>标签是字</b>\n\n---\n\n```\n预格式\n  文字\n```\n",
            )}
        </Section>
    }
}
