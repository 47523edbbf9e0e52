//! Every text of a directory: simplified, traditional, English.

use super::sentences;

sentences! {
    dir_found_n(n): "找到 {} 位", "找到 {} 位", "{} found";
    dir_found_one: "找到 1 位", "找到 1 位", "1 found";
    dir_found_least(n): "找到 {} 位以上", "找到 {} 位以上", "at least {} found";
    dir_found_none_yet: "还没找到", "還沒找到", "none found yet";
    dir_not_asked: "没能问到服务，只在已读入的里找", "沒能問到服務，只在已讀入的裡找", "the service could not be asked, so only those loaded are searched";
    dir_all_n(n): "共 {} 位", "共 {} 位", "{} members";
    dir_all_one: "共 1 位", "共 1 位", "1 member";
    dir_loaded(n, of): "已读入 {} / {} 位", "已讀入 {} / {} 位", "{} of {} loaded";
    dir_more_to_come: "还有没读入的", "還有沒讀入的", "there are more";
    dir_left_out(n): "{} 条读不懂，没有列出", "{} 條讀不懂，沒有列出", "{} could not be read and are left out";
    dir_letters: "按字母找", "按字母找", "Go to a letter";
    dir_role: "职务", "職務", "Role";
    dir_joined_month: "这一个月加入的", "這一個月加入的", "Joined within a month";
    dir_joined_year: "这一年加入的", "這一年加入的", "Joined within a year";
    dir_help: "也许能互相帮忙", "也許能互相幫忙", "You may help each other";
    dir_help_note(n): "{} 位，一方在找的，另一方正好能帮", "{} 位，一方在找的，另一方正好能幫", "{}, where one looks for what the other offers";
    dir_help_best(n, shown): "{} 位里最合适的 {} 位，一方在找的，另一方正好能帮", "{} 位裡最合適的 {} 位，一方在找的，另一方正好能幫", "Of {}, the best {}, where one looks for what the other offers";
    dir_gives(sought, offered): "你在找“{}”，TA 能帮“{}”", "你在找「{}」，TA 能幫「{}」", "You look for “{}”, they offer “{}”";
    dir_takes(sought, offered): "TA 在找“{}”，你能帮“{}”", "TA 在找「{}」，你能幫「{}」", "They look for “{}”, you offer “{}”";
    dir_gives_it(what): "你在找的“{}”，TA 正好能帮", "你在找的「{}」，TA 正好能幫", "They offer “{}”, which you look for";
    dir_takes_it(what): "TA 在找的“{}”，你正好能帮", "TA 在找的「{}」，你正好能幫", "They look for “{}”, which you offer";
    dir_none_hint: "换个说法试试：名字、拼音、会什么、住哪里都可以。", "換個說法試試：名字、拼音、會什麼、住哪裡都可以。", "Try it another way: a name, a skill or a place.";
    dir_show_all: "看所有人", "看所有人", "Show everybody";
    dir_and: "；", "；", "; ";
}
