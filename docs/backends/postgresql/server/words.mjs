// What the server itself says, in the language that was asked for (RFC 9110, section 12.5.4).

const WORDS = {
  'sign-in': ['请登录。', '請登入。', 'Please sign in.'],
  'may-not': ['你还不能看这里。', '你還不能看這裡。', 'This is not for you.'],
  'not-there': ['没有找到。', '沒有找到。', 'It is not there.'],
  unreadable: ['内容读不出来。', '內容讀不出來。', 'The body is not what this takes.'],
  'too-large': ['内容太长了。', '內容太長了。', 'It is too long.'],
  'too-many': ['太快了，请稍后再试。', '太快了，請稍後再試。', 'Too many at once; please try again later.'],
  failed: ['出了点问题，请稍后再试。', '出了點問題，請稍後再試。', 'Something went wrong; please try again later.'],
  wrong: ['名字、密码或验证码不对。', '名字、密碼或驗證碼不對。', 'That name with that password or code is not known.'],
  code: ['你的验证码：', '你的驗證碼：', 'Your code: '],
};

/** The word in Simplified Chinese, Traditional Chinese or English. */
export function say(word, languages) {
  const first = String(languages || '').toLowerCase().split(',')[0].split(';')[0].trim();
  const column = first.startsWith('en') ? 2 : /^zh-(hant|tw|hk|mo)/.test(first) ? 1 : 0;
  return (WORDS[word] ?? WORDS.failed)[column];
}
