//! Cards and covers.

use crate::ui::*;
use leptos::prelude::*;

fn date(top: &str, main: &str, foot: &str) -> Option<DateTile> {
    Some(DateTile {
        top: top.into(),
        main: main.into(),
        foot: foot.into(),
    })
}

pub(super) fn people() -> Vec<(String, Option<String>)> {
    ["王小明", "李静", "Alice Chen", "欧阳晨"]
        .map(|name| (name.to_owned(), None))
        .into()
}

pub(super) fn cards() -> impl IntoView {
    view! {
        <Section title="卡片" action=view! { <MoreLink href="#" label="全部 42 个" /> }.into_any()>
            <Feed>
                <Card
                    href="#run"
                    title="周二滨江慢跑五公里"
                    kicker="沿江夜跑团"
                    seed="run-7"
                    motif=Motif::Steps
                    date=date("今晚", "21", "11月")
                    badges=vec![(Tone::Soon, "今晚 18:00 截止".into())]
                    rows=vec![
                        Meta::strong(Icon::Clock, "今晚 20:00–21:00"),
                        Meta::new(Icon::Pin, "龙腾大道望江驿 · 1.2 公里"),
                    ]
                    reason="离你近，你关注跑步"
                    foot=view! { <Seats confirmed=18 capacity=Some(24) text="还剩 6 个名额" /> }
                        .into_any()
                />
                <Card
                    href="#poem"
                    title="周五诗会：读一首写秋天的诗，也可以只来听"
                    kicker="每周诗会"
                    seed="poem-3"
                    motif=Motif::Books
                    date=date("周五", "27", "11月")
                    badges=vec![(Tone::Full, "已满".into()), (Tone::Neutral, "可候补".into())]
                    rows=vec![
                        Meta::strong(Icon::Clock, "周五 20:00–21:30"),
                        Meta::new(Icon::Globe, "线上，报名后可见地址"),
                    ]
                    foot=view! { <Seats confirmed=30 capacity=Some(30) text="30 人已满 · 3 人候补" /> }
                        .into_any()
                />
                <Card
                    href="#dogs"
                    title="梧桐苑遛狗伙伴"
                    kicker="徐汇 · 田林"
                    look=CardLook::Strip
                    seed="dogs"
                    motif=Motif::Paws
                    text="傍晚一起遛狗，谁出差就互相帮忙照看，新来的小狗也有朋友。"
                    rows=vec![
                        Meta::new(Icon::Repeat, "每周二、四傍晚 18:30"),
                        Meta::new(Icon::Door, "申请加入 · 本小区住户"),
                    ]
                    foot=view! {
                        <LifeStage stage=Stage::Lively word="热闹" />
                        <AvatarStack people=people() more="46 人" />
                    }
                        .into_any()
                />
                <Card
                    href="#old"
                    title="春游摄影：顾村樱花"
                    kicker="街坊摄影"
                    seed="photo-9"
                    motif=Motif::Discs
                    date=date("周六", "14", "11月")
                    badges=vec![(Tone::Muted, "已取消".into())]
                    rows=vec![Meta::new(Icon::Clock, "周六 9:00")]
                    muted=true
                />
                <Card
                    href="#plain"
                    title="没有封面的卡片"
                    look=CardLook::Plain
                    rows=vec![Meta::new(Icon::Clock, "周日 10:00"), Meta::new(Icon::Price, "每人 ¥35.00")]
                />
            </Feed>
        </Section>
        <Section title="封面">
            <Hero seed="dogs" motif=Motif::Paws>
                <Date date=DateTile { top: "今晚".into(), main: "21".into(), foot: "11月".into() } />
            </Hero>
            <Feed>
                {[
                    Motif::Plain,
                    Motif::Homes,
                    Motif::Trees,
                    Motif::Waves,
                    Motif::Steps,
                    Motif::Books,
                    Motif::Bowls,
                    Motif::Blooms,
                    Motif::Lanterns,
                    Motif::Kites,
                    Motif::Blocks,
                    Motif::Discs,
                    Motif::Paws,
                ]
                    .into_iter()
                    .enumerate()
                    .map(|(n, motif)| view! { <Hero seed=format!("cover-{n}") motif /> })
                    .collect::<Vec<_>>()}
            </Feed>
        </Section>
    }
}
