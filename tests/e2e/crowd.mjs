// A directory of any size, for the page with the data set: the same people each time.
const SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN = "小晓明丽伟芳娜敏静强磊洋勇艳杰涛超霞平刚";
const SKILLS = ["木工", "摄影", "急救", "口译", "烘焙"];

/** So many members, in no order, without sort keys: the browser puts them in order. */
export function crowd(n, community = "night-run") {
  return Array.from({ length: n }, (_, i) => {
    const at = (i * 7919) % n;
    const name = SURNAMES[at % 40] + GIVEN[(at >> 3) % 20] + (at % 3 ? GIVEN[at % 20] : "");
    return {
      id: `x${at}`,
      community,
      name: `${name}${at % 10 ? "" : at}`,
      role: at === 7 ? "owner" : at % 50 === 1 ? "host" : "member",
      headline: `住在第 ${at} 号院`,
      skills: [SKILLS[at % 5]],
      district: at % 2 ? "拱墅区" : "上城区",
    };
  });
}

/** A page of a directory as json-server gives it, all of one family: their names stand one after another by the last characters. */
export function family(surname, pinyin, n, community = "night-run") {
  const digits = "甲乙丙丁戊己庚辛壬癸";
  return Array.from({ length: n }, (_, i) => ({
    id: `${pinyin}${i}`,
    community,
    full_name: `${surname}${digits[Math.floor(i / 10) % 10]}${digits[i % 10]}`,
    position: "plain",
    bio: `${surname}家第 ${i + 1} 位`,
  }));
}
