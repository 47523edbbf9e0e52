-- What people are told, in the language that they asked for (RFC 9110, section 12.5.4), and problems (RFC 9457).

-- Simplified Chinese, Traditional, or English, by an Accept-Language.
create or replace function linju.say(word text, languages text) returns text
language sql immutable parallel safe
as $$
  select case
      when lower(languages) like 'en%' then w.english
      when lower(languages) ~ '^zh-(hant|tw|hk|mo)' then w.traditional
      else w.simplified
    end
  from (values
    ('full', '已经满了。', '已經滿了。', 'It is full.'),
    ('closed', '现在不接受报名或加入。', '現在不接受報名或加入。', 'It is closed.'),
    ('not-yet', '还没有开放。', '還沒有開放。', 'It is not open yet.'),
    ('over', '已经开始或结束了。', '已經開始或結束了。', 'It has begun or is over.'),
    ('off', '活动取消或推迟了。', '活動取消或延期了。', 'It is cancelled or postponed.'),
    ('members-only', '只对成员开放。', '只對成員開放。', 'It is for members.'),
    ('invitation-needed', '需要受到邀请。', '需要受到邀請。', 'It is for those who were invited.'),
    ('rules-not-agreed', '请先同意现行的规则。', '請先同意現行的規則。', 'Please agree to the rules that hold now.'),
    ('invalid', '有些内容需要改一改。', '有些內容需要改一改。', 'Some answers need another look.'),
    ('party-too-large', '同行的人太多了。', '同行的人太多了。', 'More people than one sign-up may have.'),
    ('already', '已经加入或报名了。', '已經加入或報名了。', 'In, or signed up, already.'),
    ('nothing-there', '没有可以取消的。', '沒有可以取消的。', 'There is nothing to take back.'),
    ('gone', '它已经不在了。', '它已經不在了。', 'It is gone.'),
    ('not-again', '现在还不能再次申请。', '現在還不能再次申請。', 'Refused before, and not yet again.'),
    ('offer-expired', '名额已经让给下一位了。', '名額已經讓給下一位了。', 'The offer is over.'),
    ('code-unknown', '没有这个邀请码。', '沒有這個邀請碼。', 'No invitation has this code.'),
    ('code-over', '这个邀请已经失效了。', '這個邀請已經失效了。', 'This invitation is over.'),
    ('code-used-up', '这个邀请的名额用完了。', '這個邀請的名額用完了。', 'As many have come by this invitation as may.'),
    ('organiser', '组织者', '組織者', 'An organiser'),
    ('newcomer', '新成员', '新成員', 'A new member'),
    ('owner-must-hand-over', '请先把社区交给别人。', '請先把社群交給別人。', 'The owner has to hand over first.'),
    ('not-offered', '这里不提供这项服务。', '這裡不提供這項服務。', 'This service does not do this.'),
    ('key-used', '这个操作编号已经用于别的内容。', '這個操作編號已經用於別的內容。', 'This Idempotency-Key was used for something else.'),
    ('key-missing', '缺少操作编号。', '缺少操作編號。', 'An Idempotency-Key of 1 to 255 characters is needed.'),
    ('unreadable', '内容读不出来。', '內容讀不出來。', 'The body is not what this takes.'),
    ('sign-in', '请登录。', '請登入。', 'Please sign in.'),
    ('wrong', '名字、密码或验证码不对。', '名字、密碼或驗證碼不對。', 'That name with that password or code is not known.'),
    ('may-not', '你还不能看这里。', '你還不能看這裡。', 'This is not for you.'),
    ('not-there', '没有找到。', '沒有找到。', 'It is not there.'),
    ('too-many', '太快了，请稍后再试。', '太快了，請稍後再試。', 'Too many at once; please try again later.'),
    ('failed', '出了点问题，请稍后再试。', '出了點問題，請稍後再試。', 'Something went wrong; please try again later.'),
    ('missing', '请填写。', '請填寫。', 'An answer is needed.'),
    ('too-little', '太少了。', '太少了。', 'Too little.'),
    ('too-much', '太多了。', '太多了。', 'Too much.'),
    ('malformed', '格式不对。', '格式不對。', 'It cannot be read.'),
    ('not-an-option', '不在选项里。', '不在選項裡。', 'None of the options.'),
    ('code', '你的验证码：', '你的驗證碼：', 'Your code: ')
  ) as w (key, simplified, traditional, english)
  where w.key in (word, 'failed') order by w.key = word desc limit 1
$$;

-- A problem without its words, as it is kept: `{"status", "word", "more"}`.
create or replace function linju.problem(status int, word text, more jsonb default '{}') returns jsonb
language sql immutable parallel safe
as $$ select jsonb_build_object('status', status, 'word', word, 'more', more) $$;

-- A refusal of the rules (`{"why", …}`) as a problem.
create or replace function linju.refusal(refused jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case when refused ->> 'why' = 'forbidden' then linju.problem(403, 'may-not', refused) else linju.problem(
    case refused ->> 'why' when 'gone' then 404 when 'invalid' then 422 else 409 end, refused ->> 'why',
    jsonb_strip_nulls(jsonb_build_object('why', refused -> 'why', 'version', refused -> 'version',
      'opens', refused -> 'opens', 'limit', refused -> 'limit', 'from', refused -> 'from'))
    || case when refused ? 'faults' then jsonb_build_object('fields', (
      select jsonb_agg(jsonb_build_object('field', f.fault -> 'key', 'message', case jsonb_typeof(f.fault -> 'kind')
        when 'string' then f.fault ->> 'kind' else (select k.key from jsonb_object_keys(f.fault -> 'kind') as k (key)) end)
        order by f.at) from jsonb_array_elements(refused -> 'faults') with ordinality as f (fault, at))) else '{}' end) end
$$;

-- A problem in the reader's language: `{"status", "body"}` as the API answers it.
create or replace function linju.told(problem jsonb, languages text) returns jsonb
language sql immutable parallel safe
as $$
  select jsonb_build_object('status', problem -> 'status', 'body', jsonb_build_object(
      'title', case (problem ->> 'status')::int when 400 then 'Bad Request' when 401 then 'Unauthorized'
        when 403 then 'Forbidden' when 404 then 'Not Found' when 409 then 'Conflict' when 413 then 'Content Too Large'
        when 422 then 'Unprocessable Content' when 429 then 'Too Many Requests' else 'Internal Server Error' end,
      'status', problem -> 'status', 'detail', linju.say(problem ->> 'word', languages))
    || (problem -> 'more')
    || case when problem -> 'more' ? 'fields' then jsonb_build_object('fields', (
      select jsonb_agg(jsonb_build_object('field', f.one -> 'field', 'message', linju.say(f.one ->> 'message', languages))
        order by f.at) from jsonb_array_elements(problem #> '{more,fields}') with ordinality as f (one, at))) else '{}' end)
$$;
